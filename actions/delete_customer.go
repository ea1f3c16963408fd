package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func deleteCustomer() registry.Action[*bigcommerce.Client] {
	return deleting(registry.Spec{
		Code:    "delete_customer",
		Name:    "Delete a customer",
		Group:   "Customers",
		Summary: "Deletes a customer, with its addresses and attribute values.",
		Description: "This can't be undone. The customer's orders stay. A customer_id that no customer has is a failure of type not_found. " +
			"The record that comes back has the number of the customer as id. Many deletions in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_customers"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/customers",
		Examples: []registry.Example{{Title: "One customer", Input: `{"customer_id":118}`}},
	}, "/customer_id", func(in CustomerInput) int64 { return in.CustomerID }, func(ctx context.Context, store *bigcommerce.Client, ids []int64) ([]bigcommerce.Each[bigcommerce.Deletion], error) {
		return store.Customers.Delete(ctx, ids)
	})
}
