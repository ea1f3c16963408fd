package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"log/slog"
	"reflect"
	"slices"
	"sync"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Definition is what a connector is made of. K is the type of its credential, a struct with the tags of an input; C is the type
// of the connection that its actions work on.
type Definition[K, C any] struct {
	// Code names the connector in calls; Name is its label; Summary is one sentence.
	Code, Name, Summary, Version string
	// Connect makes a connection of a credential. It is called for every call: it must be cheap and make no request.
	Connect func(ctx context.Context, credential K) (C, error)
	// Check tests what the connection may do.
	Check func(ctx context.Context, connection C) (Report, error)
	// Explain translates an error of the connection. It may return nil for what it doesn't know.
	Explain func(err error, operation string) *Failure
	// Actions are the operations that are invoked, Triggers those that start a workflow, in the order in which they are listed.
	Actions  []Action[C]
	Triggers []Trigger[C]
	// Options are the sources of the drop-downs that the inputs name. Some may be there for none.
	Options []OptionSource[C]
	// Account names the account that a credential belongs to, so that a cursor isn't continued on another one. It is needed with
	// triggers.
	Account func(credential K) string
	// Close releases what the calls share. It may be nil.
	Close func() error
	// Logger takes the places of panics. The default is slog.Default().
	Logger *slog.Logger
	// Observers are told of every call, in this order.
	Observers []Observer
	// Faults are what went wrong while the definition was made. [New] reports them.
	Faults []error
}

// Connector is a connector that can be registered, made by [NewConnector].
type Connector struct {
	code, name, summary, version string
	credential                   *form
	operations                   []operation
	sources                      map[string]optionSource
	check                        func(context.Context, json.RawMessage) (Report, error)
	close                        func() error
	logger                       *slog.Logger
	faults                       []error
	// withheld are the codes of operations that [Narrow] took away, each with the reason.
	withheld map[string]string
}

// operation is an action or a trigger whose connection type is erased.
type operation struct {
	spec          Spec
	kind          Kind
	input, output func() *form
	// outputFaults are those of the output, found once for all operations that share it.
	outputFaults func() []error
	// stream runs an action; nil for a trigger.
	stream func(context.Context, Call) iter.Seq2[json.RawMessage, error]
	// batch runs an action on many inputs; nil for a trigger.
	batch func(context.Context, Call, []json.RawMessage) []Outcome
	// effect tells what an action does with an input; nil when that is the same for all.
	effect func(Call, json.RawMessage) (Effect, *Failure)
	// trigger is nil for an action.
	trigger *triggering
	// fault is what is wrong with how the operation was declared.
	fault error
	// watch is nil when nobody observes.
	watch *watch
	// sources are those of all drop-downs of the connector.
	sources map[string]optionSource
}

// NewConnector returns the connector that the definition describes. Its faults are reported by [New].
func NewConnector[K, C any](definition Definition[K, C]) Connector {
	logger := cmp.Or(definition.Logger, slog.Default())
	credential := newCredentialForm(reflect.TypeFor[K]())
	connector := Connector{
		code: definition.Code, name: definition.Name, summary: definition.Summary, version: definition.Version,
		credential: credential, close: definition.Close, logger: logger, faults: slices.Clone(definition.Faults),
	}
	connect := func(ctx context.Context, raw json.RawMessage) (connection C, decoded K, err error) {
		if failure := credential.decode(raw, reflect.ValueOf(&decoded).Elem()); failure != nil {
			return connection, decoded, credentialFailure(failure)
		}
		connection, err = definition.Connect(ctx, decoded)
		return connection, decoded, err
	}
	guardOf := func(call Call, effect Effect) guard {
		return guard{
			operation: call.Operation, effect: effect, explain: definition.Explain, logger: logger,
			secrets: func() []value.Secret { return credential.secrets(call.Credential) },
		}
	}
	watch := newWatch(definition, credential, logger)
	sources, faults := sourcesOf(definition, func(ctx context.Context, call Call, do func(C) error) *Failure {
		return guardOf(call, Read).do(func() error {
			connection, _, err := connect(ctx, call.Credential)
			if err != nil {
				return err
			}
			return do(connection)
		})
	})
	connector.sources, connector.faults = sources, append(connector.faults, faults...)
	outputs, objects := map[reflect.Type]operation{}, &sharedObjects{} // operations on the same thing share its description
	describe := func(spec Spec, kind Kind, input func() *form, output reflect.Type) operation {
		shared, ok := outputs[output]
		if !ok {
			shared.output = sync.OnceValue(func() *form { return newOutputForm(output, objects) })
			shared.outputFaults = sync.OnceValue(func() []error { return shared.output().verify(nil) })
			outputs[output] = shared
		}
		shared.spec, shared.kind, shared.input, shared.watch, shared.sources = spec, kind, input, watch, sources
		return shared
	}
	for _, action := range definition.Actions {
		described := describe(action.spec, KindAction, action.input, action.output)
		described.stream = func(ctx context.Context, call Call) iter.Seq2[json.RawMessage, error] {
			return guardOf(call, action.spec.Effect).protect(func(yield func(json.RawMessage, error) bool) {
				connection, _, err := connect(ctx, call.Credential)
				if err != nil {
					yield(nil, err)
					return
				}
				action.stream(ctx, connection, call.Input)(yield)
			})
		}
		described.batch = func(ctx context.Context, call Call, inputs []json.RawMessage) []Outcome {
			guard := guardOf(call, action.spec.Effect)
			var connection C
			if failure := guard.do(func() (err error) {
				connection, _, err = connect(ctx, call.Credential)
				return err
			}); failure != nil {
				return failed(len(inputs), failure)
			}
			return action.batch(ctx, guard, connection, inputs)
		}
		if action.effect != nil {
			described.effect = func(call Call, input json.RawMessage) (effect Effect, failure *Failure) {
				failure = guardOf(call, action.spec.Effect).do(func() error {
					var refused *Failure
					if effect, refused = action.effect(input); refused != nil {
						return refused
					}
					return nil
				})
				return effect, failure
			}
		}
		described.fault = action.fault
		connector.operations = append(connector.operations, described)
	}
	for _, trigger := range definition.Triggers {
		described := describe(trigger.spec, KindTrigger, trigger.input, trigger.output)
		described.trigger = trigger.erase(func(ctx context.Context, call Call, run func(C, owner) error) *Failure {
			return guardOf(call, trigger.spec.Effect).do(func() error {
				connection, decoded, err := connect(ctx, call.Credential)
				if err != nil {
					return err
				}
				return run(connection, ownerOf(definition.Code, call.Operation, definition.Account(decoded)))
			})
		})
		connector.operations = append(connector.operations, described)
	}
	connector.check = func(ctx context.Context, raw json.RawMessage) (report Report, err error) {
		ctx, begun := watch.begin(ctx, raw, Observation{Method: MethodCheck, Inputs: 1})
		guard := guard{explain: definition.Explain, logger: logger, secrets: func() []value.Secret { return credential.secrets(raw) }}
		failure := guard.do(func() error {
			connection, _, err := connect(ctx, raw)
			if err != nil {
				return err
			}
			report, err = definition.Check(ctx, connection)
			return err
		})
		begun.ended(0, failure)
		if failure != nil {
			report.OK, report.Message, report.Failure = false, cmp.Or(report.Message, failure.Message), failure
			return report.normalized(), failure
		}
		return report.normalized(), nil
	}
	if definition.Connect == nil {
		connector.faults = append(connector.faults, errors.New("the function Connect is missing"))
	}
	if definition.Check == nil {
		connector.faults = append(connector.faults, errors.New("the function Check is missing"))
	}
	if slices.ContainsFunc(definition.Observers, func(observer Observer) bool { return observer == nil }) {
		connector.faults = append(connector.faults, errors.New("an observer is nil"))
	}
	if definition.Account == nil && len(definition.Triggers) > 0 {
		connector.faults = append(connector.faults, errors.New("the function Account is missing"))
	}
	return connector
}

// credentialFailure returns the failure of an input as one of the credential.
func credentialFailure(failure *Failure) *Failure {
	failure.Code = "credential.invalid"
	failure.Message = "The credential can't be used. " + failure.Message
	return failure
}
