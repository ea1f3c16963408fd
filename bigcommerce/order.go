package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Order is an order as the V2 API returns it. Amounts are in the currency the shopper paid with (default_currency_code) unless
// their description says otherwise. Products, shipping addresses and coupons are links.
type Order struct {
	ID            int64                  `json:"id" jsonschema:"title=Order ID" jsonschema_description:"Number that identifies the order."`
	CustomerID    int64                  `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer who ordered; 0 for a guest."`
	ChannelID     int64                  `json:"channel_id,omitzero" jsonschema:"title=Channel ID" jsonschema_description:"Channel on which the order was placed."`
	CartID        value.Optional[string] `json:"cart_id,omitzero" jsonschema:"title=Cart ID" jsonschema_description:"Cart the order came from, if any."`
	DateCreated   value.DateText         `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When the order was made."`
	DateModified  value.DateText         `json:"date_modified,omitzero" jsonschema:"title=Date modified" jsonschema_description:"When the order last changed."`
	DateShipped   value.DateText         `json:"date_shipped,omitzero" jsonschema:"title=Date shipped" jsonschema_description:"When the last piece was shipped; blank until then."`
	StatusID      OrderStatusID          `json:"status_id,omitzero" jsonschema:"title=Status ID" jsonschema_description:"Where the order stands, by number; merchants can rename the labels, not the numbers."`
	Status        string                 `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Label of the status."`
	CustomStatus  string                 `json:"custom_status,omitzero" jsonschema:"title=Custom status" jsonschema_description:"Label of the status as the merchant renamed it."`
	PaymentStatus PaymentStatus          `json:"payment_status,omitzero" jsonschema:"title=Payment status" jsonschema_description:"How far the payment is; blank when there is none."`
	IsDeleted     bool                   `json:"is_deleted,omitzero" jsonschema:"title=Archived" jsonschema_description:"Whether the order is archived."`
	OrderAmounts
	OrderTaxClasses
	OrderCurrency
	RefundedAmount        value.MoneyText        `json:"refunded_amount,omitzero" jsonschema:"title=Refunded amount" jsonschema_description:"Always 0; read the order's refunds instead."`
	ItemsTotal            int64                  `json:"items_total,omitzero" jsonschema:"title=Items" jsonschema_description:"Pieces ordered."`
	ItemsShipped          int64                  `json:"items_shipped,omitzero" jsonschema:"title=Items shipped" jsonschema_description:"Pieces shipped so far."`
	ShippingAddressCount  int64                  `json:"shipping_address_count,omitzero" jsonschema:"title=Shipping address count" jsonschema_description:"Number of addresses the order ships to."`
	OrderIsDigital        bool                   `json:"order_is_digital,omitzero" jsonschema:"title=Digital" jsonschema_description:"Whether everything in the order is downloaded."`
	IsTaxInclusivePricing bool                   `json:"is_tax_inclusive_pricing,omitzero" jsonschema:"title=Prices include tax" jsonschema_description:"Whether the base prices include tax."`
	TaxProviderID         string                 `json:"tax_provider_id,omitzero" jsonschema:"title=Tax provider" jsonschema_description:"Service that worked out the tax: BasicTaxProvider or AvaTaxProvider; blank when unknown."`
	PaymentMethod         string                 `json:"payment_method,omitzero" jsonschema:"title=Payment method" jsonschema_description:"Name of the payment method."`
	PaymentProviderID     json.RawMessage        `json:"payment_provider_id,omitzero" jsonschema:"title=Payment provider ID" jsonschema_description:"The payment service's number for the payment: text, a number, or null."`
	CreditCardType        json.RawMessage        `json:"credit_card_type,omitzero" jsonschema:"title=Credit card type" jsonschema_description:"Kind of card; BigCommerce sends null."`
	IPAddress             string                 `json:"ip_address,omitzero" jsonschema:"title=IPv4 address" jsonschema_description:"Address the shopper ordered from; blank when it is an IPv6 address or unknown."`
	IPAddressV6           string                 `json:"ip_address_v6,omitzero" jsonschema:"title=IPv6 address" jsonschema_description:"Address the shopper ordered from; blank when it is an IPv4 address or unknown."`
	GeoIPCountry          string                 `json:"geoip_country,omitzero" jsonschema:"title=Country by IP" jsonschema_description:"Country the IP address belongs to."`
	GeoIPCountryISO2      string                 `json:"geoip_country_iso2,omitzero" jsonschema:"title=Country code by IP" jsonschema_description:"Two-letter code of the country the IP address belongs to."`
	CustomerLocale        string                 `json:"customer_locale,omitzero" jsonschema:"title=Customer locale" jsonschema_description:"The shopper's language and region, such as en-US."`
	IsEmailOptIn          bool                   `json:"is_email_opt_in,omitzero" jsonschema:"title=Email opt-in" jsonschema_description:"Whether the shopper agreed to emails at checkout."`
	StaffNotes            value.Optional[string] `json:"staff_notes,omitzero" jsonschema:"title=Staff notes" jsonschema_description:"Remarks the shopper does not see."`
	CustomerMessage       value.Optional[string] `json:"customer_message,omitzero" jsonschema:"title=Customer message" jsonschema_description:"What the shopper wrote at checkout."`
	OrderSource           string                 `json:"order_source,omitzero" jsonschema:"title=Order source" jsonschema_description:"Where the order comes from: www, manual, external (the API), checkout_api, amazon and others."`
	ExternalSource        json.RawMessage        `json:"external_source,omitzero" jsonschema:"title=External source" jsonschema_description:"System that made the order through the API: text or null."`
	ExternalID            json.RawMessage        `json:"external_id,omitzero" jsonschema:"title=External ID" jsonschema_description:"The order's number in another sales channel: text, a number, or null."`
	ExternalMerchantID    json.RawMessage        `json:"external_merchant_id,omitzero" jsonschema:"title=External merchant ID" jsonschema_description:"The merchant in the system the order came from: text, a number, or null."`
	ExternalOrderID       value.Optional[string] `json:"external_order_id,omitzero" jsonschema:"title=External order ID" jsonschema_description:"The order's number in another system; it can be set through the API."`
	EbayOrderID           string                 `json:"ebay_order_id,omitzero" jsonschema:"title=eBay order ID" jsonschema_description:"Number of the order on eBay, 0 for others."`
	BillingAddress        *OrderAddress          `json:"billing_address,omitzero" jsonschema:"title=Billing address" jsonschema_description:"Whom to bill."`
	Fees                  Expanded[OrderFee]     `json:"fees,omitzero" jsonschema:"title=Fees" jsonschema_description:"The order's fees when they were included, else a link."`
	Consignments          *OrderConsignments     `json:"consignments,omitzero" jsonschema:"title=Consignments" jsonschema_description:"Link to how the goods reach the shopper, or the consignments themselves when they were included."`
	Products              *Link                  `json:"products,omitzero" jsonschema:"title=Products" jsonschema_description:"Link to the order's products."`
	ShippingAddresses     *Link                  `json:"shipping_addresses,omitzero" jsonschema:"title=Shipping addresses" jsonschema_description:"Link to the addresses the order ships to."`
	Coupons               *Link                  `json:"coupons,omitzero" jsonschema:"title=Coupons" jsonschema_description:"Link to the coupons used in the order."`
}

// OrderAmounts are the sums of an order, each exact.
type OrderAmounts struct {
	SubtotalExTax         value.MoneyText `json:"subtotal_ex_tax,omitzero" jsonschema:"title=Subtotal without tax" jsonschema_description:"Sum of the products without tax."`
	SubtotalIncTax        value.MoneyText `json:"subtotal_inc_tax,omitzero" jsonschema:"title=Subtotal with tax" jsonschema_description:"Sum of the products with tax."`
	SubtotalTax           value.MoneyText `json:"subtotal_tax,omitzero" jsonschema:"title=Subtotal tax" jsonschema_description:"Tax on the products."`
	BaseShippingCost      value.MoneyText `json:"base_shipping_cost,omitzero" jsonschema:"title=Base shipping cost" jsonschema_description:"Shipping cost as entered."`
	ShippingCostExTax     value.MoneyText `json:"shipping_cost_ex_tax,omitzero" jsonschema:"title=Shipping cost without tax" jsonschema_description:"Shipping cost without tax."`
	ShippingCostIncTax    value.MoneyText `json:"shipping_cost_inc_tax,omitzero" jsonschema:"title=Shipping cost with tax" jsonschema_description:"Shipping cost with tax."`
	ShippingCostTax       value.MoneyText `json:"shipping_cost_tax,omitzero" jsonschema:"title=Shipping cost tax" jsonschema_description:"Tax on the shipping cost."`
	BaseHandlingCost      value.MoneyText `json:"base_handling_cost,omitzero" jsonschema:"title=Base handling cost" jsonschema_description:"Handling cost as entered."`
	HandlingCostExTax     value.MoneyText `json:"handling_cost_ex_tax,omitzero" jsonschema:"title=Handling cost without tax" jsonschema_description:"Handling cost without tax."`
	HandlingCostIncTax    value.MoneyText `json:"handling_cost_inc_tax,omitzero" jsonschema:"title=Handling cost with tax" jsonschema_description:"Handling cost with tax."`
	HandlingCostTax       value.MoneyText `json:"handling_cost_tax,omitzero" jsonschema:"title=Handling cost tax" jsonschema_description:"Tax on the handling cost."`
	BaseWrappingCost      value.MoneyText `json:"base_wrapping_cost,omitzero" jsonschema:"title=Base wrapping cost" jsonschema_description:"Gift wrapping cost as entered."`
	WrappingCostExTax     value.MoneyText `json:"wrapping_cost_ex_tax,omitzero" jsonschema:"title=Wrapping cost without tax" jsonschema_description:"Gift wrapping cost without tax."`
	WrappingCostIncTax    value.MoneyText `json:"wrapping_cost_inc_tax,omitzero" jsonschema:"title=Wrapping cost with tax" jsonschema_description:"Gift wrapping cost with tax."`
	WrappingCostTax       value.MoneyText `json:"wrapping_cost_tax,omitzero" jsonschema:"title=Wrapping cost tax" jsonschema_description:"Tax on the gift wrapping cost."`
	TotalExTax            value.MoneyText `json:"total_ex_tax,omitzero" jsonschema:"title=Total without tax" jsonschema_description:"What the order costs without tax."`
	TotalIncTax           value.MoneyText `json:"total_inc_tax,omitzero" jsonschema:"title=Total with tax" jsonschema_description:"What the order costs with tax."`
	TotalTax              value.MoneyText `json:"total_tax,omitzero" jsonschema:"title=Total tax" jsonschema_description:"Tax on the whole order."`
	DiscountAmount        value.MoneyText `json:"discount_amount,omitzero" jsonschema:"title=Discount amount" jsonschema_description:"Discount on the whole order, without coupons."`
	CouponDiscount        value.MoneyText `json:"coupon_discount,omitzero" jsonschema:"title=Coupon discount" jsonschema_description:"Discount that coupons gave."`
	StoreCreditAmount     value.MoneyText `json:"store_credit_amount,omitzero" jsonschema:"title=Store credit used" jsonschema_description:"Part paid with store credit."`
	GiftCertificateAmount value.MoneyText `json:"gift_certificate_amount,omitzero" jsonschema:"title=Gift certificates used" jsonschema_description:"Part paid with gift certificates."`
}

// OrderTaxClasses are the tax classes of an order's costs; they have no meaning with automatic tax.
type OrderTaxClasses struct {
	ShippingCostTaxClassID int64 `json:"shipping_cost_tax_class_id,omitzero" jsonschema:"title=Shipping cost tax class" jsonschema_description:"Tax class of the shipping cost."`
	HandlingCostTaxClassID int64 `json:"handling_cost_tax_class_id,omitzero" jsonschema:"title=Handling cost tax class" jsonschema_description:"Tax class of the handling cost."`
	WrappingCostTaxClassID int64 `json:"wrapping_cost_tax_class_id,omitzero" jsonschema:"title=Wrapping cost tax class" jsonschema_description:"Tax class of the gift wrapping cost."`
}

// OrderCurrency tells the currencies of an order: the one displayed, the one paid with (called default), and the store's own.
type OrderCurrency struct {
	CurrencyID                              int64           `json:"currency_id,omitzero" jsonschema:"title=Display currency ID" jsonschema_description:"Currency in which the storefront showed prices."`
	CurrencyCode                            string          `json:"currency_code,omitzero" jsonschema:"title=Display currency" jsonschema_description:"Code of the currency in which the storefront showed prices."`
	CurrencyExchangeRate                    value.MoneyText `json:"currency_exchange_rate,omitzero" jsonschema:"title=Display exchange rate" jsonschema_description:"Rate between the store's currency and the displayed one."`
	DefaultCurrencyID                       int64           `json:"default_currency_id,omitzero" jsonschema:"title=Paid currency ID" jsonschema_description:"Currency the shopper paid with."`
	DefaultCurrencyCode                     string          `json:"default_currency_code,omitzero" jsonschema:"title=Paid currency" jsonschema_description:"Code of the currency the shopper paid with."`
	StoreDefaultCurrencyCode                string          `json:"store_default_currency_code,omitzero" jsonschema:"title=Store currency" jsonschema_description:"Code of the store's own currency."`
	StoreDefaultToTransactionalExchangeRate value.MoneyText `json:"store_default_to_transactional_exchange_rate,omitzero" jsonschema:"title=Paid exchange rate" jsonschema_description:"Rate between the store's currency and the one paid with."`
}

// OrderAddress is a postal address in an order.
type OrderAddress struct {
	FirstName   string      `json:"first_name,omitzero" jsonschema:"title=First name" jsonschema_description:"Given name."`
	LastName    string      `json:"last_name,omitzero" jsonschema:"title=Last name" jsonschema_description:"Family name."`
	Company     string      `json:"company,omitzero" jsonschema:"title=Company" jsonschema_description:"Company at this address."`
	Street1     string      `json:"street_1,omitzero" jsonschema:"title=Street" jsonschema_description:"Street and number."`
	Street2     string      `json:"street_2,omitzero" jsonschema:"title=Street line 2" jsonschema_description:"Floor, unit or building."`
	City        string      `json:"city,omitzero" jsonschema:"title=City" jsonschema_description:"Town or city."`
	State       string      `json:"state,omitzero" jsonschema:"title=State" jsonschema_description:"State or province by name."`
	Zip         string      `json:"zip,omitzero" jsonschema:"title=Postal code" jsonschema_description:"Postal code."`
	Country     string      `json:"country,omitzero" jsonschema:"title=Country" jsonschema_description:"Country by name."`
	CountryISO2 string      `json:"country_iso2,omitzero" jsonschema:"title=Country code" jsonschema_description:"Two-letter ISO code of the country."`
	Phone       string      `json:"phone,omitzero" jsonschema:"title=Phone" jsonschema_description:"Telephone number."`
	Email       string      `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"Email address."`
	FormFields  []FormField `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields."`
}

// OrderFee is an extra charge of an order.
type OrderFee struct {
	ID                  int64                 `json:"id,omitzero" jsonschema:"title=Fee ID" jsonschema_description:"Number that identifies the fee."`
	Type                OrderFeeType          `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of fee."`
	DisplayNameCustomer string                `json:"display_name_customer,omitzero" jsonschema:"title=Name for the customer" jsonschema_description:"What the shopper reads."`
	DisplayNameMerchant string                `json:"display_name_merchant,omitzero" jsonschema:"title=Name for the merchant" jsonschema_description:"What the store's staff reads."`
	Source              string                `json:"source,omitzero" jsonschema:"title=Source" jsonschema_description:"System that added the fee."`
	BaseCost            value.MoneyText       `json:"base_cost,omitzero" jsonschema:"title=Base cost" jsonschema_description:"Fee as entered."`
	CostExTax           value.MoneyText       `json:"cost_ex_tax,omitzero" jsonschema:"title=Cost without tax" jsonschema_description:"Fee without tax."`
	CostIncTax          value.MoneyText       `json:"cost_inc_tax,omitzero" jsonschema:"title=Cost with tax" jsonschema_description:"Fee with tax."`
	CostTax             value.MoneyText       `json:"cost_tax,omitzero" jsonschema:"title=Cost tax" jsonschema_description:"Tax on the fee."`
	TaxClassID          value.Optional[int64] `json:"tax_class_id,omitzero" jsonschema:"title=Tax class" jsonschema_description:"Tax class of the fee; null takes the one in force."`
}

// Link leads to a sub-resource that was not included.
type Link struct {
	URL      string `json:"url,omitzero" jsonschema:"title=URL" jsonschema_description:"Full web address of the sub-resource."`
	Resource string `json:"resource,omitzero" jsonschema:"title=Resource" jsonschema_description:"Path of the sub-resource in the store's API."`
}

// Expanded are the records of a sub-resource, nil when the order has only a link to them.
type Expanded[T any] []T

// Otherwise returns what an order has in the place of records that were not asked for.
func (Expanded[T]) Otherwise() any { return Link{} }

// UnmarshalJSON reads the list of records, and a link as no list.
func (e *Expanded[T]) UnmarshalJSON(data []byte) error {
	if !startsWith(data, '[') {
		*e = nil
		return nil
	}
	return json.Unmarshal(data, (*[]T)(e))
}
