package registry

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// choices are the values of an enumeration with their labels.
type choices struct {
	list []choice
	// byText finds a choice by its value as text; byLabel by its label, or its value, in lower case.
	byText, byLabel map[string]int
	// open tells that other text is taken too.
	open bool
}

type choice struct {
	// text is the value as text, constant as JSON, label what people see.
	text, label string
	constant    any
	value       reflect.Value
}

// maxShownChoices is how many choices a message lists.
const maxShownChoices = 25

// newChoices returns the choices of the enumeration type.
func newChoices(t reflect.Type, declared []value.Choice) (*choices, error) {
	c := &choices{byText: map[string]int{}, byLabel: map[string]int{}, open: t.Implements(openType)}
	if c.open && t.Kind() != reflect.String {
		return nil, fmt.Errorf("the open enumeration %s is no text", t)
	}
	for i, d := range declared {
		v := reflect.ValueOf(d.Value)
		constant := d.Value
		if c.open && v.IsValid() {
			constant = plain(v)
			v = reflect.ValueOf(fmt.Sprint(constant))
		}
		if !v.IsValid() || kindOf(v.Type()) != kindOf(t) || !v.CanConvert(t) {
			return nil, fmt.Errorf("the choice %v is not of type %s", d.Value, t)
		}
		if d.Label == "" {
			return nil, fmt.Errorf("the choice %v has no label", d.Value)
		}
		entry := choice{label: d.Label, value: v.Convert(t), text: fmt.Sprint(plain(v))}
		entry.constant = plain(entry.value)
		if c.open {
			entry.constant = constant
		}
		if _, ok := c.byText[entry.text]; ok {
			return nil, fmt.Errorf("the choice %s is listed twice", entry.text)
		}
		label := strings.ToLower(d.Label)
		if _, ok := c.byLabel[label]; ok {
			return nil, fmt.Errorf("the label %q is listed twice", d.Label)
		}
		c.byText[entry.text], c.byLabel[label] = i, i
		c.list = append(c.list, entry)
	}
	for i, entry := range c.list {
		lower := strings.ToLower(entry.text)
		if _, ok := c.byLabel[lower]; !ok {
			c.byLabel[lower] = i
		}
	}
	return c, nil
}

// integers reports whether all values are integers.
func (c *choices) integers() bool {
	return !slices.ContainsFunc(c.list, func(entry choice) bool { return !reflect.ValueOf(entry.constant).CanInt() })
}

// plain returns the value as Go's own string, integer or bool, without the methods of its type.
func plain(v reflect.Value) any {
	switch {
	case v.Kind() == reflect.String:
		return v.String()
	case v.Kind() == reflect.Bool:
		return v.Bool()
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return v.Uint()
	}
	return v.Interface()
}

// find returns the choice whose value or label the text is. A value counts before a label, and case doesn't.
func (c *choices) find(text string) (choice, bool) {
	text = strings.TrimSpace(text)
	if i, ok := c.byText[text]; ok {
		return c.list[i], true
	}
	if i, ok := c.byLabel[strings.ToLower(text)]; ok {
		return c.list[i], true
	}
	return choice{}, false
}

// allowed lists the choices for a message.
func (c *choices) allowed() string {
	var b strings.Builder
	for i, entry := range c.list {
		if i == maxShownChoices {
			fmt.Fprintf(&b, " and %d more", len(c.list)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(entry.text)
		if !strings.EqualFold(entry.label, entry.text) {
			fmt.Fprintf(&b, " (%s)", entry.label)
		}
	}
	return b.String()
}

// suggest returns the label or value that was most likely meant by the text.
func (c *choices) suggest(text string) (string, bool) {
	candidates := make([]string, 0, 2*len(c.list))
	for _, entry := range c.list {
		candidates = append(candidates, entry.label, entry.text)
	}
	return nearest(text, candidates)
}
