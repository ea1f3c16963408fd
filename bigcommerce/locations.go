package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// locationsScope is the OAuth scope of the places where stock lies.
const locationsScope = "store_locations"

// List reads one page of locations.
//
// API: GET /v3/inventory/locations
func (s *LocationsService) List(ctx context.Context, filters LocationQuery, at PageOptions) (Page[Location], error) {
	return page[Location](ctx, s.client, locationList(filters), at)
}

// All reads all locations that match, page by page, up to the limit. Locations that are made or deleted meanwhile can make others be missed or repeated.
//
// API: GET /v3/inventory/locations
func (s *LocationsService) All(ctx context.Context, filters LocationQuery, opts ListOptions) iter.Seq2[Record[Location], error] {
	return all[Location](ctx, s.client, locationList(filters), opts)
}

func locationList(filters LocationQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/inventory/locations", class: safe, api: "GET /v3/inventory/locations", scope: locationsScope,
			},
			strategy: offsetV3{},
			pageSize: largestInventoryPage,
		},
		filters:    filters,
		splittable: []string{"location_id:in", "location_code:in"},
		key:        "id",
	}
}
