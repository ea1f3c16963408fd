package bigcommerce

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
)

// Whatever path a caller gives, what is sent stays below the store's, as a server and as a proxy read it.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{
		"/v3/customers", "/v3/../x", "/v3/%2e%2e/x", "/v3/a%2fb", "/v3/a;b", "/v3/a?b=c&d", "/v3/a#b", "/v2/orders/0", "/v3//x", "/v3/\r\n", "/v3/%00", "/v3/a%zz", "//v3/x", "/v3/..;/x", "/v3/\\..\\x", "/v3/a%252e%252e",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
			require.Equal(t, "api.bigcommerce.com", req.URL.Host)
			require.Empty(t, req.URL.Fragment)
			var line bytes.Buffer
			require.NoError(t, req.WriteProxy(&line))
			first, _, _ := strings.Cut(line.String(), "\r\n")
			require.Len(t, strings.Split(first, " "), 3, "one line, one address")
			require.False(t, strings.ContainsFunc(first, unicode.IsControl))
			escaped := req.URL.EscapedPath()
			require.True(t, strings.HasPrefix(escaped, "/stores/abc123/v2/") || strings.HasPrefix(escaped, "/stores/abc123/v3/"), escaped)
			for _, read := range []string{escaped, req.URL.Path} {
				cleaned := path.Clean(read)
				require.True(t, strings.HasPrefix(cleaned, "/stores/abc123/v2/") || strings.HasPrefix(cleaned, "/stores/abc123/v3/"), cleaned)
			}
			return answer(200, `{}`)(req)
		}))
		_, _ = client.Do(t.Context(), Request{Method: "POST", Path: given, Body: []int{}})
	})
}

// Whatever the headers of an answer say, the waits and quotas that are read from them are within bounds.
func FuzzHeaders(f *testing.F) {
	f.Add("150", "30000", "149", "29999", "5", "Wed, 25 Nov 2026 18:00:00 GMT", "abc-1")
	f.Add("-1", "99999999999999999999", "0x10", "1e9", "-5", "yesterday", "\x1b[2J")
	f.Add("", " 1", "+5", "2147483648", "99999999", "0", strings.Repeat("ä", 200))
	f.Fuzz(func(t *testing.T, limit, window, left, reset, after, date, id string) {
		header := http.Header{
			"X-Rate-Limit-Requests-Quota": {limit}, "X-Rate-Limit-Time-Window-Ms": {window}, "X-Rate-Limit-Requests-Left": {left},
			"X-Rate-Limit-Time-Reset-Ms": {reset}, "Retry-After": {after}, "X-Retry-After": {reset}, "Date": {date}, "X-Request-Id": {id},
		}
		quota := parseQuota(header)
		require.GreaterOrEqual(t, quota.Left, 0)
		require.GreaterOrEqual(t, quota.Limit, quota.Left)
		require.True(t, quota.Window >= 0 && quota.Window <= longestWindow)
		require.True(t, quota.Reset >= 0 && quota.Reset <= quota.Window)
		for _, wait := range []time.Duration{retryAfter(header), rateLimitWait(header)} {
			require.True(t, wait >= 0 && wait <= 24*time.Hour, wait)
		}
		_ = dateOf(header)
		shown := (&exchange{rawRequestID: requestID(header), token: NewToken(testToken)}).requestID()
		require.LessOrEqual(t, len([]rune(shown)), 101)
		require.False(t, strings.ContainsFunc(shown, unicode.IsControl))
	})
}

// Whatever a body is, and however it comes, it is read whole or refused, and its memory is given back.
func FuzzBody(f *testing.F) {
	var zipped bytes.Buffer
	writer := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(writer, strings.Repeat("x", 5000))
	_ = writer.Close()
	f.Add([]byte(`{"data":[]}`), int64(-1), false)
	f.Add(zipped.Bytes(), int64(-1), true)
	f.Add(zipped.Bytes()[:20], int64(20), true)
	f.Add([]byte(strings.Repeat("x", 9000)), int64(9000), false)
	f.Fuzz(func(t *testing.T, sent []byte, announced int64, compressed bool) {
		const limit, memory = 8000, 16_001
		answered := &http.Response{Header: http.Header{}, Body: io.NopCloser(iotest.HalfReader(bytes.NewReader(sent))), ContentLength: max(announced, -1)}
		if compressed {
			answered.Header.Set("Content-Encoding", "gzip")
		}
		allowed := &allowance{stock: newStock(memory)}
		got, err := readBody(answered, limit, allowed)
		if err == nil {
			require.LessOrEqual(t, len(got), limit)
			if !compressed {
				require.Equal(t, string(sent), string(got))
			}
			allowed.end()
		}
		require.Equal(t, int64(memory), allowed.stock.Load())
		require.GreaterOrEqual(t, allowed.taken, int64(0))
	})
}
