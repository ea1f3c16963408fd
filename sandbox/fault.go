package sandbox

import (
	"net/http"
	"path"
	"slices"
	"sync"
)

// Fault makes matching requests fail. Blank fields match or change nothing.
type Fault struct {
	// Method is the HTTP method it applies to; blank for any.
	Method string
	// PathPattern is a pattern as in [path.Match] for the path below the store, such as "/v3/customers" or
	// "/v3/catalog/products/*"; blank for any.
	PathPattern string
	// Nth is the first matching request that fails, counted from 1; 0 is the first.
	Nth int
	// Times is how many requests fail from then on; 0 for all.
	Times int

	// Commit lets the request take effect before it fails. Without it a request that is dropped or answered with Status
	// changes nothing.
	Commit bool
	// Drop closes the connection without an answer.
	Drop bool
	// Status answers with this status, Body and ContentType.
	Status int
	// Body is the body of the answer, as it is.
	Body string
	// ContentType is the answer's content type; blank for application/json.
	ContentType string
	// NoRateLimitHeaders leaves the rate-limit headers out of the answer.
	NoRateLimitHeaders bool
}

// faults are the faults of a store with the number of requests that each has matched.
type faults struct {
	mu   sync.Mutex
	list []*armedFault
}

type armedFault struct {
	Fault
	matched int
}

// AddFault makes later requests fail; see [Fault].
func (s *Store) AddFault(fault Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = append(s.faults.list, &armedFault{Fault: fault})
}

// ClearFaults ends all faults.
func (s *Store) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = nil
}

// strike returns the first fault that hits the request. Every matching fault counts it.
func (f *faults) strike(method, below string) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var hits []Fault
	for _, fault := range f.list {
		if fault.matches(method, below) {
			fault.matched++
			if fault.hits() {
				hits = append(hits, fault.Fault)
			}
		}
	}
	if len(hits) == 0 {
		return Fault{}, false
	}
	return hits[0], true
}

func (f *armedFault) matches(method, below string) bool {
	if f.Method != "" && f.Method != method {
		return false
	}
	matched, err := path.Match(f.PathPattern, below)
	return f.PathPattern == "" || err == nil && matched
}

func (f *armedFault) hits() bool {
	first := max(f.Nth, 1)
	return f.matched >= first && (f.Times == 0 || f.matched < first+f.Times)
}

// answer replaces the answer of the request, which is the zero answer unless it was let through.
func (f Fault) answer(given answer) answer {
	if f.Status != 0 {
		contentType := f.ContentType
		if contentType == "" {
			contentType = jsonType
		}
		given = answer{status: f.Status, body: slices.Clone([]byte(f.Body)), contentType: contentType}
	}
	given.bare = given.bare || f.NoRateLimitHeaders
	return given
}

// passes reports whether the request takes effect.
func (f Fault) passes() bool { return f.Commit || !f.Drop && f.Status == 0 }

// drop closes the connection without an answer.
func drop() { panic(http.ErrAbortHandler) }
