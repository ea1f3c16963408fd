package contract

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

var update = flag.Bool("update", false, "write what the operations send and give into the archives")

const archives = "../../testdata"

func TestArchives(t *testing.T) {
	t.Parallel()
	for _, one := range loadCases(t) {
		t.Run(one.Operation+"/"+one.Name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				engine := open(t)
				player := NewPlayer(one.Exchanges)
				player.Lenient = *update
				outcome := engine.Play(t.Context(), Invoke, one, player)
				if *update {
					require.NoError(t, one.Save(outcome))
					return
				}
				assertAsArchived(t, one, outcome, Invoke)
				assertAsArchived(t, one, engine.Play(t.Context(), Stream, one, NewPlayer(one.Exchanges)), Stream)
				assertAsArchived(t, one, engine.Play(t.Context(), Batch, one, NewPlayer(one.Exchanges)), Batch)
			})
		})
	}
}

func assertAsArchived(t *testing.T, one Case, outcome Outcome, name any) {
	t.Helper()
	for _, difference := range one.Differences(outcome) {
		t.Errorf("%s: %s", name, difference)
	}
}

func TestEveryOperationHasItsArchives(t *testing.T) {
	t.Parallel()
	cases, registered := loadCases(t), operations(t)
	for _, operation := range registered {
		names := []string{"success", "invalid_input"}
		if operation.Effect == registry.Read {
			names = append(names, "empty")
		}
		for _, name := range names {
			assert.True(t, slices.ContainsFunc(cases, func(one Case) bool {
				return one.Operation == operation.Code && one.Name == name
			}), "testdata/%s/%s.txtar is missing", operation.Code, name)
		}
	}
	for _, one := range cases {
		assert.True(t, slices.ContainsFunc(registered, func(operation operation) bool {
			return operation.Code == one.Operation
		}), "testdata/%s: no such operation", one.Operation)
	}
}

func TestArchiveSavedIsTheArchiveLoaded(t *testing.T) {
	t.Parallel()
	const text = `A case that is saved as it was loaded.

-- input.json --
{
  "name": "Ada <ada@example.com>"
}
-- request-1 --
GET /v3/customers?email:in=ada@example.com,bo@example.com
If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT
-- response-1 --
429
X-Rate-Limit-Time-Reset-Ms: 1500
-- request-2 --
PUT /v3/customers

[
  {
    "price": 1.10
  }
]
-- response-2 --
dropped
-- output.json --
[
  {
    "id": 12345678901234567890
  }
]
`
	file := filepath.Join(t.TempDir(), "case.txtar")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	one, err := loadCase(file)
	require.NoError(t, err)
	outcome := Outcome{Exchanges: one.Exchanges}
	outcome.Records = append(outcome.Records, []byte(`{"id":12345678901234567890}`))
	require.NoError(t, one.Save(outcome))
	saved, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, text, string(saved))
}

func loadCases(t *testing.T) []Case {
	t.Helper()
	cases, err := Load(archives)
	require.NoError(t, err)
	return cases
}
