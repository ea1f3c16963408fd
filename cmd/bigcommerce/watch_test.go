package main

import (
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestWatchContinuesWhereItWasInterruptedAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t, sandbox.WithClock(hurried()))
	file := filepath.Join(t.TempDir(), "cursor")
	args := []string{"poll", "on_customers_updated", "--watch", "20ms", "--cursor-file", file}
	seen := map[string]bool{}
	expect := func(from *running, email string) {
		id, of := nextEvent(t, from.stdout)
		assert.Equal(t, email, of)
		assert.False(t, seen[id], "%s comes once", id)
		seen[id] = true
	}

	first := s.start(t, args...)
	appears(t, file) // it has begun
	s.createCustomer(t, "first@example.com")
	expect(first, "first@example.com")
	s.createCustomer(t, "second@example.com")
	expect(first, "second@example.com")
	assert.Equal(t, outcome{}, first.interrupt(t), "it exits with 0 and prints nothing more")

	s.createCustomer(t, "between@example.com")
	second := s.start(t, args...)
	expect(second, "between@example.com")
	s.createCustomer(t, "last@example.com")
	expect(second, "last@example.com")
	assert.Equal(t, outcome{}, second.interrupt(t))
}

func TestWatchDrainsWhatThereIsWithoutAPause(t *testing.T) {
	t.Parallel()
	s := newShop(t, sandbox.WithCustomers(7))
	watching := s.start(t, "poll", "on_customers_updated", "--watch", "1h", "--input", fromTheStart)
	for range 7 {
		next(t, watching.stdout)
	}
	assert.Equal(t, outcome{}, watching.interrupt(t))
}

func TestWatchByTimePrintsEachEventOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t, sandbox.WithClock(hurried()), sandbox.WithCustomers(3))
	watching := s.start(t, "poll", "on_customers_updated", "--by-time", "--watch", "20ms", "--input", fromTheStart)
	for range 3 {
		next(t, watching.stdout)
	}
	for _, email := range []string{"first@example.com", "second@example.com"} {
		s.createCustomer(t, email)
		_, of := nextEvent(t, watching.stdout)
		assert.Equal(t, email, of)
	}
	assert.Equal(t, outcome{}, watching.interrupt(t))
}

func TestWatchEndsWithAFailureThatLasts(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.env["BIGCOMMERCE_API_TOKEN"] = "wrong"
	failed := s.bigcommerce(t, "poll", "on_customers_updated", "--watch", "1ms")
	assert.Equal(t, registry.Unauthorized, failed.failure(t).Type)
}

func TestWatchTriesAgainWithTheSameCursorWhenAFailureMayPass(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limited, down := passing("limited", 90*time.Second), passing("down", 0)
		final := registry.NewFailure(registry.Forbidden, "forbidden", "The token may not.", nil)
		var out bytes.Buffer
		p, polled := polledGarden(t, &out,
			answer{ids: []int64{1}, more: true}, answer{ids: []int64{2}}, answer{fail: limited}, answer{fail: down}, answer{ids: []int64{3}}, answer{fail: final})

		err := p.watch(t.Context(), plants, pollFlags{interval: time.Minute})

		require.ErrorIs(t, err, final)
		assert.Equal(t, []string{"0 after 0s", "1 after 0s", "2 after 1m0s", "2 after 2m30s", "2 after 3m30s", "3 after 4m30s"}, *polled)
		var told []string
		for line := range strings.Lines(out.String()) {
			var printed struct {
				Code  string         `json:"code"`
				Event registry.Event `json:"event"`
			}
			require.NoError(t, json.Unmarshal([]byte(line), &printed))
			told = append(told, printed.Code+printed.Event.ID)
		}
		assert.Equal(t, []string{"plant:1", "plant:2", "limited", "down", "plant:3"}, told)
	})
}

// brokenPipe is an output that nobody reads.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWatchKeepsNoCursorOfEventsThatWereNotPrinted(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "cursor")
	p, _ := polledGarden(t, brokenPipe{}, answer{ids: []int64{1}})
	err := p.watch(t.Context(), plants, pollFlags{interval: time.Hour, file: kept{file, "cursor"}})
	require.ErrorIs(t, err, io.ErrClosedPipe)
	assert.NoFileExists(t, file)
}

func TestTheTimeToBeginAtReplacesThatOfTheInput(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	for input, want := range map[string]string{
		"":     `{"since_from":"2026-01-31T09:30:00Z"}`,
		"null": `{"since_from":"2026-01-31T09:30:00Z"}`,
		`{"limit": 12345678901234567890, "since_from": "2000-01-01"}`: `{"limit":12345678901234567890,"since_from":"2026-01-31T09:30:00Z"}`,
	} {
		got, err := sinceFrom(json.RawMessage(input), at)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
}

func TestOnlyTheLastEventsAreRemembered(t *testing.T) {
	t.Parallel()
	memory := newRecent(2)
	for _, step := range []struct {
		id    string
		isNew bool
	}{{"a", true}, {"b", true}, {"a", false}, {"c", true}, {"b", false}, {"a", true}, {"b", true}} {
		assert.Equal(t, step.isNew, memory.add(step.id), step.id)
	}
	assert.Len(t, memory.known, 2)
}
