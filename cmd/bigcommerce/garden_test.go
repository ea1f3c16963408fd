package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Where failures and their times matter, the tests work on a garden whose only trigger does as it is told.

type (
	nothing struct{}
	plant   struct {
		ID int64 `json:"id"`
	}
)

// plants is a call of the garden's trigger.
var plants = registry.PollCall{Call: registry.Call{Connector: "garden", Operation: "on_plants", Credential: json.RawMessage("{}")}}

// gardenOf returns a program whose only trigger has these forms; both of its outputs are out.
func gardenOf(t *testing.T, out io.Writer, polling registry.Polling[nothing, nothing, plant], webhook registry.Webhook[nothing, nothing, plant]) *program {
	t.Helper()
	spec := registry.Spec{
		Code: "on_plants", Name: "Plants", Group: "Plants", Summary: "Starts with plants.",
		Scopes: registry.AnyOf("plants"), Effect: registry.Read, API: "GET /plants",
	}
	p := newProgram(func(string) string { return "" }, nil, out, out)
	var err error
	p.registry, err = registry.New(registry.NewConnector(registry.Definition[nothing, nothing]{
		Code: "garden", Name: "Garden", Summary: "A garden.", Version: "1",
		Connect:  func(context.Context, nothing) (nothing, error) { return nothing{}, nil },
		Check:    func(context.Context, nothing) (registry.Report, error) { return registry.Report{}, nil },
		Explain:  func(error, string) *registry.Failure { return nil },
		Account:  func(nothing) string { return "garden" },
		Triggers: []registry.Trigger[nothing]{registry.NewTrigger(spec, polling, webhook)},
	}))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, p.registry.Close()) })
	return p
}

// growing returns a plant as it begins to grow.
func growing(id int64) registry.Occurrence[plant] {
	return registry.Occurrence[plant]{Event: registry.Event{ID: fmt.Sprint("plant:", id), Time: time.Unix(id, 0)}, Record: plant{id}}
}

// passing returns a failure that may pass.
func passing(code string, after time.Duration) *registry.Failure {
	failure := registry.NewFailure(registry.Unavailable, code, "It may pass.", nil)
	failure.Retryable, failure.RetryAfter = true, after
	return failure
}

// answer is what the trigger does when it is polled.
type answer struct {
	ids  []int64
	more bool
	fail *registry.Failure
}

// polledGarden returns a program whose trigger is polled with these answers. Each poll is written down with its cursor and its time.
func polledGarden(t *testing.T, out io.Writer, answers ...answer) (p *program, polled *[]string) {
	t.Helper()
	type found = registry.Found[plant, int]
	began, polled := time.Now(), new([]string)
	return gardenOf(t, out, registry.PollBy(func(_ context.Context, _, _ nothing, position registry.Position[int]) (found, error) {
		at := 0
		if position.Cursor != nil {
			at = *position.Cursor
		}
		turn := answers[len(*polled)]
		*polled = append(*polled, fmt.Sprintf("%d after %s", at, time.Since(began)))
		if turn.fail != nil {
			return found{}, turn.fail
		}
		next := found{Cursor: at + 1, More: turn.more}
		for _, id := range turn.ids {
			next.Occurrences = append(next.Occurrences, growing(id))
		}
		return next, nil
	}), registry.Webhook[nothing, nothing, plant]{}), polled
}

// receiverOf returns a receiver for the garden, which is subscribed. Every delivery of a number is accepted, and fetch gets the plants of
// the numbers. Each further subscription repairs something.
func receiverOf(t *testing.T, out io.Writer, fetch func(notices []registry.Notice) ([]registry.Occurrence[plant], error)) *receiver {
	t.Helper()
	p := gardenOf(t, out, registry.Polling[nothing, nothing, plant]{}, registry.ReceiveBy(registry.Receiving[nothing, nothing, int, plant]{
		Scopes: []string{"plant"},
		Subscribe: func(_ context.Context, _, _ nothing, _ string, previous *int) (int, []string, error) {
			if previous == nil {
				return 0, nil, nil
			}
			return *previous + 1, []string{fmt.Sprintf("Repaired %d.", *previous+1)}, nil
		},
		Unsubscribe: func(context.Context, nothing, int) error { return nil },
		Verify: func(_, _ nothing, _ int, delivery registry.Delivery) (registry.Notice, error) {
			return registry.Notice{Concerns: true, Key: string(delivery.Body), Data: delivery.Body}, nil
		},
		Fetch: func(_ context.Context, _, _ nothing, notices []registry.Notice) ([]registry.Occurrence[plant], error) {
			return fetch(notices)
		},
	}))
	r := newReceiver(p, plants.Call, "https://example.com/hook", "/hook", kept{})
	require.NoError(t, r.subscribe(t.Context(), nil))
	return r
}
