package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateOrderInput is the order to change and what to change.
type UpdateOrderInput struct {
	OrderInput
	bigcommerce.OrderUpdate
}

func updateOrder() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_order",
		Name:    "Update an order",
		Group:   "Orders",
		Summary: "Changes the given fields of an order, its lines, addresses and fees, and leaves the others alone.",
		Description: "Give the order_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. Don't send back " +
			"an order that was read: fields that only BigCommerce sets are refused, each with the reason. In products, a line with its id (that of get_order_products, not the " +
			"product_id) is changed, one without is added, one with its id and the quantity 0 is removed, and lines that are not named stay. CAUTION: BigCommerce takes the discounts " +
			"and promotions of changed lines away, and may work out totals anew that were set by hand. fees replaces all fees of the order: give those to keep with their id " +
			"and all of their fields, or they are removed. Neither shipping nor tax is worked out anew for changed addresses. Subtotal, shipping cost and total are set without " +
			"and with tax together. Setting ip_address empties ip_address_v6, and the other way round. external_merchant_id can be set once. status_id takes the number, " +
			"BigCommerce's label, or the label that the merchant gave the status, which takes one request more. A change that adds lines or fees, or removes lines, is never sent " +
			"twice: when its answer is lost, the failure is outcome_unknown. Any other is sent again.",
		Scopes: registry.AnyOf("store_v2_orders"),
		Effect: registry.Update,
		API:    "PUT /v2/orders/{order_id}",
		Examples: []registry.Example{
			{Title: "To be shipped, with the number of another system", Input: `{"order_id":118,"status_id":"Awaiting Shipment","external_order_id":"SO-10042","staff_notes":"Gift: no invoice in the box"}`},
			{Title: "Change, add and remove lines", Input: `{"order_id":118,"products":[{"id":11800,"quantity":3},{"product_id":111,"quantity":1},{"id":11802,"quantity":0}]}`},
			{Title: "Keep a fee and add another one", Input: `{"order_id":103,"fees":[{"id":10335,"type":"custom_fee","display_name_customer":"Crate","cost_ex_tax":4.50,"cost_inc_tax":4.95},
				{"type":"custom_fee","display_name_customer":"Express","cost_ex_tax":10,"cost_inc_tax":11}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateOrderInput) (bigcommerce.Record[bigcommerce.Order], error) {
		changed, err := store.Orders.Update(ctx, in.OrderID, in.OrderUpdate)
		return changed, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateOrderInput, bigcommerce.Record[bigcommerce.Order]]{
		Keys: func(in UpdateOrderInput) []string { return in.keys() },
	})
}
