package conformance_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// undocumented is the list of a drop-down that is described by a document of the vendor's which those who hold the connector against a part of them don't
// have to have.
const undocumented = "GET /v3/pickup/methods"

// judgeOptions looks up every drop-down of a sandbox store, the whole list and a search, and judges what is sent and answered for it.
func judgeOptions(t *testing.T, specs *conformance.Specs) int {
	t.Helper()
	server := httptest.NewServer(sandbox.New())
	defer server.Close()
	recorder := &conformance.Recorder{Specs: specs, Next: http.DefaultTransport, Responses: true}
	engine, err := registry.New(connector.New(connector.WithBaseURL(server.URL), connector.WithTransport(recorder)))
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	looked := map[string]bool{}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		for _, field := range operation.Options {
			if looked[field.Source] {
				continue
			}
			looked[field.Source] = true
			call := registry.Call{
				Connector: connector.Code, Operation: operation.Code,
				Credential: json.RawMessage(`{"store_hash":"` + sandbox.DefaultStoreHash + `","api_token":"` + sandbox.DefaultToken + `"}`),
			}
			all, err := engine.Options(t.Context(), call, field.Pointer, registry.Search{})
			require.NoError(t, err, field.Source)
			require.NotEmpty(t, all.Options, field.Source)
			label := all.Options[len(all.Options)-1].Label
			found, err := engine.Options(t.Context(), call, field.Pointer, registry.Search{Query: strings.ToUpper(label)})
			require.NoError(t, err, field.Source)
			assert.Contains(t, found.Options, all.Options[len(all.Options)-1], "%s: %s", field.Source, label)
		}
	}
	documented := slices.Contains(specs.Operations(), undocumented)
	for _, violation := range recorder.Violations() {
		if documented || violation.Operation != undocumented {
			t.Errorf("drop-downs: %s", violation)
		}
	}
	return recorder.Requests()
}
