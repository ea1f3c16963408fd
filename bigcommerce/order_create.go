package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderCreate is an order to be made: a billing address and either products, which are shipped or downloaded, or consignments with
// what the shopper collects.
type OrderCreate struct {
	BillingAddress    OrderAddressCreate                           `json:"billing_address" required:"true" jsonschema:"title=Billing address" jsonschema_description:"Whom to bill. The postal code is required; it has two characters or more."`
	Products          value.Optional[[]OrderProductCreate]         `json:"products,omitzero" jsonschema:"title=Products" jsonschema_description:"What is bought: products of the catalog, and others by name and price. Leave it out for an order that is collected."`
	ShippingAddresses value.Optional[[]OrderShippingAddressCreate] `json:"shipping_addresses,omitzero" jsonschema:"title=Shipping addresses" jsonschema_description:"Where the products go. Without one they go to the billing address."`
	Consignments      value.Optional[OrderConsignmentsCreate]      `json:"consignments,omitzero" jsonschema:"title=Consignments" jsonschema_description:"What is collected, in place of products and shipping addresses."`
	OrderWrite
	Fees                value.Optional[[]OrderFeeFields] `json:"fees,omitzero" jsonschema:"title=Fees" jsonschema_description:"Extra charges of the whole order."`
	DefaultCurrencyCode value.Optional[string]           `json:"default_currency_code,omitzero" jsonschema:"title=Paid currency,example=EUR" jsonschema_description:"Code of the currency the shopper pays with; only in stores with several currencies."`
	Additional
}

// OrderWrite are the order's fields that a create and an update both take.
type OrderWrite struct {
	StatusID value.Optional[OrderStatusChoice] `json:"status_id,omitzero" jsonschema:"title=Status" jsonschema_description:"Where the order stands, by number, by BigCommerce's label, or by the label that the merchant gave it. A new order is Pending unless this says otherwise; one to be paid through the Payments API must be Incomplete." options:"order_status"`
	OrderFields
	PaymentProviderID  value.Optional[string] `json:"payment_provider_id,omitzero" jsonschema:"title=Payment provider ID" jsonschema_description:"The payment service's number for the payment."`
	ExternalMerchantID value.Optional[string] `json:"external_merchant_id,omitzero" jsonschema:"title=External merchant ID" jsonschema_description:"The merchant in the system the order comes from. Once set it can't be changed." clear:"null"`
}

// OrderAddressCreate is the billing address of a new order, of which BigCommerce demands the postal code: two characters at least.
type OrderAddressCreate struct {
	OrderAddressFields `required:"zip"`
}

// OrderShippingAddressCreate is an address that a new order ships to.
type OrderShippingAddressCreate struct {
	OrderAddressFields
	ShippingMethod value.Optional[string] `json:"shipping_method,omitzero" jsonschema:"title=Shipping method,example=Flat rate" jsonschema_description:"Shipping method the shopper chose." clear:"text"`
}

// OrderProductCreate is a line of a new order: a product of the catalog, by its product_id, or a custom product, which has a name, a
// quantity and both prices.
type OrderProductCreate struct {
	OrderProductFields
	ProductOptions     value.Optional[[]OrderProductOptionCreate] `json:"product_options,omitzero" jsonschema:"title=Product options" jsonschema_description:"What the shopper chose; needed for a product with variants unless variant_id tells it, and for choices that the product demands. BigCommerce takes no file uploads and no pick lists here."`
	PriceExTax         value.Optional[value.Money]                `json:"price_ex_tax,omitzero" jsonschema:"title=Price without tax,example=45" jsonschema_description:"Price of a piece without tax. Both prices replace those of the catalog; give both or none."`
	PriceIncTax        value.Optional[value.Money]                `json:"price_inc_tax,omitzero" jsonschema:"title=Price with tax,example=50" jsonschema_description:"Price of a piece with tax. Both prices replace those of the catalog; give both or none."`
	WrappingCostExTax  value.Optional[value.Money]                `json:"wrapping_cost_ex_tax,omitzero" jsonschema:"title=Wrapping cost without tax,minimum=0" jsonschema_description:"Gift wrapping cost of all pieces without tax."`
	WrappingCostIncTax value.Optional[value.Money]                `json:"wrapping_cost_inc_tax,omitzero" jsonschema:"title=Wrapping cost with tax,minimum=0" jsonschema_description:"Gift wrapping cost of all pieces with tax."`
}

// OrderProductOptionCreate is one choice on a line of a new order.
type OrderProductOptionCreate struct {
	ID                      int64 `json:"id" required:"true" jsonschema:"title=Product option ID,minimum=1,example=200" jsonschema_description:"Option or modifier of the product; lines that are read call it product_option_id."`
	OrderProductOptionTexts `required:"value"`
}

// OrderConsignmentsCreate is how a new order reaches a shopper who collects it.
type OrderConsignmentsCreate struct {
	Pickups []PickupConsignmentCreate `json:"pickups" required:"true" jsonschema:"title=Pickups,minItems=1,maxItems=1" jsonschema_description:"What the shopper collects, and where; an order has one pickup."`
}

// PickupConsignmentCreate is goods of a new order that the shopper collects. The pickup method is required.
type PickupConsignmentCreate struct {
	PickupFields `required:"pickup_method_id"`
	Location     value.Optional[PickupLocationFields] `json:"location,omitzero" jsonschema:"title=Location" jsonschema_description:"Where the goods can be collected."`
	LineItems    []OrderProductCreate                 `json:"line_items" required:"true" jsonschema:"title=Line items,minItems=1" jsonschema_description:"The goods: products of the catalog, and others by name and price."`
}
