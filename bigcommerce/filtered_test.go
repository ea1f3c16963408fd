package bigcommerce

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// catalog is a store with products 1 to n that pages and filters by id as the API does.
func catalog(n int64, requests *[]string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		*requests = append(*requests, req.URL.RawQuery)
		query := req.URL.Query()
		from, _ := strconv.ParseInt(query.Get("id:greater"), 10, 64)
		limit, _ := strconv.Atoi(query.Get("limit"))
		var matching []string
		if wanted := query.Get("id:in"); wanted != "" {
			for id := range strings.SplitSeq(wanted, ",") {
				if number, _ := strconv.ParseInt(id, 10, 64); number > from && number <= n {
					matching = append(matching, `{"id":`+id+`}`)
				}
			}
		} else {
			for id := from + 1; id <= n; id++ {
				matching = append(matching, fmt.Sprintf(`{"id":%d}`, id))
			}
		}
		return answer(http.StatusOK, fmt.Sprintf(`{"data":[%s],"meta":{"pagination":{"total":%d}}}`,
			strings.Join(matching[:min(limit, len(matching))], ","), len(matching)))(req)
	}
}

func TestTenThousandProductsCostFortyRequests(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	var requests []string
	mock.RegisterResponder("GET", testRoot+"/v3/catalog/products", catalog(10_000, &requests))

	next := int64(1)
	for record, err := range client.Products.All(t.Context(), ProductQuery{}, ListOptions{}) {
		require.NoError(t, err)
		require.Equal(t, next, idOf(record.JSON(), "id"))
		next++
	}

	assert.EqualValues(t, 10_001, next)
	assert.Len(t, requests, 40)
}

func TestLongListsAreSplitOverSeveralRequests(t *testing.T) {
	t.Parallel()
	const count = 2000
	wanted := make(value.List[int64], count)
	for i := range wanted {
		wanted[i] = int64(i + 1)
	}
	for _, test := range []struct {
		name           string
		filters        ProductQuery
		limit, records int
	}{
		{name: "all", filters: ProductQuery{IDIn: wanted}, records: count},
		{name: "up to a limit", filters: ProductQuery{IDIn: wanted}, limit: 700, records: 700},
		{name: "values given twice", filters: ProductQuery{IDIn: append(wanted[:count:count], wanted...)}, records: count},
		{name: "from an id on", filters: ProductQuery{IDIn: wanted, IDRange: IDRange{IDGreater: value.Of[int64](1500)}}, records: 500},
		{name: "ten a page", filters: ProductQuery{IDIn: wanted, ProductSelection: includes("options")}, records: count},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			var requests []string
			mock.RegisterResponder("GET", testRoot+"/v3/catalog/products", catalog(10_000, &requests))

			seen := map[int64]bool{}
			for record, err := range client.Products.All(t.Context(), test.filters, ListOptions{Limit: test.limit}) {
				require.NoError(t, err)
				id := idOf(record.JSON(), "id")
				require.False(t, seen[id], "%d came twice", id)
				seen[id] = true
			}

			assert.Len(t, seen, test.records)
			for _, query := range requests {
				assert.Less(t, len(testRoot+"/v3/catalog/products?"+query), 2048)
			}
		})
	}
}

func includes(names ...ProductInclude) ProductSelection {
	return ProductSelection{ProductUpdateSelection: ProductUpdateSelection{Include: names}}
}

func TestListsThatCannotBeSplit(t *testing.T) {
	t.Parallel()
	long := make(value.List[int64], 1000)
	for i := range long {
		long[i] = int64(i + 1000)
	}
	for _, test := range []struct {
		name    string
		filters ProductQuery
		path    string
		message string
	}{
		{"a sort order", ProductQuery{IDIn: long, Sort: value.Of[ProductSort]("price")}, "/id_in", "Leave the sort order out"},
		{"values to leave out", ProductQuery{IDNotIn: long}, "/id_not_in", "Ask for fewer values"},
		{"all of several categories", ProductQuery{CategoriesIn: long}, "/categories_in", "Ask for fewer values"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			for _, err := range client.Products.All(t.Context(), test.filters, ListOptions{}) {
				failure := asError(t, err)
				assert.Equal(t, KindInvalid, failure.Kind)
				assert.Equal(t, test.path, failure.Fields[0].Path)
				assert.Contains(t, failure.Message, test.message)
			}
			assert.Zero(t, mock.GetTotalCallCount())
		})
	}
}

func TestSplitKeepsEveryValue(t *testing.T) {
	t.Parallel()
	var ids, names []string
	for i := range 900 {
		ids = append(ids, strconv.Itoa(i))
		names = append(names, "Jürgen "+strconv.Itoa(i))
	}
	parts, ok := split(url.Values{
		"id:in": {strings.Join(ids, ",")}, "name:in": {strings.Join(names, ",")}, "note": {strings.Repeat("x", 700)},
	}, []string{"id:in", "name:in"})
	require.True(t, ok)
	pairs := map[string]bool{}
	for _, part := range parts {
		require.LessOrEqual(t, len(encodeQuery(part)), maxFilters)
		for id := range strings.SplitSeq(part.Get("id:in"), ",") {
			for name := range strings.SplitSeq(part.Get("name:in"), ",") {
				require.False(t, pairs[id+name], "%s and %s are asked for twice", id, name)
				pairs[id+name] = true
			}
		}
	}
	assert.Len(t, pairs, len(ids)*len(names))
}

func TestFiltersThatWouldListEverything(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	_, err := client.Customers.List(t.Context(), CustomerQuery{EmailIn: value.List[string]{"a@example.com", " "}}, PageOptions{})
	assert.Equal(t, []FieldError{{"/email_in/1", "email_in has a blank value: leave it out."}}, asError(t, err).Fields)
	_, err = client.Products.List(t.Context(), ProductQuery{SKU: value.Of("")}, PageOptions{})
	assert.Equal(t, []FieldError{{"/sku", "sku is blank: leave it out, or give a value."}}, asError(t, err).Fields)
	_, err = client.Products.List(t.Context(), ProductQuery{SKUIn: value.List[string]{"A,B"}}, PageOptions{})
	assert.Equal(t, "/sku_in/0", asError(t, err).Fields[0].Path)
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestPages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		list  func(*Client) error
		query string
		fault string
	}{
		{
			name: "the largest page",
			list: func(c *Client) error {
				_, err := c.Products.List(t.Context(), ProductQuery{}, PageOptions{})
				return err
			},
			query: "limit=250",
		},
		{
			name: "a page by number",
			list: func(c *Client) error {
				_, err := c.Products.List(t.Context(), ProductQuery{Sort: value.Of[ProductSort]("name")}, PageOptions{Limit: 5, Page: 3})
				return err
			},
			query: "limit=5&page=3&sort=name",
		},
		{
			name: "a page by cursor",
			list: func(c *Client) error {
				_, err := c.Customers.List(t.Context(), CustomerQuery{}, PageOptions{After: "abc"})
				return err
			},
			query: "after=abc&limit=250",
		},
		{
			name: "a page of orders",
			list: func(c *Client) error {
				_, err := c.Orders.List(t.Context(), OrderQuery{OrderSelection: OrderSelection{Include: value.List[OrderInclude]{"consignments"}}}, PageOptions{Limit: 1})
				return err
			},
			query: "consignment_structure=object&include=consignments&limit=1",
		},
		{
			name: "addresses",
			list: func(c *Client) error {
				_, err := c.CustomerAddresses.List(t.Context(), CustomerAddressQuery{CustomerIDIn: value.List[int64]{5}}, PageOptions{})
				return err
			},
			query: "customer_id:in=5&limit=250",
		},
		{
			name: "a page that is too large",
			list: func(c *Client) error {
				_, err := c.Categories.List(t.Context(), CategoryQuery{}, PageOptions{Limit: 251})
				return err
			},
			fault: "/limit",
		},
		{
			name: "a cursor where there is none",
			list: func(c *Client) error {
				_, err := c.Categories.List(t.Context(), CategoryQuery{}, PageOptions{After: "abc"})
				return err
			},
			fault: "/after",
		},
		{
			name: "page and cursor",
			list: func(c *Client) error {
				_, err := c.Customers.List(t.Context(), CustomerQuery{}, PageOptions{After: "abc", Page: 1})
				return err
			},
			fault: "/page",
		},
		{
			name: "a page before the first",
			list: func(c *Client) error {
				_, err := c.Customers.List(t.Context(), CustomerQuery{}, PageOptions{Page: -1})
				return err
			},
			fault: "/page",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			var query string
			mock.RegisterNoResponder(func(req *http.Request) (*http.Response, error) {
				query = req.URL.RawQuery
				if strings.Contains(req.URL.Path, "/v2/") {
					return answer(http.StatusNoContent, "")(req)
				}
				return answer(http.StatusOK, `{"data":[]}`)(req)
			})
			err := test.list(client)
			if test.fault != "" {
				assert.Equal(t, test.fault, asError(t, err).Fields[0].Path)
				assert.Zero(t, mock.GetTotalCallCount())
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.query, query)
		})
	}
}
