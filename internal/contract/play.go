package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Outcome is what an operation came to.
type Outcome struct {
	// Records are what came out, in order.
	Records []json.RawMessage
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

// Mode is how an engine calls an operation.
type Mode string

const (
	// Invoke collects all records.
	Invoke Mode = "invoke"
	// Stream takes the records one by one.
	Stream Mode = "stream"
	// Batch makes a batch of the one input.
	Batch Mode = "batch"
)

// Engine is a registry with the connector, as an engine has it. Each run has a store of its own, so that none waits for the
// quota of another. Use it in one synctest bubble, where waiting takes no time, and not concurrently.
type Engine struct {
	registry  *registry.Registry
	log       *lockedBuffer
	transport *exchangeable
	runs      int
}

// Open returns an engine.
func Open() (*Engine, error) {
	log, transport := &lockedBuffer{}, &exchangeable{}
	logger := slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	built, err := registry.New(connector.New(connector.WithTransport(transport), connector.WithLogger(logger)))
	if err != nil {
		return nil, err
	}
	return &Engine{registry: built, log: log, transport: transport}, nil
}

// exchangeable is a transport that can be exchanged between two runs.
type exchangeable struct{ http.RoundTripper }

// Close closes the registry.
func (e *Engine) Close() error { return e.registry.Close() }

// Play runs the case's operation on the case's responses.
func (e *Engine) Play(ctx context.Context, mode Mode, c Case, player *Player) Outcome {
	outcome := e.Run(ctx, mode, c.Operation, c.Input, player)
	outcome.Exchanges, outcome.Faults = player.Exchanges(), player.Faults()
	return outcome
}

// Run runs one operation over the transport.
func (e *Engine) Run(ctx context.Context, mode Mode, operation string, input json.RawMessage, transport http.RoundTripper) Outcome {
	call := e.call(operation, transport)
	call.Input = input
	started := time.Now()
	outcome := Outcome{Records: []json.RawMessage{}}
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
		only := e.registry.InvokeBatch(ctx, call, []json.RawMessage{input})[0]
		outcome.Records, outcome.Err = only.Records, only.Err
	default:
		var result registry.Result
		result, outcome.Err = e.registry.Invoke(ctx, call)
		outcome.Records = result.Records
	}
	outcome.Elapsed = time.Since(started)
	errors.As(outcome.Err, &outcome.Failure)
	outcome.Log = e.log.String()
	return outcome
}

// RunBatch runs a batch of inputs of one operation over the transport.
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
		Credential: fmt.Appendf(nil, `{"store_hash":"contract%d","api_token":%q}`, e.runs, Token),
	}
}

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
	return differences
}

// lockedBuffer collects a log that several goroutines write.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(data []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(data)
}

func (b *lockedBuffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Reset()
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
