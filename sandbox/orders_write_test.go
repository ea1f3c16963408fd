package sandbox_test

import (
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const (
	billing     = `"billing_address":{"first_name":"Ada","last_name":"Lindqvist","street_1":"Hornsgatan 12","city":"Stockholm","zip":"118 20","country":"Sweden","email":"ada@example.com"}`
	customItems = `"products":[{"name":"Splicing","quantity":3,"price_ex_tax":10.5,"price_inc_tax":12.3333},{"name":"Tar","quantity":1,"price_ex_tax":2,"price_inc_tax":2}]`
)

// clock is a clock that tests set.
type clock struct{ seconds atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.seconds.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Unix())
	return c
}

func (c *clock) now() time.Time { return time.Unix(c.seconds.Load(), 500) }

func (c *clock) tick() string {
	return time.Unix(c.seconds.Add(60), 0).UTC().Format(time.RFC1123Z)
}

func (c *clock) text() string { return c.now().UTC().Format(time.RFC1123Z) }

func create(t *testing.T, store http.Handler, body string) reply {
	t.Helper()
	made := send(t, store, http.MethodPost, "/v2/orders", body)
	require.Equal(t, http.StatusOK, made.status, made.text)
	return made
}

func orderPath(t *testing.T, made reply) string {
	t.Helper()
	return fmt.Sprintf("/v2/orders/%d", made.id(t, "id"))
}

func TestNewOrderIsSummedUpAndDated(t *testing.T) {
	t.Parallel()
	now := newClock()
	store := sandbox.New(sandbox.WithClock(now.now))
	made := create(t, store, `{`+billing+`,`+customItems+`,"shipping_cost_ex_tax":"5","shipping_cost_inc_tax":5.5,"discount_amount":"1.0000",
		"fees":[{"type":"custom_fee","display_name_customer":"Crate","cost_ex_tax":"2","cost_tax":0.2}],"x_future":[1.10]}`)
	for name, want := range map[string]any{
		"subtotal_ex_tax": "33.5000", "subtotal_inc_tax": "38.9999", "subtotal_tax": "5.4999", "shipping_cost_tax": "0.5000",
		"base_shipping_cost": "5.0000", "total_ex_tax": "39.5000", "total_inc_tax": "45.6999", "total_tax": "6.1999",
		"status": "Pending", "custom_status": "Pending", "date_created": now.text(), "date_modified": now.text(), "date_shipped": "",
		"order_source": "external", "is_deleted": false, "refunded_amount": "0.0000", "order_is_digital": false,
	} {
		assert.Equal(t, want, made.at(t, name), name)
	}
	for name, want := range map[string]float64{"status_id": 1, "customer_id": 0, "channel_id": 1, "items_total": 4, "items_shipped": 0, "shipping_address_count": 1} {
		assert.InDelta(t, want, made.at(t, name), 0, name)
	}
	assert.Contains(t, made.text, `"x_future":[1.10]`)
	path := orderPath(t, made)
	assert.Equal(t, made.at(t, "total_inc_tax"), get(t, store, path).at(t, "total_inc_tax"))
	assert.Equal(t, "2.2000", get(t, store, path+"/fees").at(t, "fees", 0, "cost_inc_tax"))
	lines := get(t, store, path+"/products")
	assert.Equal(t, "36.9999", lines.at(t, 0, "total_inc_tax"))
	assert.Equal(t, made.at(t, "id"), lines.at(t, 0, "order_id"))
	address := get(t, store, path+"/shipping_addresses")
	assert.Equal(t, "Hornsgatan 12", address.at(t, 0, "street_1"), "it goes to the billing address")
	assert.Equal(t, "SE", address.at(t, 0, "country_iso2"))
	assert.Equal(t, "5.5000", address.at(t, 0, "cost_inc_tax"))
	assert.Equal(t, address.at(t, 0, "id"), lines.at(t, 0, "order_address_id"))
	list := get(t, store, "/v2/orders?sort=date_created:desc&limit=1")
	assert.Equal(t, made.at(t, "id"), list.at(t, 0, "id"))
}

func TestNewOrderTakesProductsOfTheCatalog(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	product := send(t, store, http.MethodPost, "/v3/catalog/products", `{"name":"Odd","type":"physical","weight":1,"price":12.5,
		"variants":[{"sku":"odd-s","price":20,"option_values":[{"option_display_name":"Size","label":"S"}]},{"sku":"odd-l","option_values":[{"option_display_name":"Size","label":"L"}]}]}`)
	require.Equal(t, http.StatusOK, product.status, product.text)
	id := product.id(t, "data", "id")
	variants := get(t, store, fmt.Sprintf("/v3/catalog/products/%d/variants", id))
	option, value := variants.id(t, "data", 1, "option_values", 0, "option_id"), variants.id(t, "data", 1, "option_values", 0, "id")
	made := create(t, store, fmt.Sprintf(`{%s,"products":[
		{"product_id":%d,"variant_id":%d,"quantity":2},
		{"product_id":%d,"quantity":1,"product_options":[{"id":%d,"value":"%d"}]},
		{"product_id":%d,"quantity":1,"variant_id":%d,"price_ex_tax":1,"price_inc_tax":1.25,"name":"Gift"}]}`,
		billing, id, variants.id(t, "data", 0, "id"), id, option, value, id, variants.id(t, "data", 0, "id")))
	lines := get(t, store, orderPath(t, made)+"/products")
	assert.Equal(t, []any{"odd-s", "odd-l", "odd-s"}, lines.column(t, "sku"))
	assert.Equal(t, []any{"40.0000", "12.5000", "1.0000"}, lines.column(t, "total_ex_tax"))
	assert.Equal(t, []any{"44.0000", "13.7500", "1.2500"}, lines.column(t, "total_inc_tax"))
	assert.Equal(t, []any{"Odd", "Odd", "Gift"}, lines.column(t, "name_customer"))
	assert.Equal(t, lines.at(t, 1, "id"), lines.at(t, 1, "product_options", 0, "order_product_id"))
	assert.Equal(t, "L", lines.at(t, 1, "product_options", 0, "display_value"))
	refused := send(t, store, http.MethodPost, "/v2/orders", fmt.Sprintf(`{%s,"products":[{"product_id":%d,"quantity":1}]}`, billing, id))
	assert.Equal(t, http.StatusBadRequest, refused.status, "which size?")
	assert.Contains(t, refused.text, "products.0.product_options")
}

func TestNewOrderKeepsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,`+customItems+`,"status_id":0,"customer_id":105,"date_created":"2019-03-05T21:40:11Z",
		"subtotal_ex_tax":"1","subtotal_inc_tax":"2","total_ex_tax":"3.00","total_inc_tax":"4","external_source":"M-MIG","ip_address":"192.0.2.7",
		"shipping_addresses":[{"first_name":"Bo","zip":"1","country_iso2":"NO","shipping_method":"Sledge"},{"first_name":"Eli"}]}`)
	for name, want := range map[string]any{
		"status": "Incomplete", "date_created": "Tue, 05 Mar 2019 21:40:11 +0000", "subtotal_inc_tax": "2.0000", "subtotal_tax": "1.0000",
		"total_ex_tax": "3.0000", "total_inc_tax": "4.0000", "total_tax": "1.0000", "external_source": "M-MIG", "ip_address": "192.0.2.7",
	} {
		assert.Equal(t, want, made.at(t, name), name)
	}
	assert.NotEqual(t, made.at(t, "date_created"), made.at(t, "date_modified"))
	addresses := get(t, store, orderPath(t, made)+"/shipping_addresses")
	assert.Equal(t, []any{"Bo", "Eli"}, addresses.column(t, "first_name"))
	assert.Equal(t, "Norway", addresses.at(t, 0, "country"))
	assert.Equal(t, "Sledge", addresses.at(t, 0, "shipping_method"))
	assert.Equal(t, made.at(t, "id"), get(t, store, "/v2/orders?sort=date_created:asc&limit=1").at(t, 0, "id"))
}

func TestACustomProductIsNamedByAnyOfItsNames(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,"products":[{"name_merchant":"Tar","quantity":1,"price_ex_tax":1,"price_inc_tax":1},
		{"name_customer":"Pitch","quantity":1,"price_ex_tax":1,"price_inc_tax":1}]}`)
	lines := get(t, store, orderPath(t, made)+"/products")
	assert.Equal(t, []any{"Tar", "Pitch"}, lines.column(t, "name"))
	assert.Equal(t, []any{"Tar", "Pitch"}, lines.column(t, "name_customer"))
}

func TestNewOrderCanBeCollected(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,"consignments":{"pickups":[{"pickup_method_id":7,"collection_instructions":"Ring twice",
		"line_items":[{"name":"Tar","quantity":2,"price_ex_tax":2,"price_inc_tax":2}]}]}}`)
	got := get(t, store, orderPath(t, made)+"?include=consignments.line_items&consignment_structure=object")
	assert.Equal(t, "Ring twice", got.at(t, "consignments", "pickups", 0, "collection_instructions"))
	assert.Equal(t, "Tar", got.at(t, "consignments", "pickups", 0, "line_items", 0, "name"))
	assert.Empty(t, got.at(t, "consignments", "shipping"))
	assert.Equal(t, http.StatusNoContent, get(t, store, orderPath(t, made)+"/shipping_addresses").status)
}

func TestOrdersAtFaultAreRefusedByTheirField(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	before := store.IDs("orders")
	for name, test := range map[string]struct{ body, field string }{
		"no object":                {`[]`, ""},
		"no billing address":       {`{` + customItems + `}`, "billing_address"},
		"no zip":                   {`{"billing_address":{"first_name":"A"},` + customItems + `}`, "billing_address.zip"},
		"short zip":                {`{"billing_address":{"zip":"1"},` + customItems + `}`, "billing_address.zip"},
		"e-mail":                   {`{"billing_address":{"zip":"11","email":"nobody"},` + customItems + `}`, "billing_address.email"},
		"no products":              {`{` + billing + `}`, "products"},
		"empty products":           {`{` + billing + `,"products":[]}`, "products"},
		"no quantity":              {`{` + billing + `,"products":[{"product_id":101}]}`, "products.0.quantity"},
		"quantity 0":               {`{` + billing + `,"products":[{"product_id":101,"quantity":0}]}`, "products.0.quantity"},
		"unknown product":          {`{` + billing + `,"products":[{"product_id":99999,"quantity":1}]}`, "products.0.product_id"},
		"unknown variant":          {`{` + billing + `,"products":[{"product_id":101,"variant_id":1,"quantity":1}]}`, "products.0.variant_id"},
		"half a price":             {`{` + billing + `,"products":[{"product_id":101,"quantity":1,"price_ex_tax":1}]}`, "products.0.price_inc_tax"},
		"price as text":            {`{` + billing + `,"products":[{"name":"A","quantity":1,"price_ex_tax":"1","price_inc_tax":1}]}`, "products.0.price_ex_tax"},
		"custom without name":      {`{` + billing + `,"products":[{"quantity":1,"price_ex_tax":1,"price_inc_tax":1}]}`, "products.0.name"},
		"two names":                {`{` + billing + `,"products":[{"name":"A","name_customer":"B","quantity":1,"price_ex_tax":1,"price_inc_tax":1}]}`, "products.0.name_customer"},
		"products and pickup":      {`{` + billing + `,` + customItems + `,"consignments":{"pickups":[]}}`, "products"},
		"two pickups":              {`{` + billing + `,"consignments":{"pickups":[{},{}]}}`, "consignments.pickups"},
		"pickup without lines":     {`{` + billing + `,"consignments":{"pickups":[{"pickup_method_id":1}]}}`, "consignments.pickups.0.line_items"},
		"unknown status":           {`{` + billing + `,` + customItems + `,"status_id":15}`, "status_id"},
		"unknown customer":         {`{` + billing + `,` + customItems + `,"customer_id":9}`, "customer_id"},
		"unknown channel":          {`{` + billing + `,` + customItems + `,"channel_id":9}`, "channel_id"},
		"no date":                  {`{` + billing + `,` + customItems + `,"date_created":"soon"}`, "date_created"},
		"half a pair":              {`{` + billing + `,` + customItems + `,"total_ex_tax":"1"}`, "total_inc_tax"},
		"negative discount":        {`{` + billing + `,` + customItems + `,"discount_amount":"-1"}`, "discount_amount"},
		"both addresses":           {`{` + billing + `,` + customItems + `,"ip_address":"192.0.2.1","ip_address_v6":"::1"}`, "ip_address_v6"},
		"nameless fee":             {`{` + billing + `,` + customItems + `,"fees":[{"cost_ex_tax":1,"cost_tax":0}]}`, "fees.0.display_name_customer"},
		"fee with one amount":      {`{` + billing + `,` + customItems + `,"fees":[{"display_name_customer":"A","cost_ex_tax":1}]}`, "fees.0.cost_inc_tax"},
		"id":                       {`{` + billing + `,` + customItems + `,"id":7}`, "id"},
		"status":                   {`{` + billing + `,` + customItems + `,"status":"Shipped"}`, "status"},
		"date_modified":            {`{` + billing + `,` + customItems + `,"date_modified":""}`, "date_modified"},
		"is_deleted when it's new": {`{` + billing + `,` + customItems + `,"is_deleted":true}`, "is_deleted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := send(t, store, http.MethodPost, "/v2/orders", test.body)
			require.Equal(t, http.StatusBadRequest, got.status, got.text)
			assert.InDelta(t, 400, got.at(t, 0, "status"), 0)
			if test.field != "" {
				assert.Contains(t, got.at(t, 0, "message"), "'"+test.field+"'")
			}
			assert.Equal(t, before, store.IDs("orders"))
		})
	}
}

func TestChangedOrderKeepsTheRestAndIsDated(t *testing.T) {
	t.Parallel()
	now := newClock()
	store := sandbox.New(sandbox.WithClock(now.now))
	before := get(t, store, "/v2/orders/105")
	tick := now.tick()
	changed := send(t, store, http.MethodPut, "/v2/orders/105", `{"status_id":2,"staff_notes":"Gone","billing_address":{"city":"Bergen"}}`)
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, "Shipped", changed.at(t, "status"))
	assert.Equal(t, "Shipped", changed.at(t, "custom_status"))
	assert.Equal(t, tick, changed.at(t, "date_modified"))
	assert.Equal(t, tick, changed.at(t, "date_shipped"))
	assert.Equal(t, "Bergen", changed.at(t, "billing_address", "city"))
	for _, name := range []string{"date_created", "total_inc_tax", "items_total", "customer_id", "products", "coupon_discount"} {
		assert.Equal(t, before.at(t, name), changed.at(t, name), name)
	}
	assert.Equal(t, before.at(t, "billing_address", "zip"), changed.at(t, "billing_address", "zip"))
	assert.Equal(t, []any{105.0}, get(t, store, "/v2/orders?min_date_modified=2026-01-01&sort=date_modified:asc").column(t, "id"))
	later := now.tick()
	send(t, store, http.MethodPut, "/v2/orders/103", `{}`)
	assert.Equal(t, []any{105.0, 103.0}, get(t, store, "/v2/orders?min_date_modified=2026-01-01&sort=date_modified:asc").column(t, "id"))
	assert.Equal(t, later, get(t, store, "/v2/orders/103").at(t, "date_modified"))
}

func TestChangedLinesAreSummedUpAnew(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,`+customItems+`,"total_ex_tax":"99","total_inc_tax":"99"}`)
	path := orderPath(t, made)
	line := get(t, store, path+"/products").id(t, 0, "id")
	changed := send(t, store, http.MethodPut, path, fmt.Sprintf(`{"products":[{"id":%d,"quantity":1},{"name":"Oakum","quantity":2,"price_ex_tax":4,"price_inc_tax":5}]}`, line))
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, "20.5000", changed.at(t, "total_ex_tax"), "the override is gone")
	assert.Equal(t, "24.3333", changed.at(t, "total_inc_tax"))
	assert.InDelta(t, 4, changed.at(t, "items_total"), 0)
	assert.Equal(t, []any{"Splicing", "Tar", "Oakum"}, get(t, store, path+"/products").column(t, "name"))
	changed = send(t, store, http.MethodPut, path, fmt.Sprintf(`{"products":[{"id":%d,"quantity":0}]}`, line))
	assert.Equal(t, []any{"Tar", "Oakum"}, get(t, store, path+"/products").column(t, "name"))
	assert.Equal(t, "12.0000", changed.at(t, "total_inc_tax"))
	assert.Equal(t, "11.5000", send(t, store, http.MethodPut, path, `{"discount_amount":0.5}`).at(t, "total_inc_tax"))

	discounted := get(t, store, "/v2/orders/104")
	require.NotEqual(t, "0.0000", discounted.at(t, "coupon_discount"))
	lines := get(t, store, "/v2/orders/104/products").rows(t)
	body := fmt.Sprintf(`{"products":[{"id":%v,"quantity":%v}]}`, int64(lines[0]["id"].(float64)), lines[0]["quantity"])
	full := send(t, store, http.MethodPut, "/v2/orders/104", body)
	require.Equal(t, http.StatusOK, full.status, full.text)
	amount := func(r reply, name string) float64 { n, _ := strconv.ParseFloat(r.at(t, name).(string), 64); return n }
	gain := amount(full, "total_inc_tax") - amount(discounted, "total_inc_tax")
	assert.InDelta(t, amount(discounted, "coupon_discount")-amount(full, "coupon_discount"), gain, 0.0001)
	assert.Positive(t, gain, "the discount of a changed line is gone")
	assert.Empty(t, get(t, store, "/v2/orders/104/products").at(t, 0, "applied_discounts"))
}

func TestFeesAreReplacedAndAddressesChangedByTheirID(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,`+customItems+`,"fees":[{"display_name_merchant":"Crate","cost_ex_tax":2,"cost_inc_tax":2.2},{"display_name_customer":"Ice","cost_ex_tax":1,"cost_inc_tax":1}]}`)
	path := orderPath(t, made)
	crate := get(t, store, path+"/fees").at(t, "fees", 0)
	assert.Equal(t, "Crate", crate.(map[string]any)["display_name_customer"])
	id := int64(crate.(map[string]any)["id"].(float64))
	got := send(t, store, http.MethodPut, path, fmt.Sprintf(`{"fees":[{"id":%d,"cost_ex_tax":3,"cost_inc_tax":3},{"display_name_customer":"Salt","cost_ex_tax":1,"cost_tax":0}]}`, id))
	require.Equal(t, http.StatusOK, got.status, got.text)
	fees := get(t, store, path+"/fees").at(t, "fees").([]any)
	require.Len(t, fees, 2)
	assert.Equal(t, "3.0000", fees[0].(map[string]any)["cost_inc_tax"])
	assert.Equal(t, "Salt", fees[1].(map[string]any)["display_name_merchant"])
	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, path, `{"fees":[{"id":1}]}`).status)

	address := get(t, store, path+"/shipping_addresses").id(t, 0, "id")
	send(t, store, http.MethodPut, path, fmt.Sprintf(`{"shipping_addresses":[{"id":%d,"city":"Uppsala"}]}`, address))
	assert.Equal(t, []any{"Uppsala"}, get(t, store, path+"/shipping_addresses").column(t, "city"))
	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, path, `{"shipping_addresses":[{"city":"Uppsala"}]}`).status)
}

func TestChangesAtFaultChangeNothing(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	send(t, store, http.MethodPut, "/v2/orders/110", `{"external_merchant_id":"M1"}`)
	before := get(t, store, "/v2/orders/110").text
	for _, body := range []string{
		`{"status":"Shipped"}`, `{"date_modified":"x"}`, `{"coupons":[]}`, `{"total_tax":"1"}`, `{"default_currency_code":"EUR"}`,
		`{"external_merchant_id":"M2"}`, `{"staff_notes":"x","products":[{"id":1,"quantity":1}]}`, `{"staff_notes":5}`, `{"billing_address":{"zip":"1"}}`,
		`{"products":[{"quantity":1}]}`, `{"status_id":-1}`, `{"shipping_cost_ex_tax":"1"}`,
	} {
		assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, "/v2/orders/110", body).status, body)
		assert.Equal(t, before, get(t, store, "/v2/orders/110").text, body)
	}
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPut, "/v2/orders/9999", `{}`).status)
}

func TestArchivedOrdersLeaveTheLists(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	require.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v2/orders/110", "").status)
	require.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v2/orders/110", "").status)
	assert.Equal(t, true, send(t, store, http.MethodPut, "/v2/orders/111", `{"is_deleted":true}`).at(t, "is_deleted"))
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodDelete, "/v2/orders/9999", "").status)
	assert.Equal(t, []any{109.0, 112.0}, get(t, store, "/v2/orders?min_id=109&max_id=112").column(t, "id"))
	assert.InDelta(t, 238, get(t, store, "/v2/orders/count").at(t, "count"), 0)
	assert.Len(t, everyID(t, store, "/v2/orders?sort=date_modified:asc"), 238)
	assert.Equal(t, true, get(t, store, "/v2/orders/110").at(t, "is_deleted"))
	assert.Equal(t, http.StatusOK, get(t, store, "/v2/orders/110/products").status)
	send(t, store, http.MethodPut, "/v2/orders/110", `{"is_deleted":false}`)
	assert.Len(t, get(t, store, "/v2/orders?min_id=109&max_id=112").rows(t), 3)
}
