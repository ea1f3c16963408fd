package sandbox

import (
	"math/rand/v2"
	"path"
	"sync"
	"time"
)

// Fault makes matching requests, or matching deliveries of webhooks, go wrong. Blank fields match or change nothing. Those that say
// what goes wrong can be combined: a slow answer may be truncated, too.
//
// One request is hit by one fault at most, and so is one delivery. Faults that count (those without a Rate) come first, in the order
// in which they were added. Among those with a Rate one draw decides: their rates add up to the share of the requests that any of them
// hits. Requests that are refused for their token, their scope, their path or the quota are never hit.
type Fault struct {
	// Method is the HTTP method it applies to; blank for any.
	Method string
	// PathPattern is a pattern as in [path.Match] for the path below the store, such as "/v3/customers" or
	// "/v3/catalog/products/*"; blank for any.
	PathPattern string
	// Scope makes it a fault of deliveries: those of events that the scope covers, such as "store/order/*". It may be blank, for any
	// event, when Copies, LoseDelivery or DeliverAfter is set.
	Scope string
	// Nth is the first match that fails, counted from 1; 0 is the first.
	Nth int
	// Times is how many matches fail from then on; 0 for all.
	Times int
	// Rate is the share of the matches that fail, above 0 and up to 1, instead of Nth and Times. They are drawn from the store's
	// source, see [WithFaultSeed]: the same matches fail when they come in the same order. 0 is no rate: see [Mishaps] for one that may be 0.
	Rate float64

	// Commit lets the request take effect before it fails. Without it a request that is dropped or answered with Status
	// changes nothing.
	Commit bool
	// CommitAfter lets a write take effect so much later, on the store's clock, while it fails at once: with Status, otherwise dropped.
	// Nobody hears what the write is answered, or refused with, then. It takes the place of Commit. See [Store.Settle].
	CommitAfter time.Duration
	// Drop resets the connection without an answer. Where there is no connection to reset, as behind HTTP/2 or in a test without a
	// network, the handler panics with [net/http.ErrAbortHandler].
	Drop bool
	// Status answers with this status, Body and ContentType.
	Status int
	// Body is the body of the answer, as it is. Without a Status it replaces the body of the answer that the request got.
	Body string
	// EmptyBody takes the body of the answer away.
	EmptyBody bool
	// ContentType is the answer's content type; blank for application/json with a Status, otherwise for what the request got.
	ContentType string
	// NoRateLimitHeaders leaves the rate-limit headers out of the answer.
	NoRateLimitHeaders bool
	// Headers replaces headers of the answer, such as "X-Rate-Limit-Requests-Left"; the values go out as they are, whatever they claim.
	Headers map[string]string
	// ClockSkew is by how much the Date header goes fast, or slow when it is negative.
	ClockSkew time.Duration
	// HeaderDelay is how long the answer waits, after the request took effect.
	HeaderDelay time.Duration
	// BodyDelay is how long the body of the answer takes, dripped after its header.
	BodyDelay time.Duration
	// Truncate closes the connection halfway through the body; an answer that has none is dropped.
	Truncate bool

	// Copies sends the delivery so many times.
	Copies int
	// LoseDelivery never sends the delivery.
	LoseDelivery bool
	// DeliverAfter sends the delivery so much later.
	DeliverAfter time.Duration
}

// faults are the faults of a store with the number of requests that each has matched.
type faults struct {
	mu         sync.Mutex
	list       []*armedFault
	requests   *rand.Rand // draws for requests
	deliveries *rand.Rand // draws for deliveries, which leave those for requests as they are
}

type armedFault struct {
	Fault
	matched int
}

// newFaults seeds the draws.
func newFaults(seed uint64) faults {
	return faults{
		requests:   rand.New(rand.NewPCG(seed, 1)), //nolint:gosec // faults are to be the same each time
		deliveries: rand.New(rand.NewPCG(seed, 2)), //nolint:gosec // faults are to be the same each time
	}
}

// AddFault makes later requests or deliveries fail; see [Fault].
func (s *Store) AddFault(added ...Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for _, fault := range added {
		s.faults.list = append(s.faults.list, &armedFault{Fault: fault})
	}
}

// ClearFaults ends all faults. Writes that are to take effect later still do.
func (s *Store) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = nil
}

// strikeRequest returns the fault that hits the request, if one does.
func (s *Store) strikeRequest(method, below string) (Fault, bool) {
	return s.strike(s.faults.requests, func(f Fault) bool { return !f.ofDeliveries() && f.matches(method, below) })
}

// strikeDelivery returns the fault that hits a delivery of an event, if one does.
func (s *Store) strikeDelivery(event string) (Fault, bool) {
	return s.strike(s.faults.deliveries, func(f Fault) bool {
		return f.ofDeliveries() && (f.Scope == "" || covers(f.Scope, event))
	})
}

func (s *Store) strike(dice *rand.Rand, matches func(Fault) bool) (Fault, bool) {
	struck := s.faults.strike(dice, matches)
	if struck == nil {
		return Fault{}, false
	}
	s.counters.change(func(stats *Stats) { stats.Faults[struck.Kind()]++ })
	return struck.Fault, true
}

// strike returns the fault that hits what matches. Every matching fault that counts counts it.
func (f *faults) strike(dice *rand.Rand, matches func(Fault) bool) *armedFault {
	f.mu.Lock()
	defer f.mu.Unlock()
	var counted, drawn *armedFault
	draw, tossed := 0.0, false
	for _, fault := range f.list {
		switch {
		case !matches(fault.Fault) || drawn != nil && fault.Rate > 0:
		case fault.Rate > 0:
			if !tossed {
				draw, tossed = dice.Float64(), true
			}
			if draw < fault.Rate {
				drawn = fault
			}
			draw -= fault.Rate
		default:
			fault.matched++
			if counted == nil && fault.hits() {
				counted = fault
			}
		}
	}
	if counted != nil {
		return counted
	}
	return drawn
}

func (f Fault) ofDeliveries() bool {
	return f.Scope != "" || f.Copies > 0 || f.LoseDelivery || f.DeliverAfter > 0
}

func (f Fault) matches(method, below string) bool {
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
