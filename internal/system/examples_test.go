package system

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// unready are the examples that need what no new store has, with the reason.
var unready = map[string]string{
	"create_product_variant: By names":                       "every product has a variant for each combination of its options",
	"create_product_variant: By numbers, with its own price": "likewise",
	"get_payment_methods: Of a checkout":                     "a checkout begins in a storefront",
}

// TestEveryExampleWorksInTheSandbox runs what the pages of the actions show, those of each action one after the other in a new store.
func TestEveryExampleWorksInTheSandbox(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var store http.Handler
		engine := inMemory(t, http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) { store.ServeHTTP(answer, request) }))
		for _, operation := range engine.registry.Manifest().Connectors[0].Operations {
			if operation.Kind != registry.KindAction {
				continue
			}
			store = newStore()
			for _, example := range operation.Examples {
				name := operation.Code + ": " + example.Title
				_, err := engine.registry.Invoke(t.Context(), engine.call(operation.Code, string(example.Input)))
				if unready[name] != "" {
					assert.Error(t, err, "%s: it works, remove it from the list", name)
					continue
				}
				assert.NoError(t, err, "%s: %s", name, example.Input)
			}
		}
	})
}
