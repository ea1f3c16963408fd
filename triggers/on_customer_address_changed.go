package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OnCustomerAddressChangedInput says which addresses a workflow starts with when they are made or changed.
type OnCustomerAddressChangedInput struct {
	CustomerIDIn value.List[int64]                              `json:"customer_id_in,omitzero" jsonschema:"title=Customer IDs" jsonschema_description:"Only addresses of these customers."`
	Include      value.List[bigcommerce.CustomerAddressInclude] `json:"include,omitzero" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the address." blank:"drop"`
}

func onCustomerAddressChanged() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.CustomerAddress]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_customer_address_changed",
		Name:    "Customer address created or updated",
		Group:   "Customers",
		Summary: "Starts with each address of a customer that is made or changed.",
		Description: "The record is the address as it is when it is fetched; several changes within a second come as one. Addresses carry no dates, so this trigger is delivered by " +
			"webhook only.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers/addresses",
		Examples: []registry.Example{
			{Title: "Addresses of two customers", Input: `{"customer_id_in":[11,12]}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnCustomerAddressChangedInput, output]{},
		hooks[OnCustomerAddressChangedInput, output]{
			scopes: []string{"store/customer/address/created", "store/customer/address/updated"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnCustomerAddressChangedInput, deliveries []told) ([]occurrence, error) {
				rows, err := reported(deliveries, told.number, largestPage, func(ctx context.Context, ids []int64) (bigcommerce.Page[bigcommerce.CustomerAddress], error) {
					query := bigcommerce.CustomerAddressQuery{IDIn: ids, CustomerIDIn: in.CustomerIDIn, Include: in.Include}
					return store.CustomerAddresses.List(ctx, query, bigcommerce.PageOptions{})
				}).settled(ctx, ids(deliveries))
				last := latest(deliveries, told.number)
				return asTheyAre(rows, func(row row[bigcommerce.CustomerAddress]) registry.Event {
					return last[row.id].event("customer_address", idText(row.id), "updated")
				}), err
			},
		}.form(),
	)
}
