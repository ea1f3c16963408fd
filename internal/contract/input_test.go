package contract

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestEveryRequiredFieldIsRequired(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		for _, place := range operation.places(t) {
			if !place.required || place.alone {
				continue // a row of a form whose only field is blank is a blank row, which is not sent
			}
			assertRefused(t, operation, place.with(absent{}), place.pointer)
			assertRefused(t, operation, place.with(""), place.pointer)
			assertRefused(t, operation, place.with(" \t"), place.pointer)
			assertRefused(t, operation, place.with(nil), place.pointer)
		}
	})
}

func TestUnknownFieldsAreRefusedWithASuggestion(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		input := decodeObject(t, operation.success.Input)
		for name := range input {
			if len(name) < 4 {
				continue
			}
			misspelt := name[:len(name)-1]
			changed := maps.Clone(input)
			changed[misspelt] = "value"
			fault := assertRefused(t, operation, changed, "/"+misspelt)
			assert.Contains(t, fault, "Did you mean", "the fault for %s", misspelt)
			assert.Contains(t, fault, name, "the fault for %s", misspelt)
		}
	})
}

func TestWrongTypesAreRefused(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		for _, place := range operation.places(t) {
			for _, wrong := range wrongValues(place.schema) {
				assertRefused(t, operation, place.with(wrong), place.pointer)
			}
		}
	})
}

func TestNullIsRefusedWhereItDoesNotClear(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		for _, place := range operation.places(t) {
			if !allowsNull(place.schema) && !place.alone {
				assertRefused(t, operation, place.with(nil), place.pointer)
			}
		}
	})
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		input := decodeObject(t, operation.success.Input)
		input["no_such_field"] = 1
		input["nor_this_one"] = 2
		outcome := operation.run(t, input)
		require.NotNil(t, outcome.Failure)
		var paths []string
		for _, field := range outcome.Failure.Fields {
			paths = append(paths, field.Path)
		}
		assert.Subset(t, paths, []string{"/no_such_field", "/nor_this_one"})
	})
}

func TestAnInputThatIsNoObjectIsRefused(t *testing.T) {
	t.Parallel()
	forEachUnsent(t, func(t *testing.T, operation unsent) {
		for _, input := range []string{`[]`, `"text"`, `7`, `true`, `{`, `{} {}`, `{"limit":1,"limit":2}`, "\xff"} {
			outcome := operation.engine.Run(t.Context(), Invoke, operation.Code, json.RawMessage(input))
			require.NotNil(t, outcome.Failure, "input %q was taken", input)
			assert.Equal(t, registry.InvalidInput, outcome.Failure.Type, "input %q", input)
		}
	})
}

// assertRefused expects a fault with the pointer, and no request. It returns the fault's message.
func assertRefused(t *testing.T, operation unsent, input object, pointer string) string {
	t.Helper()
	text, err := json.Marshal(input)
	require.NoError(t, err)
	outcome := operation.run(t, input)
	if !assert.NotNil(t, outcome.Failure, "%s was not refused in %s", pointer, text) {
		return ""
	}
	assert.Equal(t, registry.InvalidInput, outcome.Failure.Type, "%s in %s", pointer, text)
	assert.False(t, outcome.Failure.Retryable, "the same input can't succeed later")
	i := slices.IndexFunc(outcome.Failure.Fields, func(field registry.FieldFault) bool {
		return field.Path == pointer || field.Path == pointer+"/0" // an item of a list is named by its index
	})
	if !assert.GreaterOrEqual(t, i, 0, "no fault at %s but %v in %s", pointer, outcome.Failure.Fields, text) {
		return ""
	}
	message := outcome.Failure.Fields[i].Message
	assert.NotEmpty(t, strings.TrimSpace(message))
	return message
}

// unsent is an operation on an engine whose requests would lead nowhere.
type unsent struct {
	operation
	engine *Engine
	player *Player
}

// forEachUnsent runs the test for every registered operation and expects that nothing was sent.
func forEachUnsent(t *testing.T, test func(t *testing.T, operation unsent)) {
	t.Helper()
	forEachOperation(t, func(t *testing.T, operation operation) {
		player := NewPlayer(nil)
		engine, err := Open(player)
		require.NoError(t, err)
		test(t, unsent{operation: operation, engine: engine, player: player})
		assert.Empty(t, player.Exchanges(), "something was sent")
		require.NoError(t, engine.Close())
	})
}

func (u unsent) run(t *testing.T, input object) Outcome {
	t.Helper()
	encoded, err := json.Marshal(input)
	require.NoError(t, err)
	return u.engine.Run(t.Context(), Invoke, u.Code, encoded)
}

func (o operation) places(t *testing.T) []place {
	t.Helper()
	return places(decodeObject(t, o.Input), decodeObject(t, o.success.Input))
}

// wrongValues returns values that can't be taken for the schema's type, also after conversion.
func wrongValues(schema object) []any {
	switch {
	case schema["oneOf"] != nil || schema["enum"] != nil:
		return []any{"no such choice", object{}}
	case is(schema, "integer"):
		return []any{"abc", 1.5, true, object{}, "99999999999999999999"}
	case is(schema, "number"):
		return []any{"abc", true, object{}}
	case is(schema, "boolean"):
		return []any{"perhaps", 7, object{}}
	case is(schema, "object"):
		return []any{"nonsense", 7}
	case is(schema, "array"):
		if items, ok := schema["items"].(object); ok && is(items, "integer") {
			return []any{[]any{"abc"}, []any{object{}}}
		}
		return []any{true}
	case is(schema, "string"):
		return []any{object{}, []any{"a", "b"}}
	}
	return nil
}

func allowsNull(schema object) bool {
	if is(schema, "null") {
		return true
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		for _, alternative := range list(schema[key]) {
			choice := alternative.(object)
			value, constant := choice["const"]
			if is(choice, "null") || (constant && value == nil) {
				return true
			}
		}
	}
	return false
}
