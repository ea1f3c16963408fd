package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRecordsAreWrittenAsTheyCame(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	records := []json.RawMessage{
		json.RawMessage(`{"id": 12345678901234567890, "price":1.10,"name":"<b> & \u00e9"}`),
		json.RawMessage("{\n  \"id\": 2.0\n}"),
	}
	require.NoError(t, writeRecords(&out, records))
	assert.Equal(t, `[
{"id": 12345678901234567890, "price":1.10,"name":"<b> & \u00e9"},
{"id":2.0}
]
`, out.String())
}

func TestProgressStaysSilentWhenTheCallIsQuick(t *testing.T) {
	t.Parallel()
	var shown bytes.Buffer
	counter := newProgress(&shown)
	counter.add()
	counter.clear()
	assert.Empty(t, shown.String())
	counter.next = time.Now().Add(-time.Second)
	counter.add()
	assert.Equal(t, "\r2 records", shown.String())
	counter.clear()
	assert.Equal(t, "\r2 records\r\x1b[K", shown.String())
}

func TestColoursAreForTerminalsOnly(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "ok", newPalette(&bytes.Buffer{}, func(string) string { return "" }).good("ok"))
	assert.Equal(t, "\x1b[32mok\x1b[0m", palette(true).good("ok"))
}
