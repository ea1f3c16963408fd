package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// Registry holds the connectors of an engine. It is safe for concurrent use.
type Registry struct {
	connectors []Connector
	byCode     map[string]*registered
	done       *ledger
	closed     atomic.Bool
	closing    sync.Once
	closeError error
}

// registered is a connector with its operations by code.
type registered struct {
	connector  *Connector
	operations map[string]*operation
}

// New returns a registry of the connectors. The error joins every fault of every connector: bad or duplicate codes, missing
// descriptions, types that no form can be made of, examples that their own form refuses.
func New(connectors ...Connector) (*Registry, error) {
	if faults := verify(connectors); len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	registry := &Registry{connectors: slices.Clone(connectors), byCode: make(map[string]*registered, len(connectors)), done: newLedger()}
	for i := range registry.connectors {
		connector := &registry.connectors[i]
		operations := make(map[string]*operation, len(connector.operations))
		for j := range connector.operations {
			operations[connector.operations[j].spec.Code] = &connector.operations[j]
		}
		registry.byCode[connector.code] = &registered{connector, operations}
	}
	return registry, nil
}

// Manifest returns the description of every connector and operation. The caller owns it.
func (r *Registry) Manifest() Manifest {
	manifest := Manifest{Connectors: make([]ConnectorManifest, 0, len(r.connectors))}
	for i := range r.connectors {
		manifest.Connectors = append(manifest.Connectors, r.connectors[i].manifest())
	}
	return manifest
}

// Check tests a credential of the connector. When it can't be used the error is a *[Failure], and the report has it too.
func (r *Registry) Check(ctx context.Context, connector string, credential json.RawMessage) (Report, error) {
	found, failure := r.find(ctx, connector)
	if failure != nil {
		return Report{Message: failure.Message, Failure: failure}.normalized(), failure
	}
	return found.connector.check(ctx, credential)
}

// Invoke runs an operation and returns its records. The error is a *[Failure]; with one of type partial come the records that
// were saved, with any other there are none.
func (r *Registry) Invoke(ctx context.Context, call Call) (Result, error) {
	outcome := collect(r.records(ctx, call, MethodInvoke))
	return Result{Records: outcome.Records}, outcome.Err
}

// Stream runs an operation and yields its records as they arrive. An error is a *[Failure] and the last element. Breaking out
// of the loop ends the operation. The records of a change that has an idempotency key arrive when the change is made.
func (r *Registry) Stream(ctx context.Context, call Call) iter.Seq2[json.RawMessage, error] {
	return r.records(ctx, call, MethodStream)
}

// records runs an operation for one of the two.
func (r *Registry) records(ctx context.Context, call Call, method Method) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		operation, failure := r.operation(ctx, call)
		if failure != nil {
			yield(nil, failure)
			return
		}
		if operation.stream == nil {
			yield(nil, notInvoked(call))
			return
		}
		if operation.watch != nil {
			r.observed(ctx, operation, call, method, yield)
			return
		}
		r.run(ctx, operation, call)(yield)
	}
}

// run returns the records of an action. Those of work that was done before are what came of it then.
func (r *Registry) run(ctx context.Context, operation *operation, call Call) iter.Seq2[json.RawMessage, error] {
	records := operation.stream(withCall(ctx, call), call)
	if !operation.isOnce(call, call.Input) {
		return records
	}
	return func(yield func(json.RawMessage, error) bool) {
		outcome := r.done.once(ctx, call, func() Outcome { return collect(records) })
		for _, record := range outcome.Records {
			if !yield(record, nil) {
				return
			}
		}
		if outcome.Err != nil {
			yield(nil, outcome.Err)
		}
	}
}

// observed runs an action before the eyes of its observers.
func (r *Registry) observed(ctx context.Context, operation *operation, call Call, method Method, yield func(json.RawMessage, error) bool) {
	ctx, begun := operation.begin(ctx, call, method, 1)
	conclusion := Conclusion{Stopped: true} // also when the engine's loop panics
	defer func() { begun.end(conclusion) }()
	for record, err := range r.run(ctx, operation, call) {
		if err != nil {
			conclusion.Stopped = false
			conclusion.failed(err)
			if method == MethodInvoke && conclusion.Failed[Partial] == 0 {
				conclusion.Records = 0 // those before it are not given
			}
			yield(nil, err)
			return
		}
		conclusion.Records++
		if !yield(record, nil) {
			return
		}
	}
	conclusion.Stopped = false
}

// collect runs an operation to its end.
func collect(records iter.Seq2[json.RawMessage, error]) Outcome {
	outcome := Outcome{Records: []json.RawMessage{}}
	for record, err := range records {
		if err != nil {
			outcome.Err = err
			break
		}
		outcome.Records = append(outcome.Records, record)
	}
	if !outcome.isSaved() {
		outcome.Records = []json.RawMessage{}
	}
	return outcome
}

// isOnce reports whether the call does work with the input that a call with the same idempotency key has perhaps done already.
func (o *operation) isOnce(call Call, input json.RawMessage) bool {
	return call.IdempotencyKey != "" && o.changes(call, input)
}

// notInvoked is the failure of a call that invokes a trigger.
func notInvoked(call Call) *Failure {
	failure := NewFailure(InvalidInput, "operation.is_trigger", fmt.Sprintf("%q is a trigger: it is polled or subscribed to, not invoked.", call.Operation), nil)
	failure.Operation = call.Operation
	return failure
}

// Close releases what the connectors share. Calls that are made afterwards fail. It may be called more than once.
func (r *Registry) Close() error {
	r.closing.Do(func() {
		r.closed.Store(true)
		var faults []error
		for _, connector := range r.connectors {
			if connector.close == nil {
				continue
			}
			guard := guard{logger: connector.logger}
			if failure := guard.do(connector.close); failure != nil {
				faults = append(faults, failure)
			}
		}
		r.closeError = errors.Join(faults...)
	})
	return r.closeError
}

// find returns the connector with the code.
func (r *Registry) find(ctx context.Context, code string) (*registered, *Failure) {
	if r.closed.Load() {
		return nil, NewFailure(Internal, "registry.closed", "The registry was closed: nothing can be run any more.", nil)
	}
	if err := ctx.Err(); err != nil {
		return nil, failureOf(err, "", nil)
	}
	found, ok := r.byCode[code]
	if !ok {
		return nil, NewFailure(InvalidInput, "connector.unknown", unknownCode("connector", code, r.byCode), nil)
	}
	return found, nil
}

// operation returns the operation that the call names.
func (r *Registry) operation(ctx context.Context, call Call) (*operation, *Failure) {
	found, failure := r.find(ctx, call.Connector)
	if failure == nil {
		if operation, ok := found.operations[call.Operation]; ok {
			return operation, nil
		}
		if reason, ok := found.connector.withheld[call.Operation]; ok {
			return nil, notAllowed(call, reason)
		}
		failure = NewFailure(InvalidInput, "operation.unknown", unknownCode("operation", call.Operation, found.operations), nil)
	}
	failure.Operation = call.Operation
	return nil, failure
}

// unknownCode says that there is no such code, and which one may have been meant.
func unknownCode[V any](what, code string, known map[string]V) string {
	message := fmt.Sprintf("There is no %s %q.", what, code)
	if near, ok := nearest(code, sortedKeys(known)); ok {
		message += fmt.Sprintf(" Did you mean %q?", near)
	}
	return message
}
