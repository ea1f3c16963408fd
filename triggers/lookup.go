package triggers

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

const (
	// mostIDs is how many records one request asks for by number, so that its address stays short.
	mostIDs = 100
	// mostReadings is how often a record is read that keeps changing every second.
	mostReadings = 4
)

// lookup reads records by their numbers. Of a record that is gone, or that doesn't match the trigger's filters, there is no row. until is
// the second from which on what was read is not final.
type lookup[T any] func(ctx context.Context, ids []int64) (rows []row[T], until int64, err error)

// inChunks returns a lookup that asks for many records at a time, which are dated by one of their dates.
func inChunks[T any](date string, largest int, list func(ctx context.Context, ids []int64) (bigcommerce.Page[T], error)) lookup[T] {
	return chunked(largest, list, func(record bigcommerce.Record[T]) (row[T], error) { return rowOf(record, date) })
}

// reported returns a lookup of records that have no dates: they are dated by the last delivery that tells of them.
func reported[T any](deliveries []told, number func(told) int64, largest int, list func(ctx context.Context, ids []int64) (bigcommerce.Page[T], error)) lookup[T] {
	last := latest(deliveries, number)
	return chunked(largest, list, func(record bigcommerce.Record[T]) (row[T], error) {
		id, err := idOf(record)
		return row[T]{id, last[id].CreatedAt, record}, err
	})
}

// chunked returns a lookup that asks for many records at a time; read makes a row of a record.
func chunked[T any](largest int, list func(ctx context.Context, ids []int64) (bigcommerce.Page[T], error), read func(bigcommerce.Record[T]) (row[T], error)) lookup[T] {
	return func(ctx context.Context, ids []int64) (rows []row[T], until int64, err error) {
		until = latestSecond
		for chunk := range slices.Chunk(ids, min(mostIDs, largest)) {
			page, err := list(ctx, chunk)
			if err != nil {
				return nil, 0, err
			}
			for _, record := range page.Records {
				row, err := read(record)
				if err != nil {
					return nil, 0, err
				}
				rows = append(rows, row)
			}
			until = min(until, settledBefore(page.Date))
		}
		return rows, until, nil
	}
}

// settled reads records whose event carries the time of their last change. A record that was changed within the present second
// is read again when the second is over: one event has one record, its last one.
func (read lookup[T]) settled(ctx context.Context, ids []int64) ([]row[T], error) {
	found := make(map[int64]row[T], len(ids))
	for reading, pending := 1, ids; len(pending) > 0; reading++ {
		rows, until, err := read(ctx, pending)
		if err != nil {
			return nil, err
		}
		pending = nil
		for _, row := range rows {
			if row.at >= until && reading < mostReadings {
				pending = append(pending, row.id)
				continue
			}
			found[row.id] = row
		}
		if len(pending) > 0 {
			if err := wait(ctx, time.Second); err != nil {
				return nil, err
			}
		}
	}
	return inTurn(ids, found), nil
}

// once reads records whose event doesn't depend on when they were changed.
func (read lookup[T]) once(ctx context.Context, ids []int64) ([]row[T], error) {
	rows, _, err := read(ctx, ids)
	found := make(map[int64]row[T], len(rows))
	for _, row := range rows {
		found[row.id] = row
	}
	return inTurn(ids, found), err
}

// inTurn returns the rows in the order of their numbers in the list.
func inTurn[T any](ids []int64, found map[int64]row[T]) []row[T] {
	rows := make([]row[T], 0, len(found))
	for _, id := range ids {
		if row, ok := found[id]; ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// wait returns after the time, or with the error of the context when that ends first.
func wait(ctx context.Context, duration time.Duration) error {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// intersection returns the ids that a filter allows; an empty one allows all.
func intersection(allowed, ids []int64) []int64 {
	if len(allowed) == 0 {
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !slices.Contains(allowed, id) })
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

// placeID is the number in a place, which is that of the last record before it; 0 for none.
func placeID(place string) int64 {
	id, _ := strconv.ParseInt(place, 10, 64)
	return id
}

// placeBehind is the place behind a page that is sorted by number, "" when it is the last one.
func placeBehind[T any](page bigcommerce.Page[T], size int, err error) (bigcommerce.Page[T], string, error) {
	if err != nil || len(page.Records) < size {
		return page, "", err
	}
	last, err := idOf(page.Records[len(page.Records)-1])
	return page, idText(last), err
}
