package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// people are the customers of the store and what belongs to them.
type people struct {
	customers    *table[*customer]
	byEmail      *index[*customer]
	byAddress    *index[*customer] // ids of addresses
	attributes   *table[object]
	groups       *table[object]
	subscribers  *table[object]
	bySubscriber *index[object] // emails
	nextAddress  int64
	nextValue    int64
}

// customer is one customer. What a list only shows when it is included is kept beside the fields.
type customer struct {
	fields          object
	addresses       []object
	attributeValues []object
	formFields      string
	storeCredit     string
}

// includedRows is how many addresses and attribute values a customer shows at most.
const includedRows = 10

func (c *customer) keys() []string { return []string{strings.ToLower(c.fields.text("email"))} }

func (c *customer) addressKeys() []string { return idKeys(c.addresses) }

// idKeys are the ids of objects as keys of an index.
func idKeys(objects []object) []string {
	ids := make([]string, len(objects))
	for i, o := range objects {
		ids[i] = o.raw("id")
	}
	return ids
}

var customerListing = listing{
	narrow: merge(byID("id", "in"), map[string]narrower{
		"email:in": byKeys(func(s *Store, email string) (int64, bool) { return s.customers.find(s.byEmail, strings.ToLower(email)) }),
	}),
	filters: filters{}.
		on("company", text, "in").
		on("customer_group_id", integer, "in").
		on("phone", text, "in").
		on("registration_ip_address", text, "in").
		on("date_created", date, "", "after", "before").
		on("date_modified", date, "", "after", "before").
		with("name:in", joined("in", "first_name", "last_name")).
		with("name:like", joined("like", "first_name", "last_name")),
	sorts: map[string]kind{"date_created": date, "last_name": text, "date_modified": date},
	dates: suffixedBounds(true, "date_created", "date_modified"),
	extra: []string{"page", "limit", "after", "before", "include", "sort"},
}

func (s *Store) customerRecords() records {
	return records{ids: s.customers.ids, results: &s.customers.results, dated: s.customers.dated, load: func(id int64) object {
		c, _ := s.customers.get(id)
		return c.fields
	}}
}

// listCustomers: the first page carries both kinds of paging, later pages by number the one, pages by cursor the other.
func listCustomers(s *Store, r *request) (answer, *refusal) {
	includes, f := includesOf(r.query, "addresses", "storecredit", "attributes", "formfields", "shopper_profile_id", "segment_ids")
	if f != nil {
		return answer{}, f
	}
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	by, f := customerListing.sortedBy(r.query)
	if f != nil {
		return answer{}, f
	}
	in := s.customerRecords()
	ids, f := s.find(customerListing, in, r.query, by)
	if f != nil {
		return answer{}, f
	}
	shown, meta, f := s.pageOrCursor(customerListing, in, ids, r.query, by, w)
	if f != nil {
		return answer{}, f
	}
	return data(http.StatusOK, s.customerData(shown, includes), meta), nil
}

// customerData shows customers with what was asked for.
func (s *Store) customerData(ids []int64, includes []string) string {
	shown := make([]object, len(ids))
	for i, id := range ids {
		c, _ := s.customers.get(id)
		shown[i] = c.show(includes)
	}
	return list(shown)
}

func (c *customer) show(includes []string) object {
	withForms := slices.Contains(includes, "formfields")
	shown := slices.Clone(c.fields)
	if slices.Contains(includes, "addresses") {
		addresses := c.addresses[:min(len(c.addresses), includedRows)]
		shown = append(shown, field{"addresses", list(nestedAddresses(addresses, withForms))})
	}
	if slices.Contains(includes, "attributes") {
		shown = append(shown, field{"attributes", list(c.attributeValues[:min(len(c.attributeValues), includedRows)])})
	}
	if withForms {
		shown = append(shown, field{"form_fields", c.formFields})
	}
	if slices.Contains(includes, "storecredit") {
		shown = append(shown, field{"store_credit_amounts", c.storeCredit})
	}
	if slices.Contains(includes, "shopper_profile_id") {
		shown = append(shown, field{"shopper_profile_id", quote(uuid("shopper", c.fields.integer("id")))})
	}
	if slices.Contains(includes, "segment_ids") {
		shown = append(shown, field{"segment_ids", list(nil)})
	}
	return shown
}

// deleteCustomers removes the customers of id:in; ids that don't exist are passed over.
func deleteCustomers(s *Store, r *request) (answer, *refusal) {
	ids, f := idsToDelete(r)
	if f != nil {
		return answer{}, f
	}
	for _, id := range ids {
		if s.customers.has(id) {
			s.customers.remove(id)
			s.emit("store/customer/deleted", customerEvent(id))
		}
	}
	return noContent(), nil
}

func customerEvent(id int64) object { return object{{"type", `"customer"`}, {"id", number(id)}} }

// emitAddress emits an event of an address: its id is that of the address, its type that of the customer.
func (s *Store) emitAddress(event string, address object) {
	owner := object{{"customer_id", address.raw("customer_id")}}
	s.emit("store/customer/address/"+event, append(customerEvent(address.integer("id")), field{"address", owner.String()}))
}

// idsToDelete reads the id:in that the customers' DELETEs demand.
func idsToDelete(r *request) ([]int64, *refusal) {
	value := r.query.Get("id:in")
	if value == "" {
		return nil, refuse(http.StatusUnprocessableEntity, "The filter id:in is required.").because("id:in", pathMissing)
	}
	ids, err := integersIn(value)
	if err != nil {
		return nil, badFilter("id:in", err)
	}
	return ids, nil
}

// refreshed is the customer with its counts and dates brought up to date.
func (c *customer) refreshed() {
	c.fields = c.fields.
		with("address_count", number(int64(len(c.addresses)))).
		with("attribute_count", number(int64(len(c.attributeValues))))
}

// batchPath is the prefix of an error in one item of a batch.
func batchPath(i int) string { return strconv.Itoa(i) + "." }
