package bigcommerce

import (
	"context"
	"iter"
	"net/http"
	"strings"
)

// customersScope is the OAuth scope of customers and their addresses.
const customersScope = "store_v2_customers"

// maxCustomers is how many customers one request may create or change.
const maxCustomers = 10

// List reads one page of customers.
//
// API: GET /v3/customers
func (s *CustomersService) List(ctx context.Context, filters CustomerQuery, at PageOptions) (Page[Customer], error) {
	return page[Customer](ctx, s.client, customerList(filters), at)
}

// All reads all customers that match, page by page, up to the limit. Without a sort order they are walked by cursor: a customer who
// is created or changed meanwhile is neither missed nor repeated. With one they are paged by number, which can miss or repeat
// customers that change meanwhile. Filters with more values than fit one request are split over several; that excludes a sort order.
//
// API: GET /v3/customers
func (s *CustomersService) All(ctx context.Context, filters CustomerQuery, opts ListOptions) iter.Seq2[Record[Customer], error] {
	return all[Customer](ctx, s.client, customerList(filters), opts)
}

func customerList(filters CustomerQuery) filtered {
	list := filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v3/customers", class: safe, api: "GET /v3/customers", scope: customersScope},
			strategy: cursorV3{},
		},
		filters: filters,
		splittable: []string{
			"id:in", "email:in", "name:in", "name:like", "company:in", "phone:in", "customer_group_id:in", "registration_ip_address:in",
		},
		key:    "id",
		sorted: filters.Sort.IsSet(),
	}
	if list.sorted {
		list.strategy = offsetV3{}
	}
	return list
}

// Create makes a customer. An email that is taken is a [KindConflict] with the existing customer's number as customer_id in its details. When it
// stays open whether the request was executed, the customer is looked up by email.
//
// API: POST /v3/customers
func (s *CustomersService) Create(ctx context.Context, customer CustomerCreate) (Record[Customer], error) {
	customers := []CustomerCreate{customer}
	created, err := s.CreateEach(ctx, customers)
	if err != nil {
		return Record[Customer]{}, s.explain(ctx, err, createKeys(customers))
	}
	return created[0].Record, created[0].Err
}

// Update changes up to ten customers and returns them in the order in which they were given. Addresses and attributes have operations of
// their own. A number that no customer has is a [KindNotFound], or a [KindPartial] beside the changed ones when others were changed;
// an email that another customer has is a [KindConflict] with that one's number as customer_id in its details.
//
// API: PUT /v3/customers
func (s *CustomersService) Update(ctx context.Context, customers []CustomerUpdate) ([]Record[Customer], error) {
	const api = "PUT /v3/customers"
	if err := checkEach(api, "customers", customers, maxCustomers, checkCustomerUpdate); err != nil {
		return nil, err
	}
	keys := updateKeys(customers)
	changed, err := many[Customer](ctx, s.client, call{
		method: http.MethodPut, path: "/v3/customers", body: customers, class: idempotent, api: api, scope: customersScope,
	})
	if err != nil {
		return changed, s.explain(ctx, err, keys)
	}
	ordered := make([]Record[Customer], 0, len(keys))
	var missing []customerKey
	for _, key := range keys {
		if record, ok := key.findID(changed); ok {
			ordered = append(ordered, record)
		} else {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return ordered, s.unchanged(ctx, api, missing, len(ordered) > 0)
	}
	return ordered, nil
}

// customerKey is what tells customers apart: the number, 0 for one that is being made, and the email, blank when it isn't given.
type customerKey struct {
	id    int64
	email string
}

// findEmail returns the record with the key's email.
func (k customerKey) findEmail(records []Record[Customer]) (Record[Customer], bool) {
	for _, record := range records {
		if strings.EqualFold(text(member(record.JSON(), "email")), strings.TrimSpace(k.email)) {
			return record, true
		}
	}
	return Record[Customer]{}, false
}

// findID returns the record with the key's number.
func (k customerKey) findID(records []Record[Customer]) (Record[Customer], bool) {
	for _, record := range records {
		if idOf(record.JSON(), "id") == k.id {
			return record, true
		}
	}
	return Record[Customer]{}, false
}
