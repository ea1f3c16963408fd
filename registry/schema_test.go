package registry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

var update = flag.Bool("update", false, "write the golden files anew")

// manifestOf returns the manifest of a registry with one operation for each kind of form.
func manifestOf(t testing.TB) registry.Manifest {
	t.Helper()
	plantIt := registry.NewAction(planted(), func(context.Context, *shop, plantInput) (record, error) { return untouched, nil })
	find := registry.NewAction(specOf("find", registry.Read), func(context.Context, *shop, plantQuery) (plantKey, error) { return plantKey{}, nil })
	return newRegistry(t, plantIt, find).Manifest()
}

func TestManifestIsStable(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(manifestOf(t)))
	const golden = "testdata/manifest.json"
	if *update {
		require.NoError(t, os.WriteFile(golden, got.Bytes(), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got.String(), "run the test with -update when the change is wanted")
}

func TestSchemasAreWhole(t *testing.T) {
	t.Parallel()
	for _, operation := range manifestOf(t).Connectors[0].Operations {
		for _, schema := range []json.RawMessage{operation.Input, operation.Output} {
			assert.NotContains(t, string(schema), "$ref")
			assert.NotContains(t, string(schema), "$defs")
			compiledSchema(t, schema)
		}
	}
}

func TestSchemasAreNotEscapedForHTML(t *testing.T) {
	t.Parallel()
	assert.Contains(t, string(manifestOf(t).Connectors[0].Operations[0].Input), `"The <i>botanical</i> name & its \\u003c."`)
}

// compiledSchema compiles the schema the way a reader of the manifest would.
func compiledSchema(t testing.TB, schema json.RawMessage) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("schema.json", document))
	compiled, err := compiler.Compile("schema.json")
	require.NoError(t, err)
	return compiled
}

// holds reports whether the JSON holds against the schema.
func holds(t testing.TB, schema *jsonschema.Schema, document string) bool {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	require.NoError(t, err)
	return schema.Validate(value) == nil
}

// What the schema of a form says and what its decoding enforces must be the same: an input that needs no conversion is
// accepted by both or refused by both.
func TestSchemaAndDecodingAgree(t *testing.T) {
	t.Parallel()
	const name = `"latin_name":"Bellis",`
	action := echo[plantInput](planted())
	schema := compiledSchema(t, manifestOf(t).Connectors[0].Operations[0].Input)
	for input, valid := range map[string]bool{
		`{"latin_name":"Bellis"}`:                true,
		`{}`:                                     false,
		`{"latin_name":"abcdefghijklmnopqrst"}`:  true,
		`{"latin_name":"abcdefghijklmnopqrstu"}`: false,
		`{"latin_name":"äöüäöüäöüäöüäöüäöü"}`:                      true,
		`{` + name + `"light":"half"}`:                             true,
		`{` + name + `"light":"moon"}`:                             false,
		`{` + name + `"light":null}`:                               false,
		`{` + name + `"hardiness":5}`:                              true,
		`{` + name + `"hardiness":4}`:                              false,
		`{` + name + `"price":0}`:                                  true,
		`{` + name + `"price":-0.0000000000000000000001}`:          false,
		`{` + name + `"price":null,"colors":null}`:                 true,
		`{` + name + `"height":0}`:                                 false,
		`{` + name + `"height":0.1}`:                               true,
		`{` + name + `"colors":["a","b","c"]}`:                     true,
		`{` + name + `"colors":["a","b","c","d"]}`:                 false,
		`{` + name + `"colors":["a","a"]}`:                         false,
		`{` + name + `"neighbors":[1,2]}`:                          true,
		`{` + name + `"neighbors":[1.5]}`:                          false,
		`{` + name + `"pots":[{"size":1}]}`:                        true,
		`{` + name + `"pots":[{"glaze":"g"}]}`:                     false,
		`{` + name + `"pots":[{"size":1,"depth":2}]}`:              false,
		`{` + name + `"label":{"back":{"notes":"n"}}}`:             true,
		`{` + name + `"translations":{"de":"x"}}`:                  true,
		`{` + name + `"translations":{"de":{}}}`:                   false,
		`{` + name + `"additional_fields":{"x":[1,null,{"y":2}]}}`: true,
		`{` + name + `"id":5}`:                                     false,
		`{` + name + `"code":"abc"}`:                               true,
		`{` + name + `"code":"ABC"}`:                               false,
	} {
		_, err := decoded(t, action, input)
		assert.Equal(t, valid, err == nil, "decoding %s: %v", input, err)
		assert.Equal(t, valid, holds(t, schema, input), "schema for %s", input)
	}
}
