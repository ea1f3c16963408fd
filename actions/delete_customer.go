package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func deleteCustomer() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "delete_customer",
		Name:    "Delete a customer",
		Group:   "Customers",
		Summary: "Deletes a customer, with its addresses and attribute values.",
		Description: "This can't be undone. The customer's orders stay. A customer_id that no customer has is a failure of type not_found. " +
			"The record that comes back has the number of the customer as id. Many deletions in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_customers"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/customers",
		Examples: []registry.Example{{Title: "One customer", Input: `{"customer_id":681}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in CustomerInput) (bigcommerce.Record[bigcommerce.Deletion], error) {
		deleted, err := theOne(store.Customers.Delete(ctx, []int64{in.CustomerID}))
		return deleted, pointingAt("/customer_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CustomerInput, bigcommerce.Record[bigcommerce.Deletion]]{
		Size: lookups,
		Keys: CustomerInput.keys,
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []CustomerInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Deletion]], error) {
			deleted, err := store.Customers.Delete(ctx, numbersOf(inputs, func(in CustomerInput) int64 { return in.CustomerID }))
			return inBulk(deleted, err, func(err error) error { return pointingAt("/customer_id", err) }, nil)
		},
	})
}
