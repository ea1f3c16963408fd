package triggers

import (
	"context"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// ordersAtOnce is how many orders are fetched side by side; the quota decides how fast.
const ordersAtOnce = 8

// OrderFilters say which orders a trigger tells of, and what of them. An update that makes an order match counts as one.
type OrderFilters struct {
	bigcommerce.OrderQuery `omit:"min_id,max_id,min_date_created,max_date_created,min_date_modified,max_date_modified,sort"`
	OrderExpansion
}

// OrderExpansion says what is fetched along with an order.
type OrderExpansion struct {
	Expand value.List[bigcommerce.OrderExpand] `json:"expand,omitzero" blank:"drop" jsonschema:"title=Expand" jsonschema_description:"What to fetch for each order and put in the place of its link; one more request an order for each."`
}

// ordersBy lists orders in the order of a date.
func ordersBy(date string, store *bigcommerce.Client, filters bigcommerce.OrderQuery) dated[bigcommerce.Order] {
	between := func(since, until time.Time) bigcommerce.OrderQuery {
		query := filters
		from, to := &query.MinDateModified, &query.MaxDateModified
		if date == dateCreated {
			from, to = &query.MinDateCreated, &query.MaxDateCreated
		}
		*from = value.Of(value.DateText{Time: since})
		if !until.IsZero() {
			*to = value.Of(value.DateText{Time: until.Add(time.Second)})
		}
		return query
	}
	return dated[bigcommerce.Order]{
		date:    date,
		largest: largestPage,
		from: func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Order], error) {
			query := between(since, time.Time{})
			query.Sort = value.Of(bigcommerce.OrderSort(date + ":asc"))
			return store.Orders.List(ctx, query, bigcommerce.PageOptions{Limit: size})
		},
		within: func(ctx context.Context, at time.Time, place string, size int) (bigcommerce.Page[bigcommerce.Order], string, error) {
			query := between(at, at)
			query.Sort = value.Of(bigcommerce.OrderSort("id:asc"))
			query.MinID = value.Of(placeID(place) + 1)
			page, err := store.Orders.List(ctx, query, bigcommerce.PageOptions{Limit: size})
			return placeBehind(page, size, err)
		},
	}
}

// ordersFor reads orders that deliveries tell of. BigCommerce has no list by numbers, so each is a list of one: that applies
// the filters, and an order that is gone is an empty list.
func ordersFor(store *bigcommerce.Client, filters bigcommerce.OrderQuery, date string) lookup[bigcommerce.Order] {
	return func(ctx context.Context, ids []int64) ([]row[bigcommerce.Order], int64, error) {
		pages := make([]bigcommerce.Page[bigcommerce.Order], len(ids))
		err := bigcommerce.Concurrently(ctx, len(ids), ordersAtOnce, func(ctx context.Context, i int) (err error) {
			query := filters
			query.MinID, query.MaxID = value.Of(ids[i]), value.Of(ids[i])
			pages[i], err = store.Orders.List(ctx, query, bigcommerce.PageOptions{Limit: 1})
			return err
		})
		if err != nil {
			return nil, 0, err
		}
		var rows []row[bigcommerce.Order]
		until := int64(latestSecond)
		for _, page := range pages {
			read, err := rowsOf(page.Records, date)
			if err != nil {
				return nil, 0, err
			}
			rows = append(rows, read...)
			until = min(until, settledBefore(page.Date))
		}
		return rows, until, nil
	}
}

func orderUpdated(row row[bigcommerce.Order]) registry.Event {
	return change("order", idText(row.id), "updated", row.time())
}
