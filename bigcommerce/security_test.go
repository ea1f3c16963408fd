package bigcommerce

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// everythingOf returns all that can be printed of an error.
func everythingOf(err error) string {
	var texts []string
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		texts = append(texts, cause.Error(), fmt.Sprintf("%v %+v %#v %q", cause, cause, cause, cause))
		var fault *Error
		if errors.As(cause, &fault) {
			encoded, _ := json.Marshal(any(*fault))
			texts = append(texts, string(encoded), fmt.Sprintf("%+v %s", *fault, fault.Data))
		}
	}
	return strings.Join(texts, "\n")
}

func TestATokenThatIsEchoedInDisguiseIsCutOut(t *testing.T) {
	t.Parallel()
	escaped := ""
	for _, b := range []byte(testToken) {
		escaped += fmt.Sprintf(`\u%04x`, b)
	}
	for name, spelt := range map[string]string{
		"escaped in JSON":  escaped,
		"escaped in parts": strings.Replace(testToken, "c", `\u0063`, 1),
		"escaped as URL":   url.QueryEscape(testToken),
		"base64":           base64.StdEncoding.EncodeToString([]byte(testToken)),
		"inside a base64":  base64.StdEncoding.EncodeToString([]byte("X-Auth-Token: " + testToken)),
		"hexadecimal":      hex.EncodeToString([]byte(testToken)),
		"cut off":          strings.Repeat("x", textLimit-8) + testToken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{207, 400, 401, 403, 404, 409, 422, 429, 500} {
				body := fmt.Sprintf(`{"title":"%[1]s","detail":"%[1]s","code":"%[1]s","errors":{"%[1]s":"%[1]s"},"details":{"%[1]s":["%[1]s"]},"data":["%[1]s"]}`, spelt)
				client, mock := newTestClient(t, WithRetries(0))
				mock.RegisterResponder("POST", customersURL, answer(status, body, "X-Request-Id", spelt))
				got, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
				printed := everythingOf(err) + string(got.Body)
				var decoded any
				_ = json.Unmarshal(got.Body, &decoded)
				printed += fmt.Sprint(decoded)
				require.NotContains(t, printed, testToken[:10])
				require.NotContains(t, printed, strings.TrimRight(spelt, "=")[3:])
			}
		})
	}
}

func TestAnEchoInAHeaderOrAnErrorIsCutOut(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for name, said := range map[string]string{
		"a header that is none":     "HTTP/1.1 200 OK\r\n" + testToken + "\r\n\r\n",
		"a header's name":           "HTTP/1.1 200 OK\r\nX-" + testToken + " : x\r\n\r\n",
		"a status that is none":     "HTTP/1.1 " + testToken + "\r\n\r\n",
		"an encoding that is none":  "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + testToken + "\r\n\r\n",
		"a length that is none":     "HTTP/1.1 200 OK\r\nContent-Length: " + testToken + "\r\n\r\n",
		"an id behind ninety signs": "HTTP/1.1 500 No\r\nContent-Length: 0\r\nX-Request-Id: " + strings.Repeat("x", 92) + testToken + "\r\n\r\n",
		"a redirect":                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://" + testToken + ".example/\r\n\r\n",
	} {
		client, _ := newWire(t, func(w http.ResponseWriter, _ *http.Request) { reset(t, w, said) }, WithLogger(logger))
		_, err := client.get(t.Context(), "/v3/customers")
		require.Error(t, err, name)
		require.NotContains(t, everythingOf(err), testToken[:8], name)
	}
	require.NotContains(t, log.String(), testToken[:8])
}

func TestNoExportedValueShowsASecret(t *testing.T) {
	t.Parallel()
	const secret = "canary-hook-5e11"
	token, clientSecret := NewToken(testToken), value.NewSecret(secret)
	pool, err := NewPool()
	require.NoError(t, err)
	defer pool.Close()
	client := pool.Client(testHash, token).WithClientSecret(clientSecret)
	headers := HookHeaders{SecretHeader: secret}
	delivery := Delivery{Header: http.Header{SecretHeader: {secret}, "Webhook-Signature": {secret}}, Body: []byte(secret)}
	values := []any{
		token, &token, pool, client, *client, client.Hooks, client.ForBulk(), clientSecret, headers, delivery, &delivery,
		HookCreate{HookFields: HookFields{Headers: headers}},
		HookUpdate{HookFields: HookFields{Headers: headers}},
		Webhook{Headers: headers},
		&Webhook{Headers: headers}, client.store.key,
	}
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	var texts []string
	for _, v := range values {
		logger.Info("x", "value", v)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			texts = append(texts, fmt.Sprintf(verb, v))
		}
	}
	encoded, err := json.Marshal([]any{token, &token, client, pool, clientSecret, client.store.key})
	require.NoError(t, err)
	printed := strings.Join(append(texts, log.String(), string(encoded)), "\n")
	for _, hidden := range []string{testToken, secret} {
		require.NotContains(t, printed, hidden)
		require.NotContains(t, strings.ToLower(printed), hex.EncodeToString([]byte(hidden)))
		require.NotContains(t, printed, strings.Trim(fmt.Sprintf("%d", []byte(hidden)), "[]"))
	}
	sent, err := json.Marshal(HookCreate{HookFields: HookFields{Headers: headers}})
	require.NoError(t, err)
	require.Contains(t, string(sent), secret, "what is sent has the secret")
}

func TestWhatAStoreSaysCannotForgeALogOrATerminal(t *testing.T) {
	t.Parallel()
	hostile := "a\u001b[2J\u001b]0;x\u0007b\u009b31mc\nlevel=ERROR msg=forged\r\u202ed\u007fe\u0000"
	quoted, err := json.Marshal(hostile)
	require.NoError(t, err)
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, status := range []int{207, 400, 403, 404, 409, 422, 500, 503} {
		client, mock := newTestClient(t, WithRetries(0), WithLogger(logger))
		mock.RegisterResponder("POST", customersURL, answer(status, strings.ReplaceAll(
			`{"title":@,"detail":@,"code":@,"errors":{@:@,"a":{@:[@]}},"details":{@:@,"b":{@:[@]}}}`, "@", string(quoted)), "X-Request-Id", "r\x1b[2J\u009b"))
		_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
		fault := asError(t, err)
		texts := []string{fault.Error(), fault.Code, fault.RequestID, fmt.Sprint(fault.Details)}
		for _, field := range fault.Fields {
			texts = append(texts, field.Path, field.Message)
		}
		for _, text := range texts {
			require.False(t, strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }), "%q", text)
		}
	}
	for _, body := range []string{"<title>" + hostile + "</title>", hostile} {
		client, mock := newTestClient(t, WithRetries(0))
		mock.RegisterResponder("GET", customersURL, answer(200, body))
		_, err := client.get(t.Context(), "/v3/customers")
		require.False(t, strings.ContainsFunc(asError(t, err).Message, unicode.IsControl), err.Error())
	}
	for line := range strings.Lines(log.String()) {
		require.True(t, strings.HasPrefix(line, "time="), line)
	}
}

func TestValuesCannotChangeTheAddress(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{
		"../customers", "..%2fcustomers", "%2e%2e/%2e%2e", "a?limit=1", "a#b", "a;b=c", "a&id=1", "a\r\nX-Auth-Token: x", "a\x00b", `..\..`, "a/b", "//evil.example/", "ä\u2028",
		"@evil.example", "a,b", "a+b c", "a=b", "\u202e", "%00", "%0d%0a",
	} {
		var sent []*http.Request
		client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
			sent = append(sent, req)
			return answer(200, `{"data":[]}`)(req)
		}))
		_, err := client.Carts.Get(t.Context(), hostile)
		require.ErrorIs(t, err, ErrInvalid)
		require.Empty(t, sent, "an id that is none is not sent")

		_, _ = client.Customers.FindByEmail(t.Context(), []string{hostile})
		_, _ = client.Products.FindBySKU(t.Context(), []string{hostile})
		_, _ = client.Hooks.List(t.Context(), HookQuery{Scope: value.Of(hostile), Destination: value.Of(hostile)}, PageOptions{})
		_, _ = client.Customers.List(t.Context(), CustomerQuery{}, PageOptions{})
		_, _ = client.Do(t.Context(), Request{Path: "/v3/customers", Query: url.Values{"name:in": {hostile}}})
		require.GreaterOrEqual(t, len(sent), 4)
		for _, req := range sent {
			require.Equal(t, "api.bigcommerce.com", req.URL.Host)
			require.Regexp(t, `^/stores/abc123/v[23](/[a-z]+)+$`, req.URL.EscapedPath())
			require.Regexp(t, `^[!-~]*$`, req.URL.RawQuery)
			require.NotContains(t, req.URL.RequestURI(), "#")
			values, err := url.ParseQuery(req.URL.RawQuery)
			require.NoError(t, err)
			for name := range values {
				require.Regexp(t, `^(email|name|sku|id|product_id)(:in)?$|^(limit|page|scope|destination|sort|direction|include|include_fields)$`, name, "%q", hostile)
			}
		}
	}
}

func TestAStoreHashThatIsNoneIsNeverSent(t *testing.T) {
	t.Parallel()
	client := newClientOn(t, roundTrip(func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return nil, errors.New("nothing answers")
	}))
	for _, hash := range []StoreHash{"", "..", "../abc123", "abc123/v3/customers?x=", "abc%2f", "a b", "abc\r\n", "ABC", "ä", StoreHash(strings.Repeat("a", 33))} {
		_, err := client.store.pool.Client(hash, NewToken(testToken)).get(t.Context(), "/v3/customers")
		require.ErrorIs(t, err, ErrInvalid, "%q", hash)
	}
}

func TestTheTokenIsSentToNoAddressThatOnlyLooksSafe(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"http://127.0.0.1.evil.com", "http://localhost.evil.com", "http://evil.com/127.0.0.1", "http://127.0.0.1@evil.com", "http://localhost:80@evil.com",
		"http://user:pass@127.0.0.1", "https://user@api.bigcommerce.com", "http://evil.com#127.0.0.1", "http://evil.com?127.0.0.1", `http://127.0.0.1\@evil.com`,
		"http://2130706433", "http://0x7f000001", "http://0177.0.0.1", "http://127.1", "http://0.0.0.0", "http://[::]", "http://localhost.", "http://127.0.0.1%2eevil.com",
		"http://10.0.0.1", "http://192.168.0.1:8080", "http://169.254.169.254", "http:127.0.0.1", "http:///127.0.0.1", "//127.0.0.1", "127.0.0.1", "file:///etc/passwd",
		"ftp://127.0.0.1", "HTTPS:evil", "https://", "https://:443", "javascript://127.0.0.1", "http://127.0.0.1 .evil.com", "https://api.bigcommerce.com?x", "https://api.bigcommerce.com#x", "",
	} {
		_, err := NewPool(WithBaseURL(address))
		require.Error(t, err, address)
		require.NotContains(t, err.Error(), "pass", "a password in it is not repeated")
	}
	for _, address := range []string{"http://127.0.0.1", "http://127.8.8.8:9", "http://localhost:8080", "http://[::1]", "http://[::1]:8080/x", "https://api.bigcommerce.com", "HTTPS://example.com"} {
		_, err := NewPool(WithBaseURL(address))
		require.NoError(t, err, address)
	}
}

func TestOldTLSIsRefusedAndNobodyElsesTransportIsTaken(t *testing.T) {
	t.Parallel()
	pool, err := NewPool()
	require.NoError(t, err)
	defer pool.Close()
	settings := pool.own.TLSClientConfig
	require.False(t, settings.InsecureSkipVerify)
	require.Equal(t, uint16(tls.VersionTLS12), settings.MinVersion)
	require.Nil(t, settings.RootCAs, "the system's authorities")
	require.NotSame(t, http.DefaultTransport, pool.own)

	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("something was sent") }))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	server.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	server.StartTLS()
	defer server.Close()
	old, err := NewPool(WithBaseURL(server.URL), WithRetries(0))
	require.NoError(t, err)
	defer old.Close()
	_, err = old.Client(testHash, NewToken(testToken)).get(t.Context(), "/v3/customers")
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "protocol version")
}

func TestAProxySeesNoToken(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen bytes.Buffer
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		_ = r.Write(&seen)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	pool, err := NewPool(WithRetries(0))
	require.NoError(t, err)
	defer pool.Close()
	address, err := url.Parse(proxy.URL)
	require.NoError(t, err)
	require.NotNil(t, pool.own.Proxy, "proxies come from the environment")
	pool.own.Proxy = http.ProxyURL(address)
	_, err = pool.Client(testHash, NewToken(testToken)).get(t.Context(), "/v3/customers")
	require.ErrorIs(t, err, ErrUnavailable)
	mu.Lock()
	defer mu.Unlock()
	require.Contains(t, seen.String(), "CONNECT api.bigcommerce.com:443", "it learns the host")
	require.NotContains(t, seen.String(), testToken)
	require.NotContains(t, seen.String(), "abc123", "and nothing of the request")
}

func TestAWrongTokenTeachesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
			if req.Header.Get("X-Auth-Token") != testToken {
				return answer(401, `{"title":"Unauthorized"}`, quotaHeaders(0, 30_000)...)(req)
			}
			return answer(200, `{"data":[]}`, quotaHeaders(100, 30_000)...)(req)
		}))
		pool := client.store.pool
		stranger := pool.Client(testHash, NewToken("a-wrong-token"))
		for range 20 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			_, err := stranger.get(ctx, "/v3/customers")
			cancel()
			require.Error(t, err)
		}
		started := time.Now()
		_, err := client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
		require.Zero(t, time.Since(started), "the stranger's quota is not the owner's")
		require.NotEqual(t, client.store.key, stranger.store.key)

		busy := make(chan struct{})
		held := make(chan error)
		go func() {
			held <- stranger.Hooks.Exclusively(t.Context(), func() error { <-busy; return nil })
		}()
		synctest.Wait()
		require.NoError(t, client.Hooks.Exclusively(t.Context(), func() error { return nil }), "nor are its webhooks held up")
		close(busy)
		require.NoError(t, <-held)
	})
}

func TestNobodyAtTheEndOfARedirectLearnsAnything(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		text, _ := io.ReadAll(r.Body)
		seen = append(seen, r.URL.String()+fmt.Sprint(r.Header)+string(text))
	}))
	defer other.Close()
	for _, status := range []int{300, 301, 302, 303, 305, 307, 308} {
		for _, location := range []string{other.URL, other.URL + "/stores/abc123/v3/customers", strings.Replace(other.URL, "http:", "", 1), "/elsewhere"} {
			client, requests := newWire(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", location)
				w.Header().Set("Refresh", "0; url="+location)
				w.WriteHeader(status)
			})
			for _, method := range []string{"GET", "POST", "PUT", "DELETE"} {
				_, err := client.Do(t.Context(), Request{Method: method, Path: "/v3/customers"})
				require.ErrorIs(t, err, ErrUnavailable)
			}
			require.Equal(t, int64(4), requests.Load(), "each is sent once")
		}
	}
	mu.Lock()
	defer mu.Unlock()
	require.Empty(t, seen)
}
