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
	return deleting(registry.Spec{
		Code:    "delete_customer_address",
		Name:    "Delete a customer address",
		Group:   "Customer Addresses",
		Summary: "Deletes an address from a customer's address book.",
		Description: "This can't be undone. Orders keep the address they were made with. An address_id that no address has is a failure of type not_found. " +
			"The record that comes back has the number of the address as id. Many deletions in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_customers"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/customers/addresses",
		Examples: []registry.Example{{Title: "One address", Input: `{"address_id":11801}`}},
	}, "/address_id", func(in AddressInput) int64 { return in.AddressID }, func(ctx context.Context, store *bigcommerce.Client, ids []int64) ([]bigcommerce.Each[bigcommerce.Deletion], error) {
		return store.CustomerAddresses.Delete(ctx, ids)
	})
}
