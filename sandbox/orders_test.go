package sandbox_test

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func allOrders(t *testing.T, store http.Handler) []map[string]any {
	t.Helper()
	return get(t, store, "/v2/orders?limit=250").rows(t)
}

func moment(t *testing.T, value any) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC1123Z, value.(string))
	require.NoError(t, err)
	return at
}

func TestOrdersAreWrittenAsV2DoesIt(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, order := range allOrders(t, store) {
		for name, value := range order {
			if strings.HasSuffix(name, "_tax") || strings.HasSuffix(name, "_amount") {
				assert.Regexp(t, `^\d+\.\d{4}$`, value, name)
			}
		}
		moment(t, order["date_created"])
		if order["date_shipped"] != "" {
			moment(t, order["date_shipped"])
		}
		path := fmt.Sprintf("/orders/%v/", order["id"])
		for name, resource := range map[string]string{
			"products": "products", "shipping_addresses": "shippingaddresses", "coupons": "coupons", "consignments": "consignments", "fees": "fees",
		} {
			link := order[name].(map[string]any)
			assert.Equal(t, path+resource, link["resource"])
			followed, err := url.Parse(link["url"].(string))
			require.NoError(t, err)
			assert.Less(t, get(t, store, followed.Path).status, 300)
		}
	}
}

func TestOrderFilters(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	all := allOrders(t, store)
	some := all[50]
	number := func(text any) float64 { n, _ := strconv.ParseFloat(text.(string), 64); return n }
	escaped := func(text any) string { return url.QueryEscape(text.(string)) }
	for _, test := range []struct {
		query string
		want  func(row map[string]any) bool
	}{
		{"min_id=120&max_id=130", func(row map[string]any) bool { return row["id"].(float64) >= 120 && row["id"].(float64) <= 130 }},
		{"min_total=300.5", func(row map[string]any) bool { return number(row["total_inc_tax"]) >= 300.5 }},
		{"max_total=99", func(row map[string]any) bool { return number(row["total_inc_tax"]) <= 99 }},
		{"customer_id=0", func(row map[string]any) bool { return row["customer_id"] == 0.0 }},
		{"status_id=11", func(row map[string]any) bool { return row["status_id"] == 11.0 }},
		{"channel_id=2", func(row map[string]any) bool { return row["channel_id"] == 2.0 }},
		{"cart_id=" + some["cart_id"].(string), func(row map[string]any) bool { return row["id"] == some["id"] }},
		{"external_order_id=KIOSK-7004", func(row map[string]any) bool { return row["external_order_id"] == "KIOSK-7004" }},
		{"payment_method=Bank+Deposit", func(row map[string]any) bool { return row["payment_method"] == "Bank Deposit" }},
		{"email=" + escaped(some["billing_address"].(map[string]any)["email"]), func(row map[string]any) bool {
			return row["billing_address"].(map[string]any)["email"] == some["billing_address"].(map[string]any)["email"]
		}},
		{"min_date_created=" + escaped(some["date_created"]), func(row map[string]any) bool {
			return !moment(t, row["date_created"]).Before(moment(t, some["date_created"]))
		}},
		{"max_date_created=" + escaped(some["date_created"]), func(row map[string]any) bool {
			return !moment(t, row["date_created"]).After(moment(t, some["date_created"]))
		}},
		{"min_date_modified=2025-06-01T00:00:00Z&max_date_modified=2025-07-01", func(row map[string]any) bool {
			at := moment(t, row["date_modified"])
			return at.Month() == time.June || at.Equal(time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))
		}},
	} {
		var want []any
		for _, row := range all {
			if test.want(row) {
				want = append(want, row["id"])
			}
		}
		require.NotEmpty(t, want, test.query)
		assert.Equal(t, want, get(t, store, "/v2/orders?limit=250&"+test.query).column(t, "id"), test.query)
		count := get(t, store, "/v2/orders/count?"+test.query)
		assert.InDelta(t, len(want), count.at(t, "count"), 0, test.query)
	}
	assert.Equal(t, http.StatusBadRequest, get(t, store, "/v2/orders/count?limit=5").status)
}

func TestOrderSorts(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, field := range []string{"id", "customer_id", "date_created", "date_modified", "status_id", "channel_id", "external_id"} {
		up := get(t, store, "/v2/orders?limit=250&sort="+field).column(t, "id")
		down := get(t, store, "/v2/orders?limit=250&sort="+field+":desc").column(t, "id")
		slices.Reverse(down)
		assert.Equal(t, up, down, field)
	}
	modified := get(t, store, "/v2/orders?limit=250&sort=date_modified:asc").column(t, "date_modified")
	assert.True(t, slices.IsSortedFunc(modified, func(a, b any) int { return moment(t, a).Compare(moment(t, b)) }))
}

func TestOrderParts(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v2/orders/9999/products").status)
	lines := get(t, store, "/v2/orders/105/products")
	require.Len(t, lines.rows(t), 5)
	line := lines.rows(t)[0]
	assert.NotEqual(t, line["id"], line["product_id"])
	assert.Equal(t, line, get(t, store, fmt.Sprintf("/v2/orders/105/products/%v", line["id"])).body)
	assert.Len(t, get(t, store, "/v2/orders/105/products?limit=2&page=3").rows(t), 1)
	assert.Equal(t, http.StatusNoContent, get(t, store, "/v2/orders/105/products?page=4").status)
	assert.Equal(t, http.StatusRequestEntityTooLarge, get(t, store, "/v2/orders/105/products?limit=251").status)
	assert.Equal(t, http.StatusBadRequest, get(t, store, "/v2/orders/105/products?include=x").status)

	addresses := get(t, store, "/v2/orders/105/shipping_addresses")
	require.Len(t, addresses.rows(t), 2)
	assert.Equal(t, addresses.body, get(t, store, "/v2/orders/105/shippingaddresses").body)
	assert.Equal(t, http.StatusNoContent, get(t, store, "/v2/orders/101/coupons").status)
	assert.Equal(t, "SPRINGTIDE", get(t, store, "/v2/orders/104/coupons").at(t, 0, "code"))
	assert.Equal(t, "103", get(t, store, "/v3/orders/103/transactions").at(t, "data", 0, "order_id"), "a string")
	assert.Equal(t, http.StatusNoContent, get(t, store, "/v3/orders/107/transactions").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/orders/9999/transactions").status)
	assert.Len(t, get(t, store, "/v2/order_statuses").rows(t), 15)
}

func TestOrderIncludes(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, http.StatusBadRequest, get(t, store, "/v2/orders/103?include=consignments").status, "the structure has to be asked for")
	got := get(t, store, "/v2/orders/103?include=consignments.line_items,fees&consignment_structure=object")
	assert.Equal(t, "Tidal surcharge", got.at(t, "fees", 0, "display_name_customer"))
	assert.InDelta(t, 7.95, got.at(t, "consignments", "shipping", 0, "base_cost"), 0.001, "a number here")
	assert.NotEmpty(t, got.at(t, "consignments", "shipping", 0, "line_items", 0, "sku"))
	link := get(t, store, "/v2/orders/103?include=consignments&consignment_structure=object")
	assert.Contains(t, link.at(t, "consignments", "shipping", 0, "line_items", 0), "resource")
}

func TestSeededOrdersAddUp(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	money := func(value any) float64 { n, _ := strconv.ParseFloat(value.(string), 64); return n }
	statuses, seconds := map[any]int{}, map[any]int{}
	guests, digital, lines := 0, 0, map[int]bool{}
	for _, order := range allOrders(t, store) {
		statuses[order["status_id"]]++
		seconds[order["date_created"]]++
		if order["customer_id"] == 0.0 {
			guests++
		}
		path := fmt.Sprintf("/v2/orders/%v", order["id"])
		products := get(t, store, path+"/products").rows(t)
		lines[len(products)] = true
		sum, items := 0.0, 0.0
		for _, line := range products {
			sum += money(line["total_inc_tax"])
			items += line["quantity"].(float64)
			sold := get(t, store, fmt.Sprintf("/v3/catalog/products/%v", line["product_id"]))
			assert.Equal(t, sold.at(t, "data", "name"), line["name"])
			assert.Equal(t, line["type"] == "digital", line["order_address_id"] == 0.0, "digital lines go nowhere")
		}
		assert.InDelta(t, sum, money(order["subtotal_inc_tax"]), 0.001)
		assert.InDelta(t, items, order["items_total"], 0)
		assert.InDelta(t, money(order["total_ex_tax"])+money(order["total_tax"]), money(order["total_inc_tax"]), 0.001)
		assert.False(t, math.Signbit(money(order["total_ex_tax"])))
		shipping := get(t, store, path+"/shipping_addresses")
		if order["order_is_digital"] == true {
			digital++
			assert.Equal(t, http.StatusNoContent, shipping.status)
		} else {
			assert.InDelta(t, len(shipping.rows(t)), order["shipping_address_count"], 0)
		}
	}
	assert.Len(t, statuses, 15, "every status")
	assert.Len(t, lines, 5, "one to five lines")
	assert.Greater(t, guests, 20)
	assert.Greater(t, digital, 5)
	most := 0
	for _, count := range seconds {
		most = max(most, count)
	}
	assert.GreaterOrEqual(t, most, 3, "orders share a second")
}
