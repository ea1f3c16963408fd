package bigcommerce

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

type encodedAddress struct {
	City value.Optional[string] `json:"city,omitzero"`
	Additional
}

type encodedCustomer struct {
	ID        int64                            `json:"id,omitzero"`
	Name      value.Optional[string]           `json:"name,omitzero"`
	Addresses value.Optional[[]encodedAddress] `json:"addresses,omitzero"`
	Additional
}

func additional(pairs ...string) Additional {
	fields := map[string]json.RawMessage{}
	for pair := range slices.Chunk(pairs, 2) {
		fields[pair[0]] = json.RawMessage(pair[1])
	}
	return Additional{AdditionalFields: fields}
}

func TestEncodeBodyMergesAdditionalFields(t *testing.T) {
	t.Parallel()
	body, err := encodeBody([]encodedCustomer{
		{
			ID: 7, Name: value.Of(`<b>Jane & "Co" \u003c</b>`),
			Addresses:  value.Of([]encodedAddress{{City: value.Of("Köln"), Additional: additional("id", "9", "zone", `{"additional_fields":[1]}`)}}),
			Additional: additional("tags", `["a", "b"]`, "digits", "12345678901234567890.10"),
		},
		{ID: 8},
	})
	require.NoError(t, err)
	var decoded []map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(body, &decoded))
	require.Equal(t, `["a","b"]`, string(decoded[0]["tags"]))
	require.Equal(t, "12345678901234567890.10", string(decoded[0]["digits"]))
	require.Equal(t, `"<b>Jane & \"Co\" \\u003c</b>"`, string(decoded[0]["name"]))
	require.Equal(t, `[{"city":"Köln","id":9,"zone":{"additional_fields":[1]}}]`, string(decoded[0]["addresses"]))
	require.NotContains(t, decoded[0], additionalFields)
	require.Equal(t, map[string]json.RawMessage{"id": json.RawMessage("8")}, decoded[1])
}

func TestEncodeBodyRefusesAdditionalFieldsThatAreTyped(t *testing.T) {
	t.Parallel()
	for _, body := range []any{
		encodedCustomer{Name: value.Of("Jane"), Additional: additional("name", `"Joe"`)},
		encodedCustomer{Additional: additional("id", "1")},
		[]encodedCustomer{{ID: 7, Additional: additional("id", "1")}},
		encodedCustomer{Additional: additional("additional_fields", "{}")},
		encodedCustomer{Addresses: value.Of([]encodedAddress{{City: value.Of("x"), Additional: additional("city", `"y"`)}})},
	} {
		_, err := encodeBody(body)
		e := asError(t, err)
		require.Equal(t, KindInvalid, e.Kind)
		require.Contains(t, e.Fields[0].Path, "/additional_fields/")
	}
	_, err := encodeBody(json.RawMessage(`{"a":`))
	require.Error(t, err)
}

func TestEncodeBodyLeavesOtherBodiesAlone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body any
		want string
	}{
		{nil, ""},
		{json.RawMessage(`{"b":1, "a":"<"}`), `{"b":1, "a":"<"}`},
		{encodedCustomer{Additional: additional()}, `{}`},
		{map[string]string{"x": "a<b>c&d\u2028\\u003c"}, `{"x":"a<b>c&d\u2028\\u003c"}`},
	} {
		body, err := encodeBody(test.body)
		require.NoError(t, err)
		require.Equal(t, test.want, string(body))
	}
}

func TestEncodeQuery(t *testing.T) {
	t.Parallel()
	values, err := queryValues(struct {
		IDs   value.List[int64]      `url:"id:in,omitempty"`
		Name  value.Optional[string] `url:"name:like,omitempty"`
		Blank value.Optional[string] `url:"email,omitempty"`
	}{IDs: value.List[int64]{1, 2}, Name: value.Of("a+b&c d")})
	require.NoError(t, err)
	require.Equal(t, "id:in=1,2&name:like=a%2Bb%26c+d", encodeQuery(values))
	values, err = queryValues(nil)
	require.NoError(t, err)
	require.Empty(t, values)
	parsed, err := url.ParseQuery(encodeQuery(url.Values{"a:in": {"%3A", "x,y"}}))
	require.NoError(t, err)
	require.Equal(t, url.Values{"a:in": {"%3A", "x,y"}}, parsed)
}
