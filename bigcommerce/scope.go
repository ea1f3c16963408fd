package bigcommerce

import (
	"fmt"
	"net/http"
	"strings"
)

// scopeName returns an OAuth scope's name as the control panel shows it.
func scopeName(scope string) string {
	switch scope {
	case "store_v2_products":
		return "Products"
	case "store_v2_customers":
		return "Customers"
	case "store_stored_payment_instruments":
		return "Stored payment instruments"
	case "store_v2_orders":
		return "Orders"
	case "store_v2_transactions":
		return "Order transactions"
	case "store_cart":
		return "Carts"
	case "store_inventory":
		return "Store inventory"
	case "store_locations":
		return "Store locations"
	case "store_v2_information":
		return "Information & settings"
	case "store_channel_settings":
		return "Channel settings"
	case "store_channel_listings":
		return "Channel listings"
	case "store_sites":
		return "Sites & routes"
	case "store_payments_access_token_create":
		return "Create payments"
	case "store_payments_methods_read":
		return "Get payment methods"
	case "store_fulfillment_methods_manage":
		return "Fulfillment methods"
	default:
		return scope
	}
}

// pathScope is the scope of the paths that begin with prefix.
type pathScope struct{ prefix, scope string }

// pathScopes are the scopes of the API by path; the first that matches counts.
var pathScopes = []pathScope{
	{"/v3/catalog", "store_v2_products"},
	{"/v3/pricelists", "store_v2_products"},
	{"/v3/customers", "store_v2_customers"},
	{"/v3/wishlists", "store_v2_customers"},
	{"/v2/customer", "store_v2_customers"},
	{"/v3/orders", "store_v2_orders"},
	{"/v2/order", "store_v2_orders"},
	{"/v3/carts", cartsScope},
	{"/v3/inventory/locations", "store_locations"},
	{"/v3/inventory", inventoryScope},
	{"/v3/pickup", "store_fulfillment_methods_manage"},
	{"/v2/store", "store_v2_information"},
	{"/v2/time", "store_v2_information"},
	{"/v3/settings", "store_v2_information"},
	{"/v3/channels", "store_channel_settings"},
	{"/v3/sites", "store_sites"},
	{"/v3/payments/access_tokens", "store_payments_access_token_create"},
	{"/v3/payments/methods", "store_payments_methods_read"},
}

// scopeOf returns the scope that a call needs, "" when it is not known.
func scopeOf(call call) string {
	switch {
	case call.scope != "":
		return call.scope
	case strings.HasSuffix(call.path, "/stored-instruments"):
		return "store_stored_payment_instruments"
	case strings.HasPrefix(call.path, "/v3/orders/") && strings.HasSuffix(call.path, "/transactions"):
		return "store_v2_transactions"
	case strings.HasPrefix(call.path, "/v3/inventory/locations/") && strings.HasSuffix(call.path, "/items"):
		return "store_inventory"
	case strings.HasPrefix(call.path, "/v3/channels/") && strings.HasSuffix(call.path, "/listings"):
		return "store_channel_listings"
	}
	for _, known := range pathScopes {
		if strings.HasPrefix(call.path, known.prefix) {
			return known.scope
		}
	}
	return ""
}

// missingScope says, in the control panel's words, what the token lacks.
func missingScope(call call) string {
	if strings.HasPrefix(call.path, "/v3/hooks") {
		return "The API token may not do this, although webhooks need no OAuth scope: look whether its API account still exists, " + whereTokens + "."
	}
	scope := scopeOf(call)
	if scope == "" {
		return fmt.Sprintf("The API token may not do this: give its API account the OAuth scope that this needs, %s, and use the new token.", whereTokens)
	}
	access := "modify"
	if call.method == http.MethodGet || call.method == http.MethodHead {
		access = "read-only or modify"
	}
	return fmt.Sprintf("The API token may not do this: its API account lacks the OAuth scope %q (%s; %s). Grant it %s, and use the new token.",
		scopeName(scope), access, scope, whereTokens)
}
