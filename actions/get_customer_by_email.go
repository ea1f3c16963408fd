package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomerByEmailInput names a customer by email.
type GetCustomerByEmailInput struct {
	Email string `json:"email" required:"true" jsonschema:"title=Email,minLength=3,maxLength=255,example=jane@example.com" jsonschema_description:"Email of the customer; upper and lower case are the same."`
}

func getCustomerByEmail() registry.Action[*bigcommerce.Client] {
	return registry.NewLookup(registry.Spec{
		Code:    "get_customer_by_email",
		Name:    "Get a customer by email",
		Group:   "Customers",
		Summary: "Finds the customer with an email; nothing when there is none.",
		Description: "Upper and lower case are the same. What BigCommerce returns is checked: the record always has the email that was asked for. An email " +
			"with a comma can't be looked up and is refused. Many look-ups in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect:   registry.Read,
		API:      "GET /v3/customers",
		Examples: []registry.Example{{Title: "One customer", Input: `{"email":"jane@example.com"}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomerByEmailInput) (bigcommerce.Record[bigcommerce.Customer], bool, error) {
		return found(store.Customers.FindByEmail(ctx, []string{in.Email}))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetCustomerByEmailInput, bigcommerce.Record[bigcommerce.Customer]]{
		Size:     lookups,
		Weigh:    func(in GetCustomerByEmailInput) int { return bigcommerce.QueryWidth(in.Email) },
		Capacity: bigcommerce.QueryCapacity,
		Keys:     func(in GetCustomerByEmailInput) []string { return key("email", in.Email) },
		Group:    func(in GetCustomerByEmailInput) (string, bool) { return "", withoutComma(in.Email) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []GetCustomerByEmailInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Customer]], error) {
			emails := make([]string, len(inputs))
			for i, in := range inputs {
				emails[i] = in.Email
			}
			return foundInBulk(store.Customers.FindByEmail(ctx, emails))
		},
	})
}
