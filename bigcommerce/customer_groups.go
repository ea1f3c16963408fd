package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// List reads one page of customer groups.
//
// API: GET /v2/customer_groups
func (s *CustomerGroupsService) List(ctx context.Context, filters CustomerGroupQuery, at PageOptions) (Page[CustomerGroup], error) {
	return page[CustomerGroup](ctx, s.client, customerGroupList(filters), at)
}

// All reads all customer groups that match, by number, page by page, up to the limit. The API offers no other way than pages by number: groups
// that are deleted meanwhile move others so that they are missed.
//
// API: GET /v2/customer_groups
func (s *CustomerGroupsService) All(ctx context.Context, filters CustomerGroupQuery, opts ListOptions) iter.Seq2[Record[CustomerGroup], error] {
	return all[CustomerGroup](ctx, s.client, customerGroupList(filters), opts)
}

func customerGroupList(filters CustomerGroupQuery) filtered {
	return filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v2/customer_groups", class: safe, api: "GET /v2/customer_groups", scope: customersScope},
			strategy: pageV2{},
		},
		filters: filters,
		key:     "id",
	}
}
