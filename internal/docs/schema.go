package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// schema is what the pages tell of a JSON Schema.
type schema struct {
	Type        typeNames          `json:"type"`
	Format      string             `json:"format"`
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Properties  map[string]*schema `json:"properties"`
	Order       []string           `json:"x-order"`
	Required    []string           `json:"required"`
	Items       *schema            `json:"items"`
	OneOf       []constant         `json:"oneOf"`
	AnyOf       []*schema          `json:"anyOf"`
	// Values are described when an object takes any property.
	Values json.RawMessage `json:"additionalProperties"`

	Minimum          json.Number       `json:"minimum"`
	Maximum          json.Number       `json:"maximum"`
	ExclusiveMinimum json.Number       `json:"exclusiveMinimum"`
	ExclusiveMaximum json.Number       `json:"exclusiveMaximum"`
	MinLength        json.Number       `json:"minLength"`
	MaxLength        json.Number       `json:"maxLength"`
	MinItems         json.Number       `json:"minItems"`
	MaxItems         json.Number       `json:"maxItems"`
	UniqueItems      bool              `json:"uniqueItems"`
	Pattern          string            `json:"pattern"`
	Default          json.RawMessage   `json:"default"`
	Examples         []json.RawMessage `json:"examples"`
	Secret           bool              `json:"x-secret"`
	Options          string            `json:"x-options"`
}

// constant is one value of an enumeration.
type constant struct {
	Type  typeNames       `json:"type"`
	Const json.RawMessage `json:"const"`
	Title string          `json:"title"`
}

// typeNames is the keyword type: one name or several.
type typeNames []string

// UnmarshalJSON reads a name or an array of names.
func (t *typeNames) UnmarshalJSON(data []byte) error {
	var name string
	if json.Unmarshal(data, &name) == nil {
		*t = typeNames{name}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

// field is a row of the table of an input or a record.
type field struct {
	// Pointer is the JSON pointer of the field, with * for any index of an array or any name of a map.
	Pointer, Type, Description string
	Required                   bool
}

// fields lists the fields of the schema at every depth, each object's right after it.
func fields(raw json.RawMessage) ([]field, error) {
	var root schema
	if err := json.Unmarshal(raw, &root); err != nil {
		return nil, err
	}
	return root.appendFields(nil, ""), nil
}

func (s *schema) appendFields(listed []field, pointer string) []field {
	for _, name := range s.Order {
		property := s.Properties[name]
		if property == nil {
			continue
		}
		at := pointer + value.Pointer(name)
		listed = append(listed, field{
			Pointer: at, Type: property.typeName(), Description: property.text(), Required: slices.Contains(s.Required, name),
		})
		listed = property.appendFields(listed, at)
	}
	if s.Items != nil {
		listed = s.Items.appendFields(listed, pointer+"/*")
	}
	return listed
}

// typeName returns the type in plain words.
func (s *schema) typeName() string {
	names := slices.DeleteFunc(slices.Clone(s.Type), func(name string) bool { return name == "null" })
	switch {
	case len(s.AnyOf) > 0:
		var alternatives []string
		for _, alternative := range s.AnyOf {
			alternatives = append(alternatives, alternative.typeName())
		}
		return strings.Join(alternatives, " or ")
	case len(names) == 0:
		return "any"
	case names[0] == "array" && s.Items != nil:
		return "list of " + s.Items.typeName()
	case names[0] == "string" && s.Format == "date-time":
		return "date"
	case names[0] == "string":
		return "text"
	}
	return strings.Join(names, " or ")
}

// takesNull reports whether null is allowed.
func (s *schema) takesNull() bool {
	return slices.Contains(s.Type, "null") || slices.ContainsFunc(s.OneOf, func(c constant) bool { return slices.Contains(c.Type, "null") })
}

// text describes the field: title, description, what is allowed, an example.
func (s *schema) text() string {
	var sentences []string
	add := func(format string, args ...any) { sentences = append(sentences, fmt.Sprintf(format, args...)) }
	if s.Title != "" {
		add("**%s.**", s.Title)
	}
	if s.Description != "" {
		add("%s", s.Description)
	}
	sentences = append(sentences, s.limits()...)
	if s.Items != nil {
		sentences = append(sentences, s.Items.limits()...)
	}
	if s.Default != nil {
		add("Default: `%s`.", s.Default)
	}
	if s.takesNull() {
		add("`null` clears it.")
	}
	if s.Secret {
		add("Secret: never shown.")
	}
	if len(s.Examples) > 0 {
		add("Example: `%s`.", s.Examples[0])
	}
	return strings.Join(sentences, " ")
}

// limits tells which values are allowed, a sentence each.
func (s *schema) limits() []string {
	var sentences []string
	add := func(format string, args ...any) { sentences = append(sentences, fmt.Sprintf(format, args...)) }
	for _, alternative := range s.AnyOf {
		sentences = append(sentences, alternative.limits()...)
	}
	var values []string
	for _, c := range s.OneOf {
		if c.Const == nil {
			continue
		}
		value := fmt.Sprintf("`%s`", c.Const)
		if c.Title != "" && !strings.EqualFold(c.Title, strings.Trim(string(c.Const), `"`)) {
			value += " (" + c.Title + ")"
		}
		values = append(values, value)
	}
	if len(values) > 0 {
		add("One of %s.", strings.Join(values, ", "))
	}
	for _, sentence := range []string{
		between(s.Minimum, s.Maximum, ""),
		between(s.MinLength, s.MaxLength, "character"),
		between(s.MinItems, s.MaxItems, "item"),
	} {
		if sentence != "" {
			add("%s", sentence)
		}
	}
	if s.ExclusiveMinimum != "" {
		add("More than %s.", s.ExclusiveMinimum)
	}
	if s.ExclusiveMaximum != "" {
		add("Less than %s.", s.ExclusiveMaximum)
	}
	if s.UniqueItems {
		add("No value twice.")
	}
	if s.Pattern != "" {
		add("Pattern: `%s`.", s.Pattern)
	}
	if s.Options != "" {
		add("Drop-down: %s.", strings.ReplaceAll(s.Options, "_", " "))
	}
	return sentences
}

// between tells the least and the most that is allowed, "" when neither is given.
func between(least, most json.Number, unit string) string {
	counted := func(number json.Number) string {
		switch {
		case unit == "":
			return number.String()
		case number == "1":
			return "1 " + unit
		}
		return number.String() + " " + unit + "s"
	}
	switch {
	case least == "" && most == "":
		return ""
	case most == "":
		return "At least " + counted(least) + "."
	case least == "":
		return "At most " + counted(most) + "."
	case least == most:
		return "Exactly " + counted(most) + "."
	}
	return least.String() + " to " + counted(most) + "."
}
