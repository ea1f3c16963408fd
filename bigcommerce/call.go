package bigcommerce

import (
	"context"
	"net/http"
)

// retryClass says what may be done when it is unknown whether a request was executed.
type retryClass uint8

const (
	// never is for writes that must not be repeated; the zero value, so that a forgotten class is a safe one.
	never retryClass = iota
	// safe is for reads.
	safe
	// idempotent is for writes whose repetition changes nothing.
	idempotent
	// settle is for creates: an ambiguous failure is settled by looking the record up.
	settle
)

// call is one operation of the API as a service sends it.
type call struct {
	method string
	// path starts with /v2/ or /v3/; build it with pathf.
	path string
	// query is url.Values or a struct that go-querystring encodes.
	query any
	// body is encoded as JSON; nil sends none.
	body  any
	class retryClass
	// bulk marks the pages of a list that spans pages: single calls go ahead of them.
	bulk bool
	// api names the operation in errors and logs, such as "PUT /v3/catalog/products/{product_id}".
	api string
	// scope is the OAuth scope that the operation needs, such as store_v2_customers.
	scope string
}

// response is the answer to a call.
type response struct {
	status int
	header http.Header
	// body is valid JSON or empty.
	body []byte
}

// do sends the call. Every error is an *Error; with a KindPartial error the response carries what was saved.
func (c *Client) do(ctx context.Context, call call) (response, error) {
	return response{}, nil
}
