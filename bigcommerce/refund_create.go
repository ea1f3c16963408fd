package bigcommerce

import (
	"maps"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// RefundRequest says what of an order to refund: parts of it, or tax alone that was charged too much.
type RefundRequest struct {
	Items               value.Optional[[]RefundItemCreate] `json:"items,omitzero" jsonschema:"title=Items" jsonschema_description:"What is refunded: pieces of products, or amounts of shipping, handling, fees, tax or the whole order."`
	TaxAdjustmentAmount value.Optional[value.Money]        `json:"tax_adjustment_amount,omitzero" jsonschema:"title=Tax adjustment amount,exclusiveMinimum=0" jsonschema_description:"Tax to give back that was charged too much, in place of items."`
	Additional
}

// RefundItemCreate is one part of an order to refund: pieces of a product, or an amount of anything else.
type RefundItemCreate struct {
	RefundItemFields `required:"item_type"`
	Amount           value.Optional[value.Money] `json:"amount,omitzero" jsonschema:"title=Amount,exclusiveMinimum=0,example=5.50" jsonschema_description:"Money to give back for this part. Not for products and gift wrapping, which are refunded by quantity."`
}

// RefundCreate is a refund to be made. Without payments the money goes back the way it came.
type RefundCreate struct {
	RefundRequest
	Payments                   value.Optional[[]RefundPaymentCreate] `json:"payments,omitzero" jsonschema:"title=Payments" jsonschema_description:"How the money is given back. Leave it out to give it back the way it came."`
	MerchantCalculatedOverride value.Optional[RefundOverride]        `json:"merchant_calculated_override,omitzero" jsonschema:"title=Amounts of your own" jsonschema_description:"Amount and tax to use in place of what BigCommerce calculates."`
}

// RefundPaymentCreate is one way in which the money of a refund is to be given back. Without an amount it is what the others leave, without
// offline what the quote says of the payment provider.
type RefundPaymentCreate struct {
	RefundPaymentFields `required:"provider_id"`
}

// RefundOverride is the amount of a refund and the tax in it as the merchant calculated them.
type RefundOverride struct {
	TotalAmount value.Money `json:"total_amount" required:"true" jsonschema:"title=Total amount,exclusiveMinimum=0,example=10" jsonschema_description:"Money to give back, tax included."`
	TotalTax    value.Money `json:"total_tax" required:"true" jsonschema:"title=Total tax,example=0" jsonschema_description:"Tax in it; 0 when the tax stays as it is or is recorded elsewhere."`
}

// RefundQuote is what a refund would come to, and the ways in which the money can go back.
type RefundQuote struct {
	OrderID                int64            `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the money would be given back for."`
	TotalRefundAmount      value.Money      `json:"total_refund_amount,omitzero" jsonschema:"title=Total refund amount" jsonschema_description:"Money that would be given back: the payments of a refund have to come to it."`
	TotalRefundTaxAmount   value.Money      `json:"total_refund_tax_amount,omitzero" jsonschema:"title=Total refund tax amount" jsonschema_description:"Tax that would be given back."`
	OrderLevelRefundAmount value.Money      `json:"order_level_refund_amount,omitzero" jsonschema:"title=Order level refund amount" jsonschema_description:"Part of it that is for the order as a whole and leaves the tax as it is."`
	Rounding               value.Money      `json:"rounding,omitzero" jsonschema:"title=Rounding" jsonschema_description:"What rounding to two decimals adds."`
	Adjustment             value.Money      `json:"adjustment,omitzero" jsonschema:"title=Adjustment" jsonschema_description:"Difference to what was asked for: negative when that is more than what is left to refund."`
	TaxInclusive           bool             `json:"tax_inclusive,omitzero" jsonschema:"title=Tax inclusive" jsonschema_description:"Whether the total has the tax in it."`
	RefundMethods          [][]RefundMethod `json:"refund_methods,omitzero" jsonschema:"title=Refund methods" jsonschema_description:"Ways in which the money can go back. Each is a list of payments that are made together."`
}

// RefundMethod is one payment of a way in which the money can go back.
type RefundMethod struct {
	RefundPaymentFields
	ProviderDescription string `json:"provider_description,omitzero" jsonschema:"title=Provider description" jsonschema_description:"Payment provider by name."`
	OfflineProvider     bool   `json:"offline_provider,omitzero" jsonschema:"title=Offline provider" jsonschema_description:"Whether everything that goes through the provider is paid outside of it, as with cash on delivery."`
	OfflineReason       string `json:"offline_reason,omitzero" jsonschema:"title=Offline reason" jsonschema_description:"Why the money can only be given back outside the payment provider."`
}

// refundReadOnly are the fields of a refund that no request may carry, with the reason.
var refundReadOnly = map[string]string{
	"id": "BigCommerce numbers refunds itself.", "user_id": keptByStore, "created": keptByStore,
	"reason":                        "Each of the items has a reason of its own.",
	"total_amount":                  "It follows from the items. An amount of your own goes into merchant_calculated_override.",
	"total_tax":                     "It follows from the items. A tax of your own goes into merchant_calculated_override.",
	"uses_merchant_override_values": "It tells whether merchant_calculated_override was given.",
}

// ReadOnly returns the fields of a refund that can't be set, each with the reason and what to do instead.
func (RefundRequest) ReadOnly() map[string]string { return maps.Clone(refundReadOnly) }

// ReadOnly returns the fields of an item that can't be set, each with the reason and what to do instead.
func (RefundItemCreate) ReadOnly() map[string]string {
	return map[string]string{"requested_amount": "It is what BigCommerce keeps of amount, or makes of quantity."}
}

// ReadOnly returns the fields of a payment that can't be set, each with the reason and what to do instead.
func (RefundPaymentCreate) ReadOnly() map[string]string {
	const told = "BigCommerce tells it of the payment that it made."
	return map[string]string{
		"id": told, "is_declined": told, "declined_message": told, "transaction_id": told,
		"provider_description": "It follows from provider_id.", "offline_provider": "It follows from provider_id.", "offline_reason": "It follows from provider_id.",
	}
}
