package actions

import (
	"context"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateCustomerInput is the customer to change and what to change.
type UpdateCustomerInput struct {
	CustomerID                 int64 `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=118" jsonschema_description:"Number of the customer to change."`
	bigcommerce.CustomerUpdate `omit:"id"`
}

func updateCustomer() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_customer",
		Name:    "Update an existing customer",
		Group:   "Customers",
		Summary: "Changes the given fields of a customer and leaves the others alone.",
		Description: "Give the customer_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where " +
			"that is possible. Addresses and attribute values are not changed here. An email that another customer has is a conflict that names that " +
			"customer's customer_id.",
		Scopes: registry.AnyOf("store_v2_customers"),
		Effect: registry.Update,
		API:    "PUT /v3/customers",
		Examples: []registry.Example{
			{Title: "A new phone number and group", Input: `{"customer_id":118,"phone":"+1 512 555 0100","customer_group_id":2}`},
			{Title: "Empty the company", Input: `{"customer_id":118,"company":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateCustomerInput) (bigcommerce.Record[bigcommerce.Customer], error) {
		in.ID = in.CustomerID
		changed, err := store.Customers.Update(ctx, []bigcommerce.CustomerUpdate{in.CustomerUpdate})
		return single(changed), customerUnchanged(fromBatch(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateCustomerInput, bigcommerce.Record[bigcommerce.Customer]]{
		Size: 10,
		Keys: func(in UpdateCustomerInput) []string {
			return append(key("email", in.Email.Or("")), key("id", strconv.FormatInt(in.CustomerID, 10))...)
		},
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpdateCustomerInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Customer]], error) {
			customers := make([]bigcommerce.CustomerUpdate, len(inputs))
			for i, in := range inputs {
				customers[i] = in.CustomerUpdate
				customers[i].ID = in.CustomerID
			}
			changed, err := store.Customers.UpdateEach(ctx, customers)
			return inBulk(changed, err, customerUnchanged, func(ctx context.Context, err error) map[int]error {
				return store.Customers.UpdateClashes(ctx, err, customers)
			})
		},
	})
}

func customerUnchanged(err error) error {
	return advising("customer_id", "Update that customer with update_customer, or choose another email.", pointingAt("/customer_id", err))
}
