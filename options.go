package connector

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// Option configures the connector. One that can't be used is reported by [registry.New].
type Option func(*settings)

type settings struct {
	client []bigcommerce.Option
	logger *slog.Logger
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

// WithLogger sets where the client writes one debug event per attempt, and the registry the places of panics. Events never
// carry bodies or secrets.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) {
		s.client = append(s.client, bigcommerce.WithLogger(logger))
		s.logger = logger
	}
}
