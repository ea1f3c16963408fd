package actions

import (
	"context"
	"iter"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OrderInput names an order.
type OrderInput struct {
	OrderID int64 `json:"order_id" required:"true" jsonschema:"title=Order ID,minimum=1,example=118" jsonschema_description:"Number of the order."`
}

// keys name the order, which a batch asks for once however often it is named.
func (in OrderInput) keys() []string { return key("order", strconv.FormatInt(in.OrderID, 10)) }

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

// ofOrder is the sequence of what belongs to an order; its failures point at the input's order_id.
func ofOrder[T any](records iter.Seq2[bigcommerce.Record[T], error]) iter.Seq2[bigcommerce.Record[T], error] {
	return func(yield func(bigcommerce.Record[T], error) bool) {
		for record, err := range records {
			if !yield(record, pointingAt("/order_id", err)) {
				return
			}
		}
	}
}
