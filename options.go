package connector

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Option configures the connector. One that can't be used is reported by [registry.New].
type Option func(*settings)

type settings struct {
	client    []bigcommerce.Option
	logger    *slog.Logger
	observers []registry.Observer
}

// WithClient passes options to the REST client: retries, user agent, a governor shared by several machines, a telemetry hook.
func WithClient(options ...bigcommerce.Option) Option {
	return func(s *settings) { s.client = append(s.client, options...) }
}

// WithBaseURL sets the address that /stores/{store_hash}/v2 and /v3 are appended to; the default is https://api.bigcommerce.com.
// It must be https, or http to this machine.
func WithBaseURL(address string) Option { return WithClient(bigcommerce.WithBaseURL(address)) }

// WithTransport sets what sends the requests, below quota, retries and timeouts.
func WithTransport(transport http.RoundTripper) Option {
	return WithClient(bigcommerce.WithTransport(transport))
}

// WithTimeout bounds each attempt, from sending the request to reading the last byte of the answer; the default is a minute.
func WithTimeout(timeout time.Duration) Option { return WithClient(bigcommerce.WithTimeout(timeout)) }

// WithMaxWait bounds how long one request waits in all, for quota and between tries; the default is five minutes.
func WithMaxWait(wait time.Duration) Option { return WithClient(bigcommerce.WithMaxWait(wait)) }

// WithDeliveryAge sets how long after its signing a webhook delivery is taken; the default is five minutes. BigCommerce tries for two days to
// deliver, and it is not documented whether it signs each try anew.
func WithDeliveryAge(age time.Duration) Option { return WithClient(bigcommerce.WithDeliveryAge(age)) }

// WithSignedDeliveries refuses webhook deliveries that are not signed, or whose signature can't be checked because the credential has no client
// secret. Without it the secret header of every webhook decides, and a signature where there is one.
func WithSignedDeliveries() Option { return WithClient(bigcommerce.WithSignedDeliveries()) }

// WithLogger sets where the connector writes one event per call of the engine and one per request; docs/observability.md lists them. What goes well is told at
// debug level, what is tried again or was repaired at info, what needs somebody's attention at warn, and panics at error. Events
// never carry inputs, records, queries, bodies or secrets.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) {
		s.logger = logger
		if logger == nil {
			s.client = append(s.client, bigcommerce.WithLogger(nil)) // which refuses it
			return
		}
		s.client = append(s.client, bigcommerce.WithLogger(slog.New(operationHandler{logger.Handler()})))
		s.observers = append(s.observers, logCalls(logger))
	}
}

// WithObserver adds one who observes every call of the engine: tracing and metrics attach here, together with [WithHook].
func WithObserver(observer registry.Observer) Option {
	return func(s *settings) { s.observers = append(s.observers, observer) }
}

// WithHook adds one who observes every attempt to send a request. Its context descends from that of the call's observers.
func WithHook(hook bigcommerce.Hook) Option { return WithClient(bigcommerce.WithHook(hook)) }
