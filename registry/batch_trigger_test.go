package registry

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATriggerTakesNoBatch(t *testing.T) {
	t.Parallel()
	registry := &Registry{byCode: map[string]*registered{
		"shop": {operations: map[string]*operation{"on_bloom": {kind: KindTrigger}}},
	}}
	outcomes := registry.InvokeBatch(t.Context(), Call{Connector: "shop", Operation: "on_bloom"}, []json.RawMessage{nil})
	require.Len(t, outcomes, 1)
	var failure *Failure
	require.True(t, errors.As(outcomes[0].Err, &failure))
	assert.Equal(t, InvalidInput, failure.Type)
	assert.Equal(t, "operation.trigger", failure.Code)
	assert.Equal(t, "on_bloom", failure.Operation)
}
