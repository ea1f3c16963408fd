package bigcommerce

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Request is a call of any endpoint of the store's API.
type Request struct {
	// Method is GET, POST, PUT or DELETE.
	Method string
	// Path starts with /v2/ or /v3/ and has its segments escaped: "/v3/catalog/brands". It may end with a query.
	Path string
	// Query is added to the path's own.
	Query url.Values
	// Body is encoded as JSON; json.RawMessage is sent as it is. Nil sends none.
	Body any
	// MaxBytes bounds the answer, after decompression; 0 is 16 MiB, which is also the most. Pages of [Client.AllRecords] have the usual
	// bound.
	MaxBytes int
}

// Response is the answer to a [Request].
type Response struct {
	Status int
	Header http.Header
	// Body is valid JSON, or empty.
	Body json.RawMessage
}

// Date returns the store's clock when it answered, in whole seconds and UTC; zero when the answer doesn't say.
func (r Response) Date() time.Time { return dateOf(r.Header) }

// dateOf reads the Date header, zero when it is absent or no date.
func dateOf(header http.Header) time.Time {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date.UTC()
}

// Anything is the view of a record of which nothing is known.
type Anything struct{}

// Do calls any endpoint of the store's API, under the same quota, retries and errors as the services. Reads are repeated when they
// fail on the way, and so are PUT and DELETE, except a PUT whose repetition would add something again: of V2 orders, and of images, videos,
// custom fields or bulk prices of products. POST is not. With an error of kind [KindPartial] the response carries what was saved.
func (c *Client) Do(ctx context.Context, request Request) (Response, error) {
	call, err := request.call()
	if err != nil {
		return Response{}, err
	}
	answer, err := c.do(request.bounded(ctx), call)
	return Response{Status: answer.status, Header: answer.header, Body: answer.body}, err
}

// Records calls any endpoint like [Client.Do] and yields the records of its answer: those of the list, or the one that the answer is, without
// the data around them; none when there is no body. What is no object is in a member "value". With a [KindPartial] error come the
// records that were saved. What can do harm by a slip is a [KindInvalid], before anything is sent: a path that is not plainly one of the store, and
// a DELETE that could take more than is meant; see [Request.Check].
func (c *Client) Records(ctx context.Context, request Request) iter.Seq2[Record[Anything], error] {
	return func(yield func(Record[Anything], error) bool) {
		call, err := request.checked()
		if err != nil {
			yield(Record[Anything]{}, err)
			return
		}
		answer, err := c.do(request.bounded(ctx), call)
		if err == nil && call.class == safe && len(answer.body) == 0 && answer.status != http.StatusNoContent {
			err = missingSuccess(call, answer.status, "it is empty")
		}
		if err != nil && !isPartial(err) {
			yield(Record[Anything]{}, err)
			return
		}
		found, _ := unwrapped(isV2(call), answer.body)
		if len(found) > mostRecords {
			yield(Record[Anything]{}, missingSuccess(call, answer.status, tooMany))
			return
		}
		for _, raw := range found {
			if !yield(NewRecord[Anything](raw), nil) {
				return
			}
		}
		if err != nil {
			yield(Record[Anything]{}, err)
		}
	}
}

// AllRecords reads a list of any endpoint page by page, up to the limit, as the answers say how: by cursor, by number, or not at all when the
// answer is no list. The request must be a GET, and its query must have no paging of its own. It refuses what [Client.Records] refuses.
func (c *Client) AllRecords(ctx context.Context, request Request, opts ListOptions) iter.Seq2[Record[Anything], error] {
	return func(yield func(Record[Anything], error) bool) {
		call, err := request.checked()
		if err == nil {
			err = checkPaged(call)
		}
		if err != nil {
			yield(Record[Anything]{}, err)
			return
		}
		call.any = true
		walk[Anything](ctx, c, listing{call: call, strategy: anyPaging{}}, opts)(yield)
	}
}

// checkPaged refuses what can't be read page by page.
func checkPaged(call call) error {
	if call.method != http.MethodGet {
		return invalid(call.api, "/method", "Only GET can be read page by page: leave limit and return_all out.")
	}
	for _, name := range []string{"page", "limit", "after", "before"} {
		if values, _ := call.query.(url.Values); values.Has(name) {
			return invalid(call.api, "/query/"+name, fmt.Sprintf("The query has %q, which is set here when all pages are read: leave it out, or leave limit and return_all out.", name))
		}
	}
	return nil
}

// bounded returns the context with the bound of the answer.
func (r Request) bounded(ctx context.Context) context.Context {
	if r.MaxBytes > 0 {
		return (&allowance{limit: r.MaxBytes}).in(ctx)
	}
	return ctx
}

// call returns the request as a call.
func (r Request) call() (call, error) {
	method := cmp.Or(strings.ToUpper(r.Method), http.MethodGet)
	path, own, _ := strings.Cut(r.Path, "?")
	api := method + " " + shorten(path, 200)
	parsed, err := url.ParseQuery(own)
	if err != nil {
		return call{}, requestError(api, fmt.Errorf("the query of its path can't be read: %w", err))
	}
	values := maps.Clone(parsed)
	for name, added := range r.Query {
		values[name] = slices.Concat(values[name], added)
	}
	body, err := encodeBody(r.Body)
	if err != nil {
		return call{}, requestError(api, err)
	}
	class := never
	switch method {
	case http.MethodGet, http.MethodHead:
		class = safe
	case http.MethodDelete:
		class = idempotent
	case http.MethodPut:
		if !addsAgain(path, body) {
			class = idempotent
		}
	case http.MethodPost:
	default:
		return call{}, requestError(api, fmt.Errorf("the method must be GET, POST, PUT or DELETE, not %q", shorten(method, 20)))
	}
	made := call{method: method, path: path, query: values, class: class, api: api}
	if body != nil {
		made.body = encodedBody(body)
	}
	return made, nil
}

// addsAgain reports whether a PUT may add what it already added when it is repeated.
func addsAgain(path string, body []byte) bool {
	if !strings.HasPrefix(path, "/v3/catalog/products") {
		return strings.HasPrefix(path, "/v2/orders")
	}
	products := slices.Collect(elements(body))
	if startsWith(body, '{') {
		products = [][]byte{body}
	}
	return slices.ContainsFunc(products, func(product []byte) bool {
		return slices.ContainsFunc([]string{"images", "videos", "custom_fields", "bulk_pricing_rules"}, func(name string) bool { return member(product, name) != nil })
	})
}

// unwrapped returns the records of an answer, and whether it is a list of them.
func unwrapped(v2 bool, body []byte) (records [][]byte, list bool) {
	if data, wrapped := dataOf(body); !v2 && wrapped {
		body = data
	}
	if isNull(body) {
		return nil, false
	}
	if !startsWith(body, '[') {
		return [][]byte{asObject(body)}, false
	}
	for element := range elements(body) {
		if len(records) > mostRecords {
			break // nobody takes so many
		}
		records = append(records, asObject(element))
	}
	return records, true
}

// dataOf returns what a V3 answer carries: its data, nothing when it has only meta. It reports false for an answer that isn't wrapped.
func dataOf(body []byte) ([]byte, bool) {
	var data []byte
	others, found := 0, false
	for name, value := range members(body) {
		switch name {
		case "data":
			data, found = value, true
		case "meta":
		default:
			others++
		}
	}
	return data, found || others == 0 && startsWith(body, '{')
}

// asObject returns a record that is no object, such as the number of what was deleted, as one.
func asObject(record []byte) []byte {
	if startsWith(record, '{') {
		return record
	}
	return slices.Concat([]byte(`{"value":`), record, []byte{'}'})
}
