package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func archiveOrder() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "archive_order",
		Name:    "Archive an order",
		Group:   "Orders",
		Summary: "Hides one order as the control panel does; nothing of it is lost.",
		Description: "BigCommerce has no way to delete an order: it is archived, and get_order still finds it, with is_deleted. update_order with is_deleted false brings it back. " +
			"Archiving an order that is archived already changes nothing. The record is made by the connector, since BigCommerce answers with nothing.",
		Scopes:   registry.AnyOf("store_v2_orders"),
		Effect:   registry.Delete,
		API:      "DELETE /v2/orders/{order_id}",
		Examples: []registry.Example{{Title: "One order", Input: `{"order_id":118}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) (bigcommerce.Record[bigcommerce.Deletion], error) {
		archived, err := store.Orders.Archive(ctx, in.OrderID)
		return archived, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.Deletion]]{Keys: OrderInput.keys})
}
