package bigcommerce

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
)

type thing struct {
	ID int64 `json:"id"`
}

// shelf is a list of things that pages as the API does.
type shelf struct {
	ids []int64
	// cap is the most that a page has, whatever is asked for.
	cap int
	// queries are the queries that came.
	queries []url.Values
	// change is called before each page.
	change func(s *shelf)
	// travel is how long an answer takes, size how many bytes a record has besides.
	travel time.Duration
	size   int

	mu             sync.Mutex
	inFlight, most int
}

func newShelf(n int) *shelf {
	s := &shelf{cap: 250}
	for i := range n {
		s.ids = append(s.ids, int64(i+1))
	}
	return s
}

func number64(text string, fallback int64) int64 {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	return fallback
}

func (s *shelf) records(ids []int64) []string {
	records := []string{}
	for _, id := range ids {
		records = append(records, fmt.Sprintf(`{"id":%d,"price":1.10%s}`, id, strings.Repeat(" ", s.size)))
	}
	return records
}

func (s *shelf) respond(req *http.Request) (*http.Response, error) {
	s.enter()
	defer s.leave()
	pause(req.Context(), s.travel)
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	query := req.URL.Query()
	s.queries = append(s.queries, query)
	if s.change != nil {
		s.change(s)
	}
	limit := int(number64(query.Get("limit"), 50))
	if limit > 250 {
		return answer(413, `[{"status":413,"message":"The specified limit exceeds the maximum allowed."}]`)(req)
	}
	limit = min(limit, s.cap)
	matching := slices.DeleteFunc(slices.Clone(s.ids), func(id int64) bool {
		return id <= number64(query.Get("id:greater"), 0) || id > number64(query.Get("id:max"), 1<<62) || id < number64(query.Get("min_id"), 0)
	})
	if cursor := query.Get("after"); cursor != "" {
		text, _ := base64.RawURLEncoding.DecodeString(cursor)
		last := number64(string(text), 0)
		matching = slices.DeleteFunc(matching, func(id int64) bool { return id <= last })
	}
	page := int(number64(query.Get("page"), 1))
	from := min((page-1)*limit, len(matching))
	to := min(from+limit, len(matching))
	records := s.records(matching[from:to])
	data := "[" + strings.Join(records, ",") + "]"
	if strings.Contains(req.URL.Path, "/v2/") {
		if len(records) == 0 {
			return answer(204, "")(req)
		}
		return answer(200, data)(req)
	}
	meta := map[string]any{}
	if query.Get("after") == "" {
		meta["pagination"] = map[string]any{"total": len(matching), "count": len(records), "per_page": limit, "current_page": page}
	}
	if page == 1 && strings.HasSuffix(req.URL.Path, "customers") {
		links := map[string]any{}
		cursor := map[string]any{"count": len(records), "links": links}
		if len(records) > 0 {
			cursor["end_cursor"] = base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(matching[to-1], 10)))
		}
		if to < len(matching) {
			links["next"] = "?after=x"
		}
		meta["cursor_pagination"] = cursor
	}
	encoded, _ := json.Marshal(meta)
	return answer(200, `{"data":`+data+`,"meta":`+string(encoded)+`}`)(req)
}

func (s *shelf) enter() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight++
	s.most = max(s.most, s.inFlight)
}

// seen reads a count while requests are under way.
func (s *shelf) seen(count func() int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return count()
}

func (s *shelf) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight--
}

func serve(t *testing.T, s *shelf, opts ...Option) *Client {
	t.Helper()
	return newClientOn(t, roundTrip(s.respond), opts...)
}

func shelfListing(strategy strategy) listing {
	path := "/v3/catalog/products"
	query := url.Values{}
	switch s := strategy.(type) {
	case pageV2:
		path = "/v2/orders"
	case cursorV3:
		path = "/v3/customers"
	case byID:
		if s.inclusive {
			path = "/v2/orders"
		}
		query.Set("sort", "id")
	}
	return listing{call: call{method: "GET", path: path, class: safe, api: "GET " + path}, strategy: strategy, query: query}
}

func strategies() map[string]strategy {
	return map[string]strategy{
		"V2 pages": pageV2{}, "V3 offset": offsetV3{}, "V3 cursor": cursorV3{},
		"V3 by id": byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, "V2 by id": byID{field: "id", greaterParam: "min_id", inclusive: true},
	}
}

func collect(t *testing.T, client *Client, list listing, limit int) []int64 {
	t.Helper()
	ids := []int64{}
	for record, err := range walk[thing](t.Context(), client, list, ListOptions{Limit: limit}) {
		require.NoError(t, err)
		decoded, err := record.Decode()
		require.NoError(t, err)
		require.Contains(t, string(record.JSON()), "1.10")
		ids = append(ids, decoded.ID)
	}
	return ids
}

func TestWalkReadsEveryRecordOnce(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		for _, n := range []int{0, 1, 249, 250, 251, 500, 777} {
			s := newShelf(n)
			got := collect(t, serve(t, s), shelfListing(strategy), 0)
			require.True(t, slices.Equal(s.ids, got), "%s, %d records: got %d", name, n, len(got))
			require.LessOrEqual(t, len(s.queries), n/250+1, "%s, %d records", name, n)
			require.Equal(t, "250", s.queries[0].Get("limit"))
			require.Empty(t, s.queries[0].Get("page"), "the first page needs no number")
		}
	}
}

func TestTenThousandRecordsCostFortyRequests(t *testing.T) {
	t.Parallel()
	for name, strategy := range map[string]strategy{"by id": byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, "offset": offsetV3{}, "cursor": cursorV3{}} {
		s := newShelf(10_000)
		require.Len(t, collect(t, serve(t, s), shelfListing(strategy), 0), 10_000)
		require.Len(t, s.queries, 40, name)
	}
}

func TestWalkStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		for _, test := range []struct {
			limit, requests int
			size            string
		}{{1, 1, "1"}, {50, 1, "50"}, {250, 1, "250"}, {251, 2, "126"}, {300, 2, "150"}} {
			s := newShelf(600)
			require.True(t, slices.Equal(s.ids[:test.limit], collect(t, serve(t, s), shelfListing(strategy), test.limit)), name)
			require.Len(t, s.queries, test.requests, name)
			require.Equal(t, test.size, s.queries[0].Get("limit"), name)
		}
	}
}

func TestWalkStopsWhenTheCallerDoes(t *testing.T) {
	t.Parallel()
	s := newShelf(600)
	for _, err := range walk[thing](t.Context(), serve(t, s), shelfListing(offsetV3{}), ListOptions{}) {
		require.NoError(t, err)
		break
	}
	require.Len(t, s.queries, 1)
}

func TestWalkByIDNeitherMissesNorRepeatsWhileTheStoreChanges(t *testing.T) {
	t.Parallel()
	for _, strategy := range []strategy{byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, byID{field: "id", greaterParam: "min_id", inclusive: true}, cursorV3{}} {
		s := newShelf(1000)
		s.change = func(s *shelf) {
			s.ids = slices.Delete(s.ids, 0, 3) // gone before the reader's place
			s.ids = append(s.ids, s.ids[len(s.ids)-1]+1)
		}
		got := collect(t, serve(t, s), shelfListing(strategy), 0)
		require.True(t, slices.IsSorted(got))
		require.Len(t, slices.Compact(slices.Clone(got)), len(got))
		for id := int64(16); id <= 1000; id++ {
			require.Contains(t, got, id)
		}
	}
}

func TestWalkSurvivesPagesThatAreSmallerThanAskedFor(t *testing.T) {
	t.Parallel()
	for name, strategy := range map[string]strategy{"by id": byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, "offset": offsetV3{}, "cursor": cursorV3{}} {
		s := newShelf(35)
		s.cap = 10
		require.Len(t, collect(t, serve(t, s), shelfListing(strategy), 0), 35, name)
		require.Len(t, s.queries, 4, name)
	}
}

func TestWalkSendsTheCallersQuery(t *testing.T) {
	t.Parallel()
	s := newShelf(3)
	list := shelfListing(byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"})
	list.call.query = url.Values{"name": {"x"}, "page": {"9"}, "limit": {"3"}, "sort": {"name"}}
	collect(t, serve(t, s), list, 0)
	require.Equal(t, url.Values{"name": {"x"}, "limit": {"250"}, "sort": {"id"}}, s.queries[0])
	require.Equal(t, "9", list.call.query.(url.Values).Get("page"), "the caller's query is left alone")
}

func TestWalkRefusesToGoRoundInCircles(t *testing.T) {
	t.Parallel()
	page := func(n int, meta string) string {
		return `{"data":[` + strings.Join((&shelf{}).records(newShelf(n).ids), ",") + `],"meta":` + meta + `}`
	}
	unordered := `[` + strings.Repeat(`{"id":7},`, 249) + `{"id":7}]`
	tests := map[string]struct {
		strategy strategy
		body     string
	}{
		"a store that ignores the page":     {offsetV3{}, page(250, `{"pagination":{"total":100000}}`)},
		"a store that ignores the V2 page":  {pageV2{}, `[` + strings.Join((&shelf{}).records(newShelf(250).ids), ",") + `]`},
		"a cursor that leads to itself":     {cursorV3{}, page(250, `{"cursor_pagination":{"end_cursor":"x","links":{"next":"?after=x"}}}`)},
		"a store that ignores the id":       {byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, page(250, `{"pagination":{"total":100000}}`)},
		"a store that ignores the order":    {byID{field: "id", greaterParam: "min_id", inclusive: true}, unordered},
		"records without the id to walk by": {byID{field: "key", greaterParam: "key:greater"}, page(250, `{}`)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			mock.RegisterNoResponder(answer(200, test.body))
			var last error
			for _, err := range walk[thing](t.Context(), client, shelfListing(test.strategy), ListOptions{}) {
				last = err
			}
			require.ErrorIs(t, last, ErrUnavailable)
			require.ErrorContains(t, last, "would not come to an end")
			require.LessOrEqual(t, mock.GetTotalCallCount(), 2)
		})
	}
}

func TestWalkReportsFailuresAndEmptiness(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		strategy  strategy
		responder httpmock.Responder
		fails     bool
		want      int
	}{
		{"V2 204", pageV2{}, answer(204, ""), false, 0},
		{"V2 null", pageV2{}, answer(200, "null"), false, 0},
		{"V2 empty list", pageV2{}, answer(200, "[]"), false, 0},
		{"V2 empty body", pageV2{}, answer(200, ""), true, 0},
		{"V2 404 past the end", pageV2{}, answers(answer(200, "["+strings.Join((&shelf{}).records(newShelf(250).ids), ",")+"]"), answer(404, "[]")), false, 250},
		{"V2 404 of the parent", pageV2{}, answer(404, "[]"), true, 0},
		{"V2 object", pageV2{}, answer(200, "{}"), true, 0},
		{"V3 204", offsetV3{}, answer(204, ""), false, 0},
		{"V3 without data", offsetV3{}, answer(200, `{"meta":{}}`), true, 0},
		{"V3 data is null", offsetV3{}, answer(200, `{"data":null}`), true, 0},
		{"V3 empty body", offsetV3{}, answer(200, ``), true, 0},
		{"V3 odd meta", offsetV3{}, answer(200, `{"data":[{"id":1}],"meta":[]}`), false, 1},
		{"V3 404 later", offsetV3{}, answers(answer(200, `{"data":[{"id":1}],"meta":{"pagination":{"total":2}}}`), answer(404, "{}")), true, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // an empty answer is asked for again, after a pause
				client, mock := newTestClient(t)
				mock.RegisterNoResponder(test.responder)
				var failed error
				found := 0
				for _, err := range walk[thing](t.Context(), client, shelfListing(test.strategy), ListOptions{}) {
					if err != nil {
						failed = err
					} else {
						found++
					}
				}
				require.Equal(t, test.want, found)
				require.Equal(t, test.fails, failed != nil, "%v", failed)
			})
		})
	}
}

func TestListPageReadsOnePage(t *testing.T) {
	t.Parallel()
	s := newShelf(600)
	client := serve(t, s)
	page, err := listPage[thing](t.Context(), client, call{method: "GET", path: "/v3/customers", class: safe, query: url.Values{"limit": {"2"}}})
	require.NoError(t, err)
	require.Len(t, page.Records, 2)
	require.Equal(t, int64(600), page.Total)
	require.NotEmpty(t, page.After)
	page, err = listPage[thing](t.Context(), client, call{method: "GET", path: "/v2/orders", class: safe, query: url.Values{"min_id": {"9000"}}})
	require.NoError(t, err)
	require.NotNil(t, page.Records)
	require.Empty(t, page.Records)
	require.Equal(t, int64(-1), page.Total)
}

func TestOneReadsBothEnvelopes(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/7", answer(200, `{"id":7, "total":"1.1000"}`))
	mock.RegisterResponder("GET", testRoot+"/v3/catalog/products/7", answer(200, `{"data":{"id":7,"price":1.10},"meta":{}}`))
	order, err := one[thing](t.Context(), client, call{method: "GET", path: pathf("/v2/orders/%d", 7), class: safe})
	require.NoError(t, err)
	require.Equal(t, `{"id":7, "total":"1.1000"}`, string(order.JSON()))
	product, err := one[thing](t.Context(), client, call{method: "GET", path: pathf("/v3/catalog/products/%d", 7), class: safe})
	require.NoError(t, err)
	encoded, err := json.Marshal(product)
	require.NoError(t, err)
	require.Equal(t, `{"id":7,"price":1.10}`, string(encoded))
	require.Equal(t, thing{}, product.View())
}
