package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// outcomesOf reads what --batch prints.
func outcomesOf(t *testing.T, printed string) []registry.Outcome {
	t.Helper()
	var outcomes []registry.Outcome
	require.NoError(t, json.Unmarshal([]byte(printed), &outcomes), printed)
	return outcomes
}

func TestABatchPrintsAnOutcomeForEachInput(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := filepath.Join(t.TempDir(), "customers.json")
	require.NoError(t, os.WriteFile(file, []byte(`[`+jane+`, {"email": "joe@example.com", "first_name": "Joe", "last_name": "Doe"}]`), 0o600))
	created := s.bigcommerce(t, "invoke", "create_customer", "--batch", "--input", "@"+file)
	require.Equal(t, exitOK, created.code, created.stderr)
	outcomes := outcomesOf(t, created.stdout)
	require.Len(t, outcomes, 2)
	assert.Contains(t, string(outcomes[1].Records[0]), `"email":"joe@example.com"`)
	assert.NotContains(t, created.stdout, `"error"`)

	found := execute(t, s.env, `[{"email": "JOE@example.com"}, {"email": "nobody@example.com"}, {"mail": "x"}]`,
		"invoke", "get_customer_by_email", "--batch", "--input", "-")
	assert.Equal(t, exitFailed, found.code)
	assert.Contains(t, found.stderr, "1 of 3 inputs failed")
	outcomes = outcomesOf(t, found.stdout)
	require.Len(t, outcomes, 3)
	assert.Len(t, outcomes[0].Records, 1)
	assert.Contains(t, found.stdout, "{\"records\":[]},\n{\"error\":{")
	require.Error(t, outcomes[2].Err)

	none := s.bigcommerce(t, "invoke", "get_orders", "--batch", "--input", "[]")
	assert.Equal(t, exitOK, none.code)
	assert.Equal(t, "[]\n", none.stdout)
}

func TestABatchThatIsNoArrayIsWrongUsage(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, arguments := range [][]string{
		{"--input", jane}, {"--input", "null"}, {"--input", "[{]"}, {}, {"--stream", "--input", "[]"},
	} {
		wrong := s.bigcommerce(t, append([]string{"invoke", "create_customer", "--batch"}, arguments...)...)
		assert.Equal(t, exitUsage, wrong.code, "%v", arguments)
		assert.Empty(t, wrong.stdout)
		assert.NotEmpty(t, wrong.stderr)
	}
	assert.Zero(t, s.Stats().Total, "requests")
}
