package bigcommerce

import (
	"context"
	"fmt"
	"time"
)

// Priority is the class of a request in the governor's queue.
type Priority uint8

const (
	// Single is a call that somebody waits for.
	Single Priority = iota
	// Bulk is a page of a long list: it lets single calls go ahead and leaves them a reserve.
	Bulk
)

// Demand is what a caller asks a [Governor] for: that one request may be sent.
type Demand struct {
	Priority Priority
	// Operation names the operation of the API, such as "GET /v3/catalog/products". Operations take turns.
	Operation string
	// More is how many requests the same work is known to need after this one; 0 when that is unknown. Bulk that won't fit the window leaves
	// single calls a larger reserve.
	More int
}

// Governor rations the requests that calls with one token send to one store. Implementations are safe for concurrent use.
//
// The contract, which the package governortest checks:
//
//   - A request is sent only between a successful Acquire and its release, which is called exactly once with the answer.
//   - The quota is learned from answers alone. Until the first one that carries a quota (or succeeds without any) arrives, one request
//     is in flight. An answer without a quota never means that none is left.
//   - Requests that fit the quota are let through without delay; when it is spent, callers wait for the next window. A store that
//     grants a fixed quota per window never answers 429 once the first answer has been seen, and as long as there is demand at least
//     98 % of each window are used. What other apps use is noticed from the answers.
//   - Single calls go ahead of bulk, which leaves them a reserve. Within a priority the operations that wait take turns, so that none
//     starves another; within an operation it is first come, first served.
//   - Acquire returns as soon as its context ends. A caller that can't be served before its context's deadline gets a
//     *[WaitError] at once, as soon as that is known.
//   - A 429 that no spent quota explains is a cap on concurrency: half as many requests are in flight for a while, with a pause that differs
//     between clients, and then more again.
type Governor interface {
	// Acquire waits until a request may be sent. Its error is the context's, a *[WaitError], or a fault of the governor; nothing
	// may be sent then, and there is nothing to release.
	Acquire(ctx context.Context, demand Demand) (release func(Answer), err error)
}

// Answer is what a governor learns from one request.
type Answer struct {
	// Sent is false when the request never reached the store, and so cost nothing.
	Sent bool
	// Status is the HTTP status, 0 when no answer came.
	Status int
	// Quota is what the answer's headers say.
	Quota Quota
	// RetryAfter is how long a limited answer asks to wait, 0 when it doesn't say.
	RetryAfter time.Duration
}

// Quota is the state of the store's window as an answer's headers give it.
type Quota struct {
	// Known is false when the answer carries no quota.
	Known bool
	// Limit is how many requests the window grants in all, Left how many of them are left.
	Limit, Left int
	// Window is the window's length, Reset the time until the next one begins.
	Window, Reset time.Duration
}

// WaitError is what [Governor.Acquire] returns to a caller that can't be served before its deadline.
type WaitError struct {
	// Wait is how long the caller would have to wait.
	Wait time.Duration
}

// Error says how long the wait would be.
func (e *WaitError) Error() string {
	return fmt.Sprintf("the quota is free again in %v, which is too late for this call", e.Wait.Round(time.Millisecond))
}
