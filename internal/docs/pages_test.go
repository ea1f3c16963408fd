package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestFieldsAreListedInOrderAtEveryDepth(t *testing.T) {
	t.Parallel()
	listed, err := fields(json.RawMessage(`{
		"type": "object", "x-order": ["status", "addresses", "a/b"], "required": ["addresses"],
		"properties": {
			"a/b": {},
			"addresses": {"type": ["array", "null"], "title": "Addresses", "maxItems": 1, "items": {
				"type": "object", "x-order": ["city"], "required": ["city"],
				"properties": {"city": {"type": "string", "minLength": 1, "maxLength": 100, "examples": ["Austin"]}}}},
			"status": {"type": "integer", "description": "Where it stands.", "default": 1, "oneOf": [
				{"const": 1, "title": "Pending"}, {"const": 2, "title": "Shipped"}, {"type": "null"}]}
		}}`))
	require.NoError(t, err)
	assert.Equal(t, []field{
		{"/status", "integer", "Where it stands. One of `1` (Pending), `2` (Shipped). Default: `1`. `null` clears it.", false},
		{"/addresses", "list of object", "**Addresses.** At most 1 item. `null` clears it.", true},
		{"/addresses/*/city", "text", "1 to 100 characters. Example: `\"Austin\"`.", true},
		{"/a~1b", "any", "", false},
	}, listed)
}

func TestFailuresFollowFromTheEffect(t *testing.T) {
	t.Parallel()
	list := failures(registry.Operation{Effect: registry.Read, API: "GET /v3/customers"})
	assert.NotContains(t, list, registry.NotFound)
	assert.NotContains(t, list, registry.OutcomeUnknown)
	assert.Contains(t, failures(registry.Operation{Effect: registry.Read, API: "GET /v2/orders/{order_id}/products"}), registry.NotFound)
	assert.Subset(t, failures(registry.Operation{Effect: registry.Create}), []registry.FailureType{registry.Conflict, registry.OutcomeUnknown})
}

func TestFailuresOfATriggerFollowFromHowItComes(t *testing.T) {
	t.Parallel()
	polled := failures(registry.Operation{Effect: registry.Read, API: "GET /v2/orders/{order_id}", Trigger: &registry.TriggerManifest{Polling: true}})
	assert.NotContains(t, polled, registry.NotFound, "a record that is gone is no failure")
	assert.NotContains(t, polled, registry.DeliveryRefused)
	delivered := failures(registry.Operation{Effect: registry.Read, Trigger: &registry.TriggerManifest{Webhook: []string{"store/order/created"}}})
	assert.Subset(t, delivered, []registry.FailureType{registry.DeliveryRefused, registry.OutcomeUnknown})
}

func TestEveryTriggerHasItsEventsDescribed(t *testing.T) {
	t.Parallel()
	engine, err := registry.New(connector.New())
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	listed := triggers(engine.Manifest().Connectors[0].Operations)
	assert.Len(t, events, len(listed))
	for _, operation := range listed {
		_, err := eventOf(operation)
		require.NoError(t, err)
	}
}

func TestCompareNamesEveryPageThatIsNotWhatItShouldBe(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "operations")
	pages := map[string][]byte{"a.md": []byte("a"), "b.md": []byte("b"), "c.md": []byte("c")}
	require.NoError(t, write(folder, pages))
	require.NoError(t, compare(folder, pages))

	require.NoError(t, os.WriteFile(filepath.Join(folder, "a.md"), []byte("other"), 0o600))
	require.NoError(t, os.Remove(filepath.Join(folder, "b.md")))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "d.md"), nil, 0o600))
	err := compare(folder, pages)
	require.ErrorContains(t, err, "a.md is out of date")
	require.ErrorContains(t, err, "b.md is missing")
	require.ErrorContains(t, err, "d.md is nothing that is generated")
	require.NotContains(t, err.Error(), "c.md")
}
