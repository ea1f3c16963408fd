package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Refund is money given back for an order, as the V3 API returns it. The payments are made after the refund was created: one that the payment
// provider declines is marked so later.
type Refund struct {
	ID                         int64           `json:"id" jsonschema:"title=Refund ID" jsonschema_description:"Number that identifies the refund."`
	OrderID                    int64           `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the money is given back for."`
	UserID                     int64           `json:"user_id,omitzero" jsonschema:"title=User ID" jsonschema_description:"User of the control panel who made the refund."`
	Created                    value.Date      `json:"created,omitzero" jsonschema:"title=Created" jsonschema_description:"When the refund was made."`
	Reason                     string          `json:"reason,omitzero" jsonschema:"title=Reason" jsonschema_description:"Why the money is given back."`
	TotalAmount                value.Money     `json:"total_amount,omitzero" jsonschema:"title=Total amount" jsonschema_description:"Money given back, tax included."`
	TotalTax                   value.Money     `json:"total_tax,omitzero" jsonschema:"title=Total tax" jsonschema_description:"Tax given back; negative when less was given back so that tax is collected."`
	UsesMerchantOverrideValues bool            `json:"uses_merchant_override_values,omitzero" jsonschema:"title=Amounts set by the merchant" jsonschema_description:"Whether the merchant set amount and tax in place of what BigCommerce calculates."`
	Items                      []RefundItem    `json:"items,omitzero" jsonschema:"title=Items" jsonschema_description:"What is refunded; nothing when only tax is."`
	Payments                   []RefundPayment `json:"payments,omitzero" jsonschema:"title=Payments" jsonschema_description:"How the money is given back."`
}

// RefundItem is one part of an order that is refunded.
type RefundItem struct {
	RefundItemFields
	RequestedAmount value.Money `json:"requested_amount,omitzero" jsonschema:"title=Requested amount" jsonschema_description:"Money to give back for this part."`
}

// RefundItemFields are the item's fields that are read and written in the same form. What the item ID means depends on the type.
type RefundItemFields struct {
	ItemType    RefundItemType     `json:"item_type,omitzero" jsonschema:"title=Item type" jsonschema_description:"What is refunded."`
	ItemID      int64              `json:"item_id,omitzero" jsonschema:"title=Item ID,example=21" jsonschema_description:"Order product ID for products and gift wrapping, order address ID for shipping and handling, order ID for the order and tax, fee ID for a fee."`
	Quantity    int64              `json:"quantity,omitzero" jsonschema:"title=Quantity,example=1" jsonschema_description:"Pieces refunded; products and gift wrapping only."`
	Reason      string             `json:"reason,omitzero" jsonschema:"title=Reason,maxLength=1000,example=Arrived broken" jsonschema_description:"Why this part is refunded."`
	Adjustments []RefundAdjustment `json:"adjustments,omitzero" jsonschema:"title=Adjustments" jsonschema_description:"What is kept of the money; products only."`
}

// RefundAdjustment is money that is kept of a refunded product.
type RefundAdjustment struct {
	Amount      value.Money `json:"amount,omitzero" jsonschema:"title=Amount,exclusiveMaximum=0,example=-2.50" jsonschema_description:"Money kept, as a negative amount."`
	Description string      `json:"description,omitzero" jsonschema:"title=Description,maxLength=255,example=Restocking fee" jsonschema_description:"What the money is kept for."`
}

// RefundPayment is one way in which the money of a refund is given back.
type RefundPayment struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Refund payment ID" jsonschema_description:"Number that identifies the payment."`
	RefundPaymentFields
	IsDeclined      bool   `json:"is_declined,omitzero" jsonschema:"title=Declined" jsonschema_description:"Whether the payment provider declined."`
	DeclinedMessage string `json:"declined_message,omitzero" jsonschema:"title=Declined message" jsonschema_description:"Why the payment provider declined."`
	TransactionID   string `json:"transaction_id,omitzero" jsonschema:"title=Transaction ID" jsonschema_description:"Transaction of the payment."`
}

// RefundPaymentFields are the fields of a payment that quotes, requests and refunds have in the same form.
type RefundPaymentFields struct {
	ProviderID string                      `json:"provider_id,omitzero" jsonschema:"title=Payment provider,example=storecredit" jsonschema_description:"Payment provider the money comes through, such as storecredit; custom for money that is given back outside of the store."`
	Amount     value.Optional[value.Money] `json:"amount,omitzero" jsonschema:"title=Amount,example=37.89" jsonschema_description:"Money given back this way."`
	Offline    value.Optional[bool]        `json:"offline,omitzero" jsonschema:"title=Offline" jsonschema_description:"Whether the money is given back outside the payment provider."`
}

// RefundItemType is what part of an order a refund is for.
type RefundItemType string

// Choices lists the parts of an order that can be refunded.
func (RefundItemType) Choices() []value.Choice {
	return []value.Choice{
		{Value: "PRODUCT", Label: "Product"},
		{Value: "GIFT_WRAPPING", Label: "Gift wrapping"},
		{Value: "SHIPPING", Label: "Shipping"},
		{Value: "HANDLING", Label: "Handling"},
		{Value: "ORDER", Label: "Order"},
		{Value: "FEE", Label: "Fee"},
		{Value: "TAX", Label: "Tax"},
	}
}

// RefundQuery narrows a list of refunds. The zero value lists those of all orders.
type RefundQuery struct {
	OrderIDIn  value.List[int64]          `json:"order_id_in,omitzero" url:"order_id:in,omitempty" jsonschema:"title=Order IDs" jsonschema_description:"Only refunds of these orders."`
	IDIn       value.List[int64]          `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Refund IDs" jsonschema_description:"Only refunds with one of these numbers."`
	CreatedMin value.Optional[value.Date] `json:"created_min,omitzero" url:"created:min,omitempty" jsonschema:"title=Created from" jsonschema_description:"Only refunds made at this time or later."`
	CreatedMax value.Optional[value.Date] `json:"created_max,omitzero" url:"created:max,omitempty" jsonschema:"title=Created up to" jsonschema_description:"Only refunds made at this time or earlier."`
	OrderRefundQuery
}

// OrderRefundQuery narrows the list of an order's refunds.
type OrderRefundQuery struct {
	TransactionID value.Optional[string] `json:"transaction_id,omitzero" url:"transaction_id,omitempty" jsonschema:"title=Transaction ID" jsonschema_description:"Only the refund paid with this transaction." blank:"refuse"`
}
