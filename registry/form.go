package registry

import (
	"encoding/json"
	"reflect"
)

// form is a type as people fill it in: its schema and the plan by which JSON is decoded into it.
type form struct{}

func newInputForm(reflect.Type) *form  { return &form{} }
func newOutputForm(reflect.Type) *form { return &form{} }

func (f *form) decode(raw json.RawMessage, into reflect.Value) *Failure {
	if err := json.Unmarshal(raw, into.Addr().Interface()); err != nil {
		return NewFailure(InvalidInput, "input.invalid", err.Error(), err)
	}
	return nil
}
