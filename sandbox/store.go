package sandbox

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// Store is a BigCommerce store in memory. It is an http.Handler and may be used by many goroutines at once.
type Store struct {
	hash    string
	tokens  map[string][]string
	clock   func() time.Time
	latency time.Duration
	logger  *slog.Logger

	clientSecret string
	retries      []time.Duration
	copies       int               // of each delivery
	transport    http.RoundTripper // of deliveries; nil for one of each Deliver's own

	quota     quota
	counters  *counters
	faults    faults
	late      backlog
	outbox    outbox
	blocklist blocklist
	router    router

	shop *shop

	mu        sync.RWMutex // guards everything below
	backdated time.Time    // the time of the write that takes effect late; zero for now
	catalog
	people
	sales
	information
	webhooks
	carting
	shelving
	tagging
}

// New builds a store with its shop.
func New(opts ...Option) *Store {
	o := defaultOptions()
	for _, option := range opts {
		option(&o)
	}
	if o.empty {
		o.products, o.customers, o.orders = 0, 0, 0
	}
	s := &Store{
		hash:     o.hash,
		tokens:   o.tokens,
		clock:    o.clock,
		latency:  o.latency,
		logger:   o.logger,
		quota:    quota{requests: o.quota, window: o.window},
		counters: newCounters(),
		router:   newRouter(endpoints()),
		faults:   newFaults(cmp.Or(o.faultSeed, o.seed)),
		late:     backlog{wake: make(chan struct{}, 1)},
		outbox:   outbox{wake: make(chan struct{}, 1)},

		clientSecret: o.clientSecret,
		retries:      o.retries,
		copies:       o.copies,
		transport:    o.transport,
	}
	s.AddFault(o.faults...)
	s.seed(o)
	s.openHooks()
	return s
}

// now is the store's time in whole seconds, as records carry it. The store's lock is held.
func (s *Store) now() time.Time {
	now := s.backdated
	if now.IsZero() {
		now = s.clock()
	}
	return now.UTC().Truncate(time.Second)
}

// Serve answers requests on the listener and sends the events of webhooks until the context ends; then it closes the listener
// and all connections and returns nil.
func (s *Store) Serve(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	server := &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 30 * time.Second,
	}
	var closing sync.WaitGroup
	closing.Go(func() {
		<-ctx.Done()
		_ = server.Close() // what can fail is the closing of a listener that is gone already
	})
	closing.Go(func() { _ = s.Deliver(ctx) }) // it ends with the context and with no other error
	err := server.Serve(listener)
	if ctx.Err() != nil && errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	cancel()
	closing.Wait()
	return err
}
