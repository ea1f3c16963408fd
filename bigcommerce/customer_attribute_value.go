package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerAttributeValues are the values that a customer is to have for some of the store's attributes.
type CustomerAttributeValues struct {
	CustomerID      int64                    `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=118" jsonschema_description:"Customer who is to have the values."`
	AttributeValues []CustomerAttributeValue `json:"attribute_values" required:"true" jsonschema:"title=Attribute values,minItems=1,maxItems=50" jsonschema_description:"The values by attribute; attributes that are not named keep theirs."`
}

// CustomerAttributeValue is the value to set for an attribute. One without a value leaves the attribute as it is.
type CustomerAttributeValue struct {
	AttributeID int64                  `json:"attribute_id" required:"true" jsonschema:"title=Attribute ID,minimum=1,example=3" jsonschema_description:"Number of the attribute: its id in get_customer_attributes."`
	Value       value.Optional[string] `json:"value,omitzero" jsonschema:"title=Value,maxLength=255,example=gold" jsonschema_description:"Value as text, whatever the attribute's type; a blank one stays as it is, null empties it." clear:"text"`
}

// SetCustomerAttribute is a value that a customer has now, and what that took.
type SetCustomerAttribute struct {
	CustomerAttribute
	Changed
}

// Several is what became of records that were asked for together.
type Several[T any] struct {
	Records []Record[T]
	Err     error
}
