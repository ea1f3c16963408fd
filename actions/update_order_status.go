package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// UpdateOrderStatusInput names an order and the status to put it in.
type UpdateOrderStatusInput struct {
	OrderInput
	StatusID bigcommerce.OrderStatusChoice `json:"status_id" required:"true" jsonschema:"title=Status" jsonschema_description:"Status to put the order in, by number, by BigCommerce's label, or by the label that the merchant gave it." options:"order_status"`
}

func updateOrderStatus() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_order_status",
		Name:    "Update the status of an order",
		Group:   "Orders",
		Summary: "Puts an order in a status and leaves everything else alone.",
		Description: "The status is given by its number, by BigCommerce's label, or by the label that the merchant gave it; upper and lower case are the same. A label of BigCommerce " +
			"counts before one of the merchant, whose labels take one request more to look up, once for many orders. BigCommerce may mail the shopper about the new status, as the " +
			"store is set up. To ship an order make a shipment in place of setting Shipped; a status moves no money and no stock by itself.",
		Scopes: registry.AnyOf("store_v2_orders"),
		Effect: registry.Update,
		API:    "PUT /v2/orders/{order_id}",
		Examples: []registry.Example{
			{Title: "By number", Input: `{"order_id":118,"status_id":9}`},
			{Title: "By label", Input: `{"order_id":118,"status_id":"Awaiting Shipment"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateOrderStatusInput) (bigcommerce.Record[bigcommerce.Order], error) {
		var change bigcommerce.OrderUpdate
		change.StatusID = value.Of(in.StatusID)
		changed, err := store.Orders.Update(ctx, in.OrderID, change)
		return changed, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateOrderStatusInput, bigcommerce.Record[bigcommerce.Order]]{
		Keys: func(in UpdateOrderStatusInput) []string { return in.keys() },
	})
}
