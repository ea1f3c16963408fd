package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateCustomerInput is the customer to make.
type CreateCustomerInput struct {
	bigcommerce.CustomerCreate `required:"email,first_name,last_name"`
}

func createCustomer() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_customer",
		Name:    "Create a new customer",
		Group:   "Customers",
		Summary: "Makes a customer account, with its addresses if you like.",
		Description: "Email, first name and last name are required. Up to ten addresses and ten attribute values can be made along with the customer. " +
			"When the email is taken, nothing is made: the failure is a conflict that names the existing customer's customer_id.",
		Scopes:     registry.AnyOf("store_v2_customers"),
		Effect:     registry.Create,
		NaturalKey: "email",
		API:        "POST /v3/customers",
		Examples: []registry.Example{
			{Title: "The least", Input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe"}`},
			{Title: "With a group and an address", Input: `{"email":"sam@example.com","first_name":"Sam","last_name":"Doe",
				"company":"Doe Trading Ltd","customer_group_id":2,"addresses":[{"first_name":"Sam","last_name":"Doe","address1":"12 Main Street",
				"city":"Austin","state_or_province":"Texas","postal_code":"78701","country_code":"US","address_type":"residential"}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateCustomerInput) (bigcommerce.Record[bigcommerce.Customer], error) {
		created, err := store.Customers.Create(ctx, in.CustomerCreate)
		return created, customerExists(fromBatch(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateCustomerInput, bigcommerce.Record[bigcommerce.Customer]]{
		Size: 10,
		Keys: func(in CreateCustomerInput) []string { return key("email", in.Email.Or("")) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []CreateCustomerInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Customer]], error) {
			customers := make([]bigcommerce.CustomerCreate, len(inputs))
			for i, in := range inputs {
				customers[i] = in.CustomerCreate
			}
			created, err := store.Customers.CreateEach(ctx, customers)
			return inBulk(created, err, customerExists, func(ctx context.Context, err error) map[int]error {
				return store.Customers.CreateClashes(ctx, err, customers)
			})
		},
	})
}

func customerExists(err error) error {
	return advising("customer_id", "Update it with update_customer, or use upsert_customer.", err)
}
