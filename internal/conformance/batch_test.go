package conformance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// judgeBatches runs batches on the sandbox and judges what they send and what it answers.
func judgeBatches(t *testing.T, specs *conformance.Specs, callers conformance.Callers) int {
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
		add("upsert_customer", `{"email":%s,"notes":"upserted"}`, customer["email"])
		add("upsert_customer", `{"email":"upsert%d@example.com","first_name":"Ada","last_name":"Lindqvist"}`, i)
		add("set_customer_attribute_values", `{"customer_id":%s,"attribute_values":[{"attribute_id":1,"value":"gold"},{"attribute_id":2,"value":"7"}]}`, customer["id"])
		add("create_subscriber", `{"email":"subscriber%d@example.com","first_name":"Ada","consents":["abandoned_cart"]}`, i/2)
		add("get_customer", `{"customer_id":%s,"include":["addresses"]}`, customer["id"])
	}
	for i, address := range idsOf("get_customer_addresses") {
		add("create_customer_address", `{"customer_id":%s,"first_name":"Ada","last_name":"L","address1":"Quay %d","city":"Lund","country_code":"SE"}`, address["customer_id"], i%2)
		add("update_customer_address", `{"address_id":%s,"city":"Lund","state_or_province":null}`, address["id"])
		add("delete_customer_address", `{"address_id":9%s}`, address["id"])
	}
	for _, product := range idsOf("get_products") {
		add("update_product", `{"product_id":%s,"price":5,"include_fields":["price"]}`, product["id"])
		add("get_product_by_sku", `{"sku":%s}`, product["sku"])
		add("upsert_product", `{"sku":%s,"price":6,"weight":2}`, product["sku"])
		add("upsert_product", `{"sku":"upsert-%s","name":"Upserted %s","type":"physical","price":6,"weight":2}`, product["id"], product["id"])
		add("get_product", `{"product_id":%s,"include":["variants"]}`, product["id"])
		add("update_product_inventory", `{"product_id":%s,"inventory_level":7}`, product["id"])
		add("assign_product_categories", `{"product_id":%s,"category_ids":[1]}`, product["id"])
		add("assign_product_channels", `{"product_id":%s,"channel_ids":[1]}`, product["id"])
	}
	for number := range 20 {
		add("create_category", `{"name":"Batch %d","tree_id":1}`, number/2)
	}
	for _, category := range idsOf("get_categories") {
		add("update_category", `{"category_id":%s,"sort_order":1}`, category["category_id"])
	}
	for number := range 3 {
		add("delete_category", `{"category_id":9999999%d}`, number)
	}
	for _, item := range idsOf("get_inventory") {
		var identity map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(item["identity"], &identity))
		add("adjust_inventory", `{"method":"absolute","reason":"Counted","items":[{"location_id":1,"product_id":%s,"quantity":7}]}`, identity["product_id"])
		add("update_product_variants", `{"variants":[{"variant_id":%s,"price":9}]}`, identity["variant_id"])
		add("adjust_inventory", `{"method":"relative","items":[{"location_id":2,"variant_id":%s,"quantity":-1}]}`, identity["variant_id"])
	}
	add("update_category", `{"category_id":99999999,"sort_order":1}`)
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
	for _, order := range idsOf("get_orders") {
		for _, operation := range []string{"get_order", "get_order_coupons", "get_order_taxes", "get_order_messages", "get_order_shipments"} {
			add(operation, `{"order_id":%s}`, order["id"])
		}
		add("update_order_status", `{"order_id":%s,"status_id":"Awaiting Shipment"}`, order["id"])
		add("update_order", `{"order_id":%s,"products":[{"name":"Pitch","quantity":1,"price_ex_tax":4,"price_inc_tax":5}],"staff_notes":"n"}`, order["id"])
	}
	add("update_order", `{"order_id":99999999,"staff_notes":"n"}`)
	add("archive_order", `{"order_id":99999999}`)
	add("create_order_fulfillment", `{"order_id":99999999,"order_address_id":1,"items":[{"order_product_id":1,"quantity":1}]}`)
	add("set_customer_attribute_values", `{"customer_id":99999999,"attribute_values":[{"attribute_id":1,"value":"gold"}]}`)
	add("set_customer_attribute_values", `{"customer_id":101,"attribute_values":[{"attribute_id":999,"value":"gold"}]}`)
	add("create_customer_address", `{"customer_id":99999999,"first_name":"Ada","last_name":"L","address1":"1","city":"Lund","country_code":"SE"}`)
	add("update_customer_address", `{"address_id":99999999,"city":"Lund"}`)
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
	for _, operation := range slices.Sorted(maps.Keys(batches)) {
		call.Operation = operation
		recorder.CalledBy(operation)
		outcomes := engine.InvokeBatch(t.Context(), call, batches[operation])
		assert.Len(t, outcomes, len(batches[operation]))
	}
	callers.Join(recorder.Callers())
	for _, violation := range recorder.Violations() {
		t.Errorf("batches: %s", violation)
	}
	return recorder.Requests()
}
