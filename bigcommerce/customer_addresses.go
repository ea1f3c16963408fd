package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// List reads one page of customer addresses.
//
// API: GET /v3/customers/addresses
func (s *CustomerAddressesService) List(ctx context.Context, filters CustomerAddressQuery, at PageOptions) (Page[CustomerAddress], error) {
	return page[CustomerAddress](ctx, s.client, customerAddressList(filters), at)
}

// All reads all customer addresses that match, page by page, up to the limit. The API offers no other way than pages by number: addresses
// that are created or deleted meanwhile can be missed, or move others so that they are missed or repeated.
//
// API: GET /v3/customers/addresses
func (s *CustomerAddressesService) All(ctx context.Context, filters CustomerAddressQuery, opts ListOptions) iter.Seq2[Record[CustomerAddress], error] {
	return all[CustomerAddress](ctx, s.client, customerAddressList(filters), opts)
}

func customerAddressList(filters CustomerAddressQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/customers/addresses", class: safe, api: "GET /v3/customers/addresses", scope: customersScope,
			},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"customer_id:in", "id:in", "name:in", "company:in"},
		key:        "id",
	}
}
