package sandbox_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// actions is the path of what can be done to the payments of the order at a path of V2.
func actions(path string) string { return "/v3" + path[len("/v2"):] + "/payment_actions" }

func TestRefundOfAPartAndOfTheRest(t *testing.T) {
	t.Parallel()
	now := newClock()
	store := sandbox.New(sandbox.WithClock(now.now))
	path, address, splicing, _ := toShip(t, store)
	send(t, store, http.MethodPut, path, `{"customer_id":105,"shipping_cost_ex_tax":"5","shipping_cost_inc_tax":"5.5"}`)
	items := fmt.Sprintf(`"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":2,"reason":"Frayed","adjustments":[{"amount":-0.5,"description":"Used"}]}]`, splicing)
	quote := send(t, store, http.MethodPost, actions(path)+"/refund_quotes", `{`+items+`}`)
	require.Equal(t, http.StatusCreated, quote.status, quote.text)
	assert.InDelta(t, 24.17, quote.at(t, "data", "total_refund_amount"), 0.0001)
	assert.InDelta(t, 3.67, quote.at(t, "data", "total_refund_tax_amount"), 0.0001)
	assert.Equal(t, "storecredit", quote.at(t, "data", "refund_methods", 0, 0, "provider_id"))
	assert.Equal(t, true, quote.at(t, "data", "refund_methods", 1, 0, "offline"))
	assert.Equal(t, "Awaiting Fulfillment", get(t, store, path).at(t, "status"), "a quote changes nothing")

	wrong := send(t, store, http.MethodPost, actions(path)+"/refunds", `{`+items+`,"payments":[{"provider_id":"storecredit","amount":24.18,"offline":false}]}`)
	assert.Equal(t, http.StatusUnprocessableEntity, wrong.status)
	assert.InDelta(t, 422, wrong.at(t, "data", 0, "status"), 0)
	assert.NotEmpty(t, wrong.at(t, "data", 0, "title"))

	tick := now.tick()
	made := send(t, store, http.MethodPost, actions(path)+"/refunds", `{`+items+`,"payments":[{"provider_id":"storecredit","amount":20,"offline":false},{"provider_id":"custom","amount":4.17,"offline":true}]}`)
	require.Equal(t, http.StatusCreated, made.status, made.text)
	assert.InDelta(t, 24.17, made.at(t, "data", "total_amount"), 0.0001)
	assert.Equal(t, "Frayed", made.at(t, "data", "items", 0, "reason"))
	assert.Equal(t, true, made.at(t, "data", "payments", 1, "offline"))
	order := get(t, store, path)
	assert.Equal(t, "Partially Refunded", order.at(t, "status"))
	assert.Equal(t, "partially refunded", order.at(t, "payment_status"))
	assert.Equal(t, "0.0000", order.at(t, "refunded_amount"), "V2 never tells")
	assert.Equal(t, tick, order.at(t, "date_modified"))
	assert.InDelta(t, 2, get(t, store, path+"/products").at(t, 0, "quantity_refunded"), 0)

	left := send(t, store, http.MethodPost, actions(path)+"/refund_quotes", fmt.Sprintf(`{"items":[{"item_type":"ORDER","item_id":%v,"amount":50}]}`, order.at(t, "id")))
	require.Equal(t, http.StatusCreated, left.status, left.text)
	assert.InDelta(t, 20.33, left.at(t, "data", "total_refund_amount"), 0.0001, "what is left")
	assert.InDelta(t, -29.67, left.at(t, "data", "adjustment"), 0.0001)
	rest := fmt.Sprintf(`"items":[{"item_type":"SHIPPING","item_id":%d,"amount":5.5},{"item_type":"ORDER","item_id":%v,"amount":14.83}]`, address, order.at(t, "id"))
	quote = send(t, store, http.MethodPost, actions(path)+"/refund_quotes", `{`+rest+`}`)
	require.Equal(t, http.StatusCreated, quote.status, quote.text)
	assert.InDelta(t, 0.5, quote.at(t, "data", "total_refund_tax_amount"), 0.0001, "the tax of shipping alone")
	assert.InDelta(t, 14.83, quote.at(t, "data", "order_level_refund_amount"), 0.0001)
	second := send(t, store, http.MethodPost, actions(path)+"/refunds", `{`+rest+`,"payments":[{"provider_id":"storecredit","amount":20.33,"offline":false}]}`)
	require.Equal(t, http.StatusCreated, second.status, second.text)
	assert.Equal(t, "Refunded", get(t, store, path).at(t, "status"))
	assert.Equal(t, []any{made.at(t, "data", "id"), second.at(t, "data", "id")}, get(t, store, actions(path)+"/refunds").column(t, "id"))
}

func TestRefundGoesBackAsTheMoneyCame(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	line := get(t, store, "/v2/orders/102/products").id(t, 0, "id")
	items := fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}]`, line)
	method := send(t, store, http.MethodPost, "/v3/orders/102/payment_actions/refund_quotes", items+`}`).at(t, "data", "refund_methods", 0, 0).(map[string]any)
	assert.Equal(t, "testgateway", method["provider_id"])
	made := send(t, store, http.MethodPost, "/v3/orders/102/payment_actions/refunds", fmt.Sprintf(`%s,"payments":[{"provider_id":"testgateway","amount":%v,"offline":false}]}`, items, method["amount"]))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	transaction := made.at(t, "data", "payments", 0, "transaction_id").(string)
	last := get(t, store, "/v3/orders/102/transactions").at(t, "data", 1).(map[string]any)
	assert.Equal(t, "refund", last["event"])
	paid := get(t, store, "/v3/orders/102/transactions?limit=1&page=2").rows(t)
	require.Len(t, paid, 1)
	assert.NotEqual(t, last["id"], paid[0]["id"], "the number of a page changes nothing")
	assert.Equal(t, transaction, fmt.Sprintf("%.0f", last["id"]))
	assert.InDelta(t, method["amount"], last["amount"], 0)
	assert.Equal(t, []any{made.at(t, "data", "id")}, get(t, store, "/v3/orders/payment_actions/refunds?transaction_id="+transaction).column(t, "id"))
	assert.Equal(t, []any{made.at(t, "data", "id")}, get(t, store, "/v3/orders/102/payment_actions/refunds?transaction_id="+transaction).column(t, "id"))
	one := get(t, store, fmt.Sprintf("/v3/orders/payment_actions/refunds/%d", made.id(t, "data", "id")))
	assert.IsType(t, "", one.at(t, "data", "items", 0, "requested_amount"))
}

func TestRefundByTaxOrByOverride(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, _, _, tar := toShip(t, store)
	quote := send(t, store, http.MethodPost, actions(path)+"/refund_quotes", `{"tax_adjustment_amount":1.25}`)
	assert.InDelta(t, 1.25, quote.at(t, "data", "total_refund_tax_amount"), 0.0001)
	made := send(t, store, http.MethodPost, actions(path)+"/refunds", fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}],
		"merchant_calculated_override":{"total_amount":1,"total_tax":0.1},"payments":[{"provider_id":"custom","amount":1,"offline":true}]}`, tar))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	assert.Equal(t, true, made.at(t, "data", "uses_merchant_override_values"))
	assert.InDelta(t, 0.1, made.at(t, "data", "total_tax"), 0.0001)
}

func TestRefundsAtFaultAreRefused(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, _, splicing, _ := toShip(t, store)
	before := get(t, store, path).text
	for _, body := range []string{
		`{}`, `{"items":[]}`, `{"items":[{"item_type":"PRODUCT","item_id":7,"quantity":1}]}`, `{"items":[{"item_type":"BOAT","item_id":7,"quantity":1}]}`,
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":4}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%[1]d,"quantity":2},{"item_type":"PRODUCT","item_id":%[1]d,"quantity":2}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1,"adjustments":[{"amount":-99}]}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"SHIPPING","item_id":%d,"amount":1}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}]}`, splicing),
		fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}],"payments":[{"provider_id":"pigeon","amount":12.33}]}`, splicing),
	} {
		got := send(t, store, http.MethodPost, actions(path)+"/refunds", body)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, body)
		assert.InDelta(t, 422, got.at(t, "data", 0, "status"), 0)
		assert.Equal(t, before, get(t, store, path).text)
	}
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/orders/9999/payment_actions/refunds", `{}`).status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/orders/9999/payment_actions/refunds").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/orders/payment_actions/refunds/9999").status)
	send(t, store, http.MethodPut, path, `{"status_id":0}`)
	unpaid := send(t, store, http.MethodPost, actions(path)+"/refund_quotes", fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}]}`, splicing))
	assert.Equal(t, http.StatusUnprocessableEntity, unpaid.status, "nothing was paid")
}

func TestSeededRefundsBelongToTheirOrders(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(70))
	refunds := get(t, store, "/v3/orders/payment_actions/refunds")
	assert.Equal(t, []any{116.0, 125.0, 141.0, 150.0, 166.0}, refunds.column(t, "order_id"))
	for _, refund := range refunds.rows(t) {
		order := fmt.Sprintf("%.0f", refund["order_id"])
		sum := 0.0
		for _, item := range refund["items"].([]any) {
			sum += item.(map[string]any)["requested_amount"].(float64)
		}
		assert.InDelta(t, refund["total_amount"], sum, 0.001)
		assert.Equal(t, []any{refund["id"]}, get(t, store, "/v3/orders/"+order+"/payment_actions/refunds").column(t, "id"))
		transaction := get(t, store, "/v3/orders/"+order+"/transactions").at(t, "data", 1).(map[string]any)
		assert.InDelta(t, refund["total_amount"], transaction["amount"], 0.001)
	}
	assert.Empty(t, get(t, store, "/v3/orders/101/payment_actions/refunds").rows(t))
}

func TestRefundFiltersIncludeTheirBounds(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(200))
	all := get(t, store, "/v3/orders/payment_actions/refunds?limit=250").rows(t)
	from, to := all[4]["created"].(string), all[9]["created"].(string)
	found := func(query string) []any {
		return get(t, store, "/v3/orders/payment_actions/refunds?limit=250&"+query).column(t, "id")
	}
	assert.Equal(t, []any{5.0, 6.0, 7.0, 8.0, 9.0, 10.0}, found("created:min="+url.QueryEscape(from)+"&created:max="+url.QueryEscape(to)))
	assert.Equal(t, []any{2.0, 3.0}, found("id:in=3,2,999"))
	assert.Equal(t, []any{1.0, 3.0}, found("order_id:in=116,141,101"))
	assert.Empty(t, found("created:min="+time.Now().Add(time.Hour).UTC().Format("2006-01-02T15:04:05Z")))
	page := get(t, store, "/v3/orders/payment_actions/refunds?limit=3&page=2")
	assert.Equal(t, []any{4.0, 5.0, 6.0}, page.column(t, "id"))
	assert.InDelta(t, len(all), page.at(t, "meta", "pagination", "total"), 0)
}

func TestEitherOrderScopeCoversRefunds(t *testing.T) {
	t.Parallel()
	const path = "/v3/orders/payment_actions/refunds"
	store := sandbox.New(sandbox.WithToken("orders", "store_v2_orders_read_only"), sandbox.WithToken("transactions", "store_v2_transactions"), sandbox.WithToken("other", "store_v2_products"))
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodGet, path, "", "X-Auth-Token: orders").status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodGet, path, "", "X-Auth-Token: transactions").status)
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodGet, path, "", "X-Auth-Token: other").status)
	quotes := "/v3/orders/102/payment_actions/refund_quotes"
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodPost, quotes, "{}", "X-Auth-Token: orders").status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, quotes, "{}", "X-Auth-Token: transactions").status)
}
