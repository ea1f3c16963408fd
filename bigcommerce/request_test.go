package bigcommerce

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// collected returns the records of a sequence as text, and the error that ended it.
func collected(records func(func(Record[Anything], error) bool)) (texts []string, err error) {
	for record, err := range records {
		if err != nil {
			return texts, err
		}
		texts = append(texts, string(record.JSON()))
	}
	return texts, nil
}

func TestPathsThatAreNotPlainlyOneOfTheStoreAreRefused(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"", "/", "v3/customers", "/v1/customers", "/V3/customers", "//evil.example/v3/x", "https://evil.example/v3/customers", "/stores/other/v3/customers",
		"/v3", "/v3/", "/v3/customers/", "/v3//customers", "/v3/../../other/v3/customers", "/v3/./x", "/v3/%2e%2e/x", "/v3/%2E./x", "/v3/%252e%252e/x", "/v3/a%2fb",
		"/v3/a%252Fb", "/v3/a%5Cb", `/v3/a\b`, "/v3/..;/x", "/v3/a;b", "/v3/x y", "/v3/a\nb", "/v3/a\x00b", "/v3/customers#x", "/v3/@evil.example", "/v3/\u2025/x",
		"/v3/catalog/products/0", "/v3/catalog/products/null", "/v3/catalog/products/undefined/images", "/v3/catalog/products/{product_id}", "/v3/catalog/products/{{id}}",
	} {
		err := Request{Method: "GET", Path: path}.Check()
		e := asError(t, err)
		assert.Equal(t, KindInvalid, e.Kind, path)
		if assert.Len(t, e.Fields, 1, path) {
			assert.Equal(t, "/path", e.Fields[0].Path)
		}
	}
	for _, path := range []string{"/v2/store", "/v3/carts/aae435b7-e8a4-48f2-abcd-ad0675dc3123", "/v2/orders/101.json", "/v3/pricelists/1/records/5/USD", "/v3/catalog/brands?name:like=a%20b"} {
		assert.NoError(t, Request{Method: "GET", Path: path}.Check(), path)
	}
}

func TestADeleteMustNotTakeMoreThanIsMeant(t *testing.T) {
	t.Parallel()
	query := func(pairs ...string) url.Values {
		values := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			values.Set(pairs[i], pairs[i+1])
		}
		return values
	}
	for name, test := range map[string]struct {
		request Request
		field   string // "" when it is allowed
	}{
		"one record":                            {Request{Path: "/v3/catalog/products/77"}, ""},
		"one record of V2":                      {Request{Path: "/v2/coupons/5"}, ""},
		"a cart":                                {Request{Path: "/v3/carts/aae435b7-e8a4-48f2-abcd-ad0675dc3123"}, ""},
		"a coupon of a checkout":                {Request{Path: "/v3/checkouts/aae435b7-e8a4-48f2-abcd-ad0675dc3123/coupons/SPRING"}, ""},
		"a filter":                              {Request{Path: "/v3/customers", Query: query("id:in", "1,2")}, ""},
		"a filter in the path":                  {Request{Path: "/v3/customers?id:in=1"}, ""},
		"a filter with a nought":                {Request{Path: "/v3/catalog/products", Query: query("inventory_level", "0")}, ""},
		"what a record has one of":              {Request{Path: "/v3/catalog/brands/7/image"}, ""},
		"a price in a currency":                 {Request{Path: "/v3/pricelists/1/records/5/BHS"}, ""},
		"some prices of a list":                 {Request{Path: "/v3/pricelists/1/records", Query: query("variant_id:in", "5")}, ""},
		"all prices of a list":                  {Request{Path: "/v3/pricelists/1/records"}, "/path"},
		"all prices, on one page":               {Request{Path: "/v3/pricelists/1/records", Query: query("Limit", "1")}, "/path"},
		"a filter that is null":                 {Request{Path: "/v3/customers", Query: query("id:in", "null")}, "/query/id:in"},
		"a filter that is undefined in part":    {Request{Path: "/v3/customers?id:in=7,undefined"}, "/query/id:in"},
		"a filter that was not filled in":       {Request{Path: "/v3/catalog/products", Query: query("name", "{{ name }}")}, "/query/name"},
		"the number of no record":               {Request{Path: "/v3/catalog/products", Query: query("brand_id", "0")}, "/query/brand_id"},
		"paging, spelt otherwise":               {Request{Path: "/v3/catalog/products", Query: query("Page", "1", " LIMIT", "250")}, "/path"},
		"an order is archived":                  {Request{Path: "/v2/orders/101"}, ""},
		"a shipment":                            {Request{Path: "/v2/orders/101/shipments/7"}, ""},
		"numbers of metafields":                 {Request{Path: "/v3/customers/metafields", Body: json.RawMessage(`[1,2]`)}, ""},
		"all products":                          {Request{Path: "/v3/catalog/products"}, "/path"},
		"the only filter is blank":              {Request{Path: "/v3/catalog/products", Query: query("id:in", " ,")}, "/query/id:in"},
		"one of two filters is blank":           {Request{Path: "/v3/catalog/products", Query: query("id:in", "", "is_visible", "true")}, "/query/id:in"},
		"a blank filter in the path":            {Request{Path: "/v3/customers?id:in="}, "/query/id:in"},
		"paging is no filter":                   {Request{Path: "/v3/catalog/products", Query: query("page", "1", "limit", "250", "sort", "id")}, "/path"},
		"all customers of V2":                   {Request{Path: "/v2/customers", Query: query("email", "x@example.com")}, "/path"},
		"all addresses of a customer of V2":     {Request{Path: "/v2/customers/5/addresses"}, "/path"},
		"all orders":                            {Request{Path: "/v2/orders"}, "/path"},
		"all orders as JSON":                    {Request{Path: "/v2/orders.json"}, "/path"},
		"all orders, spelt otherwise":           {Request{Path: "/v2/Orders", Query: query("id", "5")}, "/path"},
		"orders that match":                     {Request{Path: "/v2/orders", Query: query("min_id", "1")}, "/path"},
		"all shipments of an order":             {Request{Path: "/v2/orders/101/shipments"}, "/path"},
		"metafields of orders":                  {Request{Path: "/v3/orders/metafields", Body: json.RawMessage(`[1]`)}, "/path"},
		"a body where none belongs":             {Request{Path: "/v3/catalog/products", Body: json.RawMessage(`[1,2]`)}, "/body"},
		"no number of a metafield":              {Request{Path: "/v3/customers/metafields", Body: json.RawMessage(`[]`)}, "/body"},
		"a blank number of a metafield":         {Request{Path: "/v3/customers/metafields", Body: json.RawMessage(`[1,""]`)}, "/body"},
		"metafields without a body":             {Request{Path: "/v3/customers/metafields"}, "/path"},
		"an id that was left blank in the path": {Request{Path: "/v3/catalog/brands/"}, "/path"},
	} {
		test.request.Method = "DELETE"
		err := test.request.Check()
		if test.field == "" {
			assert.NoError(t, err, name)
			continue
		}
		e := asError(t, err)
		assert.Equal(t, KindInvalid, e.Kind, name)
		if assert.Len(t, e.Fields, 1, name) {
			assert.Equal(t, test.field, e.Fields[0].Path, name)
		}
	}
}

func TestRecordsAreUnwrapped(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		path, body string
		want       []string
	}{
		"a list of V3":          {"/v3/x", `{"data":[{"id":1},{"id":2}],"meta":{}}`, []string{`{"id":1}`, `{"id":2}`}},
		"a record of V3":        {"/v3/x", `{"meta":{},"data":{"id":1}}`, []string{`{"id":1}`}},
		"an answer without one": {"/v3/x", `{"transaction_id":"a"}`, []string{`{"transaction_id":"a"}`}},
		"nothing but meta":      {"/v3/x", `{"meta":{}}`, nil},
		"data that is null":     {"/v3/x", `{"data":null,"meta":{}}`, nil},
		"numbers":               {"/v3/x", `{"data":[1,"b"],"meta":{}}`, []string{`{"value":1}`, `{"value":"b"}`}},
		"a list of V2":          {"/v2/x", `[{"id":1}]`, []string{`{"id":1}`}},
		"a record of V2":        {"/v2/x", `{"data":{"id":1}}`, []string{`{"data":{"id":1}}`}},
	} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", testRoot+test.path, answer(200, test.body))
		got, err := collected(client.Records(t.Context(), Request{Path: test.path}))
		require.NoError(t, err, name)
		assert.Equal(t, test.want, got, name)
	}
}

func TestARequestWithoutABodyHasNoRecords(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("DELETE", testRoot+"/v3/x/1", answer(204, ""))
		mock.RegisterResponder("POST", testRoot+"/v3/x", answer(200, ""))
		mock.RegisterResponder("GET", testRoot+"/v3/x", answer(200, ""))
		got, err := collected(client.Records(t.Context(), Request{Method: "DELETE", Path: "/v3/x/1"}))
		require.NoError(t, err)
		assert.Empty(t, got)
		got, err = collected(client.Records(t.Context(), Request{Method: "POST", Path: "/v3/x"}))
		require.NoError(t, err)
		assert.Empty(t, got)
		_, err = collected(client.Records(t.Context(), Request{Path: "/v3/x"}))
		assert.ErrorIs(t, err, ErrUnavailable, "what is read has a body, or is 204")
	})
}

func TestAllRecordsFollowWhateverPagingTheAnswerHas(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		path  string
		pages map[string]string
		limit int
		want  int
	}{
		"by number":          {"/v3/x", map[string]string{"": `{"data":[{"id":1}],"meta":{"pagination":{"total":2}}}`, "2": `{"data":[{"id":2}],"meta":{"pagination":{"total":2}}}`}, 0, 2},
		"of V2, full":        {"/v2/x", map[string]string{"": `[{"id":1},{"id":2}]`, "2": `[{"id":3}]`}, 2, 2},
		"of V2, not full":    {"/v2/x", map[string]string{"": `[{"id":1},{"id":2}]`, "2": `[{"id":3}]`}, 4, 2},
		"not at all":         {"/v3/x", map[string]string{"": `{"data":[{"id":1},{"id":2}]}`}, 0, 2},
		"one record":         {"/v3/x", map[string]string{"": `{"data":{"id":1}}`}, 0, 1},
		"a limit in between": {"/v3/x", map[string]string{"": `{"data":[{"id":1},{"id":2}],"meta":{"pagination":{"total":9}}}`}, 1, 1},
	} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", `=~^`+testRoot+test.path, func(req *http.Request) (*http.Response, error) {
			return answer(200, test.pages[req.URL.Query().Get("page")])(req)
		})
		got, err := collected(client.AllRecords(t.Context(), Request{Path: test.path}, ListOptions{Limit: test.limit}))
		require.NoError(t, err, name)
		assert.Len(t, got, test.want, name)
	}
}

func TestOnlyReadsWithoutPagingOfTheirOwnAreReadPageByPage(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	for field, request := range map[string]Request{
		"/method":      {Method: "POST", Path: "/v3/x"},
		"/query/page":  {Path: "/v3/x?page=2"},
		"/query/limit": {Path: "/v3/x", Query: url.Values{"limit": {"5"}}},
		"/body":        {Path: "/v3/x", Body: json.RawMessage(`{}`)},
	} {
		_, err := collected(client.AllRecords(t.Context(), request, ListOptions{}))
		e := asError(t, err)
		require.Len(t, e.Fields, 1)
		assert.Equal(t, field, e.Fields[0].Path)
	}
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestAPutThatMayAddAgainIsNotRepeated(t *testing.T) {
	t.Parallel()
	for path, bodies := range map[string]map[string]retryClass{
		"/v3/catalog/products/77": {`{"price":5}`: idempotent, `{"images":[]}`: never, `{"custom_fields":[{"name":"a"}]}`: never},
		"/v3/catalog/products":    {`[{"id":1,"price":5}]`: idempotent, `[{"id":1},{"id":2,"videos":[]}]`: never},
		"/v2/orders/101":          {`{"status_id":2}`: never},
		"/v3/customers":           {`[{"id":1}]`: idempotent},
	} {
		for body, want := range bodies {
			made, err := Request{Method: "PUT", Path: path, Body: json.RawMessage(body)}.call()
			require.NoError(t, err)
			assert.Equal(t, want, made.class, "%s %s", path, body)
		}
	}
}
