package value

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"

	"github.com/google/go-querystring/query"
)

type state uint8

const (
	omitted state = iota
	null
	set
)

// Optional is a field in one of three states: omitted (the zero value), null, or set to a T. Give its struct field the
// JSON option omitzero, so that an omitted field is not sent.
type Optional[T any] struct {
	value T
	state state
}

// Of returns an Optional that is set to v.
func Of[T any](v T) Optional[T] { return Optional[T]{value: v, state: set} }

// Null returns an Optional that is null: the field is sent as JSON null.
func Null[T any]() Optional[T] { return Optional[T]{state: null} }

// Get returns the value and whether there is one.
func (o Optional[T]) Get() (T, bool) { return o.value, o.state == set }

// Or returns the value, or fallback when the field is omitted or null.
func (o Optional[T]) Or(fallback T) T {
	if o.state == set {
		return o.value
	}
	return fallback
}

// IsZero reports whether the field is omitted. It is what the JSON option omitzero asks.
func (o Optional[T]) IsZero() bool { return o.state == omitted }

// IsNull reports whether the field is null.
func (o Optional[T]) IsNull() bool { return o.state == null }

// IsSet reports whether the field has a value.
func (o Optional[T]) IsSet() bool { return o.state == set }

// MarshalJSON writes the value, or null when there is none. It leaves <, > and & to the encoder around it.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if o.state != set {
		return []byte("null"), nil
	}
	encoded, err := json.Marshal(o.value)
	if err != nil || !bytes.Contains(encoded, []byte(`\u00`)) {
		return encoded, err // most values have nothing to escape, and an encoder of their own costs more
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(o.value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON reads null or a T.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*o = Null[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*o = Of(v)
	return nil
}

// EncodeValues writes the value as one query parameter; an omitted or null field writes none.
func (o Optional[T]) EncodeValues(key string, values *url.Values) error {
	if o.state != set {
		return nil
	}
	encoded, err := query.Values(struct {
		Value T `url:"value,comma"`
	}{o.value})
	if err != nil {
		return err
	}
	values.Set(key, encoded.Get("value"))
	return nil
}

// ElementType returns the type of the value, so that a schema can be made from the field's type alone.
func (Optional[T]) ElementType() reflect.Type { return reflect.TypeFor[T]() }

// Target makes the field set and returns a pointer to its value, so that a decoder can fill it in place.
func (o *Optional[T]) Target() any {
	o.state = set
	return &o.value
}

// SetNull makes the field null.
func (o *Optional[T]) SetNull() { *o = Null[T]() }
