package triggers

import (
	"context"
	"errors"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OnNewShipmentsCreatedInput says which shipments a workflow starts with.
type OnNewShipmentsCreatedInput struct {
	OrderIDIn value.List[int64] `json:"order_id_in,omitzero" jsonschema:"title=Order IDs" jsonschema_description:"Only shipments of these orders."`
}

func onNewShipmentsCreated() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.Shipment]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_new_shipments_created",
		Name:    "New shipments created",
		Group:   "Order Shipments",
		Summary: "Starts with each shipment that is made for an order.",
		Description: "The record is the shipment, with its items and tracking. BigCommerce lists shipments by order only, so this trigger is delivered by webhook " +
			"only. A shipment that is removed before it is fetched doesn't come.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders/{order_id}/shipments/{shipment_id}",
		Examples: []registry.Example{
			{Title: "All shipments", Input: `{}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnNewShipmentsCreatedInput, output]{},
		hooks[OnNewShipmentsCreatedInput, output]{
			scopes: []string{"store/shipment/created"},
			concerns: func(in OnNewShipmentsCreatedInput, delivered told) bool {
				return len(intersection(in.OrderIDIn, []int64{orderOf(delivered)})) > 0
			},
			fetch: func(ctx context.Context, store *bigcommerce.Client, _ OnNewShipmentsCreatedInput, deliveries []told) ([]occurrence, error) {
				orders := map[int64]int64{}
				for _, delivered := range deliveries {
					orders[delivered.number()] = orderOf(delivered)
				}
				shipments := ids(deliveries)
				found := make([]*occurrence, len(shipments))
				err := bigcommerce.Concurrently(ctx, len(shipments), ordersAtOnce, func(ctx context.Context, i int) error {
					shipment, err := store.Shipments.Get(ctx, orders[shipments[i]], shipments[i])
					if errors.Is(err, bigcommerce.ErrNotFound) {
						return nil
					}
					if err != nil {
						return err
					}
					row, err := rowOf(shipment, dateCreated)
					found[i] = &occurrence{Event: creation("shipment", row.id, row.time()), Record: shipment}
					return err
				})
				return present(found), err
			},
		}.form(),
	)
}

// orderOf returns the number of the order that a delivery about a shipment tells of.
func orderOf(delivered told) int64 {
	var data struct {
		OrderID int64 `json:"orderId"`
	}
	delivered.read(&data)
	return data.OrderID
}

// present returns what was found, without the gaps.
func present[T any](found []*T) []T {
	var all []T
	for _, one := range found {
		if one != nil {
			all = append(all, *one)
		}
	}
	return all
}
