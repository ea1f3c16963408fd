package registry_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// Triggers of the garden shop tell of plants that bloom. The bloom of a plant is polled by year, and rung for by a bell at the bed.

type bedInput struct {
	Bed value.Optional[int64] `json:"bed,omitzero" jsonschema:"title=Bed,minimum=1"`
}

// season is where a poll stands.
type season struct {
	Year int64   `json:"year"`
	Seen []int64 `json:"seen,omitempty"`
}

func (s season) Validate() error {
	if s.Year < 0 {
		return errors.New("before the garden was made")
	}
	return nil
}

// bell is a subscription.
type bell struct {
	At    string `json:"at"`
	Tone  string `json:"tone"`
	Times int    `json:"times"`
}

func (b bell) Validate() error {
	if b.Tone == "" {
		return errors.New("a bell without a tone")
	}
	return nil
}

type (
	bloom = registry.Occurrence[record]
	found = registry.Found[record, season]
	where = registry.Position[season]
)

// bloomAt is an occurrence with its record.
func bloomAt(id, out string) bloom {
	return bloom{Event: registry.Event{ID: id, Time: time.Date(2026, 3, 1, 9, 0, 0, 0, time.FixedZone("", 3600))}, Record: record(out)}
}

// polled makes a trigger that is polled.
func polled(code string, poll func(context.Context, *shop, bedInput, where) (found, error)) registry.Trigger[*shop] {
	return registry.NewTrigger(specOf(code, registry.Read), registry.PollBy(poll), registry.Webhook[*shop, bedInput, record]{})
}

// onward is a poll that goes on to the next year, or stays where the cursor is.
func onward(_ context.Context, _ *shop, _ bedInput, at where) (found, error) {
	if at.Cursor == nil {
		return found{Cursor: season{Year: 2026, Seen: []int64{3, 5}}}, nil
	}
	return found{Cursor: *at.Cursor}, nil
}

// ringing is a webhook that works: it counts how often it was subscribed to, and each delivery's body is a record.
func ringing() registry.Receiving[*shop, bedInput, bell, record] {
	return registry.Receiving[*shop, bedInput, bell, record]{
		Scopes: []string{"garden/bloom"},
		Subscribe: func(_ context.Context, _ *shop, _ bedInput, destination string, previous *bell) (bell, []string, error) {
			if previous == nil {
				return bell{destination, "ding", 1}, nil, nil
			}
			return bell{destination, previous.Tone, previous.Times + 1}, []string{"The bell was oiled."}, nil
		},
		Unsubscribe: func(context.Context, *shop, bell) error { return nil },
		Verify: func(_ *shop, _ bedInput, from bell, delivery registry.Delivery) (registry.Notice, error) {
			if delivery.Header.Get("Tone") != from.Tone {
				return registry.Notice{}, registry.NewFailure(registry.DeliveryRefused, "delivery.tone", "That is another bell.", nil)
			}
			return registry.Notice{
				Operation: "claimed", Account: "claimed", Concerns: delivery.Header.Get("Bed") == "", Key: string(delivery.Body),
				Time: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), Data: delivery.Body,
			}, nil
		},
		Fetch: func(_ context.Context, _ *shop, _ bedInput, notices []registry.Notice) ([]bloom, error) {
			var blooms []bloom
			for _, notice := range notices {
				blooms = append(blooms, bloomAt("plant:"+string(notice.Data)+":bloomed", `{"id": `+string(notice.Data)+`}`))
			}
			return blooms, nil
		},
	}
}

// rung makes a trigger that is delivered.
func rung(code string, how registry.Receiving[*shop, bedInput, bell, record]) registry.Trigger[*shop] {
	return registry.NewTrigger(specOf(code, registry.Read), registry.Polling[*shop, bedInput, record]{}, registry.ReceiveBy(how))
}

// withTriggers returns the definition of a connector with an action and the triggers.
func withTriggers(triggers ...registry.Trigger[*shop]) registry.Definition[shopCredential, *shop] {
	definition := shopDefinition(returning("get", untouched, nil))
	definition.Triggers = triggers
	definition.Account = func(credential shopCredential) string { return credential.Garden }
	return definition
}

func triggering(t testing.TB, triggers ...registry.Trigger[*shop]) *registry.Registry {
	t.Helper()
	reg, err := registry.New(registry.NewConnector(withTriggers(triggers...)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })
	return reg
}

func pollOf(operation string, cursor json.RawMessage) registry.PollCall {
	return registry.PollCall{Call: callOf(operation, `{}`), Cursor: cursor}
}

// ring is a delivery of the bell, with headers in pairs.
func ring(body string, header ...string) registry.Delivery {
	delivery := registry.Delivery{Header: map[string][]string{"Tone": {"ding"}}, Body: []byte(body)}
	for i := 0; i < len(header); i += 2 {
		delivery.Header.Set(header[i], header[i+1])
	}
	return delivery
}

// subscribed returns a new subscription.
func subscribed(t testing.TB, reg *registry.Registry, operation string) json.RawMessage {
	t.Helper()
	subscription, err := reg.Subscribe(t.Context(), callOf(operation, `{}`), "https://bed.example", nil)
	require.NoError(t, err)
	return subscription
}
