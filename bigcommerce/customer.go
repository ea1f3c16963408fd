package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Customer is a shopper's account as the V3 API returns it. Addresses, attributes, form fields, store credit, the shopper profile
// and segments are there only when the request included them.
type Customer struct {
	ID int64 `json:"id" jsonschema:"title=Customer ID" jsonschema_description:"Number that identifies the customer."`
	CustomerFields
	OriginChannelID       int64  `json:"origin_channel_id,omitzero" jsonschema:"title=Origin channel" jsonschema_description:"Channel on which the account was made."`
	RegistrationIPAddress string `json:"registration_ip_address,omitzero" jsonschema:"title=Registration IP address" jsonschema_description:"Address the shopper signed up from; blank for accounts made through the API."`
	Dates[value.Date]
	AddressCount     int64                  `json:"address_count,omitzero" jsonschema:"title=Address count" jsonschema_description:"How many addresses the customer has in all, also those beyond the ten that a list includes."`
	AttributeCount   int64                  `json:"attribute_count,omitzero" jsonschema:"title=Attribute count" jsonschema_description:"How many attribute values the customer has in all, also those beyond the ten that a list includes."`
	Authentication   *CustomerSignIn        `json:"authentication,omitzero" jsonschema:"title=Authentication" jsonschema_description:"Sign-in settings; a password is never returned."`
	Addresses        []CustomerAddress      `json:"addresses,omitzero" jsonschema:"title=Addresses" jsonschema_description:"Up to ten of the customer's addresses."`
	Attributes       []CustomerAttribute    `json:"attributes,omitzero" jsonschema:"title=Attributes" jsonschema_description:"Up to ten of the customer's attribute values."`
	FormFields       []CustomerFormField    `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own sign-up fields."`
	ShopperProfileID value.Optional[string] `json:"shopper_profile_id,omitzero" jsonschema:"title=Shopper profile" jsonschema_description:"Identifier of the customer's shopper profile."`
	SegmentIDs       []string               `json:"segment_ids,omitzero" jsonschema:"title=Segments" jsonschema_description:"Identifiers of the segments the customer belongs to."`
}

// CustomerFields are the customer's fields that are read and written in the same form.
type CustomerFields struct {
	Email                                   value.Optional[string]        `json:"email,omitzero" jsonschema:"title=Email,minLength=3,maxLength=250,example=jane@example.com" jsonschema_description:"Address the customer signs in with. No two customers can share one."`
	FirstName                               value.Optional[string]        `json:"first_name,omitzero" jsonschema:"title=First name,minLength=1,maxLength=100,example=Jane" jsonschema_description:"Given name."`
	LastName                                value.Optional[string]        `json:"last_name,omitzero" jsonschema:"title=Last name,minLength=1,maxLength=100,example=Doe" jsonschema_description:"Family name."`
	Company                                 value.Optional[string]        `json:"company,omitzero" jsonschema:"title=Company,maxLength=255,example=Doe Trading Ltd" jsonschema_description:"Company the customer buys for." clear:"text"`
	Phone                                   value.Optional[string]        `json:"phone,omitzero" jsonschema:"title=Phone,maxLength=50,example=+1 512 555 0100" jsonschema_description:"Telephone number, in any notation." clear:"text"`
	Notes                                   value.Optional[string]        `json:"notes,omitzero" jsonschema:"title=Notes" jsonschema_description:"Remarks for the store's staff; the customer does not see them." clear:"text"`
	TaxExemptCategory                       value.Optional[string]        `json:"tax_exempt_category,omitzero" jsonschema:"title=Tax exempt category,maxLength=255" jsonschema_description:"Code under which the customer is freed from tax." clear:"text"`
	CustomerGroupID                         value.Optional[int64]         `json:"customer_group_id,omitzero" jsonschema:"title=Customer group,minimum=0,example=2" jsonschema_description:"Group that decides on prices and visible categories; 0 means no group." options:"customer_group"`
	AcceptsProductReviewAbandonedCartEmails value.Optional[bool]          `json:"accepts_product_review_abandoned_cart_emails,omitzero" jsonschema:"title=Accepts review and abandoned cart emails" jsonschema_description:"Whether the customer wants to be asked for reviews and reminded of unfinished carts."`
	StoreCreditAmounts                      value.Optional[[]StoreCredit] `json:"store_credit_amounts,omitzero" jsonschema:"title=Store credit" jsonschema_description:"Credit the customer can spend in the store, in the store's currency. A list returns it only when store credit is included."`
	ChannelIDs                              value.Optional[[]int64]       `json:"channel_ids,omitzero" jsonschema:"title=Channels,minItems=1" jsonschema_description:"Channels the customer may sign in to; null opens all of them." clear:"null" options:"channel"`
}

// CustomerWrite are the customer's fields that a create and an update both take.
type CustomerWrite struct {
	CustomerFields
	Authentication value.Optional[CustomerAuthentication] `json:"authentication,omitzero" jsonschema:"title=Authentication" jsonschema_description:"Sign-in settings: a new password, or the demand that the customer sets one."`
	FormFields     value.Optional[[]FormField]            `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own sign-up fields."`
}

// CustomerCreate is a customer to be made. Email, first name and last name are required.
type CustomerCreate struct {
	CustomerWrite
	OriginChannelID                   value.Optional[int64]                     `json:"origin_channel_id,omitzero" jsonschema:"title=Origin channel,minimum=1,example=1" jsonschema_description:"Channel on which the account is made; it cannot be changed later." options:"channel"`
	Addresses                         value.Optional[[]CustomerAddressCreate]   `json:"addresses,omitzero" jsonschema:"title=Addresses,maxItems=10" jsonschema_description:"Up to ten addresses to begin with."`
	Attributes                        value.Optional[[]CustomerAttributeCreate] `json:"attributes,omitzero" jsonschema:"title=Attributes,maxItems=10" jsonschema_description:"Up to ten values for the store's customer attributes."`
	TriggerAccountCreatedNotification value.Optional[bool]                      `json:"trigger_account_created_notification,omitzero" jsonschema:"title=Send welcome email" jsonschema_description:"Whether BigCommerce mails the customer about the new account."`
	Additional
}

// CustomerUpdate is a change to one customer: the fields that are omitted stay as they are.
type CustomerUpdate struct {
	ID int64 `json:"id" required:"true" jsonschema:"title=Customer ID,minimum=1" jsonschema_description:"Number of the customer to change."`
	CustomerWrite
	Additional
}

// CustomerSignIn is the part of the sign-in settings that can be read.
type CustomerSignIn struct {
	ForcePasswordReset value.Optional[bool] `json:"force_password_reset,omitzero" jsonschema:"title=Force password reset" jsonschema_description:"Whether the customer must choose a new password at the next sign-in."`
}

// CustomerAuthentication changes how a customer signs in.
type CustomerAuthentication struct {
	CustomerSignIn
	NewPassword value.Optional[string] `json:"new_password,omitzero" secret:"true" jsonschema:"title=New password,minLength=1" jsonschema_description:"Password to set; it can never be read back."`
}

// StoreCredit is an amount of store credit.
type StoreCredit struct {
	Amount value.Money `json:"amount" required:"true" jsonschema:"title=Amount,example=25.00" jsonschema_description:"Credit in the store's currency."`
}

// FormField is the answer to one of the store's own fields, by the field's name.
type FormField struct {
	Name  string          `json:"name" required:"true" jsonschema:"title=Name,minLength=1,example=How did you hear of us?" jsonschema_description:"Name of the field as the store shows it."`
	Value json.RawMessage `json:"value" required:"true" jsonschema:"title=Value" jsonschema_description:"The answer: text, a number, or a list of texts for check boxes."`
}

// CustomerFormField is the answer a customer gave to one of the store's sign-up fields.
type CustomerFormField struct {
	FormField
	CustomerID int64 `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer the answer belongs to."`
}

// CustomerAttributeCreate is a value for one of the store's customer attributes.
type CustomerAttributeCreate struct {
	AttributeID    int64  `json:"attribute_id" required:"true" jsonschema:"title=Attribute ID,minimum=1,example=3" jsonschema_description:"Number of the attribute."`
	AttributeValue string `json:"attribute_value" required:"true" jsonschema:"title=Value,maxLength=255,example=gold" jsonschema_description:"Value as text, whatever the attribute's type."`
}

// CustomerAttribute is a customer's stored value for one attribute. The attribute's name is not part of it.
type CustomerAttribute struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Attribute value ID" jsonschema_description:"Number of this value, not of the attribute."`
	CustomerAttributeCreate
	CustomerID int64 `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer the value belongs to."`
	Dates[value.Date]
}
