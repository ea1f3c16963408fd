package bigcommerce

import (
	"context"
	"time"
)

// Hook observes every attempt to send a request. It is called before the request is sent, may derive a context for it, and
// returns the function (or nil) that is called once when the attempt has ended. It must not block.
type Hook func(ctx context.Context, attempt Attempt) (context.Context, func(Outcome))

// Attempt is one sending of a request.
type Attempt struct {
	Store StoreHash
	// API names the operation: "PUT /v3/catalog/products/{product_id}".
	API    string
	Method string
	Path   string
	// Number counts the attempts of the call from 1.
	Number int
	// Waited is how long the call has waited so far, for quota and between tries.
	Waited time.Duration
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
}
