package registry_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Whatever comes in, decoding ends without a panic. A refusal names places in the input; what is accepted holds against the
// schema once it is converted, and converts to itself from then on.
func FuzzDecodeInput(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `"{}"`, `{"latin_name":"Bellis"}`, `{"latin_name":" ","x":1}`,
		`{"latin_name":"Bellis","price":"1.10","light":"Full sun","hardiness":"Hardy","sown_on":"31/01/2026 09:30","perennial":"true"}`,
		`{"latin_name":12,"colors":"[\"a\",\"b\"]","neighbors":"1,2","pots":[{"size":"1.0"},{}],"label":{"back":{"notes":"n"}}}`,
		`{"latin_name":"Bellis","common_name":null,"price":null,"colors":null,"light":null}`,
		`{"latin_name":"Bellis","additional_fields":{"x":{"a":1,"a":2},"light":1},"extra":[1e999,{}]}`,
		`{"latin_name":"\ud800","height":1e400,"pots":{"size":-1},"owner":"a@b.c","pin":"123456","code":"A"}`,
		`{"latin_name":"a","a":1,"a":2,"":3,"a/b~c":[[[[]]]]}`,
	} {
		f.Add(seed)
	}
	action := echo[plantInput](planted())
	schema := compiledSchema(f, manifestOf(f).Connectors[0].Operations[0].Input)
	f.Fuzz(func(t *testing.T, input string) {
		first, err := decoded(t, action, input)
		if err != nil {
			failure := failureOf(t, err)
			require.Equal(t, registry.InvalidInput, failure.Type)
			require.NotEmpty(t, failure.Message)
			for _, fault := range failure.Fields {
				require.True(t, fault.Path == "" || strings.HasPrefix(fault.Path, "/"), "path %q", fault.Path)
				require.NotEmpty(t, fault.Message)
			}
			return
		}
		fields := fieldsOf(t, first)
		delete(fields, "pin") // a secret is redacted in the answer
		want, err := json.Marshal(fields)
		require.NoError(t, err)
		for name, cleared := range map[string]string{"common_name": `""`, "colors": `[]`} {
			if string(fields[name]) == cleared { // what was cleared is cleared with null
				fields[name] = json.RawMessage("null")
			}
		}
		again, err := json.Marshal(fields)
		require.NoError(t, err)
		require.True(t, holds(t, schema, string(again)), "the schema refuses %s", again)
		second, err := decoded(t, action, string(again))
		require.NoError(t, err)
		got, err := json.Marshal(fieldsOf(t, second))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
	})
}

func fieldsOf(t *testing.T, object string) map[string]json.RawMessage {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(object), &fields))
	return fields
}
