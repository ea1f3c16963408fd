package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CountOrdersInput says which orders to count.
type CountOrdersInput struct {
	bigcommerce.OrderQuery `omit:"sort,include"`
}

func countOrders() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "count_orders",
		Name:    "Count orders",
		Group:   "Orders",
		Summary: "Counts orders, all of them or those that match the filters, in all and in each status.",
		Description: "Filters are combined: an order has to match each of them. The record has the number of all orders that match in count, and the statuses with the number of " +
			"orders in each.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders/count",
		Examples: []registry.Example{
			{Title: "All orders", Input: `{}`},
			{Title: "What a customer ordered this year", Input: `{"customer_id":101,"min_date_created":"2026-01-01T00:00:00Z"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CountOrdersInput) (bigcommerce.Record[bigcommerce.OrderCount], error) {
		return store.Orders.Count(ctx, in.OrderQuery)
	})
}
