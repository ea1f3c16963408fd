package triggers

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// polling is the polling form of a trigger that is polled in the order of a date.
func polling[In, T, Out any](
	list func(store *bigcommerce.Client, in In) dated[T],
	start func(In) Start,
	occurrences func(ctx context.Context, store *bigcommerce.Client, in In, rows []row[T]) ([]registry.Occurrence[Out], error),
) registry.Polling[*bigcommerce.Client, In, Out] {
	return registry.PollBy(func(ctx context.Context, store *bigcommerce.Client, in In, position registry.Position[datedCursor]) (found registry.Found[Out, datedCursor], err error) {
		read, err := list(store, in).poll(ctx, start(in), position)
		if err != nil {
			return found, err
		}
		found.Occurrences, err = occurrences(ctx, store, in, read.rows)
		found.Cursor, found.More = read.cursor, read.more
		return found, err
	})
}

// asTheyAre returns the rows as occurrences of the events that they tell about.
func asTheyAre[T any](rows []row[T], event func(row[T]) registry.Event) []registry.Occurrence[bigcommerce.Record[T]] {
	occurrences := make([]registry.Occurrence[bigcommerce.Record[T]], 0, len(rows))
	for _, row := range rows {
		occurrences = append(occurrences, registry.Occurrence[bigcommerce.Record[T]]{Event: event(row), Record: row.record})
	}
	return occurrences
}

// expanded returns orders as occurrences, with what belongs to them in the place of its links.
func expanded(
	ctx context.Context, store *bigcommerce.Client, rows []row[bigcommerce.Order], expand []bigcommerce.OrderExpand, event func(row[bigcommerce.Order]) registry.Event,
) ([]registry.Occurrence[bigcommerce.Record[bigcommerce.ExpandedOrder]], error) {
	var orders iter.Seq2[bigcommerce.Record[bigcommerce.Order], error] = func(yield func(bigcommerce.Record[bigcommerce.Order], error) bool) {
		for _, row := range rows {
			if !yield(row.record, nil) {
				return
			}
		}
	}
	occurrences := make([]registry.Occurrence[bigcommerce.Record[bigcommerce.ExpandedOrder]], 0, len(rows))
	for order, err := range store.Orders.Expand(ctx, orders, expand...) {
		if err != nil {
			return nil, err
		}
		row := rows[len(occurrences)]
		occurrences = append(occurrences, registry.Occurrence[bigcommerce.Record[bigcommerce.ExpandedOrder]]{Event: event(row), Record: order})
	}
	return occurrences, nil
}
