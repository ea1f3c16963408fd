package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerGroup is a group of customers with prices and visible categories of its own, as the V2 API returns it.
type CustomerGroup struct {
	ID               int64                   `json:"id" jsonschema:"title=Customer group ID" jsonschema_description:"Number that identifies the group."`
	Name             string                  `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the group."`
	IsDefault        bool                    `json:"is_default,omitzero" jsonschema:"title=Default" jsonschema_description:"Whether customers who sign up come into this group."`
	IsGroupForGuests bool                    `json:"is_group_for_guests,omitzero" jsonschema:"title=Group for guests" jsonschema_description:"Whether it is the group of shoppers without an account; a store has one at most."`
	CategoryAccess   *CustomerGroupAccess    `json:"category_access,omitzero" jsonschema:"title=Category access" jsonschema_description:"Categories that customers of the group see."`
	DiscountRules    []CustomerGroupDiscount `json:"discount_rules,omitzero" jsonschema:"title=Discount rules" jsonschema_description:"Discounts that customers of the group get: one price list, or any number of the others."`
	Dates[value.DateText]
}

// CustomerGroupAccess says which categories a group sees.
type CustomerGroupAccess struct {
	Type       CustomerGroupAccessType `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Whether the group sees all categories, those listed, or none."`
	Categories []int64                 `json:"categories,omitzero" jsonschema:"title=Categories" jsonschema_description:"The categories that the group sees, when the type is specific."`
}

// CustomerGroupAccessType is how many categories a group sees.
type CustomerGroupAccessType string

// Choices lists the types of access.
func (CustomerGroupAccessType) Choices() []value.Choice {
	return []value.Choice{{Value: "all", Label: "All categories"}, {Value: "specific", Label: "Specific categories"}, {Value: "none", Label: "No categories"}}
}

// CustomerGroupDiscount is a discount of a group: a price list, or an amount off everything, a category or a product.
type CustomerGroupDiscount struct {
	Type        CustomerGroupDiscountType   `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"What the discount is on."`
	Method      CustomerGroupDiscountMethod `json:"method,omitzero" jsonschema:"title=Method" jsonschema_description:"How the amount is applied; absent for a price list."`
	Amount      value.MoneyText             `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Percentage, amount off, or price, as the method says; absent for a price list."`
	PriceListID int64                       `json:"price_list_id,omitzero" jsonschema:"title=Price list" jsonschema_description:"The price list that counts for the group."`
	CategoryID  int64                       `json:"category_id,omitzero" jsonschema:"title=Category" jsonschema_description:"Category whose products are discounted."`
	ProductID   int64                       `json:"product_id,omitzero" jsonschema:"title=Product" jsonschema_description:"Product that is discounted."`
}

// CustomerGroupDiscountType is what a discount is on.
type CustomerGroupDiscountType string

// Choices lists what a discount can be on.
func (CustomerGroupDiscountType) Choices() []value.Choice {
	return labelled("price_list", "all", "category", "product")
}

// CustomerGroupDiscountMethod is how a discount is applied.
type CustomerGroupDiscountMethod string

// Choices lists how a discount can be applied.
func (CustomerGroupDiscountMethod) Choices() []value.Choice {
	return []value.Choice{{Value: "percent", Label: "Percent off"}, {Value: "fixed", Label: "Amount off"}, {Value: "price", Label: "Fixed price"}}
}

// CustomerGroupQuery narrows a list of customer groups. The zero value lists all of them.
type CustomerGroupQuery struct {
	NameFilters
	IsDefault        value.Optional[bool] `json:"is_default,omitzero" url:"is_default,omitempty" jsonschema:"title=Default" jsonschema_description:"Only the group that customers come into who sign up, or only the others."`
	IsGroupForGuests value.Optional[bool] `json:"is_group_for_guests,omitzero" url:"is_group_for_guests,omitempty" jsonschema:"title=Group for guests" jsonschema_description:"Only the group of shoppers without an account, or only the others."`
	DateFilters
}
