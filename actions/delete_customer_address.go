package actions

import (
	"context"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// AddressInput names an address of a customer.
type AddressInput struct {
	AddressID int64 `json:"address_id" required:"true" jsonschema:"title=Address ID,minimum=1,example=131" jsonschema_description:"Number of the address in the customer's address book; those of orders have others."`
}

// keys name the address.
func (in AddressInput) keys() []string { return key("address", strconv.FormatInt(in.AddressID, 10)) }

func deleteCustomerAddress() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "delete_customer_address",
		Name:    "Delete a customer address",
		Group:   "Customer Addresses",
		Summary: "Deletes an address from a customer's address book.",
		Description: "This can't be undone. Orders keep the address they were made with. An address_id that no address has is a failure of type not_found. " +
			"The record that comes back has the number of the address as id. Many deletions in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_customers"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/customers/addresses",
		Examples: []registry.Example{{Title: "One address", Input: `{"address_id":131}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in AddressInput) (bigcommerce.Record[bigcommerce.Deletion], error) {
		deleted, err := theOne(store.CustomerAddresses.Delete(ctx, []int64{in.AddressID}))
		return deleted, pointingAt("/address_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, AddressInput, bigcommerce.Record[bigcommerce.Deletion]]{
		Size: lookups,
		Keys: AddressInput.keys,
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []AddressInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Deletion]], error) {
			deleted, err := store.CustomerAddresses.Delete(ctx, numbersOf(inputs, func(in AddressInput) int64 { return in.AddressID }))
			return inBulk(deleted, err, func(err error) error { return pointingAt("/address_id", err) }, nil)
		},
	})
}
