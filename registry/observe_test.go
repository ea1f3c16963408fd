package registry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

type traced struct{}

// observer collects what an observer is told, and marks the context of the call.
type observer struct {
	began []registry.Observation
	ended []registry.Conclusion
}

func (o *observer) observe(ctx context.Context, call registry.Observation) (context.Context, func(registry.Conclusion)) {
	o.began = append(o.began, call)
	return context.WithValue(ctx, traced{}, string(call.Method)), func(end registry.Conclusion) {
		end.Duration = 0
		o.ended = append(o.ended, end)
	}
}

// observed returns a registry of the garden shop, its operations and the observer.
func observed(t *testing.T, actions []registry.Action[*shop], triggers ...registry.Trigger[*shop]) (*registry.Registry, *observer) {
	t.Helper()
	seen := &observer{}
	definition := withTriggers(triggers...)
	definition.Actions = append(definition.Actions, actions...)
	definition.Observers = []registry.Observer{seen.observe}
	reg, err := registry.New(registry.NewConnector(definition))
	require.NoError(t, err)
	return reg, seen
}

// threeOf yields three records, each with what the context carries, and then the error.
func threeOf(code string, fault error) registry.Action[*shop] {
	return registry.NewListAction(specOf(code, registry.Read), func(ctx context.Context, _ *shop, _ bedInput) iter.Seq2[record, error] {
		return func(yield func(record, error) bool) {
			for i := range 3 {
				if !yield(record(fmt.Sprintf(`{"id":%d,"traced":"%v"}`, i, ctx.Value(traced{}))), nil) {
					return
				}
			}
			if fault != nil {
				yield("", fault)
			}
		}
	})
}

func TestEveryCallIsObservedFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	list := registry.Observation{
		Connector: "garden_shop", Operation: "list", Kind: registry.KindAction, Effect: registry.Read,
		API: specOf("list", registry.Read).API, Account: "kew", Inputs: 1,
	}
	trigger := list
	trigger.Operation, trigger.Kind = "on_ring", registry.KindTrigger
	with := func(of registry.Observation, method registry.Method, inputs int) registry.Observation {
		of.Method, of.Inputs = method, inputs
		return of
	}
	tests := map[string]struct {
		run   func(reg *registry.Registry, subscription json.RawMessage)
		began registry.Observation
		ended registry.Conclusion
	}{
		"a check": {
			func(reg *registry.Registry, _ json.RawMessage) {
				_, _ = reg.Check(t.Context(), "garden_shop", callOf("", "").Credential)
			},
			registry.Observation{Connector: "garden_shop", Method: registry.MethodCheck, Account: "kew", Inputs: 1},
			registry.Conclusion{},
		},
		"an invocation": {
			func(reg *registry.Registry, _ json.RawMessage) { _, _ = reg.Invoke(t.Context(), callOf("list", "")) },
			with(list, registry.MethodInvoke, 1),
			registry.Conclusion{Records: 3},
		},
		"a stream": {
			func(reg *registry.Registry, _ json.RawMessage) {
				for _, err := range reg.Stream(t.Context(), callOf("list", "")) {
					assert.NoError(t, err)
				}
			},
			with(list, registry.MethodStream, 1),
			registry.Conclusion{Records: 3},
		},
		"a stream that is left": {
			func(reg *registry.Registry, _ json.RawMessage) {
				for _, err := range reg.Stream(t.Context(), callOf("list", "")) {
					assert.NoError(t, err)
					break
				}
			},
			with(list, registry.MethodStream, 1),
			registry.Conclusion{Records: 1, Stopped: true},
		},
		"a stream whose loop panics": {
			func(reg *registry.Registry, _ json.RawMessage) {
				assert.PanicsWithValue(t, "the engine's own", func() {
					for _, err := range reg.Stream(t.Context(), callOf("list", "")) {
						assert.NoError(t, err)
						panic("the engine's own")
					}
				})
			},
			with(list, registry.MethodStream, 1),
			registry.Conclusion{Records: 1, Stopped: true},
		},
		"a subscription that is repaired": {
			func(reg *registry.Registry, subscription json.RawMessage) {
				_, err := reg.Subscribe(t.Context(), callOf("on_ring", ""), "https://bed.example", subscription)
				assert.NoError(t, err)
			},
			with(trigger, registry.MethodSubscribe, 1),
			registry.Conclusion{Repaired: []string{"The bell was oiled."}},
		},
		"the end of a subscription": {
			func(reg *registry.Registry, subscription json.RawMessage) {
				assert.NoError(t, reg.Unsubscribe(t.Context(), callOf("on_ring", ""), subscription))
			},
			with(trigger, registry.MethodUnsubscribe, 1),
			registry.Conclusion{},
		},
		"a delivery that is received": {
			func(reg *registry.Registry, subscription json.RawMessage) {
				_, err := reg.Receive(t.Context(), callOf("on_ring", ""), subscription, ring("1"))
				assert.NoError(t, err)
			},
			with(trigger, registry.MethodReceive, 1),
			registry.Conclusion{Records: 1},
		},
		"a delivery that is verified": {
			func(reg *registry.Registry, subscription json.RawMessage) {
				_, err := reg.Verify(t.Context(), callOf("on_ring", ""), subscription, ring("1"))
				assert.NoError(t, err)
			},
			with(trigger, registry.MethodVerify, 1),
			registry.Conclusion{},
		},
		"a fetch": {
			func(reg *registry.Registry, _ json.RawMessage) {
				_, err := reg.Fetch(t.Context(), callOf("on_ring", ""), nil)
				assert.NoError(t, err)
			},
			with(trigger, registry.MethodFetch, 0),
			registry.Conclusion{},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg, seen := observed(t, []registry.Action[*shop]{threeOf("list", nil)}, rung("on_ring", ringing()))
			subscription := subscribed(t, triggering(t, rung("on_ring", ringing())), "on_ring")
			test.run(reg, subscription)
			assert.Equal(t, []registry.Observation{test.began}, seen.began)
			assert.Equal(t, []registry.Conclusion{test.ended}, seen.ended)
		})
	}
}

func TestAPollIsObserved(t *testing.T) {
	t.Parallel()
	reg, seen := observed(t, nil, polled("on_bloom", func(context.Context, *shop, bedInput, where) (found, error) {
		return found{Occurrences: []bloom{bloomAt("a", `{}`), bloomAt("b", `{}`)}}, nil
	}))
	call := pollOf("on_bloom", nil)
	call.IdempotencyKey = "work-7"
	_, err := reg.Poll(t.Context(), call)
	require.NoError(t, err)
	require.Len(t, seen.began, 1)
	assert.Equal(t, registry.MethodPoll, seen.began[0].Method)
	assert.Equal(t, "work-7", seen.began[0].IdempotencyKey)
	assert.Equal(t, 2, seen.ended[0].Records)
}

func TestAnObserverIsToldWhatFailed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault   error
		kind    registry.FailureType
		records int
	}{
		"nothing is given":     {errWilted, registry.Unavailable, 0},
		"what was saved comes": {registry.NewFailure(registry.Partial, "shop.half", "Half of it.", errors.New("hidden")), registry.Partial, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg, seen := observed(t, []registry.Action[*shop]{threeOf("list", test.fault)})
			_, err := reg.Invoke(t.Context(), callOf("list", ""))
			given := failureOf(t, err)
			require.Len(t, seen.ended, 1)
			end := seen.ended[0]
			assert.Equal(t, test.records, end.Records)
			assert.Equal(t, map[registry.FailureType]int{test.kind: 1}, end.Failed)
			assert.NotSame(t, given, end.Failure, "the engine's failure is its own")
			assert.Equal(t, given.Code, end.Failure.Code)
			assert.Equal(t, "list", end.Failure.Operation)
			assert.NoError(t, end.Failure.Unwrap(), "a cause may say more than is safe to show")
		})
	}
}

func TestTheFailuresOfABatchAreCounted(t *testing.T) {
	t.Parallel()
	reg, seen := observed(t, []registry.Action[*shop]{threeOf("list", nil)})
	reg.InvokeBatch(t.Context(), callOf("list", ""), []json.RawMessage{[]byte(`{"bed":1}`), []byte(`{"bed":0}`), []byte(`{"bid":0}`)})
	require.Len(t, seen.ended, 1)
	assert.Equal(t, 3, seen.began[0].Inputs)
	assert.Equal(t, 3, seen.ended[0].Records)
	assert.Equal(t, map[registry.FailureType]int{registry.InvalidInput: 2}, seen.ended[0].Failed)
	assert.Equal(t, "input.invalid", seen.ended[0].Failure.Code)
}

func TestAnOperationRunsInTheContextOfItsObserver(t *testing.T) {
	t.Parallel()
	reg, _ := observed(t, []registry.Action[*shop]{threeOf("list", nil)})
	result, err := reg.Invoke(t.Context(), callOf("list", ""))
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":0,"traced":"invoke"}`, string(result.Records[0]))
}

func TestWhatRunsNothingIsNotObserved(t *testing.T) {
	t.Parallel()
	reg, seen := observed(t, nil, rung("on_ring", ringing()))
	_, err := reg.Invoke(t.Context(), callOf("on_ring", ""))
	require.Error(t, err)
	_, err = reg.Invoke(t.Context(), callOf("unknown", ""))
	require.Error(t, err)
	_, err = reg.Poll(t.Context(), pollOf("on_ring", nil))
	require.Error(t, err)
	_ = reg.Stream(t.Context(), callOf("get", `{"plant_id":1}`))
	assert.Empty(t, seen.began)
}

func TestAnObserverThatPanicsHarmsNothing(t *testing.T) {
	t.Parallel()
	const key = "sesame-open-up"
	var log bytes.Buffer
	seen := &observer{}
	definition := withTriggers(rung("on_ring", ringing()))
	definition.Logger = slog.New(slog.NewTextHandler(&log, nil))
	definition.Account = func(shopCredential) string { panic(key) }
	definition.Observers = []registry.Observer{
		func(context.Context, registry.Observation) (context.Context, func(registry.Conclusion)) { panic(key) },
		func(context.Context, registry.Observation) (context.Context, func(registry.Conclusion)) {
			return nil, func(registry.Conclusion) { panic(key) }
		},
		func(context.Context, registry.Observation) (context.Context, func(registry.Conclusion)) {
			return nil, nil
		},
		seen.observe,
	}
	reg, err := registry.New(registry.NewConnector(definition))
	require.NoError(t, err)
	_, err = reg.Invoke(t.Context(), callOf("get", `{"plant_id":1}`))
	require.NoError(t, err)
	assert.Len(t, seen.ended, 1, "the others are told")
	assert.Empty(t, seen.began[0].Account)
	assert.Equal(t, 3, bytes.Count(log.Bytes(), []byte("an observer panicked")))
	assert.NotContains(t, log.String(), key)
}

func TestAnObserverIsNotShownACredentialThatIsInTheWrongPlace(t *testing.T) {
	t.Parallel()
	reg, seen := observed(t, nil)
	for _, credential := range []string{`{"garden":"sesame-open-up","key":"sesame-open-up"}`, `{"garden":7}`, `nonsense`} {
		call := callOf("get", `{"plant_id":1}`)
		call.Credential = json.RawMessage(credential)
		_, _ = reg.Invoke(t.Context(), call)
	}
	require.Len(t, seen.began, 3)
	assert.Equal(t, "[redacted]", seen.began[0].Account)
	assert.Empty(t, seen.began[1].Account)
	assert.Empty(t, seen.began[2].Account)
	assert.Equal(t, map[registry.FailureType]int{registry.InvalidInput: 1}, seen.ended[2].Failed)
}

func TestAnObserverThatIsNilIsAFault(t *testing.T) {
	t.Parallel()
	definition := shopDefinition(returning("get", untouched, nil))
	definition.Observers = []registry.Observer{nil}
	_, err := registry.New(registry.NewConnector(definition))
	require.ErrorContains(t, err, "an observer is nil")
}

func TestACallThatFindsItsWorkDoneIsObservedToo(t *testing.T) {
	t.Parallel()
	reg, seen := observed(t, nil)
	call := callOf("get", `{"plant_id":1}`)
	call.IdempotencyKey = "work-7"
	for range 2 {
		_, err := reg.Invoke(t.Context(), call)
		require.NoError(t, err)
	}
	reg.InvokeBatch(t.Context(), call, []json.RawMessage{call.Input, call.Input})
	require.Len(t, seen.ended, 3)
	assert.Equal(t, registry.Conclusion{Records: 1}, seen.ended[1])
	assert.Equal(t, registry.Conclusion{Records: 2}, seen.ended[2])
}
