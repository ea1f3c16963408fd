package bigcommerce

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// attemptTransport sends one attempt: it sets the headers, bounds time and size, refuses redirects, and reads the answer to its end. It
// returns either an answer whose body is in memory, or a *fault.
type attemptTransport struct {
	base  http.RoundTripper
	root  *url.URL
	token Token
	// header returns the header of a request, made by requestHeader: a function, because a field that held it would print the token.
	header    func() http.Header
	timeout   time.Duration
	bodyLimit int
	hooks     []Hook
	logger    *slog.Logger
	store     StoreHash
}

// memoryBody is the body of every answer of the stack: it has been read and the connection is free.
type memoryBody struct {
	*bytes.Reader
	data []byte
}

func (memoryBody) Close() error { return nil }

// requestHeader returns what makes the header of each request. Its values are made once and shared: they are replaced, never changed.
func requestHeader(token Token, userAgent string) func() http.Header {
	header := http.Header{"Accept": {jsonType}, "Content-Type": {jsonType}, "User-Agent": {userAgent}, "X-Auth-Token": {token.reveal()}}
	return func() http.Header { return maps.Clone(header) }
}

// RoundTrip implements [http.RoundTripper].
func (t *attemptTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	exchange := exchangeOf(req)
	parent := req.Context()
	if err := parent.Err(); err != nil {
		return nil, canceled(err, false)
	}
	ctx, cancel := context.WithTimeout(parent, t.timeout)
	defer cancel()

	ctx, observed := t.observe(ctx, req, exchange)
	exchange.rawRequestID = ""
	started, returned := time.Now(), false
	defer func() {
		if !returned { // the transport panicked
			t.conclude(ctx, observed, Outcome{Duration: time.Since(started), Fault: "panic"})
		}
	}()
	resp, size, failed := t.send(ctx, parent, req)
	exchange.took, returned = time.Since(started), true
	if len(observed) > 0 {
		outcome := Outcome{Duration: exchange.took, Bytes: size, RequestID: exchange.requestID()}
		if failed != nil {
			outcome.Status, outcome.Fault = failed.status, string(failed.reason)
		} else {
			outcome.Status, outcome.Quota = resp.StatusCode, parseQuota(resp.Header)
		}
		t.conclude(ctx, observed, outcome)
	}
	if failed != nil {
		return nil, failed
	}
	return resp, nil
}

func (t *attemptTransport) send(ctx, parent context.Context, req *http.Request) (*http.Response, int, *fault) {
	if req.URL.Host != t.root.Host || req.URL.Scheme != t.root.Scheme {
		return nil, 0, &fault{reason: redirected, note: "the request would leave " + t.root.Host}
	}
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})
	attempt := req.WithContext(ctx)
	attempt.Header = t.header()
	attempt.Body = http.NoBody
	if req.ContentLength != 0 && req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, 0, &fault{reason: lost, err: err}
		}
		attempt.Body = body
	}
	resp, err := t.base.RoundTrip(attempt)
	if err != nil {
		// Only Go's own transport is known to report every connection, so only there does silence mean that there was none.
		_, reports := t.base.(*http.Transport)
		return nil, 0, sendFault(parent, err, reports && !connected.Load())
	}
	defer func() { _ = resp.Body.Close() }()
	exchangeOf(req).rawRequestID = requestID(resp.Header)
	about := fault{sent: true, status: resp.StatusCode}
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		about.reason = redirected
		about.note = fmt.Sprintf("the answer is a redirect (%d), which is not followed: the token would go with it", resp.StatusCode)
		return nil, 0, &about
	}
	limit, allowed := t.bodyLimit, allowanceOf(ctx)
	if resp.StatusCode >= 300 {
		limit = min(limit, largestRefusal)
	}
	if allowed != nil && allowed.limit > 0 {
		limit = min(limit, allowed.limit)
	}
	data, err := readBody(resp, limit, allowed)
	switch {
	case err == nil:
	case errors.Is(err, errCrowded):
		about.reason, about.err = crowded, err
		return nil, len(data), &about
	case errors.Is(err, errTooLarge) && resp.StatusCode < 300:
		about.reason, about.note, about.err = oversized, "the answer is larger than "+sizeOf(limit), err
		return nil, len(data), &about
	case resp.StatusCode >= 300:
		// The status alone is the answer: the failure it stands for is certain without its text.
	default:
		about.reason, about.err = unreadable, err
		if cause := sendFault(parent, err, false); cause.reason != lost {
			about.reason, about.err = cause.reason, cause.err
		}
		about.note = "the answer ended early"
		return nil, len(data), &about
	}
	if !readable(req.Method, resp.StatusCode, bytes.TrimSpace(data)) {
		about.reason, about.note = unreadable, "the answer is "+describeBody(data)
		return nil, len(data), &about
	}
	resp.Body = memoryBody{bytes.NewReader(data), data}
	return resp, len(data), nil
}

// readable reports whether the body is what such an answer carries: JSON, or nothing where a success needs no body. A read that finds
// nothing says so with 204 or an empty list, so one that is 200 and empty was cut off.
func readable(method string, status int, body []byte) bool {
	switch {
	case status >= 300:
		return true
	case len(body) == 0:
		return method != http.MethodGet || status != http.StatusOK
	default:
		return validJSON(body)
	}
}

// requestID returns the store's id of the request, as it came.
func requestID(header http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Correlation-Id", "Cf-Ray"} {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	return ""
}
