package sandbox_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken("no-orders", "store_v2_products_read_only"))
	for name, test := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		text               string
	}{
		"wrong token":         {path: "/v3/customers", headers: []string{"X-Auth-Token: nope"}, status: 401, text: `"title":"Unauthorized - the v3 Auth client ID`},
		"no token":            {path: "/v3/customers", headers: []string{"X-Auth-Token:"}, status: 401, text: `"status":401`},
		"wrong store":         {path: "/stores/other1/v3/customers", status: 401, text: `"title":"Unauthorized`},
		"wrong token in V2":   {path: "/v2/orders", headers: []string{"X-Auth-Token: nope"}, status: 401, text: `[{"status":401,"message":"Unauthorized`},
		"scope missing":       {path: "/v3/customers", headers: []string{"X-Auth-Token: no-orders"}, status: 403, text: `"status":403`},
		"scope missing in V2": {path: "/v2/orders", headers: []string{"X-Auth-Token: no-orders"}, status: 403, text: `[{"status":403`},
		"read-only scope":     {method: "PUT", path: "/v3/catalog/products/101", body: "{}", headers: []string{"X-Auth-Token: no-orders"}, status: 403},
		"unknown path":        {path: "/v3/nothing", status: 404, text: `"title":"The resource at that URL is not found."`},
		"unknown path in V2":  {path: "/v2/nothing", status: 404, text: `[{"status":404,"message":"The requested resource was not found."}]`},
		"outside the stores":  {path: "/elsewhere", status: 404},
		"other version":       {path: "/stores/sandbox1/v4/customers", status: 404},
		"one customer by id":  {path: "/v3/customers/101", status: 404},
		"trailing slash":      {path: "/v3/customers/", status: 404},
		"empty segment":       {path: "/v2/orders//products", status: 404},
		"id that is no id":    {path: "/v2/orders/abc", status: 404},
		"method not on path":  {method: "PUT", path: "/v2/orders", body: "{}", status: 405, text: `[{"status":405`},
		"method unknown":      {method: "PATCH", path: "/v3/customers", body: "[]", status: 501, text: `"status":501`},
		"V2 without Accept":   {path: "/v2/store", headers: []string{"Accept:"}, status: 406, text: `[{"status":406`},
		"V2 with XML":         {path: "/v2/store", headers: []string{"Accept: application/xml"}, status: 406},
		"V2 with wildcard":    {path: "/v2/store", headers: []string{"Accept: */*"}, status: 406},
		"body is no JSON":     {method: "POST", path: "/v3/customers", body: `[{"email":`, status: 400, text: `"title":"Input is invalid"`},
		"body has no type":    {method: "POST", path: "/v3/customers", body: `[]`, headers: []string{"Content-Type:"}, status: 415},
		"body is a form":      {method: "POST", path: "/v3/customers", body: `a=b`, headers: []string{"Content-Type: application/x-www-form-urlencoded"}, status: 415},
		"body too large":      {method: "POST", path: "/v3/customers", body: `["` + strings.Repeat("x", 17<<20) + `"]`, status: 413},
		"unknown filter":      {path: "/v3/customers?emial:in=a", status: 422, text: `The filter(s): emial:in are not valid filter parameter(s).`},
		"unknown V2 filter":   {path: "/v2/orders?id=5", status: 400, text: `[{"status":400,`},
		"bad filter value":    {path: "/v3/catalog/products?id:in=a", status: 422, text: `"id:in"`},
		"bad V2 filter value": {path: "/v2/orders?min_id=a", status: 400, text: `The field 'min_id' is invalid.`},
		"raw plus in a date":  {path: "/v2/orders?min_date_created=Tue,%2005%20Mar%202019%2021:40:11%20+0000", status: 400},
		"unknown include":     {path: "/v3/catalog/products?include=pictures", status: 422},
		"page too large":      {path: "/v3/catalog/products?limit=251", status: 422},
		"V2 page too large":   {path: "/v2/orders?limit=251", status: 413, text: `"details":{"max_limit":250}`},
		"sort unknown":        {path: "/v3/customers?sort=email:asc", status: 422},
		"foreign cursor":      {path: "/v3/customers?after=zzz", status: 422},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.method == "" {
				test.method = http.MethodGet
			}
			got := send(t, store, test.method, test.path, test.body, test.headers...)
			assert.Equal(t, test.status, got.status, got.text)
			assert.Contains(t, got.text, test.text)
			assert.NotEmpty(t, got.header.Get("X-Rate-Limit-Requests-Left"), "rate-limit headers on every answer")
			assert.Equal(t, "application/json", got.header.Get("Content-Type"))
		})
	}
}

func TestAllowNamesTheMethodsOfThePath(t *testing.T) {
	t.Parallel()
	got := send(t, sandbox.New(), http.MethodPost, "/v3/catalog/products/101", "{}")
	assert.Equal(t, http.StatusMethodNotAllowed, got.status)
	assert.Equal(t, "DELETE, GET, PUT", got.header.Get("Allow"))
}

func TestWhatIsNoIDOfItsKindLeadsNowhere(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, path := range []string{"/v3/customers/subscribers/1", "/v3/customers/101/metafields"} {
		assert.Equal(t, http.StatusOK, get(t, store, path).status, path)
	}
	for _, path := range []string{
		"/v3/customers/subscribers/metafields", "/v3/customers/{}/metafields", "/v3/catalog/products/metafields/1/2", "/v3/carts/1", "/v2/orders/",
		"/v2/orders//products", "/v2/orders/99999999999999999999", "/v2/orders/101/../101",
	} {
		assert.Equal(t, http.StatusNotFound, get(t, store, path).status, path)
	}
	assert.Equal(t, 8, store.Stats().Requests["other"])
}

func TestHeadAnswersAsGet(t *testing.T) {
	t.Parallel()
	assert.Equal(t, http.StatusOK, send(t, sandbox.New(), http.MethodHead, "/v3/customers", "").status)
}

func TestScopesAreCheckedForEachGroup(t *testing.T) {
	t.Parallel()
	paths := map[string]string{
		"store_v2_customers":     "/v3/customers?limit=1",
		"store_v2_products":      "/v3/catalog/products?limit=1",
		"store_v2_orders":        "/v2/orders?limit=1",
		"store_v2_transactions":  "/v3/orders/101/transactions",
		"store_inventory":        "/v3/inventory/items?limit=1",
		"store_locations":        "/v3/inventory/locations?limit=1",
		"store_v2_information":   "/v2/store",
		"store_channel_settings": "/v3/channels",
		"store_cart":             "/v3/carts/" + abandonedCart(t, sandbox.New()),
	}
	require.Len(t, paths, len(sandbox.Scopes())-3, "those of payments have one form, that of fulfillment methods another name for each")
	for scope := range paths {
		store := sandbox.New(sandbox.WithToken("full", scope), sandbox.WithToken("reading", scope+"_read_only"))
		abandonedCart(t, store)
		for of, path := range paths {
			for _, token := range []string{"full", "reading"} {
				got := send(t, store, http.MethodGet, path, "", "X-Auth-Token: "+token)
				if of == scope {
					assert.Less(t, got.status, 300, "%s with %s", path, scope)
				} else {
					assert.Equal(t, http.StatusForbidden, got.status, "%s with %s", path, scope)
				}
			}
		}
	}
}

func TestPaymentsNeedScopesOfTheirOwn(t *testing.T) {
	t.Parallel()
	const path = "/v3/payments/methods?order_id=101"
	store := sandbox.New(sandbox.WithToken("paying", "store_payments_methods_read"), sandbox.WithToken("ordering", "store_v2_orders"))
	assert.NotEqual(t, http.StatusForbidden, send(t, store, http.MethodGet, path, "", "X-Auth-Token: paying").status)
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodGet, path, "", "X-Auth-Token: ordering").status)
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodPost, "/v3/payments/access_tokens", "{}", "X-Auth-Token: paying").status)
}

func TestLogNamesNoToken(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	store := sandbox.New(sandbox.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	get(t, store, "/v3/customers?email:in=jane@example.com")
	assert.Contains(t, log.String(), `route="GET /v3/customers" status=200`)
	assert.NotContains(t, log.String(), sandbox.DefaultToken)
	assert.NotContains(t, log.String(), "jane")
}
