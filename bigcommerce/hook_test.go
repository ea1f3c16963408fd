package bigcommerce

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// observed collects what a hook is told.
type observed struct {
	attempts []Attempt
	outcomes []Outcome
}

func (o *observed) hook(ctx context.Context, attempt Attempt) (context.Context, func(Outcome)) {
	o.attempts = append(o.attempts, attempt)
	return ctx, func(outcome Outcome) { o.outcomes = append(o.outcomes, outcome) }
}

// logged returns the events as JSON objects.
func logged(t *testing.T, log *bytes.Buffer) []map[string]any {
	t.Helper()
	var events []map[string]any
	for line := range bytes.Lines(log.Bytes()) {
		var event map[string]any
		require.NoError(t, json.Unmarshal(line, &event))
		events = append(events, event)
	}
	return events
}

func toJSON(log *bytes.Buffer, level slog.Level) Option {
	return WithLogger(slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: level})))
}

func TestEveryAttemptIsLoggedAndObserved(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var seen observed
		client, mock := newTestClient(t, toJSON(&log, slog.LevelDebug), WithHook(seen.hook))
		mock.RegisterResponder("GET", customersURL, answers(
			answer(503, `secret body`, "X-Request-Id", "r-1"), breaks(io.EOF), answer(200, `{"data":[]}`, "X-Request-Id", "r-3")))
		_, err := client.get(t.Context(), "/v3/customers?email:in=jane@example.com")
		require.NoError(t, err)

		require.Len(t, seen.attempts, 3)
		first := Attempt{Store: testHash, API: "GET /v3/customers", Method: "GET", Scheme: "https", Host: "api.bigcommerce.com", Path: "/stores/abc123/v3/customers", Number: 1}
		assert.Equal(t, first, seen.attempts[0])
		second, third := seen.attempts[1], seen.attempts[2]
		assert.Equal(t, "503", second.Repeats)
		assert.Equal(t, "connection_lost", third.Repeats)
		assert.Positive(t, second.Backoff)
		assert.Equal(t, second.Backoff, second.Waited)
		assert.Equal(t, second.Backoff+third.Backoff, third.Waited)
		assert.Equal(t, Outcome{Status: 503, RequestID: "r-1", Bytes: 11}, seen.outcomes[0])
		assert.Equal(t, "connection_lost", seen.outcomes[1].Fault)
		assert.Equal(t, Outcome{Status: 200, RequestID: "r-3", Bytes: 11}, seen.outcomes[2])

		events := logged(t, &log)
		require.Len(t, events, 3)
		for i, want := range []map[string]any{
			{"level": "INFO", "decision": "retry", "reason": "503", "status": 503.0, "attempt": 1.0, "request_id": "r-1"},
			{"level": "INFO", "decision": "retry", "reason": "connection_lost", "status": 0.0, "attempt": 2.0, "request_id": ""},
			{"level": "DEBUG", "decision": "end", "reason": "ok", "status": 200.0, "attempt": 3.0, "request_id": "r-3", "delay": 0.0},
		} {
			want["api"], want["store"], want["msg"] = "GET /v3/customers", string(testHash), "bigcommerce attempt"
			assert.Subset(t, events[i], want)
		}
		assert.InDelta(t, second.Backoff, events[1]["backoff"], 0)
		assert.InDelta(t, second.Backoff, events[0]["delay"], 0)
		assert.NotContains(t, log.String(), "secret body")
		assert.NotContains(t, log.String(), "jane@example.com")
	})
}

func TestAnAttemptIsToldAsLoudAsItMatters(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		responder httpmock.Responder
		level     string
		decision  string
	}{
		"an answer":        {answer(200, `{"data":[]}`), "DEBUG", "end"},
		"a refusal":        {answer(422, `{}`), "DEBUG", "end"},
		"nothing found":    {answer(404, `{}`), "DEBUG", "end"},
		"a server's fault": {answer(500, `{}`), "WARN", "give_up"},
		"no answer":        {breaks(io.EOF), "WARN", "give_up"},
		"no connection":    {breaks(&net.OpError{Op: "dial", Err: errors.New("refused")}), "WARN", "give_up"},
		"a limit":          {answer(429, `{}`), "WARN", "give_up"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				client, mock := newTestClient(t, toJSON(&log, slog.LevelDebug), WithRetries(0))
				mock.RegisterResponder("GET", customersURL, test.responder)
				_, _ = client.get(t.Context(), "/v3/customers")
				events := logged(t, &log)
				require.Len(t, events, 1)
				assert.Subset(t, events[0], map[string]any{"level": test.level, "decision": test.decision})
			})
		})
	}
}

func TestAHookIsToldTheQuotaAndTheWaitForIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var seen observed
		client, mock := newTestClient(t, toJSON(&log, slog.LevelDebug), WithHook(seen.hook))
		mock.RegisterResponder("GET", customersURL, answer(200, `{"data":[]}`, "X-Rate-Limit-Requests-Left", "0", "X-Rate-Limit-Requests-Quota", "150",
			"X-Rate-Limit-Time-Reset-Ms", "8000", "X-Rate-Limit-Time-Window-Ms", "30000"))
		for range 2 {
			_, err := client.get(t.Context(), "/v3/customers")
			require.NoError(t, err)
		}
		assert.Equal(t, Quota{Known: true, Limit: 150, Left: 0, Window: 30 * time.Second, Reset: 8 * time.Second}, seen.outcomes[0].Quota)
		assert.Zero(t, seen.attempts[0].QuotaWait)
		assert.GreaterOrEqual(t, seen.attempts[1].QuotaWait, 8*time.Second)
		assert.Zero(t, seen.attempts[1].Backoff)
		assert.InDelta(t, seen.attempts[1].QuotaWait, logged(t, &log)[1]["quota_wait"], 0)
	})
}

func TestHooksNestInTheOrderInWhichTheyWereAdded(t *testing.T) {
	t.Parallel()
	type key struct{}
	var told []string
	named := func(name string) Option {
		return WithHook(func(ctx context.Context, _ Attempt) (context.Context, func(Outcome)) {
			before, _ := ctx.Value(key{}).(string)
			told = append(told, "begin "+before+name)
			return context.WithValue(ctx, key{}, before+name), func(Outcome) { told = append(told, "end "+name) }
		})
	}
	client, mock := newTestClient(t, named("a"), WithHook(func(context.Context, Attempt) (context.Context, func(Outcome)) { return nil, nil }), named("b"))
	mock.RegisterResponder("GET", customersURL, func(req *http.Request) (*http.Response, error) {
		told = append(told, "sent "+req.Context().Value(key{}).(string))
		return answer(200, `{"data":[]}`)(req)
	})
	_, err := client.get(t.Context(), "/v3/customers")
	require.NoError(t, err)
	assert.Equal(t, []string{"begin a", "begin ab", "sent ab", "end b", "end a"}, told)
}

func TestAHookThatPanicsHarmsNothing(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var seen observed
	client, mock := newTestClient(t, toJSON(&log, slog.LevelError),
		WithHook(func(context.Context, Attempt) (context.Context, func(Outcome)) { panic("begins with " + testToken) }),
		WithHook(func(ctx context.Context, _ Attempt) (context.Context, func(Outcome)) {
			return ctx, func(Outcome) { panic("ends with " + testToken) }
		}),
		WithHook(seen.hook))
	mock.RegisterResponder("GET", customersURL, answer(200, `{"data":[]}`))
	_, err := client.get(t.Context(), "/v3/customers")
	require.NoError(t, err)
	assert.Len(t, seen.outcomes, 1, "the others are told")
	assert.Len(t, logged(t, &log), 2)
	assert.NotContains(t, log.String(), testToken)
	assert.Contains(t, log.String(), "hook_test.go", "the log tells where")
}

func TestAHookIsToldWhenTheTransportPanics(t *testing.T) {
	t.Parallel()
	var seen observed
	client := newClientOn(t, roundTrip(func(*http.Request) (*http.Response, error) { panic("broken transport") }), WithHook(seen.hook))
	assert.PanicsWithValue(t, "broken transport", func() { _, _ = client.get(t.Context(), "/v3/customers") })
	require.Len(t, seen.outcomes, 1)
	assert.Equal(t, "panic", seen.outcomes[0].Fault)
}
