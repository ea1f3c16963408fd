package actions

import (
	"context"
	"errors"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderInput names an order, and what of it to fetch along.
type GetOrderInput struct {
	OrderInput
	bigcommerce.OrderSelection
	OrderExpansion
}

func getOrder() registry.Action[*bigcommerce.Client] {
	return registry.NewLookup(registry.Spec{
		Code:    "get_order",
		Name:    "Get an order",
		Group:   "Orders",
		Summary: "Finds the order with a number, with its products, shipping addresses and coupons if you like; nothing when there is none.",
		Description: "An archived order is found as well, with is_deleted. In BigCommerce's answer products, shipping_addresses and coupons are links; those that expand names are " +
			"replaced by the full lists, however long, everything else of the order stays as BigCommerce sent it. BigCommerce includes at most 50 line items of a " +
			"consignment: expand products for all of them. refunded_amount is always 0: read the order's refunds instead.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders/{order_id}",
		Examples: []registry.Example{
			{Title: "An order with its products and addresses", Input: `{"order_id":118,"expand":["products","shipping_addresses"]}`},
			{Title: "With consignments and fees", Input: `{"order_id":118,"include":["consignments.line_items","fees"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetOrderInput) (bigcommerce.Record[bigcommerce.ExpandedOrder], bool, error) {
		order, err := store.Orders.GetExpanded(ctx, in.OrderID, in.OrderSelection, in.Expand...)
		if errors.Is(err, bigcommerce.ErrNotFound) {
			return order, false, nil
		}
		return order, err == nil, err
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetOrderInput, bigcommerce.Record[bigcommerce.ExpandedOrder]]{
		Keys: func(in GetOrderInput) []string { return in.keys() },
	})
}
