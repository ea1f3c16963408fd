package bigcommerce

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// retryClass says what may be done when it is unknown whether a request was executed.
type retryClass uint8

const (
	// never is for writes that must not be repeated; the zero value, so that a forgotten class is a careful one.
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
	// any tells that nothing is known of the answer, which need not be a list where a page is read.
	any bool
	// more is how many further pages the list is known to have; 0 when that is unknown.
	more int
	// api names the operation in errors and logs, such as "PUT /v3/catalog/products/{product_id}".
	api string
	// scope is the OAuth scope that the operation needs, such as store_v2_customers; blank is found out by the path.
	scope string
}

// response is the answer to a call.
type response struct {
	status int
	header http.Header
	// body is valid JSON or empty.
	body []byte
	// waited is how long the call waited before it was sent.
	waited time.Duration
	// unsettled tells that an earlier try of the call may have been executed, too.
	unsettled bool
}

// do sends the call. Every error is an *Error; with a KindPartial error the response carries what was saved.
func (c *Client) do(ctx context.Context, call call) (response, error) {
	address, body, err := c.prepare(call)
	if err != nil {
		return response{}, err
	}
	call.bulk = call.bulk || c.bulk
	c.store.busy.Add(1)
	defer func() {
		c.store.touch(time.Now())
		c.store.busy.Add(-1)
	}()
	exchange := &exchange{call: call, token: c.store.token, maxWait: c.store.pool.options.maxWait}
	if err := ctx.Err(); err != nil {
		return response{}, c.faultError(exchange, canceled(err, false))
	}
	request := c.store.resty.R().SetContext(exchange.in(ctx))
	if body != nil {
		request.SetBody(bytes.NewReader(body))
	}
	got, err := request.Execute(call.method, address)
	if err != nil {
		var f *fault
		if errors.As(err, &f) {
			return response{}, c.faultError(exchange, f)
		}
		return response{}, c.faultError(exchange, &fault{reason: lost, sent: true, err: err})
	}
	c.store.clock.learn(got.Header(), time.Now())
	answer := response{status: got.StatusCode(), header: got.Header(), body: got.RawResponse.Body.(memoryBody).data, waited: exchange.waited, unsettled: exchange.ambiguous}
	if answer.status >= 200 && answer.status < 300 && answer.status != http.StatusMultiStatus {
		return answer, nil
	}
	answer.body = c.store.token.redactBytes(answer.body)
	return answer, c.statusError(exchange, answer.status, answer.body)
}

// prepare checks the call and encodes its address and body.
func (c *Client) prepare(call call) (address string, body []byte, err error) {
	if c.store.pool.closed.Load() {
		return "", nil, &Error{Kind: KindInternal, Code: "bigcommerce.closed", Message: "The connector has been closed.", API: call.api}
	}
	if fault := c.store.token.fault(); fault != "" {
		return "", nil, &Error{Kind: KindUnauthorized, Code: "bigcommerce.token", API: call.api, Message: "Nothing was sent: " + fault + ". Copy it again, or make one " + whereTokens + "."}
	}
	if hash := c.store.key.Hash; !hash.isValid() {
		_, err := ParseStoreHash(string(hash))
		return "", nil, requestError(call.api, cmp.Or(err, errors.New("the store hash was not parsed")))
	}
	if err := checkPath(call.path); err != nil {
		return "", nil, requestError(call.api, err)
	}
	values, err := queryValues(call.query)
	if err != nil {
		return "", nil, requestError(call.api, fmt.Errorf("its query can't be encoded: %w", err))
	}
	body, err = encodeBody(call.body)
	if err != nil {
		return "", nil, requestError(call.api, err)
	}
	address = c.store.address + call.path
	if len(values) > 0 {
		address += "?" + encodeQuery(values)
	}
	return address, body, nil
}
