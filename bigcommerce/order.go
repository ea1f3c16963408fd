package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Order is an order as the V2 API returns it. Amounts are in the currency the shopper paid with (default_currency_code) unless
// their description says otherwise. Products, shipping addresses and coupons are links.
type Order struct {
	ID       int64                         `json:"id" jsonschema:"title=Order ID" jsonschema_description:"Number that identifies the order."`
	StatusID value.Optional[OrderStatusID] `json:"status_id,omitzero" jsonschema:"title=Status" jsonschema_description:"Where the order stands, by number; merchants can rename the labels, not the numbers."`
	OrderFields
	CartID        value.Optional[string] `json:"cart_id,omitzero" jsonschema:"title=Cart ID" jsonschema_description:"Cart the order came from, if any."`
	DateModified  value.DateText         `json:"date_modified,omitzero" jsonschema:"title=Date modified" jsonschema_description:"When the order last changed."`
	DateShipped   value.DateText         `json:"date_shipped,omitzero" jsonschema:"title=Date shipped" jsonschema_description:"When the last piece was shipped; blank until then."`
	Status        string                 `json:"status,omitzero" jsonschema:"title=Status label" jsonschema_description:"Label of the status."`
	CustomStatus  string                 `json:"custom_status,omitzero" jsonschema:"title=Custom status" jsonschema_description:"Label of the status as the merchant renamed it."`
	PaymentStatus PaymentStatus          `json:"payment_status,omitzero" jsonschema:"title=Payment status" jsonschema_description:"How far the payment is; blank when there is none."`
	IsDeleted     bool                   `json:"is_deleted,omitzero" jsonschema:"title=Archived" jsonschema_description:"Whether the order is archived."`
	OrderTaxes
	OrderTaxClasses
	OrderCurrency
	ShippingAddressCount  int64              `json:"shipping_address_count,omitzero" jsonschema:"title=Shipping address count" jsonschema_description:"Number of addresses the order ships to."`
	IsTaxInclusivePricing bool               `json:"is_tax_inclusive_pricing,omitzero" jsonschema:"title=Prices include tax" jsonschema_description:"Whether the base prices include tax."`
	TaxProviderID         string             `json:"tax_provider_id,omitzero" jsonschema:"title=Tax provider" jsonschema_description:"Service that worked out the tax: BasicTaxProvider or AvaTaxProvider; blank when unknown."`
	PaymentProviderID     json.RawMessage    `json:"payment_provider_id,omitzero" jsonschema:"title=Payment provider ID" jsonschema_description:"The payment service's number for the payment: text, a number, or null."`
	CreditCardType        json.RawMessage    `json:"credit_card_type,omitzero" jsonschema:"title=Credit card type" jsonschema_description:"Kind of card; BigCommerce sends null."`
	IsEmailOptIn          bool               `json:"is_email_opt_in,omitzero" jsonschema:"title=Email opt-in" jsonschema_description:"Whether the shopper agreed to emails at checkout."`
	OrderSource           string             `json:"order_source,omitzero" jsonschema:"title=Order source" jsonschema_description:"Where the order comes from: www, manual, external (the API), checkout_api, amazon and others."`
	ExternalID            json.RawMessage    `json:"external_id,omitzero" jsonschema:"title=External ID" jsonschema_description:"The order's number in another sales channel: text, a number, or null."`
	ExternalMerchantID    json.RawMessage    `json:"external_merchant_id,omitzero" jsonschema:"title=External merchant ID" jsonschema_description:"The merchant in the system the order came from: text, a number, or null."`
	BillingAddress        *OrderAddress      `json:"billing_address,omitzero" jsonschema:"title=Billing address" jsonschema_description:"Whom to bill."`
	Fees                  Expanded[OrderFee] `json:"fees,omitzero" jsonschema:"title=Fees" jsonschema_description:"The order's fees when they were included, else a link."`
	Consignments          *OrderConsignments `json:"consignments,omitzero" jsonschema:"title=Consignments" jsonschema_description:"Link to how the goods reach the shopper, or the consignments themselves when they were included."`
	Products              *Link              `json:"products,omitzero" jsonschema:"title=Products" jsonschema_description:"Link to the order's products."`
	ShippingAddresses     *Link              `json:"shipping_addresses,omitzero" jsonschema:"title=Shipping addresses" jsonschema_description:"Link to the addresses the order ships to."`
	Coupons               *Link              `json:"coupons,omitzero" jsonschema:"title=Coupons" jsonschema_description:"Link to the coupons used in the order."`
}

// OrderTaxes are the sums of an order that follow from others or from how it was paid, each exact.
type OrderTaxes struct {
	SubtotalTax           value.MoneyText `json:"subtotal_tax,omitzero" jsonschema:"title=Subtotal tax" jsonschema_description:"Tax on the products."`
	ShippingCostTax       value.MoneyText `json:"shipping_cost_tax,omitzero" jsonschema:"title=Shipping cost tax" jsonschema_description:"Tax on the shipping cost."`
	HandlingCostTax       value.MoneyText `json:"handling_cost_tax,omitzero" jsonschema:"title=Handling cost tax" jsonschema_description:"Tax on the handling cost."`
	WrappingCostTax       value.MoneyText `json:"wrapping_cost_tax,omitzero" jsonschema:"title=Wrapping cost tax" jsonschema_description:"Tax on the gift wrapping cost."`
	TotalTax              value.MoneyText `json:"total_tax,omitzero" jsonschema:"title=Total tax" jsonschema_description:"Tax on the whole order."`
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
	OrderAddressFields
	FormFields []FormField `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields."`
}

// OrderAddressFields are the parts of an address that are read and written in the same form.
type OrderAddressFields struct {
	FirstName   value.Optional[string] `json:"first_name,omitzero" jsonschema:"title=First name" jsonschema_description:"Given name." clear:"text"`
	LastName    value.Optional[string] `json:"last_name,omitzero" jsonschema:"title=Last name" jsonschema_description:"Family name." clear:"text"`
	Company     value.Optional[string] `json:"company,omitzero" jsonschema:"title=Company" jsonschema_description:"Company at this address." clear:"text"`
	Street1     value.Optional[string] `json:"street_1,omitzero" jsonschema:"title=Street" jsonschema_description:"Street and number." clear:"text"`
	Street2     value.Optional[string] `json:"street_2,omitzero" jsonschema:"title=Street line 2" jsonschema_description:"Floor, unit or building." clear:"text"`
	City        value.Optional[string] `json:"city,omitzero" jsonschema:"title=City" jsonschema_description:"Town or city." clear:"text"`
	State       value.Optional[string] `json:"state,omitzero" jsonschema:"title=State" jsonschema_description:"State or province by name." clear:"text"`
	Zip         value.Optional[string] `json:"zip,omitzero" jsonschema:"title=Postal code" jsonschema_description:"Postal code." clear:"text"`
	Country     value.Optional[string] `json:"country,omitzero" jsonschema:"title=Country" jsonschema_description:"Country by name." clear:"text"`
	CountryISO2 value.Optional[string] `json:"country_iso2,omitzero" jsonschema:"title=Country code" jsonschema_description:"Two-letter ISO code of the country." clear:"text"`
	Phone       value.Optional[string] `json:"phone,omitzero" jsonschema:"title=Phone" jsonschema_description:"Telephone number." clear:"text"`
	Email       value.Optional[string] `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"Email address." clear:"text"`
}

// OrderFee is an extra charge of an order.
type OrderFee struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Fee ID" jsonschema_description:"Number that identifies the fee."`
	OrderFeeFields
	BaseCost value.MoneyText `json:"base_cost,omitzero" jsonschema:"title=Base cost" jsonschema_description:"Fee as entered."`
}

// OrderFeeFields are the fee's fields that are read and written in the same form. A new fee needs a name and two of its three costs.
type OrderFeeFields struct {
	Type                OrderFeeType          `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of fee."`
	DisplayNameCustomer string                `json:"display_name_customer,omitzero" jsonschema:"title=Name for the customer" jsonschema_description:"What the shopper reads."`
	DisplayNameMerchant string                `json:"display_name_merchant,omitzero" jsonschema:"title=Name for the merchant" jsonschema_description:"What the store's staff reads."`
	Source              string                `json:"source,omitzero" jsonschema:"title=Source" jsonschema_description:"System that added the fee."`
	CostExTax           value.MoneyText       `json:"cost_ex_tax,omitzero" jsonschema:"title=Cost without tax" jsonschema_description:"Fee without tax."`
	CostIncTax          value.MoneyText       `json:"cost_inc_tax,omitzero" jsonschema:"title=Cost with tax" jsonschema_description:"Fee with tax."`
	CostTax             value.MoneyText       `json:"cost_tax,omitzero" jsonschema:"title=Cost tax" jsonschema_description:"Tax on the fee."`
	TaxClassID          value.Optional[int64] `json:"tax_class_id,omitzero" jsonschema:"title=Tax class" jsonschema_description:"Tax class of the fee; null takes the one in force." clear:"null"`
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
