package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// customerBatch is how many customers one request may write.
const customerBatch = 10

var formFieldRules = objectsOf("form_fields", unbounded, textOf("name", 1, unbounded).must(), rule{name: "value", shape: anything, required: true})

var customerRules = []rule{
	textOf("email", 3, 250).must(),
	textOf("first_name", 1, 100).must(),
	textOf("last_name", 1, 100).must(),
	textOf("company", 0, 255),
	textOf("phone", 0, 50),
	textOf("notes", 0, unbounded),
	textOf("tax_exempt_category", 0, 255),
	integerOf("customer_group_id", 0, int32Max),
	objectOf("authentication", flag("force_password_reset"), textOf("new_password", 1, unbounded)),
	flag("accepts_product_review_abandoned_cart_emails"),
	objectsOf("store_credit_amounts", unbounded, numberOf("amount", 0, unbounded)),
	integerOf("origin_channel_id", 1, int32Max),
	listOf("channel_ids", anInteger, unbounded).orNull(),
	formFieldRules,
	objectsOf("addresses", includedRows, addressRules...),
	objectsOf("attributes", includedRows, integerOf("attribute_id", 1, int32Max).must(), textOf("attribute_value", 0, 255).must()),
	flag("trigger_account_created_notification"),
}

// createCustomers saves all customers of the array or none.
func createCustomers(s *Store, r *request) (answer, *refusal) {
	bodies, f := customerBodies(r)
	if f != nil {
		return answer{}, f
	}
	var errors object
	emails := map[string]bool{}
	for i, body := range bodies {
		errors = append(errors, check(customerRules, body, batchPath(i), false)...)
		errors = append(errors, s.checkCustomer(body, batchPath(i))...)
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	for _, body := range bodies {
		email := strings.ToLower(body.text("email"))
		if _, taken := s.customers.find(s.byEmail, email); taken || emails[email] {
			return answer{}, refuse(http.StatusUnprocessableEntity, "Create customers failed.").
				because(".customer_create", "Error creating customers")
		}
		emails[email] = true
	}
	ids := make([]int64, len(bodies))
	for i, body := range bodies {
		ids[i] = s.createCustomer(body)
	}
	return data(http.StatusOK, s.customerData(ids, []string{"addresses", "attributes", "formfields", "storecredit"}), object{}), nil
}

func customerBodies(r *request) ([]object, *refusal) {
	return bodyObjects(r.body, customerBatch, "The request payload is too large. The maximum items allowed in the array is 10.")
}

// checkCustomer checks what a customer refers to.
func (s *Store) checkCustomer(body object, prefix string) object {
	var errors object
	if email, given := body.get("email"); given && email[0] == '"' && !strings.Contains(email, "@") {
		errors = append(errors, field{prefix + "email", quote("must be an e-mail address")})
	}
	if group := body.integer("customer_group_id"); group != 0 && !s.groups.has(group) {
		errors = append(errors, field{prefix + "customer_group_id", quote("no such customer group")})
	}
	if body.raw("channel_ids") == "[]" {
		errors = append(errors, field{prefix + "channel_ids", quote("must not be empty: leave it out, or send null, for all channels")})
	}
	for _, value := range body.objects("attributes") {
		if !s.attributes.has(value.integer("attribute_id")) {
			errors = append(errors, field{prefix + "attributes", quote("no such attribute: " + value.raw("attribute_id"))})
		}
	}
	return errors
}

// ownFields are what a customer's body holds besides the customer's own fields.
var ownFields = []string{
	"addresses", "attributes", "form_fields", "store_credit_amounts", "trigger_account_created_notification", "authentication",
}

// keptFields are what a client can't write.
var keptFields = []string{"id", "registration_ip_address", "date_created", "date_modified", "address_count", "attribute_count"}

func (s *Store) createCustomer(body object) int64 {
	id, now := s.customers.takeID(), dateV3(s.now())
	c := &customer{
		fields:      newCustomerFields(id, now).merged(body.without(ownFields...).without(keptFields...)),
		formFields:  body.raw("form_fields"),
		storeCredit: body.raw("store_credit_amounts"),
	}
	c.settle(body)
	if c.formFields = withOwner(body.objects("form_fields"), "customer_id", id); c.storeCredit == "" {
		c.storeCredit = list(nil)
	}
	for _, address := range body.objects("addresses") {
		s.addAddress(c, address)
	}
	for _, value := range body.objects("attributes") {
		c.attributeValues = append(c.attributeValues, newAttributeValue(s.takeValueID(), id, value, now))
	}
	c.refreshed()
	s.customers.put(id, c)
	s.emit("store/customer/created", customerEvent(id))
	for _, address := range c.addresses {
		s.emitAddress("created", address)
	}
	return id
}

// newCustomerFields are the fields of a customer of whom nothing is known, in the vendor's order.
func newCustomerFields(id int64, now string) object {
	return object{
		{"email", `""`},
		{"first_name", `""`},
		{"last_name", `""`},
		{"company", `""`},
		{"phone", `""`},
		{"registration_ip_address", `""`},
		{"notes", `""`},
		{"tax_exempt_category", `""`},
		{"customer_group_id", "0"},
		{"id", number(id)},
		{"date_modified", now},
		{"date_created", now},
		{"address_count", "0"},
		{"attribute_count", "0"},
		{"authentication", `{"force_password_reset":false}`},
		{"accepts_product_review_abandoned_cart_emails", "false"},
		{"origin_channel_id", "1"},
	}
}

// settle keeps all of authentication but the password, which is never given out, and leaves channel_ids out where all channels
// are meant.
func (c *customer) settle(body object) {
	if c.fields.raw("channel_ids") == "null" {
		c.fields = c.fields.without("channel_ids")
	}
	given, ok := body.get("authentication")
	if !ok {
		return
	}
	login, _ := parseObject([]byte(given))
	current, _ := parseObject([]byte(c.fields.raw("authentication")))
	c.fields = c.fields.with("authentication", current.merged(login.without("new_password")).String())
}

// withOwner adds the owner's id to form fields.
func withOwner(formFields []object, name string, id int64) string {
	for i := range formFields {
		formFields[i] = formFields[i].with(name, number(id))
	}
	return list(formFields)
}

// updateCustomers changes all customers of the array or none. Addresses and attribute values have their own endpoints, and
// read-only fields are ignored.
func updateCustomers(s *Store, r *request) (answer, *refusal) {
	bodies, f := customerBodies(r)
	if f != nil {
		return answer{}, f
	}
	if f := s.checkUpdates(bodies); f != nil {
		return answer{}, f
	}
	ids := make([]int64, len(bodies))
	for i, body := range bodies {
		ids[i] = body.integer("id")
		s.updateCustomer(ids[i], body)
	}
	return data(http.StatusOK, s.customerData(ids, []string{"formfields", "storecredit"}), object{}), nil
}

func (s *Store) checkUpdates(bodies []object) *refusal {
	var errors object
	emails := map[string]bool{}
	for i, body := range bodies {
		prefix := batchPath(i)
		errors = append(errors, check(idRule, body, prefix, false)...)
		errors = append(errors, check(customerRules, body, prefix, true)...)
		errors = append(errors, s.checkCustomer(body, prefix)...)
		for _, name := range []string{"addresses", "attributes"} {
			if _, given := body.get(name); given {
				errors = append(errors, field{prefix + name, quote("can't be updated with the customer")})
			}
		}
	}
	if f := invalid(errors); f != nil {
		return f
	}
	for i, body := range bodies {
		id := body.integer("id")
		if !s.customers.has(id) {
			return refuse(http.StatusUnprocessableEntity, "Update customers failed.").
				because(batchPath(i)+"id", "customer "+number(id)+" doesn't exist")
		}
		if _, given := body.get("email"); !given {
			continue
		}
		email := strings.ToLower(body.text("email"))
		if owner, taken := s.customers.find(s.byEmail, email); taken && owner != id || emails[email] {
			return refuse(http.StatusUnprocessableEntity, "Update customers failed.").
				because(".customer_update", "Error updating customers")
		}
		emails[email] = true
	}
	return nil
}

func (s *Store) updateCustomer(id int64, body object) {
	old, _ := s.customers.get(id)
	c := *old
	readOnly := slices.Concat(ownFields, keptFields, []string{"origin_channel_id"})
	c.fields = c.fields.merged(body.without(readOnly...)).with("date_modified", dateV3(s.now()))
	c.settle(body)
	if _, given := body.get("form_fields"); given {
		c.formFields = withOwner(body.objects("form_fields"), "customer_id", id)
	}
	if credit, given := body.get("store_credit_amounts"); given {
		c.storeCredit = credit
	}
	s.customers.put(id, &c)
	s.emit("store/customer/updated", customerEvent(id))
}
