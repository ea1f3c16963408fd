package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// UpsertedCustomer is a customer that is as it was asked for, and what had to be done for that.
type UpsertedCustomer struct {
	Customer
	Changed
}

const (
	// compared are the sub-resources by which a customer is compared with what it is to be.
	compared = "storecredit,formfields"
	// upsertsAtOnce is how many requests of one upsert are under way at most.
	upsertsAtOnce = 4
)

// UpsertEach makes sure that there are customers with these emails, upper and lower case being the same, who have what is given, and tells of each
// what became of it, in the order given. The customers are looked up with one request. Those who are missing are made, ten with a request; that takes
// a first and a last name, else it is a [KindInvalid]. Those who differ are changed, ten with a request; what only a new customer can be given is passed over then:
// origin_channel_id, addresses, attributes and trigger_account_created_notification. Those who have all that is given are left alone.
// A password, which can't be read, is always set. A batch that BigCommerce refuses is divided. No two of the emails may be the same, and they must fit
// one request: see [QueryCapacity]. The error is that of the look-up.
//
// API: GET /v3/customers, POST /v3/customers, PUT /v3/customers
func (s *CustomersService) UpsertEach(ctx context.Context, customers []CustomerCreate) ([]Each[UpsertedCustomer], error) {
	emails := make([]string, len(customers))
	for i, customer := range customers {
		emails[i] = customer.Email.Or("")
	}
	stored, err := s.findByEmail(ctx, emails, compared)
	if err != nil {
		return nil, err
	}
	upsert := &customerUpsert{service: s, customers: customers, outcomes: make([]Each[UpsertedCustomer], len(customers))}
	var missing []int
	var different []CustomerUpdate
	var places []int // of those who are different
	for i := range customers {
		if stored[i].JSON() == nil {
			if upsert.outcomes[i].Err = checkNames(customers[i]); upsert.outcomes[i].Err == nil {
				missing = append(missing, i)
			}
		} else if update, differs := upsert.compare(i, stored[i]); differs {
			different, places = append(different, update), append(places, i)
		}
	}
	var work []func(context.Context)
	for batch := range slices.Chunk(missing, maxCustomers) {
		work = append(work, func(ctx context.Context) { upsert.create(ctx, batch) })
	}
	for batch := range slices.Chunk(different, maxCustomers) {
		batchPlaces := places[:len(batch)]
		places = places[len(batch):]
		work = append(work, func(ctx context.Context) { upsert.update(ctx, batchPlaces, batch) })
	}
	err = Concurrently(ctx, len(work), upsertsAtOnce, func(ctx context.Context, i int) error { work[i](ctx); return nil })
	return upsert.outcomes, err
}

// customerUpsert is one run of [CustomersService.UpsertEach]. Customers are named by their places.
type customerUpsert struct {
	service   *CustomersService
	customers []CustomerCreate
	outcomes  []Each[UpsertedCustomer]
}

// compare returns the change that makes the stored customer what it is to be. When there is none, the place has its outcome.
func (u *customerUpsert) compare(place int, stored Record[Customer]) (CustomerUpdate, bool) {
	customer := u.customers[place]
	update := CustomerUpdate{ID: idOf(stored.JSON(), "id"), CustomerWrite: customer.CustomerWrite, Additional: customer.Additional}
	update.Email = value.Optional[string]{} // it is the same but for its case
	wanted, err := encodeBody(update)
	is := stored.JSON()
	if member(is, "channel_ids") == nil { // BigCommerce leaves it out where null stands for all channels
		is = withMember(is, "channel_ids", []byte("null"))
	}
	switch {
	case err != nil:
		u.outcomes[place].Err = requestError("PUT /v3/customers", err)
	case holds(is, wanted):
		u.outcomes[place].Record = withChange[UpsertedCustomer](stored, Unchanged)
	default:
		return update, true
	}
	return update, false
}

// create makes the customers at the places. One who was made by somebody else meanwhile is changed instead.
func (u *customerUpsert) create(ctx context.Context, places []int) {
	batch := chosen(u.customers, places)
	created, err := u.service.CreateEach(ctx, batch)
	switch {
	case err == nil:
		for i, place := range places {
			u.take(place, created[i], Created)
		}
	case !IsRefusal(err):
		u.fail(places, err)
	case len(places) > 1:
		for _, place := range places {
			u.create(ctx, []int{place})
		}
	default:
		u.outcomes[places[0]].Err = withoutPlace(u.service.explain(ctx, err, createKeys(batch)))
	}
	for _, place := range places {
		if len(places) == 1 && errors.Is(u.outcomes[place].Err, ErrConflict) {
			u.changeInstead(ctx, place)
		}
	}
}

// changeInstead changes the customer at the place, whose email turned out to be taken.
func (u *customerUpsert) changeInstead(ctx context.Context, place int) {
	stored, err := u.service.findByEmail(ctx, []string{u.customers[place].Email.Or("")}, compared)
	if err != nil || stored[0].JSON() == nil {
		return // the conflict stands
	}
	u.outcomes[place].Err = nil
	if update, differs := u.compare(place, stored[0]); differs {
		u.update(ctx, []int{place}, []CustomerUpdate{update})
	}
}

// update makes the changes of the customers at the places.
func (u *customerUpsert) update(ctx context.Context, places []int, updates []CustomerUpdate) {
	updated, err := u.service.UpdateEach(ctx, updates)
	switch {
	case err == nil:
		for i, place := range places {
			u.take(place, updated[i], Updated)
		}
	case !IsRefusal(err):
		u.fail(places, err)
	case len(places) > 1:
		for i, place := range places {
			u.update(ctx, []int{place}, updates[i:i+1])
		}
	default:
		u.outcomes[places[0]].Err = withoutPlace(u.service.explain(ctx, err, updateKeys(updates)))
	}
}

// take notes what became of a place.
func (u *customerUpsert) take(place int, each Each[Customer], change Change) {
	u.outcomes[place].Err = each.Err
	if each.Record.JSON() != nil {
		u.outcomes[place].Record = withChange[UpsertedCustomer](each.Record, change)
	}
}

// fail gives the places the failure of a request.
func (u *customerUpsert) fail(places []int, err error) {
	if len(places) > 1 {
		err = ofMany(err)
	}
	for _, place := range places {
		u.outcomes[place].Err = withoutPlace(err)
	}
}

// checkNames refuses a customer who is to be made and lacks a name.
func checkNames(customer CustomerCreate) error {
	var faults []FieldError
	for _, field := range []struct{ name, text string }{{"first_name", customer.FirstName.Or("")}, {"last_name", customer.LastName.Or("")}} {
		if strings.TrimSpace(field.text) == "" {
			faults = append(faults, FieldError{Path: "/" + field.name, Message: fmt.Sprintf("No customer has this email yet: to make one, give %s.", field.name)})
		}
	}
	return invalidFields("POST /v3/customers", faults)
}
