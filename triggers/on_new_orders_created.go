package triggers

import (
	"context"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnNewOrdersCreatedInput says which new orders a workflow starts with.
type OnNewOrdersCreatedInput struct {
	NewOrderFilters
	Start
}

func onNewOrdersCreated() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.ExpandedOrder]
		occurrence = registry.Occurrence[output]
	)
	event := func(row row[bigcommerce.Order]) registry.Event { return creation("order", row.id, row.time()) }
	return registry.NewTrigger(registry.Spec{
		Code:    "on_new_orders_created",
		Name:    "New orders created",
		Group:   "Orders",
		Summary: "Starts with each order once it is placed.",
		Description: "BigCommerce makes an order when the shopper begins to pay, with the status Incomplete. Such an order comes when it leaves that status, within seven days, " +
			"and never twice. Orders that are made by an app or imported come too. The filters apply when the order is placed. An engine that polls by time " +
			"can't wait so long: there, an Incomplete order holds those that were made after it back for 15 minutes, and one that is paid later is missed. " +
			"Products, shipping addresses and coupons are links, as in BigCommerce's answer; expand puts the full lists in their place.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders",
		Examples: []registry.Example{
			{Title: "With products and addresses", Input: `{"expand":["products","shipping_addresses"]}`},
			{Title: "From a day on", Input: `{"since_from":"2026-01-31T00:00:00Z","limit":250}`},
		},
	},
		registry.PollBy(func(ctx context.Context, store *bigcommerce.Client, in OnNewOrdersCreatedInput, position registry.Position[orderCursor]) (found registry.Found[output, orderCursor], err error) {
			rows, cursor, more, err := newOrders{store, in.query(), in.matches}.poll(ctx, in.Start, position)
			if err != nil {
				return found, err
			}
			found.Cursor, found.More = cursor, more
			found.Occurrences, err = expanded(ctx, store, rows, in.Expand, event)
			return found, err
		}),
		hooks[OnNewOrdersCreatedInput, output]{
			scopes: []string{"store/order/created", "store/order/statusUpdated"},
			concerns: func(_ OnNewOrdersCreatedInput, delivered told) bool {
				status, known := delivered.status()
				return !known || status.Previous == incomplete && status.New != incomplete
			},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnNewOrdersCreatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := ordersFor(store, in.query(), dateCreated).once(ctx, ids(deliveries))
				if err != nil {
					return nil, err
				}
				var unreadable error
				rows = slices.DeleteFunc(rows, func(row row[bigcommerce.Order]) bool {
					order, err := readOrder(row.record)
					if err != nil {
						unreadable = err
					}
					return order.StatusID == incomplete || !in.matches(order)
				})
				if unreadable != nil {
					return nil, unreadable
				}
				return expanded(ctx, store, rows, in.Expand, event)
			},
		}.form(),
	)
}
