package registry

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// text stores a text. A number is text, too, when it is written with digits only: a SKU or a phone number.
func (d *decoding) text(n *node, t token, title string, into reflect.Value) {
	text := t.text
	if t.kind == 0 && !strings.ContainsAny(string(t.raw), "eE") {
		text = string(t.raw)
	} else if t.kind != '"' {
		d.fault(n, title, "must be text", t)
		return
	}
	if wrong := n.limits.checkText(text); wrong != "" {
		d.fault(n, title, wrong, t)
		return
	}
	if secret, ok := reflect.TypeAssert[*value.Secret](into.Addr()); ok {
		*secret = value.NewSecret(text)
		return
	}
	into.SetString(text)
}

// integer stores a whole number, however it is written.
func (d *decoding) integer(n *node, t token, title string, into reflect.Value) {
	number, ok := t.integer()
	if !ok {
		d.fault(n, title, "must be a whole number", t)
		return
	}
	if wrong := n.limits.checkNumber(number); wrong != "" {
		d.fault(n, title, wrong, t)
		return
	}
	if into.CanInt() {
		if i, err := strconv.ParseInt(number, 10, 64); err == nil && !into.OverflowInt(i) {
			into.SetInt(i)
			return
		}
	} else if u, err := strconv.ParseUint(number, 10, 64); err == nil && !into.OverflowUint(u) {
		into.SetUint(u)
		return
	}
	d.fault(n, title, "is out of range", t)
}

// integer returns the digits of a whole number, or of text that says one.
func (t token) integer() (string, bool) {
	if t.kind != 0 && t.kind != '"' {
		return "", false
	}
	return asInteger(t.word())
}

// number stores a number. Types that hold text keep the digits as they are written.
func (d *decoding) number(n *node, t token, title string, into reflect.Value) {
	number := t.word()
	if t.kind != 0 && t.kind != '"' || !isNumber(number) {
		d.fault(n, title, "must be a number such as 1234.5", t)
		return
	}
	if wrong := n.limits.checkNumber(number); wrong != "" {
		d.fault(n, title, wrong, t)
		return
	}
	if into.Kind() == reflect.String {
		into.SetString(number)
		return
	}
	float, err := strconv.ParseFloat(number, into.Type().Bits())
	if err != nil {
		d.fault(n, title, "is out of range", t)
		return
	}
	into.SetFloat(float)
}

// boolean stores true or false.
func (d *decoding) boolean(n *node, t token, title string, into reflect.Value) {
	yes, ok := t.boolean()
	if !ok {
		d.fault(n, title, "must be true or false", t)
		return
	}
	into.SetBool(yes)
}

// boolean returns what the token says, when it is true or false or text for one of them.
func (t token) boolean() (yes, ok bool) {
	switch {
	case t.kind == 't', t.kind == '"' && strings.EqualFold(t.word(), "true"):
		return true, true
	case t.kind == 'f', t.kind == '"' && strings.EqualFold(t.word(), "false"):
		return false, true
	}
	return false, false
}

// date stores a point in time, in UTC.
func (d *decoding) date(n *node, t token, title string, into reflect.Value) {
	const wrong = "must be a date such as 2026-01-31T09:30:00Z or 31/01/2026 09:30 (UTC unless a zone is given)"
	if t.kind != '"' {
		d.fault(n, title, wrong, t)
		return
	}
	moment, err := value.ParseDate(t.word())
	if err != nil || moment.IsZero() { // the zero time stands for no date
		d.fault(n, title, wrong, t)
		return
	}
	moment = moment.UTC()
	switch target := into.Addr().Interface().(type) {
	case *value.Date:
		target.Time = moment
	case *value.DateText:
		target.Time = moment
	case *time.Time:
		*target = moment
	}
}

// enumeration stores a choice, given by its value or by its label.
func (d *decoding) enumeration(n *node, t token, title string, into reflect.Value) {
	word := t.word()
	number, whole := t.integer()
	if whole && (into.Kind() != reflect.String || n.choices.open) {
		word = number
	}
	found, ok := n.choices.find(word)
	if ok {
		into.Set(found.value)
		return
	}
	if n.choices.open && t.kind == '"' && !whole {
		into.SetString(word)
		return
	}
	if n.secret {
		d.add("%s must be one of %s.", title, n.choices.allowed())
		return
	}
	if near, ok := n.choices.suggest(word); ok && t.kind == '"' {
		d.add("%s must be one of %s; got %s. Did you mean %s?", title, n.choices.allowed(), t.shown(), near)
		return
	}
	d.add("%s must be one of %s; got %s.", title, n.choices.allowed(), t.shown())
}
