package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerAttributeDefinition is one of the store's attributes of customers: a field of its own, of which each customer may have a value.
type CustomerAttributeDefinition struct {
	ID           int64                 `json:"id" jsonschema:"title=Attribute ID" jsonschema_description:"Number that identifies the attribute."`
	Name         string                `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the attribute."`
	Type         CustomerAttributeType `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"What the values are; all of them are written as text."`
	DateCreated  value.Date            `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When the attribute was made."`
	DateModified value.Date            `json:"date_modified,omitzero" jsonschema:"title=Date modified" jsonschema_description:"When the attribute last changed."`
}

// CustomerAttributeType is what the values of an attribute are.
type CustomerAttributeType string

// Choices lists the types of attributes.
func (CustomerAttributeType) Choices() []value.Choice {
	return []value.Choice{{Value: "string", Label: "Text"}, {Value: "number", Label: "Number"}, {Value: "date", Label: "Date"}}
}

// CustomerAttributeQuery narrows a list of the store's attributes of customers. The zero value lists all of them.
type CustomerAttributeQuery struct {
	Name     value.Optional[string]                `json:"name,omitzero" url:"name,omitempty" jsonschema:"title=Name" jsonschema_description:"Only the attribute with exactly this name." blank:"refuse"`
	NameLike value.Optional[string]                `json:"name_like,omitzero" url:"name:like,omitempty" jsonschema:"title=Name contains" jsonschema_description:"Only attributes whose name contains this text."`
	Type     value.Optional[CustomerAttributeType] `json:"type,omitzero" url:"type,omitempty" jsonschema:"title=Type" jsonschema_description:"Only attributes with values of this type."`
	DateFilters
}
