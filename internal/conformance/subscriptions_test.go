package conformance_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// judgeSubscriptions subscribes to every trigger of a sandbox store, mends what was broken meanwhile, and unsubscribes, and judges what is
// sent and answered for it.
func judgeSubscriptions(t *testing.T, specs *conformance.Specs, callers conformance.Callers) int {
	t.Helper()
	store := sandbox.New()
	server := httptest.NewServer(store)
	defer server.Close()
	recorder := &conformance.Recorder{Specs: specs, Next: http.DefaultTransport, Responses: true}
	engine, err := registry.New(connector.New(connector.WithBaseURL(server.URL), connector.WithTransport(recorder)))
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	inputs := map[string]string{"on_store_event": `{"scope":"store/order/*"}`}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		if operation.Trigger == nil || len(operation.Trigger.Webhook) == 0 {
			continue
		}
		call := registry.Call{
			Connector: connector.Code, Operation: operation.Code, Input: json.RawMessage(inputs[operation.Code]),
			Credential: json.RawMessage(`{"store_hash":"` + sandbox.DefaultStoreHash + `","api_token":"` + sandbox.DefaultToken + `"}`),
		}
		recorder.CalledBy(operation.Code)
		scope, destination := operation.Trigger.Webhook[0], "https://engine.example.com/hooks/"+operation.Code
		store.PlantHook(sandbox.Hook{Scope: scope, Destination: destination, Headers: map[string]string{"X-Team": "ops"}, Deactivated: true})
		subscription, err := engine.Subscribe(t.Context(), call, destination, nil) // it mends that one and makes the others
		require.NoError(t, err, operation.Code)
		assert.NotEmpty(t, registry.Repaired(subscription), operation.Code)

		store.PlantHook(sandbox.Hook{Scope: scope, Destination: destination})
		subscription, err = engine.Subscribe(t.Context(), call, destination, subscription) // it removes the duplicate
		require.NoError(t, err, operation.Code)
		assert.NotEmpty(t, registry.Repaired(subscription), operation.Code)

		subscription, err = engine.Subscribe(t.Context(), call, destination+"/moved", subscription) // it makes new ones and removes the old
		require.NoError(t, err, operation.Code)
		require.NoError(t, engine.Unsubscribe(t.Context(), call, subscription), operation.Code)
	}
	callers.Join(recorder.Callers())
	for _, violation := range recorder.Violations() {
		t.Errorf("subscriptions: %s", violation)
	}
	return recorder.Requests()
}
