package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomersInput says which customers to list.
type GetCustomersInput struct {
	bigcommerce.CustomerQuery
	Paging
}

func getCustomers() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_customers",
		Name:    "Get a list of customers",
		Group:   "Customers",
		Summary: "Lists customers, all of them or those that match the filters.",
		Description: "Filters are combined: a customer has to match each of them. Returns 50 customers unless a limit or return_all is given. " +
			"Without a sort order, a customer who is created or changed while the list is read is neither missed nor repeated; with one, customers " +
			"that change meanwhile can be. Dates from and to are exclusive here, unlike elsewhere in BigCommerce.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers",
		Examples: []registry.Example{
			{Title: "By email", Input: `{"email_in":["jane@example.com"]}`},
			{Title: "Changed since a day, with addresses", Input: `{"date_modified_min":"2026-01-31T00:00:00Z","include":["addresses"],"return_all":true}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomersInput) iter.Seq2[bigcommerce.Record[bigcommerce.Customer], error] {
		return store.Customers.All(ctx, in.CustomerQuery, in.options())
	})
}
