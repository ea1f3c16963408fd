package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnNewCustomersCreatedInput says which new customers a workflow starts with.
type OnNewCustomersCreatedInput struct {
	CustomerFilters
	Start
}

func onNewCustomersCreated() registry.Trigger[*bigcommerce.Client] {
	type occurrence = registry.Occurrence[bigcommerce.Record[bigcommerce.Customer]]
	return registry.NewTrigger(registry.Spec{
		Code:    "on_new_customers_created",
		Name:    "New customers created",
		Group:   "Customers",
		Summary: "Starts with each customer account that is made.",
		Description: "A customer comes once, as the account is when it is read. The filters are combined, and apply at that time: " +
			"a customer who comes to match them later is not new.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers",
		Examples: []registry.Example{
			{Title: "From a day on, with addresses", Input: `{"since_from":"2026-01-31T00:00:00Z","include":["addresses"],"limit":100}`},
		},
	},
		polling(
			func(store *bigcommerce.Client, in OnNewCustomersCreatedInput) dated[bigcommerce.Customer] {
				return customersBy(dateCreated, store, in.CustomerQuery)
			},
			func(in OnNewCustomersCreatedInput) Start { return in.Start },
			func(_ context.Context, _ *bigcommerce.Client, _ OnNewCustomersCreatedInput, rows []row[bigcommerce.Customer]) ([]occurrence, error) {
				return asTheyAre(rows, customerCreated), nil
			},
		),
		hooks[OnNewCustomersCreatedInput, bigcommerce.Record[bigcommerce.Customer]]{
			scopes: []string{"store/customer/created"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnNewCustomersCreatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := customersFor(store, in.CustomerQuery, dateCreated).once(ctx, ids(deliveries))
				return asTheyAre(rows, customerCreated), err
			},
		}.form(),
	)
}
