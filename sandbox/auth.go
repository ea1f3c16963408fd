package sandbox

import (
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
)

// readOnly is the ending of a scope that allows reading alone.
const readOnly = "_read_only"

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
)

// Scopes returns the OAuth scopes that the served endpoints know, in their modifying form.
func Scopes() []string {
	return []string{
		scopeProducts, scopeCustomers, scopeOrders, scopeTransactions,
		scopeInventory, scopeLocations, scopeInformation, scopeChannelSettings, scopeCart,
		scopePaymentMethods, scopePaymentTokens,
	}
}

// scopesOf returns the scopes of the token that the request carries; false when it is none of this store.
func (s *Store) scopesOf(r *request) ([]string, bool) {
	given := r.Header.Get("X-Auth-Token")
	if r.hash != s.hash || given == "" {
		return nil, false
	}
	for token, scopes := range s.tokens {
		if subtle.ConstantTimeCompare([]byte(token), []byte(given)) == 1 {
			return scopes, true
		}
	}
	return nil, false
}

// allows reports whether scopes that were granted cover one that is required, or one of several with bars between them: the
// modifying scope always does, the read-only one does for reading.
func allows(granted []string, required, method string) bool {
	reading := method == http.MethodGet || method == http.MethodHead
	return required == "" || slices.ContainsFunc(granted, func(scope string) bool {
		if reading {
			scope = strings.TrimSuffix(scope, readOnly)
		}
		return slices.Contains(strings.Split(required, "|"), scope)
	})
}
