package sandbox

import (
	"cmp"
	"net/http"
	"slices"
)

// addressRules are the demands on an address, alone or within a new customer.
var addressRules = []rule{
	textOf("first_name", 1, 255).must(),
	textOf("last_name", 1, 255).must(),
	textOf("company", 0, 255),
	textOf("address1", 1, unbounded).must(),
	textOf("address2", 0, unbounded),
	textOf("city", 1, 100).must(),
	textOf("state_or_province", 0, 100),
	textOf("postal_code", 0, 30),
	textOf("country_code", 2, 2).must(),
	textOf("phone", 0, 50),
	choice("address_type", "residential", "commercial"),
	formFieldRules,
}

// addressIdentity are the fields that make two addresses of one customer the same.
var addressIdentity = []string{
	"first_name", "last_name", "company", "address1", "address2", "city", "state_or_province", "postal_code", "country_code", "phone", "address_type",
}

var addressListing = listing{
	filters: filters{}.
		on("id", integer, "in").
		on("customer_id", integer, "in").
		on("company", text, "in").
		with("name:in", joined("in", "first_name", "last_name")),
	extra: []string{"page", "limit", "include"},
}

// addressFields are the fields of a blank address, in the vendor's order.
func addressFields() object {
	return object{
		{"address1", `""`},
		{"address2", `""`},
		{"address_type", `"residential"`},
		{"city", `""`},
		{"company", `""`},
		{"country", `""`},
		{"country_code", `""`},
		{"customer_id", "0"},
		{"first_name", `""`},
		{"id", "0"},
		{"last_name", `""`},
		{"phone", `""`},
		{"postal_code", `""`},
		{"state_or_province", `""`},
		{"form_fields", `[]`},
	}
}

// showAddresses leaves the form fields out unless they were asked for.
func showAddresses(addresses []object, withForms bool) []object {
	if withForms {
		return addresses
	}
	shown := make([]object, len(addresses))
	for i, address := range addresses {
		shown[i] = address.without("form_fields")
	}
	return shown
}

// nestedAddresses shows addresses within their customer, where form fields don't tell whose they are.
func nestedAddresses(addresses []object, withForms bool) []object {
	shown := slices.Clone(showAddresses(addresses, withForms))
	for i, address := range shown {
		if _, given := address.get("form_fields"); given {
			forms := address.objects("form_fields")
			for j := range forms {
				forms[j] = forms[j].without("address_id")
			}
			shown[i] = address.with("form_fields", list(forms))
		}
	}
	return shown
}

func listAddresses(s *Store, r *request) (answer, *refusal) {
	includes, f := includesOf(r.query, "formfields")
	if f != nil {
		return answer{}, f
	}
	owners, f := s.find(listing{narrow: addressOwners, extra: keysOf(r.query)}, s.customerRecords(), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	var all []object
	for _, id := range owners {
		c, _ := s.customers.get(id)
		all = append(all, c.addresses...)
	}
	slices.SortFunc(all, func(a, b object) int { return cmp.Compare(a.integer("id"), b.integer("id")) })
	return s.listObjects(addressListing, all, r.query, func(shown []object) []object {
		return showAddresses(shown, slices.Contains(includes, "formfields"))
	})
}

// addressOwners narrows the customers whose addresses are looked at.
var addressOwners = map[string]narrower{
	"id:in":          byKeys(func(s *Store, id string) (int64, bool) { return s.customers.find(s.byAddress, id) }),
	"customer_id:in": idsThat("in"),
}

func (s *Store) takeAddressID() int64 { s.nextAddress++; return s.nextAddress }

// addAddress adds a new address, unless the customer has the same already.
func (s *Store) addAddress(c *customer, body object) (object, bool) {
	id := s.takeAddressID()
	address := addressFields().
		merged(body.without("id", "country", "form_fields")).
		with("customer_id", c.fields.raw("id")).
		with("id", number(id)).
		with("country", quote(countryName(body.text("country_code")))).
		with("form_fields", withOwner(body.objects("form_fields"), "address_id", id))
	if slices.ContainsFunc(c.addresses, func(other object) bool { return sameAddress(other, address) }) {
		return nil, false
	}
	c.addresses = append(slices.Clone(c.addresses), address)
	return address, true
}

func sameAddress(a, b object) bool {
	return !slices.ContainsFunc(addressIdentity, func(name string) bool { return a.raw(name) != b.raw(name) })
}

// createAddresses adds addresses to customers. An address that the customer has already is left out of the answer.
func createAddresses(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, maxLimit, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	required := append(slices.Clone(addressRules),
		integerOf("customer_id", 1, int32Max).must(), textOf("state_or_province", 0, 100).must(), textOf("postal_code", 0, 30).must())
	var errors object
	for i, body := range bodies {
		errors = append(errors, check(required, body, batchPath(i), false)...)
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	for i, body := range bodies {
		if !s.customers.has(body.integer("customer_id")) {
			return answer{}, refuse(http.StatusUnprocessableEntity, "Create addresses failed.").
				because(batchPath(i)+"customer_id", "customer "+body.raw("customer_id")+" doesn't exist")
		}
	}
	var created []object
	for _, body := range bodies {
		id := body.integer("customer_id")
		s.changeCustomer(id, func(c *customer) {
			if address, added := s.addAddress(c, body); added {
				created = append(created, address)
				s.emitAddress("created", address)
			}
		})
	}
	return data(http.StatusOK, list(created), object{}), nil
}

// changeCustomer changes a copy of a customer and stores it. What belongs to a customer doesn't touch the customer's own date.
func (s *Store) changeCustomer(id int64, change func(*customer)) {
	old, ok := s.customers.get(id)
	if !ok {
		return
	}
	c := *old
	change(&c)
	c.refreshed()
	s.customers.put(id, &c)
}

// updateAddresses changes addresses. A change that would make two addresses of a customer the same is not made, and the address is left out of
// the answer.
func updateAddresses(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, maxLimit, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	var errors object
	for i, body := range bodies {
		errors = append(errors, check(idRule, body, batchPath(i), false)...)
		errors = append(errors, check(addressRules, body, batchPath(i), true)...)
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	for i, body := range bodies {
		if _, ok := s.customers.find(s.byAddress, body.raw("id")); !ok {
			return answer{}, refuse(http.StatusUnprocessableEntity, "Update addresses failed.").
				because(batchPath(i)+"id", "address "+body.raw("id")+" doesn't exist")
		}
	}
	var updated []object
	for _, body := range bodies {
		owner, _ := s.customers.find(s.byAddress, body.raw("id"))
		s.changeCustomer(owner, func(c *customer) {
			if address, changed := c.updateAddress(body); changed {
				updated = append(updated, address)
				s.emitAddress("updated", address)
			}
		})
	}
	return data(http.StatusOK, list(updated), object{}), nil
}

// updateAddress changes an address, unless that makes it the same as another one.
func (c *customer) updateAddress(body object) (address object, changed bool) {
	at := slices.IndexFunc(c.addresses, func(address object) bool { return address.raw("id") == body.raw("id") })
	address = c.addresses[at].merged(body.without("customer_id", "country", "form_fields"))
	address = address.with("country", quote(countryName(address.text("country_code"))))
	if _, given := body.get("form_fields"); given {
		address = address.with("form_fields", withOwner(body.objects("form_fields"), "address_id", body.integer("id")))
	}
	if slices.ContainsFunc(c.addresses, func(other object) bool { return other.raw("id") != body.raw("id") && sameAddress(other, address) }) {
		return c.addresses[at], false
	}
	c.addresses = slices.Clone(c.addresses)
	c.addresses[at] = address
	return address, true
}

func deleteAddresses(s *Store, r *request) (answer, *refusal) {
	ids, f := idsToDelete(r)
	if f != nil {
		return answer{}, f
	}
	for _, id := range ids {
		owner, ok := s.customers.find(s.byAddress, number(id))
		if !ok {
			continue
		}
		s.changeCustomer(owner, func(c *customer) {
			c.addresses = slices.DeleteFunc(slices.Clone(c.addresses), func(address object) bool { return address.raw("id") == number(id) })
		})
		s.emitAddress("deleted", object{{"id", number(id)}, {"customer_id", number(owner)}})
	}
	return noContent(), nil
}
