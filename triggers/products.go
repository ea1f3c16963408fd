package triggers

import (
	"context"
	"slices"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductFilters say which products a trigger tells of, and what of them. An update that makes a product match counts as one. Fields to
// return always include the dates.
type ProductFilters struct {
	bigcommerce.ProductQuery `omit:"id_greater,id_less,date_modified,date_modified_min,date_modified_max,sort,direction,exclude_fields"`
}

// query returns the filters for a list of which the dates are needed.
func (f ProductFilters) query() bigcommerce.ProductQuery {
	query := f.ProductQuery
	if len(query.IncludeFields) > 0 {
		query.IncludeFields = slices.Clone(query.IncludeFields)
		for _, field := range []bigcommerce.ProductField{dateCreated, dateModified} {
			if !slices.Contains(query.IncludeFields, field) {
				query.IncludeFields = append(query.IncludeFields, field)
			}
		}
	}
	return query
}

// productsByDate lists products in the order in which they were changed.
func productsByDate(store *bigcommerce.Client, filters bigcommerce.ProductQuery) dated[bigcommerce.Product] {
	return dated[bigcommerce.Product]{
		date:    dateModified,
		largest: filters.LargestPage(),
		from: func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Product], error) {
			query := filters
			query.DateModifiedMin = value.Of(value.Date{Time: since})
			query.Sort, query.Direction = value.Of(bigcommerce.ProductSort(dateModified)), value.Of(bigcommerce.SortDirection("asc"))
			return store.Products.List(ctx, query, bigcommerce.PageOptions{Limit: size})
		},
		within: func(ctx context.Context, at time.Time, place string, size int) (bigcommerce.Page[bigcommerce.Product], string, error) {
			query := ascending(filters, place)
			query.DateModifiedMin = value.Of(value.Date{Time: at})
			query.DateModifiedMax = value.Of(value.Date{Time: at.Add(time.Second)})
			page, err := store.Products.List(ctx, query, bigcommerce.PageOptions{Limit: size})
			return placeBehind(page, size, err)
		},
	}
}

// ascending sorts a query by number, behind a place.
func ascending(query bigcommerce.ProductQuery, place string) bigcommerce.ProductQuery {
	query.Sort, query.Direction = value.Of(bigcommerce.ProductSort("id")), value.Of(bigcommerce.SortDirection("asc"))
	if id := placeID(place); id > 0 {
		query.IDGreater = value.Of(id)
	}
	return query
}

// productsFor reads products that deliveries tell of.
func productsFor(store *bigcommerce.Client, filters bigcommerce.ProductQuery, date string) lookup[bigcommerce.Product] {
	return inChunks(date, filters.LargestPage(), func(ctx context.Context, ids []int64) (bigcommerce.Page[bigcommerce.Product], error) {
		query := filters
		if query.IDIn = intersection(filters.IDIn, ids); len(query.IDIn) == 0 {
			return bigcommerce.Page[bigcommerce.Product]{}, nil
		}
		return store.Products.List(ctx, query, bigcommerce.PageOptions{})
	})
}

func productCreated(row row[bigcommerce.Product]) registry.Event {
	return creation("product", row.id, row.time())
}

func productUpdated(row row[bigcommerce.Product]) registry.Event {
	return change("product", idText(row.id), "updated", row.time())
}
