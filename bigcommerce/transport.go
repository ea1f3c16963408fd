package bigcommerce

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

const (
	jsonType = "application/json"
	// largestHeader bounds the header of an answer: BigCommerce's have a few KiB.
	largestHeader = 64 << 10
)

// newHTTPTransport returns the default transport: Go's own as it comes, with enough idle connections for one busy store. It is made anew, since
// whoever shares the process may have changed http.DefaultTransport, whether it looks at certificates for example.
func newHTTPTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		MaxResponseHeaderBytes: largestHeader,
	}
}

// exchange is what the layers of the transport stack know about one call and tell one another. One goroutine uses it at a time.
type exchange struct {
	call call
	// maxWait bounds waited: the time spent waiting in all layers over all attempts.
	maxWait time.Duration
	waited  time.Duration
	attempt int
	// ambiguous is set once an attempt may have been executed although no answer says so.
	ambiguous bool
	// retryAfter is the wait that was refused, or that the store asked for.
	retryAfter time.Duration
	// rawRequestID is the store's id of the last answer as it came, token what must not be told of it.
	rawRequestID string
	token        Token
	progress
	// pass is what the circuit knows of the last attempt.
	pass pass
}

// requestID returns the store's id of the last answer, fit to be told to anybody. Few calls ask for it.
func (e *exchange) requestID() string {
	if e.rawRequestID == "" {
		return ""
	}
	return shorten(sentenceOf(string(e.token.redactBytes([]byte(e.rawRequestID)))), 100)
}

// atOnce is the time that a wait gets when the call may wait no longer: enough to find that there is nothing to wait for.
const atOnce = 10 * time.Millisecond

type exchangeKey struct{}

func (e *exchange) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, e)
}

// exchangeOf returns the exchange of a request that came through do; every request of the stack has.
func exchangeOf(req *http.Request) *exchange {
	return req.Context().Value(exchangeKey{}).(*exchange)
}

// waiting runs a wait that is bounded by what the call may still wait, and books its time. A wait that the bound ended, rather
// than the call's own context, is a fault with the time that it would have taken, as far as that is known.
func (e *exchange) waiting(ctx context.Context, wait func(context.Context) error) error {
	started := time.Now()
	bounded := &bounded{Context: ctx, deadline: started.Add(max(e.maxWait-e.waited, atOnce))}
	err := wait(bounded)
	bounded.release()
	e.waited += time.Since(started)
	if err == nil {
		return nil
	}
	return waitFault(ctx, err)
}

// affords reports whether the call can wait for delay: within its own bound and before its context's deadline.
func (e *exchange) affords(ctx context.Context, delay time.Duration) bool {
	deadline, bounded := ctx.Deadline()
	return e.waited+delay <= e.maxWait && (!bounded || time.Now().Add(delay).Before(deadline))
}

// sleep waits between two tries.
func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
