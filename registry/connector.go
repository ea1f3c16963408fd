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
	// Actions are the operations, in the order in which they are listed.
	Actions []Action[C]
	// Close releases what the calls share. It may be nil.
	Close func() error
	// Logger takes the places of panics. The default is slog.Default().
	Logger *slog.Logger
	// Faults are what went wrong while the definition was made. [New] reports them.
	Faults []error
}

// Connector is a connector that can be registered, made by [NewConnector].
type Connector struct {
	code, name, summary, version string
	credential                   *form
	operations                   []operation
	check                        func(context.Context, json.RawMessage) (Report, error)
	close                        func() error
	logger                       *slog.Logger
	faults                       []error
}

// operation is an action whose connection type is erased.
type operation struct {
	spec          Spec
	kind          Kind
	input, output func() *form
	// outputFaults are those of the output, found once for all operations that share it.
	outputFaults func() []error
	stream       func(context.Context, Call) iter.Seq2[json.RawMessage, error]
	batch        func(context.Context, Call, []json.RawMessage) []Outcome
	// fault is what is wrong with how the operation was declared.
	fault error
}

// NewConnector returns the connector that the definition describes. Its faults are reported by [New].
func NewConnector[K, C any](definition Definition[K, C]) Connector {
	logger := cmp.Or(definition.Logger, slog.Default())
	credential := newCredentialForm(reflect.TypeFor[K]())
	connector := Connector{
		code: definition.Code, name: definition.Name, summary: definition.Summary, version: definition.Version,
		credential: credential, close: definition.Close, logger: logger, faults: slices.Clone(definition.Faults),
	}
	connect := func(ctx context.Context, raw json.RawMessage) (connection C, err error) {
		var decoded K
		if failure := credential.decode(raw, reflect.ValueOf(&decoded).Elem()); failure != nil {
			return connection, credentialFailure(failure)
		}
		return definition.Connect(ctx, decoded)
	}
	outputs := map[reflect.Type]operation{} // operations on the same thing share its description
	for _, action := range definition.Actions {
		shared, ok := outputs[action.output]
		if !ok {
			shared.output = sync.OnceValue(func() *form { return newOutputForm(action.output) })
			shared.outputFaults = sync.OnceValue(func() []error { return shared.output().verify(nil) })
			outputs[action.output] = shared
		}
		guard := guard{operation: action.spec.Code, explain: definition.Explain, logger: logger}
		connector.operations = append(connector.operations, operation{
			spec: action.spec, kind: KindAction, input: action.input, output: shared.output, outputFaults: shared.outputFaults,
			stream: func(ctx context.Context, call Call) iter.Seq2[json.RawMessage, error] {
				guard := guard // of this call
				guard.secrets = func() []string { return credential.secrets(call.Credential) }
				return guard.protect(func(yield func(json.RawMessage, error) bool) {
					connection, err := connect(ctx, call.Credential)
					if err != nil {
						yield(nil, err)
						return
					}
					action.stream(ctx, connection, call.Input)(yield)
				})
			},
			batch: func(ctx context.Context, call Call, inputs []json.RawMessage) []Outcome {
				guard := guard // of this call
				guard.secrets = func() []string { return credential.secrets(call.Credential) }
				var connection C
				if failure := guard.do(func() (err error) {
					connection, err = connect(ctx, call.Credential)
					return err
				}); failure != nil {
					return failed(len(inputs), failure)
				}
				return action.batch(ctx, guard, connection, inputs)
			},
			fault: action.fault,
		})
	}
	connector.check = func(ctx context.Context, raw json.RawMessage) (report Report, err error) {
		guard := guard{explain: definition.Explain, logger: logger, secrets: func() []string { return credential.secrets(raw) }}
		failure := guard.do(func() error {
			connection, err := connect(ctx, raw)
			if err != nil {
				return err
			}
			report, err = definition.Check(ctx, connection)
			return err
		})
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
	return connector
}

// credentialFailure returns the failure of an input as one of the credential.
func credentialFailure(failure *Failure) *Failure {
	failure.Code = "credential.invalid"
	failure.Message = "The credential can't be used. " + failure.Message
	return failure
}
