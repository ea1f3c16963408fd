package bigcommerce

import (
	"log/slog"
	"net/http"
	"time"
)

// log writes the event of one attempt: debug when it brought an answer, info when it is repeated, warn when the call gives up although the
// store has not decided. What the store refuses is the caller's business, who gets it as an error. Events carry no query and no body.
func (t *retryTransport) log(req *http.Request, exchange *exchange, out outcome, d decision) {
	ctx := req.Context()
	level := levelOf(out, d)
	if !t.logger.Enabled(ctx, level) {
		return
	}
	status := out.status
	if out.fault != nil {
		status = out.fault.status
	}
	next, delay := "end", time.Duration(0)
	switch {
	case d.again:
		next, delay = "retry", d.delay
	case level == slog.LevelWarn:
		next = "give_up"
	}
	t.logger.LogAttrs(ctx, level, "bigcommerce attempt",
		slog.String("store", string(t.store)),
		slog.String("api", exchange.call.api),
		slog.Int("attempt", exchange.attempt),
		slog.Int("status", status),
		slog.String("decision", next),
		slog.String("reason", d.reason),
		slog.Duration("delay", delay),
		slog.Duration("quota_wait", exchange.quotaWait()),
		slog.Duration("backoff", exchange.backoff()),
		slog.Duration("duration", exchange.took),
		slog.String("request_id", exchange.requestID()),
		slog.String("circuit", exchange.pass.circuit),
	)
}

// levelOf returns how loud an attempt is told.
func levelOf(out outcome, d decision) slog.Level {
	switch {
	case d.again:
		return slog.LevelInfo
	case out.fault != nil && out.fault.reason == ended:
		return slog.LevelDebug
	case out.fault != nil, out.status == http.StatusTooManyRequests, out.status == http.StatusLocked, isAmbiguous(out.status):
		return slog.LevelWarn
	default:
		return slog.LevelDebug
	}
}
