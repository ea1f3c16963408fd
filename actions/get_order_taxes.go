package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderTaxesInput names an order, and says what to tell of its taxes.
type GetOrderTaxesInput struct {
	OrderInput
	bigcommerce.OrderTaxOptions
}

func getOrderTaxes() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_taxes",
		Name:    "Get order taxes",
		Group:   "Order Taxes",
		Summary: "Lists the taxes of an order: their sums, or those of each line and cost.",
		Description: "Returns all taxes, however many. With details each record has order_product_id, the line that bears the tax (blank for other costs), and line_item_type: item, " +
			"shipping, handling or gift-wrapping. Where a tax service such as Avalara works the taxes out, order_id and order_address_id can be missing, and sales_tax_id is " +
			"that service's own. Go by sales_tax_id: tax_rate_id is out of date.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/orders/{order_id}/taxes",
		Examples: []registry.Example{{Title: "The tax of each line", Input: `{"order_id":118,"details":true}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetOrderTaxesInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderTax], error] {
		return ofOrder(store.Orders.Taxes(ctx, in.OrderID, in.OrderTaxOptions))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetOrderTaxesInput, bigcommerce.Record[bigcommerce.OrderTax]]{
		Keys: func(in GetOrderTaxesInput) []string { return in.keys() },
	})
}
