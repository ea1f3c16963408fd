package bigcommerce

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/sync/semaphore"
)

// otherWrites is the cap of writes that BigCommerce documents none for: what its documentation once asked of all of them.
const otherWrites = 3

// concurrencyCap is a documented bound on parallel requests of one store. A star stands for one segment.
type concurrencyCap struct {
	methods string
	path    string
	limit   int64
	// each is set when every path has its own bound, such as the refunds of one order.
	each bool
}

// concurrencyCaps are the documented bounds; the first that matches counts.
var concurrencyCaps = []concurrencyCap{
	{methods: "PUT", path: "/v3/customers", limit: 3},
	{methods: "POST", path: "/v3/customers", limit: 10},
	{methods: "POST PUT", path: "/v3/customers/attributes", limit: 3},
	{methods: "PUT", path: "/v3/customers/attribute-values", limit: 3},
	{methods: "POST", path: "/v3/customers/addresses", limit: 10},
	{methods: "PUT", path: "/v3/customers/addresses", limit: 3},
	{methods: "PUT", path: "/v3/customers/form-field-values", limit: 10},
	{methods: "GET", path: "/v3/catalog/categories", limit: 40},
	{methods: "GET PUT", path: "/v3/catalog/categories/*", limit: 40},
	{methods: "GET", path: "/v3/catalog/trees/*/categories", limit: 1},
	{methods: "PUT DELETE", path: "/v3/catalog/products/category-assignments", limit: 1},
	{methods: "PUT DELETE", path: "/v3/catalog/products/channel-assignments", limit: 1},
	{methods: "GET POST DELETE", path: "/v2/customer_groups", limit: 40},
	{methods: "GET POST PUT DELETE", path: "/v3/inventory/locations", limit: 50},
	{methods: "PUT", path: "/v3/pricelists/records", limit: 1},
	{methods: "POST", path: "/v3/pricelists/records", limit: 10},
	{methods: "PUT", path: "/v3/pricelists/*/records", limit: 2},
	{methods: "GET POST", path: "/v3/pricelists/*/records", limit: 10},
	{methods: "GET", path: "/v3/promotions", limit: 40},
	{methods: "POST PUT DELETE", path: "/v3/promotions", limit: 10},
	{methods: "GET POST PUT DELETE", path: "/v3/segments", limit: 10},
	{methods: "POST", path: "/v3/orders/*/payment_actions/refunds", limit: 1, each: true},
}

// familyOf returns the name and the bound of the endpoint family that a request belongs to; a bound of 0 is none.
func familyOf(method, path string) (name string, limit int64) {
	for _, bound := range concurrencyCaps {
		if strings.Contains(bound.methods, method) && matchPath(bound.path, path) {
			if bound.each {
				return method + " " + path, bound.limit
			}
			return method + " " + bound.path, bound.limit
		}
	}
	if method == http.MethodGet || method == http.MethodHead {
		return "", 0
	}
	return method + " " + withoutIDs(path), otherWrites
}

// matchPath reports whether the pattern's segments, of which a star is any, are those of the path.
func matchPath(pattern, path string) bool {
	for pattern != "" && path != "" {
		var want, got string
		want, pattern = nextSegment(pattern)
		got, path = nextSegment(path)
		if want != "*" && want != got {
			return false
		}
	}
	return pattern == path
}

// withoutIDs replaces the segments that begin with a digit by a star.
func withoutIDs(path string) string {
	var name strings.Builder
	for path != "" {
		var segment string
		segment, path = nextSegment(path)
		if segment != "" && segment[0] >= '0' && segment[0] <= '9' {
			segment = "*"
		}
		name.WriteString("/" + segment)
	}
	return name.String()
}

func nextSegment(path string) (segment, rest string) {
	path = strings.TrimPrefix(path, "/")
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

// family counts the parallel requests of an endpoint family; it exists while somebody uses it.
type family struct {
	slots *semaphore.Weighted
	users int
}

// capTransport keeps to the concurrency caps of the endpoint families, first come, first served.
type capTransport struct {
	next http.RoundTripper
	// prefix is the store's own part of the path.
	prefix string

	mu       sync.Mutex
	families map[string]*family
}

// RoundTrip implements [http.RoundTripper].
func (t *capTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	name, limit := familyOf(req.Method, strings.TrimPrefix(req.URL.Path, t.prefix))
	if limit == 0 {
		return t.next.RoundTrip(req)
	}
	used := t.enter(name, limit)
	defer t.leave(name, used)
	wait := func(ctx context.Context) error { return used.slots.Acquire(ctx, 1) }
	if !used.slots.TryAcquire(1) {
		if err := exchangeOf(req).waiting(req.Context(), wait); err != nil {
			return nil, err
		}
	}
	defer used.slots.Release(1)
	return t.next.RoundTrip(req)
}

func (t *capTransport) enter(name string, limit int64) *family {
	t.mu.Lock()
	defer t.mu.Unlock()
	used, ok := t.families[name]
	if !ok {
		used = &family{slots: semaphore.NewWeighted(limit)}
		t.families[name] = used
	}
	used.users++
	return used
}

func (t *capTransport) leave(name string, used *family) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if used.users--; used.users == 0 {
		delete(t.families, name)
	}
}
