package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// CustomerQuery narrows, sorts and widens a list of customers. The zero value lists all of them.
type CustomerQuery struct {
	IDIn                    value.List[int64]          `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Customer IDs" jsonschema_description:"Only customers with one of these numbers."`
	EmailIn                 value.List[string]         `json:"email_in,omitzero" url:"email:in,omitempty" jsonschema:"title=Emails" jsonschema_description:"Only customers with one of these email addresses."`
	NameIn                  value.List[string]         `json:"name_in,omitzero" url:"name:in,omitempty" jsonschema:"title=Full names" jsonschema_description:"Only customers with one of these full names: first name, a space, last name."`
	NameLike                value.List[string]         `json:"name_like,omitzero" url:"name:like,omitempty" jsonschema:"title=Name contains" jsonschema_description:"Only customers whose full name contains one of these texts."`
	CompanyIn               value.List[string]         `json:"company_in,omitzero" url:"company:in,omitempty" jsonschema:"title=Companies" jsonschema_description:"Only customers of one of these companies."`
	PhoneIn                 value.List[string]         `json:"phone_in,omitzero" url:"phone:in,omitempty" jsonschema:"title=Phones" jsonschema_description:"Only customers with one of these telephone numbers, written as they are stored."`
	CustomerGroupIDIn       value.List[int64]          `json:"customer_group_id_in,omitzero" url:"customer_group_id:in,omitempty" jsonschema:"title=Customer groups" jsonschema_description:"Only customers in one of these groups." options:"customer_group"`
	RegistrationIPAddressIn value.List[string]         `json:"registration_ip_address_in,omitzero" url:"registration_ip_address:in,omitempty" jsonschema:"title=Registration IP addresses" jsonschema_description:"Only customers who signed up from one of these addresses; accounts made through the API have none."`
	DateCreated             value.Optional[value.Date] `json:"date_created,omitzero" url:"date_created,omitempty" jsonschema:"title=Date created" jsonschema_description:"Only customers made at this time."`
	DateCreatedMin          value.Optional[value.Date] `json:"date_created_min,omitzero" url:"date_created:min,omitempty" jsonschema:"title=Created after" jsonschema_description:"Only customers made after this time; start a second earlier to be sure of the first one."`
	DateCreatedMax          value.Optional[value.Date] `json:"date_created_max,omitzero" url:"date_created:max,omitempty" jsonschema:"title=Created before" jsonschema_description:"Only customers made before this time."`
	DateModified            value.Optional[value.Date] `json:"date_modified,omitzero" url:"date_modified,omitempty" jsonschema:"title=Date modified" jsonschema_description:"Only customers last changed at this time."`
	DateModifiedMin         value.Optional[value.Date] `json:"date_modified_min,omitzero" url:"date_modified:min,omitempty" jsonschema:"title=Modified after" jsonschema_description:"Only customers changed after this time; start a second earlier to be sure of the first one."`
	DateModifiedMax         value.Optional[value.Date] `json:"date_modified_max,omitzero" url:"date_modified:max,omitempty" jsonschema:"title=Modified before" jsonschema_description:"Only customers changed before this time."`
	CustomerSelection
	Sort value.Optional[CustomerSort] `json:"sort,omitzero" url:"sort,omitempty" jsonschema:"title=Sort by" jsonschema_description:"Order of the customers. With a sort order, customers that change during a long export can be missed or repeated."`
}

// CustomerSelection says what is returned along with a customer.
type CustomerSelection struct {
	Include value.List[CustomerInclude] `json:"include,omitzero" url:"include,omitempty" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the customer; at most ten addresses and ten attributes each." blank:"drop"`
}

// CustomerAddressQuery narrows a list of customer addresses. The zero value lists those of all customers.
type CustomerAddressQuery struct {
	CustomerIDIn value.List[int64]                  `json:"customer_id_in,omitzero" url:"customer_id:in,omitempty" jsonschema:"title=Customer IDs" jsonschema_description:"Only addresses of these customers."`
	IDIn         value.List[int64]                  `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Address IDs" jsonschema_description:"Only addresses with one of these numbers."`
	NameIn       value.List[string]                 `json:"name_in,omitzero" url:"name:in,omitempty" jsonschema:"title=Full names" jsonschema_description:"Only addresses of people with one of these full names: first name, a space, last name."`
	CompanyIn    value.List[string]                 `json:"company_in,omitzero" url:"company:in,omitempty" jsonschema:"title=Companies" jsonschema_description:"Only addresses of one of these companies."`
	Include      value.List[CustomerAddressInclude] `json:"include,omitzero" url:"include,omitempty" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the address." blank:"drop"`
}

// CustomerInclude is a sub-resource that can be returned with a customer.
type CustomerInclude string

// Choices lists the sub-resources of a customer.
func (CustomerInclude) Choices() []value.Choice {
	return []value.Choice{
		{Value: "addresses", Label: "Addresses"},
		{Value: "storecredit", Label: "Store credit"},
		{Value: "attributes", Label: "Attributes"},
		{Value: "formfields", Label: "Form fields"},
		{Value: "shopper_profile_id", Label: "Shopper profile"},
		{Value: "segment_ids", Label: "Segments"},
	}
}

// CustomerAddressInclude is a sub-resource that can be returned with a customer's address.
type CustomerAddressInclude string

// Choices lists the sub-resources of an address.
func (CustomerAddressInclude) Choices() []value.Choice {
	return []value.Choice{{Value: "formfields", Label: "Form fields"}}
}

// CustomerSort is a field by which customers can be sorted, with a direction after a colon.
type CustomerSort string

// Choices lists the fields in both directions.
func (CustomerSort) Choices() []value.Choice {
	return sortChoices(labelled("date_created", "last_name", "date_modified"))
}
