package compatibility

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// The connector of these files: its one record has an id, and its trigger tells of it.
type (
	key struct {
		Key value.Secret `json:"key" secret:"true" jsonschema:"title=Key"`
	}
	nothing struct{}
	record  struct {
		ID int64 `json:"id"`
	}
	position struct {
		After int64 `json:"after"`
	}
)

var at = time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)

// shapes returns a file for each JSON shape that engines and scripts read or keep, made by a connector of its own that fills every member.
func shapes() (map[string][]byte, error) {
	occurrences := []registry.Occurrence[record]{{Event: registry.Event{ID: "thing:1:created", Time: at}, Record: record{1}}}
	trigger := registry.NewTrigger(spec("on_thing"),
		registry.PollBy(func(context.Context, nothing, nothing, registry.Position[position]) (registry.Found[record, position], error) {
			return registry.Found[record, position]{Occurrences: occurrences, Cursor: position{1}, More: true}, nil
		}),
		registry.ReceiveBy(registry.Receiving[nothing, nothing, position, record]{
			Scopes: []string{"thing/created"},
			Subscribe: func(context.Context, nothing, nothing, string, *position) (position, []string, error) {
				return position{1}, []string{"It was repaired."}, nil
			},
			Unsubscribe: func(context.Context, nothing, position) error { return nil },
			Verify: func(nothing, nothing, position, registry.Delivery) (registry.Notice, error) {
				return registry.Notice{Concerns: true, Key: "1", Time: at, Data: json.RawMessage(`{"id":1}`)}, nil
			},
			Fetch: func(context.Context, nothing, nothing, []registry.Notice) ([]registry.Occurrence[record], error) {
				return occurrences, nil
			},
		}))
	action := registry.NewAction(spec("get_thing"), func(context.Context, nothing, nothing) (record, error) { return record{1}, nil })
	engine, err := registry.New(registry.NewConnector(registry.Definition[key, nothing]{
		Code: "things", Name: "Things", Summary: "Has one thing.", Version: "1.0.0",
		Connect: func(context.Context, key) (nothing, error) { return nothing{}, nil },
		Check: func(context.Context, nothing) (registry.Report, error) {
			scopes := []registry.ScopeReport{{Group: "Things", Scope: "things", Read: registry.Granted, Write: registry.Denied, Message: "Grant it.", BlockedOperations: []string{"get_thing"}}}
			return registry.Report{OK: true, Message: "All is well.", Scopes: scopes}, nil
		},
		Actions: []registry.Action[nothing]{action}, Triggers: []registry.Trigger[nothing]{trigger},
		Account: func(key) string { return "one" },
	}))
	if err != nil {
		return nil, err
	}
	defer func() { _ = engine.Close() }()
	return shapesOf(engine)
}

// spec describes an operation of the connector of these files.
func spec(code string) registry.Spec {
	return registry.Spec{Code: code, Name: "Thing", Group: "Things", Summary: "Tells of a thing.", Scopes: registry.Unscoped(), Effect: registry.Read, API: "GET /thing"}
}

// shapesOf calls the engine in all ways and returns what it answers.
func shapesOf(engine *registry.Registry) (map[string][]byte, error) {
	ctx := context.Background()
	called := registry.Call{Connector: "things", Operation: "get_thing", Credential: json.RawMessage(`{"key":"secret"}`), IdempotencyKey: "work-7"}
	started := called
	started.Operation = "on_thing"
	result, err := engine.Invoke(ctx, called)
	if err != nil {
		return nil, err
	}
	report, err := engine.Check(ctx, "things", called.Credential)
	if err != nil {
		return nil, err
	}
	batch, err := engine.Poll(ctx, registry.PollCall{Call: started})
	if err != nil {
		return nil, err
	}
	subscription, err := engine.Subscribe(ctx, started, "https://engine.example.com", nil)
	if err != nil {
		return nil, err
	}
	delivery := registry.Delivery{Header: http.Header{"X": {"1"}}, Body: []byte(`{}`)}
	notice, err := engine.Verify(ctx, started, subscription, delivery)
	if err != nil {
		return nil, err
	}
	received, err := engine.Fetch(ctx, started, []registry.Notice{notice})
	if err != nil {
		return nil, err
	}
	failure := registry.NewFailure(registry.Conflict, "bigcommerce.422", "It is there already.", nil)
	failure.Status, failure.Retryable, failure.RetryAfter, failure.Operation = 422, true, 1500*time.Millisecond, "create_thing"
	failure.Fields = []registry.FieldFault{{Path: "/name", Message: "Another thing has it."}}
	failure.Details = map[string]any{"thing_id": 1}
	refused := report
	refused.OK, refused.Failure = false, registry.NewFailure(registry.Unauthorized, "bigcommerce.401", "The token is wrong.", nil)

	files := map[string][]byte{}
	for name, shape := range map[string]any{
		"call":                 called,
		"result":               result,
		"report":               report,
		"report-refused":       refused,
		"batch":                batch,
		"batch-fetched":        received,
		"subscription":         subscription,
		"notice":               notice,
		"choices":              registry.Choices{Options: []registry.Choice{{Value: 23, Label: "Shoes"}}, After: "1.50"},
		"failure":              failure,
		"failure-empty":        registry.NewFailure(registry.Internal, "internal.panic", "It crashed.", nil),
		"outcome":              registry.Outcome{Records: result.Records},
		"outcome-of-a-failure": registry.Outcome{Err: failure},
		"outcome-in-part":      registry.Outcome{Records: result.Records, Err: failure},
	} {
		if files["shapes/"+name+".json"], err = indented(shape); err != nil {
			return nil, fmt.Errorf("the shape %s: %w", name, err)
		}
	}
	return files, nil
}
