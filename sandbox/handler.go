package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"path"
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
	handle   func(*Store, *request) (answer, *fault)
}

// request is a request that was let in.
type request struct {
	*http.Request
	query url.Values
	body  []byte
}

// id returns the number in the path, 0 for none.
func (r *request) id(name string) int64 {
	id, _ := strconv.ParseInt(r.PathValue(name), 10, 64)
	return id
}

// ServeHTTP answers one request of the REST API.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path.Clean(r.URL.Path) != r.URL.Path {
		s.serve(w, r, nil) // the mux would redirect it
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Store) serve(w http.ResponseWriter, r *http.Request, e *endpoint) {
	hash, below := splitPath(r.URL.Path)
	route := "other"
	if e != nil {
		route = r.Method + " " + e.path
	}
	s.counters.request(route)
	scopes, known := s.scopesOf(r, hash)
	state := s.quota.take(s.clock(), known)

	result, answered := s.handle(r, e, route, below, scopes, known, state)
	s.logger.LogAttrs(r.Context(), slog.LevelDebug, "request",
		slog.String("route", route), slog.Int("status", result.status), slog.Bool("dropped", !answered))
	if !answered {
		drop()
	}
	s.counters.answered(result)
	header := w.Header()
	header.Set("Date", s.clock().UTC().Format(http.TimeFormat))
	for name, values := range result.header {
		header[name] = values
	}
	if !result.bare {
		state.write(header)
	}
	if result.contentType != "" {
		header.Set("Content-Type", result.contentType)
	}
	w.WriteHeader(result.status)
	_, _ = w.Write(result.body) // a client that is gone needs no answer
}

// handle finds the answer; false when the connection is to be closed without one.
func (s *Store) handle(r *http.Request, e *endpoint, route, below string, scopes []string, known bool, state grant) (answer, bool) {
	op, f := s.admit(r, e, below, scopes, known, state)
	if f != nil {
		a := f.at(below)
		if f.status == http.StatusMethodNotAllowed {
			a.header = http.Header{"Allow": {strings.Join(methods(e), ", ")}}
		}
		return a, true
	}
	if !s.counters.enter(route, op.parallel) {
		a := tooManyRequests().at(below)
		a.bare = true
		return a, true
	}
	defer s.counters.leave(route)

	if !wait(r, s.latency) {
		return answer{}, false
	}
	struck, hit := s.faults.strike(r.Method, below)
	var result answer
	if struck.passes() {
		result, f = s.perform(r, op)
		if f != nil {
			result = f.at(below)
		}
	}
	if hit {
		result = struck.answer(result)
	}
	return result, !struck.Drop
}

// admit checks all that comes before the request is looked at closely.
func (s *Store) admit(r *http.Request, e *endpoint, below string, scopes []string, known bool, state grant) (operation, *fault) {
	switch {
	case below == "":
		return operation{}, notFound()
	case !known:
		return operation{}, refuse(http.StatusUnauthorized, titleUnauthorized)
	case !state.allowed:
		return operation{}, tooManyRequests()
	}
	v2 := strings.HasPrefix(below, "/v2/")
	if v2 && !acceptsJSON(r.Header.Get("Accept")) {
		return operation{}, refuse(http.StatusNotAcceptable, "The requested content type is not available: accept application/json.")
	}
	if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete}, r.Method) {
		return operation{}, refuse(http.StatusNotImplemented, "The HTTP method "+r.Method+" is not known to the API.")
	}
	if e == nil {
		if v2 {
			return operation{}, refuse(http.StatusNotFound, titleNotFoundV2)
		}
		return operation{}, notFound()
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	op, ok := e.operations[method]
	if !ok {
		return operation{}, refuse(http.StatusMethodNotAllowed, "The HTTP method "+r.Method+" is not allowed on this resource.")
	}
	if !allows(scopes, op.scope, r.Method) {
		return operation{}, refuse(http.StatusForbidden, titleForbidden)
	}
	return op, nil
}

// perform reads the request and runs the operation under the store's lock.
func (s *Store) perform(r *http.Request, op operation) (answer, *fault) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return answer{}, refuse(http.StatusBadRequest, "The query string is malformed.")
	}
	body, f := readBody(r)
	if f != nil {
		return answer{}, f
	}
	in := &request{Request: r, query: query, body: body}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		s.mu.RLock()
		defer s.mu.RUnlock()
	} else {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return op.handle(s, in)
}

// readBody returns the JSON body of a POST or PUT.
func readBody(r *http.Request) ([]byte, *fault) {
	if r.Method != http.MethodPost && r.Method != http.MethodPut {
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
	case err != nil || !json.Valid(body):
		return nil, refuse(http.StatusBadRequest, "Input is invalid")
	}
	return body, nil
}

// wait spends the latency; false when the request ended meanwhile.
func wait(r *http.Request, latency time.Duration) bool {
	if latency <= 0 {
		return true
	}
	timer := time.NewTimer(latency)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
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

// methods lists what an endpoint allows.
func methods(e *endpoint) []string {
	var all []string
	for method := range e.operations {
		all = append(all, method)
	}
	slices.Sort(all)
	return all
}
