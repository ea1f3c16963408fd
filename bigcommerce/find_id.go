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
	byID := make(map[int64]Record[T], len(found.Records))
	for _, record := range found.Records {
		byID[idOf(record.JSON(), list.key)] = record
	}
	ordered := make([]Record[T], len(ids))
	for i, id := range ids {
		ordered[i] = byID[id]
	}
	return ordered, nil
}
