package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateCustomerAddressInput is the address to make.
type CreateCustomerAddressInput struct {
	bigcommerce.NewCustomerAddress
}

func createCustomerAddress() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_customer_address",
		Name:    "Create a customer address",
		Group:   "Customer Addresses",
		Summary: "Makes an address for a customer; when the customer has it already, that one is returned.",
		Description: "State and postal code are needed only in countries that use them; the state is written in full, not as a code. No customer has two addresses that are alike in " +
			"all fields: BigCommerce then makes none, changes nothing, form fields included, and says nothing. In that case the record is the address that is there. " +
			"The record's field change says what was done: created, or unchanged.",
		Scopes:     registry.AnyOf("store_v2_customers"),
		Effect:     registry.Create,
		NaturalKey: "customer_id and all fields but form_fields",
		API:        "POST /v3/customers/addresses",
		Examples: []registry.Example{
			{Title: "An address", Input: `{"customer_id":118,"first_name":"Jane","last_name":"Doe","address1":"12 Main Street","city":"Austin",
				"state_or_province":"Texas","postal_code":"78701","country_code":"US","address_type":"residential"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateCustomerAddressInput) (bigcommerce.Record[bigcommerce.CreatedCustomerAddress], error) {
		created, err := store.CustomerAddresses.Create(ctx, in.NewCustomerAddress)
		return created, pointingAt("/customer_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateCustomerAddressInput, bigcommerce.Record[bigcommerce.CreatedCustomerAddress]]{
		Size: 50,
		Keys: func(in CreateCustomerAddressInput) []string { return key("address", in.Identity()) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []CreateCustomerAddressInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.CreatedCustomerAddress]], error) {
			addresses := make([]bigcommerce.NewCustomerAddress, len(inputs))
			for i, in := range inputs {
				addresses[i] = in.NewCustomerAddress
			}
			created, err := store.CustomerAddresses.CreateEach(ctx, addresses)
			return inBulk(created, err, customerMissing, func(ctx context.Context, err error) map[int]error {
				return store.CustomerAddresses.CreateClashes(ctx, err, addresses)
			})
		},
	})
}

func customerMissing(err error) error { return pointingAt("/customer_id", err) }
