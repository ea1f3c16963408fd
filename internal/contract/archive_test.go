package contract

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

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
				if len(one.Deliveries) == 1 {
					assertAsArchived(t, one, engine.Play(t.Context(), Receive, one, NewPlayer(one.Exchanges)), Receive)
				}
				if !engine.triggers[one.Operation] {
					assertAsArchived(t, one, engine.Play(t.Context(), Batch, one, NewPlayer(one.Exchanges)), Batch)
				}
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
		if operation.form == "poll" {
			names = append(names, "next_poll")
		}
		if operation.form == "webhook" && len(operation.success.Exchanges) > 0 {
			names = append(names, "gone")
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

func TestArchiveOfATriggerSavedIsTheArchiveLoaded(t *testing.T) {
	t.Parallel()
	const text = `A poll that continues another one.

-- input.json --
{}
-- poll.json --
{"by_time": true}
-- continues --
success
-- request-1 --
GET /v3/customers
-- response-1 --
200
-- output.json --
[
  {
    "id": 1
  }
]
-- events.json --
[
  {
    "id": "customer:1:created",
    "time": "2026-01-31T09:30:00Z"
  }
]
-- more.json --
true
`
	file := filepath.Join(t.TempDir(), "case.txtar")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	one, err := loadCase(file)
	require.NoError(t, err)
	require.NoError(t, one.Save(Outcome{
		Exchanges: one.Exchanges, More: one.More, Records: []json.RawMessage{json.RawMessage(`{"id":1}`)},
		Events: []registry.Event{{ID: "customer:1:created", Time: time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)}},
	}))
	saved, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, text, string(saved))
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

// loadOnce reads the archives for all tests, which leave them as they are.
var loadOnce = sync.OnceValues(func() ([]Case, error) { return Load(archives) })

func loadCases(t *testing.T) []Case {
	t.Helper()
	cases, err := loadOnce()
	require.NoError(t, err)
	return cases
}
