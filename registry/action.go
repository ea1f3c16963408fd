package registry

import (
	"context"
	"encoding/json"
	"iter"
	"log/slog"
	"reflect"
	"sync"
)

// Lossless is a record that carries the vendor's JSON. An action whose output implements it yields that JSON unchanged.
type Lossless interface {
	// JSON returns the record as the vendor sent it.
	JSON() json.RawMessage
	// View returns the zero value of the struct that describes the record. It must work on a zero receiver.
	View() any
}

// Action is an operation that an engine invokes, made by [NewAction], [NewLookup] or [NewListAction]. C is the type of the
// connection that it works on.
type Action[C any] struct {
	spec Spec
	// input is made when it is first needed; output is the type that describes the records.
	input  func() *form
	output reflect.Type
	// takes is the type of the input; effect tells what the action does with one, nil when that is the same for all.
	takes  reflect.Type
	effect func(json.RawMessage) (Effect, *Failure)
	stream func(context.Context, C, json.RawMessage) iter.Seq2[json.RawMessage, error]
	// run is the typed function; batch runs many inputs, and fault is what is wrong with how it was declared.
	run   any
	batch batchFunc[C]
	fault error
}

// NewAction returns an action that yields one record. When run returns a record together with an error, the record was saved:
// both are delivered.
func NewAction[C, In, Out any](spec Spec, run func(context.Context, C, In) (Out, error)) Action[C] {
	return newAction(spec, func(ctx context.Context, connection C, in In, yield func(Out) bool) error {
		out, err := run(ctx, connection, in)
		if err == nil || isPresent(out) {
			yield(out)
		}
		return err
	})
}

// NewLookup returns an action that yields one record, or none when run reports false.
func NewLookup[C, In, Out any](spec Spec, run func(context.Context, C, In) (Out, bool, error)) Action[C] {
	return newAction(spec, func(ctx context.Context, connection C, in In, yield func(Out) bool) error {
		out, found, err := run(ctx, connection, in)
		if err == nil && found {
			yield(out)
		}
		return err
	})
}

// NewListAction returns an action that yields any number of records. The sequence ends with its first error.
func NewListAction[C, In, Out any](spec Spec, run func(context.Context, C, In) iter.Seq2[Out, error]) Action[C] {
	return newAction(spec, func(ctx context.Context, connection C, in In, yield func(Out) bool) error {
		for out, err := range run(ctx, connection, in) {
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil && spec.Effect == Read { // what a change has saved is told nevertheless
				return err
			}
			if !yield(out) {
				return nil
			}
		}
		return nil
	})
}

// runFunc hands each record of one input to its last argument until that reports false.
type runFunc[C, In, Out any] func(context.Context, C, In, func(Out) bool) error

// newAction makes an action of a function that hands each record to yield until yield reports false.
func newAction[C, In, Out any](spec Spec, run runFunc[C, In, Out]) Action[C] {
	input := sync.OnceValue(func() *form { return newInputForm(reflect.TypeFor[In]()) })
	return Action[C]{
		spec:   spec,
		input:  input,
		takes:  reflect.TypeFor[In](),
		output: viewOf[Out](),
		run:    run,
		batch:  Bulk[C, In, Out]{}.batch(spec, input, run),
		stream: func(ctx context.Context, connection C, raw json.RawMessage) iter.Seq2[json.RawMessage, error] {
			return func(yield func(json.RawMessage, error) bool) {
				var in In
				if failure := input().decode(raw, reflect.ValueOf(&in).Elem()); failure != nil {
					yield(nil, failure)
					return
				}
				open := true
				var broken error
				err := run(ctx, connection, in, func(out Out) bool {
					var record json.RawMessage
					if record, broken = recordOf(out); broken != nil {
						return false
					}
					open = yield(record, nil)
					return open
				})
				if broken != nil {
					err = broken
				}
				if err != nil && open {
					yield(nil, err)
				}
			}
		},
	}
}

// Spec returns the description of the action.
func (a Action[C]) Spec() Spec { return a.spec }

// Run validates and decodes the input and runs the action on connection, without a registry. Errors are of type *[Failure].
func (a Action[C]) Run(ctx context.Context, connection C, input json.RawMessage) iter.Seq2[json.RawMessage, error] {
	guard := guard{operation: a.spec.Code, effect: a.spec.Effect, logger: slog.Default()}
	return guard.protect(a.stream(ctx, connection, input))
}

// viewOf returns the struct type that describes the records of type Out.
func viewOf[Out any]() reflect.Type {
	var out Out
	if lossless, ok := any(out).(Lossless); ok {
		return reflect.TypeOf(lossless.View())
	}
	return reflect.TypeFor[Out]()
}

// recordOf returns out as JSON.
func recordOf[Out any](out Out) (json.RawMessage, error) {
	if lossless, ok := any(out).(Lossless); ok {
		if record := lossless.JSON(); len(record) > 0 {
			return record, nil
		}
		return nil, NewFailure(Internal, "internal.empty_record", "The connector yielded an empty record. This is a fault of the connector.", nil)
	}
	return encode(out)
}

// isPresent reports whether out is a record rather than the zero value beside an error.
func isPresent[Out any](out Out) bool {
	if lossless, ok := any(out).(Lossless); ok {
		return len(lossless.JSON()) > 0
	}
	return !reflect.ValueOf(&out).Elem().IsZero()
}
