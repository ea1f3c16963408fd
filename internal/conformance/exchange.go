package conformance

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
)

// Callers are, by operation of the documents, the operations of the connector that call it, each once.
type Callers map[string][]string

// Join adds those of others.
func (c Callers) Join(others Callers) {
	for operation, callers := range others {
		for _, caller := range callers {
			c.add(operation, caller)
		}
	}
}

func (c Callers) add(operation, caller string) {
	if operation != "" && caller != "" && !slices.Contains(c[operation], caller) {
		c[operation] = append(c[operation], caller)
	}
}

// Recorder is a transport that holds every request that passes through it against the documents, and every response too
// when Responses is set.
type Recorder struct {
	// Specs judge the exchanges.
	Specs *Specs
	// Next sends the requests.
	Next http.RoundTripper
	// Responses says whether the answers are judged as well as the requests.
	Responses bool

	mu         sync.Mutex
	requests   int
	caller     string
	callers    Callers
	violations []Violation
}

// RoundTrip passes the request on unchanged.
func (r *Recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	var sent []byte
	if request.Body != nil {
		var err error
		if sent, err = io.ReadAll(request.Body); err != nil {
			return nil, fmt.Errorf("read the request: %w", err)
		}
		_ = request.Body.Close()
		request = request.Clone(request.Context())
		request.Body = io.NopCloser(bytes.NewReader(sent))
	}
	r.add(r.Specs.operation(request), r.Specs.Request(request, sent))
	response, err := r.Next.RoundTrip(request)
	if err != nil || !r.Responses {
		return response, err
	}
	received, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(received))
	if err != nil {
		return nil, fmt.Errorf("read the response: %w", err)
	}
	r.mu.Lock()
	r.violations = append(r.violations, r.Specs.Response(request, response.StatusCode, response.Header, received)...)
	r.mu.Unlock()
	return response, nil
}

func (r *Recorder) add(operation string, violations []Violation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests++
	if r.callers == nil {
		r.callers = Callers{}
	}
	r.callers.add(operation, r.caller)
	r.violations = append(r.violations, violations...)
}

// Requests returns how many requests passed.
func (r *Recorder) Requests() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.requests
}

// CalledBy says whose the requests are from now on: an operation of the connector, or nobody's that counts when it is "".
func (r *Recorder) CalledBy(caller string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.caller = caller
}

// Callers returns whose requests called which operation of the documents.
func (r *Recorder) Callers() Callers {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.callers)
}

// Violations returns what the exchanges violated so far.
func (r *Recorder) Violations() []Violation {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Violation(nil), r.violations...)
}

// Handler returns a handler that answers as next does and reports what its responses violate.
func (s *Specs) Handler(next http.Handler, report func([]Violation)) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		recorded := httptest.NewRecorder()
		next.ServeHTTP(recorded, request)
		body := recorded.Body.Bytes()
		if violations := s.Response(request, recorded.Code, recorded.Header(), body); len(violations) > 0 {
			report(violations)
		}
		maps.Copy(writer.Header(), recorded.Header())
		writer.WriteHeader(recorded.Code)
		_, _ = writer.Write(body)
	})
}
