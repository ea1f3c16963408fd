package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getOrderShipments() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_shipments",
		Name:    "Get order shipments",
		Group:   "Order Shipments",
		Summary: "Lists the shipments of an order, with what is in each and how it is tracked.",
		Description: "Returns all shipments, however many; nothing when none was made. tracking_link is the merchant's own, generated_tracking_link the one that BigCommerce makes of number " +
			"and carrier.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/orders/{order_id}/shipments",
		Examples: []registry.Example{{Title: "The shipments of an order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[bigcommerce.Record[bigcommerce.Shipment], error] {
		return ofOrder(store.Shipments.All(ctx, in.OrderID))
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.Shipment]]{Keys: OrderInput.keys})
}
