package bigcommerce

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestElementsAndMembersPassValuesUnchanged(t *testing.T) {
	t.Parallel()
	data := []byte(` [ {"a" : 1.10, "b":"]}\"\\" } ,12345678901234567890,"x,[\\\"", [ [],{} ] , null,true ] `)
	var found []string
	for element := range elements(data) {
		found = append(found, string(element))
		require.Equal(t, len(element), cap(element), "appending to a record can't reach its neighbour")
	}
	require.Equal(t, []string{`{"a" : 1.10, "b":"]}\"\\" }`, "12345678901234567890", `"x,[\\\""`, "[ [],{} ]", "null", "true"}, found)

	object := []byte(`{ "id":1 , "n\u0061me" : {"x":[1,2]} , "":null,"id":2}`)
	var names []string
	for name, value := range members(object) {
		names = append(names, name+"="+string(value))
	}
	require.Equal(t, []string{"id=1", `name={"x":[1,2]}`, "=null", "id=2"}, names)
	require.Equal(t, "2", string(member(object, "id")), "the last one counts")
	require.Nil(t, member(object, "x"))
	require.Nil(t, member([]byte(`[1]`), "x"))
}

func FuzzSplitPage(f *testing.F) {
	for _, seed := range []string{
		`[]`, `[1]`, `[{"id":1},{"id":2}]`, `{"data":[{"a":"\"]"}],"meta":{"pagination":{"total":2}}}`, `null`, `"\\"`, `[[],{}]`, "[\"\\u005d\"]", " [ 1 , 2 ] ",
		`{"a":{"b":[1,{"c":null}]},"a":2}`, `-1.5e3`, ``, "{\"\x80\":{}}", "{\"\x80\":1,\"\x81\":2,\"\\ufffd\":3}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var array []json.RawMessage
		valid := json.Valid(data)
		if valid && json.Unmarshal(data, &array) == nil && array != nil {
			i := 0
			for element := range elements(data) {
				require.Less(t, i, len(array))
				require.Equal(t, string(array[i]), string(element))
				i++
			}
			require.Equal(t, len(array), i)
		}
		var object map[string]json.RawMessage
		if valid && json.Unmarshal(data, &object) == nil && object != nil {
			found := map[string]bool{}
			for name := range members(data) {
				require.Equal(t, string(object[name]), string(member(data, name)))
				found[name] = true
			}
			require.Len(t, found, len(object))
		}
		if !valid { // whatever comes, it ends
			for element := range elements(data) {
				_ = element
			}
			for name := range members(data) {
				_ = name
			}
		}
	})
}

// pageOf returns a page of n products, about the size that BigCommerce's have.
func pageOf(n int) []byte {
	var page bytes.Buffer
	page.WriteString(`{"data":[`)
	for i := range n {
		if i > 0 {
			page.WriteByte(',')
		}
		fmt.Fprintf(&page, `{"id":%d,"name":"Product \"%d\"","description":"%s","price":19.9900,"categories":[1,2,3],"custom_url":{"url":"/p-%d/","is_customized":false}}`,
			i+1, i, strings.Repeat("<p>fine goods</p>", 80), i)
	}
	page.WriteString(`],"meta":{"pagination":{"total":10000,"count":250}}}`)
	return page.Bytes()
}

func BenchmarkSplitPage(b *testing.B) {
	page := pageOf(250)
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		b.ReportAllocs()
		for b.Loop() {
			if !json.Valid(page) {
				b.Fatal("invalid")
			}
			n := 0
			for element := range elements(member(page, "data")) {
				_ = bytes.Clone(element)
				n++
			}
			if n != 250 {
				b.Fatal(n)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(page)))
		b.ReportAllocs()
		for b.Loop() {
			var decoded struct {
				Data []json.RawMessage `json:"data"`
			}
			if err := json.Unmarshal(page, &decoded); err != nil || len(decoded.Data) != 250 {
				b.Fatal(err)
			}
		}
	})
}
