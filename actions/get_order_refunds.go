package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderRefundsInput says of which order to list the refunds, and which of them.
type GetOrderRefundsInput struct {
	OrderInput
	bigcommerce.OrderRefundQuery
}

func getOrderRefunds() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_refunds",
		Name:    "Get order refunds",
		Group:   "Order Refunds",
		Summary: "Lists the refunds of an order with their items and payments.",
		Description: "Returns all of them, the oldest first. BigCommerce makes the payments after the refund: one that the payment provider declined has is_declined, " +
			"and its money did not go back. The refunded_amount of an order is always 0: these records tell what was refunded.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only", "store_v2_transactions", "store_v2_transactions_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/orders/{order_id}/payment_actions/refunds",
		Examples: []registry.Example{
			{Title: "The refunds of an order", Input: `{"order_id":118}`},
			{Title: "The refund paid with a transaction", Input: `{"order_id":118,"transaction_id":"1234"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetOrderRefundsInput) iter.Seq2[bigcommerce.Record[bigcommerce.Refund], error] {
		return ofOrder(inOrder(store.Refunds.OfOrder(ctx, in.OrderID, in.OrderRefundQuery)))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetOrderRefundsInput, bigcommerce.Record[bigcommerce.Refund]]{
		Keys: func(in GetOrderRefundsInput) []string {
			return append(in.keys(), key("transaction", in.TransactionID.Or(""))...)
		},
	})
}
