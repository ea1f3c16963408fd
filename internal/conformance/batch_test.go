package conformance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// judgeBatches runs batches on the sandbox and judges what they send and what it answers.
func judgeBatches(t *testing.T, specs *conformance.Specs) int {
	t.Helper()
	store := sandbox.New(sandbox.WithToken("canary-batch", sandbox.Scopes()...))
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	recorder := &conformance.Recorder{Specs: specs, Next: http.DefaultTransport, Responses: true}
	engine, err := registry.New(connector.New(connector.WithBaseURL(server.URL), connector.WithTransport(recorder)))
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	call := registry.Call{
		Connector:  connector.Code,
		Credential: json.RawMessage(`{"store_hash":"` + sandbox.DefaultStoreHash + `","api_token":"canary-batch"}`),
	}
	idsOf := func(operation string) (records []map[string]json.RawMessage) {
		call.Operation, call.Input = operation, json.RawMessage(`{"limit":60}`)
		result, err := engine.Invoke(t.Context(), call)
		require.NoError(t, err)
		for _, record := range result.Records {
			var fields map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(record, &fields))
			records = append(records, fields)
		}
		return records
	}
	batches := map[string][]json.RawMessage{}
	add := func(operation, format string, values ...any) {
		batches[operation] = append(batches[operation], fmt.Appendf(nil, format, values...))
	}
	for i, customer := range idsOf("get_customers") {
		add("create_customer", `{"email":"batch%d@example.com","first_name":"Ada","last_name":"Lindqvist"}`, i)
		add("update_customer", `{"customer_id":%s,"phone":"1"}`, customer["id"])
		add("get_customer_by_email", `{"email":%s}`, customer["email"])
	}
	for _, product := range idsOf("get_products") {
		add("update_product", `{"product_id":%s,"price":5,"include_fields":["price"]}`, product["id"])
		add("get_product_by_sku", `{"sku":%s}`, product["sku"])
	}
	for number := range 20 {
		add("get_product_by_sku", `{"sku":"no-such-sku-%d"}`, number)
	}
	const lines = `"products":[{"name":"Tar","quantity":3,"price_ex_tax":10,"price_inc_tax":12.5},{"name":"Oakum","quantity":1,"price_ex_tax":4,"price_inc_tax":5}]`
	for number := range 20 {
		add("create_order", `{"billing_address":{"zip":"118 20","country_iso2":"SE"},"external_order_id":"SO-%d","shipping_cost_ex_tax":1,"shipping_cost_inc_tax":1.25,`+lines+`}`, number/2)
	}
	add("create_order", `{"billing_address":{"zip":"118 20"},"customer_id":99999999,`+lines+`}`)
	for _, order := range idsOf("get_orders") {
		add("create_order_fulfillment", `{"order_id":%s,"tracking_number":"T1","shipping_provider":"fedex"}`, order["id"])
		add("create_order_fulfillment", `{"order_id":%s,"items":[{"order_product_id":1,"quantity":1}]}`, order["id"])
	}
	add("create_order_fulfillment", `{"order_id":99999999,"order_address_id":1,"items":[{"order_product_id":1,"quantity":1}]}`)
	for kind, list := range map[string]string{"customer": "get_customers", "product": "get_products", "order": "get_orders"} {
		for _, record := range idsOf(list) {
			add("set_"+kind+"_metafield", `{"%s_id":%s,"namespace":"batch","key":"a","value":"1"}`, kind, record["id"])
			add("set_"+kind+"_metafield", `{"%s_id":%s,"namespace":"batch","key":"a","value":"2","permission_set":"read"}`, kind, record["id"])
		}
		add("set_"+kind+"_metafield", `{"%s_id":99999999,"namespace":"batch","key":"a","value":"1"}`, kind)
		add("get_"+kind+"_metafields", `{"%s_id":101,"namespace":"batch","direction":"desc"}`, kind)
	}
	add("update_customer", `{"customer_id":99999999,"phone":"1"}`)
	add("update_product", `{"product_id":99999999,"price":5,"include_fields":["price"]}`)
	for operation, inputs := range batches {
		call.Operation = operation
		outcomes := engine.InvokeBatch(t.Context(), call, inputs)
		assert.Len(t, outcomes, len(inputs))
	}
	for _, violation := range recorder.Violations() {
		t.Errorf("batches: %s", violation)
	}
	return recorder.Requests()
}
