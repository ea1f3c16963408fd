package system

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const newCustomer = `{"email":"ada.lindqvist@example.com","first_name":"Ada","last_name":"Lindqvist"}`

func TestWrongTokenAndWrongStoreHaveOneMessage(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	for name, wrong := range map[string]json.RawMessage{
		"wrong token":      credential(sandbox.DefaultStoreHash, "not-the-token"),
		"wrong store hash": credential("another1", canary),
	} {
		engine.credential = wrong
		failure := engine.failure(t.Context(), t, "get_customers", `{}`)
		assert.Equal(t, registry.Unauthorized, failure.Type, name)
		assert.Equal(t, 401, failure.Status, name)
		message := strings.ToLower(failure.Message)
		assert.Contains(t, message, "token", name)
		assert.Contains(t, message, "store hash", name)
		assert.NotContains(t, message, "not-the-token", name)
	}
}

func TestMissingScopeIsNamed(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore(sandbox.WithToken("customers-only", "store_v2_customers_read_only")))
	engine.credential = credential(sandbox.DefaultStoreHash, "customers-only")
	engine.records(t, "get_customers", `{"limit":1}`)
	for operation, want := range map[string]struct{ input, scope string }{
		"get_products":    {`{}`, "Products"},
		"get_orders":      {`{}`, "Orders"},
		"create_customer": {newCustomer, "Customers"},
	} {
		failure := engine.failure(t.Context(), t, operation, want.input)
		assert.Equal(t, registry.Forbidden, failure.Type, operation)
		assert.Contains(t, failure.Message, want.scope, operation)
	}
}

func TestUnknownRecords(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	for operation, input := range map[string]string{
		"update_product":               `{"product_id":99999999,"name":"Nothing"}`,
		"update_customer":              `{"customer_id":99999999,"first_name":"Nobody"}`,
		"get_order_products":           `{"order_id":99999999}`,
		"get_order_shipping_addresses": `{"order_id":99999999}`,
	} {
		failure := engine.failure(t.Context(), t, operation, input)
		assert.Equal(t, registry.NotFound, failure.Type, "%s: %s", operation, failure.Message)
		assert.Contains(t, failure.Message, "99999999", "%s: the message names what is missing", operation)
	}
	assert.Empty(t, engine.records(t, "get_customers", `{"id_in":99999999}`))
	assert.Empty(t, engine.records(t, "get_orders", `{"min_id":99999999}`))
}

func TestDuplicatesAreConflictsThatNameTheOther(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	customer := field(t, engine.records(t, "create_customer", newCustomer)[0], "id")
	failure := engine.failure(t.Context(), t, "create_customer", strings.ReplaceAll(newCustomer, "ada.", "ADA."))
	assert.Equal(t, registry.Conflict, failure.Type, failure.Message)
	assert.Contains(t, failure.Message, customer)

	other := field(t, engine.records(t, "create_customer", strings.ReplaceAll(newCustomer, "ada.", "bo."))[0], "id")
	failure = engine.failure(t.Context(), t, "update_customer", `{"customer_id":`+other+`,"email":"ada.lindqvist@example.com"}`)
	assert.Equal(t, registry.Conflict, failure.Type, failure.Message)
	assert.Contains(t, failure.Message, customer)

	const apron = `{"name":"Linen Apron","type":"physical","price":49.90,"weight":0.35,"sku":"APR-VAD"}`
	product := field(t, engine.records(t, "create_product", apron)[0], "id")
	for name, again := range map[string]string{
		"the SKU in other letters": `{"name":"Cotton Apron","type":"physical","price":1,"weight":1,"sku":"apr-vad"}`,
		"the name":                 `{"name":"Linen Apron","type":"physical","price":1,"weight":1}`,
	} {
		failure = engine.failure(t.Context(), t, "create_product", again)
		assert.Equal(t, registry.Conflict, failure.Type, "%s: %s", name, failure.Message)
		assert.Contains(t, failure.Message, product, name)
	}
}

func TestFaultsOfTheStore(t *testing.T) {
	t.Parallel()
	const several = `{"status":422,"title":"Input is invalid","type":"about:blank","errors":{"0.limit":"must be a number","name":"is too long"}}`
	const html = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	tests := map[string]struct {
		fault     sandbox.Fault
		read      registry.FailureType // how a lasting fault ends for a read
		create    registry.FailureType // and for a create
		retryable bool
	}{
		"413":                 {sandbox.Fault{Status: 413, Body: `{"status":413,"title":"Too many items","type":"about:blank"}`}, registry.InvalidInput, registry.InvalidInput, false},
		"422 with fields":     {sandbox.Fault{Status: 422, Body: several}, registry.InvalidInput, registry.InvalidInput, false},
		"429":                 {sandbox.Fault{Status: 429, Body: `{"status":429,"title":"Too many requests","type":"about:blank"}`}, registry.RateLimited, registry.RateLimited, true},
		"429 without headers": {sandbox.Fault{Status: 429, NoRateLimitHeaders: true}, registry.RateLimited, registry.RateLimited, true},
		"500":                 {sandbox.Fault{Status: 500, Body: `{"status":500,"title":"Oops","type":"about:blank"}`}, registry.Unavailable, registry.OutcomeUnknown, true},
		"502 in HTML":         {sandbox.Fault{Status: 502, Body: html, ContentType: "text/html"}, registry.Unavailable, registry.OutcomeUnknown, true},
		"dropped":             {sandbox.Fault{Drop: true}, registry.Unavailable, registry.OutcomeUnknown, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := newStore(sandbox.WithFault(test.fault))
				engine := inMemory(t, store)
				failure := engine.failure(t.Context(), t, "get_customers", `{}`)
				assert.Equal(t, test.read, failure.Type, failure.Message)
				assert.Equal(t, test.retryable, failure.Retryable)
				assert.NotContains(t, failure.Message, "<html>")
				if test.fault.Status == 422 {
					assert.Len(t, failure.Fields, 2)
				}
				failure = engine.failure(t.Context(), t, "create_customer", newCustomer)
				assert.Equal(t, test.create, failure.Type, failure.Message)

				store.ClearFaults()
				once := test.fault
				once.Times = 1
				if test.retryable {
					store.AddFault(once)
					engine := inMemory(t, store) // which has not seen the store fail all the time
					assert.Len(t, engine.records(t, "get_customers", `{"limit":1}`), 1, "the second try succeeds")
				}
			})
		})
	}
}

func TestAnAmbiguousCreateIsSettled(t *testing.T) {
	t.Parallel()
	const newProduct = `{"name":"Apron","type":"physical","price":1,"weight":1}`
	for name, test := range map[string]struct {
		fault sandbox.Fault
		posts int
	}{
		"saved, then dropped":      {sandbox.Fault{Method: "POST", Commit: true, Drop: true}, 1},
		"saved, then a bad answer": {sandbox.Fault{Method: "POST", Commit: true, Status: 504, Body: "<html>", ContentType: "text/html"}, 1},
		"dropped, not saved":       {sandbox.Fault{Method: "POST", Drop: true, Times: 2}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				for operation, input := range map[string]string{"create_customer": newCustomer, "create_product": newProduct} {
					store := newStore(sandbox.WithFault(test.fault))
					engine := inMemory(t, store)
					assert.Len(t, engine.records(t, operation, input), 1)
					stats := store.Stats().Requests
					assert.Equal(t, test.posts, stats["POST /v3/customers"]+stats["POST /v3/catalog/products"], operation)
					failure := engine.failure(t.Context(), t, operation, input)
					assert.Equal(t, registry.Conflict, failure.Type, "the record of another call is not this one's, however young")
				}
			})
		})
	}
}

func TestACreateThatNeverGetsThroughStaysUnknown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithFault(sandbox.Fault{Method: "POST", Drop: true}))
		engine := inMemory(t, store)
		failure := engine.failure(t.Context(), t, "create_customer", newCustomer)
		assert.Equal(t, registry.OutcomeUnknown, failure.Type)
		assert.Equal(t, 5, store.Stats().Requests["POST /v3/customers"])
	})
}

func TestACreateIsRepeatedAfter429(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithFault(sandbox.Fault{Method: "POST", Status: 429, Times: 2}))
		engine := inMemory(t, store)
		assert.Len(t, engine.records(t, "create_customer", newCustomer), 1, "it was never executed, so it may be repeated")
		assert.Equal(t, 3, store.Stats().Requests["POST /v3/customers"])
	})
}

func TestAPartlySavedProductComesOutBesideTheFailure(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	input := `{"name":"Apron","type":"physical","price":1,"weight":1,"inventory_tracking":"product","inventory_level":` +
		refusedLevel() + `}`
	result, err := engine.registry.Invoke(t.Context(), engine.call("create_product", input))
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, registry.Partial, failure.Type)
	require.Len(t, result.Records, 1)
	assert.Equal(t, `"Apron"`, field(t, result.Records[0], "name"))
}

func refusedLevel() string {
	text, _ := json.Marshal(sandbox.RefusedInventoryLevel)
	return string(text)
}

func TestRedirectsAreNeverFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		engine := onLoopback(t, http.RedirectHandler(elsewhere.URL+"/stores/x/v3/customers", status))
		failure := engine.failure(t.Context(), t, "get_customers", `{}`)
		assert.NotEqual(t, registry.Internal, failure.Type, "%d", status)
	}
	assert.Zero(t, followed.Load(), "the token would have gone with it")
}

func TestAStoreThatCannotBeReached(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine := open(t, connector.WithTransport(refusingTransport{}))
		for operation, input := range map[string]string{"get_customers": `{}`, "create_customer": newCustomer} {
			failure := engine.failure(t.Context(), t, operation, input)
			assert.Equal(t, registry.Unavailable, failure.Type, "%s: a dial that fails has sent nothing", operation)
			assert.True(t, failure.Retryable, operation)
		}
		report, err := engine.registry.Check(t.Context(), "bigcommerce", engine.credential)
		require.Error(t, err)
		assert.False(t, report.OK)
		assert.NotEmpty(t, report.Message)
	})
}

// refusingTransport is a network on which nobody listens.
type refusingTransport struct{}

func (refusingTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore(
		sandbox.WithToken("orders-missing", "store_v2_customers", "store_v2_products_read_only"),
		sandbox.WithToken("customers-missing", "store_v2_products"),
	))
	report, err := engine.registry.Check(t.Context(), "bigcommerce", engine.credential)
	require.NoError(t, err)
	assert.True(t, report.OK)
	for _, scope := range report.Scopes {
		assert.NotEqual(t, registry.Denied, scope.Read, scope.Group)
		assert.Equal(t, registry.Unknown, scope.Write, "write access can't be probed")
	}

	report, err = engine.registry.Check(t.Context(), "bigcommerce", credential(sandbox.DefaultStoreHash, "orders-missing"))
	require.NoError(t, err)
	assert.True(t, report.OK)
	access := map[string]registry.Access{}
	for _, scope := range report.Scopes {
		access[scope.Group] = scope.Read
		if scope.Group == "Orders" {
			assert.Subset(t, scope.BlockedOperations, []string{"get_orders", "get_order_products", "get_order_shipping_addresses"})
			assert.NotEmpty(t, scope.Message)
		}
	}
	assert.Equal(t, registry.Granted, access["Customers"])
	assert.Equal(t, registry.Granted, access["Products"])
	assert.Equal(t, registry.Denied, access["Orders"])

	report, err = engine.registry.Check(t.Context(), "bigcommerce", credential(sandbox.DefaultStoreHash, "customers-missing"))
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, registry.Forbidden, failure.Type)
	assert.False(t, report.OK)
	assert.Contains(t, report.Message, "Customers")

	report, err = engine.registry.Check(t.Context(), "bigcommerce", credential(sandbox.DefaultStoreHash, "wrong"))
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, registry.Unauthorized, failure.Type)
	assert.False(t, report.OK)

	_, err = engine.registry.Check(t.Context(), "bigcommerce", credential("", "wrong"))
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, registry.InvalidInput, failure.Type)
}

func TestCredentialsAreForgiving(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	for _, hash := range []string{
		sandbox.DefaultStoreHash,
		"  " + sandbox.DefaultStoreHash + " ",
		"https://store-" + sandbox.DefaultStoreHash + ".mybigcommerce.com/manage/dashboard",
		"https://api.bigcommerce.com/stores/" + sandbox.DefaultStoreHash + "/v3/",
	} {
		engine.credential = credential(hash, canary)
		assert.Len(t, engine.records(t, "get_customers", `{"limit":1}`), 1, hash)
	}
}

func TestACallThatTakesTooLongEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine := inMemory(t, newStore(sandbox.WithLatency(time.Hour)))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		failure := engine.failure(ctx, t, "get_customers", `{}`)
		assert.Contains(t, []registry.FailureType{registry.Canceled, registry.Unavailable}, failure.Type)
	})
}
