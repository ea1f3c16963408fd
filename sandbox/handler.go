package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxBody is the largest request body that is read, in bytes.
const maxBody = 16 << 20

// endpoint is one path with what can be done to it.
type endpoint struct {
	path       string // below the store, such as "/v3/customers"
	operations map[string]operation
}

// operation is one method on a path.
type operation struct {
	scope    string // which covers it; blank when any token will do
	parallel int    // how many requests may run at once; 0 for any number
	handle   func(*Store, *request) (answer, *refusal)
}

// request is a request of the API.
type request struct {
	*http.Request
	endpoint *endpoint // nil when there is none on the path
	hash     string    // of the store in the path
	below    string    // the path below the store, such as "/v3/customers"; "" outside of stores and of what the API has
	query    url.Values
	body     []byte
}

// id returns the number in the path, 0 for none.
func (r *request) id(name string) int64 {
	id, _ := strconv.ParseInt(r.PathValue(name), 10, 64)
	return id
}

// route names the request in statistics.
func (r *request) route() string {
	if r.endpoint == nil {
		return "other"
	}
	return r.Method + " " + r.endpoint.path
}

// ServeHTTP answers one request of the REST API.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	hash, below := splitPath(r.URL.Path)
	s.serve(w, &request{Request: r, endpoint: s.router.find(r, below), hash: hash, below: below})
}

// serve counts the request, finds its answer and writes it.
func (s *Store) serve(w http.ResponseWriter, r *request) {
	requestID := uuid("request", int64(s.counters.request(r.route())))
	scopes, known := s.scopesOf(r)
	state := s.quota.take(s.clock(), known)

	var result answer
	var struck Fault
	answered := true
	switch op, f := r.operation(scopes, known); {
	case f != nil && !known:
		result = f.at(r.below)
	case !state.allowed:
		result = tooManyRequests().at(r.below)
	case f != nil:
		result = f.at(r.below)
		if f.status == http.StatusMethodNotAllowed {
			result.header = http.Header{"Allow": {strings.Join(slices.Sorted(maps.Keys(r.endpoint.operations)), ", ")}}
		}
	default:
		result, struck, answered = s.run(r, op)
	}
	s.logger.LogAttrs(r.Context(), slog.LevelDebug, "request",
		slog.String("id", requestID), slog.String("route", r.route()), slog.Int("status", result.status), slog.Bool("dropped", !answered))
	if !answered {
		drop(w)
	}
	s.counters.answered(result)
	if !result.bare {
		state.write(w.Header())
	}
	w.Header().Set("X-Request-Id", requestID)
	w.Header().Set("Date", s.clock().Add(struck.ClockSkew).UTC().Format(http.TimeFormat))
	struck.write(r.Context(), w, result)
}

// run performs the request unless too many run beside it or a fault takes it, which is returned with the answer that it made; false when
// the connection is to be closed without an answer.
func (s *Store) run(r *request, op operation) (answer, Fault, bool) {
	if !s.counters.enter(r.route(), op.parallel) {
		result := tooManyRequests().at(r.below)
		result.bare = true
		return result, Fault{}, true
	}
	defer s.counters.leave(r.route())
	if !wait(r.Context(), s.latency) {
		return answer{}, Fault{}, false
	}
	struck, hit := s.strikeRequest(r.Method, r.below)
	var result answer
	switch {
	case struck.passes():
		var f *refusal
		if result, f = s.perform(r, op); f != nil {
			result = f.at(r.below)
		}
	case struck.CommitAfter > 0 && !r.reads():
		s.commitLater(r, op, struck.CommitAfter)
	}
	if hit {
		result = struck.answer(result)
	}
	return result, struck, wait(r.Context(), struck.HeaderDelay) && !struck.drops()
}

// operation finds what the request asks for, and checks all that can be checked before its query and body.
func (r *request) operation(scopes []string, known bool) (operation, *refusal) {
	v2 := strings.HasPrefix(r.below, "/v2/")
	switch {
	case r.below == "":
		return operation{}, notFound()
	case !known:
		return operation{}, refuse(http.StatusUnauthorized, titleUnauthorized)
	case v2 && !acceptsJSON(r.Header.Get("Accept")):
		return operation{}, refuse(http.StatusNotAcceptable, "The requested content type is not available: accept application/json.")
	case !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete}, r.Method):
		return operation{}, refuse(http.StatusNotImplemented, "The HTTP method "+r.Method+" is not known to the API.")
	case r.endpoint == nil && v2:
		return operation{}, refuse(http.StatusNotFound, titleNotFoundV2)
	case r.endpoint == nil:
		return operation{}, notFound()
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	op, offered := r.endpoint.operations[method]
	if !offered {
		return operation{}, refuse(http.StatusMethodNotAllowed, "The HTTP method "+r.Method+" is not allowed on this resource.")
	}
	if !allows(scopes, op.scope, r.Method) {
		return operation{}, refuse(http.StatusForbidden, titleForbidden)
	}
	return op, nil
}

// perform reads the request and runs the operation.
func (s *Store) perform(r *request, op operation) (answer, *refusal) {
	if f := r.read(); f != nil {
		return answer{}, f
	}
	return s.execute(r, op)
}

// read reads the query and the body.
func (r *request) read() (f *refusal) {
	var err error
	if r.query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		return refuse(http.StatusBadRequest, "The query string is malformed.")
	}
	r.body, f = readBody(r.Request)
	return f
}

// reads reports whether the request changes nothing.
func (r *request) reads() bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// execute runs the operation under the store's lock, after the late writes whose time has come.
func (s *Store) execute(r *request, op operation) (answer, *refusal) {
	if r.reads() {
		s.settleDue()
		s.mu.RLock()
		defer s.mu.RUnlock()
	} else {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.settle(false)
	}
	return op.handle(s, r)
}

// readBody returns the JSON body of a POST or PUT, and of the DELETE of many metafields.
func readBody(r *http.Request) ([]byte, *refusal) {
	switch {
	case r.Method == http.MethodPost, r.Method == http.MethodPut:
	case r.Method == http.MethodDelete && strings.HasSuffix(r.URL.Path, "/metafields"):
	default:
		return nil, nil
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != jsonType {
		return nil, refuse(http.StatusUnsupportedMediaType, "The Content-Type of the request must be application/json.")
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, refuse(http.StatusRequestEntityTooLarge, "The request payload is too large.")
	case err == nil && len(body) == 0 && takesNoBody(r.URL.Path):
	case err != nil || !json.Valid(body):
		return nil, refuse(http.StatusBadRequest, "Input is invalid")
	}
	return body, nil
}

// takesNoBody reports whether a POST to the path has nothing to say.
func takesNoBody(path string) bool {
	return strings.HasSuffix(path, "/payment_actions/capture") || strings.HasSuffix(path, "/payment_actions/void")
}

// wait spends the latency; false when the request ended meanwhile.
func wait(ctx context.Context, latency time.Duration) bool {
	if latency <= 0 {
		return true
	}
	timer := time.NewTimer(latency)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// splitPath cuts /stores/{hash}/v3/customers into the hash and /v3/customers, which is "" when the path is none of a store.
func splitPath(whole string) (hash, below string) {
	rest, ok := strings.CutPrefix(whole, "/stores/")
	if !ok {
		return "", ""
	}
	hash, below, _ = strings.Cut(rest, "/")
	if below = "/" + below; !strings.HasPrefix(below, "/v2/") && !strings.HasPrefix(below, "/v3/") {
		return hash, ""
	}
	return hash, below
}

// acceptsJSON reports whether an Accept header names JSON: a wildcard isn't enough for V2, which would answer in XML.
func acceptsJSON(accept string) bool {
	return slices.ContainsFunc(strings.Split(accept, ","), func(part string) bool {
		kind, _, _ := mime.ParseMediaType(part)
		return kind == jsonType
	})
}
