package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderMessage is a message between a shopper and the store's staff about an order.
type OrderMessage struct {
	ID          int64                 `json:"id" jsonschema:"title=Message ID" jsonschema_description:"Number that identifies the message."`
	OrderID     int64                 `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the message is about."`
	StaffID     value.Optional[int64] `json:"staff_id,omitzero" jsonschema:"title=Staff ID" jsonschema_description:"Member of the staff who wrote it; 0 when the customer did."`
	CustomerID  value.Optional[int64] `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer who ordered; 0 for a guest."`
	Type        string                `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Who wrote it: customer or merchant."`
	Subject     string                `json:"subject,omitzero" jsonschema:"title=Subject" jsonschema_description:"What it is about."`
	Message     string                `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"The message itself."`
	Status      OrderMessageStatus    `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether it was read."`
	IsFlagged   bool                  `json:"is_flagged,omitzero" jsonschema:"title=Flagged" jsonschema_description:"Whether the staff flagged it."`
	DateCreated value.DateText        `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When it was written."`
	Customer    *Link                 `json:"customer,omitzero" jsonschema:"title=Customer" jsonschema_description:"Link to the customer."`
}

// OrderMessageQuery narrows the messages about an order. The zero value lists all of them.
type OrderMessageQuery struct {
	CreatedRange
	CustomerID value.Optional[int64]              `json:"customer_id,omitzero" url:"customer_id,omitempty" jsonschema:"title=Customer ID,minimum=0" jsonschema_description:"Only messages of this customer; 0 for guests." blank:"refuse"`
	IsFlagged  value.Optional[bool]               `json:"is_flagged,omitzero" url:"is_flagged,omitempty" jsonschema:"title=Flagged" jsonschema_description:"Only messages that the staff flagged, or only the others."`
	Status     value.Optional[OrderMessageStatus] `json:"status,omitzero" url:"status,omitempty" jsonschema:"title=Status" jsonschema_description:"Only messages that were read, or only the others."`
}

// OrderMessageStatus tells whether a message was read.
type OrderMessageStatus string

// Choices lists both.
func (OrderMessageStatus) Choices() []value.Choice {
	return []value.Choice{{Value: "read", Label: "Read"}, {Value: "unread", Label: "Unread"}}
}
