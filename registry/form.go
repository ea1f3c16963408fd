package registry

import (
	"bytes"
	"encoding/json"
	"reflect"
	"sync"

	"github.com/invopop/jsonschema"
)

// form is a type as people fill it in or read it: the node that decodes it and the schema that describes it. It is made once for each operation
// and never changes.
type form struct {
	// name is what a message calls the whole: "The input".
	name string
	// root decodes values; nil for an output, of which none are decoded.
	root    *node
	options []OptionField
	faults  []error

	described sync.Once
	text      json.RawMessage
	goType    reflect.Type
	output    bool
}

// newInputForm returns the form of an input.
func newInputForm(t reflect.Type) *form { return newForm("The input", t) }

// newCredentialForm returns the form of a credential.
func newCredentialForm(t reflect.Type) *form { return newForm("The credential", t) }

func newForm(name string, t reflect.Type) *form {
	b := &builder{}
	root, _ := b.build(t, "")
	return &form{name: name, root: root, options: b.options, faults: b.faults, goType: t}
}

// newOutputForm returns the form of a record. What it shares with other records is built once.
func newOutputForm(t reflect.Type, shared *sharedObjects) *form {
	b := &builder{output: true, shared: shared}
	b.build(t, "")
	return &form{name: "The record", faults: b.faults, goType: t, output: true}
}

// schema returns the JSON Schema. It is built when it is first asked for, and only its text is kept: calls don't need it, and what it is made of is
// many small things that the garbage collector would have to look at again and again.
func (f *form) schema(shared *sharedObjects) json.RawMessage {
	f.described.Do(func() {
		b := &builder{output: f.output}
		if f.output {
			b.shared = shared
		}
		_, schema := b.build(f.goType, "")
		schema.Version = jsonschema.Version
		text, err := json.Marshal(schema)
		if err != nil {
			panic(err) // the schema is made of what can be written
		}
		f.text = unescapeHTML(text)
	})
	return f.text
}

// unescapeHTML undoes the escapes that json.Marshal writes for <, > and &.
func unescapeHTML(text []byte) []byte {
	if !bytes.Contains(text, []byte(`\u00`)) {
		return text
	}
	plain := make([]byte, 0, len(text))
	for len(text) > 0 {
		size := 1
		if text[0] == '\\' {
			size = 2
			if text[1] == 'u' {
				size = 6
			}
		}
		switch string(text[:size]) {
		case `\u003c`:
			plain = append(plain, '<')
		case `\u003e`:
			plain = append(plain, '>')
		case `\u0026`:
			plain = append(plain, '&')
		default:
			plain = append(plain, text[:size]...)
		}
		text = text[size:]
	}
	return plain
}

// kind is what a form shows for a value.
type kind uint8

const (
	kindUnsupported kind = iota
	kindText
	kindInteger
	kindNumber
	kindBoolean
	kindDate
	kindEnumeration
	kindArray
	kindObject
	kindMap
	kindAny
)

// wrapping is how a field's type holds its value.
type wrapping uint8

const (
	wrappedNot wrapping = iota
	wrappedOptional
	wrappedPointer
)

// node is how the values of one place in a form are decoded.
type node struct {
	kind     kind
	wrapping wrapping
	// goType is the type of the value itself, without what wraps it.
	goType  reflect.Type
	secret  bool
	limits  limits
	choices *choices

	// items decodes the elements of an array or a map. splitsText tells that text is a comma-separated list.
	items      *node
	splitsText bool

	// fields are those of an object, byName their places. omitted are names that its type has and this form leaves out, readOnly names
	// that only the vendor sets, each with the reason.
	fields   []field
	byName   map[string]int
	omitted  []string
	readOnly map[string]string
}

// field is one field of an object.
type field struct {
	name, title  string
	index        []int
	node         *node
	required     bool
	refusesBlank bool
	clear        clearing
}

// isScalar reports whether a value of the node is written as one word, so that a list of it can be written with commas.
func (n *node) isScalar() bool {
	switch n.kind {
	case kindInteger, kindNumber, kindBoolean, kindText, kindDate, kindEnumeration:
		return true
	}
	return false
}
