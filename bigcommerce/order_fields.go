package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderFields are the order's fields that are read and written in the same form.
type OrderFields struct {
	CustomerID  value.Optional[int64] `json:"customer_id,omitzero" jsonschema:"title=Customer ID,minimum=0,example=101" jsonschema_description:"Customer who ordered; 0 for a guest."`
	ChannelID   value.Optional[int64] `json:"channel_id,omitzero" jsonschema:"title=Channel,example=1" jsonschema_description:"Channel on which the order was placed; 1 unless another one is given." options:"channel"`
	DateCreated value.DateText        `json:"date_created,omitzero" jsonschema:"title=Date created,example=2026-01-31T09:30:00Z" jsonschema_description:"When the order was made: now, unless an older order is taken over."`
	OrderAmounts
	ItemsTotal       value.Optional[int64]  `json:"items_total,omitzero" jsonschema:"title=Items,minimum=0" jsonschema_description:"Pieces ordered."`
	ItemsShipped     value.Optional[int64]  `json:"items_shipped,omitzero" jsonschema:"title=Items shipped,minimum=0" jsonschema_description:"Pieces shipped so far."`
	OrderIsDigital   value.Optional[bool]   `json:"order_is_digital,omitzero" jsonschema:"title=Digital" jsonschema_description:"Whether everything in the order is downloaded."`
	PaymentMethod    value.Optional[string] `json:"payment_method,omitzero" jsonschema:"title=Payment method,example=Manual" jsonschema_description:"Name of the payment method."`
	StaffNotes       value.Optional[string] `json:"staff_notes,omitzero" jsonschema:"title=Staff notes,maxLength=65535" jsonschema_description:"Remarks the shopper does not see." clear:"text"`
	CustomerMessage  value.Optional[string] `json:"customer_message,omitzero" jsonschema:"title=Customer message" jsonschema_description:"What the shopper wrote at checkout." clear:"text"`
	ExternalOrderID  value.Optional[string] `json:"external_order_id,omitzero" jsonschema:"title=External order ID,example=SO-10042" jsonschema_description:"The order's number in another system. BigCommerce lets several orders share one." clear:"text"`
	ExternalSource   value.Optional[string] `json:"external_source,omitzero" jsonschema:"title=External source" jsonschema_description:"System that made the order, such as ERP (Acumatica); M-MIG for the history of another shop, which keeps it out of the store's sales figures." clear:"null"`
	EbayOrderID      value.Optional[string] `json:"ebay_order_id,omitzero" jsonschema:"title=eBay order ID" jsonschema_description:"Number of the order on eBay, 0 for others."`
	IPAddress        value.Optional[string] `json:"ip_address,omitzero" jsonschema:"title=IPv4 address,maxLength=30" jsonschema_description:"Address the shopper ordered from. An order has this or an IPv6 address; the other one is blank."`
	IPAddressV6      value.Optional[string] `json:"ip_address_v6,omitzero" jsonschema:"title=IPv6 address,maxLength=39" jsonschema_description:"Address the shopper ordered from. An order has this or an IPv4 address; the other one is blank."`
	GeoIPCountry     value.Optional[string] `json:"geoip_country,omitzero" jsonschema:"title=Country by IP" jsonschema_description:"Country the IP address belongs to."`
	GeoIPCountryISO2 value.Optional[string] `json:"geoip_country_iso2,omitzero" jsonschema:"title=Country code by IP" jsonschema_description:"Two-letter code of the country the IP address belongs to."`
	CustomerLocale   value.Optional[string] `json:"customer_locale,omitzero" jsonschema:"title=Customer locale" jsonschema_description:"The shopper's language and region, such as en-US."`
}

// OrderAmounts are the sums of an order that can be set, each exact and none below 0. What is not set, BigCommerce works out. Those without and
// with tax of the subtotal, the shipping cost and the total are set together or not at all.
type OrderAmounts struct {
	SubtotalExTax      value.Optional[value.MoneyText] `json:"subtotal_ex_tax,omitzero" jsonschema:"title=Subtotal without tax" jsonschema_description:"Sum of the products without tax."`
	SubtotalIncTax     value.Optional[value.MoneyText] `json:"subtotal_inc_tax,omitzero" jsonschema:"title=Subtotal with tax" jsonschema_description:"Sum of the products with tax."`
	BaseShippingCost   value.Optional[value.MoneyText] `json:"base_shipping_cost,omitzero" jsonschema:"title=Base shipping cost" jsonschema_description:"Shipping cost as entered."`
	ShippingCostExTax  value.Optional[value.MoneyText] `json:"shipping_cost_ex_tax,omitzero" jsonschema:"title=Shipping cost without tax" jsonschema_description:"Shipping cost without tax."`
	ShippingCostIncTax value.Optional[value.MoneyText] `json:"shipping_cost_inc_tax,omitzero" jsonschema:"title=Shipping cost with tax" jsonschema_description:"Shipping cost with tax."`
	BaseHandlingCost   value.Optional[value.MoneyText] `json:"base_handling_cost,omitzero" jsonschema:"title=Base handling cost" jsonschema_description:"Handling cost as entered."`
	HandlingCostExTax  value.Optional[value.MoneyText] `json:"handling_cost_ex_tax,omitzero" jsonschema:"title=Handling cost without tax" jsonschema_description:"Handling cost without tax."`
	HandlingCostIncTax value.Optional[value.MoneyText] `json:"handling_cost_inc_tax,omitzero" jsonschema:"title=Handling cost with tax" jsonschema_description:"Handling cost with tax."`
	BaseWrappingCost   value.Optional[value.MoneyText] `json:"base_wrapping_cost,omitzero" jsonschema:"title=Base wrapping cost" jsonschema_description:"Gift wrapping cost as entered."`
	WrappingCostExTax  value.Optional[value.MoneyText] `json:"wrapping_cost_ex_tax,omitzero" jsonschema:"title=Wrapping cost without tax" jsonschema_description:"Gift wrapping cost without tax."`
	WrappingCostIncTax value.Optional[value.MoneyText] `json:"wrapping_cost_inc_tax,omitzero" jsonschema:"title=Wrapping cost with tax" jsonschema_description:"Gift wrapping cost with tax."`
	TotalExTax         value.Optional[value.MoneyText] `json:"total_ex_tax,omitzero" jsonschema:"title=Total without tax" jsonschema_description:"What the order costs without tax."`
	TotalIncTax        value.Optional[value.MoneyText] `json:"total_inc_tax,omitzero" jsonschema:"title=Total with tax" jsonschema_description:"What the order costs with tax."`
	DiscountAmount     value.Optional[value.MoneyText] `json:"discount_amount,omitzero" jsonschema:"title=Discount amount" jsonschema_description:"Discount on the whole order, without coupons."`
	RefundedAmount     value.Optional[value.MoneyText] `json:"refunded_amount,omitzero" jsonschema:"title=Refunded amount" jsonschema_description:"Always 0; read the order's refunds instead."`
}
