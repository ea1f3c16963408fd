package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getOrderShippingAddresses() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_shipping_addresses",
		Name:    "Get order shipping addresses",
		Group:   "Order Shipping Addresses",
		Summary: "Lists the addresses an order ships to.",
		Description: "Returns all addresses, however many; a digital order has none. An address's id is the order_address_id that shipments ask for and that the order's " +
			"products refer to.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/orders/{order_id}/shipping_addresses",
		Examples: []registry.Example{{Title: "The addresses of an order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderShippingAddress], error] {
		return ofOrder(store.Orders.ShippingAddresses(ctx, in.OrderID))
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.OrderShippingAddress]]{Keys: OrderInput.keys})
}
