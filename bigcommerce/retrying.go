package bigcommerce

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
)

// retryTransport repeats attempts as decide says, within the call's bounds on tries and waiting.
type retryTransport struct {
	next   http.RoundTripper
	tries  int
	logger *slog.Logger
	store  StoreHash
}

// RoundTrip implements [http.RoundTripper].
func (t *retryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	exchange := exchangeOf(req)
	ctx := req.Context()
	for {
		exchange.begin()
		resp, err := t.next.RoundTrip(req)
		var out outcome
		if err != nil {
			if !errors.As(err, &out.fault) {
				return nil, err
			}
		} else {
			out.status, out.header = resp.StatusCode, resp.Header
		}
		d := decide(exchange.call.class, req.Method, out, exchange.attempt, exchange.ambiguous, rand.Float64()) //nolint:gosec // spreads load, hides nothing
		if d.again {
			exchange.retryAfter = d.delay
			d.again = exchange.attempt < t.tries && exchange.affords(ctx, d.delay)
		}
		t.log(req, exchange, out, d)
		exchange.end(d.reason)
		exchange.ambiguous = exchange.ambiguous || d.ambiguous
		if d.gone {
			resp.StatusCode, resp.Status = http.StatusNoContent, "204 No Content"
			resp.Body = memoryBody{Reader: bytes.NewReader(nil)}
			return resp, nil
		}
		if !d.again {
			return resp, err
		}
		if failed := exchange.waiting(ctx, func(ctx context.Context) error { return sleep(ctx, d.delay) }); failed != nil {
			return nil, failed
		}
	}
}
