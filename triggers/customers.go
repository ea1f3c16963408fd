package triggers

import (
	"context"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// CustomerFilters say which customers a trigger tells of, and what of them. An update that makes a customer match counts as one.
type CustomerFilters struct {
	bigcommerce.CustomerQuery `omit:"date_created,date_created_min,date_created_max,date_modified,date_modified_min,date_modified_max,sort"`
}

// customersBy lists customers in the order of a date. Their filters mean after and before, so they begin and end a second further out.
func customersBy(date string, store *bigcommerce.Client, filters bigcommerce.CustomerQuery) dated[bigcommerce.Customer] {
	between := func(since, until time.Time) bigcommerce.CustomerQuery {
		query := filters
		from, to := &query.DateModifiedMin, &query.DateModifiedMax
		if date == dateCreated {
			from, to = &query.DateCreatedMin, &query.DateCreatedMax
		}
		*from = value.Of(value.Date{Time: since.Add(-time.Second)})
		if !until.IsZero() {
			*to = value.Of(value.Date{Time: until.Add(time.Second)})
		}
		return query
	}
	return dated[bigcommerce.Customer]{
		date:    date,
		largest: largestPage,
		from: func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Customer], error) {
			query := between(since, time.Time{})
			query.Sort = value.Of(bigcommerce.CustomerSort(date + ":asc"))
			return store.Customers.List(ctx, query, bigcommerce.PageOptions{Limit: size})
		},
		within: func(ctx context.Context, at time.Time, place string, size int) (bigcommerce.Page[bigcommerce.Customer], string, error) {
			page, err := store.Customers.List(ctx, between(at, at), bigcommerce.PageOptions{Limit: size, After: place})
			return page, page.After, err
		},
	}
}

// customersFor reads customers that deliveries tell of.
func customersFor(store *bigcommerce.Client, filters bigcommerce.CustomerQuery, date string) lookup[bigcommerce.Customer] {
	return inChunks(date, largestPage, func(ctx context.Context, ids []int64) (bigcommerce.Page[bigcommerce.Customer], error) {
		query := filters
		if query.IDIn = intersection(filters.IDIn, ids); len(query.IDIn) == 0 {
			return bigcommerce.Page[bigcommerce.Customer]{}, nil
		}
		return store.Customers.List(ctx, query, bigcommerce.PageOptions{})
	})
}

func customerCreated(row row[bigcommerce.Customer]) registry.Event {
	return creation("customer", row.id, row.time())
}

func customerUpdated(row row[bigcommerce.Customer]) registry.Event {
	return change("customer", idText(row.id), "updated", row.time())
}
