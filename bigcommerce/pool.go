package bigcommerce

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// idleAfter is how long a store's quota bookkeeping outlives its last call: far longer than any window.
	idleAfter = 15 * time.Minute
	// sweepEvery bounds how often the pool looks for idle stores.
	sweepEvery = time.Minute
)

// StoreKey names what calls share: a store as one token sees it. Two tokens of one store share nothing, so that a wrong token
// teaches nothing about the store.
type StoreKey struct {
	Hash StoreHash
	// TokenDigest stands for the token and doesn't reveal it.
	TokenDigest string
}

// Pool holds what calls share: connections, and for each store its quota. It starts no goroutine. Make one per process with
// [NewPool] and close it at the end.
type Pool struct {
	options options
	// own is the transport when the pool made it.
	own    *http.Transport
	closed atomic.Bool
	// started is when the pool was made.
	started time.Time

	mu     sync.Mutex
	stores map[StoreKey]*store
	swept  time.Time
}

// NewPool makes a pool. The error joins what all options refuse.
func NewPool(opts ...Option) (*Pool, error) {
	o, err := newOptions(opts)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	pool := &Pool{options: o, stores: map[StoreKey]*store{}, started: now, swept: now}
	if o.transport == nil {
		pool.own = newHTTPTransport()
		pool.options.transport = pool.own
	}
	return pool, nil
}

// Client returns a client of one store. Clients of the same store and token share its quota.
func (p *Pool) Client(hash StoreHash, token Token) *Client {
	return p.store(hash, token).client
}

// Close closes idle connections. Calls made afterwards are refused; those under way end by themselves.
func (p *Pool) Close() error {
	p.closed.Store(true)
	if p.own != nil {
		p.own.CloseIdleConnections()
	}
	return nil
}

// store returns what calls with this token share, and drops the stores that have been idle for long.
func (p *Pool) store(hash StoreHash, token Token) *store {
	digest := sha256.Sum256([]byte(token.reveal()))
	key := StoreKey{Hash: hash, TokenDigest: hex.EncodeToString(digest[:16])}
	now := time.Now()

	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.swept) >= sweepEvery {
		p.swept = now
		for key, s := range p.stores {
			if s.idleSince(now) >= idleAfter {
				delete(p.stores, key)
			}
		}
	}
	s, ok := p.stores[key]
	if !ok {
		s = newStore(p, key, token)
		p.stores[key] = s
	}
	s.touch(now)
	return s
}
