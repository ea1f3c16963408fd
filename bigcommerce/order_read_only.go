package bigcommerce

import "maps"

// The reasons that several fields of an order share.
const (
	keptByStore = "BigCommerce keeps it itself."
	taxFollows  = "It follows from the amounts without and with tax."
	storesTax   = "The store's tax settings decide it."
	storesMoney = "The store's currencies decide it; default_currency_code is the one the shopper pays with."
	noCoupons   = "Coupons can't be used in an order that is made through the API: set discount_amount."
	costOfOrder = "Costs are those of the whole order: set shipping_cost_ex_tax and shipping_cost_inc_tax, or the handling costs."
	notSpent    = "An order that is made through the API can't be paid with it: set discount_amount."
)

// orderReadOnly are the fields of an order that no request may carry, with the reason.
var orderReadOnly = map[string]string{
	"id": "BigCommerce numbers orders itself: keep a number of your own in external_order_id.", "cart_id": keptByStore,
	"date_modified": keptByStore, "date_shipped": "It is set when the order is shipped.",
	"status":         "Set status_id, which takes the number or a label.",
	"custom_status":  "Set status_id, which takes the number or a label.",
	"payment_status": "It follows from the order's payments.",
	"subtotal_tax":   taxFollows, "shipping_cost_tax": taxFollows, "handling_cost_tax": taxFollows, "wrapping_cost_tax": taxFollows, "total_tax": taxFollows,
	"shipping_cost_tax_class_id": storesTax, "handling_cost_tax_class_id": storesTax, "wrapping_cost_tax_class_id": storesTax,
	"is_tax_inclusive_pricing": storesTax, "tax_provider_id": storesTax,
	"currency_id": storesMoney, "currency_code": storesMoney, "currency_exchange_rate": storesMoney, "default_currency_id": storesMoney,
	"store_default_currency_code": storesMoney, "store_default_to_transactional_exchange_rate": storesMoney,
	"coupon_discount": noCoupons, "coupons": noCoupons, "store_credit_amount": notSpent, "gift_certificate_amount": notSpent,
	"shipping_address_count": "It is the number of shipping_addresses.",
	"is_email_opt_in":        "Only the shopper can set it, at checkout.",
	"external_id":            "It belongs to other sales channels: set external_order_id.",
	"order_source":           "Orders that are made through the API have the source external: say in external_source where it comes from.",
	"credit_card_type":       keptByStore,
}

// ReadOnly returns the fields of an order that can't be set when it is made, each with the reason and what to do instead.
func (OrderCreate) ReadOnly() map[string]string {
	fields := maps.Clone(orderReadOnly)
	fields["is_deleted"] = "An order is archived after it was made."
	return fields
}

// ReadOnly returns the fields of a billing address that a new order doesn't take, each with the reason.
func (OrderAddressCreate) ReadOnly() map[string]string {
	return map[string]string{"form_fields": "BigCommerce takes them only when an order is changed."}
}

// ReadOnly returns the fields of an order that can't be changed, each with the reason and what to do instead.
func (OrderUpdate) ReadOnly() map[string]string {
	fields := maps.Clone(orderReadOnly)
	fields["id"] = "It is order_id."
	fields["default_currency_code"] = "The currency is that of the order and can only be chosen when the order is made."
	fields["order_source"] = "It stays what it was when the order was made."
	fields["coupon_discount"] = "It follows from the coupons of the order: set discount_amount."
	fields["coupons"] = "Coupons can't be used in an order that was placed: set discount_amount."
	fields["store_credit_amount"] = "It follows from how the order was paid."
	fields["gift_certificate_amount"] = "It follows from how the order was paid."
	return fields
}

// ReadOnly returns the fields of a shipping address that a new order doesn't take, each with the reason and what to do instead.
func (OrderShippingAddressCreate) ReadOnly() map[string]string {
	return map[string]string{
		"id": "A new order's addresses get numbers of their own.", "order_id": "A new order's addresses are its own.",
		"form_fields": "BigCommerce takes them only when an order is changed.",
		"items_total": keptByStore, "items_shipped": keptByStore,
		"base_cost": costOfOrder, "cost_ex_tax": costOfOrder, "cost_inc_tax": costOfOrder, "cost_tax": costOfOrder, "cost_tax_class_id": storesTax,
		"base_handling_cost": costOfOrder, "handling_cost_ex_tax": costOfOrder, "handling_cost_inc_tax": costOfOrder, "handling_cost_tax": costOfOrder,
		"handling_cost_tax_class_id": storesTax,
		"shipping_zone_id":           keptByStore, "shipping_zone_name": keptByStore, "shipping_quotes": keptByStore,
	}
}

// ReadOnly returns the fields of a line that can't be set when it is made, each with the reason and what to do instead.
func (OrderProductCreate) ReadOnly() map[string]string {
	const (
		byPrice = "It follows from price_ex_tax, price_inc_tax and quantity."
		later   = "A new line has none yet."
	)
	return map[string]string{
		"id": "A new order's lines get numbers of their own.", "order_id": "A new order's lines are its own.",
		"base_price": byPrice, "price_tax": byPrice, "base_total": byPrice, "total_ex_tax": byPrice, "total_inc_tax": byPrice, "total_tax": byPrice,
		"discounted_total_inc_tax": byPrice, "base_wrapping_cost": "Set wrapping_cost_ex_tax and wrapping_cost_inc_tax.",
		"wrapping_cost_tax": "It follows from wrapping_cost_ex_tax and wrapping_cost_inc_tax.",
		"applied_discounts": "Set the order's discount_amount.",
		"quantity_shipped":  later, "quantity_refunded": later, "is_refunded": later, "refund_amount": later, "return_id": later,
		"type": "The product decides it.", "order_address_id": "Addresses get their numbers with the order.",
		"order_pickup_method_id": "Pickups get their numbers with the order.",
	}
}

// ReadOnly returns the fields of a shipping address of an order that can't be changed, each with the reason and what to do instead.
func (OrderShippingAddressUpdate) ReadOnly() map[string]string {
	fields := OrderShippingAddressCreate{}.ReadOnly()
	delete(fields, "id")
	delete(fields, "form_fields")
	fields["order_id"] = "An address stays with its order."
	return fields
}

// ReadOnly returns the fields of a line that can't be changed, each with the reason and what to do instead.
func (OrderProductUpdate) ReadOnly() map[string]string {
	const (
		byShipment = "It follows from the order's shipments."
		byRefund   = "It follows from the order's refunds."
		settled    = "It can't be changed once the order was placed."
	)
	fields := OrderProductCreate{}.ReadOnly()
	delete(fields, "id")
	maps.Copy(fields, map[string]string{
		"order_id": "A line stays with its order.", "order_address_id": settled, "order_pickup_method_id": settled,
		"quantity_shipped": byShipment, "quantity_refunded": byRefund, "is_refunded": byRefund, "refund_amount": byRefund, "return_id": keptByStore,
	})
	return fields
}

// ReadOnly returns the fields of a fee that can't be set, each with the reason.
func (OrderFeeUpdate) ReadOnly() map[string]string {
	return map[string]string{"base_cost": "It follows from cost_ex_tax, cost_inc_tax and cost_tax."}
}
