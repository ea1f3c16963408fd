package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerAttributeDefinition is one of the store's attributes of customers: a field of its own, of which each customer may have a value.
type CustomerAttributeDefinition struct {
	ID   int64                 `json:"id" jsonschema:"title=Attribute ID" jsonschema_description:"Number that identifies the attribute."`
	Name string                `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the attribute."`
	Type CustomerAttributeType `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"What the values are; all of them are written as text."`
	Dates[value.Date]
}

// CustomerAttributeType is what the values of an attribute are.
type CustomerAttributeType string

// Choices lists the types of attributes.
func (CustomerAttributeType) Choices() []value.Choice {
	return []value.Choice{{Value: "string", Label: "Text"}, {Value: "number", Label: "Number"}, {Value: "date", Label: "Date"}}
}

// CustomerAttributeQuery narrows a list of the store's attributes of customers. The zero value lists all of them.
type CustomerAttributeQuery struct {
	NameFilters
	Type value.Optional[CustomerAttributeType] `json:"type,omitzero" url:"type,omitempty" jsonschema:"title=Type" jsonschema_description:"Only attributes with values of this type."`
	DateFilters
}
