package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerAddress is one entry of a customer's address book.
type CustomerAddress struct {
	ID         int64 `json:"id" jsonschema:"title=Address ID" jsonschema_description:"Number that identifies the address."`
	CustomerID int64 `json:"customer_id" jsonschema:"title=Customer ID" jsonschema_description:"Customer the address belongs to."`
	CustomerAddressFields
	Country    string             `json:"country,omitzero" jsonschema:"title=Country" jsonschema_description:"Name of the country, worked out from its code."`
	FormFields []AddressFormField `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields, when they were included."`
}

// CustomerAddressFields are the address's fields that are read and written in the same form.
type CustomerAddressFields struct {
	FirstName       value.Optional[string]      `json:"first_name,omitzero" jsonschema:"title=First name,minLength=1,maxLength=255,example=Jane" jsonschema_description:"Given name of the person at this address."`
	LastName        value.Optional[string]      `json:"last_name,omitzero" jsonschema:"title=Last name,minLength=1,maxLength=255,example=Doe" jsonschema_description:"Family name of the person at this address."`
	Company         value.Optional[string]      `json:"company,omitzero" jsonschema:"title=Company,maxLength=255" jsonschema_description:"Company at this address." clear:"text"`
	Address1        value.Optional[string]      `json:"address1,omitzero" jsonschema:"title=Address line 1,example=12 Main Street" jsonschema_description:"Street and number."`
	Address2        value.Optional[string]      `json:"address2,omitzero" jsonschema:"title=Address line 2" jsonschema_description:"Floor, unit or building." clear:"text"`
	City            value.Optional[string]      `json:"city,omitzero" jsonschema:"title=City,maxLength=100,example=Austin" jsonschema_description:"Town or city."`
	StateOrProvince value.Optional[string]      `json:"state_or_province,omitzero" jsonschema:"title=State or province,maxLength=100,example=Texas" jsonschema_description:"Full name, not a code; needed only in countries that use states." clear:"text"`
	PostalCode      value.Optional[string]      `json:"postal_code,omitzero" jsonschema:"title=Postal code,maxLength=30,example=78701" jsonschema_description:"Postal code; needed only in countries that use them." clear:"text"`
	CountryCode     value.Optional[string]      `json:"country_code,omitzero" jsonschema:"title=Country code,minLength=2,maxLength=2,pattern=^[A-Za-z]{2}$,example=US" jsonschema_description:"Two-letter ISO code of the country."`
	Phone           value.Optional[string]      `json:"phone,omitzero" jsonschema:"title=Phone,maxLength=50" jsonschema_description:"Telephone number for this address." clear:"text"`
	AddressType     value.Optional[AddressType] `json:"address_type,omitzero" jsonschema:"title=Address type,example=residential" jsonschema_description:"Whether people live or work there."`
}

// CustomerAddressWrite are the address's fields that a create and an update both take.
type CustomerAddressWrite struct {
	CustomerAddressFields
	FormFields value.Optional[[]FormField] `json:"form_fields,omitzero" jsonschema:"title=Form fields" jsonschema_description:"Answers to the store's own address fields."`
}

// CustomerAddressCreate is an address to be made together with its customer. Names, first line, city and country code are required.
type CustomerAddressCreate struct {
	CustomerAddressWrite `required:"first_name,last_name,address1,city,country_code"`
}

// NewCustomerAddress is an address to be made for a customer who is there.
type NewCustomerAddress struct {
	CustomerID int64 `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=118" jsonschema_description:"Customer who gets the address."`
	CustomerAddressCreate
	Additional
}

// CreatedCustomerAddress is an address that a customer has now, and whether that took making it.
type CreatedCustomerAddress struct {
	CustomerAddress
	Changed
}

// CustomerAddressUpdate is a change to one address: the fields that are omitted stay as they are.
type CustomerAddressUpdate struct {
	ID int64 `json:"id" required:"true" jsonschema:"title=Address ID,minimum=1" jsonschema_description:"Number of the address to change."`
	CustomerAddressWrite
	Additional
}

// AddressFormField is the answer given to one of the store's address fields.
type AddressFormField struct {
	FormField
	AddressID int64 `json:"address_id,omitzero" jsonschema:"title=Address ID" jsonschema_description:"Address the answer belongs to."`
}

// AddressType tells homes from businesses.
type AddressType string

// Choices lists the address types.
func (AddressType) Choices() []value.Choice {
	return []value.Choice{{Value: "residential", Label: "Residential"}, {Value: "commercial", Label: "Commercial"}}
}
