package system

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestTheTenCoreActions(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())

	created := engine.records(t, "create_customer",
		`{"email":"ada.lindqvist@example.com","first_name":"Ada","last_name":"Lindqvist","addresses":[{"first_name":"Ada","last_name":"Lindqvist",
		"address1":"Hornsgatan 12","city":"Stockholm","country_code":"SE","postal_code":"118 20"}]}`)
	require.Len(t, created, 1)
	customer := field(t, created[0], "id")
	found := engine.records(t, "get_customers", `{"email_in":"ada.lindqvist@example.com","include":["addresses"]}`)
	require.Len(t, found, 1)
	assert.Equal(t, customer, field(t, found[0], "id"))
	assert.Contains(t, field(t, found[0], "addresses"), "Hornsgatan 12")
	updated := engine.records(t, "update_customer", `{"customer_id":`+customer+`,"company":"Lindqvist & Daughters"}`)
	require.Len(t, updated, 1)
	assert.Equal(t, `"Lindqvist & Daughters"`, field(t, updated[0], "company"))

	created = engine.records(t, "create_product", `{"name":"Linen Apron","type":"physical","price":"49.90","weight":0.35,"sku":"APR-VAD"}`)
	require.Len(t, created, 1)
	product := field(t, created[0], "id")
	found = engine.records(t, "get_products", `{"sku":"APR-VAD"}`)
	require.Len(t, found, 1)
	assert.Equal(t, product, field(t, found[0], "id"))
	updated = engine.records(t, "update_product", `{"product_id":`+product+`,"price":"44.10"}`)
	require.Len(t, updated, 1)
	assert.Contains(t, []string{"44.1", "44.10"}, field(t, updated[0], "price"))

	assert.Len(t, engine.records(t, "get_categories", `{"limit":7}`), 7)
	orders := engine.records(t, "get_orders", `{"limit":3,"status_id":"Shipped"}`)
	require.Len(t, orders, 3)
	addresses := 0
	for _, order := range orders {
		id := field(t, order, "id")
		assert.NotEmpty(t, engine.records(t, "get_order_products", `{"order_id":`+id+`}`))
		addresses += len(engine.records(t, "get_order_shipping_addresses", `{"order_id":"`+id+`"}`))
	}
	assert.NotZero(t, addresses)
}

func TestListsTakeALimit(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	for _, operation := range []string{"get_customers", "get_products", "get_orders"} {
		assert.Len(t, engine.records(t, operation, `{}`), 50, "%s: the default", operation)
		assert.Len(t, engine.records(t, operation, `{"limit":1}`), 1, operation)
		assert.Len(t, engine.records(t, operation, `{"limit":61}`), 61, operation)
	}
	assert.Len(t, engine.records(t, "get_customers", `{"return_all":true}`), 120)
	assert.Len(t, engine.records(t, "get_products", `{"return_all":"true"}`), 320)
	assert.Len(t, engine.records(t, "get_orders", `{"return_all":true}`), 240)
}

func TestOrdersExpand(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	plain := engine.records(t, "get_orders", `{"limit":20}`)
	before := store.Stats().Total
	expanded := engine.records(t, "get_orders", `{"limit":20,"expand":["products","shipping_addresses","coupons"]}`)
	assert.Equal(t, 61, store.Stats().Total-before, "one page, and three requests an order")
	require.Len(t, expanded, len(plain))
	for i, order := range expanded {
		id := field(t, order, "id")
		assert.Equal(t, field(t, plain[i], "id"), id, "the order of the records")
		var lines []json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(field(t, order, "products")), &lines))
		assert.Equal(t, engine.records(t, "get_order_products", `{"order_id":`+id+`}`), lines)
		for _, name := range []string{"shipping_addresses", "coupons"} {
			assert.True(t, strings.HasPrefix(field(t, order, name), "["), "order %s: %s is a list, never null: %s", id, name, field(t, order, name))
		}
		for _, name := range []string{"total_inc_tax", "date_created", "status_id", "billing_address"} {
			assert.Equal(t, field(t, plain[i], name), field(t, order, name), "the rest of the order stays")
		}
	}
}

// TestRecordsAreLossless adds fields that no struct knows to every record on its way, and expects the very bytes.
func TestRecordsAreLossless(t *testing.T) {
	t.Parallel()
	spy := &rewriter{handler: newStore(), from: `"date_created":`, to: `"loom":12345678901234567890,"thread":{"price":1.10,"note":"<&>"},"date_created":`}
	engine := onLoopback(t, spy)
	for operation, input := range map[string]string{
		"get_customers": `{"limit":30}`, "get_products": `{"limit":30}`, "get_orders": `{"limit":30}`,
		"create_customer": `{"email":"ada@example.com","first_name":"Ada","last_name":"Lindqvist"}`,
		"create_product":  `{"name":"Linen Apron","type":"physical","price":49.90,"weight":0.35}`,
	} {
		spy.reset()
		for _, record := range engine.records(t, operation, input) {
			assert.True(t, spy.sent(record), "%s: these are not the bytes that the store sent: %s", operation, record)
			assert.Contains(t, string(record), `"loom":12345678901234567890,"thread":{"price":1.10,"note":"<&>"}`, operation)
		}
	}
}

func TestWrongInputIsNeverSent(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	for _, one := range []struct{ operation, input, path string }{
		{"update_customer", `{"customer_id":""}`, "/customer_id"},
		{"update_customer", `{"first_name":"Ada"}`, "/customer_id"},
		{"create_customer", `{"email":"  ","first_name":"Ada","last_name":"Lindqvist"}`, "/email"},
		{"update_product", `{"product_id":"  ","name":"Apron"}`, "/product_id"},
		{"get_order_products", `{"order_id":null}`, "/order_id"},
		{"get_products", `{"skuu":"A"}`, "/skuu"},
		{"create_product", `{"name":"Apron","type":"physical","price":"1,10","weight":1}`, "/price"},
	} {
		failure := engine.failure(t.Context(), t, one.operation, one.input)
		assert.Equal(t, registry.InvalidInput, failure.Type, one.input)
		assert.True(t, slices.ContainsFunc(failure.Fields, func(fault registry.FieldFault) bool {
			return fault.Path == one.path && fault.Message != ""
		}), "%s: no fault at %s but %v", one.input, one.path, failure.Fields)
	}
	assert.Zero(t, store.Stats().Total, "nothing reached the store")
}

func TestManifestListsTheCoreActions(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	var codes []string
	for _, operation := range engine.registry.Manifest().Connectors[0].Operations {
		codes = append(codes, operation.Code)
	}
	assert.Subset(t, codes, []string{
		"create_customer", "get_customers", "update_customer", "create_product", "get_products", "update_product",
		"get_order_products", "get_orders", "get_categories", "get_order_shipping_addresses",
	})
}

// TestAWalkSurvivesChurn changes products while they are listed: none may be missed or come twice.
func TestAWalkSurvivesChurn(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	seen := map[string]int{}
	for record, err := range engine.registry.Stream(t.Context(), engine.call("get_products", `{"return_all":true}`)) {
		require.NoError(t, err)
		seen[field(t, record, "id")]++
		if len(seen)%100 == 1 {
			engine.records(t, "create_product", fmt.Sprintf(`{"name":"Churn %d","type":"physical","price":1,"weight":1}`, len(seen)))
			engine.records(t, "update_product", `{"product_id":`+field(t, record, "id")+`,"sort_order":`+fmt.Sprint(len(seen))+`}`)
		}
	}
	assert.GreaterOrEqual(t, len(seen), 320)
	for id, times := range seen {
		assert.Equal(t, 1, times, "product %s", id)
	}
}

// rewriter answers as its handler does, with some text of the bodies replaced, and remembers what it sent.
type rewriter struct {
	handler  http.Handler
	from, to string

	mu     sync.Mutex
	bodies [][]byte
}

func (r *rewriter) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	recorded := httptest.NewRecorder()
	r.handler.ServeHTTP(recorded, request)
	body := bytes.ReplaceAll(recorded.Body.Bytes(), []byte(r.from), []byte(r.to))
	r.mu.Lock()
	r.bodies = append(r.bodies, body)
	r.mu.Unlock()
	maps.Copy(w.Header(), recorded.Header())
	w.Header().Del("Content-Length") // it is longer now
	w.WriteHeader(recorded.Code)
	_, _ = w.Write(body)
}

func (r *rewriter) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bodies = nil
}

func (r *rewriter) sent(record []byte) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.bodies, func(body []byte) bool { return bytes.Contains(body, record) })
}
