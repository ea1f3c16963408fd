package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnOrdersUpdatedInput says which orders a workflow starts with when they are made or changed.
type OnOrdersUpdatedInput struct {
	OrderFilters
	Start
}

func onOrdersUpdated() registry.Trigger[*bigcommerce.Client] {
	type occurrence = registry.Occurrence[bigcommerce.Record[bigcommerce.ExpandedOrder]]
	return registry.NewTrigger(registry.Spec{
		Code:    "on_orders_updated",
		Name:    "Orders created or updated",
		Group:   "Orders",
		Summary: "Starts with each order that is made or changed, those that are not paid yet included.",
		Description: "An order comes as the last change left it; changes that follow one another faster than the trigger reads come as one. " +
			"Products, shipping addresses and coupons are links, as in BigCommerce's answer; expand puts the full lists in their place.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders",
		Examples: []registry.Example{
			{Title: "Orders to ship, with products and addresses", Input: `{"status_id":11,"expand":["products","shipping_addresses"]}`},
			{Title: "From a day on", Input: `{"since_from":"2026-01-31T00:00:00Z","limit":250}`},
		},
	},
		polling(
			func(store *bigcommerce.Client, in OnOrdersUpdatedInput) dated[bigcommerce.Order] {
				return ordersBy(dateModified, store, in.OrderQuery)
			},
			func(in OnOrdersUpdatedInput) Start { return in.Start },
			func(ctx context.Context, store *bigcommerce.Client, in OnOrdersUpdatedInput, rows []row[bigcommerce.Order]) ([]occurrence, error) {
				return expanded(ctx, store, rows, in.Expand, orderUpdated)
			},
		),
		hooks[OnOrdersUpdatedInput, bigcommerce.Record[bigcommerce.ExpandedOrder]]{
			scopes: []string{"store/order/created", "store/order/updated"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnOrdersUpdatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := ordersFor(store, in.OrderQuery, dateModified).settled(ctx, ids(deliveries))
				if err != nil {
					return nil, err
				}
				return expanded(ctx, store, rows, in.Expand, orderUpdated)
			},
		}.form(),
	)
}
