package connector_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestAReadOnlyEngineSendsNothingButReads(t *testing.T) {
	t.Parallel()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodGet, "https://api.bigcommerce.com/stores/abc123/v2/time", httpmock.NewStringResponder(200, `{"time":1767225600}`))
	engine, err := registry.New(registry.Narrow(connector.New(connector.WithTransport(mock)), registry.ReadOnly()))
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		assert.Equal(t, registry.Read, operation.Effect, operation.Code)
	}
	call := registry.Call{Connector: connector.Code, Operation: "api_request", Credential: json.RawMessage(`{"store_hash":"abc123","api_token":"canary-7f3a9c51"}`)}
	call.Input = json.RawMessage(`{"method":"get","path":"/v2/time"}`)
	result, err := engine.Invoke(t.Context(), call)
	require.NoError(t, err)
	assert.Len(t, result.Records, 1)
	for _, method := range []string{"POST", "put", "Delete", "Change"} {
		call.Input = json.RawMessage(`{"method":"` + method + `","path":"/v2/orders/101"}`)
		_, err := engine.Invoke(t.Context(), call)
		var failure *registry.Failure
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, "operation.not_allowed", failure.Code, method)
	}
	call.Operation, call.Input = "on_customers_updated", json.RawMessage(`{}`)
	_, err = engine.Subscribe(t.Context(), call, "https://engine.example.com/hooks", nil)
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "operation.not_allowed", failure.Code, "a webhook is a write")
	assert.Equal(t, 1, mock.GetTotalCallCount())
}
