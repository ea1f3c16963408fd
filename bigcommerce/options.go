package bigcommerce

import (
	"log/slog"
	"net/http"
	"time"
)

type options struct{}

// Option configures a [Pool]. It may refuse its value; [NewPool] reports all refusals at once.
type Option func(*options) error

func WithBaseURL(address string) Option                { return func(*options) error { return nil } }
func WithTransport(transport http.RoundTripper) Option { return func(*options) error { return nil } }
func WithLogger(logger *slog.Logger) Option            { return func(*options) error { return nil } }
func WithTimeout(timeout time.Duration) Option         { return func(*options) error { return nil } }
func WithMaxWait(wait time.Duration) Option            { return func(*options) error { return nil } }
func WithRetries(retries int) Option                   { return func(*options) error { return nil } }
func WithUserAgent(agent string) Option                { return func(*options) error { return nil } }
