package connector_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// serve runs a store on loopback and returns a registry whose connector calls it.
func serve(t *testing.T, store http.Handler) *registry.Registry {
	t.Helper()
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	engine, err := registry.New(connector.New(connector.WithBaseURL(server.URL), connector.WithClient(bigcommerce.WithRetries(0))))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, engine.Close()) })
	return engine
}

func credential(hash, token string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"store_hash": %q, "api_token": %q}`, hash, token))
}

func TestCheckReportsWhatTheTokenMayRead(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New(sandbox.WithToken("narrow", "store_v2_customers_read_only", "store_v2_orders_read_only", "store_v2_information")))

	report, err := engine.Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, "narrow"))

	require.NoError(t, err)
	assert.True(t, report.OK)
	access := map[string]registry.Access{}
	for _, scope := range report.Scopes {
		access[scope.Group] = scope.Read
		if scope.Read == registry.Denied {
			assert.Equal(t, registry.Denied, scope.Write, scope.Group)
			assert.Contains(t, scope.Message, scope.Group)
		} else {
			assert.Equal(t, registry.Unknown, scope.Write, scope.Group)
			assert.Empty(t, scope.BlockedOperations, scope.Group)
		}
		if scope.Group == "Products" {
			assert.Subset(t, scope.BlockedOperations, []string{"create_product", "get_products", "update_product", "get_categories"})
		}
	}
	assert.Equal(t, map[string]registry.Access{
		"Customers": registry.Granted, "Products": registry.Denied, "Orders": registry.Granted, "Order transactions": registry.Denied,
		"Store inventory": registry.Denied, "Store locations": registry.Denied, "Information & settings": registry.Granted,
		"Channel settings": registry.Denied,
		"Carts":            registry.Unknown, "Get payment methods": registry.Unknown, "Create payments": registry.Unknown,
	}, access)
}

func TestCheckReportsEveryScopeThatAnOperationNeeds(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New())

	report, err := engine.Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, sandbox.DefaultToken))

	require.NoError(t, err)
	reported := make([]string, len(report.Scopes))
	for i, scope := range report.Scopes {
		reported[i] = scope.Scope
	}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		for _, scope := range operation.Scopes {
			assert.Contains(t, reported, strings.TrimSuffix(scope, "_read_only"), operation.Code)
		}
	}
}

func TestCheckAsksEachThingOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New()

	_, err := serve(t, store).Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, sandbox.DefaultToken))

	require.NoError(t, err)
	requests := store.Stats().Requests
	assert.Len(t, requests, 8)
	for route, count := range requests {
		assert.Equal(t, 1, count, route)
	}
}

func TestCheckDoesNotGuessAboutTransactionsOfAStoreWithoutOrders(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New(sandbox.WithEmptyStore()))

	report, err := engine.Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, sandbox.DefaultToken))

	require.NoError(t, err)
	for _, scope := range report.Scopes {
		want := registry.Granted
		if slices.Contains([]string{"Order transactions", "Carts", "Get payment methods", "Create payments"}, scope.Group) {
			want = registry.Unknown
		}
		assert.Equal(t, want, scope.Read, scope.Group)
	}
}

func TestCheckDoesNotGuessAboutTransactionsWithoutTheOrders(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New(sandbox.WithToken("customers", "store_v2_customers")))

	report, err := engine.Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, "customers"))

	require.NoError(t, err)
	transactions := scopeOf(t, report, "Order transactions")
	assert.Equal(t, registry.Unknown, transactions.Read)
	assert.Contains(t, transactions.Message, "no order that this token can read")
	assert.Contains(t, scopeOf(t, report, "Orders").BlockedOperations, "create_order_refund", "neither of its scopes is known to be granted")
}

func TestCheckDoesNotBlockWhatAnotherScopeAllows(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New(sandbox.WithToken("orders", "store_v2_customers", "store_v2_orders")))

	report, err := engine.Check(t.Context(), connector.Code, credential(sandbox.DefaultStoreHash, "orders"))

	require.NoError(t, err)
	assert.Equal(t, []string{"get_order_transactions"}, scopeOf(t, report, "Order transactions").BlockedOperations)
}

func scopeOf(t *testing.T, report registry.Report, group string) registry.ScopeReport {
	t.Helper()
	at := slices.IndexFunc(report.Scopes, func(scope registry.ScopeReport) bool { return scope.Group == group })
	require.GreaterOrEqual(t, at, 0, group)
	return report.Scopes[at]
}

func TestCheckSaysWhyACredentialCannotBeUsed(t *testing.T) {
	t.Parallel()
	withoutCustomers := sandbox.WithToken("no-customers", "store_v2_orders", "store_v2_products")
	suspended := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	tests := map[string]struct {
		store      http.Handler
		credential json.RawMessage
		failure    registry.FailureType
		message    string
	}{
		"wrong token":       {sandbox.New(), credential(sandbox.DefaultStoreHash, "nonsense"), registry.Unauthorized, "token is wrong"},
		"wrong store hash":  {sandbox.New(), credential("otherstore", sandbox.DefaultToken), registry.Unauthorized, "store hash"},
		"missing customers": {sandbox.New(withoutCustomers), credential(sandbox.DefaultStoreHash, "no-customers"), registry.Forbidden, `OAuth scope "Customers"`},
		"suspended store":   {suspended, credential(sandbox.DefaultStoreHash, sandbox.DefaultToken), registry.Unavailable, "suspended"},
		"hash is no hash":   {sandbox.New(), credential("https://example.com/shop", sandbox.DefaultToken), registry.InvalidInput, `what follows "store-"`},
		"blank token":       {sandbox.New(), credential(sandbox.DefaultStoreHash, " "), registry.InvalidInput, "API Token is required"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report, err := serve(t, test.store).Check(t.Context(), connector.Code, test.credential)

			var failure *registry.Failure
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, test.failure, failure.Type)
			assert.Contains(t, failure.Message, test.message)
			assert.False(t, report.OK)
			assert.Equal(t, failure, report.Failure)
		})
	}
}

func TestStoreHashMayBePasted(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New())
	for _, pasted := range []string{
		"sandbox1", " SANDBOX1 ", "store-sandbox1", "https://store-sandbox1.mybigcommerce.com/manage/dashboard",
		"https://api.bigcommerce.com/stores/sandbox1/v3/",
	} {
		report, err := engine.Check(t.Context(), connector.Code, credential(pasted, sandbox.DefaultToken))
		require.NoError(t, err, pasted)
		assert.True(t, report.OK, pasted)
	}
}

func TestUnusableOptionsAreReportedTogether(t *testing.T) {
	t.Parallel()
	_, err := registry.New(connector.New(connector.WithBaseURL("http://example.com"), connector.WithTimeout(-1)))

	require.Error(t, err)
	assert.ErrorContains(t, err, "https")
	assert.ErrorContains(t, err, "timeout")
}

func TestGoCallersSeeTheClientsErrors(t *testing.T) {
	t.Parallel()
	engine := serve(t, sandbox.New())

	_, err := engine.Invoke(t.Context(), registry.Call{
		Connector: connector.Code, Operation: "get_order_products",
		Credential: credential(sandbox.DefaultStoreHash, sandbox.DefaultToken), Input: json.RawMessage(`{"order_id": 999999}`),
	})

	assert.True(t, errors.Is(err, bigcommerce.ErrNotFound))
}
