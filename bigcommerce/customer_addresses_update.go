package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// Update changes an address. A number that no address has is a [KindNotFound]. A change that would make it the same as another address of its
// customer is not made by BigCommerce: that is a [KindConflict] with the other one's number as address_id in its details.
//
// API: PUT /v3/customers/addresses, GET /v3/customers/addresses
func (s *CustomerAddressesService) Update(ctx context.Context, update CustomerAddressUpdate) (Record[CustomerAddress], error) {
	updates := []CustomerAddressUpdate{update}
	changed, err := s.UpdateEach(ctx, updates)
	if err != nil {
		if found, ok := s.UpdateClashes(ctx, err, updates)[0]; ok {
			err = found
		}
		return Record[CustomerAddress]{}, withoutPlace(err)
	}
	return changed[0].Record, changed[0].Err
}

// UpdateEach changes up to fifty addresses, and tells of each what became of it, in the order given. One that BigCommerce leaves out of its answer is
// looked up: there may be none with that number, or it would have become the same as another one; see [CustomerAddressesService.Update]. The
// error is that of the whole request; when it [IsRefusal], [Blamed] and [CustomerAddressesService.UpdateClashes] tell whose fault it is.
//
// API: PUT /v3/customers/addresses, GET /v3/customers/addresses
func (s *CustomerAddressesService) UpdateEach(ctx context.Context, updates []CustomerAddressUpdate) ([]Each[CustomerAddress], error) {
	put := call{
		method: http.MethodPut, path: "/v3/customers/addresses", class: idempotent, api: "PUT /v3/customers/addresses", scope: customersScope,
	}
	if err := checkEach(put.api, "addresses", updates, maxAddresses, checkAddressUpdate); err != nil {
		return nil, err
	}
	sent, err := encodeEach(put.api, updates)
	if err != nil {
		return nil, err
	}
	put.body = arrayOf(sent)
	changed, err := manyOrNone[CustomerAddress](ctx, s.client, put)
	if err != nil && !isPartial(err) {
		return nil, err
	}
	byID := recordsByID(changed, "id")
	outcomes := make([]Each[CustomerAddress], len(updates))
	var left []int
	for i, update := range updates {
		record, ok := byID[update.ID]
		outcomes[i].Record = record
		switch {
		case ok:
		case err != nil:
			outcomes[i].Err = err
		default:
			left = append(left, i)
		}
	}
	s.explainLeft(ctx, put.api, sent, left, outcomes)
	return outcomes, nil
}

// checkAddressUpdate refuses an update that names no address or changes nothing.
func checkAddressUpdate(api string, update CustomerAddressUpdate) error {
	if update.ID <= 0 {
		return invalid(api, "/id", fmt.Sprintf("An address's number is 1 or higher; got %d.", update.ID))
	}
	if changesNothing(update.CustomerAddressWrite, update.Additional) {
		return invalid(api, "", fmt.Sprintf("Nothing to change was given for address %d: give at least one field that it is to have.", update.ID))
	}
	return nil
}

// explainLeft finds out why BigCommerce left addresses out of its answer.
func (s *CustomerAddressesService) explainLeft(ctx context.Context, api string, sent [][]byte, left []int, outcomes []Each[CustomerAddress]) {
	if len(left) == 0 {
		return
	}
	ids := make([]int64, len(left))
	for i, place := range left {
		ids[i] = idOf(sent[place], "id")
	}
	stored, err := s.FindByID(ctx, ids)
	if err != nil {
		stored = make([]Record[CustomerAddress], len(left))
	}
	var owners []int64
	for _, address := range stored {
		owners = append(owners, idOf(address.JSON(), "customer_id"))
	}
	var siblings []Record[CustomerAddress]
	if err == nil {
		siblings, err = s.ofCustomers(ctx, owners)
	}
	for i, place := range left {
		outcomes[place] = whyLeft(api, ids[i], sent[place], stored[i], siblings, err)
	}
}

// whyLeft tells why an address was left out of the answer to its change: stored is what it is now, siblings are all addresses of its customer.
func whyLeft(api string, id int64, sent []byte, stored Record[CustomerAddress], siblings []Record[CustomerAddress], err error) Each[CustomerAddress] {
	switch {
	case err != nil:
	case stored.JSON() == nil:
		return Each[CustomerAddress]{Err: notThere(api, "address", id)}
	case reflects(sent, stored.JSON()):
		return Each[CustomerAddress]{Record: stored}
	default:
		wanted := stored.JSON()
		for _, name := range addressIdentity {
			if given := member(sent, name); given != nil {
				wanted = withMember(wanted, name, given)
			}
		}
		for _, sibling := range siblings {
			if twin := idOf(sibling.JSON(), "id"); twin != id && sameAddress(wanted, sibling.JSON(), false) {
				return Each[CustomerAddress]{Err: similarAddress(api, twin)}
			}
		}
	}
	failure := changeNotReturned(api, "the address")
	failure.Retryable, failure.cause = true, err
	if err != nil {
		failure.Message += " Looking for it failed: " + wordsOf(err)
	}
	return Each[CustomerAddress]{Err: failure}
}

// UpdateClashes asks which addresses of a refused [CustomerAddressesService.UpdateEach] are not there. Each is a [KindNotFound]. Empty when that
// can't be found out.
//
// API: GET /v3/customers/addresses
func (s *CustomerAddressesService) UpdateClashes(ctx context.Context, err error, updates []CustomerAddressUpdate) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return nil
	}
	ids := make([]int64, len(updates))
	for i, update := range updates {
		ids[i] = update.ID
	}
	stored, lookup := s.FindByID(ctx, ids)
	if lookup != nil {
		return nil
	}
	bare := refusal.bare()
	found := map[int]error{}
	for i, address := range stored {
		if address.JSON() == nil {
			found[i] = notFound(bare, notThere("", "address", ids[i]).Message)
		}
	}
	return found
}

// similarAddress is the failure of a change that would make an address the same as another one of its customer.
func similarAddress(api string, twin int64) *Error {
	return &Error{
		Kind: KindConflict, Status: http.StatusOK, Code: "bigcommerce.duplicate", API: api, Details: map[string]any{"address_id": twin},
		Message: fmt.Sprintf("The customer has an address like that already (address_id %d), so that BigCommerce changed nothing.", twin),
	}
}
