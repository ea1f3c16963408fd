package bigcommerce

import (
	"slices"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderUpdate is a change of an order. What is left out stays as it is, except that a change of lines takes their discounts away.
type OrderUpdate struct {
	OrderWrite
	BillingAddress    value.Optional[OrderAddressUpdate]           `json:"billing_address,omitzero" jsonschema:"title=Billing address" jsonschema_description:"Whom to bill. BigCommerce demands the postal code with any change of it."`
	Products          value.Optional[[]OrderProductUpdate]         `json:"products,omitzero" jsonschema:"title=Products" jsonschema_description:"Lines to change, by their id, to add, without an id, or to remove, by their id with the quantity 0. Lines that are not named stay as they are. BigCommerce takes the discounts and promotions of changed lines away."`
	ShippingAddresses value.Optional[[]OrderShippingAddressUpdate] `json:"shipping_addresses,omitzero" jsonschema:"title=Shipping addresses" jsonschema_description:"Shipping addresses to change, by their id. BigCommerce works out neither shipping nor tax anew."`
	Consignments      value.Optional[OrderConsignmentsUpdate]      `json:"consignments,omitzero" jsonschema:"title=Consignments" jsonschema_description:"Pickups to change."`
	Fees              value.Optional[[]OrderFeeUpdate]             `json:"fees,omitzero" jsonschema:"title=Fees" jsonschema_description:"All fees that the order is to have: those with an id are changed, those without one are added, and those that are not named are removed. null removes all." clear:"list"`
	IsDeleted         value.Optional[bool]                         `json:"is_deleted,omitzero" jsonschema:"title=Archived" jsonschema_description:"Whether the order is archived. An archived order is hidden and can still be read by its number."`
	Additional
}

// OrderAddressUpdate is the billing address of an order that is changed, of which BigCommerce demands the postal code: two characters at least.
type OrderAddressUpdate struct {
	OrderAddressFields `required:"zip"`
	FormFields         value.Optional[[]FormField] `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields."`
}

// OrderShippingAddressUpdate is a change of an address that an order ships to.
type OrderShippingAddressUpdate struct {
	ID int64 `json:"id" required:"true" jsonschema:"title=Order address ID,minimum=1,example=13" jsonschema_description:"Shipping address of the order to change."`
	OrderShippingAddressCreate
	FormFields value.Optional[[]FormField] `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields."`
}

// OrderProductUpdate is a line to change or to remove, by its ID, or one to add, without.
type OrderProductUpdate struct {
	ID value.Optional[int64] `json:"id,omitzero" jsonschema:"title=Order product ID,minimum=1,example=21" jsonschema_description:"Line of the order to change; with the quantity 0, to remove. It is the id of the order's product, not the product_id of the catalog. Without it the line is added."`
	OrderProductCreate
}

// OrderConsignmentsUpdate is a change of how an order reaches a shopper who collects it.
type OrderConsignmentsUpdate struct {
	Pickups []PickupConsignmentUpdate `json:"pickups" required:"true" jsonschema:"title=Pickups,minItems=1" jsonschema_description:"Pickups to change, by their id."`
}

// PickupConsignmentUpdate is a change of goods that the shopper collects.
type PickupConsignmentUpdate struct {
	ID int64 `json:"id" required:"true" jsonschema:"title=Consignment ID,minimum=1,example=31" jsonschema_description:"Pickup of the order to change."`
	PickupFields
	Location  value.Optional[PickupLocationFields] `json:"location,omitzero" jsonschema:"title=Location" jsonschema_description:"Where the goods can be collected."`
	LineItems value.Optional[[]OrderProductUpdate] `json:"line_items,omitzero" jsonschema:"title=Line items" jsonschema_description:"Lines to change, by their id, to add, without an id, or to remove, by their id with the quantity 0."`
}

// OrderFeeUpdate is a fee that an order is to have: one of its own, by its ID, or a new one, without.
type OrderFeeUpdate struct {
	ID value.Optional[int64] `json:"id,omitzero" jsonschema:"title=Fee ID,minimum=1,example=5" jsonschema_description:"Fee of the order to keep or change; give all of its fields. Without it the fee is added."`
	OrderFeeFields
}

// Repeatable reports whether making the change a second time changes nothing more. Lines and fees that are added would be added again, and a
// line that was removed can't be removed again.
func (o OrderUpdate) Repeatable() bool { return o.class() == idempotent }

// class tells changes that set fields from those that a repetition would make again.
func (o OrderUpdate) class() retryClass {
	once := slices.ContainsFunc(o.Products.Or(nil), OrderProductUpdate.once)
	for _, pickup := range o.Consignments.Or(OrderConsignmentsUpdate{}).Pickups {
		once = once || slices.ContainsFunc(pickup.LineItems.Or(nil), OrderProductUpdate.once)
	}
	once = once || slices.ContainsFunc(o.Fees.Or(nil), func(fee OrderFeeUpdate) bool { return !fee.ID.IsSet() })
	if once || len(o.AdditionalFields) > 0 {
		return never
	}
	return idempotent
}

// once reports whether the line is added or removed.
func (l OrderProductUpdate) once() bool {
	return !l.ID.IsSet() || l.removes()
}

// removes reports whether the line has the quantity 0.
func (l OrderProductUpdate) removes() bool {
	quantity, given := l.Quantity.Get()
	return given && quantity == 0
}
