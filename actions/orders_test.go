package actions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGetOrders(t *testing.T) {
	t.Parallel()
	const (
		order = `{"id":118, "total_inc_tax":"62.6790","weird":12345678901234567890,"products":{"url":"https://x/products","resource":"/orders/118/products"},` +
			`"shipping_addresses":{"url":"u","resource":"r"},"coupons":{"url":"u","resource":"r"},"z":"é<&>"}`
		line = `{"id":21,"product_id":111,"price_inc_tax":"1.10"}`
	)
	for _, test := range []scenario{
		{
			name: "every filter", operation: "get_orders",
			input: `{"min_id":1,"max_id":200,"min_total":"12.50","max_total":99,"customer_id":0,"email":"jane@example.com","status_id":"Awaiting Fulfillment","cart_id":"c",
				"payment_method":"Credit Card","channel_id":1,"external_order_id":"E1","min_date_created":"2024-05-14","max_date_created":"2024-05-14T09:34:00+02:00",
				"min_date_modified":"14/05/2024 09:34","max_date_modified":"2024-05-15","sort":"date_created:desc","include":["consignments.line_items","fees"],"limit":3}`,
			exchanges: []exchange{{"GET /v2/orders?cart_id=c&channel_id=1&consignment_structure=object&customer_id=0&email=jane%40example.com&external_order_id=E1" +
				"&include=consignments.line_items,fees&limit=3&max_date_created=Tue,+14+May+2024+07:34:00+%2B0000&max_date_modified=Wed,+15+May+2024+00:00:00+%2B0000" +
				"&max_id=200&max_total=99&min_date_created=Tue,+14+May+2024+00:00:00+%2B0000&min_date_modified=Tue,+14+May+2024+09:34:00+%2B0000&min_id=1&min_total=12.50" +
				"&payment_method=Credit+Card&sort=date_created:desc&status_id=11", "", 200, `[` + order + `]`}},
			records: []string{order},
		},
		{
			name: "no orders", operation: "get_orders", input: `{"return_all":true}`,
			exchanges: []exchange{{"GET /v2/orders?limit=250&sort=id:asc", "", 204, ""}},
		},
		{
			name: "expanded, byte for byte but for the links", operation: "get_orders", input: `{"expand":"Products,coupons","limit":1}`,
			exchanges: []exchange{
				{"GET /v2/orders?limit=1&sort=id:asc", "", 200, `[` + order + `]`},
				{"GET /v2/orders/118/products?limit=250", "", 200, `[` + line + `]`},
				{"GET /v2/orders/118/coupons?limit=250", "", 204, ""},
			},
			records: []string{`{"id":118, "total_inc_tax":"62.6790","weird":12345678901234567890,"products":[` + line + `],` +
				`"shipping_addresses":{"url":"u","resource":"r"},"coupons":[],"z":"é<&>"}`},
		},
		{
			name: "an order that vanishes meanwhile", operation: "get_orders", input: `{"expand":["shipping_addresses"],"limit":1}`,
			exchanges: []exchange{
				{"GET /v2/orders?limit=1&sort=id:asc", "", 200, `[{"id":118}]`},
				{"GET /v2/orders/118/shipping_addresses?limit=250", "", 404, `[{"status":404,"message":"Not found"}]`},
			},
			records: []string{`{"id":118,"shipping_addresses":[]}`},
		},
		{
			name: "an expansion that fails", operation: "get_orders", input: `{"expand":["products"],"limit":1}`,
			exchanges: []exchange{
				{"GET /v2/orders?limit=1&sort=id:asc", "", 200, `[{"id":118}]`},
				{"GET /v2/orders/118/products?limit=250", "", 403, `[{"status":403,"message":"You don't have a required scope to access the endpoint"}]`},
			},
			kind: "forbidden",
		},
		{
			name: "a field that doesn't expand", operation: "get_orders", input: `{"expand":["products","taxes"]}`,
			kind: "invalid_input", fields: []string{"/expand/1"},
		},
		{
			name: "blank keys don't list everything", operation: "get_orders", input: `{"customer_id":"","email":"  "}`,
			kind: "invalid_input", fields: []string{"/customer_id", "/email"},
		},
		{
			name: "all whatever the limit", operation: "get_orders", input: `{"return_all":true,"limit":1}`,
			exchanges: []exchange{{"GET /v2/orders?limit=250&sort=id:asc", "", 204, ""}},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestExpandedOrdersKeepTheirSequence(t *testing.T) {
	t.Parallel()
	var orders, wanted []string
	exchanges := []exchange{{}}
	for id := 1; id <= 40; id++ {
		orders = append(orders, fmt.Sprintf(`{"id":%d}`, id))
		exchanges = append(exchanges, exchange{fmt.Sprintf("GET /v2/orders/%d/products?limit=250", id), "", 200, fmt.Sprintf(`[{"id":%d00}]`, id)})
		wanted = append(wanted, fmt.Sprintf(`{"id":%d,"products":[{"id":%d00}]}`, id, id))
	}
	exchanges[0] = exchange{"GET /v2/orders?limit=250&sort=id:asc", "", 200, "[" + strings.Join(orders, ",") + "]"}

	records, err := newShop(t, exchanges...).run("get_orders", `{"return_all":true,"expand":["products"]}`)

	require.NoError(t, err)
	assert.Equal(t, wanted, records)
}

func TestWhatBelongsToAnOrder(t *testing.T) {
	t.Parallel()
	const gone = `[{"status":404,"message":"The requested resource was not found."}]`
	var full []string
	for id := 1; id <= 250; id++ {
		full = append(full, fmt.Sprintf(`{"id":%d}`, id))
	}
	for _, test := range []scenario{
		{
			name: "every line, beyond the first page", operation: "get_order_products", input: `{"order_id":"118"}`,
			exchanges: []exchange{
				{"GET /v2/orders/118/products?limit=250", "", 200, "[" + strings.Join(full, ",") + "]"},
				{"GET /v2/orders/118/products?limit=250&page=2", "", 200, `[{"id":251}]`},
			},
			records: append(full, `{"id":251}`),
		},
		{
			name: "an order without lines", operation: "get_order_products", input: `{"order_id":118}`,
			exchanges: []exchange{{"GET /v2/orders/118/products?limit=250", "", 204, ""}},
		},
		{
			name: "lines of no order", operation: "get_order_products", input: `{"order_id":118}`,
			exchanges: []exchange{{"GET /v2/orders/118/products?limit=250", "", 404, gone}},
			kind:      "not_found", message: "There is no order with order_id 118.", fields: []string{"/order_id"},
		},
		{
			name: "addresses", operation: "get_order_shipping_addresses", input: `{"order_id":118}`,
			exchanges: []exchange{{"GET /v2/orders/118/shipping_addresses?limit=250", "", 200, `[{"id":5,"cost_inc_tax":"1.1000"}]`}},
			records:   []string{`{"id":5,"cost_inc_tax":"1.1000"}`},
		},
		{
			name: "addresses of no order", operation: "get_order_shipping_addresses", input: `{"order_id":118}`,
			exchanges: []exchange{{"GET /v2/orders/118/shipping_addresses?limit=250", "", 404, gone}},
			kind:      "not_found", fields: []string{"/order_id"},
		},
		{
			name: "no id", operation: "get_order_products", input: `{"order_id":" "}`,
			kind: "invalid_input", fields: []string{"/order_id"},
		},
		{
			name: "an id that is none", operation: "get_order_shipping_addresses", input: `{"order_id":0}`,
			kind: "invalid_input", fields: []string{"/order_id"},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestEverythingThatBelongsToAnOrderIsListedBeyondTheFirstPage(t *testing.T) {
	t.Parallel()
	var full []string
	for id := 1; id <= 250; id++ {
		full = append(full, fmt.Sprintf(`{"id":%d}`, id))
	}
	page := "[" + strings.Join(full, ",") + "]"
	for operation, part := range map[string]string{
		"get_order_coupons": "coupons", "get_order_taxes": "taxes", "get_order_messages": "messages", "get_order_shipments": "shipments",
	} {
		path := "GET /v2/orders/118/" + part
		t.Run(operation, scenario{
			operation: operation, input: `{"order_id":"118"}`,
			exchanges: []exchange{{path + "?limit=250", "", 200, page}, {path + "?limit=250&page=2", "", 200, `[{"id":251}]`}},
			records:   append(full[:250:250], `{"id":251}`),
		}.test)
	}
	t.Run("get_order", scenario{
		operation: "get_order", input: `{"order_id":118,"expand":["products"]}`,
		exchanges: []exchange{
			{"GET /v2/orders/118", "", 200, `{"id":118,"products":{"resource":"r"}}`},
			{"GET /v2/orders/118/products?limit=250", "", 200, page},
			{"GET /v2/orders/118/products?limit=250&page=2", "", 200, `[{"id":251}]`},
		},
		records: []string{`{"id":118,"products":[` + strings.Join(full, ",") + `,{"id":251}]}`},
	}.test)
}
