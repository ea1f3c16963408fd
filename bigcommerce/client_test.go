package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
)

const (
	testHash  = StoreHash("abc123")
	testRoot  = "https://api.bigcommerce.com/stores/abc123"
	testToken = "canary-7f3a9c51"
)

// newTestClient returns a client of a store that the mock plays.
func newTestClient(t *testing.T, opts ...Option) (*Client, *httpmock.MockTransport) {
	t.Helper()
	mock := httpmock.NewMockTransport()
	return newClientOn(t, mock, opts...), mock
}

func newClientOn(t *testing.T, transport http.RoundTripper, opts ...Option) *Client {
	t.Helper()
	pool, err := NewPool(append([]Option{WithTransport(transport)}, opts...)...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, pool.Close()) })
	return pool.Client(testHash, NewToken(testToken))
}

// answers returns a responder that gives one answer after the other, the last one again and again.
func answers(responders ...httpmock.Responder) httpmock.Responder {
	calls := 0
	return func(req *http.Request) (*http.Response, error) {
		responder := responders[min(calls, len(responders)-1)]
		calls++
		return responder(req)
	}
}

func answer(status int, body string, headers ...string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		resp := httpmock.NewStringResponse(status, body)
		resp.Header.Set("Content-Type", jsonType)
		maps.Copy(resp.Header, header(headers...))
		resp.Request = req
		return resp, nil
	}
}

// roundTrip is a transport that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func breaks(err error) httpmock.Responder {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// quotaHeaders are the rate-limit headers of a store with 150 requests per 30 seconds.
func quotaHeaders(left int, resetMS int) []string {
	return []string{
		"X-Rate-Limit-Requests-Quota", "150", "X-Rate-Limit-Time-Window-Ms", "30000",
		"X-Rate-Limit-Requests-Left", strconv.Itoa(left), "X-Rate-Limit-Time-Reset-Ms", strconv.Itoa(resetMS),
	}
}

// asError returns the *Error that err is.
func asError(t *testing.T, err error) *Error {
	t.Helper()
	require.Error(t, err)
	var e *Error
	require.ErrorAs(t, err, &e)
	return e
}

func (c *Client) get(ctx context.Context, path string) (Response, error) {
	return c.Do(ctx, Request{Method: http.MethodGet, Path: path})
}

func TestDoSendsTheHeadersTheQueryAndTheBody(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithUserAgent("shop-sync/1.0"))
	mock.RegisterResponder("PUT", testRoot+"/v3/customers?include=a,b", func(req *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		require.Equal(t, `[{"id":1,"notes":"<b> & c"}]`, string(body))
		require.Equal(t, int64(len(body)), req.ContentLength)
		require.Equal(t, "include=a,b", req.URL.RawQuery)
		require.Equal(t, http.Header{
			"Accept": {"application/json"}, "Content-Type": {"application/json"}, "User-Agent": {"shop-sync/1.0"}, "X-Auth-Token": {testToken},
		}, req.Header)
		return httpmock.NewStringResponse(200, `{"data":[]}`), nil
	})
	got, err := client.Do(t.Context(), Request{
		Method: "put", Path: "/v3/customers?include=a,b", Body: []map[string]any{{"id": 1, "notes": "<b> & c"}},
	})
	require.NoError(t, err)
	require.Equal(t, 200, got.Status)
	require.JSONEq(t, `{"data":[]}`, string(got.Body))
}

func TestDoRefusesWhatLeavesTheStore(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	for _, path := range []string{
		"", "v3/customers", "/v3/", "/v3/customers/", "/v3//customers", "/v3/../../other/v3/customers", "/v3/%2e%2e/x", "/v3/a%2Fb",
		"/v3/a%5Cb", "/v3/customers#x", "/v1/customers", "https://evil.example/v3/customers", "/v3/%zz", "/v3/ ", "/v3/x y", "/v3/a\nb", "/v3/products/0",
	} {
		_, err := client.get(t.Context(), path)
		e := asError(t, err)
		require.Equal(t, KindInvalid, e.Kind, path)
	}
	_, err := client.Do(t.Context(), Request{Method: "TRACE", Path: "/v3/customers"})
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers", Body: func() {}})
	require.ErrorIs(t, err, ErrInvalid)
	require.Zero(t, mock.GetTotalCallCount())
}

func TestDoNeedsAToken(t *testing.T) {
	t.Parallel()
	pool, err := NewPool(WithTransport(httpmock.NewMockTransport()))
	require.NoError(t, err)
	for _, text := range []string{"", "  ", "two words", "line\nbreak"} {
		_, err := pool.Client(testHash, NewToken(text)).get(t.Context(), "/v3/customers")
		require.ErrorIs(t, err, ErrUnauthorized, "%q", text)
	}
}

func TestClosedPoolRefusesCalls(t *testing.T) {
	t.Parallel()
	pool, err := NewPool(WithTransport(httpmock.NewMockTransport()))
	require.NoError(t, err)
	client := pool.Client(testHash, NewToken(testToken))
	require.NoError(t, pool.Close())
	_, err = client.get(t.Context(), "/v3/customers")
	require.Equal(t, KindInternal, asError(t, err).Kind)
}

func TestPathf(t *testing.T) {
	t.Parallel()
	require.Equal(t, "/v2/orders/7/products", pathf("/v2/orders/%d/products", 7))
	require.Equal(t, "/v3/carts/a%2Fb%3Fc", pathf("/v3/carts/%s", "a/b?c"))
	for _, path := range []string{
		pathf("/v2/orders/%d/products", 0), pathf("/v2/orders/%d", int64(-3)), pathf("/v3/carts/%s", ""), pathf("/v3/carts/%s/items", " "),
		pathf("/v3/carts/%s/x", ".."), pathf("/v3/carts/%s", "a/b"),
	} {
		require.Error(t, checkPath(path), path)
	}
}

func TestNewPoolJoinsWhatOptionsRefuse(t *testing.T) {
	t.Parallel()
	_, err := NewPool(
		WithBaseURL("http://api.example.com"), WithBaseURL("ftp://x"), WithBaseURL("https://user:pass@x"), WithBaseURL("https://x?y"),
		WithTransport(nil), WithLogger(nil), WithTimeout(0), WithMaxWait(-1), WithRetries(-1), WithGovernor(nil), WithUserAgent(" "), WithHook(nil),
	)
	require.Error(t, err)
	require.Len(t, strings.Split(err.Error(), "\n"), 12)
	for _, address := range []string{"http://127.0.0.1:8080/", "http://localhost:1", "http://[::1]:2", "https://example.com/proxy/"} {
		_, err := NewPool(WithBaseURL(address))
		require.NoError(t, err, address)
	}
}

func TestPoolSharesByStoreAndToken(t *testing.T) {
	t.Parallel()
	pool, err := NewPool()
	require.NoError(t, err)
	first := pool.Client("abc123", NewToken("one"))
	require.Same(t, first.store, pool.Client("abc123", NewToken(" one ")).store)
	require.NotSame(t, first.store, pool.Client("abc123", NewToken("two")).store)
	require.NotSame(t, first.store, pool.Client("abc124", NewToken("one")).store)
	require.NotContains(t, first.store.key.TokenDigest, "one")
}

func TestErrorsUnwrapAndMatch(t *testing.T) {
	t.Parallel()
	sentinels := map[Kind]error{
		KindInvalid: ErrInvalid, KindUnauthorized: ErrUnauthorized, KindForbidden: ErrForbidden, KindNotFound: ErrNotFound,
		KindConflict: ErrConflict, KindRateLimited: ErrRateLimited, KindUnavailable: ErrUnavailable,
		KindOutcomeUnknown: ErrOutcomeUnknown, KindPartial: ErrPartial, KindDeliveryRefused: ErrDeliveryRefused,
	}
	for kind := range sentinels {
		err := fmt.Errorf("context: %w", &Error{Kind: kind})
		for other, target := range sentinels {
			require.Equal(t, kind == other, errors.Is(err, target), "%s is %v", kind, target)
		}
	}
}
