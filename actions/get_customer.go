package actions

import (
	"context"
	"fmt"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CustomerInput names a customer.
type CustomerInput struct {
	CustomerID int64 `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=118" jsonschema_description:"Number of the customer."`
}

// GetCustomerInput names a customer and what to return along with it.
type GetCustomerInput struct {
	CustomerInput
	bigcommerce.CustomerSelection
}

func getCustomer() registry.Action[*bigcommerce.Client] {
	return registry.NewLookup(registry.Spec{
		Code:    "get_customer",
		Name:    "Get a customer",
		Group:   "Customers",
		Summary: "Finds the customer with a customer_id; nothing when there is none.",
		Description: "Returns at most ten addresses and ten attribute values, when they are included; address_count and attribute_count tell how many there are. " +
			"Many look-ups in one batch share requests.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers",
		Examples: []registry.Example{
			{Title: "One customer", Input: `{"customer_id":118}`},
			{Title: "With addresses and attribute values", Input: `{"customer_id":118,"include":["addresses","attributes"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomerInput) (bigcommerce.Record[bigcommerce.Customer], bool, error) {
		return found(store.Customers.FindByID(ctx, []int64{in.CustomerID}, in.CustomerSelection))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetCustomerInput, bigcommerce.Record[bigcommerce.Customer]]{
		Size:  lookups,
		Keys:  func(in GetCustomerInput) []string { return key("customer", fmt.Sprint(in.CustomerID, in.Include)) },
		Group: func(in GetCustomerInput) (string, bool) { return fmt.Sprint(in.Include), true },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []GetCustomerInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Customer]], error) {
			return foundInBulk(store.Customers.FindByID(ctx, numbersOf(inputs, func(in GetCustomerInput) int64 { return in.CustomerID }), inputs[0].CustomerSelection))
		},
	})
}
