package bigcommerce

import (
	"context"
	"net/http"
)

// Delete deletes customers, with their addresses and attribute values, and tells of each what became of it, in the order given. Their orders
// stay. A number that no customer has is a [KindNotFound]. Two requests: BigCommerce doesn't tell which customers it found. The numbers must fit
// one request: see [QueryCapacity].
//
// API: DELETE /v3/customers, GET /v3/customers
func (s *CustomersService) Delete(ctx context.Context, ids []int64) ([]Each[Deletion], error) {
	remove := call{method: http.MethodDelete, path: "/v3/customers", class: idempotent, api: "DELETE /v3/customers", scope: customersScope}
	return deleteByID(ctx, s.client, remove, "customer", "id:in", ids, func(ctx context.Context, ids []int64) ([]Record[Customer], error) {
		return s.FindByID(ctx, ids, CustomerSelection{})
	})
}
