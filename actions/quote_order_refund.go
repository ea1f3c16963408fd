package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// QuoteOrderRefundInput says what of which order would be refunded.
type QuoteOrderRefundInput struct {
	OrderInput
	bigcommerce.RefundRequest
}

func quoteOrderRefund() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "quote_order_refund",
		Name:    "Quote an order refund",
		Group:   "Order Refunds",
		Summary: "Tells what a refund would come to and how the money can go back, and changes nothing.",
		Description: "Products and gift wrapping are refunded by quantity, with the order_product_id as item_id; shipping and handling by amount, with the order_address_id; " +
			"fees by amount, with the number of the fee. An item of type ORDER gives back any amount and leaves the tax as it is; its item_id may be left out. " +
			"Each entry of refund_methods is one way for the money to go back, with all the payments that it takes. A negative adjustment says that less is left to " +
			"refund than was asked for.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_transactions"),
		Effect: registry.Read,
		API:    "POST /v3/orders/{order_id}/payment_actions/refund_quotes",
		Examples: []registry.Example{
			{Title: "One piece of a line and a part of the shipping cost", Input: `{"order_id":103,"items":[{"item_type":"PRODUCT","item_id":10300,"quantity":1},
				{"item_type":"SHIPPING","item_id":10320,"amount":5.50}]}`},
			{Title: "Tax that was charged too much", Input: `{"order_id":103,"tax_adjustment_amount":1.25}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in QuoteOrderRefundInput) (bigcommerce.Record[bigcommerce.RefundQuote], error) {
		quote, err := store.Refunds.Quote(ctx, in.OrderID, in.RefundRequest)
		return quote, pointingAt("/order_id", err)
	})
}
