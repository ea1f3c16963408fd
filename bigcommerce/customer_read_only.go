package bigcommerce

import "maps"

// customerReadOnly are the fields of a customer that no request may carry, with the reason.
var customerReadOnly = map[string]string{
	"id":                      "BigCommerce numbers customers itself.",
	"registration_ip_address": "Only the storefront sets it, when a shopper signs up.",
	"date_created":            keptByStore, "date_modified": keptByStore, "address_count": keptByStore, "attribute_count": keptByStore,
}

// ReadOnly returns the fields of a customer that can't be set when it is made, each with the reason.
func (CustomerCreate) ReadOnly() map[string]string { return maps.Clone(customerReadOnly) }

// ReadOnly returns the fields of a customer that can't be changed, each with the reason and what to do instead.
func (CustomerUpdate) ReadOnly() map[string]string {
	fields := maps.Clone(customerReadOnly)
	fields["id"] = "It is customer_id."
	fields["origin_channel_id"] = "It can only be chosen when the customer is made."
	fields["addresses"] = "Use create_customer_address, update_customer_address and delete_customer_address."
	fields["attributes"] = "Use set_customer_attribute_values."
	fields["trigger_account_created_notification"] = "The welcome email is only for customers that are made."
	return fields
}

// ReadOnly returns the fields of an address that can't be set, each with the reason.
func (CustomerAddressWrite) ReadOnly() map[string]string {
	return map[string]string{"id": "BigCommerce numbers addresses itself.", "country": "It follows from country_code."}
}

// ReadOnly returns the fields of an address that can't be changed, each with the reason and what to do instead.
func (CustomerAddressUpdate) ReadOnly() map[string]string {
	fields := CustomerAddressWrite{}.ReadOnly()
	fields["id"] = "It is address_id."
	fields["customer_id"] = "An address stays with its customer: make one for the other customer with create_customer_address."
	return fields
}

// ReadOnly returns the fields of a subscriber that can't be set, each with the reason.
func (SubscriberCreate) ReadOnly() map[string]string {
	return map[string]string{"id": "BigCommerce numbers subscribers itself.", "date_created": keptByStore, "date_modified": keptByStore}
}
