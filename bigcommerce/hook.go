package bigcommerce

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"
)

// Hook observes every attempt to send a request: tracing and metrics attach here. It is called before the request is sent, when
// all waiting is over, and returns a context for the attempt, which must be derived from ctx (or nil, for ctx itself), and the function (or nil)
// that is called once when the attempt has ended.
//
// ctx descends from that of the call. A hook is called by many goroutines at once and must not block: the request waits for it. When it
// panics, the attempt goes on without it, and the log tells where it was.
type Hook func(ctx context.Context, attempt Attempt) (context.Context, func(Outcome))

// Attempt is one sending of a request. It has no query and no body: they can hold what is personal.
type Attempt struct {
	Store StoreHash
	// API names the operation: "PUT /v3/catalog/products/{product_id}".
	API    string
	Method string
	// Scheme and Host are where it is sent to, the host with its port if that isn't the scheme's own; Path is without the query.
	Scheme, Host string
	Path         string
	// Number counts the attempts of the call from 1.
	Number int
	// Repeats says in one word why the attempt before is repeated: an HTTP status, or a word like those of Outcome.Fault; "" for the first one.
	Repeats string
	// Waited is how long the call has waited so far, for quota and between tries.
	Waited time.Duration
	// QuotaWait is the part of it that this attempt waited until the quota and the caps on concurrency let it through, Backoff the part that
	// was waited between the attempt before and this one.
	QuotaWait, Backoff time.Duration
}

// Outcome is how an attempt ended.
type Outcome struct {
	// Status is the HTTP status, 0 when no answer came.
	Status int
	// Fault says in one word why there is no usable answer, "" when there is one.
	Fault     string
	RequestID string
	Duration  time.Duration
	// Bytes is the size of the answer's body, decompressed.
	Bytes int
	// Quota is what is left of the store's quota, by the answer.
	Quota Quota
}

// observe calls the hooks. It returns the context of the attempt and what is to be called at its end.
func (t *attemptTransport) observe(ctx context.Context, req *http.Request, exchange *exchange) (context.Context, []func(Outcome)) {
	if len(t.hooks) == 0 {
		return ctx, nil
	}
	attempt := Attempt{
		Store: t.store, API: exchange.call.api, Method: req.Method, Scheme: req.URL.Scheme, Host: req.URL.Host, Path: req.URL.Path,
		Number: exchange.attempt, Repeats: exchange.repeats,
		Waited: exchange.waited, QuotaWait: exchange.quotaWait(), Backoff: exchange.backoff(),
	}
	ends := make([]func(Outcome), 0, len(t.hooks))
	for _, hook := range t.hooks {
		t.unharmed(ctx, func() {
			derived, end := hook(ctx, attempt)
			if derived != nil {
				ctx = derived
			}
			if end != nil {
				ends = append(ends, end)
			}
		})
	}
	return ctx, ends
}

// conclude tells the hooks how the attempt ended, the last one first.
func (t *attemptTransport) conclude(ctx context.Context, ends []func(Outcome), outcome Outcome) {
	for _, end := range slices.Backward(ends) {
		t.unharmed(ctx, func() { end(outcome) })
	}
}

// unharmed runs a piece of a hook. A panic ends there; its value is not logged, since it may hold anything.
func (t *attemptTransport) unharmed(ctx context.Context, run func()) {
	defer func() {
		if recover() != nil {
			t.logger.LogAttrs(ctx, slog.LevelError, "a hook panicked", slog.String("stack", string(debug.Stack())))
		}
	}()
	run()
}
