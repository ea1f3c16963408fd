package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// object is a JSON object that keeps the order of its keys and the exact text of its values, so that what a client stored
// comes back as it was sent. Objects that are stored are never changed: a change makes a new one.
type object []field

// field is one key of an object with its value as compact JSON text.
type field struct{ name, value string }

// get returns the JSON text of a field.
func (o object) get(name string) (string, bool) {
	for i := range o {
		if o[i].name == name {
			return o[i].value, true
		}
	}
	return "", false
}

// raw returns the JSON text of a field, "" when the object has no such field.
func (o object) raw(name string) string {
	value, _ := o.get(name)
	return value
}

// text returns a string field as Go text; other values as their JSON text.
func (o object) text(name string) string { return unquote(o.raw(name)) }

// integer returns a field as an integer, 0 when it is none.
func (o object) integer(name string) int64 {
	n, _ := strconv.ParseInt(o.raw(name), 10, 64)
	return n
}

// objects returns the objects of an array field.
func (o object) objects(name string) []object {
	elements, _ := parseArray(o.raw(name))
	list := make([]object, 0, len(elements))
	for _, element := range elements {
		if item, err := parseObject([]byte(element)); err == nil {
			list = append(list, item)
		}
	}
	return list
}

// with returns the object with a field replaced, or appended when it is new.
func (o object) with(name, value string) object {
	next := slices.Clone(o)
	for i := range next {
		if next[i].name == name {
			next[i].value = value
			return next
		}
	}
	return append(next, field{name, value})
}

// set replaces the value of a field that the object has, in place: only for objects that nobody else sees yet.
func (o object) set(name, value string) {
	for i := range o {
		if o[i].name == name {
			o[i].value = value
			return
		}
	}
	panic("sandbox: no field " + name)
}

// merged returns the object with the fields of the other one replaced or appended.
func (o object) merged(other object) object {
	for _, f := range other {
		o = o.with(f.name, f.value)
	}
	return o
}

// without returns the object without the named fields.
func (o object) without(names ...string) object {
	kept := make(object, 0, len(o))
	for _, f := range o {
		if !slices.Contains(names, f.name) {
			kept = append(kept, f)
		}
	}
	return kept
}

// appendJSON writes the object as compact JSON.
func (o object) appendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	for i, f := range o {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendQuoted(dst, f.name)
		dst = append(dst, ':')
		dst = append(dst, f.value...)
	}
	return append(dst, '}')
}

// String returns the object as compact JSON.
func (o object) String() string { return string(o.appendJSON(nil)) }

// size is about how long the object is as JSON.
func (o object) size() int {
	size := len(`{},`)
	for _, f := range o {
		size += len(f.name) + len(f.value) + len(`"":,`)
	}
	return size
}

// list returns objects as the JSON text of an array.
func list(objects []object) string {
	size := len(`[]`)
	for _, o := range objects {
		size += o.size()
	}
	dst := append(make([]byte, 0, size), '[')
	for i, o := range objects {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = o.appendJSON(dst)
	}
	return string(append(dst, ']'))
}

// array returns values as a JSON array.
func array(values ...string) string { return "[" + strings.Join(values, ",") + "]" }

// number returns an integer as JSON text.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// numbers returns integers as the JSON text of an array.
func numbers(all []int64) string {
	dst := []byte{'['}
	for i, n := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, n, 10)
	}
	return string(append(dst, ']'))
}

// quote returns a text as a JSON string.
func quote(text string) string { return string(appendQuoted(nil, text)) }

// appendQuoted writes a JSON string. It leaves <, > and & alone, as the vendor does.
func appendQuoted(dst []byte, text string) []byte {
	if isPlain(text) {
		dst = append(dst, '"')
		dst = append(dst, text...)
		return append(dst, '"')
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string always encodes
	return append(dst, bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))...)
}

// isPlain reports whether a text stands in a JSON string as it is.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// unquote returns the text of a JSON string, and any other JSON text as it is.
func unquote(value string) string {
	if len(value) < 2 || value[0] != '"' {
		return value
	}
	if !strings.Contains(value, `\`) {
		return value[1 : len(value)-1]
	}
	var text string
	if json.Unmarshal([]byte(value), &text) != nil {
		return value
	}
	return text
}

var errNotObject = errors.New("not a JSON object")

// parseObject reads a JSON object. Of a repeated key the last value counts.
func parseObject(data []byte) (object, error) {
	decoder, err := open(data, '{')
	if err != nil {
		return nil, err
	}
	o := object{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		value, err := next(decoder)
		if err != nil {
			return nil, err
		}
		o = o.with(name.(string), value)
	}
	return o, finish(decoder)
}

// parseArray reads a JSON array into the JSON texts of its elements.
func parseArray(value string) ([]string, error) {
	decoder, err := open([]byte(value), '[')
	if err != nil {
		return nil, err
	}
	elements := []string{}
	for decoder.More() {
		element, err := next(decoder)
		if err != nil {
			return nil, err
		}
		elements = append(elements, element)
	}
	return elements, finish(decoder)
}

// parseIntegers reads a JSON array of integers; anything else gives nil.
func parseIntegers(value string) []int64 {
	var all []int64
	if json.Unmarshal([]byte(value), &all) != nil {
		return nil
	}
	return all
}

func open(data []byte, bracket json.Delim) (*json.Decoder, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if token != bracket {
		return nil, errNotObject
	}
	return decoder, nil
}

// next reads one value as compact JSON text; numbers keep all their digits.
func next(decoder *json.Decoder) (string, error) {
	var raw json.RawMessage
	if err := decoder.Decode(&raw); err != nil {
		return "", err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, raw); err != nil {
		return "", err
	}
	return compact.String(), nil
}

// finish reads the closing bracket and makes sure that nothing follows.
func finish(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("text after the JSON value")
	}
	return nil
}
