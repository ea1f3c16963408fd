package bigcommerce

import (
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"
	"golang.org/x/sync/semaphore"
)

// store is what the calls to one store with one token share.
type store struct {
	pool  *Pool
	key   StoreKey
	token Token
	// address is where the paths of the store's API begin: https://api.bigcommerce.com/stores/{store_hash}.
	address string
	resty   *resty.Client
	// client is what callers get who ask for nothing special.
	client *Client
	// busy counts the calls under way, used is the time of the last one in Unix nanoseconds.
	busy atomic.Int64
	used atomic.Int64
	// arranging lets one goroutine at a time change the store's webhooks.
	arranging *semaphore.Weighted
	creations *creations
	labels    *statusLabels
	clock     clock
}

// newStore builds the store's transport stack: retry, circuit, concurrency caps, quota, the circuit's gate, attempt.
func newStore(pool *Pool, key StoreKey, token Token) *store {
	o := pool.options
	root := o.baseURL.JoinPath("stores", string(key.Hash))
	circuit := &circuit{retries: o.retries}
	stack := &retryTransport{
		tries:  o.retries + 1,
		logger: o.logger,
		store:  key.Hash,
		next: &circuitTransport{
			circuit: circuit,
			next: &capTransport{
				prefix:   "/" + strings.TrimPrefix(root.Path, "/"), // JoinPath puts no slash behind a host alone
				families: map[string]*family{},
				next: &quotaTransport{
					governor: o.governor(key),
					next: &gateTransport{
						circuit: circuit,
						next: &attemptTransport{
							base:      o.transport,
							root:      root,
							token:     token,
							header:    requestHeader(token, o.userAgent),
							timeout:   o.timeout,
							bodyLimit: o.bodyLimit,
							hooks:     o.hooks,
							logger:    o.logger,
							store:     key.Hash,
						},
					},
				},
			},
		},
	}
	client := resty.NewWithClient(&http.Client{Transport: stack}).
		SetLogger(silent{}).
		SetDisableWarn(true).
		SetDoNotParseResponse(true).
		SetHeaders(map[string]string{"Accept": jsonType, "Content-Type": jsonType, "User-Agent": o.userAgent}) // or resty finds out what it would set; the attempt sends its own
	s := &store{pool: pool, key: key, token: token, address: root.String(), resty: client, arranging: semaphore.NewWeighted(1), creations: newCreations(), labels: newStatusLabels()}
	s.client = newClient(s)
	return s
}

func (s *store) touch(now time.Time) { s.used.Store(now.UnixNano()) }

// idleSince returns for how long nothing has used the store; 0 while a call is under way.
func (s *store) idleSince(now time.Time) time.Duration {
	if s.busy.Load() > 0 {
		return 0
	}
	return now.Sub(time.Unix(0, s.used.Load()))
}

// silent is resty's logger: it says nothing, since resty would log addresses with their query.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}
