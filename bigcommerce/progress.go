package bigcommerce

import "time"

// progress is what hooks and the log tell about the attempt that an exchange is at.
type progress struct {
	// booked is what the call had waited when the attempt before ended, begun what it had waited when this one's turn began: between
	// them lies the back-off, and what is waited after begun is for quota.
	booked, begun time.Duration
	// repeats is the reason of the attempt before, "" for the first one.
	repeats string
	// took is how long the request was under way.
	took time.Duration
}

// begin counts an attempt, whose wait for quota follows.
func (e *exchange) begin() {
	e.attempt++
	e.begun, e.took = e.waited, 0
}

// end books an attempt that brought what the reason says.
func (e *exchange) end(reason string) {
	e.booked, e.repeats = e.waited, reason
}

// backoff returns how long the call waited between the attempt before and this one.
func (e *exchange) backoff() time.Duration { return e.begun - e.booked }

// quotaWait returns how long this attempt waited until it might be sent.
func (e *exchange) quotaWait() time.Duration { return e.waited - e.begun }
