package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// fromTheStart begins with the shop's oldest customers.
const fromTheStart = `{"since_from": "2000-01-01T00:00:00Z", "limit": 2}`

// batch reads stdout as a batch.
func (o outcome) batch(t *testing.T) registry.Batch {
	t.Helper()
	require.Equal(t, 0, o.code, "exit code; stderr: %s", o.stderr)
	var batch registry.Batch
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &batch), "stdout is a batch: %s", o.stdout)
	return batch
}

// idsOf returns the ids of the events.
func idsOf(batch registry.Batch) []string {
	var ids []string
	for _, event := range batch.Events {
		ids = append(ids, event.ID)
	}
	return ids
}

func TestPollPrintsRecordsEventsCursorAndMore(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	nothing := s.bigcommerce(t, "poll", "on_customers_updated")
	assert.Regexp(t, `^{"records":\[\],"events":\[\],"cursor":"[^"]+","more":false}\n$`, nothing.stdout)
	assert.Empty(t, nothing.stderr)

	two := s.bigcommerce(t, "poll", "on_customers_updated", "--input", fromTheStart).batch(t)
	assert.Len(t, two.Records, 2)
	assert.Len(t, two.Events, 2)
	assert.True(t, two.More)
}

func TestPollContinuesAtACursorWithOrWithoutQuotes(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.bigcommerce(t, "poll", "on_customers_updated", "--input", fromTheStart).batch(t)
	quoted := string(first.Cursor)
	for _, cursor := range []string{quoted, strings.Trim(quoted, `"`)} {
		second := s.bigcommerce(t, "poll", "on_customers_updated", "--input", `{"limit": 2}`, "--cursor", cursor).batch(t)
		assert.Len(t, second.Records, 2)
		assert.NotSubset(t, idsOf(first), idsOf(second), "what comes next is new")
	}
}

func TestPollRefusesACursorThatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	foreign := string(s.bigcommerce(t, "poll", "on_products_updated").batch(t).Cursor)
	for cursor, code := range map[string]string{foreign: "cursor.foreign", "1.abc": "cursor.damaged", `{"at": 1}`: "cursor.damaged"} {
		refused := s.bigcommerce(t, "poll", "on_customers_updated", "--cursor", cursor)
		failure := refused.failure(t)
		assert.Equal(t, registry.InvalidInput, failure.Type)
		assert.Equal(t, code, failure.Code)
		assert.Equal(t, "on_customers_updated", failure.Operation)
		assert.Empty(t, refused.stdout)
	}
}

func TestPollKeepsItsCursorInAFile(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := filepath.Join(t.TempDir(), "customers.cursor")
	first := s.bigcommerce(t, "poll", "on_customers_updated", "--input", fromTheStart, "--cursor-file", file).batch(t)
	second := s.bigcommerce(t, "poll", "on_customers_updated", "--input", fromTheStart, "--cursor-file", file).batch(t)
	assert.NotSubset(t, idsOf(first), idsOf(second), "what comes next is new")

	kept, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(second.Cursor)+"\n", string(kept))
	about, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), about.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(file))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing else is left in the folder")
}

func TestPollNeverIgnoresACursorFile(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	foreign := string(s.bigcommerce(t, "poll", "on_products_updated").batch(t).Cursor)
	for name, c := range map[string]struct{ content, code string }{
		"empty":   {"\n", "cursor.unreadable"},
		"null":    {"null", "cursor.unreadable"},
		"damaged": {foreign[:len(foreign)-4], "cursor.damaged"},
		"foreign": {foreign, "cursor.foreign"},
		"huge":    {strings.Repeat("x", largestKept+1), "cursor.unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "cursor")
			require.NoError(t, os.WriteFile(file, []byte(c.content), 0o600))
			refused := s.bigcommerce(t, "poll", "on_customers_updated", "--cursor-file", file)
			failure := refused.failure(t)
			assert.Equal(t, c.code, failure.Code)
			assert.Contains(t, failure.Message, file)
			assert.Empty(t, refused.stdout)
			kept, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, c.content, string(kept), "it is left as it was")
		})
	}
	t.Run("folder", func(t *testing.T) {
		t.Parallel()
		refused := s.bigcommerce(t, "poll", "on_customers_updated", "--cursor-file", t.TempDir())
		assert.Equal(t, "cursor.unreadable", refused.failure(t).Code)
	})
}

func TestPollByTimeNeedsATimeToBeginAt(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	refused := s.bigcommerce(t, "poll", "on_customers_updated", "--by-time").failure(t)
	require.Len(t, refused.Fields, 1)
	assert.Equal(t, "/since_from", refused.Fields[0].Path)
	assert.NotEmpty(t, s.bigcommerce(t, "poll", "on_customers_updated", "--by-time", "--input", fromTheStart).batch(t).Records)
}
