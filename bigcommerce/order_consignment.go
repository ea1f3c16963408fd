package bigcommerce

import (
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderConsignments says how the goods of an order reach the shopper. Without include=consignments only the link is there.
type OrderConsignments struct {
	Link
	Pickups   []PickupConsignment   `json:"pickups,omitzero" jsonschema:"title=Pickups" jsonschema_description:"What the shopper collects."`
	Shipping  []ShippingConsignment `json:"shipping,omitzero" jsonschema:"title=Shipping" jsonschema_description:"What is shipped, by address."`
	Downloads []DownloadConsignment `json:"downloads,omitzero" jsonschema:"title=Downloads" jsonschema_description:"What is downloaded."`
	Email     *EmailConsignment     `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"What is sent by email."`
}

// PickupConsignment is goods that the shopper collects.
type PickupConsignment struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Consignment ID" jsonschema_description:"Number that identifies the consignment."`
	PickupFields
	Location  *PickupLocation  `json:"location,omitzero" jsonschema:"title=Location" jsonschema_description:"Where the goods can be collected."`
	LineItems ConsignmentItems `json:"line_items,omitzero" jsonschema:"title=Line items" jsonschema_description:"The goods, or links to them when they were not included."`
}

// PickupFields are the pickup's fields that are read and written in the same form.
type PickupFields struct {
	PickupMethodID            int64                  `json:"pickup_method_id,omitzero" jsonschema:"title=Pickup method ID" jsonschema_description:"Pickup method." options:"pickup_method"`
	PickupMethodDisplayName   value.Optional[string] `json:"pickup_method_display_name,omitzero" jsonschema:"title=Pickup method,maxLength=250" jsonschema_description:"Name of the pickup method." clear:"text"`
	CollectionInstructions    value.Optional[string] `json:"collection_instructions,omitzero" jsonschema:"title=Collection instructions" jsonschema_description:"How to collect the goods." clear:"text"`
	CollectionTimeDescription value.Optional[string] `json:"collection_time_description,omitzero" jsonschema:"title=Collection time,maxLength=250" jsonschema_description:"When the goods can be collected." clear:"text"`
}

// PickupLocation is a place where goods can be collected.
type PickupLocation struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Location ID" jsonschema_description:"Number that identifies the location."`
	PickupLocationFields
}

// PickupLocationFields are the location's fields that are read and written in the same form.
type PickupLocationFields struct {
	Name          value.Optional[string] `json:"name,omitzero" jsonschema:"title=Name,maxLength=255" jsonschema_description:"Name of the location." clear:"text"`
	Code          value.Optional[string] `json:"code,omitzero" jsonschema:"title=Code,maxLength=50" jsonschema_description:"The merchant's code for the location." clear:"text"`
	AddressLine1  value.Optional[string] `json:"address_line_1,omitzero" jsonschema:"title=Address line 1,maxLength=255" jsonschema_description:"Street and number." clear:"text"`
	AddressLine2  value.Optional[string] `json:"address_line_2,omitzero" jsonschema:"title=Address line 2,maxLength=255" jsonschema_description:"Floor, unit or building." clear:"text"`
	City          value.Optional[string] `json:"city,omitzero" jsonschema:"title=City,maxLength=255" jsonschema_description:"Town or city." clear:"text"`
	State         value.Optional[string] `json:"state,omitzero" jsonschema:"title=State,maxLength=255" jsonschema_description:"State or province." clear:"text"`
	PostalCode    value.Optional[string] `json:"postal_code,omitzero" jsonschema:"title=Postal code,maxLength=50" jsonschema_description:"Postal code." clear:"text"`
	CountryAlpha2 value.Optional[string] `json:"country_alpha2,omitzero" jsonschema:"title=Country code,maxLength=2" jsonschema_description:"Two-letter ISO code of the country." clear:"text"`
	Email         value.Optional[string] `json:"email,omitzero" jsonschema:"title=Email,maxLength=255" jsonschema_description:"Email address of the location." clear:"text"`
	Phone         value.Optional[string] `json:"phone,omitzero" jsonschema:"title=Phone,maxLength=125" jsonschema_description:"Telephone number of the location." clear:"text"`
}

// ShippingConsignment is goods that are shipped to one address. Its amounts are numbers, unlike the rest of the V2 API.
type ShippingConsignment struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Consignment ID" jsonschema_description:"Number that identifies the consignment."`
	OrderAddress
	LineItems ConsignmentItems `json:"line_items,omitzero" jsonschema:"title=Line items" jsonschema_description:"The goods, or links to them when they were not included."`
	OrderShipping[value.Money]
}

// DownloadConsignment is goods that are downloaded.
type DownloadConsignment struct {
	RecipientEmail string           `json:"recipient_email,omitzero" jsonschema:"title=Recipient" jsonschema_description:"Email address the download goes to."`
	LineItems      ConsignmentItems `json:"line_items,omitzero" jsonschema:"title=Line items" jsonschema_description:"The goods, or links to them when they were not included."`
}

// EmailConsignment is goods that are sent by email.
type EmailConsignment struct {
	GiftCertificates []DownloadConsignment `json:"gift_certificates,omitzero" jsonschema:"title=Gift certificates" jsonschema_description:"Gift certificates by recipient."`
}

// ConsignmentItem is a line of the order, or only a link to it (with ID 0) when the lines were not included.
type ConsignmentItem struct {
	OrderProduct
	Link
}

// ConsignmentItems are the goods of a consignment, or one link to all of them, which reads as no list. BigCommerce includes at
// most 50; the order's products list them all.
type ConsignmentItems = Expanded[ConsignmentItem]
