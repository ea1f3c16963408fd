package registry

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"reflect"
	"runtime/debug"
	"slices"
	"time"
)

// Method is the way in which an engine calls a connector.
type Method string

// The methods of a [Registry] that are observed.
const (
	MethodCheck       Method = "check"
	MethodOptions     Method = "options"
	MethodInvoke      Method = "invoke"
	MethodStream      Method = "stream"
	MethodInvokeBatch Method = "invoke_batch"
	MethodPoll        Method = "poll"
	MethodSubscribe   Method = "subscribe"
	MethodUnsubscribe Method = "unsubscribe"
	MethodVerify      Method = "verify"
	MethodFetch       Method = "fetch"
	MethodReceive     Method = "receive"
)

// Observer observes the calls of a connector: tracing, metrics and logs attach here. It is called when a call begins, and returns a context for the
// call, which must be derived from ctx (or nil, for ctx itself), and the function (or nil) that is called once when the call has ended.
//
// What the operation does is done in the returned context: the requests that it makes are sent in contexts that descend from it. A stream
// begins when its first record is asked for and ends with its loop, also when that is left early or panics; each loop over it is a call of its own.
//
// Observers are called by many goroutines at once and must not block: the call waits for them. When one panics, the call goes on without it, and
// the definition's logger is told where it was. A call that names no operation of the connector, or asks a trigger for what only an action does and
// the reverse, runs nothing and is not observed. A connector without observers pays nothing for them.
type Observer func(ctx context.Context, call Observation) (context.Context, func(Conclusion))

// Observation is a call that begins. It holds neither the credential nor the input.
type Observation struct {
	// Connector is the code of the connector, Method what the engine called.
	Connector string
	Method    Method
	// Operation, Kind, Effect and API are those of the operation; "" for a check. A look-up for a drop-down only reads, and has no API.
	Operation string
	Kind      Kind
	Effect    Effect
	API       string
	// Account names the account that the credential belongs to, "" when the credential can't be read or the connector doesn't tell.
	Account string
	// Inputs is how many inputs a batch has, or how many notices are fetched; 1 for every other call.
	Inputs int
	// IdempotencyKey is that of the call, "" when it has none.
	IdempotencyKey string
}

// Conclusion is how a call ended.
type Conclusion struct {
	// Duration is how long it took. That of a stream includes what the engine did between its records.
	Duration time.Duration
	// Records is how many records the engine got.
	Records int
	// Failure is the failure of the call, or the first one of a batch; nil when all succeeded. It is the observer's own, without its cause. Its message
	// is safe to show, but can name what the input named, such as an email address.
	Failure *Failure
	// Failed is how many inputs failed, by the type of the failure: one at most, except in a batch.
	Failed map[FailureType]int
	// Stopped tells that the engine left the loop of a stream before its end.
	Stopped bool
	// Repaired is what a Subscribe had to repair, as [Repaired] tells it.
	Repaired []string
}

// failed books a failure. The error is a *Failure or nil.
func (c *Conclusion) failed(err error) {
	var failure *Failure
	if !errors.As(err, &failure) || failure == nil {
		return
	}
	if c.Failed == nil {
		c.Failed = map[FailureType]int{}
	}
	c.Failed[failure.Type]++
	if c.Failure == nil {
		c.Failure = failure.clone()
		c.Failure.cause = nil
	}
}

// watch is what a connector's observers need to know of it; nil when there are none.
type watch struct {
	observers []Observer
	connector string
	account   func(credential json.RawMessage) string
	logger    *slog.Logger
}

// newWatch returns the watch of the definition whose credential has the form, nil when nobody observes.
func newWatch[K, C any](definition Definition[K, C], credential *form, logger *slog.Logger) *watch {
	if len(definition.Observers) == 0 {
		return nil
	}
	account := func(raw json.RawMessage) string {
		var decoded K
		if definition.Account == nil || credential.decode(raw, reflect.ValueOf(&decoded).Elem()) != nil {
			return ""
		}
		name := definition.Account(decoded)
		for _, secret := range credential.secrets(raw) {
			name = secret.Redact(name)
		}
		return name
	}
	return &watch{observers: slices.Clone(definition.Observers), connector: definition.Code, account: account, logger: logger}
}

// watched is a call that is observed; nil when nobody observes.
type watched struct {
	watch   *watch
	ctx     context.Context // of the call, for what is logged at its end
	started time.Time
	ends    []func(Conclusion)
}

// begin tells the observers that a call of the operation begins.
func (o *operation) begin(ctx context.Context, call Call, method Method, inputs int) (context.Context, *watched) {
	if o.watch == nil {
		return ctx, nil
	}
	return o.watch.begin(ctx, call.Credential, Observation{
		Method: method, Operation: o.spec.Code, Kind: o.kind, Effect: o.spec.Effect, API: o.spec.API,
		Inputs: inputs, IdempotencyKey: call.IdempotencyKey,
	})
}

// begin tells the observers what begins, each in the context of the one before.
func (w *watch) begin(ctx context.Context, credential json.RawMessage, observation Observation) (context.Context, *watched) {
	if w == nil {
		return ctx, nil
	}
	begun := &watched{watch: w, started: time.Now(), ends: make([]func(Conclusion), 0, len(w.observers))}
	observation.Connector = w.connector
	w.unharmed(ctx, func() { observation.Account = w.account(credential) })
	for _, observer := range w.observers {
		w.unharmed(ctx, func() {
			derived, end := observer(ctx, observation)
			if derived != nil {
				ctx = derived
			}
			if end != nil {
				begun.ends = append(begun.ends, end)
			}
		})
	}
	begun.ctx = ctx
	return ctx, begun
}

// end tells the observers how the call ended, the last one first.
func (w *watched) end(conclusion Conclusion) {
	conclusion.Duration = time.Since(w.started)
	for _, end := range slices.Backward(w.ends) {
		w.watch.unharmed(w.ctx, func() { end(conclusion) })
	}
}

// ended tells the observers, if there are any, that the call gave so many records or failed.
func (w *watched) ended(records int, failure *Failure) {
	if w == nil {
		return
	}
	if failure == nil {
		w.end(Conclusion{Records: records})
		return
	}
	var conclusion Conclusion
	conclusion.failed(failure)
	w.end(conclusion)
}

// unharmed runs a piece of an observer. A panic ends there; its value is not logged, since it may hold anything.
func (w *watch) unharmed(ctx context.Context, run func()) {
	defer func() {
		if recover() != nil {
			w.logger.LogAttrs(ctx, slog.LevelError, "an observer panicked", slog.String("connector", w.connector), slog.String("stack", string(debug.Stack())))
		}
	}()
	run()
}
