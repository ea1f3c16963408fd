package bigcommerce

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// jsonTexts are texts that are JSON, or nearly.
func jsonTexts() []string {
	return []string{
		``, ` `, `{}`, `[]`, ` [ ] `, `{"a":1}`, `{"a":1,}`, `{"a" : [1 , 2]}`, `[1,2,]`, `[,]`, `[1 2]`, `{"a"}`, `{"a":}`, `{a:1}`, `{"a":1 "b":2}`, `{1:2}`,
		`null`, `nul`, `nullx`, `true`, `tru`, `false`, `falsy`, `0`, `-0`, `00`, `01`, `-`, `1.`, `.5`, `1.50`, `1e`, `1e+`, `1e5`, `1E-05`, `--1`, `+1`, `1.2.3`,
		`""`, `"`, `"abc`, `"a\"b"`, `"\u00e9"`, `"\u00g9"`, `"\u12"`, `"\x"`, `"\`, "\"\x01\"", "\"a\nb\"", "\"\xff\xfe\"", `"ééééééééé"`, `"0123456789abcdef\\"`,
		"\"01234567\x1f\"", `"01234567"`, `"0123456"`, `"012345678`, `[1]]`, `{}{}`, `[[[]]`, "\ufeff{}", "\v{}",
		strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001),
		strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), strings.Repeat(`{"a":`, 10_001) + "1" + strings.Repeat("}", 10_001),
	}
}

func TestValidJSONIsWhatTheStandardLibrarySays(t *testing.T) {
	t.Parallel()
	for _, text := range jsonTexts() {
		require.Equal(t, json.Valid([]byte(text)), validJSON([]byte(text)), "%.80q", text)
	}
}

func TestEveryByteInAStringIsJudgedAsTheStandardLibraryDoes(t *testing.T) {
	t.Parallel()
	for b := range 256 {
		for _, place := range []int{1, 5, 8, 9, 15} {
			text := []byte(`"0123456789abcdef0123"`)
			text[place] = byte(b)
			require.Equal(t, json.Valid(text), validJSON(text), "%q", text)
		}
	}
}

func FuzzValidJSON(f *testing.F) {
	for _, text := range jsonTexts() {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		require.Equal(t, json.Valid(data), validJSON(data))
	})
}
