package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnCustomersUpdatedInput says which customers a workflow starts with when they are made or changed.
type OnCustomersUpdatedInput struct {
	CustomerFilters
	Start
}

func onCustomersUpdated() registry.Trigger[*bigcommerce.Client] {
	type occurrence = registry.Occurrence[bigcommerce.Record[bigcommerce.Customer]]
	return registry.NewTrigger(registry.Spec{
		Code:    "on_customers_updated",
		Name:    "Customers created or updated",
		Group:   "Customers",
		Summary: "Starts with each customer account that is made or changed.",
		Description: "A customer comes as the last change left the account; changes that follow one another faster than the trigger reads come as one. " +
			"BigCommerce doesn't count changes of addresses and attributes as changes of the customer: addresses have a trigger of their own.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers",
		Examples: []registry.Example{
			{Title: "Customers of a group", Input: `{"customer_group_id_in":[2],"limit":100}`},
		},
	},
		polling(
			func(store *bigcommerce.Client, in OnCustomersUpdatedInput) dated[bigcommerce.Customer] {
				return customersBy(dateModified, store, in.CustomerQuery)
			},
			func(in OnCustomersUpdatedInput) Start { return in.Start },
			func(_ context.Context, _ *bigcommerce.Client, _ OnCustomersUpdatedInput, rows []row[bigcommerce.Customer]) ([]occurrence, error) {
				return asTheyAre(rows, customerUpdated), nil
			},
		),
		hooks[OnCustomersUpdatedInput, bigcommerce.Record[bigcommerce.Customer]]{
			scopes: []string{"store/customer/created", "store/customer/updated"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnCustomersUpdatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := customersFor(store, in.CustomerQuery, dateModified).settled(ctx, ids(deliveries))
				return asTheyAre(rows, customerUpdated), err
			},
		}.form(),
	)
}
