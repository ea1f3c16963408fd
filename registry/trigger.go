package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// Trigger is an operation that starts a workflow, made by [NewTrigger]. C is the type of the connection that it works on.
type Trigger[C any] struct {
	spec   Spec
	input  func() *form
	output reflect.Type
	// poll and webhook are nil when the trigger has no such form.
	poll    func(ctx context.Context, connection C, input, cursor json.RawMessage, byTime bool) (found Batch, next json.RawMessage, err error)
	webhook *webhook[C]
}

// webhook is the webhook form of a trigger whose types are erased. Subscriptions are those of the trigger itself.
type webhook[C any] struct {
	scopes      []string
	subscribe   func(ctx context.Context, connection C, input json.RawMessage, destination string, previous json.RawMessage) (state json.RawMessage, repaired []string, err error)
	unsubscribe func(ctx context.Context, connection C, state json.RawMessage) error
	verify      func(connection C, input, state json.RawMessage, delivery Delivery) (Notice, error)
	fetch       func(ctx context.Context, connection C, input json.RawMessage, notices []Notice) (Batch, error)
}

// Position is where a poll continues.
type Position[Cursor any] struct {
	// Cursor is what the poll before returned, nil for the first one.
	Cursor *Cursor
	// ByTime asks for batches that end with a second; see [PollCall].
	ByTime bool
}

// Found is what a poll found.
type Found[Out, Cursor any] struct {
	Occurrences []Occurrence[Out]
	// Cursor is where the next poll continues.
	Cursor Cursor
	// More tells that the next poll will find something at once.
	More bool
}

// Polling is the polling form of a trigger, made by [PollBy]; the zero value is none.
type Polling[C, In, Out any] struct {
	poll func(ctx context.Context, connection C, in In, cursor json.RawMessage, byTime bool) (Batch, json.RawMessage, error)
}

// PollBy returns the polling form of a trigger. The registry wraps the cursor so that engines see a text, and refuses one that is
// damaged, another trigger's or another account's. A Cursor with the method Validate() error refuses values that can't be.
func PollBy[C, In, Cursor, Out any](poll func(context.Context, C, In, Position[Cursor]) (Found[Out, Cursor], error)) Polling[C, In, Out] {
	return Polling[C, In, Out]{func(ctx context.Context, connection C, in In, raw json.RawMessage, byTime bool) (Batch, json.RawMessage, error) {
		position := Position[Cursor]{ByTime: byTime}
		if raw != nil {
			cursor, err := decodeState[Cursor](raw)
			if err != nil {
				return Batch{}, nil, damagedCursor(err)
			}
			position.Cursor = &cursor
		}
		found, err := poll(ctx, connection, in, position)
		if err != nil {
			return Batch{}, nil, err
		}
		batch, err := batchOf(found.Occurrences)
		if err != nil {
			return Batch{}, nil, err
		}
		batch.More = found.More
		next, err := encode(found.Cursor)
		return batch, next, err
	}}
}

// Webhook is the webhook form of a trigger, made by [ReceiveBy]; the zero value is none.
type Webhook[C, In, Out any] struct {
	scopes      []string
	subscribe   func(ctx context.Context, connection C, in In, destination string, previous json.RawMessage) (json.RawMessage, []string, error)
	unsubscribe func(ctx context.Context, connection C, state json.RawMessage) error
	verify      func(connection C, in In, state json.RawMessage, delivery Delivery) (Notice, error)
	fetch       func(ctx context.Context, connection C, in In, notices []Notice) ([]Occurrence[Out], error)
}

// Receiving is what the webhook form of a trigger does. State is what a subscription has to remember, secrets included; it is JSON.
type Receiving[C, In, State, Out any] struct {
	// Scopes are the vendor's names of the events that are subscribed to.
	Scopes []string
	// Subscribe makes sure that the vendor delivers to the destination, and says what it had to repair. previous is what it returned
	// before, nil for the first time.
	Subscribe func(ctx context.Context, connection C, in In, destination string, previous *State) (state State, repaired []string, err error)
	// Unsubscribe ends the deliveries. What is gone already is no error.
	Unsubscribe func(ctx context.Context, connection C, state State) error
	// Verify decides without any request whether the delivery can be trusted, and returns what is to be fetched. An error is a failure of
	// type delivery_refused.
	Verify func(connection C, in In, state State, delivery Delivery) (Notice, error)
	// Fetch returns the records of the notices, all of which concern the trigger. A record that is gone is left out.
	Fetch func(ctx context.Context, connection C, in In, notices []Notice) ([]Occurrence[Out], error)
}

// ReceiveBy returns the webhook form of a trigger. A State with the method Validate() error refuses values that can't be.
func ReceiveBy[C, In, State, Out any](how Receiving[C, In, State, Out]) Webhook[C, In, Out] {
	return Webhook[C, In, Out]{
		scopes: slices.Clone(how.Scopes),
		subscribe: func(ctx context.Context, connection C, in In, destination string, raw json.RawMessage) (json.RawMessage, []string, error) {
			var previous *State
			if raw != nil {
				state, err := decodeState[State](raw)
				if err != nil {
					return nil, nil, damagedSubscription()
				}
				previous = &state
			}
			state, repaired, err := how.Subscribe(ctx, connection, in, destination, previous)
			if err != nil {
				return nil, repaired, err
			}
			encoded, err := encode(state)
			return encoded, repaired, err
		},
		unsubscribe: func(ctx context.Context, connection C, raw json.RawMessage) error {
			state, err := decodeState[State](raw)
			if err != nil {
				return damagedSubscription()
			}
			return how.Unsubscribe(ctx, connection, state)
		},
		verify: func(connection C, in In, raw json.RawMessage, delivery Delivery) (Notice, error) {
			state, err := decodeState[State](raw)
			if err != nil {
				return Notice{}, damagedSubscription()
			}
			return how.Verify(connection, in, state, delivery)
		},
		fetch: how.Fetch,
	}
}

// NewTrigger returns a trigger that is polled, delivered by webhook, or both.
func NewTrigger[C, In, Out any](spec Spec, polling Polling[C, In, Out], hooks Webhook[C, In, Out]) Trigger[C] {
	input := sync.OnceValue(func() *form { return newInputForm(reflect.TypeFor[In]()) })
	decode := func(raw json.RawMessage) (in In, err error) {
		if failure := input().decode(raw, reflect.ValueOf(&in).Elem()); failure != nil {
			return in, failure
		}
		return in, nil
	}
	trigger := Trigger[C]{spec: spec, input: input, output: viewOf[Out]()}
	if polling.poll != nil {
		trigger.poll = func(ctx context.Context, connection C, raw, cursor json.RawMessage, byTime bool) (Batch, json.RawMessage, error) {
			in, err := decode(raw)
			if err != nil {
				return Batch{}, nil, err
			}
			return polling.poll(ctx, connection, in, cursor, byTime)
		}
	}
	if hooks.fetch != nil {
		trigger.webhook = &webhook[C]{
			scopes: hooks.scopes,
			subscribe: func(ctx context.Context, connection C, raw json.RawMessage, destination string, previous json.RawMessage) (json.RawMessage, []string, error) {
				in, err := decode(raw)
				if err != nil {
					return nil, nil, err
				}
				return hooks.subscribe(ctx, connection, in, destination, previous)
			},
			unsubscribe: hooks.unsubscribe,
			verify: func(connection C, raw, state json.RawMessage, delivery Delivery) (Notice, error) {
				in, err := decode(raw)
				if err != nil {
					return Notice{}, err
				}
				return hooks.verify(connection, in, state, delivery)
			},
			fetch: func(ctx context.Context, connection C, raw json.RawMessage, notices []Notice) (Batch, error) {
				in, err := decode(raw)
				if err != nil {
					return Batch{}, err
				}
				occurrences, err := hooks.fetch(ctx, connection, in, notices)
				if err != nil {
					return Batch{}, err
				}
				return batchOf(occurrences)
			},
		}
	}
	return trigger
}

// Spec returns the description of the trigger.
func (t Trigger[C]) Spec() Spec { return t.spec }

// decodeState reads the JSON of a cursor or a subscription. It takes nothing that it doesn't know.
func decodeState[State any](raw json.RawMessage) (State, error) {
	var state State
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&state); err != nil {
		return state, err
	}
	if validator, ok := any(state).(interface{ Validate() error }); ok {
		if err := validator.Validate(); err != nil {
			return state, fmt.Errorf("it can't be: %w", err)
		}
	}
	return state, nil
}
