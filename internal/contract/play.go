package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Outcome is what an operation came to.
type Outcome struct {
	// Records are what came out, in order.
	Records []json.RawMessage
	// Events describe the records of a trigger, nil for an action.
	Events []registry.Event
	// More is what a poll announced.
	More bool
	// Cursor is what a poll returned.
	Cursor json.RawMessage
	// Notices are what the deliveries were verified to.
	Notices []registry.Notice
	// Secret is that of the webhook.
	Secret string
	// Err is what the engine gets, nil on success.
	Err error
	// Failure is the failure in Err, nil on success.
	Failure *registry.Failure
	// Exchanges are what the operation sent, with what it got.
	Exchanges []Exchange
	// Faults are the requests that were not the expected ones.
	Faults []string
	// Elapsed is how long the operation took by the bubble's clock.
	Elapsed time.Duration
	// Log is everything that was logged, at debug level.
	Log string
}

// Mode is how an engine calls an operation. Both ways must come to the same.
type Mode string

const (
	// Invoke collects all records of an action; of a trigger it keeps cursors and notices as they come.
	Invoke Mode = "invoke"
	// Stream takes the records of an action one by one; of a trigger it keeps cursors as text and notices as JSON.
	Stream Mode = "stream"
	// Receive verifies and fetches one delivery of a trigger in one call.
	Receive Mode = "receive"
	// Batch makes a batch of the one input of an action.
	Batch Mode = "batch"
)

// Engine is a registry with the connector, as an engine has it. Each run has a store of its own, so that none waits for the
// quota of another. Use it in a synctest bubble, where waiting takes no time, and in one at a time.
type Engine struct {
	registry  *registry.Registry
	triggers  map[string]bool
	log       *inprocess.Log
	transport *exchangeable
	runs      int
}

// Open returns an engine.
func Open() (*Engine, error) {
	log, transport := &inprocess.Log{}, &exchangeable{}
	logger := slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	built, err := registry.New(connector.New(connector.WithTransport(transport), connector.WithLogger(logger)))
	if err != nil {
		return nil, err
	}
	triggers := map[string]bool{}
	for _, operation := range built.Manifest().Connectors[0].Operations {
		triggers[operation.Code] = operation.Kind == registry.KindTrigger
	}
	return &Engine{registry: built, triggers: triggers, log: log, transport: transport}, nil
}

// exchangeable is a transport that can be exchanged between two runs.
type exchangeable struct{ http.RoundTripper }

// Close closes the registry.
func (e *Engine) Close() error { return e.registry.Close() }

// Play runs the case's operation on the case's responses.
func (e *Engine) Play(ctx context.Context, mode Mode, c Case, player *Player) Outcome {
	outcome := e.Run(ctx, mode, c, player)
	outcome.Exchanges, outcome.Faults = player.Exchanges(), player.Faults()
	return outcome
}

// Run runs the case's operation over the transport.
func (e *Engine) Run(ctx context.Context, mode Mode, c Case, transport http.RoundTripper) Outcome {
	call := e.call(c.Operation, transport)
	call.Input = c.Input
	started := time.Now()
	outcome := Outcome{Records: []json.RawMessage{}}
	switch {
	case len(c.Deliveries) > 0:
		e.receive(ctx, mode, call, c, transport, &outcome)
	case e.triggers[c.Operation]:
		e.poll(ctx, mode, call, c, transport, &outcome)
	default:
		e.act(ctx, mode, call, &outcome)
	}
	outcome.Elapsed = time.Since(started)
	errors.As(outcome.Err, &outcome.Failure)
	outcome.Log = e.log.String()
	return outcome
}

// act runs an action.
func (e *Engine) act(ctx context.Context, mode Mode, call registry.Call, outcome *Outcome) {
	switch mode {
	case Stream:
		for record, err := range e.registry.Stream(ctx, call) {
			if err != nil {
				outcome.Err = err
				break
			}
			outcome.Records = append(outcome.Records, bytes.Clone(record))
		}
	case Batch:
		only := e.registry.InvokeBatch(ctx, call, []json.RawMessage{call.Input})[0]
		outcome.Records, outcome.Err = only.Records, only.Err
	default:
		var result registry.Result
		result, outcome.Err = e.registry.Invoke(ctx, call)
		outcome.Records = result.Records
	}
}

// RunBatch runs a batch of inputs of one action over the transport.
func (e *Engine) RunBatch(ctx context.Context, operation string, inputs []json.RawMessage, transport http.RoundTripper) []registry.Outcome {
	return e.registry.InvokeBatch(ctx, e.call(operation, transport), inputs)
}

// call prepares a run over the transport, on a store of its own.
func (e *Engine) call(operation string, transport http.RoundTripper) registry.Call {
	e.runs++
	e.transport.RoundTripper = transport
	e.log.Reset()
	return registry.Call{
		Connector: connector.Code, Operation: operation,
		Credential: fmt.Appendf(nil, `{"store_hash":%q,"api_token":%q,"client_secret":%q}`, e.storeHash(), Token, ClientSecret),
	}
}

// storeHash is the hash of the store of the present run.
func (e *Engine) storeHash() string { return fmt.Sprintf("contract%d", e.runs) }

// Differences says in what the outcome is not what the archive wants.
func (c Case) Differences(outcome Outcome) []string {
	differences := outcome.Faults
	differ := func(format string, values ...any) { differences = append(differences, fmt.Sprintf(format, values...)) }
	if outcome.Err != nil && outcome.Failure == nil {
		differ("the error is no failure: %v", outcome.Err)
	}
	switch {
	case c.Failure == nil && outcome.Failure != nil:
		differ("it failed:\n%s", indent(encode(outcome.Failure)))
	case c.Failure != nil && outcome.Failure == nil:
		differ("it did not fail, the archive wants\n%s", c.Failure)
	case c.Failure != nil && !sameJSON(c.Failure, encode(outcome.Failure)):
		differ("the failure is\n%snot\n%s", indent(encode(outcome.Failure)), c.Failure)
	}
	switch {
	case c.Output == nil && len(outcome.Records) > 0:
		differ("%d records came out, the archive has no output.json", len(outcome.Records))
	case c.Output != nil && !bytes.Equal(compact(c.Output), compact(encode(outcome.Records))):
		differ("the records are\n%snot\n%s", indent(encode(outcome.Records)), c.Output)
	}
	if c.Failure == nil && outcome.Events != nil && !sameJSON(c.Events, encode(outcome.Events)) {
		differ("the events are\n%snot\n%s", indent(encode(outcome.Events)), c.Events)
	}
	if c.More != outcome.More {
		differ("more is %t", outcome.More)
	}
	return differences
}
