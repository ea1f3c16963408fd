package bigcommerce

import (
	"context"
	"slices"
	"strings"
)

// addressIdentity are the fields that tell the addresses of a customer apart: no two are alike in all of them.
var addressIdentity = [...]string{
	"first_name", "last_name", "company", "phone", "address_type", "address1", "address2", "city", "country_code", "state_or_province", "postal_code",
}

// addressKey writes what tells an address apart from all others of the store, as far as it is given.
func addressKey(address []byte) string {
	parts := []string{text(member(address, "customer_id"))}
	for _, name := range addressIdentity {
		parts = append(parts, strings.TrimSpace(text(member(address, name))))
	}
	return strings.ToLower(strings.Join(parts, "\x00"))
}

// Identity is a text that two addresses share only if BigCommerce takes them for the same.
func (a NewCustomerAddress) Identity() string {
	data, err := encodeBody(struct {
		CustomerID int64 `json:"customer_id"`
		CustomerAddressFields
	}{a.CustomerID, a.CustomerAddressFields})
	if err != nil {
		return ""
	}
	return addressKey(data)
}

// sameAddress reports whether the stored address is the one that is wanted, of the same customer. A wanted address without a type is of any. Spaces around
// the texts don't count, nor does case unless it is exact.
func sameAddress(wanted, stored []byte, exact bool) bool {
	if idOf(wanted, "customer_id") != idOf(stored, "customer_id") {
		return false
	}
	for _, name := range addressIdentity {
		want, got := strings.TrimSpace(text(member(wanted, name))), strings.TrimSpace(text(member(stored, name)))
		if want == got || name == "address_type" && want == "" || !exact && strings.EqualFold(want, got) {
			continue
		}
		return false
	}
	return true
}

// findAddress returns the place of the stored address that is the wanted one, -1 when there is none. One that is exactly the same goes first.
func findAddress(stored []Record[CustomerAddress], wanted []byte) int {
	for _, exact := range []bool{true, false} {
		i := slices.IndexFunc(stored, func(address Record[CustomerAddress]) bool { return sameAddress(wanted, address.JSON(), exact) })
		if i >= 0 {
			return i
		}
	}
	return -1
}

// ofCustomers returns all addresses of the customers. It changes the order of the numbers.
func (s *CustomerAddressesService) ofCustomers(ctx context.Context, ids []int64) ([]Record[CustomerAddress], error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id <= 0 })
	if len(ids) == 0 {
		return nil, nil // no filter would mean the addresses of all customers
	}
	var addresses []Record[CustomerAddress]
	for address, err := range s.All(ctx, CustomerAddressQuery{CustomerIDIn: ids}, ListOptions{}) {
		if err != nil {
			return nil, err
		}
		addresses = append(addresses, address)
	}
	return addresses, nil
}
