package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"runtime"
	"runtime/debug"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// guard stands between an operation's code and the engine: whatever goes wrong behind it comes out as a *Failure.
type guard struct {
	operation string
	explain   func(error, string) *Failure
	logger    *slog.Logger
	// secrets returns what no failure may show, such as a vendor's answer that repeats them. It may be nil.
	secrets func() []value.Secret
}

// protect yields what records yields. An error ends the sequence as a *Failure, and so does a panic. A panic of the consumer's
// own loop body passes through untouched.
func (g guard) protect(records iter.Seq2[json.RawMessage, error]) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		outside, ended := false, false
		hand := func(record json.RawMessage, err error) bool {
			outside = true
			ok := yield(record, err)
			outside, ended = false, !ok || err != nil
			return !ended
		}
		defer func() {
			if outside {
				return
			}
			if value := recover(); value != nil {
				failure := g.panicked(value)
				if !ended {
					hand(nil, failure)
				}
			}
		}()
		for record, err := range records {
			if err != nil {
				hand(nil, g.failure(err))
				return
			}
			if !hand(record, nil) {
				return
			}
		}
	}
}

// failure returns err as a failure of the operation. A panic while it is explained is a failure as well.
func (g guard) failure(err error) (failure *Failure) {
	defer func() {
		if value := recover(); value != nil {
			failure = g.panicked(value)
		}
	}()
	failure = failureOf(err, g.operation, g.explain)
	if g.secrets != nil {
		failure.redact(g.secrets())
	}
	return failure
}

// do runs f and returns its error, or its panic, as a failure.
func (g guard) do(f func() error) (failure *Failure) {
	defer func() {
		if value := recover(); value != nil {
			failure = g.panicked(value)
		}
	}()
	if err := f(); err != nil {
		return g.failure(err)
	}
	return nil
}

// panicked logs where the code panicked, and returns the failure that the engine sees. The panic's value is neither logged nor
// returned unless it is the runtime's own, since it may hold anything.
func (g guard) panicked(value any) *Failure {
	reason := fmt.Sprintf("a value of type %T", value)
	if err, ok := value.(runtime.Error); ok {
		reason = err.Error()
	}
	g.logger.LogAttrs(context.Background(), slog.LevelError, "operation panicked",
		slog.String("operation", g.operation), slog.String("panic", reason), slog.String("stack", string(debug.Stack())))
	failure := NewFailure(Internal, "internal.panic", "The connector crashed while it ran this operation. This is a fault of the connector; its log has the details.", nil)
	failure.Operation = g.operation
	return failure
}
