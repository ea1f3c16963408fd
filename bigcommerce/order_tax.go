package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderTax is a tax of an order: the sum for an address or a pickup, or with details what a line, the shipping, the handling or the gift wrapping
// bears of it. In stores with automatic tax some numbers are missing.
type OrderTax struct {
	ID                  int64                  `json:"id" jsonschema:"title=Tax ID" jsonschema_description:"Number that identifies the tax of the order."`
	OrderID             value.Optional[int64]  `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the tax belongs to."`
	OrderAddressID      value.Optional[int64]  `json:"order_address_id,omitzero" jsonschema:"title=Order address ID" jsonschema_description:"Shipping address of the order the taxed goods go to."`
	OrderPickupMethodID value.Optional[int64]  `json:"order_pickup_method_id,omitzero" jsonschema:"title=Order pickup method ID" jsonschema_description:"Pickup of the order the taxed goods belong to."`
	SalesTaxID          json.RawMessage        `json:"sales_tax_id,omitzero" jsonschema:"title=Sales tax ID" jsonschema_description:"Tax rate that was applied, as BigCommerce or another tax service numbers it: text, a number, or null."`
	TaxRateID           value.Optional[int64]  `json:"tax_rate_id,omitzero" jsonschema:"title=Tax rate ID" jsonschema_description:"Out of date: sales_tax_id has taken its place."`
	TaxClassID          value.Optional[int64]  `json:"tax_class_id,omitzero" jsonschema:"title=Tax class" jsonschema_description:"Tax class of what is taxed."`
	Name                value.Optional[string] `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the tax."`
	Class               value.Optional[string] `json:"class,omitzero" jsonschema:"title=Class" jsonschema_description:"Name of the tax class; Automatic Tax when a tax service worked it out."`
	Rate                value.MoneyText        `json:"rate,omitzero" jsonschema:"title=Rate" jsonschema_description:"Tax rate in percent."`
	Priority            value.Money            `json:"priority,omitzero" jsonschema:"title=Priority" jsonschema_description:"Order in which taxes are applied."`
	PriorityAmount      value.MoneyText        `json:"priority_amount,omitzero" jsonschema:"title=Amount of the priority" jsonschema_description:"Tax on the order in this priority."`
	LineAmount          value.MoneyText        `json:"line_amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Amount of the tax."`
	OrderProductID      json.RawMessage        `json:"order_product_id,omitzero" jsonschema:"title=Order product ID" jsonschema_description:"Line of the order that bears the tax: text, a number, or blank for other costs. Only with details."`
	LineItemType        TaxedType              `json:"line_item_type,omitzero" jsonschema:"title=Taxed" jsonschema_description:"What is taxed. Only with details."`
}

// OrderTaxOptions say what is told of the taxes of an order.
type OrderTaxOptions struct {
	Details value.Optional[bool] `json:"details,omitzero" url:"details,omitempty" jsonschema:"title=Details" jsonschema_description:"Whether to tell the tax of each line and cost, with order_product_id and line_item_type, in place of the sums."`
}

// TaxedType is what a tax of an order is on.
type TaxedType string

// Choices lists what a tax can be on.
func (TaxedType) Choices() []value.Choice {
	return []value.Choice{
		{Value: "item", Label: "Item"},
		{Value: "shipping", Label: "Shipping"},
		{Value: "handling", Label: "Handling"},
		{Value: "gift-wrapping", Label: "Gift wrapping"},
	}
}
