package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderStatusesInput has no fields: every status is listed.
type GetOrderStatusesInput struct{}

func getOrderStatuses() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_order_statuses",
		Name:    "Get order statuses",
		Group:   "Orders",
		Summary: "Lists all statuses that orders can have, with the labels that the merchant gave them.",
		Description: "The numbers are the same in every store, and fifteen: go by id rather than by a label, which the merchant can change. custom_label is the merchant's label, " +
			"system_label that of BigCommerce.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect:   registry.Read,
		API:      "GET /v2/order_statuses",
		Examples: []registry.Example{{Title: "All statuses", Input: `{}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, _ GetOrderStatusesInput) iter.Seq2[bigcommerce.Record[bigcommerce.OrderStatus], error] {
		return inOrder(store.Orders.Statuses(ctx))
	})
}
