package sandbox

import "time"

// refundedOrders are the places in statusMix of the orders that were paid back, as a whole or in part.
var refundedOrders = []int{15, 24}

const (
	firstRefund        = 1
	childRefundPayment = 58
)

// refundCount is the number of refunds of so many seeded orders.
func refundCount(orders int) int {
	count := orders / len(statusMix) * len(refundedOrders)
	for _, place := range refundedOrders {
		if orders%len(statusMix) > place {
			count++
		}
	}
	return count
}

// refundedOrder is the place of the seeded order to which a seeded refund belongs.
func refundedOrder(id int64) int {
	at := int(id - firstRefund)
	return at/len(refundedOrders)*len(statusMix) + refundedOrders[at%len(refundedOrders)]
}

// refundOfOrder is the seeded refund of a seeded order; false when it has none.
func refundOfOrder(n int) (int64, bool) {
	for at, place := range refundedOrders {
		if n%len(statusMix) == place {
			return int64(firstRefund + n/len(statusMix)*len(refundedOrders) + at), true
		}
	}
	return 0, false
}

// refundedAt is when the seeded refund of a seeded order was made.
func (g *shop) refundedAt(n int) time.Time { return g.orderCreated(n).Add(time.Hour) }

// refundedCents is what was paid back of a seeded order: all of it or a tenth.
func refundedCents(fields object, status orderStatus) int64 {
	cents := centsOf(fields.text("total_inc_tax"))
	switch status.id {
	case statusRefunded:
		return cents
	case statusPartlyRefunded:
		return cents / 10
	default:
		return 0
	}
}

// refund makes a seeded refund.
func (g *shop) refund(id int64) object {
	n := refundedOrder(id)
	o := g.order(int64(firstOrder + n))
	orderID, status := o.fields.integer("id"), orderStatuses[o.fields.integer("status_id")]
	var items []object
	item := func(kind, id, quantity string, units int64) {
		items = append(items, object{
			{"item_type", quote(kind)},
			{"item_id", id},
			{"reason", `"Came to grief at sea"`},
			{"quantity", quantity},
			{"adjustments", "[]"},
			{"requested_amount", rounded(units)},
		})
	}
	tax := int64(0)
	if status.id == statusRefunded {
		tax = unitsOf(o.fields.raw("total_tax"))
		for _, line := range o.parts().products {
			item("PRODUCT", line.raw("id"), line.raw("quantity"), unitsOf(line.raw("discounted_total_inc_tax")))
		}
		for _, address := range o.parts().shippingAddresses {
			item("SHIPPING", address.raw("id"), "1", unitsOf(address.raw("cost_inc_tax")))
		}
		for _, fee := range o.parts().fees {
			item("FEE", fee.raw("id"), "1", unitsOf(fee.raw("cost_inc_tax")))
		}
	} else {
		item("ORDER", number(orderID), "1", refundedCents(o.fields, status)*unit/100)
	}
	return object{
		{"id", number(id)},
		{"order_id", number(orderID)},
		{"user_id", "1"},
		{"created", dateV3(g.refundedAt(n))},
		{"reason", `"Came to grief at sea"`},
		{"total_amount", moneyV3(refundedCents(o.fields, status))},
		{"total_tax", rounded(tax)},
		{"uses_merchant_override_values", "false"},
		{"items", list(items)},
		{"payments", list([]object{{
			{"id", number(child(orderID, childRefundPayment, 0))},
			{"provider_id", `"testgateway"`},
			{"amount", moneyV3(refundedCents(o.fields, status))},
			{"offline", "false"},
			{"is_declined", "false"},
			{"declined_message", `""`},
			{"transaction_id", quote(number(child(orderID, childTransaction, 1)))},
		}})},
	}
}

// refundDates are when the seeded refunds were made.
func (g *shop) refundDates() []*dateIndex[object] {
	return []*dateIndex[object]{
		newDateIndex("created", func(o object) object { return o }, func(id int64) time.Time { return g.refundedAt(refundedOrder(id)) }),
	}
}
