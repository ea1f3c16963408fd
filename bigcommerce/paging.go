package bigcommerce

import (
	"context"
	"iter"
	"net/url"
)

// strategy says how the pages of a list follow one another: pageV2{}, offsetV3{}, cursorV3{} or byID{…}.
type strategy interface{ strategy() }

// pageV2 pages by number; the last page is short or empty.
type pageV2 struct{}

// offsetV3 pages by number; the answer carries totals.
type offsetV3 struct{}

// cursorV3 pages by opaque cursor.
type cursorV3 struct{}

// byID walks upwards by id, so that a record that is created or updated meanwhile is neither hidden nor repeated. The
// listing's query must sort by that field, ascending.
type byID struct {
	// field is the id's name in the record.
	field string
	// greaterParam is the filter for the next page, such as id:greater or min_id.
	greaterParam string
	// inclusive is set when the filter means "at least" (min_id) rather than "greater than".
	inclusive bool
}

func (pageV2) strategy()   {}
func (offsetV3) strategy() {}
func (cursorV3) strategy() {}
func (byID) strategy()     {}

// listing is a list that spans pages.
type listing struct {
	call     call
	strategy strategy
	// pageSize is the most records that the API gives on one page.
	pageSize int
	// query is added to the call's own query and wins over it.
	query url.Values
}

// walk reads the listing page by page.
func walk[T any](ctx context.Context, c *Client, list listing, opts ListOptions) iter.Seq2[Record[T], error] {
	return func(func(Record[T], error) bool) {}
}

// list reads one page: a V2 array, a V3 object with data, or nothing (204).
func list[T any](ctx context.Context, c *Client, call call) (Page[T], error) {
	return Page[T]{}, nil
}

// one reads one record: a bare V2 object, or the data of a V3 object. With a KindPartial error the saved record is returned too.
func one[T any](ctx context.Context, c *Client, call call) (Record[T], error) {
	return Record[T]{}, nil
}

// many reads the records of a V3 data array, as batch writes answer. With a KindPartial error the saved records are returned too.
func many[T any](ctx context.Context, c *Client, call call) ([]Record[T], error) {
	return nil, nil
}
