package bigcommerce

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultBaseURL   = "https://api.bigcommerce.com"
	defaultUserAgent = "bigcommerce-connector-go"
	defaultTimeout   = time.Minute
	defaultMaxWait   = 5 * time.Minute
	defaultRetries   = 4
	// defaultDeliveryAge is the tolerance that Standard Webhooks asks for.
	defaultDeliveryAge = 5 * time.Minute
)

type options struct {
	baseURL    *url.URL
	transport  http.RoundTripper
	logger     *slog.Logger
	timeout    time.Duration
	maxWait    time.Duration
	retries    int
	userAgent  string
	governor   func(StoreKey) Governor
	hooks      []Hook
	bodyLimit  int
	pagesAhead int
	// aheadLimit bounds the memory of the pages of one list that are fetched ahead.
	aheadLimit int64
	// deliveryAge, signedDeliveries and now are for webhook deliveries.
	deliveryAge      time.Duration
	signedDeliveries bool
	now              func() time.Time
}

// Option configures a [Pool]. It may refuse its value; [NewPool] reports all refusals at once.
type Option func(*options) error

// WithBaseURL sets the address that /stores/{store_hash}/v2 and /v3 are appended to; the default is https://api.bigcommerce.com.
// It must be https, or http to this machine. The token is sent to this host and to no other.
func WithBaseURL(address string) Option {
	return func(o *options) error {
		base, err := url.Parse(strings.TrimRight(strings.TrimSpace(address), "/"))
		if err != nil || base.Hostname() == "" || base.User != nil || base.RawQuery != "" || base.Fragment != "" {
			return fmt.Errorf("the base URL must be an address such as %s", defaultBaseURL)
		}
		if base.Scheme != "https" && (base.Scheme != "http" || !isLoopback(base.Hostname())) {
			return fmt.Errorf("the base URL %s must begin with https://: the API token would travel in the clear (http:// is for this machine only)", base)
		}
		o.baseURL = base
		return nil
	}
}

// WithTransport sets what sends the requests, below quota, retries and timeouts; the default is an [http.Transport] with
// HTTP/2 and compression. The pool doesn't close its connections.
func WithTransport(transport http.RoundTripper) Option {
	return func(o *options) error {
		if transport == nil {
			return errors.New("the transport is nil")
		}
		o.transport = transport
		return nil
	}
}

// WithLogger sets where one event per attempt goes; the default discards it. An attempt that brings an answer is told at debug level, one
// that is repeated at info, one with which the call gives up at warn. Events never carry queries, bodies or secrets.
func WithLogger(logger *slog.Logger) Option {
	return func(o *options) error {
		if logger == nil {
			return errors.New("the logger is nil")
		}
		o.logger = logger
		return nil
	}
}

// WithTimeout bounds each attempt, from sending the request to reading the last byte of the answer; the default is a minute.
func WithTimeout(timeout time.Duration) Option {
	return func(o *options) error {
		if timeout <= 0 {
			return fmt.Errorf("the timeout %v must be positive", timeout)
		}
		o.timeout = timeout
		return nil
	}
}

// WithMaxWait bounds how long one call waits in all, for quota and between tries; the default is five minutes. A call that would wait
// longer fails at once and says how long. The context of a call may bound it further.
func WithMaxWait(wait time.Duration) Option {
	return func(o *options) error {
		if wait < 0 {
			return fmt.Errorf("the longest wait %v must not be negative", wait)
		}
		o.maxWait = wait
		return nil
	}
}

// WithRetries sets how many times a failed request is tried again, where repeating it is harmless; the default is 4. It is also how many
// probes of a store that is down may fail before calls to it fail at once.
func WithRetries(retries int) Option {
	return func(o *options) error {
		if retries < 0 || retries > 100 {
			return fmt.Errorf("the number of retries %d must be between 0 and 100", retries)
		}
		o.retries = retries
		return nil
	}
}

// WithGovernor sets who rations the requests of a store, for instance one that several machines share. It is called once for
// each store and token.
func WithGovernor(governor func(StoreKey) Governor) Option {
	return func(o *options) error {
		if governor == nil {
			return errors.New("the governor is nil")
		}
		o.governor = governor
		return nil
	}
}

// WithPagesAhead sets how many pages of one list are fetched ahead of the caller at most; the default is 24. The list begins with one,
// and fetches more as long as the caller waits for pages and the quota allows. With 0 a page is asked for when its first record is.
func WithPagesAhead(pages int) Option {
	return func(o *options) error {
		if pages < 0 || pages > 100 {
			return fmt.Errorf("the number of pages ahead %d must be between 0 and 100", pages)
		}
		o.pagesAhead = pages
		return nil
	}
}

// WithUserAgent sets the User-Agent header: the name of your application.
func WithUserAgent(agent string) Option {
	return func(o *options) error {
		if strings.TrimSpace(agent) == "" || strings.ContainsFunc(agent, func(r rune) bool { return r < ' ' || r > '~' }) {
			return fmt.Errorf("the user agent %q must be printable ASCII and not blank", agent)
		}
		o.userAgent = agent
		return nil
	}
}

// WithHook adds one who observes every attempt: tracing and metrics attach here. Hooks are called in the order in which they were added, each
// with the context of the one before; their ends in the reverse order.
func WithHook(hook Hook) Option {
	return func(o *options) error {
		if hook == nil {
			return errors.New("the hook is nil")
		}
		o.hooks = append(o.hooks, hook)
		return nil
	}
}

// WithDeliveryAge sets how far the time at which a webhook delivery was signed may be from this machine's clock, in the past and in
// the future; the default is five minutes. Deliveries that wait in a queue before they are verified need more.
func WithDeliveryAge(age time.Duration) Option {
	return func(o *options) error {
		if age <= 0 {
			return fmt.Errorf("the age of deliveries %v must be positive", age)
		}
		o.deliveryAge = age
		return nil
	}
}

// WithSignedDeliveries makes the signature of webhook deliveries mandatory: unsigned ones are refused, and so are all when the client secret
// is not known. By default the signature is checked when it is there and the client secret is known.
func WithSignedDeliveries() Option {
	return func(o *options) error {
		o.signedDeliveries = true
		return nil
	}
}

// newOptions applies the options to the defaults and joins their refusals.
func newOptions(opts []Option) (options, error) {
	o := options{
		baseURL:    &url.URL{Scheme: "https", Host: strings.TrimPrefix(defaultBaseURL, "https://")},
		logger:     slog.New(slog.DiscardHandler),
		timeout:    defaultTimeout,
		maxWait:    defaultMaxWait,
		retries:    defaultRetries,
		userAgent:  defaultUserAgent,
		governor:   func(StoreKey) Governor { return NewGovernor() },
		bodyLimit:  defaultBodyLimit,
		pagesAhead: defaultPagesAhead,
		aheadLimit: mostAheadBytes,

		deliveryAge: defaultDeliveryAge,
		now:         time.Now,
	}
	var faults []error
	for _, opt := range opts {
		if opt == nil {
			continue
		}
		if err := opt(&o); err != nil {
			faults = append(faults, err)
		}
	}
	return o, errors.Join(faults...)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
