package bigcommerce

import (
	"net/http"
	"strconv"
	"time"
)

const (
	// firstBackoff is the longest wait before the second try; each further one doubles it.
	firstBackoff = time.Second
	// longestBackoff bounds it.
	longestBackoff = 30 * time.Second
)

// outcome is what one attempt brought: an answer's status and header, or a fault.
type outcome struct {
	status int
	header http.Header
	fault  *fault
}

// decision says what follows from an outcome.
type decision struct {
	// again is set when the request may be repeated after delay.
	again bool
	delay time.Duration
	// reason names the outcome in one word, for logs.
	reason string
	// ambiguous is set when the attempt may have been executed although its answer doesn't say so.
	ambiguous bool
	// gone is set when a DELETE found that an earlier try had already succeeded.
	gone bool
}

// decide is the whole retry policy. attempt counts from 1; ambiguous says whether an earlier attempt may have been executed; random in
// [0,1) spreads the back-off.
func decide(class retryClass, method string, out outcome, attempt int, ambiguous bool, random float64) decision {
	repeatable := class == safe || class == idempotent
	backoff := jitter(firstBackoff, attempt, random)
	if f := out.fault; f != nil {
		d := decision{reason: string(f.reason), delay: backoff, ambiguous: f.sent && class != safe}
		switch f.reason {
		case dialed:
			d.again = true
		case lost, timedOut, unreadable:
			d.again = repeatable
		case redirected: // a redirect is an answer: the request was not executed
			d.ambiguous = false
		}
		return d
	}
	d := decision{reason: strconv.Itoa(out.status)}
	switch status := out.status; {
	case status < 300:
		d.reason = "ok"
	case status == http.StatusNotFound && method == http.MethodDelete && ambiguous:
		d.reason, d.gone = "gone", true
	case status == http.StatusTooManyRequests:
		d.again, d.delay = true, rateLimitWait(out.header)
		if d.delay == 0 {
			d.delay = backoff
		}
	case status == http.StatusLocked: // refused, not executed
		d.again, d.delay = true, max(backoff, retryAfter(out.header))
	case isAmbiguous(status):
		d.again, d.delay = repeatable, max(backoff, retryAfter(out.header))
		d.ambiguous = class != safe
	}
	return d
}

// isAmbiguous reports whether a status leaves open whether the request was executed.
func isAmbiguous(status int) bool {
	switch status {
	case http.StatusRequestTimeout, 499:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported, http.StatusInsufficientStorage:
		return false
	default:
		return status >= 500
	}
}

// jitter returns the wait before the try that follows attempt: doubling, bounded, and spread over its upper half.
func jitter(first time.Duration, attempt int, random float64) time.Duration {
	backoff := longestBackoff
	if shift := attempt - 1; shift < 16 {
		backoff = min(backoff, first<<shift)
	}
	return backoff/2 + time.Duration(float64(backoff)/2*random)
}

// retryAfter reads how long the answer asks to wait: X-Retry-After or Retry-After, in seconds. Absent or unreadable is 0.
func retryAfter(header http.Header) time.Duration {
	wait := time.Duration(0)
	for _, name := range []string{"X-Retry-After", "Retry-After"} {
		seconds, err := strconv.ParseInt(header.Get(name), 10, 64)
		if err == nil && seconds > 0 {
			wait = max(wait, time.Duration(min(seconds, 24*60*60))*time.Second)
		}
	}
	return wait
}
