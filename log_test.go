package connector_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const canary = "canary-71c0d2e4"

// watched runs a store and returns an engine that logs.
func watched(t *testing.T, store *sandbox.Store, options ...connector.Option) (*registry.Registry, *inprocess.Log) {
	t.Helper()
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	log := &inprocess.Log{}
	logger := slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	engine, err := registry.New(connector.New(append([]connector.Option{
		connector.WithBaseURL(server.URL), connector.WithLogger(logger), connector.WithClient(bigcommerce.WithRetries(0)),
	}, options...)...))
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, engine.Close())
		assert.NotContains(t, log.String(), canary, "the log")
	})
	return engine, log
}

// events returns what was logged with the message.
func events(t *testing.T, log *inprocess.Log, message string) []map[string]any {
	t.Helper()
	var found []map[string]any
	for line := range strings.Lines(log.String()) {
		var event map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &event))
		if event["msg"] == message {
			found = append(found, event)
		}
	}
	return found
}

func callOf(operation, input string) registry.Call {
	return registry.Call{
		Connector: connector.Code, Operation: operation, Credential: credential(sandbox.DefaultStoreHash, canary), Input: json.RawMessage(input),
	}
}

func TestACallAndItsRequestsAreLoggedWithTheirOperation(t *testing.T) {
	t.Parallel()
	engine, log := watched(t, sandbox.New(sandbox.WithToken(canary, sandbox.Scopes()...)))
	_, err := engine.Invoke(t.Context(), callOf("get_customers", `{"limit": 3, "name_like": "Canary Lane"}`))
	require.NoError(t, err)

	attempts := events(t, log, "bigcommerce attempt")
	require.Len(t, attempts, 1)
	assert.Subset(t, attempts[0], map[string]any{
		"level": "DEBUG", "operation": "get_customers", "api": "GET /v3/customers", "store": sandbox.DefaultStoreHash, "status": 200.0, "attempt": 1.0,
	})
	calls := events(t, log, "bigcommerce call")
	require.Len(t, calls, 1)
	assert.Subset(t, calls[0], map[string]any{
		"level": "DEBUG", "method": "invoke", "operation": "get_customers", "store": sandbox.DefaultStoreHash, "inputs": 1.0,
	})
	assert.NotContains(t, log.String(), "Canary Lane", "an input is not logged")
}

func TestAFailedCallIsLoggedByItsCodeAndNotByItsMessage(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault     sandbox.Fault
		input     string
		level     string
		kind      string
		code      string
		attempted string
	}{
		"an input that is wrong": {sandbox.Fault{}, `{"email": "no address of Canary Lane"}`, "INFO", "invalid_input", "input.invalid", ""},
		"a create that may have happened": {
			sandbox.Fault{Times: 10, Status: 500},
			`{"email": "canary@example.com", "first_name": "C", "last_name": "L"}`,
			"WARN", "outcome_unknown", "bigcommerce.500", "WARN",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := sandbox.New(sandbox.WithToken(canary, sandbox.Scopes()...))
			if test.fault.Status != 0 {
				store.AddFault(test.fault)
			}
			engine, log := watched(t, store)
			_, err := engine.Invoke(t.Context(), callOf("create_customer", test.input))
			require.Error(t, err)
			calls := events(t, log, "bigcommerce call")
			require.Len(t, calls, 1)
			assert.Subset(t, calls[0], map[string]any{"level": test.level, "type": test.kind, "code": test.code, "failed": 1.0})
			if test.attempted != "" {
				attempts := events(t, log, "bigcommerce attempt")
				require.NotEmpty(t, attempts)
				assert.Subset(t, attempts[0], map[string]any{"level": test.attempted, "decision": "give_up", "reason": "500", "operation": "create_customer"})
			}
			assert.NotContains(t, log.String(), "example.com")
			assert.NotContains(t, log.String(), "Canary Lane")
		})
	}
}

func TestARepairedSubscriptionIsLogged(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken(canary, sandbox.Scopes()...))
	engine, log := watched(t, store)
	call := callOf("on_new_orders_created", "")
	const destination = "https://engine.example.com/hooks/7"
	subscription, err := engine.Subscribe(t.Context(), call, destination, nil)
	require.NoError(t, err)
	assert.Empty(t, events(t, log, "bigcommerce subscription repaired"))

	require.NoError(t, engine.Unsubscribe(t.Context(), call, subscription)) // somebody deletes the webhooks
	_, err = engine.Subscribe(t.Context(), call, destination, subscription)
	require.NoError(t, err)
	repairs := events(t, log, "bigcommerce subscription repaired")
	require.NotEmpty(t, repairs)
	assert.Subset(t, repairs[0], map[string]any{"level": "INFO", "operation": "on_new_orders_created", "store": sandbox.DefaultStoreHash})
	assert.Contains(t, repairs[0]["repaired"], "made again")
	var secrets struct {
		State struct {
			Hooks []struct {
				Secret string `json:"secret"`
			} `json:"hooks"`
		} `json:"state"`
	}
	require.NoError(t, json.Unmarshal(subscription, &secrets))
	require.NotEmpty(t, secrets.State.Hooks)
	for _, hook := range secrets.State.Hooks {
		require.NotEmpty(t, hook.Secret)
		assert.NotContains(t, log.String(), hook.Secret)
	}
}

func TestAttemptsAreObservedInTheContextOfTheirCall(t *testing.T) {
	t.Parallel()
	type key struct{}
	var within []any
	engine, _ := watched(t, sandbox.New(sandbox.WithToken(canary, sandbox.Scopes()...)),
		connector.WithObserver(func(ctx context.Context, call registry.Observation) (context.Context, func(registry.Conclusion)) {
			return context.WithValue(ctx, key{}, call.Operation+" of "+call.Account), nil
		}),
		connector.WithHook(func(ctx context.Context, _ bigcommerce.Attempt) (context.Context, func(bigcommerce.Outcome)) {
			within = append(within, ctx.Value(key{}))
			return nil, nil
		}))
	_, err := engine.Invoke(t.Context(), callOf("get_customers", `{"limit": 1}`))
	require.NoError(t, err)
	assert.Equal(t, []any{"get_customers of " + sandbox.DefaultStoreHash}, within)
}
