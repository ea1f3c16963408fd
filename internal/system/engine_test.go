// Package system tests the connector as an engine uses it: through a registry, against the sandbox store.
package system

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// canary is the token of every store here. No output, error or log may show it.
const canary = "canary-8c21f0aa37"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// engine is a registry with the connector, and the credential of one store.
type engine struct {
	registry   *registry.Registry
	credential json.RawMessage
	log        *inprocess.Log
}

// newStore returns a sandbox store that takes the canary as a token with every scope.
func newStore(options ...sandbox.Option) *sandbox.Store {
	return sandbox.New(append([]sandbox.Option{sandbox.WithToken(canary, sandbox.Scopes()...)}, options...)...)
}

// inMemory opens the handler without a network, for tests that run in a synctest bubble.
func inMemory(t *testing.T, handler http.Handler, options ...connector.Option) *engine {
	t.Helper()
	return open(t, append([]connector.Option{connector.WithTransport(inprocess.Transport{Handler: handler})}, options...)...)
}

// onLoopback opens the handler over a real connection.
func onLoopback(t *testing.T, handler http.Handler, options ...connector.Option) *engine {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return open(t, append([]connector.Option{connector.WithBaseURL(server.URL)}, options...)...)
}

// open builds the registry. When the test ends it closes it and looks for the canary in all that was logged.
func open(t *testing.T, options ...connector.Option) *engine {
	t.Helper()
	log := &inprocess.Log{}
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	built, err := registry.New(connector.New(append([]connector.Option{connector.WithLogger(logger)}, options...)...))
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, built.Close())
		assert.NotContains(t, log.String(), canary, "the log")
	})
	return &engine{registry: built, credential: credential(sandbox.DefaultStoreHash, canary), log: log}
}

func credential(hash, token string) json.RawMessage {
	text, _ := json.Marshal(map[string]string{"store_hash": hash, "api_token": token})
	return text
}

func (e *engine) call(operation, input string) registry.Call {
	return registry.Call{
		Connector: connector.Code, Operation: operation, Credential: e.credential, Input: json.RawMessage(input),
	}
}

// records runs an operation that must succeed.
func (e *engine) records(t *testing.T, operation, input string) []json.RawMessage {
	t.Helper()
	result, err := e.registry.Invoke(t.Context(), e.call(operation, input))
	require.NoError(t, err, "%s %s", operation, input)
	require.NotNil(t, result.Records, "%s: no records are [], not null", operation)
	for _, record := range result.Records {
		assert.NotContains(t, string(record), canary)
	}
	return result.Records
}

// failure runs an operation that must fail.
func (e *engine) failure(ctx context.Context, t *testing.T, operation, input string) *registry.Failure {
	t.Helper()
	_, err := e.registry.Invoke(ctx, e.call(operation, input))
	require.Error(t, err, "%s %s", operation, input)
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	text, err := json.Marshal(failure)
	require.NoError(t, err)
	assert.NotContains(t, string(text)+failure.Error(), canary)
	assert.Equal(t, operation, failure.Operation)
	assert.NotEmpty(t, failure.Message)
	return failure
}

// field returns one field of a record as JSON text.
func field(t *testing.T, record json.RawMessage, name string) string {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(record, &fields))
	return string(fields[name])
}
