package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderMessagesInput names an order, and says which of its messages to list.
type GetOrderMessagesInput struct {
	OrderInput
	bigcommerce.OrderMessageQuery
}

func getOrderMessages() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_messages",
		Name:    "Get order messages",
		Group:   "Order Messages",
		Summary: "Lists the messages between shopper and staff about an order, all of them or those that match the filters.",
		Description: "Filters are combined: a message has to match each of them. Returns all that match, however many. Messages can only be read; the remark that the shopper left at " +
			"checkout is the order's customer_message.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders/{order_id}/messages",
		Examples: []registry.Example{
			{Title: "All messages", Input: `{"order_id":118}`},
			{Title: "Those that nobody read", Input: `{"order_id":118,"status":"unread"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetOrderMessagesInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderMessage], error] {
		return ofOrder(store.Orders.Messages(ctx, in.OrderID, in.OrderMessageQuery))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetOrderMessagesInput, bigcommerce.Record[bigcommerce.OrderMessage]]{
		Keys: func(in GetOrderMessagesInput) []string { return in.keys() },
	})
}
