package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderStatusID is the number of an order's status. Merchants can rename the labels, not the numbers.
type OrderStatusID int64

// Choices lists the order statuses with BigCommerce's own labels.
func (OrderStatusID) Choices() []value.Choice {
	return []value.Choice{
		{Value: 0, Label: "Incomplete"},
		{Value: 1, Label: "Pending"},
		{Value: 2, Label: "Shipped"},
		{Value: 3, Label: "Partially Shipped"},
		{Value: 4, Label: "Refunded"},
		{Value: 5, Label: "Cancelled"},
		{Value: 6, Label: "Declined"},
		{Value: 7, Label: "Awaiting Payment"},
		{Value: 8, Label: "Awaiting Pickup"},
		{Value: 9, Label: "Awaiting Shipment"},
		{Value: 10, Label: "Completed"},
		{Value: 11, Label: "Awaiting Fulfillment"},
		{Value: 12, Label: "Manual Verification Required"},
		{Value: 13, Label: "Disputed"},
		{Value: 14, Label: "Partially Refunded"},
	}
}

// PaymentStatus says how far the payment of an order is.
type PaymentStatus string

// Choices lists the states of payment; blank means there is none.
func (PaymentStatus) Choices() []value.Choice {
	return append(labelled("authorized", "captured", "capture pending", "declined", "held for review", "paid",
		"partially refunded", "pending", "refunded", "void", "void pending"), value.Choice{Value: "", Label: "No payment"})
}

// OrderFeeType is the kind of a fee.
type OrderFeeType string

// Choices lists the kinds of fees.
func (OrderFeeType) Choices() []value.Choice { return labelled("custom_fee") }

// OrderProductType is the kind of an order's line.
type OrderProductType string

// Choices lists the kinds of lines.
func (OrderProductType) Choices() []value.Choice {
	return []value.Choice{
		{Value: "physical", Label: "Physical"},
		{Value: "digital", Label: "Digital"},
		{Value: "giftcertificate", Label: "Gift certificate"},
	}
}

// DiscountTarget says what a discount was meant for.
type DiscountTarget string

// Choices lists what a discount can be meant for.
func (DiscountTarget) Choices() []value.Choice { return labelled("order", "product") }

// OrderProductOptionType is the kind of option a shopper chose from.
type OrderProductOptionType string

// Choices lists the kinds of options as orders spell them.
func (OrderProductOptionType) Choices() []value.Choice {
	return labelled("Checkbox", "Date field", "File Upload", "Multi-line text field", "Multiple choice", "Product Pick List",
		"Swatch", "Text field")
}

// CouponType says what a coupon takes off.
type CouponType int64

// Choices lists the kinds of coupons.
func (CouponType) Choices() []value.Choice {
	return []value.Choice{
		{Value: 0, Label: "Money off each item"},
		{Value: 1, Label: "Percentage off"},
		{Value: 2, Label: "Money off the order"},
		{Value: 3, Label: "Money off shipping"},
		{Value: 4, Label: "Free shipping"},
		{Value: 5, Label: "Promotion"},
	}
}
