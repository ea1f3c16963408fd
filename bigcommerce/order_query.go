package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderQuery narrows, sorts and widens a list of orders. The zero value lists all of them by id.
type OrderQuery struct {
	OrderFilters
	StatusID        value.Optional[OrderStatusChoice] `json:"status_id,omitzero" url:"status_id,omitempty" jsonschema:"title=Status" jsonschema_description:"Only orders in this status, by number, by BigCommerce's label, or by the label that the merchant gave it, which takes one request more." options:"order_status"`
	MinTotal        value.Optional[json.Number]       `json:"min_total,omitzero" url:"min_total,omitempty" jsonschema:"title=Total from" jsonschema_description:"Only orders with this total or more."`
	MaxTotal        value.Optional[json.Number]       `json:"max_total,omitzero" url:"max_total,omitempty" jsonschema:"title=Total up to" jsonschema_description:"Only orders with this total or less."`
	CartID          value.Optional[string]            `json:"cart_id,omitzero" url:"cart_id,omitempty" jsonschema:"title=Cart ID" jsonschema_description:"Only the order that came from this cart." blank:"refuse"`
	ExternalOrderID value.Optional[string]            `json:"external_order_id,omitzero" url:"external_order_id,omitempty" jsonschema:"title=External order ID" jsonschema_description:"Only orders with this number in another system." blank:"refuse"`
	CreatedRange
	MinDateModified value.Optional[value.DateText] `json:"min_date_modified,omitzero" url:"min_date_modified,omitempty" jsonschema:"title=Modified from" jsonschema_description:"Only orders changed at this time or later."`
	MaxDateModified value.Optional[value.DateText] `json:"max_date_modified,omitzero" url:"max_date_modified,omitempty" jsonschema:"title=Modified up to" jsonschema_description:"Only orders changed at this time or earlier."`
	Sort            value.Optional[OrderSort]      `json:"sort,omitzero" url:"sort,omitempty" jsonschema:"title=Sort by" jsonschema_description:"Order of the orders. With any order but by ID ascending, orders that change during a long export can be missed or repeated."`
	OrderSelection
}

// OrderFilters narrow orders by who ordered, where, and how it was paid.
type OrderFilters struct {
	ChannelID     value.Optional[int64]  `json:"channel_id,omitzero" url:"channel_id,omitempty" jsonschema:"title=Channel" jsonschema_description:"Only orders of this channel." options:"channel"`
	CustomerID    value.Optional[int64]  `json:"customer_id,omitzero" url:"customer_id,omitempty" jsonschema:"title=Customer ID,minimum=0" jsonschema_description:"Only orders of this customer; 0 for guests." blank:"refuse"`
	Email         value.Optional[string] `json:"email,omitzero" url:"email,omitempty" jsonschema:"title=Email" jsonschema_description:"Only orders with this email address." blank:"refuse"`
	PaymentMethod value.Optional[string] `json:"payment_method,omitzero" url:"payment_method,omitempty" jsonschema:"title=Payment method,example=Credit Card" jsonschema_description:"Only orders paid this way, by the name the shopper sees."`
}

// OrderSelection says what of an order is returned.
type OrderSelection struct {
	Include value.List[OrderInclude] `json:"include,omitzero" url:"include,omitempty" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the order in place of their links. BigCommerce includes at most 50 line items of a consignment." blank:"drop"`
}

// OrderSort is a field by which orders can be sorted, with a direction after a colon; without one it is ascending.
type OrderSort string

// Choices lists the fields in both directions, then the fields alone.
func (OrderSort) Choices() []value.Choice {
	fields := labelled("id", "customer_id", "date_created", "date_modified", "status_id", "channel_id", "external_id")
	return append(sortChoices(fields), fields...)
}

// OrderInclude is a sub-resource that can be returned with an order.
type OrderInclude string

// Choices lists the sub-resources of an order.
func (OrderInclude) Choices() []value.Choice {
	return []value.Choice{
		{Value: "consignments", Label: "Consignments"},
		{Value: "consignments.line_items", Label: "Consignments with line items"},
		{Value: "fees", Label: "Fees"},
	}
}
