package triggers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// dated is a list that is polled in the order of one of its dates.
//
// Dates have whole seconds, and BigCommerce says nothing about the order of records that share one. A poll therefore reads on from the
// second that the last one ended in, and the cursor carries the numbers of the records of that second that were delivered. Where a
// second has more records than a page, it is walked by itself, in an order that doesn't depend on dates.
//
// Only seconds that are over by the store's clock are read: a record's last change within a second is the one that is seen, and a second
// that was read gets no more records. A record that changes while it is waiting to be read leaves its second and comes up later.
type dated[T any] struct {
	// date is the record's field: date_created, date_modified or created.
	date string
	// largest is the most records that a page can have.
	largest int
	// from reads the first page of the records dated from a second on, in the order of their dates. Earlier ones may be among them.
	from func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[T], error)
	// within reads a page of the records of one second and perhaps its neighbours, in an order of which place is the end of the page
	// before ("" for none). It returns the place where this page ends, "" when it is the last.
	within func(ctx context.Context, at time.Time, place string, size int) (bigcommerce.Page[T], string, error)
	// skips reports whether a record is none of those that the trigger tells of. Nil when all are.
	skips func(bigcommerce.Record[T]) (bool, error)
}

// datedCursor is where the poll of a dated list stands.
type datedCursor struct {
	// At is the second that is being read, in Unix seconds.
	At int64 `json:"at"`
	// Done are the numbers of its records that were delivered.
	Done numbers `json:"done,omitempty"`
	// Within is the place up to which the second was walked by itself, nil when it isn't.
	Within *string `json:"within,omitempty"`
}

const (
	firstSecond  = -62135596800 // of the year 1
	latestSecond = 253402300799 // of the year 9999
)

// Validate implements what [registry.PollBy] asks of a cursor.
func (c datedCursor) Validate() error {
	if c.At < firstSecond || c.At > latestSecond {
		return errors.New("a second out of range")
	}
	if !c.Done.areIDs() {
		return errors.New("numbers out of order")
	}
	return nil
}

// reading is what a poll read: rows, where the next one continues, and whether it will find something at once.
type reading[T any] struct {
	rows   []row[T]
	cursor datedCursor
	more   bool
}

// poll reads what is new since the position: at most limit records, or by time as many more as complete the last one's second.
func (d dated[T]) poll(ctx context.Context, start Start, position registry.Position[datedCursor]) (reading[T], error) {
	cursor := position.Cursor
	if cursor == nil {
		since, given, err := start.since(position.ByTime)
		if err != nil {
			return reading[T]{}, err
		}
		if !given {
			now, err := d.now(ctx)
			return reading[T]{cursor: now}, err
		}
		cursor = &datedCursor{At: since}
	}
	if position.ByTime {
		return d.wholeSeconds(ctx, *cursor, start.limit(), position.Cursor == nil)
	}
	return d.next(ctx, *cursor, start.limit())
}

// now returns the cursor of a poll that begins now by the store's clock.
func (d dated[T]) now(ctx context.Context) (datedCursor, error) {
	page, err := d.from(ctx, time.Now(), 1)
	return datedCursor{At: settledBefore(page.Date)}, err
}

// next reads at most limit rows that follow the cursor, mostly with one request.
func (d dated[T]) next(ctx context.Context, cursor datedCursor, limit int) (reading[T], error) {
	if cursor.Within != nil {
		return d.nextWithin(ctx, cursor, limit)
	}
	size := min(limit+len(cursor.Done), d.largest)
	page, err := d.from(ctx, second(cursor.At), size)
	if err != nil {
		return reading[T]{}, err
	}
	rows, err := rowsOf(page.Records, d.date)
	if err != nil {
		return reading[T]{}, err
	}
	full := len(rows) >= size
	read := reading[T]{cursor: cursor, more: full}
	read.cursor.Done = slices.Clone(cursor.Done)
	end, last, moved := settledBefore(page.Date), int64(firstSecond), false
	for _, row := range rows {
		if row.at < last {
			return reading[T]{}, outOfOrder(d.date)
		}
		last = row.at
		if row.at >= end {
			full, read.more = false, false
			break
		}
		if row.at < cursor.At || row.at == cursor.At && cursor.Done.has(row.id) {
			continue
		}
		if len(read.rows) == limit {
			read.more = true
			break
		}
		if err := d.take(&read, row); err != nil {
			return reading[T]{}, err
		}
		moved = true
	}
	if full && !moved { // the page is full of records that were delivered
		read.cursor.Within = new(string)
		return d.nextWithin(ctx, read.cursor, limit)
	}
	return read, nil
}

// take adds a row, unless the trigger doesn't tell of it, and moves the cursor to it.
func (d dated[T]) take(read *reading[T], row row[T]) error {
	if row.at != read.cursor.At {
		read.cursor = datedCursor{At: row.at}
	}
	read.cursor.Done = read.cursor.Done.with(row.id)
	return d.keep(read, row)
}

// keep adds a row, unless the trigger doesn't tell of it.
func (d dated[T]) keep(read *reading[T], row row[T]) error {
	if d.skips != nil {
		if skipped, err := d.skips(row.record); skipped || err != nil {
			return err
		}
	}
	read.rows = append(read.rows, row)
	return nil
}

// nextWithin reads at most limit rows of the cursor's second, which is walked by itself, and moves on to the next second at its end.
func (d dated[T]) nextWithin(ctx context.Context, cursor datedCursor, limit int) (reading[T], error) {
	read := reading[T]{cursor: cursor, more: true}
	size := min(limit, d.largest) // a page is used up: places within it are not known everywhere
	for place := *cursor.Within; len(read.rows) == 0; {
		page, next, err := d.within(ctx, second(cursor.At), place, size)
		if err != nil {
			return reading[T]{}, err
		}
		rows, err := rowsOf(page.Records, d.date)
		if err != nil {
			return reading[T]{}, err
		}
		for _, row := range rows {
			if row.at != cursor.At || cursor.Done.has(row.id) {
				continue
			}
			if err := d.keep(&read, row); err != nil {
				return reading[T]{}, err
			}
		}
		if next == "" {
			read.cursor = datedCursor{At: cursor.At + 1}
			return read, nil
		}
		if next == place {
			return reading[T]{}, outOfOrder(d.date)
		}
		place = next
		read.cursor.Within = &next
	}
	return read, nil
}

// wholeSeconds reads rows until there are limit of them and the last one's second is complete. With again, those of the cursor's second have been
// delivered, so they don't count: a batch always leads beyond them.
func (d dated[T]) wholeSeconds(ctx context.Context, cursor datedCursor, limit int, again bool) (reading[T], error) {
	read := reading[T]{cursor: cursor, more: true}
	repeated := 0
	for read.more {
		next, err := d.next(ctx, read.cursor, min(limit+defaultLimit, d.largest))
		if err != nil {
			return reading[T]{}, err
		}
		read.rows = append(read.rows, next.rows...)
		for again && repeated < len(read.rows) && read.rows[repeated].at == cursor.At {
			repeated++
		}
		if end := endOfSecond(read.rows, repeated+limit); end > 0 {
			return reading[T]{rows: read.rows[:end], cursor: behind(read.rows[:end], cursor), more: true}, nil
		}
		read.cursor, read.more = next.cursor, next.more
	}
	return read, nil
}

// behind returns the cursor that follows the rows, which were read from a cursor on.
func behind[T any](rows []row[T], from datedCursor) datedCursor {
	cursor := datedCursor{At: rows[len(rows)-1].at}
	if cursor.At == from.At {
		cursor.Done = slices.Clone(from.Done)
	}
	for _, row := range rows {
		if row.at == cursor.At {
			cursor.Done = cursor.Done.with(row.id)
		}
	}
	return cursor
}

// endOfSecond returns how many rows there are up to the end of the second in which the limit is reached, 0 when that end isn't known.
func endOfSecond[T any](rows []row[T], limit int) int {
	for i := limit; i < len(rows); i++ {
		if rows[i].at != rows[i-1].at {
			return i
		}
	}
	return 0
}

// outOfOrder is the failure of a list that doesn't come in the order that was asked for: nothing could be told from it.
func outOfOrder(date string) error {
	failure := registry.NewFailure(registry.Unavailable, "trigger.out_of_order",
		fmt.Sprintf("BigCommerce did not list the records in the order of %s that was asked for. Nothing was lost: the next poll tries again.", date), nil)
	failure.Retryable = true
	return failure
}
