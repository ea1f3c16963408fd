package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getOrderProducts() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_products",
		Name:    "Get order products",
		Group:   "Order Products",
		Summary: "Lists the products of an order, one record for each line.",
		Description: "Returns all lines, however many. A line's id is the order_product_id that shipments and refunds ask for; product_id is the product in the catalog. " +
			"The parts of a bundle are lines of their own with parent_order_product_id.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/orders/{order_id}/products",
		Examples: []registry.Example{{Title: "The lines of an order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderProduct], error] {
		return ofOrder(store.Orders.Products(ctx, in.OrderID))
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.OrderProduct]]{Keys: OrderInput.keys})
}
