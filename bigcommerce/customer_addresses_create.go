package bigcommerce

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxAddresses is how many addresses one request creates or changes. BigCommerce documents no bound.
const maxAddresses = 50

// Create makes an address for a customer. When the customer has the same already, BigCommerce does nothing and says nothing: the existing one is
// returned then, as unchanged. A customer_id that no customer has is a [KindNotFound].
//
// API: POST /v3/customers/addresses, GET /v3/customers/addresses
func (s *CustomerAddressesService) Create(ctx context.Context, address NewCustomerAddress) (Record[CreatedCustomerAddress], error) {
	addresses := []NewCustomerAddress{address}
	created, err := s.CreateEach(ctx, addresses)
	if err != nil {
		if found, ok := s.CreateClashes(ctx, err, addresses)[0]; ok {
			err = found
		}
		return Record[CreatedCustomerAddress]{}, withoutPlace(err)
	}
	return created[0].Record, created[0].Err
}

// CreateEach makes up to fifty addresses, all or none, and tells of each what became of it, in the order given. An address that its customer has
// already is left as it is and returned as unchanged. No two may be the same. When it stays open whether the request was executed, the
// addresses are looked up, and those that are missing are made again. The error is that of the whole request; when it [IsRefusal], [Blamed] and
// [CustomerAddressesService.CreateClashes] tell whose fault it is.
//
// API: POST /v3/customers/addresses, GET /v3/customers/addresses
func (s *CustomerAddressesService) CreateEach(ctx context.Context, addresses []NewCustomerAddress) ([]Each[CreatedCustomerAddress], error) {
	post := call{
		method: http.MethodPost, path: "/v3/customers/addresses", class: settle, api: "POST /v3/customers/addresses", scope: customersScope,
	}
	if err := checkBatch(post.api, "addresses", len(addresses), maxAddresses); err != nil {
		return nil, err
	}
	sent, err := encodeEach(post.api, withRegions(addresses))
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(sent))
	for i, address := range sent {
		keys[i] = addressKey(address)
	}
	had := map[int]bool{} // the places whose address was there
	each, err := creation[CustomerAddress]{
		client: s.client, call: post, kind: "address", sent: sent, keys: keys, unique: true, equal: true,
		send: func(ctx context.Context, places []int) ([]Each[CustomerAddress], error) {
			post.body = arrayOf(chosen(sent, places))
			made, err := manyOrNone[CustomerAddress](ctx, s.client, post)
			if err != nil && !isPartial(err) {
				return nil, err
			}
			outcomes, left := matchAddresses(chosen(sent, places), made)
			if err != nil {
				for _, i := range left {
					outcomes[i].Err = err
				}
				return outcomes, nil
			}
			s.takeExisting(ctx, chosen(sent, places), left, outcomes)
			for _, i := range left {
				had[places[i]] = outcomes[i].Record.JSON() != nil
			}
			return outcomes, nil
		},
		find: func(ctx context.Context, places []int) (map[int][]Record[CustomerAddress], error) {
			stored, err := s.ofCustomers(ctx, ownersOf(chosen(sent, places)))
			found := map[int][]Record[CustomerAddress]{}
			for _, place := range places {
				if i := findAddress(stored, sent[place]); i >= 0 {
					found[place] = stored[i : i+1]
				}
			}
			return found, err
		},
	}.run(ctx)
	outcomes := make([]Each[CreatedCustomerAddress], len(each))
	for i, one := range each {
		outcomes[i].Err = one.Err
		change := Created
		if had[i] {
			change = Unchanged
		}
		if one.Record.JSON() != nil {
			outcomes[i].Record = withChange[CreatedCustomerAddress](one.Record, change)
		}
	}
	return outcomes, err
}

// withRegions returns the addresses with a blank state and postal code where they have none: BigCommerce wants both to be there.
func withRegions(addresses []NewCustomerAddress) []NewCustomerAddress {
	complete := slices.Clone(addresses)
	for i := range complete {
		complete[i].StateOrProvince = value.Of(complete[i].StateOrProvince.Or(""))
		complete[i].PostalCode = value.Of(complete[i].PostalCode.Or(""))
	}
	return complete
}

// matchAddresses finds those that were sent among those that were made. BigCommerce may write one otherwise than it was sent: the only one of its customer is
// known by that. left are the places of those that are missing.
func matchAddresses(sent [][]byte, made []Record[CustomerAddress]) (outcomes []Each[CustomerAddress], left []int) {
	outcomes = make([]Each[CustomerAddress], len(sent))
	made = slices.Clone(made)
	take := func(place, i int) {
		outcomes[place].Record = made[i]
		made = slices.Delete(made, i, i+1)
	}
	for place, address := range sent {
		if i := findAddress(made, address); i >= 0 {
			take(place, i)
		} else {
			left = append(left, place)
		}
	}
	return outcomes, slices.DeleteFunc(left, func(place int) bool {
		owner := idOf(sent[place], "customer_id")
		isOwners := func(record Record[CustomerAddress]) bool { return idOf(record.JSON(), "customer_id") == owner }
		i := slices.IndexFunc(made, isOwners)
		if i < 0 || slices.ContainsFunc(made[i+1:], isOwners) || countOwner(sent, owner) > 1 {
			return false
		}
		take(place, i)
		return true
	})
}

func countOwner(sent [][]byte, owner int64) int {
	count := 0
	for _, address := range sent {
		if idOf(address, "customer_id") == owner {
			count++
		}
	}
	return count
}

func ownersOf(addresses [][]byte) []int64 {
	owners := make([]int64, len(addresses))
	for i, address := range addresses {
		owners[i] = idOf(address, "customer_id")
	}
	return owners
}

// takeExisting gives the places that are left the addresses that were there before, which is why BigCommerce left them out of its answer.
func (s *CustomerAddressesService) takeExisting(ctx context.Context, sent [][]byte, left []int, outcomes []Each[CustomerAddress]) {
	if len(left) == 0 {
		return
	}
	stored, err := s.ofCustomers(ctx, ownersOf(chosen(sent, left)))
	for _, place := range left {
		if i := findAddress(stored, sent[place]); i >= 0 {
			outcomes[place].Record = stored[i]
			continue
		}
		outcomes[place].Err = unseenAddress(err)
	}
}

// unseenAddress is the failure of an address that BigCommerce left out of its answer, as it does when the customer has it, and that was not found.
func unseenAddress(lookup error) error {
	const left = "BigCommerce made no address: it takes one that the customer has for the same."
	var failure *Error
	if errors.As(lookup, &failure) {
		unread := *failure
		unread.Message = left + " Reading that one failed: " + failure.Message
		return &unread
	}
	return &Error{
		Kind: KindConflict, Status: http.StatusOK, Code: "bigcommerce.duplicate", API: "POST /v3/customers/addresses", cause: lookup,
		Message: left + " None of the customer's addresses is alike in all fields, though: look at them with the customer_id.",
	}
}

// CreateClashes asks which addresses of a refused [CustomerAddressesService.CreateEach] are for a customer who isn't there. Each is a [KindNotFound].
// Empty when that can't be found out.
//
// API: GET /v3/customers
func (s *CustomerAddressesService) CreateClashes(ctx context.Context, err error, addresses []NewCustomerAddress) map[int]error {
	keys := make([]customerKey, len(addresses))
	for i, address := range addresses {
		keys[i].id = address.CustomerID
	}
	return s.client.Customers.absentees(ctx, err, keys)
}

// manyOrNone is many for writes whose answer may lack the list when nothing came of them.
func manyOrNone[T any](ctx context.Context, c *Client, call call) ([]Record[T], error) {
	answer, err := c.do(ctx, call)
	if err != nil && !isPartial(err) {
		return nil, err
	}
	data := member(answer.body, "data")
	if err == nil && !startsWith(answer.body, '{') || data != nil && !startsWith(data, '[') {
		return nil, missingSuccess(call, answer.status, "it has no list of records")
	}
	page := rawPage{data: data}
	if !page.split() {
		return nil, cmp.Or(err, error(missingSuccess(call, answer.status, tooMany)))
	}
	return recordsOf[T](page), err
}
