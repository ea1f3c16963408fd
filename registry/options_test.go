package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// plants is the source of a drop-down: its labels tell what was asked for.
func plants(_ context.Context, s *shop, search registry.Search) (registry.Choices, error) {
	if search.Query == "wilted" {
		return registry.Choices{}, errWilted
	}
	label := fmt.Sprintf("%s %s %s %d %s", s.garden, search.Query, search.After, search.Limit, search.Fields["light"])
	return registry.Choices{Options: []registry.Choice{{Value: 7, Label: label}}, After: "next"}, nil
}

func TestOptionsAreThoseOfTheSourceThatTheFieldNames(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, echo[plantInput](planted()), echo[plantQuery](specOf("find", registry.Read)))
	for _, test := range []struct {
		operation, input, pointer string
		search                    registry.Search
		label                     string
	}{
		{"find", ``, "/id_in/*", registry.Search{}, "kew   50 "},
		{"find", `{"nonsense":1}`, "/id_in/3", registry.Search{Query: " rose ", After: "next", Limit: 250}, "kew rose next 250 "},
		{"plant", `{"light":"shade"}`, "/neighbors/2", registry.Search{}, `kew   50 "shade"`},
		{"plant", `{"light":"half"}`, "/neighbors/*", registry.Search{Query: "r"}, `kew r  50 "half"`},
	} {
		found, err := reg.Options(t.Context(), callOf(test.operation, test.input), test.pointer, test.search)
		require.NoError(t, err)
		assert.Equal(t, registry.Choices{Options: []registry.Choice{{Value: 7, Label: test.label}}, After: "next"}, found)
	}
}

func TestOptionsThatCanNotBeLookedUp(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, echo[plantInput](planted()), echo[plantQuery](specOf("find", registry.Read)), echo[plantKey](specOf("get", registry.Read)))
	for _, test := range []struct {
		operation, input, pointer string
		search                    registry.Search
		code, message             string
	}{
		{"find", ``, "/id", registry.Search{}, "options.unknown", "/id_in/*"},
		{"find", ``, "", registry.Search{}, "options.unknown", "/id_in/*"},
		{"get", ``, "/id", registry.Search{}, "options.unknown", "No field of get has a drop-down."},
		{"find", ``, "/id_in/*", registry.Search{Limit: 251}, "options.limit", "1 to 250"},
		{"find", ``, "/id_in/*", registry.Search{Limit: -1}, "options.limit", "1 to 250"},
		{"find", ``, "/id_in/*", registry.Search{Query: "wilted"}, "shop.wilted", "Water it."},
		{"plant", `{"light":" "}`, "/neighbors/0", registry.Search{}, "options.depends_on", "Fill in light first"},
		{"plant", `[`, "/neighbors/*", registry.Search{}, "options.depends_on", "Fill in light first"},
		{"weed", ``, "/neighbors/*", registry.Search{}, "operation.unknown", "weed"},
	} {
		found, err := reg.Options(t.Context(), callOf(test.operation, test.input), test.pointer, test.search)
		failure := failureOf(t, err)
		assert.Equal(t, test.code, failure.Code)
		assert.Contains(t, failure.Message, test.message)
		assert.Equal(t, test.operation, failure.Operation)
		assert.NotNil(t, found.Options)
		if strings.HasPrefix(test.code, "options.depends") {
			assert.Equal(t, "/light", failure.Fields[0].Path)
		}
	}
}

func TestOptionsAreRememberedForSecondsAndForOneCredential(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		seen := &observer{}
		definition := shopDefinition(echo[plantQuery](specOf("find", registry.Read)))
		definition.Observers = []registry.Observer{seen.observe}
		definition.Options[0].List = func(context.Context, *shop, registry.Search) (registry.Choices, error) {
			asked.Add(1)
			return registry.Choices{}, nil
		}
		reg, err := registry.New(registry.NewConnector(definition))
		require.NoError(t, err)
		look := func(credential, query string) {
			call := callOf("find", ``)
			call.Credential = json.RawMessage(credential)
			found, err := reg.Options(t.Context(), call, "/id_in/*", registry.Search{Query: query})
			require.NoError(t, err)
			assert.Equal(t, registry.Choices{Options: []registry.Choice{}}, found)
		}
		const kew, other = `{"garden":"kew","key":"sesame"}`, `{"garden":"kew","key":"open"}`
		for i, step := range []struct {
			credential, query string
			wait              time.Duration
			asked             int32
		}{{kew, "r", 0, 1}, {kew, "r", 9 * time.Second, 1}, {kew, "ro", 0, 2}, {other, "r", 0, 3}, {kew, "r", 2 * time.Second, 4}} {
			time.Sleep(step.wait)
			look(step.credential, step.query)
			assert.Equal(t, step.asked, asked.Load(), "step %d", i)
		}
		require.Len(t, seen.ended, 5)
		assert.Equal(t, registry.MethodOptions, seen.began[0].Method)
		assert.Equal(t, "find", seen.began[0].Operation)
	})
}
