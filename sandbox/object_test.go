package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestObjectKeepsOrderAndDigits(t *testing.T) {
	t.Parallel()
	o, err := parseObject([]byte(` {"b": 1.10, "a": [1, {"x": null}], "\"q\"": "<&>", "b": 12345678901234567890} `))
	require.NoError(t, err)
	assert.Equal(t, `{"b":12345678901234567890,"a":[1,{"x":null}],"\"q\"":"<&>"}`, o.String())
	for _, text := range []string{``, `[]`, `1`, `{`, `{"a":1}x`, `{"a":1}{}`, `{"a" 1}`} {
		_, err := parseObject([]byte(text))
		require.Error(t, err, text)
	}
}

func TestObjectIsChangedAsACopy(t *testing.T) {
	t.Parallel()
	before := object{{"a", "1"}, {"b", "2"}}
	assert.Equal(t, `{"a":3,"b":2,"c":4}`, before.with("a", "3").with("c", "4").String())
	assert.Equal(t, `{"b":2}`, before.without("a").String())
	assert.Equal(t, `{"a":1,"b":2}`, before.String())
}

func FuzzObject(f *testing.F) {
	f.Add([]byte(`{"a":[1.0,{"b":"é\n"}],"":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := parseObject(data)
		if err != nil {
			return
		}
		var want, got any
		if json.Unmarshal(data, &want) != nil {
			return // a number that Go can't hold
		}
		require.NoError(t, json.Unmarshal([]byte(o.String()), &got))
		require.Equal(t, want, got)
	})
}
