package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getOrderCoupons() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_coupons",
		Name:    "Get order coupons",
		Group:   "Order Coupons",
		Summary: "Lists the coupons and promotions that were used in an order.",
		Description: "Returns all of them, however many; most orders have none. type says what amount is: money or percentage off an item, the order or the shipping. discount is the money " +
			"that was taken off this order.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/orders/{order_id}/coupons",
		Examples: []registry.Example{{Title: "The coupons of an order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderCoupon], error] {
		return ofOrder(store.Orders.Coupons(ctx, in.OrderID))
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.OrderCoupon]]{Keys: OrderInput.keys})
}
