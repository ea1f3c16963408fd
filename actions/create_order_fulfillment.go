package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateOrderFulfillmentInput is the shipment to make, and of which order.
type CreateOrderFulfillmentInput struct {
	OrderInput
	bigcommerce.ShipmentCreate
}

func createOrderFulfillment() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_order_fulfillment",
		Name:    "Create an order fulfillment",
		Group:   "Order Shipments",
		Summary: "Makes a shipment of an order: of the given lines, or of everything that is not shipped yet.",
		Description: "A shipment goes to one of the order's addresses. Give order_address_id and items, each with the line's order_product_id (its id in get_order_products, not its " +
			"product_id) and a quantity. Without items the shipment has everything that goes to that address and is not shipped yet. Without order_address_id it goes to the " +
			"address of its items, or to the order's only one; when there are several, the failure lists them. What is downloaded, sent by email or collected is not shipped. " +
			"Pieces that were refunded count as any other: give items to leave them out. " +
			"When everything is shipped already, nothing is made and the failure is a conflict. BigCommerce moves the order to Shipped or Partially Shipped and, if the store is " +
			"set up so, mails the shopper: give the tracking number here rather than later.",
		Scopes:     registry.AnyOf("store_v2_orders"),
		Effect:     registry.Create,
		NaturalKey: "order_id, tracking_number and items",
		API:        "POST /v2/orders/{order_id}/shipments",
		Examples: []registry.Example{
			{Title: "Everything that is not shipped yet", Input: `{"order_id":118,"tracking_number":"EJ958083578US","shipping_provider":"fedex"}`},
			{Title: "Two pieces of one line", Input: `{"order_id":110,"order_address_id":11020,"items":[{"order_product_id":11000,"quantity":2}],"tracking_number":"EJ958083578US",
				"tracking_link":"https://example.com/track/EJ958083578US","comments":"Leave it with the neighbours"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateOrderFulfillmentInput) (bigcommerce.Record[bigcommerce.Shipment], error) {
		made, err := store.Shipments.Create(ctx, in.OrderID, in.ShipmentCreate)
		return made, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateOrderFulfillmentInput, bigcommerce.Record[bigcommerce.Shipment]]{
		Keys: func(in CreateOrderFulfillmentInput) []string { return in.keys() },
	})
}
