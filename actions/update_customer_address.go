package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateCustomerAddressInput is the address to change and what to change.
type UpdateCustomerAddressInput struct {
	AddressInput
	bigcommerce.CustomerAddressUpdate `omit:"id"`
}

// update returns the change.
func (in UpdateCustomerAddressInput) update() bigcommerce.CustomerAddressUpdate {
	in.ID = in.AddressID
	return in.CustomerAddressUpdate
}

func updateCustomerAddress() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_customer_address",
		Name:    "Update a customer address",
		Group:   "Customer Addresses",
		Summary: "Changes the given fields of a customer's address and leaves the others alone.",
		Description: "Give the address_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. " +
			"No customer has two addresses that are alike in all fields: a change that would make them so is not made, and is a conflict that names the other one's address_id.",
		Scopes: registry.AnyOf("store_v2_customers"),
		Effect: registry.Update,
		API:    "PUT /v3/customers/addresses",
		Examples: []registry.Example{
			{Title: "A new street", Input: `{"address_id":11800,"address1":"14 Main Street","address2":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateCustomerAddressInput) (bigcommerce.Record[bigcommerce.CustomerAddress], error) {
		changed, err := store.CustomerAddresses.Update(ctx, in.update())
		return changed, addressUnchanged(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateCustomerAddressInput, bigcommerce.Record[bigcommerce.CustomerAddress]]{
		Size: 50,
		Keys: func(in UpdateCustomerAddressInput) []string { return in.keys() },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpdateCustomerAddressInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.CustomerAddress]], error) {
			updates := make([]bigcommerce.CustomerAddressUpdate, len(inputs))
			for i, in := range inputs {
				updates[i] = in.update()
			}
			changed, err := store.CustomerAddresses.UpdateEach(ctx, updates)
			return inBulk(changed, err, addressUnchanged, func(ctx context.Context, err error) map[int]error {
				return store.CustomerAddresses.UpdateClashes(ctx, err, updates)
			})
		},
	})
}

func addressUnchanged(err error) error {
	return advising("address_id", "Use that one, or delete it with delete_customer_address first.", pointingAt("/address_id", err))
}
