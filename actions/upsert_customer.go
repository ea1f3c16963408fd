package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpsertCustomerInput is the customer that there is to be.
type UpsertCustomerInput struct {
	bigcommerce.CustomerCreate `required:"email"`
}

func upsertCustomer() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "upsert_customer",
		Name:    "Create or update a customer",
		Group:   "Customers",
		Summary: "Changes the customer with an email, or makes one when there is none.",
		Description: "The customer is looked up by email; upper and lower case are the same. One that is there is changed as update_customer does it: a field that is left out " +
			"or blank stays as it is, null empties it. Origin channel, addresses, attributes and the welcome email are only for customers that are made, which takes a first and a " +
			"last name. The record's field change says what was done: created, updated, or unchanged, when the customer had all that was given and nothing was written. " +
			"A password can't be compared and is always set. An email with a comma can't be looked up and is refused. Many inputs in one batch share requests.",
		Scopes: registry.AnyOf("store_v2_customers"),
		Effect: registry.Update,
		API:    "POST /v3/customers",
		Examples: []registry.Example{
			{Title: "A customer with a phone number", Input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","phone":"+1 512 555 0100"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpsertCustomerInput) (bigcommerce.Record[bigcommerce.UpsertedCustomer], error) {
		return theOne(store.Customers.UpsertEach(ctx, []bigcommerce.CustomerCreate{in.CustomerCreate}))
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpsertCustomerInput, bigcommerce.Record[bigcommerce.UpsertedCustomer]]{
		Size:     lookups,
		Weigh:    func(in UpsertCustomerInput) int { return bigcommerce.QueryWidth(in.Email.Or("")) },
		Capacity: bigcommerce.QueryCapacity,
		Keys:     func(in UpsertCustomerInput) []string { return key("email", in.Email.Or("")) },
		Group:    func(in UpsertCustomerInput) (string, bool) { return "", withoutComma(in.Email.Or("")) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpsertCustomerInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.UpsertedCustomer]], error) {
			customers := make([]bigcommerce.CustomerCreate, len(inputs))
			for i, in := range inputs {
				customers[i] = in.CustomerCreate
			}
			upserted, err := store.Customers.UpsertEach(ctx, customers)
			return inBulk(upserted, err, unworded, nil)
		},
	})
}

// unworded leaves a failure as it is.
func unworded(err error) error { return err }
