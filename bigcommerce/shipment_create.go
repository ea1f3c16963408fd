package bigcommerce

import (
	"maps"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ShipmentCreate is a shipment to be made. Without items it has everything that is not shipped yet and goes to the address; without an
// address it goes to the one that its items, or the whole order, have.
type ShipmentCreate struct {
	ShipmentFields
	Items value.Optional[[]ShipmentItemCreate] `json:"items,omitzero" jsonschema:"title=Items" jsonschema_description:"Goods in the shipment. Leave it out to ship everything that goes to the address and is not shipped yet."`
	Additional
}

// ShipmentItemCreate is a line of an order, or some pieces of it, in a shipment to be made. Both fields are required.
type ShipmentItemCreate struct {
	ShipmentItemFields `required:"order_product_id,quantity"`
}

// ofTheOrder is why fields of a shipment can't be set.
const ofTheOrder = "It is that of the order."

// shipmentReadOnly are the fields of a shipment that no request may carry, with the reason.
var shipmentReadOnly = map[string]string{
	"id":           "BigCommerce numbers shipments itself.",
	"customer_id":  ofTheOrder,
	"date_created": keptByStore, "billing_address": ofTheOrder,
	"shipping_address":               "Say in order_address_id which of the order's addresses it is.",
	"shipping_provider_display_name": "It follows from shipping_provider.",
	"generated_tracking_link":        "It follows from tracking_number and the carrier: an address of your own goes into tracking_link.",
	"order_id":                       "It is that of the order that is shipped.",
}

// ReadOnly returns the fields of a shipment that can't be set, each with the reason and what to do instead.
func (ShipmentCreate) ReadOnly() map[string]string { return maps.Clone(shipmentReadOnly) }

// ReadOnly returns the fields of an item that can't be set, each with the reason and what to do instead.
func (ShipmentItemCreate) ReadOnly() map[string]string {
	return map[string]string{"product_id": "order_product_id tells which line of the order is meant."}
}

// checkShipmentCreate refuses a shipment that can't be made, as far as that can be told without the order.
func checkShipmentCreate(api string, shipment ShipmentCreate) error {
	var c orderCheck
	c.shipment(shipment.ShipmentFields)
	for i, item := range shipment.Items.Or(nil) {
		if item.OrderProductID < 1 {
			c.add(itemPath(i, "order_product_id"), "Say which line of the order is shipped: order_product_id is the id of the order's product.")
		}
		if item.Quantity < 1 {
			c.add(itemPath(i, "quantity"), "Ship at least 1 piece, not %d.", item.Quantity)
		}
	}
	c.additional(shipment.ReadOnly(), shipment.Additional)
	return invalidFields(api, c.faults)
}

// shipment checks the fields that a new shipment and a change of one have.
func (c *orderCheck) shipment(fields ShipmentFields) {
	if id, given := fields.OrderAddressID.Get(); given && id < 1 {
		c.add("/order_address_id", "The number of an order's address is 1 or higher, got %d.", id)
	}
	c.notNegative("/merchant_shipping_cost", fields.MerchantShippingCost.Or(""))
}
