package actions

import (
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// list runs a list within the bounds of its input's paging.
func list[T any](paging Paging, all func(bigcommerce.ListOptions) iter.Seq2[bigcommerce.Record[T], error]) iter.Seq2[bigcommerce.Record[T], error] {
	options, err := paging.options()
	if err != nil {
		return failing[T](err)
	}
	return all(options)
}

// failing is a list that yields nothing but a failure.
func failing[T any](err error) iter.Seq2[bigcommerce.Record[T], error] {
	return func(yield func(bigcommerce.Record[T], error) bool) {
		yield(bigcommerce.Record[T]{}, err)
	}
}
