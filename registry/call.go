package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// Call names an operation and carries what it needs. Its printed forms show the connector, the operation and sizes, never the
// credential or the input; its JSON form leaves the credential out.
type Call struct {
	// Connector and Operation are codes out of the manifest.
	Connector string `json:"connector"`
	Operation string `json:"operation"`
	// Credential is the JSON object that the connector's credential schema describes.
	Credential json.RawMessage `json:"-"`
	// Input is the JSON object that the operation's input schema describes. Empty and null stand for {}.
	Input json.RawMessage `json:"input,omitempty"`
	// IdempotencyKey is optional: calls with the same key are attempts at the same piece of work. A change that took effect is not made
	// again by this registry, which answers what it answered before; see [Registry.InvokeBatch] for many. Reads are not concerned.
	IdempotencyKey string `json:"idempotency_key,omitempty"`
}

// String returns the call without its credential and input.
func (c Call) String() string {
	return fmt.Sprintf("%s.%s (input of %d bytes)", c.Connector, c.Operation, len(c.Input))
}

// Format writes [Call.String], whatever the verb.
func (c Call) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }

// LogValue returns the call without its credential and input.
func (c Call) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("connector", c.Connector),
		slog.String("operation", c.Operation),
		slog.Int("input_bytes", len(c.Input)),
	)
}

// Result is what an operation answered.
type Result struct {
	// Records are the records as the vendor sent them, byte for byte. Never nil: when nothing was found the slice is empty.
	Records []json.RawMessage `json:"records"`
}

type idempotencyKey struct{}

// IdempotencyKey returns the key of the call that ctx belongs to, "" when it has none.
func IdempotencyKey(ctx context.Context) string {
	key, _ := ctx.Value(idempotencyKey{}).(string)
	return key
}

// withCall returns a context in which actions find what belongs to the call.
func withCall(ctx context.Context, call Call) context.Context {
	if call.IdempotencyKey == "" {
		return ctx
	}
	return context.WithValue(ctx, idempotencyKey{}, call.IdempotencyKey)
}
