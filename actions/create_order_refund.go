package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateOrderRefundInput is the refund to make, and of which order.
type CreateOrderRefundInput struct {
	OrderInput
	bigcommerce.RefundCreate
}

func createOrderRefund() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_order_refund",
		Name:    "Create an order refund",
		Group:   "Order Refunds",
		Summary: "Gives back money of an order: of pieces of products, or an amount.",
		Description: "Items are those of quote_order_refund. A quote is asked for first, and nothing is refunded that doesn't fit it: more than is left to refund, or payments " +
			"that don't come to the quote's total. Without payments the money goes back the way it came: by the payment provider that took it; an order that none took " +
			"gets back its store credit, if it used some, or else is noted as paid back outside of the store, which you have to do. With payments you choose: " +
			"storecredit, custom for outside of the store, or a provider that the quote names; one of them may leave its amount out. " +
			"BigCommerce makes the payments after the refund: get_order_refunds tells whether one was declined. Items are not put back in stock. " +
			"Refunds of an order follow one another. A refund whose answer was lost is looked for and never sent again; a call that is repeated with its idempotency key " +
			"after a crash stops when the order has a refund of the same items made in the last 24 hours, since that may be another one: give items a reason to tell refunds apart.",
		Scopes:     registry.AnyOf("store_v2_orders", "store_v2_transactions"),
		Effect:     registry.Create,
		NaturalKey: "order_id and items, with their amounts and reasons",
		API:        "POST /v3/orders/{order_id}/payment_actions/refunds",
		Examples: []registry.Example{
			{Title: "One piece, the way the money came", Input: `{"order_id":103,"items":[{"item_type":"PRODUCT","item_id":10300,"quantity":1,"reason":"Arrived broken"}]}`},
			{Title: "An amount as store credit", Input: `{"order_id":103,"items":[{"item_type":"ORDER","amount":10,"reason":"Late"}],"payments":[{"provider_id":"storecredit"}]}`},
			{Title: "Less a restocking fee, paid back outside of the store", Input: `{"order_id":103,"items":[{"item_type":"PRODUCT","item_id":10300,"quantity":1,
				"adjustments":[{"amount":-2.50,"description":"Restocking fee"}]}],"payments":[{"provider_id":"custom","offline":true}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateOrderRefundInput) (bigcommerce.Record[bigcommerce.Refund], error) {
		made, err := store.Refunds.Create(ctx, in.OrderID, in.RefundCreate)
		return made, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateOrderRefundInput, bigcommerce.Record[bigcommerce.Refund]]{
		Keys: func(in CreateOrderRefundInput) []string { return in.keys() },
	})
}
