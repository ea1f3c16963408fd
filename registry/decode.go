package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxInputSize is how large an input may be, in bytes.
const maxInputSize = 16 << 20

// additionalFields is the field through which an input carries what its form lacks.
const additionalFields = "additional_fields"

// decode checks the JSON against the form, converts what people and engines write to what the form wants, and stores it in the
// value. The failure has every fault that was found, each with the pointer of its field.
func (f *form) decode(raw json.RawMessage, into reflect.Value) *Failure {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" || string(raw) == `""` {
		raw = json.RawMessage("{}")
	}
	if len(raw) > maxInputSize {
		return NewFailure(InvalidInput, "input.too_large",
			fmt.Sprintf("%s is larger than %d MiB. Split it up.", f.name, maxInputSize>>20), nil)
	}
	if !json.Valid(raw) {
		return f.malformed(raw)
	}
	if depth(raw) > maxDepth {
		return NewFailure(InvalidInput, "input.too_deep",
			fmt.Sprintf("%s has objects and lists nested more than %d levels deep.", f.name, maxDepth), nil)
	}
	d := decoding{}
	d.path = d.space[:0]
	d.value(f.root, tokenOf(raw), f.name, into)
	return d.failure()
}

// malformed returns the failure of text that is no JSON. It shows none of the text.
func (f *form) malformed(raw []byte) *Failure {
	message := f.name + " is not valid JSON."
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(raw, new(json.RawMessage)), &syntax) {
		message = fmt.Sprintf("%s is not valid JSON: something is wrong at byte %d.", f.name, syntax.Offset)
	}
	failure := NewFailure(InvalidInput, "input.malformed", message, nil)
	failure.Fields = []FieldFault{{Path: "", Message: message}}
	return failure
}

// decoding is the decoding of one input.
type decoding struct {
	path   []step
	space  [8]step
	faults []FieldFault
	// more counts the faults that were left out.
	more int
}

// step is one part of a JSON pointer: an index, or a name when the index is negative.
type step struct {
	name  string
	index int
}

// enter, enterEntry and leave keep track of the place in the input.
func (d *decoding) enter(name string)    { d.path = append(d.path, step{name, -1}) }
func (d *decoding) enterEntry(index int) { d.path = append(d.path, step{index: index}) }
func (d *decoding) leave()               { d.path = d.path[:len(d.path)-1] }

// value decodes the token, which is neither null nor blank, into the value. title is what people call the place.
func (d *decoding) value(n *node, t token, title string, into reflect.Value) {
	switch n.wrapping {
	case wrappedOptional:
		into = reflect.ValueOf(into.Addr().Interface().(optional).Target()).Elem()
	case wrappedPointer:
		into.Set(reflect.New(n.goType))
		into = into.Elem()
	}
	t = n.open(t)
	switch n.kind {
	case kindText:
		d.text(n, t, title, into)
	case kindInteger:
		d.integer(n, t, title, into)
	case kindNumber:
		d.number(n, t, title, into)
	case kindBoolean:
		d.boolean(n, t, title, into)
	case kindDate:
		d.date(n, t, title, into)
	case kindEnumeration:
		d.enumeration(n, t, title, into)
	case kindArray:
		d.array(n, t, title, into)
	case kindObject:
		d.object(n, t, title, into)
	case kindMap:
		d.mapping(n, t, title, into)
	default:
		d.any(t, into)
	}
}

// object decodes the members of an object into the fields of a struct.
func (d *decoding) object(n *node, t token, title string, into reflect.Value) {
	if t.kind != '{' {
		d.fault(n, title, "must be an object", t)
		return
	}
	var space [64]bool
	given := space[:]
	if len(n.fields) > len(space) {
		given = make([]bool, len(n.fields))
	}
	for members := scan(t.raw); ; {
		quoted, text, ok := members.member()
		if !ok {
			break
		}
		i, name := n.find(quoted)
		if i < 0 {
			d.unknown(n, name)
			continue
		}
		f := &n.fields[i]
		d.enter(f.name)
		if given[i] {
			d.add("%s is given twice.", f.title)
		}
		given[i] = true
		d.field(f, tokenOf(text), into.FieldByIndex(f.index))
		if f.name == additionalFields {
			d.additional(n, text)
		}
		d.leave()
	}
	for i := range n.fields {
		if f := &n.fields[i]; f.required && !given[i] {
			d.enter(f.name)
			d.add("%s is required.", f.title)
			d.leave()
		}
	}
}

// find returns the place of the field with the quoted name, -1 when there is none, and then the name too.
func (n *node) find(quoted []byte) (int, string) {
	if i, ok := n.byName[string(quoted[1:len(quoted)-1])]; ok {
		return i, ""
	}
	name := unquote(quoted)
	if i, ok := n.byName[name]; ok {
		return i, ""
	}
	return -1, name
}

// field decodes one field: null, blank or a value.
func (d *decoding) field(f *field, t token, into reflect.Value) {
	switch {
	case t.kind == 'n' && f.required, f.required && f.node.isBlank(t):
		d.add("%s is required.", f.title)
	case t.kind == 'n' && f.clear != clearNever:
		into.Addr().Interface().(optional).SetNull()
		if f.clear != clearNull {
			target := reflect.ValueOf(into.Addr().Interface().(optional).Target()).Elem()
			if f.clear == clearList {
				target.Set(reflect.MakeSlice(target.Type(), 0, 0))
			}
		}
	case t.kind == 'n' && f.node.kind != kindAny:
		d.add("%s can't be cleared with null: leave it out.", f.title)
	case f.refusesBlank && f.node.isBlank(t):
		if f.node.kind == kindArray {
			d.add("%s is blank: leave it out to list everything, or give a value.", f.title)
		} else {
			d.add("%s is blank: leave it out, or give a value.", f.title)
		}
	case f.node.isBlank(t):
	default:
		d.value(f.node, t, f.title, into)
	}
}

// mapping decodes an object whose names are free.
func (d *decoding) mapping(n *node, t token, title string, into reflect.Value) {
	if t.kind != '{' {
		d.fault(n, title, "must be an object", t)
		return
	}
	into.Set(reflect.MakeMap(into.Type()))
	for members := scan(t.raw); ; {
		quoted, text, ok := members.member()
		if !ok {
			return
		}
		name := unquote(quoted)
		key := reflect.ValueOf(name).Convert(into.Type().Key())
		d.enter(name)
		if into.MapIndex(key).IsValid() {
			d.add("%q is given twice in %s.", cut(name), title)
		}
		element := reflect.New(into.Type().Elem()).Elem()
		if t := tokenOf(text); t.kind == 'n' && n.items.kind != kindAny {
			d.add("%q in %s is null: leave it out.", cut(name), title)
		} else {
			d.value(n.items, t, cut(name), element)
		}
		into.SetMapIndex(key, element)
		d.leave()
	}
}

// additional refuses additional fields that the form has under their own name, or leaves out on purpose.
func (d *decoding) additional(n *node, raw []byte) {
	t := n.fields[n.byName[additionalFields]].node.open(tokenOf(raw))
	if t.kind != '{' {
		return
	}
	for members := scan(t.raw); ; {
		quoted, _, ok := members.member()
		if !ok {
			return
		}
		name := unquote(quoted)
		d.enter(name)
		switch _, typed := n.byName[name]; {
		case typed:
			d.add("%s has a field of its own: set %s instead.", name, name)
		case n.readOnly[name] != "":
			d.add("%s can't be set. %s", name, n.readOnly[name])
		case slices.Contains(n.omitted, name):
			d.add("%s can't be set here.", name)
		}
		d.leave()
	}
}

// any stores the JSON as it is.
func (d *decoding) any(t token, into reflect.Value) {
	if t.raw == nil {
		t.raw, _ = json.Marshal(t.text) // text always encodes
	}
	d.checkNames(t.raw)
	if into.Kind() == reflect.Slice {
		into.SetBytes(bytes.Clone(t.raw))
		return
	}
	decoder := json.NewDecoder(bytes.NewReader(t.raw))
	decoder.UseNumber()
	_ = decoder.Decode(into.Addr().Interface()) // the JSON is valid, and an interface takes any
}

// checkNames refuses names that an object of free JSON has twice.
func (d *decoding) checkNames(raw []byte) {
	switch raw[0] {
	case '[':
		index := 0
		for elements := scan(raw); ; index++ {
			text, ok := elements.element()
			if !ok {
				return
			}
			d.enterEntry(index)
			d.checkNames(text)
			d.leave()
		}
	case '{':
		seen := map[string]bool{}
		for members := scan(raw); ; {
			quoted, text, ok := members.member()
			if !ok {
				return
			}
			name := unquote(quoted)
			d.enter(name)
			if seen[name] {
				d.add("%q is given twice.", cut(name))
			}
			seen[name] = true
			d.checkNames(text)
			d.leave()
		}
	}
}

// pointer returns the JSON pointer of the place.
func (d *decoding) pointer() string {
	var b strings.Builder
	for _, s := range d.path {
		name := s.name
		if s.index >= 0 {
			name = strconv.Itoa(s.index)
		}
		b.WriteString(value.Pointer(cutAt(name, maxShownName)))
	}
	return b.String()
}
