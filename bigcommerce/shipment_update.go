package bigcommerce

import (
	"fmt"
	"maps"
)

// ShipmentUpdate is a change of a shipment. What is left out stays as it is; its items can't be changed.
type ShipmentUpdate struct {
	ShipmentFields
	Additional
}

// ReadOnly returns the fields of a shipment that can't be changed, each with the reason and what to do instead.
func (ShipmentUpdate) ReadOnly() map[string]string {
	fields := maps.Clone(shipmentReadOnly)
	fields["id"] = "It is shipment_id."
	fields["items"] = "BigCommerce can't change what is in a shipment: delete the shipment in the control panel and make another one."
	return fields
}

// checkShipmentUpdate refuses a change of a shipment that can't be made.
func checkShipmentUpdate(api string, id int64, shipment ShipmentUpdate) error {
	if changesNothing(shipment.ShipmentFields, shipment.Additional) {
		return invalid(api, "", fmt.Sprintf("Nothing to change was given for the shipment with shipment_id %d.", id))
	}
	var c orderCheck
	c.shipment(shipment.ShipmentFields)
	c.additional(shipment.ReadOnly(), shipment.Additional)
	return invalidFields(api, c.faults)
}
