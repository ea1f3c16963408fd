package actions

import (
	"errors"
	"iter"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// fromBatch puts the failure of a batch of one into the terms of the input, which is not a batch: /0/email is /email there.
func fromBatch(err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		for i, field := range failure.Fields {
			if rest, ok := strings.CutPrefix(field.Path, "/0"); ok && (rest == "" || rest[0] == '/') {
				failure.Fields[i].Path = rest
			}
		}
	})
}

// pointingAt names the input's field that holds the number of a record that doesn't exist.
func pointingAt(path string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		if failure.Kind == bigcommerce.KindNotFound {
			failure.Fields = []bigcommerce.FieldError{{Path: path, Message: failure.Message}}
		}
	})
}

// advising adds to a conflict with a known record what to do about it.
func advising(advice string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		if failure.Kind == bigcommerce.KindConflict && strings.HasSuffix(failure.Message, ").") {
			failure.Message += " " + advice
		}
	})
}

// reworded returns a copy of the client's error with a change; other errors, and nil, stay as they are.
func reworded(err error, change func(*bigcommerce.Error)) error {
	var original *bigcommerce.Error
	if !errors.As(err, &original) {
		return err
	}
	failure := *original
	failure.Fields = append([]bigcommerce.FieldError{}, original.Fields...)
	change(&failure)
	return &failure
}

// ofOrder is the sequence of what belongs to an order; its failures point at the input's order_id.
func ofOrder[T any](records iter.Seq2[bigcommerce.Record[T], error]) iter.Seq2[bigcommerce.Record[T], error] {
	return func(yield func(bigcommerce.Record[T], error) bool) {
		for record, err := range records {
			if !yield(record, pointingAt("/order_id", err)) {
				return
			}
		}
	}
}
