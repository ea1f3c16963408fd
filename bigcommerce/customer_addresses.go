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

// FindByID reads addresses by number, with one request. It returns a record for each of the numbers, in their order; the zero record where no
// address has it. The numbers must fit one request: see [QueryCapacity].
//
// API: GET /v3/customers/addresses
func (s *CustomerAddressesService) FindByID(ctx context.Context, ids []int64) ([]Record[CustomerAddress], error) {
	return findByID[CustomerAddress](ctx, s.client, customerAddressList(CustomerAddressQuery{IDIn: ids}), ids)
}

// Delete deletes addresses and tells of each what became of it, in the order given. A number that no address has is a [KindNotFound]. Two
// requests: BigCommerce doesn't tell which addresses it found. The numbers must fit one request: see [QueryCapacity].
//
// API: DELETE /v3/customers/addresses, GET /v3/customers/addresses
func (s *CustomerAddressesService) Delete(ctx context.Context, ids []int64) ([]Each[Deletion], error) {
	return deleteByID(ctx, s.client, call{
		method: http.MethodDelete, path: "/v3/customers/addresses", class: idempotent, api: "DELETE /v3/customers/addresses", scope: customersScope,
	}, "address", "id:in", ids, s.FindByID)
}
