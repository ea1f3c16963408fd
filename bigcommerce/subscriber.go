package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Subscriber is somebody who gets the store's newsletter, with an account or without.
type Subscriber struct {
	ID int64 `json:"id" jsonschema:"title=Subscriber ID" jsonschema_description:"Number that identifies the subscriber."`
	SubscriberFields
	Dates[value.Date]
}

// SubscriberFields are the subscriber's fields that are read and written in the same form.
type SubscriberFields struct {
	Email     value.Optional[string]              `json:"email,omitzero" jsonschema:"title=Email,minLength=3,maxLength=255,example=jane@example.com" jsonschema_description:"Address the newsletter goes to. No two subscribers can share one."`
	FirstName value.Optional[string]              `json:"first_name,omitzero" jsonschema:"title=First name,maxLength=255,example=Jane" jsonschema_description:"Given name."`
	LastName  value.Optional[string]              `json:"last_name,omitzero" jsonschema:"title=Last name,maxLength=255,example=Doe" jsonschema_description:"Family name."`
	Source    value.Optional[string]              `json:"source,omitzero" jsonschema:"title=Source,maxLength=255,example=custom" jsonschema_description:"Where the subscriber comes from: storefront, order or custom."`
	OrderID   value.Optional[int64]               `json:"order_id,omitzero" jsonschema:"title=Order ID,minimum=1,maximum=2147483647" jsonschema_description:"Order with which the subscriber signed up, when the source is an order." clear:"null"`
	ChannelID value.Optional[int64]               `json:"channel_id,omitzero" jsonschema:"title=Channel,minimum=1,maximum=2147483647,example=1" jsonschema_description:"Channel on which the subscriber signed up." options:"channel"`
	Consents  value.Optional[[]SubscriberConsent] `json:"consents,omitzero" jsonschema:"title=Consents" jsonschema_description:"What the subscriber has agreed to get; an empty list is for somebody who has unsubscribed." clear:"list"`
}

// SubscriberConsent is a kind of mail that somebody agreed to get.
type SubscriberConsent string

// Choices lists the kinds of mail.
func (SubscriberConsent) Choices() []value.Choice {
	return []value.Choice{{Value: "marketing_newsletter", Label: "Marketing newsletter"}, {Value: "abandoned_cart", Label: "Abandoned cart"}}
}

// SubscriberCreate is a subscriber to be made. The email is required.
type SubscriberCreate struct {
	SubscriberFields
	Additional
}

// SubscriberQuery narrows a list of subscribers. The zero value lists all of them.
type SubscriberQuery struct {
	ID        value.Optional[int64]  `json:"id,omitzero" url:"id,omitempty" jsonschema:"title=Subscriber ID,minimum=1" jsonschema_description:"Only the subscriber with this number." blank:"refuse"`
	IDIn      value.List[int64]      `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Subscriber IDs" jsonschema_description:"Only subscribers with one of these numbers."`
	Email     value.Optional[string] `json:"email,omitzero" url:"email,omitempty" jsonschema:"title=Email" jsonschema_description:"Only the subscriber with this email." blank:"refuse"`
	FirstName value.Optional[string] `json:"first_name,omitzero" url:"first_name,omitempty" jsonschema:"title=First name" jsonschema_description:"Only subscribers with this given name." blank:"refuse"`
	LastName  value.Optional[string] `json:"last_name,omitzero" url:"last_name,omitempty" jsonschema:"title=Last name" jsonschema_description:"Only subscribers with this family name." blank:"refuse"`
	Source    value.Optional[string] `json:"source,omitzero" url:"source,omitempty" jsonschema:"title=Source" jsonschema_description:"Only subscribers from here: storefront, order or custom."`
	OrderID   value.Optional[int64]  `json:"order_id,omitzero" url:"order_id,omitempty" jsonschema:"title=Order ID,minimum=1" jsonschema_description:"Only subscribers who signed up with this order." blank:"refuse"`
	DateFilters
}
