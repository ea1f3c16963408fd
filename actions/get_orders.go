package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrdersInput says which orders to list, and what of each to fetch along.
type GetOrdersInput struct {
	bigcommerce.OrderQuery
	OrderExpansion
	Paging
}

func getOrders() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_orders",
		Name:    "Get all orders",
		Group:   "Orders",
		Summary: "Lists orders, all of them or those that match the filters, with their products, shipping addresses and coupons if you like.",
		Description: "Filters are combined: an order has to match each of them. Returns 50 orders unless a limit or return_all is given. By ID, which is the default order, " +
			"an order that is created or changed while the list is read is neither missed nor repeated; in any other order, orders that change meanwhile can be. " +
			"In BigCommerce's answer products, shipping_addresses and coupons are links; those that expand names are replaced by the full lists, everything else of " +
			"the order stays as BigCommerce sent it. Whether archived orders are listed BigCommerce doesn't say: go by is_deleted.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders",
		Examples: []registry.Example{
			{Title: "Orders to ship, with products and addresses", Input: `{"status_id":11,"expand":["products","shipping_addresses"],"return_all":true}`},
			{Title: "Changed since a day", Input: `{"min_date_modified":"2026-01-31T00:00:00Z","sort":"date_modified:asc","limit":200}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetOrdersInput) iter.Seq2[bigcommerce.Record[bigcommerce.ExpandedOrder], error] {
		return store.Orders.Expand(ctx, store.Orders.All(ctx, in.OrderQuery, in.options()), in.Expand...)
	})
}
