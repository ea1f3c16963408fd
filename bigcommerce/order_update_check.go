package bigcommerce

import "fmt"

// checkOrderUpdate refuses a change of an order that can't be made.
func checkOrderUpdate(api string, id int64, order OrderUpdate) error {
	given := order
	given.Additional = Additional{}
	if changesNothing(given, order.Additional) {
		return invalid(api, "", fmt.Sprintf("Nothing to change was given for the order with order_id %d.", id))
	}
	var c orderCheck
	if address, given := order.BillingAddress.Get(); given {
		c.billing(address.OrderAddressFields)
	}
	c.changedLines("/products", order.Products.Or(nil))
	for i, address := range order.ShippingAddresses.Or(nil) {
		c.numbered(fmt.Sprintf("/shipping_addresses/%d", i), address.ID, "Say which of the order's addresses is changed: its id.")
	}
	for i, pickup := range order.Consignments.Or(OrderConsignmentsUpdate{}).Pickups {
		path := fmt.Sprintf("/consignments/pickups/%d", i)
		c.numbered(path, pickup.ID, "Say which of the order's pickups is changed: its id.")
		c.changedLines(path+"/line_items", pickup.LineItems.Or(nil))
	}
	c.fields(order.OrderFields)
	for i, fee := range order.Fees.Or(nil) {
		path := fmt.Sprintf("/fees/%d", i)
		if _, known := fee.ID.Get(); known {
			c.feeCosts(path, fee.OrderFeeFields)
		} else {
			c.newFee(path, fee.OrderFeeFields)
		}
	}
	c.additional(order.ReadOnly(), order.Additional)
	return invalidFields(api, c.faults)
}

// changedLines checks lines of an order that are changed, removed, or added. No line may be named twice.
func (c *orderCheck) changedLines(path string, lines []OrderProductUpdate) {
	named := map[int64]bool{}
	for i, line := range lines {
		at := fmt.Sprintf("%s/%d", path, i)
		id, known := line.ID.Get()
		switch {
		case !known && line.removes():
			c.add(at+"/id", "To remove a line, give its id beside the quantity 0: it is the id of the order's product.")
		case !known:
			c.line(at, line.OrderProductCreate)
		case named[id]:
			c.add(at+"/id", "The line with the id %d is named twice: put its changes together.", id)
		default:
			named[id] = true
			c.changedLine(at, id, line)
		}
	}
}

func (c *orderCheck) changedLine(path string, id int64, line OrderProductUpdate) {
	c.numbered(path, id, "A line's id is 1 or higher; leave it out to add a line.")
	if quantity := line.Quantity.Or(0); quantity < 0 {
		c.add(path+"/quantity", "Order at least 1 piece, not %d; 0 removes the line.", quantity)
	}
	c.lineFields(path, line.OrderProductCreate)
}

// numbered wants the number of what is changed.
func (c *orderCheck) numbered(path string, id int64, message string) {
	if id < 1 {
		c.add(path+"/id", "%s", message)
	}
}
