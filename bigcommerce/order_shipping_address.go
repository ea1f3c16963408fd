package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderShippingAddress is an address an order ships to. Its ID is the order_address_id of the order's products and shipments.
type OrderShippingAddress struct {
	ID      int64 `json:"id" jsonschema:"title=Order address ID" jsonschema_description:"Number of the address within orders, used by shipments."`
	OrderID int64 `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the address belongs to."`
	OrderAddress
	OrderShipping[value.MoneyText]
}

// OrderShipping is how the goods for one address of an order are shipped, and what that costs. The amounts are [value.MoneyText] in the list of
// addresses, as everywhere in the V2 API, and [value.Money] within consignments.
type OrderShipping[Amount value.Money | value.MoneyText] struct {
	ShippingMethod         string `json:"shipping_method,omitzero" jsonschema:"title=Shipping method" jsonschema_description:"Shipping method the shopper chose."`
	ItemsTotal             int64  `json:"items_total,omitzero" jsonschema:"title=Items" jsonschema_description:"Pieces to ship."`
	ItemsShipped           int64  `json:"items_shipped,omitzero" jsonschema:"title=Items shipped" jsonschema_description:"Pieces shipped so far."`
	BaseCost               Amount `json:"base_cost,omitzero" jsonschema:"title=Base cost" jsonschema_description:"Shipping cost as entered."`
	CostExTax              Amount `json:"cost_ex_tax,omitzero" jsonschema:"title=Cost without tax" jsonschema_description:"Shipping cost without tax."`
	CostIncTax             Amount `json:"cost_inc_tax,omitzero" jsonschema:"title=Cost with tax" jsonschema_description:"Shipping cost with tax."`
	CostTax                Amount `json:"cost_tax,omitzero" jsonschema:"title=Cost tax" jsonschema_description:"Tax on the shipping cost."`
	CostTaxClassID         int64  `json:"cost_tax_class_id,omitzero" jsonschema:"title=Cost tax class" jsonschema_description:"Tax class of the shipping cost; no meaning with automatic tax."`
	BaseHandlingCost       Amount `json:"base_handling_cost,omitzero" jsonschema:"title=Base handling cost" jsonschema_description:"Handling cost as entered."`
	HandlingCostExTax      Amount `json:"handling_cost_ex_tax,omitzero" jsonschema:"title=Handling cost without tax" jsonschema_description:"Handling cost without tax."`
	HandlingCostIncTax     Amount `json:"handling_cost_inc_tax,omitzero" jsonschema:"title=Handling cost with tax" jsonschema_description:"Handling cost with tax."`
	HandlingCostTax        Amount `json:"handling_cost_tax,omitzero" jsonschema:"title=Handling cost tax" jsonschema_description:"Tax on the handling cost."`
	HandlingCostTaxClassID int64  `json:"handling_cost_tax_class_id,omitzero" jsonschema:"title=Handling cost tax class" jsonschema_description:"Tax class of the handling cost; no meaning with automatic tax."`
	ShippingZoneID         int64  `json:"shipping_zone_id,omitzero" jsonschema:"title=Shipping zone ID" jsonschema_description:"Shipping zone the address lies in."`
	ShippingZoneName       string `json:"shipping_zone_name,omitzero" jsonschema:"title=Shipping zone" jsonschema_description:"Name of the shipping zone."`
	ShippingQuotes         *Link  `json:"shipping_quotes,omitzero" jsonschema:"title=Shipping quotes" jsonschema_description:"Link to the shipping offers; orders made through the API may have none."`
}
