package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getOrderTransactions() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_transactions",
		Name:    "Get order transactions",
		Group:   "Order Payments",
		Summary: "Lists the transactions of an order: purchases, authorizations, captures, refunds and voids.",
		Description: "Returns all of them; BigCommerce gives at most 250 of an order. How much a transaction tells depends on the payment method; few gateways tell everything of a card. An order that was " +
			"paid outside of the store, or not at all, may have none. The order_id of a transaction is text.",
		Scopes:   registry.AnyOf("store_v2_transactions", "store_v2_transactions_read_only"),
		Effect:   registry.Read,
		API:      "GET /v3/orders/{order_id}/transactions",
		Examples: []registry.Example{{Title: "The transactions of an order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[bigcommerce.Record[bigcommerce.Transaction], error] {
		return ofOrder(inOrder(store.OrderPayments.Transactions(ctx, in.OrderID)))
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.Transaction]]{Keys: OrderInput.keys})
}
