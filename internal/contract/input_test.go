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
	onStage(t, func(t *testing.T, stage stage) {
		for _, place := range stage.places(t) {
			if !place.required || place.alone {
				continue // a row of a form whose only field is blank is a blank row, which is not sent
			}
			assertRefused(t, stage, place.with(absent{}), place.pointer)
			assertRefused(t, stage, place.with(""), place.pointer)
			assertRefused(t, stage, place.with(" \t"), place.pointer)
			assertRefused(t, stage, place.with(nil), place.pointer)
		}
	})
}

func TestUnknownFieldsAreRefusedWithASuggestion(t *testing.T) {
	t.Parallel()
	onStage(t, func(t *testing.T, stage stage) {
		input := decodeObject(t, stage.success.Input)
		for name := range input {
			if len(name) < 4 {
				continue
			}
			misspelt := name[:len(name)-1]
			changed := maps.Clone(input)
			changed[misspelt] = "value"
			fault := assertRefused(t, stage, changed, "/"+misspelt)
			assert.Contains(t, fault, "Did you mean", "the fault for %s", misspelt)
			assert.Contains(t, fault, name, "the fault for %s", misspelt)
		}
	})
}

func TestWrongTypesAreRefused(t *testing.T) {
	t.Parallel()
	onStage(t, func(t *testing.T, stage stage) {
		for _, place := range stage.places(t) {
			for _, wrong := range wrongValues(place.schema) {
				assertRefused(t, stage, place.with(wrong), place.pointer)
			}
		}
	})
}

func TestNullIsRefusedWhereItDoesNotClear(t *testing.T) {
	t.Parallel()
	onStage(t, func(t *testing.T, stage stage) {
		for _, place := range stage.places(t) {
			if !allowsNull(place.schema) && !place.alone {
				assertRefused(t, stage, place.with(nil), place.pointer)
			}
		}
	})
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	onStage(t, func(t *testing.T, stage stage) {
		input := decodeObject(t, stage.success.Input)
		input["no_such_field"] = 1
		input["nor_this_one"] = 2
		outcome := stage.run(t, input, NewPlayer(nil))
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
	onStage(t, func(t *testing.T, stage stage) {
		for _, input := range []string{`[]`, `"text"`, `7`, `true`, `{`, `{} {}`, `{"limit":1,"limit":2}`, "\xff"} {
			player := NewPlayer(nil)
			outcome := stage.runRaw(t, json.RawMessage(input), player)
			require.NotNil(t, outcome.Failure, "input %q was taken", input)
			assert.Equal(t, registry.InvalidInput, outcome.Failure.Type, "input %q", input)
			assert.Empty(t, player.Exchanges(), "input %q was sent", input)
		}
	})
}

// assertRefused expects a fault with the pointer, and no request. It returns the fault's message.
func assertRefused(t *testing.T, stage stage, input object, pointer string) string {
	t.Helper()
	text, err := json.Marshal(input)
	require.NoError(t, err)
	player := NewPlayer(nil)
	outcome := stage.run(t, input, player)
	assert.Empty(t, player.Exchanges(), "the input was sent: %s", text)
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
