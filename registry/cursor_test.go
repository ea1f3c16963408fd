package registry_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// cursorOver returns the text of a cursor with a payload, checksum included.
func cursorOver(payload string) string {
	digest := sha256.Sum256([]byte(payload))
	return "1." + base64.RawURLEncoding.EncodeToString(append([]byte(payload), digest[:6]...))
}

// payloadOf returns what a cursor holds, without its checksum.
func payloadOf(t testing.TB, cursor json.RawMessage) string {
	t.Helper()
	var text string
	require.NoError(t, json.Unmarshal(cursor, &text))
	sealed, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(text, "1."))
	require.NoError(t, err)
	return string(sealed[:len(sealed)-6])
}

// begun returns a registry and the cursor of a first poll.
func begun(t testing.TB) (*registry.Registry, json.RawMessage) {
	t.Helper()
	reg := triggering(t, polled("on_bloom", onward), polled("on_wilt", onward), rung("on_ring", ringing()))
	batch, err := reg.Poll(t.Context(), pollOf("on_bloom", nil))
	require.NoError(t, err)
	return reg, batch.Cursor
}

func TestACursorComesBackAsItWas(t *testing.T) {
	t.Parallel()
	var at []where
	reg := triggering(t, polled("on_bloom", func(ctx context.Context, s *shop, in bedInput, position where) (found, error) {
		at = append(at, position)
		return onward(ctx, s, in, position)
	}))
	first, err := reg.Poll(t.Context(), pollOf("on_bloom", nil))
	require.NoError(t, err)
	assert.Regexp(t, `^"1\.[A-Za-z0-9_-]+"$`, string(first.Cursor))
	bare := strings.Trim(string(first.Cursor), `"`)
	for _, cursor := range []string{string(first.Cursor), bare, " " + string(first.Cursor) + "\n", "\t" + bare + " ", `" ` + bare + ` "`, `"\u0031` + bare[1:] + `"`} {
		call := pollOf("on_bloom", json.RawMessage(cursor))
		call.ByTime = true
		again, err := reg.Poll(t.Context(), call)
		require.NoError(t, err, cursor)
		assert.Equal(t, first.Cursor, again.Cursor, cursor)
	}
	require.Len(t, at, 7)
	assert.Equal(t, where{}, at[0])
	for _, position := range at[1:] {
		assert.Equal(t, where{Cursor: &season{2026, []int64{3, 5}}, ByTime: true}, position)
	}
}

func TestNoCursorBegins(t *testing.T) {
	t.Parallel()
	reg, first := begun(t)
	for _, cursor := range []json.RawMessage{nil, {}, json.RawMessage("null"), json.RawMessage(`""`), json.RawMessage(" \n"), json.RawMessage(` null `), json.RawMessage(`" "`)} {
		batch, err := reg.Poll(t.Context(), pollOf("on_bloom", cursor))
		require.NoError(t, err, "%q", cursor)
		assert.Equal(t, first, batch.Cursor, "%q", cursor)
	}
}

func TestACursorThatIsNotTheTriggersOwnIsRefused(t *testing.T) {
	t.Parallel()
	reg, cursor := begun(t)
	bare := strings.Trim(string(cursor), `"`)
	payload := payloadOf(t, cursor)
	position := func(position string) string {
		return cursorOver(payload[:strings.Index(payload, `"p":`)+4] + position + "}")
	}
	require.Equal(t, bare, position(`{"year":2026,"seen":[3,5]}`), "the cursors of this test are made as the real ones")
	elsewhere := pollOf("on_bloom", cursor)
	elsewhere.Credential = json.RawMessage(`{"garden":"eden","key":"sesame"}`)
	with := func(text string) registry.PollCall { return pollOf("on_bloom", json.RawMessage(text)) }
	for name, test := range map[string]struct {
		call registry.PollCall
		code string
	}{
		"another trigger's":                    {pollOf("on_wilt", cursor), "cursor.foreign"},
		"another account's":                    {elsewhere, "cursor.foreign"},
		"a later version":                      {with("2" + bare[1:]), "cursor.version"},
		"an earlier version":                   {with("0" + bare[1:]), "cursor.version"},
		"a version of many digits":             {with("12345" + bare[1:]), "cursor.damaged"},
		"a version that is none":               {with("v1" + bare[1:]), "cursor.damaged"},
		"no version":                           {with(bare[1:]), "cursor.damaged"},
		"no dot":                               {with("1" + bare[2:]), "cursor.damaged"},
		"nothing but a version":                {with("1."), "cursor.damaged"},
		"nothing but a checksum":               {with(cursorOver("")), "cursor.damaged"},
		"no base64":                            {with("1.!!!!"), "cursor.damaged"},
		"padding":                              {with(bare + "="), "cursor.damaged"},
		"a line break within":                  {with(bare[:9] + "\n" + bare[9:]), "cursor.damaged"},
		"half a JSON string":                   {with(`"` + bare), "cursor.damaged"},
		"two JSON strings":                     {with(string(cursor) + string(cursor)), "cursor.damaged"},
		"an object":                            {with(`{"year":2026}`), "cursor.damaged"},
		"a number":                             {with(`2026`), "cursor.damaged"},
		"a date":                               {with(`"2026-03-01T09:00:00Z"`), "cursor.damaged"},
		"more than a mebibyte":                 {with(`"1.` + strings.Repeat("A", 1<<20) + `"`), "cursor.damaged"},
		"more than a mebibyte of blanks":       {with(`"` + bare + strings.Repeat(" ", 1<<20) + `"`), "cursor.damaged"},
		"a payload that is no JSON":            {with(cursorOver("bloom")), "cursor.damaged"},
		"a payload with more behind it":        {with(cursorOver(payload + "{}")), "cursor.damaged"},
		"a payload with blanks":                {with(cursorOver(strings.Replace(payload, ",", ", ", 1))), "cursor.damaged"},
		"a payload with a field more":          {with(cursorOver(strings.Replace(payload, "{", `{"x":1,`, 1))), "cursor.damaged"},
		"a payload with a field twice":         {with(cursorOver(strings.Replace(payload, "{", `{"o":"on_wilt",`, 1))), "cursor.damaged"},
		"a position that is null":              {with(position("null")), "cursor.damaged"},
		"a position of another kind":           {with(position("[1]")), "cursor.damaged"},
		"a position with an unknown field":     {with(position(`{"year":1,"month":2}`)), "cursor.damaged"},
		"a position that the trigger can't be": {with(position(`{"year":-1}`)), "cursor.damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			batch, err := reg.Poll(t.Context(), test.call)
			failure := failureOf(t, err)
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.Equal(t, test.code, failure.Code)
			assert.Equal(t, test.call.Operation, failure.Operation)
			assert.NotContains(t, failure.Error(), bare[10:], "the cursor is not shown")
			assert.Equal(t, registry.Batch{Records: []json.RawMessage{}, Events: []registry.Event{}}, batch)
		})
	}
}

// No change of one byte, no part and no repetition of a cursor passes as one.
func TestADamagedCursorIsNeverGuessed(t *testing.T) {
	t.Parallel()
	reg, cursor := begun(t)
	bare := strings.Trim(string(cursor), `"`)
	refused := func(text string) {
		_, err := reg.Poll(t.Context(), pollOf("on_bloom", json.RawMessage(text)))
		require.Error(t, err, text)
		assert.Contains(t, []string{"cursor.damaged", "cursor.version"}, failureOf(t, err).Code, text)
	}
	for at := range len(bare) {
		for _, other := range []byte("A09_-z.=\n\r \x00\xff\"") {
			if other == bare[at] || at == 0 && other == '"' {
				continue
			}
			refused(bare[:at] + string(other) + bare[at+1:])
		}
		refused(bare[:at] + string(bare[at]^1) + bare[at+1:])
		refused(bare[:at] + bare[at+1:])
		refused(bare[:at] + bare[at:at+1] + bare[at:])
		if at > 0 {
			refused(bare[:at])
		}
	}
}

// Whatever comes as a cursor, opening it ends without a panic. It is refused as a cursor, or it is the text that is returned again.
func FuzzCursor(f *testing.F) {
	reg, cursor := begun(f)
	payload := payloadOf(f, cursor)
	for _, text := range []string{string(cursor), strings.Trim(string(cursor), `"`), "", "null", `""`, "1.", "2.AAAA", "1.AAAAAAAAAAAA", `"1.\ud800"`, "\xff"} {
		f.Add(text, payload)
	}
	for _, changed := range []string{
		`{"o":"on_bloom"}`, strings.Replace(payload, "2026", "1e3", 1), strings.Replace(payload, "2026", "null", 1), strings.Replace(payload, "year", "Year", 1),
		strings.Replace(payload, `"seen":[3,5]`, `"seen":[]`, 1), strings.Replace(payload, `[3,5]`, `null`, 1), payload + payload, "null", "[]",
	} {
		f.Add("", changed)
	}
	f.Fuzz(func(t *testing.T, text, payload string) {
		for _, given := range []string{text, cursorOver(payload)} {
			batch, err := reg.Poll(t.Context(), pollOf("on_bloom", json.RawMessage(given)))
			if err != nil {
				require.Equal(t, registry.InvalidInput, failureOf(t, err).Type)
				require.True(t, strings.HasPrefix(failureOf(t, err).Code, "cursor."), failureOf(t, err).Code)
				continue
			}
			again, err := reg.Poll(t.Context(), pollOf("on_bloom", batch.Cursor))
			require.NoError(t, err)
			require.Equal(t, batch.Cursor, again.Cursor)
			if given == text && string(batch.Cursor) != string(cursor) {
				require.Contains(t, given, "1.", "a text without a cursor begins")
			}
		}
	})
}
