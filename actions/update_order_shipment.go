package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateOrderShipmentInput is the shipment to change, of which order it is, and what to change.
type UpdateOrderShipmentInput struct {
	OrderInput
	ShipmentID int64 `json:"shipment_id" required:"true" jsonschema:"title=Shipment ID,minimum=1,example=6" jsonschema_description:"Number of the shipment to change."`
	bigcommerce.ShipmentUpdate
}

func updateOrderShipment() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_order_shipment",
		Name:    "Update an order shipment",
		Group:   "Order Shipments",
		Summary: "Changes the given fields of a shipment, such as its tracking number, and leaves the others alone.",
		Description: "Give the order_id, the shipment_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. " +
			"What is in the shipment can't be changed: BigCommerce wants another shipment for that. The order keeps its status.",
		Scopes: registry.AnyOf("store_v2_orders"),
		Effect: registry.Update,
		API:    "PUT /v2/orders/{order_id}/shipments/{shipment_id}",
		Examples: []registry.Example{
			{Title: "The tracking number came later", Input: `{"order_id":103,"shipment_id":10350,"tracking_number":"EJ958083578US","shipping_provider":"fedex"}`},
			{Title: "A carrier that an app brought, and no comments", Input: `{"order_id":103,"shipment_id":10350,"shipping_provider":"carrier_12","comments":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateOrderShipmentInput) (bigcommerce.Record[bigcommerce.Shipment], error) {
		changed, err := store.Shipments.Update(ctx, in.OrderID, in.ShipmentID, in.ShipmentUpdate)
		return changed, pointingAt("/shipment_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateOrderShipmentInput, bigcommerce.Record[bigcommerce.Shipment]]{
		Keys: func(in UpdateOrderShipmentInput) []string { return in.keys() },
	})
}
