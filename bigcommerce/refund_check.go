package bigcommerce

import (
	"fmt"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// The types of refund items that are told apart.
const (
	refundProduct      RefundItemType = "PRODUCT"
	refundGiftWrapping RefundItemType = "GIFT_WRAPPING"
	refundOrder        RefundItemType = "ORDER"
	refundTax          RefundItemType = "TAX"
)

// hasQuantity reports whether an item of the type is refunded by quantity. All others are by amount.
func (t RefundItemType) hasQuantity() bool { return t == refundProduct || t == refundGiftWrapping }

// ofOrder returns the request with the order's number in the items that are the order itself and leave it out, and refuses what can't be
// refunded as far as that can be told without the order.
func (r RefundRequest) ofOrder(c *orderCheck, orderID int64) RefundRequest {
	items, listed := r.Items.Get()
	tax, taxed := r.TaxAdjustmentAmount.Get()
	switch {
	case len(items) == 0 && !taxed:
		c.add("/items", "Say what is refunded: give items, or tax_adjustment_amount for tax that was charged too much.")
	case len(items) > 0 && taxed:
		c.add("/tax_adjustment_amount", "A refund is either of items or of tax alone: give items or tax_adjustment_amount, not both.")
	case taxed && amountOf(tax).Sign() <= 0:
		c.add("/tax_adjustment_amount", "The amount to refund must be above 0, got %s.", tax)
	}
	if listed && len(items) == 0 {
		r.Items = value.Optional[[]RefundItemCreate]{} // an empty list is not sent
	}
	completed := make([]RefundItemCreate, len(items))
	for i, item := range items {
		if item.ItemID == 0 && (item.ItemType == refundOrder || item.ItemType == refundTax) {
			item.ItemID = orderID
		}
		c.refundItem(i, item, orderID)
		completed[i] = item
	}
	if len(items) > 0 {
		r.Items = value.Of(completed)
	}
	c.additional(r.ReadOnly(), r.Additional)
	return r
}

func (c *orderCheck) refundItem(i int, item RefundItemCreate, orderID int64) {
	amount, priced := item.Amount.Get()
	switch {
	case item.ItemType == "":
		c.add(itemPath(i, "item_type"), "Say what is refunded: PRODUCT, GIFT_WRAPPING, SHIPPING, HANDLING, ORDER, FEE or TAX.")
	case item.ItemType.hasQuantity() && item.Quantity < 1:
		c.add(itemPath(i, "quantity"), "Say how many pieces are refunded: at least 1, not %d.", item.Quantity)
	case !item.ItemType.hasQuantity() && item.Quantity != 0:
		c.add(itemPath(i, "quantity"), "Only products and gift wrapping are refunded by quantity: give an amount.")
	}
	switch {
	case item.ItemType == "":
	case item.ItemType.hasQuantity() && priced: // BigCommerce would pass over it and give back the whole price
		c.add(itemPath(i, "amount"), "Products and gift wrapping are refunded by quantity. To give back less, add adjustments to a product; to give back an amount, refund an item of type ORDER.")
	case !item.ItemType.hasQuantity() && amountOf(amount).Sign() <= 0:
		c.add(itemPath(i, "amount"), "Say how much is refunded: an amount above 0.")
	}
	switch {
	case item.ItemID < 1:
		c.add(itemPath(i, "item_id"), "Say which one is refunded: the order_product_id for products and gift wrapping, the order_address_id for shipping and handling, the number of the fee for a fee.")
	case item.ItemType == refundOrder && item.ItemID != orderID:
		c.add(itemPath(i, "item_id"), "An item of type ORDER is the order itself: its number is %d, or leave it out.", orderID)
	}
	if len(item.Adjustments) > 0 && item.ItemType != refundProduct {
		c.add(itemPath(i, "adjustments"), "Only products have adjustments: give a smaller amount.")
	}
	for j, adjustment := range item.Adjustments {
		if amountOf(adjustment.Amount).Sign() >= 0 {
			c.add(itemPath(i, fmt.Sprintf("adjustments/%d/amount", j)), "An adjustment is what is kept of the money: an amount below 0.")
		}
	}
}

// checkPayments refuses payments and amounts of the merchant's own that can't be, as far as that can be told without a quote.
func (c *orderCheck) checkPayments(refund RefundCreate) {
	if override, given := refund.MerchantCalculatedOverride.Get(); given && amountOf(override.TotalAmount).Sign() <= 0 {
		c.add("/merchant_calculated_override/total_amount", "The amount to refund must be above 0, got %s.", override.TotalAmount)
	}
	open := 0
	for i, payment := range refund.Payments.Or(nil) {
		if payment.ProviderID == "" {
			c.add(paymentPath(i, "provider_id"), "Say by which payment provider the money goes back.")
		}
		amount, given := payment.Amount.Get()
		switch {
		case !given:
			if open++; open > 1 {
				c.add(paymentPath(i, "amount"), "Only one of the payments may leave its amount out: it gets what the others leave.")
			}
		case amountOf(amount).Sign() <= 0:
			c.add(paymentPath(i, "amount"), "The amount of a payment must be above 0, got %s.", amount)
		}
	}
}

func paymentPath(i int, field string) string { return fmt.Sprintf("/payments/%d/%s", i, field) }
