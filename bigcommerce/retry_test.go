package bigcommerce

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func header(pairs ...string) http.Header {
	h := http.Header{}
	for pair := range slices.Chunk(pairs, 2) {
		h.Set(pair[0], pair[1])
	}
	return h
}

func TestDecideByClass(t *testing.T) {
	t.Parallel()
	sent := func(r reason) outcome { return outcome{fault: &fault{reason: r, sent: true}} }
	unsent := func(r reason) outcome { return outcome{fault: &fault{reason: r}} }
	status := func(code int) outcome { return outcome{status: code} }
	all := []retryClass{never, safe, idempotent, settle}
	tests := []struct {
		name      string
		out       outcome
		again     []retryClass
		ambiguous []retryClass
	}{
		{"success", status(200), nil, nil},
		{"nothing there", status(404), nil, nil},
		{"bad input", status(422), nil, nil},
		{"locked", status(423), all, nil},
		{"limited", status(429), all, nil},
		{"server fault", status(500), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"bad gateway", status(502), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"maintenance", status(503), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"gateway timeout", status(504), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"client closed", status(499), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"unknown method", status(501), nil, nil},
		{"plan is full", status(507), nil, nil},
		{"no connection", unsent(dialed), all, nil},
		{"bad certificate", unsent(insecure), nil, nil},
		{"connection lost", sent(lost), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"timeout", sent(timedOut), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"torn answer", sent(unreadable), []retryClass{safe, idempotent}, []retryClass{never, idempotent, settle}},
		{"huge answer", sent(oversized), nil, []retryClass{never, idempotent, settle}},
		{"redirect", sent(redirected), nil, nil},
		{"quota too late", unsent(queued), nil, nil},
		{"canceled before", unsent(ended), nil, nil},
		{"canceled after", sent(ended), nil, []retryClass{never, idempotent, settle}},
	}
	for _, test := range tests {
		for _, class := range all {
			d := decide(class, http.MethodPost, test.out, 1, false, 0.5)
			require.Equal(t, slices.Contains(test.again, class), d.again, "%s, class %d: again", test.name, class)
			require.Equal(t, slices.Contains(test.ambiguous, class), d.ambiguous, "%s, class %d: ambiguous", test.name, class)
			require.NotEmpty(t, d.reason)
		}
	}
}

func TestDecideWaitsAsTheServerAsks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		header http.Header
		want   time.Duration
	}{
		{"the window's end", 429, header(append(quotaHeaders(0, 12_345), "X-Retry-After", "12")...), 12_345 * time.Millisecond},
		{"the longer of both", 429, header(append(quotaHeaders(0, 900), "X-Retry-After", "3")...), 3 * time.Second},
		{"a reset alone", 429, header("X-Rate-Limit-Time-Reset-Ms", "700"), 700 * time.Millisecond},
		{"the standard header", 503, header("Retry-After", "7"), 7 * time.Second},
		{"back-off without headers", 429, nil, 750 * time.Millisecond},
		{"back-off while the window has requests left", 429, header(quotaHeaders(60, 12_000)...), 750 * time.Millisecond},
		{"back-off with unreadable headers", 429, header("X-Retry-After", "soon", "X-Rate-Limit-Time-Reset-Ms", "-4"), 750 * time.Millisecond},
		{"no longer than an hour", 429, header(quotaHeaders(0, 1<<31-1)...), time.Hour},
	}
	for _, test := range tests {
		d := decide(safe, http.MethodGet, outcome{status: test.status, header: test.header}, 1, false, 0.5)
		require.True(t, d.again, test.name)
		if test.name == "no longer than an hour" {
			require.LessOrEqual(t, d.delay, test.want)
			continue
		}
		require.Equal(t, test.want, d.delay, test.name)
	}
}

func TestBackoffDoublesIsSpreadAndBounded(t *testing.T) {
	t.Parallel()
	for attempt, longest := range []time.Duration{0, 1, 2, 4, 8, 16, 30, 30} {
		if attempt == 0 {
			continue
		}
		longest *= time.Second
		require.Equal(t, longest/2, jitter(firstBackoff, attempt, 0))
		require.Less(t, jitter(firstBackoff, attempt, 0.999), longest)
	}
	require.Equal(t, longestBackoff/2, jitter(firstBackoff, 1000, 0))
}

func TestADeleteThatFindsNothingOnItsSecondTryHasSucceeded(t *testing.T) {
	t.Parallel()
	require.False(t, decide(idempotent, http.MethodDelete, outcome{status: 404}, 2, false, 0).gone, "the first try was certainly not executed")
	require.True(t, decide(idempotent, http.MethodDelete, outcome{status: 404}, 2, true, 0).gone)
	require.False(t, decide(idempotent, http.MethodPut, outcome{status: 404}, 2, true, 0).gone)
}

func TestSendFaultKnowsWhatWasNeverSent(t *testing.T) {
	t.Parallel()
	f := sendFault(t.Context(), errors.New("use of closed network connection"), true)
	require.Equal(t, dialed, f.reason)
	require.False(t, f.sent)
	f = sendFault(t.Context(), errors.New("EOF"), false)
	require.Equal(t, lost, f.reason)
	require.True(t, f.sent)
}
