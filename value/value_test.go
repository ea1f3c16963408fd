package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-querystring/query"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOptionalHasThreeStates(t *testing.T) {
	t.Parallel()
	type note struct {
		Text Optional[string] `json:"text,omitzero" url:"text,omitempty"`
	}
	for title, test := range map[string]struct {
		note              note
		json, query       string
		zero, isNull, set bool
		or                string
	}{
		"omitted": {note{}, `{}`, ``, true, false, false, "else"},
		"null":    {note{Null[string]()}, `{"text":null}`, ``, false, true, false, "else"},
		"set":     {note{Of("x")}, `{"text":"x"}`, `text=x`, false, false, true, "x"},
		"blank":   {note{Of("")}, `{"text":""}`, `text=`, false, false, true, ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			encoded, err := json.Marshal(test.note)
			require.NoError(t, err)
			assert.Equal(t, test.json, string(encoded))

			var read note
			require.NoError(t, json.Unmarshal(encoded, &read))
			assert.Equal(t, test.note, read)

			values, err := query.Values(test.note)
			require.NoError(t, err)
			assert.Equal(t, test.query, values.Encode())

			assert.Equal(t, test.zero, test.note.Text.IsZero())
			assert.Equal(t, test.isNull, test.note.Text.IsNull())
			assert.Equal(t, test.set, test.note.Text.IsSet())
			assert.Equal(t, test.or, test.note.Text.Or("else"))
			_, ok := test.note.Text.Get()
			assert.Equal(t, test.set, ok)
		})
	}
}

func TestOptionalIsFilledInPlace(t *testing.T) {
	t.Parallel()
	var number Optional[int]
	*number.Target().(*int) = 7
	assert.Equal(t, Of(7), number)
	number.SetNull()
	assert.Equal(t, Null[int](), number)
	assert.Equal(t, reflect.TypeFor[int](), number.ElementType())
}

func TestOptionalLeavesEscapesToTheEncoder(t *testing.T) {
	t.Parallel()
	var plain bytes.Buffer
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(Of("<b>&")))
	assert.Equal(t, "\"<b>&\"\n", plain.String())

	escaped, err := json.Marshal(Of("<b>&"))
	require.NoError(t, err)
	assert.Equal(t, `"\u003cb\u003e\u0026"`, string(escaped))
}

func TestOptionalRefusesWhatItsTypeRefuses(t *testing.T) {
	t.Parallel()
	var number Optional[int]
	require.Error(t, json.Unmarshal([]byte(`"x"`), &number))
	assert.True(t, number.IsZero())
	_, err := json.Marshal(Of(Money("x")))
	require.Error(t, err)
}

func TestFiltersInAQuery(t *testing.T) {
	t.Parallel()
	type filter struct {
		IDs   List[int64]           `url:"id:in,omitempty"`
		Names List[string]          `url:"name:in,omitempty"`
		Since Optional[Date]        `url:"since,omitempty"`
		Until Optional[DateText]    `url:"until,omitempty"`
		Dates List[Date]            `url:"dates,omitempty"`
		Live  Optional[bool]        `url:"live,omitempty"`
		Parts Optional[[]string]    `url:"parts,omitempty"`
		Empty Optional[List[int64]] `url:"empty,omitempty"`
	}
	moment := time.Date(2026, 1, 31, 11, 30, 0, 0, time.FixedZone("", 2*60*60))
	for title, test := range map[string]struct {
		filter filter
		want   url.Values
	}{
		"nothing":   {filter{}, url.Values{}},
		"one":       {filter{IDs: List[int64]{7}}, url.Values{"id:in": {"7"}}},
		"several":   {filter{IDs: List[int64]{7, 8}, Names: List[string]{"a b", "c&d"}}, url.Values{"id:in": {"7,8"}, "name:in": {"a b,c&d"}}},
		"dates":     {filter{Since: Of(Date{Time: moment}), Until: Of(DateText{Time: moment})}, url.Values{"since": {"2026-01-31T09:30:00Z"}, "until": {"Sat, 31 Jan 2026 09:30:00 +0000"}}},
		"date list": {filter{Dates: List[Date]{{Time: moment}, {Time: moment}}}, url.Values{"dates": {"2026-01-31T09:30:00Z,2026-01-31T09:30:00Z"}}},
		"boolean":   {filter{Live: Of(false)}, url.Values{"live": {"false"}}},
		"parts":     {filter{Parts: Of([]string{"a", "b"})}, url.Values{"parts": {"a,b"}}},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := query.Values(test.filter)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
	assert.True(t, List[int]{}.IsZero())
	assert.False(t, List[int]{0}.IsZero())
}

func TestMoneyKeepsItsDigits(t *testing.T) {
	t.Parallel()
	for input, digits := range map[string]string{
		`1.10`: "1.10", `"1.10"`: "1.10", `12345678901234567890.000`: "12345678901234567890.000", `-0.5`: "-0.5", `1e3`: "1e3", `""`: "", `null`: "", ` 7 `: "7",
	} {
		var number Money
		require.NoError(t, number.UnmarshalJSON([]byte(input)), input)
		assert.Equal(t, Money(digits), number)
		encoded, err := json.Marshal(number)
		require.NoError(t, err)
		want := digits
		if digits == "" {
			want = "null"
		}
		assert.Equal(t, want, string(encoded))

		var text MoneyText
		require.NoError(t, text.UnmarshalJSON([]byte(input)), input)
		encoded, err = json.Marshal(text)
		require.NoError(t, err)
		assert.Equal(t, `"`+digits+`"`, string(encoded))
	}
	for _, input := range []string{`"1,10"`, `"abc"`, `true`, `[1]`, `"01"`, `"NaN"`, `".5"`, `"1."`} {
		var number Money
		require.Error(t, json.Unmarshal([]byte(input), &number), input)
		var text MoneyText
		require.Error(t, json.Unmarshal([]byte(input), &text), input)
	}
	_, err := json.Marshal(MoneyText("x"))
	require.Error(t, err)
}

func TestDates(t *testing.T) {
	t.Parallel()
	moment := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	midnight := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2026-01-31T09:30:00Z":            moment,
		"2026-01-31T09:30:00.000Z":        moment,
		"2026-01-31T11:30:00+02:00":       moment,
		"2026-01-31T11:30:00+0200":        moment,
		"2026-01-31T09:30:00":             moment,
		"2026-01-31T09:30":                moment,
		"2026-01-31 09:30:00":             moment,
		"2026-01-31 09:30":                moment,
		"Sat, 31 Jan 2026 09:30:00 +0000": moment,
		"Sat, 31 Jan 2026 04:30:00 -0500": moment,
		"Sat, 31 Jan 2026 09:30:00 GMT":   moment,
		"Sat, 31 Jan 2026 09:30:00 UTC":   moment,
		"31/01/2026 09:30":                moment,
		"31/01/2026 09:30:00":             moment,
		"31/01/2026":                      midnight,
		"2026-01-31":                      midnight,
	} {
		got, err := ParseDate(text)
		require.NoError(t, err, text)
		assert.True(t, want.Equal(got), "%s is read as %s", text, got)
	}
	for _, text := range []string{
		"", "now", "2026-02-30", "01/31/2026 09:30", "0000-01-01T00:00:00+23:00", "1767172200",
		"Sat, 31 Jan 2026 09:30:00 EST", // Go would take an unknown zone for UTC
	} {
		_, err := ParseDate(text)
		require.ErrorContains(t, err, "is not a date: write 2026-01-31T09:30:00Z", text)
	}
}

func TestDatesInJSON(t *testing.T) {
	t.Parallel()
	for title, test := range map[string]struct{ input, date, text string }{
		"RFC 3339":     {`"2026-01-31T11:30:00+02:00"`, `"2026-01-31T09:30:00Z"`, `"Sat, 31 Jan 2026 09:30:00 +0000"`},
		"RFC 2822":     {`"Sat, 31 Jan 2026 09:30:00 +0000"`, `"2026-01-31T09:30:00Z"`, `"Sat, 31 Jan 2026 09:30:00 +0000"`},
		"fractions":    {`"2026-01-31T09:30:00.25Z"`, `"2026-01-31T09:30:00.25Z"`, `"Sat, 31 Jan 2026 09:30:00 +0000"`},
		"Unix seconds": {`1769851800`, `"2026-01-31T09:30:00Z"`, `"Sat, 31 Jan 2026 09:30:00 +0000"`},
		"unset":        {`""`, `null`, `""`},
		"null":         {`null`, `null`, `""`},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			var date Date
			var text DateText
			require.NoError(t, json.Unmarshal([]byte(test.input), &date))
			require.NoError(t, json.Unmarshal([]byte(test.input), &text))
			encodedDate, err := json.Marshal(date)
			require.NoError(t, err)
			encodedText, err := json.Marshal(text)
			require.NoError(t, err)
			assert.Equal(t, test.date, string(encodedDate))
			assert.Equal(t, test.text, string(encodedText))
		})
	}
	for _, input := range []string{`"soon"`, `1.5`, `true`, `{}`} {
		require.Error(t, json.Unmarshal([]byte(input), new(Date)), input)
		require.Error(t, json.Unmarshal([]byte(input), new(DateText)), input)
	}
}

func TestASecretNeverPrints(t *testing.T) {
	t.Parallel()
	var secret Secret
	require.NoError(t, json.Unmarshal([]byte(`"sesame"`), &secret))
	assert.Equal(t, "sesame", secret.Reveal())
	encoded, err := json.Marshal(map[string]any{"secret": secret})
	require.NoError(t, err)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("secret", "secret", secret, "inside", struct{ S Secret }{secret})
	for _, printed := range []string{
		string(encoded), log.String(), secret.String(), fmt.Sprintf("%v %+v %#v %s %q %x %d", secret, secret, secret, secret, secret, secret, secret),
		fmt.Sprintf("%+v", struct{ s Secret }{secret}),
	} {
		assert.NotContains(t, printed, "sesame")
		assert.NotContains(t, printed, "736573616d65", "nor in hexadecimal")
	}
	assert.True(t, Secret{}.IsZero())
	assert.True(t, NewSecret("").IsZero())
	assert.Empty(t, Secret{}.Reveal())
	require.Error(t, json.Unmarshal([]byte(`5`), &secret))
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-01-31T09:30:00Z", "Sat, 31 Jan 2026 09:30:00 +0000", "31/01/2026 09:30", "2026-01-31", "", "0000-01-01T00:00:00+23:59"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		moment, err := ParseDate(text)
		if err != nil {
			return
		}
		again, err := ParseDate(moment.UTC().Format(time.RFC3339Nano))
		require.NoError(t, err)
		assert.True(t, moment.Equal(again), "%s is read as %s and then as %s", text, moment, again)
	})
}

func FuzzMoney(f *testing.F) {
	for _, seed := range []string{`1.10`, `"1.10"`, `""`, `null`, `-1e5`, `"x"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		var money Money
		if json.Unmarshal(input, &money) != nil {
			return
		}
		encoded, err := json.Marshal(money)
		require.NoError(t, err)
		var again Money
		require.NoError(t, json.Unmarshal(encoded, &again))
		assert.Equal(t, money, again)
	})
}

func TestAPointerLeadsToAPlace(t *testing.T) {
	t.Parallel()
	assert.Empty(t, Pointer())
	assert.Equal(t, "/custom_fields/0/name", Pointer("custom_fields", "0", "name"))
	assert.Equal(t, "/a~1b~0c/~01/", Pointer("a/b~c", "~1", ""))
}
