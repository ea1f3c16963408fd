package bigcommerce

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// longestWindow bounds what headers are believed about time.
const longestWindow = time.Hour

// parseQuota reads the X-Rate-Limit headers. They count only when they say how many requests are left and until when.
func parseQuota(header http.Header) Quota {
	left, leftKnown := number(header, "X-Rate-Limit-Requests-Left")
	reset, resetKnown := number(header, "X-Rate-Limit-Time-Reset-Ms")
	if !leftKnown || !resetKnown {
		return Quota{}
	}
	limit, ok := number(header, "X-Rate-Limit-Requests-Quota")
	if !ok || limit < left {
		limit = left
	}
	window, ok := number(header, "X-Rate-Limit-Time-Window-Ms")
	if !ok || window == 0 {
		window = max(reset, 1)
	}
	quota := Quota{Known: true, Limit: int(limit), Left: int(left)}
	quota.Window = min(time.Duration(window)*time.Millisecond, longestWindow)
	quota.Reset = min(time.Duration(reset)*time.Millisecond, quota.Window)
	return quota
}

// number reads a header that is a count; anything unreasonable is no number.
func number(header http.Header, name string) (int64, bool) {
	n, err := strconv.ParseInt(header.Get(name), 10, 64)
	if err != nil || n < 0 || n > 1<<31 {
		return 0, false
	}
	return n, true
}

// quotaTransport asks the governor before each attempt and tells it the answer.
type quotaTransport struct {
	governor Governor
	next     http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (t *quotaTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	exchange := exchangeOf(req)
	demand := Demand{Operation: exchange.call.api, More: exchange.call.more}
	if exchange.call.bulk {
		demand.Priority = Bulk
	}
	var release func(Answer)
	err := exchange.waiting(req.Context(), func(ctx context.Context) (err error) {
		release, err = t.governor.Acquire(ctx, demand)
		return err
	})
	if err != nil {
		return nil, err
	}
	answer := Answer{Sent: true} // also when the transport panics
	defer func() { release(answer) }()
	resp, err := t.next.RoundTrip(req)
	var failed *fault
	switch {
	case err == nil:
		answer.Status, answer.Quota = resp.StatusCode, parseQuota(resp.Header)
		if resp.StatusCode == http.StatusTooManyRequests {
			answer.RetryAfter = rateLimitWait(resp.Header)
		}
	case errors.As(err, &failed):
		answer.Sent, answer.Status = failed.sent, failed.status
	}
	return resp, err
}

// rateLimitWait returns how long a 429 asks to wait: the longer of X-Retry-After and the end of the window, 0 when it says neither. A
// 429 of a window that has requests left comes from a cap on concurrency: the window's end says nothing.
func rateLimitWait(header http.Header) time.Duration {
	wait := retryAfter(header)
	if left, ok := number(header, "X-Rate-Limit-Requests-Left"); ok && left > 0 {
		return wait
	}
	reset, _ := number(header, "X-Rate-Limit-Time-Reset-Ms")
	return max(wait, min(time.Duration(reset)*time.Millisecond, longestWindow))
}
