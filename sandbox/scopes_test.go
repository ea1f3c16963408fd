package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestScopesAreReadInTheWordsOfTheControlPanel(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                                       nil,
		" , ":                                    nil,
		"Customers":                              {"store_v2_customers"},
		"customers:modify, ORDERS : Read":        {"store_v2_customers", "store_v2_orders_read_only"},
		"Information & settings:read":            {"store_v2_information_read_only"},
		"store_v2_products_read_only,store_cart": {"store_v2_products_read_only", "store_cart"},
		"Get payment methods,Get payment methods:read":               {"store_payments_methods_read", "store_payments_methods_read"},
		"Create payments, Create payments:modify":                    {"store_payments_access_token_create", "store_payments_access_token_create"},
		"Fulfillment methods:read, store_fulfillment_methods_manage": {"store_fulfillment_methods_read_only", "store_fulfillment_methods_manage"},
	} {
		scopes, err := sandbox.ParseScopes(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, scopes, text)
	}
}

func TestScopesThatTheStoreDoesNotKnowAreReportedTogether(t *testing.T) {
	t.Parallel()
	_, err := sandbox.ParseScopes("Orders:write, Wishes, Create payments:read, Customers:, store_v2_orders:read")
	require.Error(t, err)
	for _, says := range []string{
		`"Orders:write": behind the colon stands read or modify`,
		`"Wishes" is no OAuth scope of the store; it knows Products, Customers,`,
		`"Create payments:read": Create payments has only one form`,
		`"Customers:": behind the colon stands read or modify`,
		`"store_v2_orders:read" is no OAuth scope`,
	} {
		assert.ErrorContains(t, err, says)
	}
}

func TestPickupMethodsNeedTheirScopeInEitherForm(t *testing.T) {
	t.Parallel()
	store := sandbox.New(
		sandbox.WithToken("full", "store_fulfillment_methods_manage"),
		sandbox.WithToken("reading", "store_fulfillment_methods_read_only"),
		sandbox.WithToken("ordering", "store_v2_orders"),
	)
	for token, want := range map[string]int{"full": http.StatusOK, "reading": http.StatusOK, "ordering": http.StatusForbidden} {
		assert.Equal(t, want, send(t, store, http.MethodGet, "/v3/pickup/methods", "", "X-Auth-Token: "+token).status, token)
	}
}
