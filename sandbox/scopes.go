package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	scopeProducts        = "store_v2_products"
	scopeCustomers       = "store_v2_customers"
	scopeOrders          = "store_v2_orders"
	scopeTransactions    = "store_v2_transactions"
	scopeInventory       = "store_inventory"
	scopeLocations       = "store_locations"
	scopeInformation     = "store_v2_information"
	scopeChannelSettings = "store_channel_settings"
	scopeCart            = "store_cart"
	scopePaymentMethods  = "store_payments_methods_read"
	scopePaymentTokens   = "store_payments_access_token_create"
	scopeFulfillment     = "store_fulfillment_methods_manage"
)

// permission is a line of the control panel's list of OAuth scopes: its name there, and the scope of each form that it has.
type permission struct{ name, modify, read string }

// permissions are the lines that the served endpoints need.
var permissions = []permission{
	{"Products", scopeProducts, scopeProducts + "_read_only"},
	{"Customers", scopeCustomers, scopeCustomers + "_read_only"},
	{"Orders", scopeOrders, scopeOrders + "_read_only"},
	{"Order transactions", scopeTransactions, scopeTransactions + "_read_only"},
	{"Store inventory", scopeInventory, scopeInventory + "_read_only"},
	{"Store locations", scopeLocations, scopeLocations + "_read_only"},
	{"Information & settings", scopeInformation, scopeInformation + "_read_only"},
	{"Channel settings", scopeChannelSettings, scopeChannelSettings + "_read_only"},
	{"Carts", scopeCart, scopeCart + "_read_only"},
	{"Get payment methods", "", scopePaymentMethods},
	{"Create payments", scopePaymentTokens, ""},
	{"Fulfillment methods", scopeFulfillment, "store_fulfillment_methods_read_only"},
}

// strongest is the scope that allows the most.
func (p permission) strongest() string { return cmp.Or(p.modify, p.read) }

// Scopes returns the OAuth scopes that the served endpoints know, in their modifying form.
func Scopes() []string {
	scopes := make([]string, len(permissions))
	for i, one := range permissions {
		scopes[i] = one.strongest()
	}
	return scopes
}

// modifying returns the scope that includes a read-only one; others stay as they are.
func modifying(scope string) string {
	for _, one := range permissions {
		if one.read == scope {
			return one.strongest()
		}
	}
	return scope
}

// ParseScopes reads a list of OAuth scopes in the words of the control panel, separated by commas, such as "Customers, Orders:read". Behind a colon stands
// read or modify; without one a line is granted in full. The scopes' own names, such as store_v2_orders_read_only, are taken as well, case does not
// count, and a blank text is no scope at all. The result is what [WithToken] takes. All mistakes are returned at once.
func ParseScopes(text string) ([]string, error) {
	var scopes []string
	var faults []error
	for entry := range strings.SplitSeq(text, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		scope, err := parseScope(entry)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		scopes = append(scopes, scope)
	}
	return scopes, errors.Join(faults...)
}

func parseScope(entry string) (string, error) {
	name, form, hasForm := strings.Cut(entry, ":")
	name, form = strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(form))
	at := slices.IndexFunc(permissions, func(one permission) bool {
		return strings.EqualFold(name, one.name) || !hasForm && (strings.EqualFold(name, one.modify) || strings.EqualFold(name, one.read))
	})
	if at < 0 {
		names := make([]string, len(permissions))
		for i, one := range permissions {
			names[i] = one.name
		}
		return "", fmt.Errorf("%q is no OAuth scope of the store; it knows %s", entry, strings.Join(names, ", "))
	}
	known, scope := permissions[at], ""
	switch {
	case !hasForm && strings.EqualFold(name, known.read):
		scope = known.read
	case !hasForm:
		scope = known.strongest()
	case form == "read":
		scope = known.read
	case form == "modify":
		scope = known.modify
	default:
		return "", fmt.Errorf("%q: behind the colon stands read or modify", entry)
	}
	if scope == "" {
		return "", fmt.Errorf("%q: %s has only one form, write it without a colon", entry, known.name)
	}
	return scope, nil
}
