package sandbox

import (
	"maps"
	"net/http"
	"sync"
)

// Stats counts what a store was asked since it began.
type Stats struct {
	// Requests counts requests by route, such as "GET /v3/catalog/products/{product_id}"; "other" are those that fit none.
	Requests map[string]int
	// Total is the number of all requests.
	Total int
	// Limited counts answers 429 because the quota was used up.
	Limited int
	// Crowded counts answers 429 without rate-limit headers because too many requests ran on one endpoint at once.
	Crowded int
	// MaxConcurrent is the largest number of requests that ran at the same time.
	MaxConcurrent int
	// MaxConcurrentByRoute is the same for each route.
	MaxConcurrentByRoute map[string]int

	// Faults counts requests and deliveries that a [Fault] hit, by its [Fault.Kind].
	Faults map[string]int

	// Delivered counts deliveries of webhooks that were answered 2xx.
	Delivered int
	// DeliveriesFailed counts failed attempts, also those that were not sent because the destination is not on this machine or
	// is blocked.
	DeliveriesFailed int
	// DeliveriesDropped counts deliveries that were given up because the outbox was full, or because their hook was deleted or
	// inactive when they were due.
	DeliveriesDropped int
	// HooksDeactivated counts hooks that were deactivated after the last failed attempt.
	HooksDeactivated int
}

type counters struct {
	mu      sync.Mutex
	stats   Stats
	running map[string]int
	inAll   int
}

func newCounters() *counters {
	return &counters{
		stats:   Stats{Requests: map[string]int{}, MaxConcurrentByRoute: map[string]int{}, Faults: map[string]int{}},
		running: map[string]int{},
	}
}

// request counts a request in and returns how many there were so far.
func (c *counters) request(route string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats.Total++
	c.stats.Requests[route]++
	return c.stats.Total
}

// enter lets a request run, unless so many run on its route already that it has to be refused; 0 means any number.
func (c *counters) enter(route string, parallel int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if parallel > 0 && c.running[route] >= parallel {
		return false
	}
	c.inAll++
	c.running[route]++
	c.stats.MaxConcurrent = max(c.stats.MaxConcurrent, c.inAll)
	c.stats.MaxConcurrentByRoute[route] = max(c.stats.MaxConcurrentByRoute[route], c.running[route])
	return true
}

func (c *counters) leave(route string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inAll--
	c.running[route]--
}

// change counts in whatever way.
func (c *counters) change(count func(*Stats)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	count(&c.stats)
}

// answered counts the answers 429.
func (c *counters) answered(a answer) {
	if a.status != http.StatusTooManyRequests {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.bare {
		c.stats.Crowded++
	} else {
		c.stats.Limited++
	}
}

// Stats returns what the store was asked so far.
func (s *Store) Stats() Stats {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	stats := s.counters.stats
	stats.Requests = maps.Clone(stats.Requests)
	stats.Faults = maps.Clone(stats.Faults)
	stats.MaxConcurrentByRoute = maps.Clone(stats.MaxConcurrentByRoute)
	return stats
}
