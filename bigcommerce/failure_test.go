package bigcommerce

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestEveryShapeOfFailureIsUnderstood(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		status  int
		body    string
		kind    Kind
		says    []string
		fields  []FieldError
		details map[string]any
	}{
		{
			name: "V2 array", status: 404, body: `[{"status":404,"message":"The requested resource was not found."}]`,
			kind: KindNotFound, says: []string{"The requested resource was not found", "Check the id"},
		},
		{
			name: "V2 array with details", status: 413,
			body: `[{"status":413,"message":"The specified limit exceeds the maximum allowed.","details":{"max_limit":250}}]`,
			kind: KindInvalid, says: []string{"The specified limit exceeds the maximum allowed"},
			details: map[string]any{"max_limit": "250"},
		},
		{
			name: "V3 with field faults", status: 422,
			body: `{"status":422,"title":"Create customers failed.","type":"https://x","errors":{"0.channel_id":"error.path.missing","1.email":"error.expected.jsstring",".customer_create":"is odd","a/b~c":"x"}}`,
			kind: KindInvalid, says: []string{"Create customers failed: channel_id is missing; email must be text", "and 1 more"},
			fields: []FieldError{{"/0/channel_id", "is missing"}, {"/1/email", "must be text"}, {"/customer_create", "is odd"}, {"/a~1b~0c", "x"}},
		},
		{
			name: "V3 with nested faults and a dotted code", status: 422,
			body: `{"title":"Input is invalid","errors":{"variants":[{"sku":["is too long","has blanks"]}],"items[0].price":"error.path.missing."}}`,
			kind: KindInvalid, says: []string{"Input is invalid"},
			fields: []FieldError{{"/variants/sku", "is too long"}, {"/variants/sku", "has blanks"}, {"/items/0/price", "is missing"}},
		},
		{
			name: "V3 with detail and no errors", status: 400, body: `{"status":400,"title":"Bad Request","detail":"sort is unknown","errors":{}}`,
			kind: KindInvalid, says: []string{"Bad Request: sort is unknown"},
		},
		{
			name: "a duplicate email", status: 422, body: `{"title":"Create customers failed.","errors":{".customer_create":"Error creating customers: email jane@x.com already in use"}}`,
			kind: KindConflict, says: []string{"already in use"}, fields: []FieldError{{"/customer_create", "Error creating customers: email jane@x.com already in use"}},
		},
		{
			name: "a duplicate name", status: 409, body: `{"status":409,"title":"The product name is a duplicate","errors":{"name":"The product name is a duplicate"}}`,
			kind: KindConflict, says: []string{"The product name is a duplicate"}, fields: []FieldError{{"/name", "The product name is a duplicate"}},
		},
		{
			name: "refund faults under data", status: 422, body: `{"data":[{"status":422,"title":"Amount is too high","type":"x"}]}`,
			kind: KindInvalid, says: []string{"Amount is too high"},
		},
		{
			name: "refund trouble under data", status: 503, body: `{"data":[{"order_id":7,"status":503,"error":"Provider is down"}],"meta":{}}`,
			kind: KindUnavailable, says: []string{"Provider is down", "503"},
		},
		{
			name: "code and message", status: 403, body: `{"code":"forbidden","message":"No access."}`,
			kind: KindForbidden, says: []string{"No access"}, details: map[string]any{"code": "forbidden"},
		},
		{name: "HTML", status: 502, body: "<html><head><title>502 Bad\n Gateway</title></head>", kind: KindUnavailable, says: []string{"HTML page (502 Bad Gateway)"}},
		{name: "HTML without title", status: 400, body: "<html>", kind: KindInvalid, says: []string{"HTML"}},
		{name: "XML", status: 500, body: `<?xml version="1.0"?><error/>`, kind: KindUnavailable, says: []string{"XML"}},
		{name: "empty", status: 500, body: "", kind: KindUnavailable, says: []string{"empty", "fault of its own (500"}},
		{name: "torn", status: 400, body: `{"title":"Bad`, kind: KindInvalid, says: []string{"ends early"}},
		{name: "plain text", status: 400, body: `no`, kind: KindInvalid, says: []string{"not JSON"}},
		{name: "a JSON text", status: 400, body: `"no way"`, kind: KindInvalid, says: []string{"no way"}},
		{name: "null", status: 400, body: `null`, kind: KindInvalid},
		{name: "wrong method", status: 405, body: `{}`, kind: KindInvalid, says: []string{"does not take POST"}},
		{name: "unknown method", status: 501, body: `{}`, kind: KindInvalid, says: []string{"does not take POST"}},
		{name: "too many", status: 413, body: ``, kind: KindInvalid, says: []string{"fewer"}},
		{name: "wrong media type", status: 415, body: ``, kind: KindInvalid, says: []string{"Send JSON"}},
		{name: "locked", status: 423, body: ``, kind: KindConflict, says: []string{"locked"}},
		{name: "plan is full", status: 507, body: `{"title":"Product limit reached"}`, kind: KindUnavailable, says: []string{"plan", "Product limit reached"}},
		{name: "closed", status: 499, body: ``, kind: KindUnavailable, says: []string{"499"}},
		{name: "limited", status: 429, body: `{"status":429,"title":"Too many requests"}`, kind: KindRateLimited, says: []string{"quota"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t, WithRetries(0))
				mock.RegisterResponder("POST", customersURL, answer(test.status, test.body, "X-Request-Id", "r-9"))
				_, err := client.do(t.Context(), call{method: "POST", path: "/v3/customers", class: safe, api: "POST /v3/customers"})
				e := asError(t, err)
				require.Equal(t, test.kind, e.Kind)
				require.Equal(t, test.status, e.Status)
				require.Equal(t, "r-9", e.RequestID)
				require.Equal(t, "POST /v3/customers", e.API)
				require.Regexp(t, `^bigcommerce\.\d+$`, e.Code)
				for _, said := range test.says {
					require.Contains(t, e.Message, said)
				}
				require.NotContains(t, e.Message, "..")
				require.Equal(t, test.fields, e.Fields)
				for name, want := range test.details {
					require.EqualValues(t, want, e.Details[name])
				}
			})
		})
	}
}

func TestAWrongTokenNamesBothCauses(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(401, `{"title":"Unauthorized"}`))
	_, err := client.get(t.Context(), "/v3/customers")
	require.ErrorIs(t, err, ErrUnauthorized)
	require.ErrorContains(t, err, "token is wrong")
	require.ErrorContains(t, err, `store hash "abc123" is not the store`)
}

func TestAMissingScopeIsNamedInTheControlPanelsWords(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/v3/customers":                      `"Customers" (read-only or modify; store_v2_customers)`,
		"/v3/catalog/products":               `"Products" (read-only or modify; store_v2_products)`,
		"/v2/orders":                         `"Orders" (read-only or modify; store_v2_orders)`,
		"/v3/orders/7/transactions":          `"Order transactions" (read-only or modify; store_v2_transactions)`,
		"/v3/inventory/items":                `"Store inventory" (read-only or modify; store_inventory)`,
		"/v3/inventory/locations/1/items":    `"Store inventory"`,
		"/v3/inventory/locations":            `"Store locations"`,
		"/v2/store":                          `"Information & settings"`,
		"/v3/channels/1/listings":            `"Channel listings"`,
		"/v3/customers/7/stored-instruments": `"Stored payment instruments"`,
		"/v3/themes":                         "the OAuth scope that this needs",
	} {
		client, mock := newTestClient(t)
		mock.RegisterNoResponder(answer(403, `{"title":"You don't have a required scope to access the endpoint"}`))
		_, err := client.get(t.Context(), path)
		require.ErrorIs(t, err, ErrForbidden)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "Settings, API, Store-level API accounts")
		require.ErrorContains(t, err, "BigCommerce says: You don't have a required scope")
	}
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(403, ``))
	_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
	require.ErrorContains(t, err, `"Customers" (modify; store_v2_customers)`)
}

func TestAPartThatWasSavedComesWithTheError(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status int
		body   string
		saved  string
	}{
		"catalog":     {207, `{"data":[{"id":7}],"errors":{"status":207,"title":"Some images failed","type":"x","errors":{"images.0":"not found"}},"meta":{}}`, `{"id":7}`},
		"batch":       {422, `{"data":[{"id":7}],"errors":[{"status":409,"title":"Key exists","errors":{"images.0":"not found"}}],"meta":{"total":2,"success":1,"failed":1}}`, `{"id":7}`},
		"only a text": {207, `{"status":207,"title":"Saved, but not the discount"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			mock.RegisterResponder("POST", customersURL, answer(test.status, test.body))
			c := call{method: "POST", path: "/v3/customers", class: settle}
			found, err := many[struct{}](t.Context(), client, c)
			e := asError(t, err)
			require.ErrorIs(t, err, ErrPartial)
			require.False(t, e.Retryable)
			if test.saved == "" {
				require.Empty(t, found)
				require.Contains(t, e.Message, "Saved, but not the discount")
				return
			}
			require.Equal(t, "["+test.saved+"]", string(e.Data))
			require.Equal(t, []FieldError{{"/images/0", "not found"}}, e.Fields)
			require.Len(t, found, 1)
			require.Equal(t, test.saved, string(found[0].JSON()))
			single, err := one[struct{}](t.Context(), client, c)
			require.ErrorIs(t, err, ErrPartial)
			require.Equal(t, test.saved, string(single.JSON()))
		})
	}
}

func TestNothingSavedIsNoPart(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", customersURL, answer(422, `{"data":[],"errors":[{"status":422,"title":"Key exists"}],"meta":{"total":1,"success":0,"failed":1}}`))
	_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
	require.ErrorIs(t, err, ErrInvalid)
}

func TestASuccessWithoutItsRecordIsNamed(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", customersURL, answer(200, `{}`))
	mock.RegisterResponder("GET", customersURL, answer(200, `{}`))
	_, err := many[struct{}](t.Context(), client, call{method: "POST", path: "/v3/customers", class: settle})
	require.ErrorIs(t, err, ErrOutcomeUnknown)
	_, err = one[struct{}](t.Context(), client, call{method: "POST", path: "/v3/customers", class: settle})
	require.ErrorIs(t, err, ErrOutcomeUnknown)
	_, err = listPage[struct{}](t.Context(), client, call{method: "GET", path: "/v3/customers", class: safe})
	require.ErrorIs(t, err, ErrUnavailable)
}

func TestUpstreamTextsAreBounded(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	long := strings.Repeat("ä", 5000)
	mock.RegisterResponder("GET", customersURL, answer(400, `{"title":"`+long+`","errors":{"`+long+`":"`+long+`"}}`))
	_, err := client.get(t.Context(), "/v3/customers")
	e := asError(t, err)
	require.Less(t, utf8.RuneCountInString(e.Message), 700)
	require.LessOrEqual(t, utf8.RuneCountInString(e.Fields[0].Message), textLimit+1)
	require.True(t, utf8.ValidString(e.Message))
}

func FuzzDecodeError(f *testing.F) {
	for _, body := range []string{
		"", "null", "[]", "{}", `[{"status":404,"message":"x"}]`, `{"title":"a","errors":{"0.b":"error.path.missing"}}`, `{"data":[{"status":422,"title":"t"}]}`,
		`{"data":[1],"errors":[{"errors":{"errors":{}}}]}`, "<html><title>x", `{"errors":[[[["x"]]]]}`, `{"\u0065rrors":"x"}`, "\xff{", `{"details":{"a":1e400}}`,
		"<title>\u212a\u0130</title>",
	} {
		for _, status := range []int{207, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503} {
			f.Add(status, []byte(body))
		}
	}
	client := newClient(&store{token: NewToken(testToken), key: StoreKey{Hash: testHash}})
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		body = client.store.token.redactBytes(body)
		e := client.statusError(&exchange{call: call{method: "POST", path: "/v3/customers", class: settle}}, status, body)
		require.NotEmpty(t, e.Kind)
		require.NotEmpty(t, e.Message)
		require.True(t, utf8.ValidString(e.Message), "%q", e.Message)
		require.Less(t, utf8.RuneCountInString(e.Message), 900)
		require.NotContains(t, e.Message, testToken)
		require.LessOrEqual(t, len(e.Fields), mostFields)
		for _, field := range e.Fields {
			require.True(t, field.Path == "" || strings.HasPrefix(field.Path, "/"))
		}
		if e.Data != nil {
			require.Contains(t, []int{http.StatusMultiStatus, http.StatusUnprocessableEntity}, status)
		}
	})
}
