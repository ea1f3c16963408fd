package sandbox

import (
	"log/slog"
	"net/http"
	"slices"
	"time"
)

// DefaultStoreHash is the hash of the store unless [WithStoreHash] says otherwise.
const DefaultStoreHash = "sandbox1"

// DefaultToken is a token that is always valid. It has every scope unless [WithToken] gives it others.
const DefaultToken = "sandbox-token"

// Option changes how [New] builds a store.
type Option func(*options)

type options struct {
	seed      uint64
	empty     bool
	products  int
	customers int
	orders    int
	quota     int
	window    time.Duration
	latency   time.Duration
	hash      string
	tokens    map[string][]string
	clock     func() time.Time
	logger    *slog.Logger
	faults    []Fault
	faultSeed uint64

	clientSecret string
	retries      []time.Duration
	copies       int
	transport    http.RoundTripper
}

func defaultOptions() options {
	return options{
		seed:      1,
		products:  320,
		customers: 120,
		orders:    240,
		window:    30 * time.Second,
		hash:      DefaultStoreHash,
		tokens:    map[string][]string{DefaultToken: Scopes()},
		clock:     time.Now,
		logger:    slog.New(slog.DiscardHandler),
		retries:   retrySchedule(),
		copies:    1,
	}
}

// WithSeed chooses another shop: the same seed gives the same records. The default is 1.
func WithSeed(seed uint64) Option { return func(o *options) { o.seed = seed } }

// WithEmptyStore leaves out everything that a new store doesn't have: only the default channel, category tree, location and
// the order statuses exist.
func WithEmptyStore() Option { return func(o *options) { o.empty = true } }

// WithProducts sets the size of the seeded catalog. Large catalogs (100,000 and more) cost next to no memory.
func WithProducts(count int) Option { return func(o *options) { o.products = max(count, 0) } }

// WithCustomers sets the number of seeded customers.
func WithCustomers(count int) Option { return func(o *options) { o.customers = max(count, 0) } }

// WithOrders sets the number of seeded orders.
func WithOrders(count int) Option { return func(o *options) { o.orders = max(count, 0) } }

// WithQuota allows so many requests per window; further ones are answered 429 until the next window begins. Without this
// option, and with 0 requests, nothing is limited and the headers tell of a large quota. A window of 0 means 30 seconds.
func WithQuota(requests int, window time.Duration) Option {
	return func(o *options) {
		o.quota = requests
		if window > 0 {
			o.window = window
		}
	}
}

// WithLatency delays every answer. Requests that wait count as running at the same time.
func WithLatency(delay time.Duration) Option { return func(o *options) { o.latency = delay } }

// WithToken adds a token with the given scopes (names as in [Scopes], or their read-only forms; [ParseScopes] reads them in the control panel's
// words). No scopes means a valid token that may do nothing that needs one. With [DefaultToken] it replaces that one's scopes.
func WithToken(token string, scopes ...string) Option {
	return func(o *options) { o.tokens[token] = scopes }
}

// WithStoreHash sets the hash in the store's paths: lower-case letters and digits.
func WithStoreHash(hash string) Option { return func(o *options) { o.hash = hash } }

// WithClock replaces the clock that dates records and runs the quota windows.
func WithClock(now func() time.Time) Option { return func(o *options) { o.clock = now } }

// WithLogger logs each request with its status at debug level. Tokens and bodies are never logged.
func WithLogger(logger *slog.Logger) Option { return func(o *options) { o.logger = logger } }

// WithFault makes requests or deliveries fail; see [Fault]. It can be given several times.
func WithFault(faults ...Fault) Option {
	return func(o *options) { o.faults = append(o.faults, faults...) }
}

// WithFaultSeed chooses which matches are hit by faults with a Rate: the same ones for the same seed, when they come in the same
// order. The default, and 0, is the store's seed.
func WithFaultSeed(seed uint64) Option { return func(o *options) { o.faultSeed = seed } }

// WithClientSecret signs the deliveries of webhooks by Standard Webhooks with the client secret of the API account. Without it
// they are not signed.
func WithClientSecret(secret string) Option { return func(o *options) { o.clientSecret = secret } }

// WithRetrySchedule sets the delays before a failed delivery is tried again; after the last one its hook is deactivated. The
// default is the vendor's schedule of 48 hours. Without any delay the first failure deactivates the hook.
func WithRetrySchedule(delays ...time.Duration) Option {
	return func(o *options) { o.retries = slices.Clone(delays) }
}

// WithDuplicateDeliveries sends each delivery so many times, as the vendor does now and then. The default is 1.
func WithDuplicateDeliveries(copies int) Option {
	return func(o *options) { o.copies = max(copies, 1) }
}

// WithDeliveryTransport sends the deliveries of webhooks through the transport, for tests without a network.
func WithDeliveryTransport(transport http.RoundTripper) Option {
	return func(o *options) { o.transport = transport }
}
