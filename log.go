package connector

import (
	"context"
	"log/slog"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// logCalls returns an observer that writes one event per call, and one for each thing that a subscription had repaired.
func logCalls(logger *slog.Logger) registry.Observer {
	return func(ctx context.Context, call registry.Observation) (context.Context, func(registry.Conclusion)) {
		if call.Operation != "" {
			ctx = context.WithValue(ctx, operationKey{}, call.Operation)
		}
		return ctx, func(end registry.Conclusion) {
			for _, repaired := range end.Repaired {
				logger.LogAttrs(ctx, slog.LevelInfo, "bigcommerce subscription repaired",
					slog.String("operation", call.Operation), slog.String("store", call.Account), slog.String("repaired", repaired))
			}
			level := levelOf(end)
			if !logger.Enabled(ctx, level) {
				return
			}
			attributes := []slog.Attr{
				slog.String("method", string(call.Method)),
				slog.String("operation", call.Operation),
				slog.String("store", call.Account),
				slog.Int("inputs", call.Inputs),
				slog.Int("records", end.Records),
				slog.Duration("duration", end.Duration),
			}
			if end.Stopped {
				attributes = append(attributes, slog.Bool("stopped", true))
			}
			if end.Failure != nil {
				// Its message can name what the input named, such as an email address.
				attributes = append(attributes,
					slog.Int("failed", failed(end)),
					slog.String("type", string(end.Failure.Type)),
					slog.String("code", end.Failure.Code),
					slog.Int("status", end.Failure.Status),
					slog.Bool("retryable", end.Failure.Retryable),
				)
			}
			logger.LogAttrs(ctx, level, "bigcommerce call", attributes...)
		}
	}
}

// levelOf returns how loud the end of a call is told: by its worst failure. Most failures are the business of whoever called, who gets them; what
// may have been done, or half done, is to be looked after by people, and so is a fault of the connector.
func levelOf(end registry.Conclusion) slog.Level {
	level := slog.LevelDebug
	for kind := range end.Failed {
		switch kind {
		case registry.OutcomeUnknown, registry.Partial, registry.Internal:
			level = slog.LevelWarn
		default:
			level = max(level, slog.LevelInfo)
		}
	}
	return level
}

// failed returns how many inputs failed.
func failed(end registry.Conclusion) int {
	count := 0
	for _, number := range end.Failed {
		count += number
	}
	return count
}

type operationKey struct{}

// operationHandler adds to what the client logs the code of the operation that it works for, where that is known.
type operationHandler struct{ slog.Handler }

// Handle implements [slog.Handler].
func (h operationHandler) Handle(ctx context.Context, event slog.Record) error {
	if operation, ok := ctx.Value(operationKey{}).(string); ok {
		event = event.Clone()
		event.AddAttrs(slog.String("operation", operation))
	}
	return h.Handler.Handle(ctx, event)
}

// WithAttrs implements [slog.Handler].
func (h operationHandler) WithAttrs(attributes []slog.Attr) slog.Handler {
	return operationHandler{h.Handler.WithAttrs(attributes)}
}

// WithGroup implements [slog.Handler].
func (h operationHandler) WithGroup(name string) slog.Handler {
	return operationHandler{h.Handler.WithGroup(name)}
}
