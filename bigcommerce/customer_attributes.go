package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// List reads one page of the store's attributes of customers.
//
// API: GET /v3/customers/attributes
func (s *CustomerAttributesService) List(ctx context.Context, filters CustomerAttributeQuery, at PageOptions) (Page[CustomerAttributeDefinition], error) {
	return page[CustomerAttributeDefinition](ctx, s.client, customerAttributeList(filters), at)
}

// All reads all of the store's attributes of customers that match, page by page, up to the limit. A store has fifty at most, which fit one page.
//
// API: GET /v3/customers/attributes
func (s *CustomerAttributesService) All(ctx context.Context, filters CustomerAttributeQuery, opts ListOptions) iter.Seq2[Record[CustomerAttributeDefinition], error] {
	return all[CustomerAttributeDefinition](ctx, s.client, customerAttributeList(filters), opts)
}

func customerAttributeList(filters CustomerAttributeQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/customers/attributes", class: safe, api: "GET /v3/customers/attributes", scope: customersScope,
			},
			strategy: offsetV3{},
		},
		filters: filters,
		key:     "id",
	}
}
