package bigcommerce

import (
	"context"
	"fmt"
)

// findByID reads the records with these numbers, for which the list asks, with one request. It returns a record for each of the numbers, in their
// order; the zero record where nothing has it.
func findByID[T any](ctx context.Context, c *Client, list filtered, ids []int64) ([]Record[T], error) {
	if err := checkBatch(list.call.api, "numbers", len(ids), largestPage); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id <= 0 {
			return nil, invalid(list.call.api, "/id", fmt.Sprintf("A number is 1 or higher; got %d.", id))
		}
	}
	found, err := page[T](ctx, c, list, PageOptions{})
	if err != nil {
		return nil, err
	}
	byID := recordsByID(found.Records, list.key)
	ordered := make([]Record[T], len(ids))
	for i, id := range ids {
		ordered[i] = byID[id]
	}
	return ordered, nil
}

// recordsByID returns the records by their number, which is this field of theirs.
func recordsByID[T any](records []Record[T], field string) map[int64]Record[T] {
	byID := make(map[int64]Record[T], len(records))
	for _, record := range records {
		byID[idOf(record.JSON(), field)] = record
	}
	return byID
}
