package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomerAddressesInput says which addresses of customers to list.
type GetCustomerAddressesInput struct {
	bigcommerce.CustomerAddressQuery
	Paging
}

func getCustomerAddresses() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_customer_addresses",
		Name:    "Get a list of customer addresses",
		Group:   "Customer Addresses",
		Summary: "Lists the addresses of customers: of some, or of all.",
		Description: "Filters are combined: an address has to match each of them. Returns 50 addresses unless a limit or return_all is given. BigCommerce offers only " +
			"pages by number here: addresses that are made or deleted while the list is read can be missed, or move others so that they are missed or repeated.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers/addresses",
		Examples: []registry.Example{
			{Title: "All addresses of a customer", Input: `{"customer_id_in":[118],"return_all":true}`},
			{Title: "With the answers to the store's own fields", Input: `{"id_in":[11800],"include":["formfields"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomerAddressesInput) iter.Seq2[bigcommerce.Record[bigcommerce.CustomerAddress], error] {
		return store.CustomerAddresses.All(ctx, in.CustomerAddressQuery, in.options())
	})
}
