package sandbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const lateCustomer = "/v3/customers?email:in=late@example.com"

// saved reports whether the customer of these tests is in the store.
func saved(t *testing.T, store http.Handler) bool {
	t.Helper()
	return len(get(t, store, lateCustomer).rows(t)) == 1
}

// plan reads a file of one rule.
func plan(t *testing.T, rule string) sandbox.Option {
	t.Helper()
	parsed, err := sandbox.ParseFaults([]byte(`{"faults":[` + rule + `]}`))
	require.NoError(t, err)
	return sandbox.WithFault(parsed.Faults...)
}

// caller sends requests through a transport, over connections of their own.
type caller struct {
	http.RoundTripper
	url string
}

// onLoopback serves the store over real connections.
func onLoopback(t *testing.T, store http.Handler) caller {
	t.Helper()
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	return caller{&http.Transport{DisableKeepAlives: true}, server.URL}
}

func (c caller) call(ctx context.Context, t *testing.T, method, path, body string) (*http.Response, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, c.url+"/stores/"+sandbox.DefaultStoreHash+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	return c.RoundTrip(request)
}

// create makes the customer and returns the answer with what could be read of its body.
func (c caller) create(t *testing.T) (reply, error) {
	t.Helper()
	response, failed := c.call(t.Context(), t, http.MethodPost, "/v3/customers", created)
	if failed != nil {
		return reply{}, failed
	}
	defer response.Body.Close()
	read, failed := io.ReadAll(response.Body)
	return reply{status: response.StatusCode, header: response.Header, text: string(read)}, failed
}

// seen is what a client sees of a create.
type seen struct {
	status      int
	contentType string
	body        string // begins so
	failed      error
	saved       bool
	header      map[string]string // "-" for one that is absent
}

func TestEachKindIsSeenByAClient(t *testing.T) {
	t.Parallel()
	const json = "application/json"
	for name, test := range map[string]struct {
		rule string
		seen seen
	}{
		"reset":                  {`{"kind":"reset"}`, seen{failed: syscall.ECONNRESET}},
		"reset after the commit": {`{"kind":"reset","commit":true}`, seen{failed: syscall.ECONNRESET, saved: true}},
		"late commit":            {`{"kind":"late_commit","commit_after":"1h"}`, seen{failed: syscall.ECONNRESET}},
		"late commit with a status": {
			`{"kind":"late_commit","commit_after":"1h","status":504,"body":"{}"}`,
			seen{status: 504, contentType: json, body: "{}"},
		},
		"status": {
			`{"kind":"status","status":503,"body":"busy","content_type":"text/plain"}`,
			seen{status: 503, contentType: "text/plain", body: "busy"},
		},
		"status after the commit": {`{"kind":"status","status":500,"commit":true}`, seen{status: 500, contentType: json, saved: true}},
		"slow header":             {`{"kind":"slow_header","header_delay":"1ms"}`, seen{status: 200, contentType: json, body: `{"data":[{"email":`, saved: true}},
		"slow body":               {`{"kind":"slow_body","body_delay":"1ms"}`, seen{status: 200, contentType: json, body: `{"data":[{"email":`, saved: true}},
		"truncated body": {
			`{"kind":"truncated_body"}`,
			seen{status: 200, contentType: json, body: `{"data":[{"email":`, failed: io.ErrUnexpectedEOF, saved: true},
		},
		"HTML body":               {`{"kind":"html_body"}`, seen{status: 200, contentType: "text/html", body: "<html>", saved: true}},
		"HTML body with a status": {`{"kind":"html_body","status":502}`, seen{status: 502, contentType: "text/html", body: "<html>"}},
		"empty body":              {`{"kind":"empty_body"}`, seen{status: 200, contentType: json, saved: true}},
		"wrong content type":      {`{"kind":"wrong_content_type"}`, seen{status: 200, contentType: "text/plain", body: `{"data"`, saved: true}},
		"too many requests": {
			`{"kind":"too_many_requests"}`,
			seen{status: 429, contentType: json, body: `{"status":429`, header: map[string]string{"X-Rate-Limit-Requests-Left": "-", "X-Rate-Limit-Time-Reset-Ms": "-", "X-Retry-After": "-"}},
		},
		"no rate-limit headers": {
			`{"kind":"no_rate_limit_headers"}`,
			seen{status: 200, contentType: json, body: `{"data"`, saved: true, header: map[string]string{"X-Rate-Limit-Requests-Left": "-"}},
		},
		"lying rate-limit headers": {
			`{"kind":"rate_limit_headers","left":0,"reset_ms":86400000,"quota":-1,"window_ms":"a while","retry_after":1e99}`,
			seen{status: 200, contentType: json, body: `{"data"`, saved: true, header: map[string]string{
				"X-Rate-Limit-Requests-Left": "0", "X-Rate-Limit-Time-Reset-Ms": "86400000", "X-Rate-Limit-Requests-Quota": "-1",
				"X-Rate-Limit-Time-Window-Ms": "a while", "X-Retry-After": "1e99",
			}},
		},
		"clock skew": {
			`{"kind":"clock_skew","clock_skew":"-90m"}`,
			seen{status: 200, contentType: json, body: `{"data"`, saved: true, header: map[string]string{"Date": "Wed, 01 Jan 2025 10:30:00 GMT"}},
		},
		"faults of deliveries": {`{"kind":"lost_delivery"}`, seen{status: 200, contentType: json, body: `{"data"`, saved: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			noon := func() time.Time { return time.Date(2025, time.January, 1, 12, 0, 0, 0, time.UTC) }
			store := sandbox.New(plan(t, test.rule), sandbox.WithClock(noon))
			got, failed := onLoopback(t, store).create(t)
			if test.seen.failed != nil {
				require.ErrorIs(t, failed, test.seen.failed)
			} else {
				require.NoError(t, failed)
			}
			if test.seen.status != 0 {
				assert.Equal(t, test.seen.status, got.status)
				assert.Equal(t, test.seen.contentType, got.header.Get("Content-Type"))
				assert.True(t, strings.HasPrefix(got.text, test.seen.body), got.text)
				if test.seen.body == "" {
					assert.Empty(t, got.text)
				}
			}
			for name, value := range test.seen.header {
				if value == "-" {
					value = ""
				}
				assert.Equal(t, value, got.header.Get(name), name)
			}
			store.ClearFaults()
			assert.Equal(t, test.seen.saved, saved(t, store), "whether it is saved")
		})
	}
}

func TestKindsLookTheSameWithoutANetwork(t *testing.T) {
	t.Parallel()
	for kind, failed := range map[string]error{"reset": io.ErrUnexpectedEOF, "truncated_body": io.ErrUnexpectedEOF, "empty_body": nil} {
		store := sandbox.New(plan(t, `{"kind":"`+kind+`"}`))
		got, err := caller{inprocess.Transport{Handler: store}, "http://store"}.create(t)
		require.ErrorIs(t, err, failed, kind)
		if kind == "truncated_body" {
			declared, err := strconv.Atoi(got.header.Get("Content-Length"))
			require.NoError(t, err)
			assert.Less(t, len(got.text), declared)
		}
	}
}

func TestAConnectionOfTLSIsResetToo(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Drop: true, Commit: true}))
	server := httptest.NewTLSServer(store)
	defer server.Close()
	_, failed := caller{server.Client().Transport, server.URL}.create(t)
	require.ErrorIs(t, failed, syscall.ECONNRESET)
	store.ClearFaults()
	assert.True(t, saved(t, store))
}

func TestHTTP2EndsAStreamThatIsDropped(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Drop: true, Times: 1}))
	var protocol atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocol.Store(int64(r.ProtoMajor))
		store.ServeHTTP(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	client := caller{server.Client().Transport, server.URL}
	_, failed := client.create(t)
	require.Error(t, failed)
	_, failed = client.create(t)
	require.NoError(t, failed)
	assert.EqualValues(t, 2, protocol.Load())
}

func TestASlowBodyBeginsBeforeItEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := onLoopback(t, sandbox.New(plan(t, `{"kind":"slow_body","body_delay":"5h"}`)))
	response, err := client.call(ctx, t, http.MethodGet, "/v3/customers?limit=1", "")
	require.NoError(t, err, "its header comes at once")
	defer response.Body.Close()
	_, err = io.ReadFull(response.Body, make([]byte, 10))
	require.NoError(t, err, "and so does its beginning")
	cancel()
	_, err = io.ReadAll(response.Body)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestASlowHeaderKeepsAClientWaiting(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	store := sandbox.New(plan(t, `{"kind":"slow_header","header_delay":"5h"}`))
	_, err := onLoopback(t, store).call(ctx, t, http.MethodGet, "/v3/customers", "") //nolint:bodyclose // there is no answer
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestSlowAnswersTakeTheirTime(t *testing.T) {
	t.Parallel()
	for _, fault := range []sandbox.Fault{
		{HeaderDelay: time.Minute},
		{BodyDelay: time.Minute},
		{HeaderDelay: 20 * time.Second, BodyDelay: 40 * time.Second},
		{HeaderDelay: time.Minute, Status: http.StatusGatewayTimeout},
	} {
		synctest.Test(t, func(t *testing.T) {
			store, start := sandbox.New(sandbox.WithFault(fault)), time.Now()
			got := get(t, store, "/v3/customers?limit=1")
			assert.Equal(t, time.Minute, time.Since(start))
			assert.Equal(t, fault.Status == 0, json.Valid([]byte(got.text)) && got.status == http.StatusOK)
		})
	}
}

func TestAnAnswerWithoutABodyCanBeNeitherTruncatedNorReplacedSilently(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Truncate: true, Times: 1}))
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { send(t, store, http.MethodDelete, "/v3/customers?id:in=101", "") })

	store = sandbox.New(plan(t, `{"kind":"html_body"}`))
	got := send(t, store, http.MethodDelete, "/v3/customers?id:in=101", "")
	assert.Equal(t, http.StatusOK, got.status, "204 has no body")
	assert.Contains(t, got.text, "<html>")
}

func TestTheHeadersOfAFaultAreItsOwn(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Headers: map[string]string{"x-request-id": "none", "X-Extra": "1"}, Times: 1}))
	got := get(t, store, "/v2/time")
	assert.Equal(t, []string{"none", "1"}, []string{got.header.Get("X-Request-Id"), got.header.Get("X-Extra")})
	assert.Equal(t, 1, store.Stats().Faults["other"])
	assert.Empty(t, get(t, store, "/v2/time").header.Get("X-Extra"))
}

func TestDeliveriesAreDuplicatedLostOrLate(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rule  string
		after []time.Duration // of each delivery of two events
	}{
		"duplicate":       {`{"kind":"duplicate_delivery","nth":2,"times":1}`, []time.Duration{0, 0, 0}},
		"thrice":          {`{"kind":"duplicate_delivery","copies":3}`, []time.Duration{0, 0, 0, 0, 0, 0}},
		"lost":            {`{"kind":"lost_delivery","times":1}`, []time.Duration{0}},
		"late":            {`{"kind":"late_delivery","deliver_after":"90s","nth":2}`, []time.Duration{0, 90 * time.Second}},
		"of other events": {`{"kind":"lost_delivery","scope":"store/cart/*"}`, []time.Duration{0, 0}},
		"of these events": {`{"kind":"lost_delivery","scope":"store/order/*"}`, nil},
		"all of them":     {`{"kind":"lost_delivery","rate":1}`, nil},
		"of requests":     {`{"kind":"status","status":500,"path":"/v3/customers"}`, []time.Duration{0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				to := &receiver{}
				store := sandbox.New(sandbox.WithDeliveryTransport(to), plan(t, test.rule))
				newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
				emit(t, store, "store/order/created", `{"type":"order","id":1}`)
				emit(t, store, "store/order/created", `{"type":"order","id":2}`)
				deliverFor(t, store, time.Hour)
				var after []time.Duration
				for _, one := range to.got {
					after = append(after, one.after)
				}
				assert.Equal(t, test.after, after)
				assert.Equal(t, len(test.after), store.Stats().Delivered)
			})
		})
	}
}

func TestFaultsWorkWhereverTheStoreIsServed(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{CommitAfter: time.Hour, Times: 1}))
	go func() { ended <- store.Serve(ctx, listener) }()
	client := caller{&http.Transport{DisableKeepAlives: true}, "http://" + listener.Addr().String()}
	_, failed := client.create(t)
	require.ErrorIs(t, failed, syscall.ECONNRESET)
	cancel()
	require.NoError(t, <-ended, "a write that waits keeps nothing from ending")
	assert.False(t, saved(t, store))
}
