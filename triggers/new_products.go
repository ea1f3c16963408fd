package triggers

import (
	"context"
	"errors"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// newProducts are polled by number: BigCommerce counts products upwards, and has no list by the date of their making.
type newProducts struct {
	store *bigcommerce.Client
	query bigcommerce.ProductQuery
}

// productCursor is where the poll of new products stands.
type productCursor struct {
	// After is the number of the last product that was read.
	After int64 `json:"after"`
}

// Validate implements what [registry.PollBy] asks of a cursor.
func (c productCursor) Validate() error {
	if c.After < 0 {
		return errors.New("a number below zero")
	}
	return nil
}

// poll reads what is new since the position: at most limit products, or by time as many more as complete the last one's second.
func (n newProducts) poll(ctx context.Context, start Start, position registry.Position[productCursor]) (rows []row[bigcommerce.Product], cursor productCursor, more bool, err error) {
	if position.Cursor != nil {
		cursor = *position.Cursor
	} else if cursor, err = n.begin(ctx, start, position.ByTime); err != nil || !start.SinceFrom.IsSet() {
		return nil, cursor, false, err
	}
	if position.ByTime {
		return n.wholeSeconds(ctx, cursor, start, position.Cursor == nil)
	}
	rows, full, err := n.next(ctx, cursor.After, min(start.limit(), n.query.LargestPage()))
	return rows, cursor.behind(rows), full, err
}

// behind returns the cursor behind rows that follow this one.
func (c productCursor) behind(rows []row[bigcommerce.Product]) productCursor {
	if len(rows) == 0 {
		return c
	}
	return productCursor{rows[len(rows)-1].id}
}

// wholeSeconds reads products until there are limit of them and the last one's second is complete. With again, those of the beginning's second have been
// delivered, so they don't count: a batch always leads beyond them.
func (n newProducts) wholeSeconds(ctx context.Context, cursor productCursor, start Start, again bool) (rows []row[bigcommerce.Product], next productCursor, more bool, err error) {
	repeated := 0
	since, _, _ := start.since(false)
	for next = cursor; ; {
		read, full, err := n.next(ctx, next.After, min(start.limit()+defaultLimit, n.query.LargestPage()))
		if err != nil {
			return nil, cursor, false, err
		}
		rows, next = append(rows, read...), next.behind(read)
		for again && repeated < len(rows) && rows[repeated].at == since {
			repeated++
		}
		if end := endOfSecond(rows, repeated+start.limit()); end > 0 {
			return rows[:end], cursor.behind(rows[:end]), true, nil
		}
		if !full {
			return rows, next, false, nil
		}
	}
}

// begin returns the cursor behind the last product that is older than the beginning.
func (n newProducts) begin(ctx context.Context, start Start, byTime bool) (productCursor, error) {
	since, given, err := start.since(byTime)
	if err != nil {
		return productCursor{}, err
	}
	newest, err := n.list(ctx, func(query *bigcommerce.ProductQuery) {
		query.Direction = value.Of(bigcommerce.SortDirection("desc"))
	}, largestPage)
	if err != nil || len(newest) == 0 {
		return productCursor{}, err
	}
	if !given {
		return productCursor{newest[0].id}, nil
	}
	for _, row := range newest {
		if row.at < since {
			return productCursor{row.id}, nil
		}
	}
	lowest := newest[len(newest)-1].id
	if len(newest) < largestPage {
		return productCursor{}, nil
	}
	after, err := n.search(ctx, since, lowest)
	return productCursor{after}, err
}

// search halves the numbers below one whose product is new until it finds the last product that is older than since.
func (n newProducts) search(ctx context.Context, since, lowest int64) (int64, error) {
	after, end := int64(0), lowest-1
	for after < end {
		middle := after + (end-after)/2
		next, err := n.list(ctx, func(query *bigcommerce.ProductQuery) { query.IDGreater = value.Of(middle) }, 1)
		if err != nil {
			return 0, err
		}
		if len(next) == 0 || next[0].id >= lowest || next[0].at >= since {
			end = middle
		} else {
			after = next[0].id
		}
	}
	return after, nil
}

// list reads a page of all products, by number, with no more than their dates.
func (n newProducts) list(ctx context.Context, narrow func(*bigcommerce.ProductQuery), size int) ([]row[bigcommerce.Product], error) {
	query := ascending(bigcommerce.ProductQuery{}, "")
	query.IncludeFields = value.List[bigcommerce.ProductField]{dateCreated}
	narrow(&query)
	page, err := n.store.Products.List(ctx, query, bigcommerce.PageOptions{Limit: size})
	if err != nil {
		return nil, err
	}
	return rowsOf(page.Records, dateCreated)
}

// next reads a page of the products that match behind a number, up to the first one that was made within the present second: others of that
// second may have lower numbers and not be seen yet.
func (n newProducts) next(ctx context.Context, after int64, size int) (rows []row[bigcommerce.Product], full bool, err error) {
	query := n.query
	if query.IDMin.Or(0) <= after {
		query.IDMin = value.Optional[int64]{}
	}
	page, err := n.store.Products.List(ctx, ascending(query, idText(after)), bigcommerce.PageOptions{Limit: size})
	if err != nil {
		return nil, false, err
	}
	if rows, err = rowsOf(page.Records, dateCreated); err != nil {
		return nil, false, err
	}
	end := settledBefore(page.Date)
	for i, row := range rows {
		if row.id <= after || i > 0 && row.id <= rows[i-1].id {
			return nil, false, outOfOrder("id")
		}
		if row.at >= end {
			return rows[:i], false, nil
		}
	}
	return rows, len(rows) == size, nil
}
