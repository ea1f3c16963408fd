package bigcommerce

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// These tests run against real connections, since mocks can't break them.

// newWire returns a client with the default transport and a server that counts its requests.
func newWire(t *testing.T, handler http.HandlerFunc, opts ...Option) (*Client, *atomic.Int64) {
	t.Helper()
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		handler(w, r)
	}))
	pool, err := NewPool(append([]Option{WithBaseURL(server.URL), WithRetries(0)}, opts...)...)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, pool.Close())
		server.CloseClientConnections()
		server.Close()
	})
	return pool.Client(testHash, NewToken(testToken)), &requests
}

func reset(t *testing.T, w http.ResponseWriter, partial string) {
	connection, buffer, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = buffer.WriteString(partial)
	_ = buffer.Flush()
	_ = connection.(*net.TCPConn).SetLinger(0)
	_ = connection.Close()
}

func TestABrokenConnection(t *testing.T) {
	t.Parallel()
	for name, partial := range map[string]string{
		"before the answer": "",
		"inside the header": "HTTP/1.1 200 OK\r\nContent-",
		"inside the body":   "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":[",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, requests := newWire(t, func(w http.ResponseWriter, _ *http.Request) { reset(t, w, partial) })
			_, err := client.get(t.Context(), "/v3/customers")
			require.ErrorIs(t, err, ErrUnavailable)
			require.True(t, asError(t, err).Retryable)
			before := requests.Load()
			_, err = client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers", Body: []int{1}})
			require.ErrorIs(t, err, ErrOutcomeUnknown)
			require.Equal(t, before+1, requests.Load(), "sent once")
		})
	}
}

func TestAFailedDialWasNeverSent(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := "http://" + listener.Addr().String()
	require.NoError(t, listener.Close())
	pool, err := NewPool(WithBaseURL(address), WithRetries(0))
	require.NoError(t, err)
	_, err = pool.Client(testHash, NewToken(testToken)).Do(t.Context(), Request{Method: "POST", Path: "/v3/customers", Body: []int{1}})
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "can't be reached")
	require.Equal(t, "bigcommerce.unreachable", asError(t, err).Code)
}

func TestAServerThatCannotProveItselfGetsNothing(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { requests.Add(1) }))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	server.StartTLS()
	defer server.Close()
	pool, err := NewPool(WithBaseURL(server.URL))
	require.NoError(t, err)
	defer pool.Close()
	_, err = pool.Client(testHash, NewToken(testToken)).Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "certificate")
	require.False(t, asError(t, err).Retryable)
	require.Zero(t, requests.Load())
}

func TestRedirectsAreRefused(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 304, 307, 308} {
		client, requests := newWire(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", other.URL)
			w.WriteHeader(status)
		}, WithRetries(3))
		_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
		require.ErrorIs(t, err, ErrUnavailable)
		require.ErrorContains(t, err, "redirect")
		require.Equal(t, int64(1), requests.Load())
	}
	require.Zero(t, elsewhere.Load())
}

func TestCompressedAnswersAreRead(t *testing.T) {
	t.Parallel()
	client, _ := newWire(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Error("compression was not asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		zipped := gzip.NewWriter(w)
		_, _ = io.WriteString(zipped, `{"data":[]}`)
		_ = zipped.Close()
	})
	got, err := client.get(t.Context(), "/v3/customers")
	require.NoError(t, err)
	require.Equal(t, `{"data":[]}`, string(got.Body))
}

func TestHugeAnswersAreRefused(t *testing.T) {
	t.Parallel()
	big := `{"data":["` + strings.Repeat("x", 1<<20) + `"]}`
	for name, handler := range map[string]http.HandlerFunc{
		"announced": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "2000000")
			_, _ = io.WriteString(w, big)
		},
		"streamed": func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, big)
		},
		"a gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			zipped := gzip.NewWriter(w)
			_, _ = io.WriteString(zipped, big)
			_ = zipped.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, requests := newWire(t, handler, WithRetries(3), func(o *options) error { o.bodyLimit = 1 << 20; return nil })
			_, err := client.get(t.Context(), "/v3/customers")
			require.ErrorIs(t, err, ErrUnavailable)
			require.ErrorContains(t, err, "larger than 1 MiB")
			require.Equal(t, int64(1), requests.Load(), "the next one would be as large")
			_, err = client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
			require.ErrorIs(t, err, ErrOutcomeUnknown)
		})
	}
}

func TestASlowAnswerEndsWithTheAttemptsTimeout(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	client, _ := newWire(t, func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}, WithTimeout(300*time.Millisecond))
	_, err := client.get(t.Context(), "/v3/customers")
	require.ErrorIs(t, err, ErrUnavailable)
	require.Equal(t, "bigcommerce.timeout", asError(t, err).Code)

	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err = client.get(ctx, "/v3/customers")
	require.Equal(t, KindCanceled, asError(t, err).Kind)
}

func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	addresses := map[string]bool{}
	client, requests := newWire(t, func(w http.ResponseWriter, r *http.Request) {
		addresses[r.RemoteAddr] = true
		_, _ = io.WriteString(w, `{"data":[]}`)
	})
	for range 10 {
		_, err := client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
	}
	require.Equal(t, int64(10), requests.Load())
	require.Len(t, addresses, 1)
}

func TestManyConnectionsAreKept(t *testing.T) {
	t.Parallel()
	const callers = 64
	var mu sync.Mutex
	addresses := map[string]bool{}
	full := make(chan struct{})
	waiting := 0
	client, _ := newWire(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		addresses[r.RemoteAddr] = true
		waiting++
		if waiting%callers == 0 { // all callers of the round are here, each on a connection of its own
			close(full)
			full = make(chan struct{})
			mu.Unlock()
		} else {
			round := full
			mu.Unlock()
			<-round
		}
		_, _ = io.WriteString(w, `{"data":[]}`)
	}, WithGovernor(func(StoreKey) Governor { return openGovernor{} }))
	for range 3 {
		var group sync.WaitGroup
		for range callers {
			group.Go(func() {
				_, err := client.get(t.Context(), "/v3/customers")
				require.NoError(t, err)
			})
		}
		group.Wait()
	}
	require.LessOrEqual(t, len(addresses), callers+callers/4, "most connections are used again")
}

// openGovernor lets everything through.
type openGovernor struct{}

func (openGovernor) Acquire(context.Context, Demand) (func(Answer), error) {
	return func(Answer) {}, nil
}

func TestHTTP2IsUsedWhereTheServerHasIt(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	addresses, protocols := map[string]bool{}, map[string]bool{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		addresses[r.RemoteAddr], protocols[r.Proto] = true, true
		_, _ = io.WriteString(w, `{"data":[]}`)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	pool, err := NewPool(WithBaseURL(server.URL), WithRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, pool.Close())
		server.Close()
	})
	authorities := x509.NewCertPool()
	authorities.AddCert(server.Certificate())
	pool.own.TLSClientConfig = &tls.Config{RootCAs: authorities, MinVersion: tls.VersionTLS12}
	client := pool.Client(testHash, NewToken(testToken))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				_, err := client.get(t.Context(), "/v3/customers")
				require.NoError(t, err)
			}
		})
	}
	group.Wait()
	require.Equal(t, map[string]bool{"HTTP/2.0": true}, protocols)
	require.Len(t, addresses, 1, "one connection carries all")
}
