package registry_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestFailureInJSONHasEveryKey(t *testing.T) {
	t.Parallel()
	bare, err := json.Marshal(registry.NewFailure(registry.NotFound, "shop.404", "Gone.", errors.New("sesame")))
	require.NoError(t, err)
	assert.Equal(t, `{"type":"not_found","code":"shop.404","message":"Gone.","status":0,"retryable":false,"retry_after_ms":0,"operation":"","fields":[],"details":{}}`, string(bare))

	full := &registry.Failure{
		Type: registry.RateLimited, Code: "shop.429", Message: "Wait.", Status: 429, Retryable: true, RetryAfter: 1500 * time.Millisecond,
		Operation: "plant", Fields: faults("/a", "b"), Details: map[string]any{"plant_id": "7"},
	}
	encoded, err := json.Marshal(full)
	require.NoError(t, err)
	assert.JSONEq(t, `{"type":"rate_limited","code":"shop.429","message":"Wait.","status":429,"retryable":true,"retry_after_ms":1500,
		"operation":"plant","fields":[{"path":"/a","message":"b"}],"details":{"plant_id":"7"}}`, string(encoded))

	var read registry.Failure
	require.NoError(t, json.Unmarshal(encoded, &read))
	assert.Equal(t, full, &read, "a failure can travel between processes")
}

func TestFailureIsLoggedWithoutItsCause(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	failure := registry.NewFailure(registry.Unavailable, "shop.wilted", "Water it.", errWilted)
	failure.Status, failure.RetryAfter, failure.Fields = 503, time.Second, faults("/a", "b")
	slog.New(slog.NewTextHandler(&log, nil)).Error("failed", "failure", failure)
	assert.Contains(t, log.String(), `failure.code=shop.wilted failure.message="Water it."`)
	assert.Contains(t, log.String(), `failure.status=503 failure.retry_after=1s`)
	assert.NotContains(t, log.String(), "sesame")
	assert.ErrorIs(t, failure, errWilted)
}
