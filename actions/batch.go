package actions

import (
	"iter"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// single returns the record of a batch of one, the zero record when there is none.
func single[T any](records []bigcommerce.Record[T]) bigcommerce.Record[T] {
	if len(records) == 0 {
		return bigcommerce.Record[T]{}
	}
	return records[0]
}

// theOne returns what became of a batch of one.
func theOne[T any](each []bigcommerce.Each[T], err error) (bigcommerce.Record[T], error) {
	if err != nil || len(each) == 0 {
		return bigcommerce.Record[T]{}, err
	}
	return each[0].Record, each[0].Err
}

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

// inOrder is the sequence of the records, and of the failure that ended them, if any.
func inOrder[T any](records []bigcommerce.Record[T], err error) iter.Seq2[bigcommerce.Record[T], error] {
	return func(yield func(bigcommerce.Record[T], error) bool) {
		for _, record := range records {
			if !yield(record, nil) {
				return
			}
		}
		if err != nil {
			yield(bigcommerce.Record[T]{}, err)
		}
	}
}
