package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderProduct is one line of an order. Its ID, the order_product_id, is what shipments and refunds refer to; the product has a
// number of its own. Weight and dimensions are exact decimals that BigCommerce writes as text or as numbers, like its amounts.
type OrderProduct struct {
	ID      int64 `json:"id" jsonschema:"title=Order product ID" jsonschema_description:"Number of the line, used by shipments and refunds."`
	OrderID int64 `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the line belongs to."`
	OrderProductFields
	OrderAddressID        int64                  `json:"order_address_id,omitzero" jsonschema:"title=Order address ID" jsonschema_description:"Shipping address of the order the line goes to; 0 when nothing is shipped."`
	OrderPickupMethodID   int64                  `json:"order_pickup_method_id,omitzero" jsonschema:"title=Order pickup method ID" jsonschema_description:"Pickup of the order the line belongs to; 0 when it is not collected."`
	Type                  OrderProductType       `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Whether the line is shipped, downloaded or a gift certificate."`
	QuantityShipped       int64                  `json:"quantity_shipped,omitzero" jsonschema:"title=Quantity shipped" jsonschema_description:"Pieces shipped so far."`
	QuantityRefunded      int64                  `json:"quantity_refunded,omitzero" jsonschema:"title=Quantity refunded" jsonschema_description:"Pieces refunded so far."`
	IsRefunded            bool                   `json:"is_refunded,omitzero" jsonschema:"title=Refunded" jsonschema_description:"Whether the line was refunded."`
	RefundAmount          value.MoneyText        `json:"refund_amount,omitzero" jsonschema:"title=Refund amount" jsonschema_description:"Always 0; read the order's refunds instead."`
	ReturnID              int64                  `json:"return_id,omitzero" jsonschema:"title=Return ID" jsonschema_description:"Return the line belongs to."`
	BasePrice             value.MoneyText        `json:"base_price,omitzero" jsonschema:"title=Base price" jsonschema_description:"Price of a piece as entered."`
	PriceExTax            value.MoneyText        `json:"price_ex_tax,omitzero" jsonschema:"title=Price without tax" jsonschema_description:"Price of a piece without tax."`
	PriceIncTax           value.MoneyText        `json:"price_inc_tax,omitzero" jsonschema:"title=Price with tax" jsonschema_description:"Price of a piece with tax."`
	PriceTax              value.MoneyText        `json:"price_tax,omitzero" jsonschema:"title=Price tax" jsonschema_description:"Tax on a piece."`
	BaseTotal             value.MoneyText        `json:"base_total,omitzero" jsonschema:"title=Base total" jsonschema_description:"Price of the line as entered."`
	TotalExTax            value.MoneyText        `json:"total_ex_tax,omitzero" jsonschema:"title=Total without tax" jsonschema_description:"Price of the line without tax."`
	TotalIncTax           value.MoneyText        `json:"total_inc_tax,omitzero" jsonschema:"title=Total with tax" jsonschema_description:"Price of the line with tax."`
	TotalTax              value.MoneyText        `json:"total_tax,omitzero" jsonschema:"title=Total tax" jsonschema_description:"Tax on the line."`
	DiscountedTotalIncTax value.MoneyText        `json:"discounted_total_inc_tax,omitzero" jsonschema:"title=Discounted total with tax" jsonschema_description:"Price of the line with tax after all discounts."`
	BaseCostPrice         value.MoneyText        `json:"base_cost_price,omitzero" jsonschema:"title=Base cost price" jsonschema_description:"What the merchant paid for a piece."`
	CostPriceIncTax       value.MoneyText        `json:"cost_price_inc_tax,omitzero" jsonschema:"title=Cost price with tax" jsonschema_description:"What the merchant paid for a piece, with tax."`
	CostPriceExTax        value.MoneyText        `json:"cost_price_ex_tax,omitzero" jsonschema:"title=Cost price without tax" jsonschema_description:"What the merchant paid for a piece, without tax."`
	CostPriceTax          value.MoneyText        `json:"cost_price_tax,omitzero" jsonschema:"title=Cost price tax" jsonschema_description:"Tax on what the merchant paid."`
	Weight                value.MoneyText        `json:"weight,omitzero" jsonschema:"title=Weight" jsonschema_description:"Weight of a piece in the store's unit."`
	Width                 value.MoneyText        `json:"width,omitzero" jsonschema:"title=Width" jsonschema_description:"Width of a piece in the store's unit."`
	Height                value.MoneyText        `json:"height,omitzero" jsonschema:"title=Height" jsonschema_description:"Height of a piece in the store's unit."`
	Depth                 value.MoneyText        `json:"depth,omitzero" jsonschema:"title=Depth" jsonschema_description:"Depth of a piece in the store's unit."`
	FixedShippingCost     value.MoneyText        `json:"fixed_shipping_cost,omitzero" jsonschema:"title=Fixed shipping cost" jsonschema_description:"Shipping price of one piece that replaces the calculated one."`
	BaseWrappingCost      value.MoneyText        `json:"base_wrapping_cost,omitzero" jsonschema:"title=Base wrapping cost" jsonschema_description:"Gift wrapping cost as entered."`
	WrappingCostExTax     value.MoneyText        `json:"wrapping_cost_ex_tax,omitzero" jsonschema:"title=Wrapping cost without tax" jsonschema_description:"Gift wrapping cost without tax."`
	WrappingCostIncTax    value.MoneyText        `json:"wrapping_cost_inc_tax,omitzero" jsonschema:"title=Wrapping cost with tax" jsonschema_description:"Gift wrapping cost with tax."`
	WrappingCostTax       value.MoneyText        `json:"wrapping_cost_tax,omitzero" jsonschema:"title=Wrapping cost tax" jsonschema_description:"Tax on the gift wrapping cost."`
	EventName             value.Optional[string] `json:"event_name,omitzero" jsonschema:"title=Event name" jsonschema_description:"Occasion or delivery date the product asked for."`
	EventDate             value.DateText         `json:"event_date,omitzero" jsonschema:"title=Event date" jsonschema_description:"Day of the occasion."`
	EbayItemID            string                 `json:"ebay_item_id,omitzero" jsonschema:"title=eBay item ID" jsonschema_description:"Item on eBay."`
	EbayTransactionID     string                 `json:"ebay_transaction_id,omitzero" jsonschema:"title=eBay transaction ID" jsonschema_description:"Transaction on eBay."`
	OptionSetID           value.Optional[int64]  `json:"option_set_id,omitzero" jsonschema:"title=Option set ID" jsonschema_description:"Option set of the older catalog."`
	ParentOrderProductID  value.Optional[int64]  `json:"parent_order_product_id,omitzero" jsonschema:"title=Parent order product ID" jsonschema_description:"Line this one belongs to, for parts of a bundle."`
	IsBundledProduct      bool                   `json:"is_bundled_product,omitzero" jsonschema:"title=Bundled" jsonschema_description:"Whether the line is part of another line."`
	BinPickingNumber      string                 `json:"bin_picking_number,omitzero" jsonschema:"title=Bin picking number" jsonschema_description:"Where in the warehouse the product lies."`
	ExternalID            json.RawMessage        `json:"external_id,omitzero" jsonschema:"title=External ID" jsonschema_description:"Number in another sales channel: text, a number, or null."`
	Brand                 string                 `json:"brand,omitzero" jsonschema:"title=Brand" jsonschema_description:"Brand of the product."`
	GiftCertificateID     value.Optional[int64]  `json:"gift_certificate_id,omitzero" jsonschema:"title=Gift certificate ID" jsonschema_description:"Gift certificate the line sold."`
	AppliedDiscounts      []AppliedDiscount      `json:"applied_discounts,omitzero" jsonschema:"title=Applied discounts" jsonschema_description:"Discounts that touched the line."`
	ProductOptions        []OrderProductOption   `json:"product_options,omitzero" jsonschema:"title=Product options" jsonschema_description:"What the shopper chose."`
	ConfigurableFields    []ConfigurableField    `json:"configurable_fields,omitzero" jsonschema:"title=Configurable fields" jsonschema_description:"What the shopper entered; stores on the older catalog only."`
}

// OrderProductFields are the line's fields that are read and written in the same form.
type OrderProductFields struct {
	ProductID       value.Optional[int64]  `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product in the catalog. A line of a product that is not there has 0; a new one leaves it out."`
	VariantID       value.Optional[int64]  `json:"variant_id,omitzero" jsonschema:"title=Variant ID" jsonschema_description:"Variant in the catalog."`
	Name            value.Optional[string] `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name the shopper sees."`
	NameCustomer    value.Optional[string] `json:"name_customer,omitzero" jsonschema:"title=Name for the customer" jsonschema_description:"Name the shopper sees."`
	NameMerchant    value.Optional[string] `json:"name_merchant,omitzero" jsonschema:"title=Name for the merchant" jsonschema_description:"Name the store's staff sees."`
	SKU             value.Optional[string] `json:"sku,omitzero" jsonschema:"title=SKU" jsonschema_description:"Stock keeping unit."`
	UPC             value.Optional[string] `json:"upc,omitzero" jsonschema:"title=UPC" jsonschema_description:"Universal product code."`
	Quantity        value.Optional[int64]  `json:"quantity,omitzero" jsonschema:"title=Quantity" jsonschema_description:"Pieces ordered."`
	WrappingID      value.Optional[int64]  `json:"wrapping_id,omitzero" jsonschema:"title=Wrapping ID" jsonschema_description:"Gift wrapping chosen."`
	WrappingName    value.Optional[string] `json:"wrapping_name,omitzero" jsonschema:"title=Wrapping" jsonschema_description:"Name of the gift wrapping."`
	WrappingMessage value.Optional[string] `json:"wrapping_message,omitzero" jsonschema:"title=Wrapping message" jsonschema_description:"Words that go with the gift."`
}

// AppliedDiscount is a discount on one line of an order.
type AppliedDiscount struct {
	ID     string                 `json:"id,omitzero" jsonschema:"title=Discount ID" jsonschema_description:"What gave the discount: a coupon, a promotion, or a manual discount."`
	Amount value.MoneyText        `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Money off the line."`
	Name   string                 `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the discount."`
	Code   value.Optional[string] `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Coupon code; null for a manual discount."`
	Target DiscountTarget         `json:"target,omitzero" jsonschema:"title=Target" jsonschema_description:"Whether it was meant for the whole order or for the product."`
}

// OrderProductOption is one choice the shopper made on a line.
type OrderProductOption struct {
	ID              int64 `json:"id,omitzero" jsonschema:"title=ID" jsonschema_description:"Number that identifies the choice."`
	OptionID        int64 `json:"option_id,omitzero" jsonschema:"title=Option ID" jsonschema_description:"Option of the store."`
	OrderProductID  int64 `json:"order_product_id,omitzero" jsonschema:"title=Order product ID" jsonschema_description:"Line the choice belongs to."`
	ProductOptionID int64 `json:"product_option_id,omitzero" jsonschema:"title=Product option ID" jsonschema_description:"Option of the product."`
	OrderProductOptionTexts
	Type         OrderProductOptionType `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of option."`
	Name         string                 `json:"name,omitzero" jsonschema:"title=Internal name" jsonschema_description:"Unique internal name of the option."`
	DisplayStyle string                 `json:"display_style,omitzero" jsonschema:"title=Display style" jsonschema_description:"How the storefront shows the option."`
}

// OrderProductOptionTexts are the choice's fields that are read and written in the same form.
type OrderProductOptionTexts struct {
	Value                string `json:"value,omitzero" jsonschema:"title=Raw value" jsonschema_description:"Number of the chosen value, or what was entered."`
	DisplayName          string `json:"display_name,omitzero" jsonschema:"title=Option" jsonschema_description:"Name of the option the shopper sees."`
	DisplayNameCustomer  string `json:"display_name_customer,omitzero" jsonschema:"title=Option for the customer" jsonschema_description:"Name of the option the shopper sees."`
	DisplayNameMerchant  string `json:"display_name_merchant,omitzero" jsonschema:"title=Option for the merchant" jsonschema_description:"Name of the option the store's staff sees."`
	DisplayValue         string `json:"display_value,omitzero" jsonschema:"title=Value" jsonschema_description:"Chosen value the shopper sees."`
	DisplayValueCustomer string `json:"display_value_customer,omitzero" jsonschema:"title=Value for the customer" jsonschema_description:"Chosen value the shopper sees."`
	DisplayValueMerchant string `json:"display_value_merchant,omitzero" jsonschema:"title=Value for the merchant" jsonschema_description:"Chosen value the store's staff sees."`
}

// ConfigurableField is what the shopper entered in a field of the older catalog.
type ConfigurableField struct {
	Name  string `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the field."`
	Value string `json:"value,omitzero" jsonschema:"title=Value" jsonschema_description:"What was entered."`
}
