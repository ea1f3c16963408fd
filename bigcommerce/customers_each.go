package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// CreateEach makes up to ten customers, all or none, and tells of each what became of it, in the order given. When it stays open whether the request
// was executed, the customers are looked up by email, and those that are missing are made again. The error is that of the whole
// request; when it [IsRefusal], [Blamed] and [CustomersService.CreateClashes] tell whose fault it is.
//
// API: POST /v3/customers
func (s *CustomersService) CreateEach(ctx context.Context, customers []CustomerCreate) ([]Each[Customer], error) {
	post := call{method: http.MethodPost, path: "/v3/customers", class: settle, api: "POST /v3/customers", scope: customersScope}
	if err := checkBatch(post.api, "customers", len(customers), maxCustomers); err != nil {
		return nil, err
	}
	sent, err := encodeEach(post.api, customers)
	if err != nil {
		return nil, err
	}
	keys := createKeys(customers)
	emails := make([]string, len(keys))
	for i, key := range keys {
		if !strings.Contains(key.email, ",") { // which can't be looked up
			emails[i] = strings.TrimSpace(key.email)
		}
	}
	return creation[Customer]{
		client: s.client, call: post, kind: "customer", sent: sent, keys: emails, unique: true, made: "date_created",
		send: func(ctx context.Context, places []int) ([]Each[Customer], error) {
			post.body = arrayOf(chosen(sent, places))
			created, err := many[Customer](ctx, s.client, post)
			if err != nil && !isPartial(err) {
				return nil, err
			}
			outcomes := make([]Each[Customer], len(places))
			for i, place := range places {
				record, ok := keys[place].findEmail(created)
				switch {
				case ok:
					outcomes[i].Record = record
				case err != nil:
					outcomes[i].Err = err
				default:
					outcomes[i].Err = notReturned(post.api, keys[place].email)
				}
			}
			return outcomes, nil
		},
		find: func(ctx context.Context, places []int) (map[int][]Record[Customer], error) {
			existing, err := s.List(ctx, CustomerQuery{
				EmailIn:           chosen(emails, places),
				CustomerSelection: CustomerSelection{Include: value.List[CustomerInclude]{"addresses", "storecredit", "attributes", "formfields"}},
			}, PageOptions{})
			if err != nil {
				return nil, err
			}
			found := map[int][]Record[Customer]{}
			for _, place := range places {
				if record, ok := keys[place].findEmail(existing.Records); ok {
					found[place] = []Record[Customer]{record}
				}
			}
			return found, nil
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return emailTaken(refusal, existing, "/email") },
	}.run(ctx)
}

// UpdateEach changes up to ten customers, all or none, and tells of each what became of it, in the order given. A customer that BigCommerce
// leaves out of its answer is a [KindNotFound] when there is none with that number, else a [KindOutcomeUnknown]. The error is that
// of the whole request; when it [IsRefusal], [Blamed] and [CustomersService.UpdateClashes] tell whose fault it is.
//
// API: PUT /v3/customers
func (s *CustomersService) UpdateEach(ctx context.Context, customers []CustomerUpdate) ([]Each[Customer], error) {
	const api = "PUT /v3/customers"
	if err := checkEach(api, "customers", customers, maxCustomers, checkCustomerUpdate); err != nil {
		return nil, err
	}
	sent, err := encodeEach(api, customers)
	if err != nil {
		return nil, err
	}
	changed, err := many[Customer](ctx, s.client, call{
		method: http.MethodPut, path: "/v3/customers", body: arrayOf(sent), class: idempotent, api: api, scope: customersScope,
	})
	if err != nil && !isPartial(err) {
		return nil, err
	}
	outcomes := make([]Each[Customer], len(customers))
	var missing []customerKey
	keys := updateKeys(customers)
	for i, key := range keys {
		record, ok := key.findID(changed)
		if outcomes[i].Record = record; !ok {
			missing = append(missing, key)
		}
	}
	unknown := s.unknown(ctx, missing)
	for i, key := range keys {
		switch {
		case outcomes[i].Record.JSON() != nil:
		case key.isIn(unknown):
			answer := &Error{Status: http.StatusOK, Code: "bigcommerce.not_found", API: api}
			outcomes[i].Err = notFound(answer, unknownCustomers([]customerKey{key}))
		case err != nil:
			outcomes[i].Err = err
		default:
			outcomes[i].Err = changeNotReturned(api, "the customer")
		}
	}
	return outcomes, nil
}

// CreateClashes asks which customers of a refused [CustomersService.CreateEach] have an email that is taken. Each is a [KindConflict] with
// the existing customer's number as customer_id in its details. Empty when that can't be found out.
//
// API: GET /v3/customers
func (s *CustomersService) CreateClashes(ctx context.Context, err error, customers []CustomerCreate) map[int]error {
	return s.clashes(ctx, err, createKeys(customers))
}

// UpdateClashes asks which customers of a refused [CustomersService.UpdateEach] have a number that nobody has, a [KindNotFound], or an
// email that another one has, a [KindConflict] with that one's number as customer_id in its details. Empty when that can't be found out.
//
// API: GET /v3/customers
func (s *CustomersService) UpdateClashes(ctx context.Context, err error, customers []CustomerUpdate) map[int]error {
	return s.clashes(ctx, err, updateKeys(customers))
}

func (s *CustomersService) clashes(ctx context.Context, err error, keys []customerKey) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return nil
	}
	if found := s.absentees(ctx, err, keys); len(found) > 0 {
		return found // those with a taken email, if any, are found by the next refusal
	}
	found := map[int]error{}
	byEmail, _ := s.byEmail(ctx, keys)
	for i, key := range keys {
		existing, ok := key.findEmail(byEmail)
		id := idOf(existing.JSON(), "id")
		if key.email == "" || !ok || id == key.id {
			continue
		}
		found[i] = emailTaken(refusal.bare(), id, "/email")
	}
	return found
}

// absentees asks which of the customers that a refused batch is about are not there. Each is a [KindNotFound]. Empty when that can't be found out.
func (s *CustomersService) absentees(ctx context.Context, err error, keys []customerKey) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return nil
	}
	unknown := s.unknown(ctx, keys)
	found := map[int]error{}
	for i, key := range keys {
		if key.isIn(unknown) {
			found[i] = notFound(refusal.bare(), unknownCustomers([]customerKey{key}))
		}
	}
	return found
}

// checkCustomerUpdate refuses an update that names no customer or changes nothing.
func checkCustomerUpdate(api string, customer CustomerUpdate) error {
	if customer.ID <= 0 {
		return invalid(api, "/id", fmt.Sprintf("A customer's number is 1 or higher; got %d.", customer.ID))
	}
	if changesNothing(customer.CustomerWrite, customer.Additional) {
		return invalid(api, "", fmt.Sprintf("Nothing to change was given for customer %d: give at least one field that it is to have.", customer.ID))
	}
	return nil
}

func createKeys(customers []CustomerCreate) []customerKey {
	keys := make([]customerKey, len(customers))
	for i, customer := range customers {
		keys[i].email = customer.Email.Or("")
	}
	return keys
}

func updateKeys(customers []CustomerUpdate) []customerKey {
	keys := make([]customerKey, len(customers))
	for i, customer := range customers {
		keys[i] = customerKey{id: customer.ID, email: customer.Email.Or("")}
	}
	return keys
}

// isIn reports whether one of the keys has the key's number.
func (k customerKey) isIn(keys []customerKey) bool {
	return slices.ContainsFunc(keys, func(other customerKey) bool { return other.id == k.id })
}

// notReturned is the failure of a create that was accepted and whose record did not come back.
func notReturned(api, email string) *Error {
	return incomplete(api, http.StatusOK, fmt.Sprintf("BigCommerce accepted the customer %s but did not return the record. "+
		"Look for the email before trying again: the customer may have been created.", email))
}
