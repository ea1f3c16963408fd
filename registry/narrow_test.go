package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// tend is an input whose effect follows from it.
type tend struct {
	Tool string `json:"tool" required:"true" jsonschema:"title=Tool"`
}

// tending is an action that counts how often it runs.
func tending(runs *atomic.Int64) registry.Action[*shop] {
	return registry.NewAction(specOf("tend", registry.Delete), func(_ context.Context, _ *shop, in tend) (record, error) {
		return record(fmt.Sprintf(`{"tool":%q,"run":%d}`, in.Tool, runs.Add(1))), nil
	}).WithEffectOf(registry.EffectOf[tend](func(in tend) registry.Effect {
		switch in.Tool {
		case "eyes":
			return registry.Read
		case "nothing":
			panic("no tool")
		default:
			return registry.Delete
		}
	}))
}

func narrowed(t *testing.T, runs *atomic.Int64, to ...registry.Narrowing) *registry.Registry {
	t.Helper()
	whole := registry.NewConnector(shopDefinition(
		returning("plant", untouched, nil),
		registry.NewAction(specOf("look", registry.Read), func(context.Context, *shop, plantKey) (record, error) { return untouched, nil }),
		tending(runs),
	))
	reg, err := registry.New(registry.Narrow(whole, to...))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })
	all, err := registry.New(whole)
	require.NoError(t, err)
	assert.Len(t, all.Manifest().Connectors[0].Operations, 3, "the connector itself stays as it is")
	return reg
}

func codesOf(reg *registry.Registry) map[string]registry.Effect {
	effects := map[string]registry.Effect{}
	for _, operation := range reg.Manifest().Connectors[0].Operations {
		effects[operation.Code] = operation.Effect
	}
	return effects
}

func TestAReadOnlyRegistryOffersOnlyWhatReads(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	reg := narrowed(t, &runs, registry.ReadOnly())
	assert.Equal(t, map[string]registry.Effect{"look": registry.Read, "tend": registry.Read}, codesOf(reg))

	_, err := reg.Invoke(t.Context(), callOf("look", keyOne))
	require.NoError(t, err)

	_, err = reg.Invoke(t.Context(), callOf("plant", keyOne))
	failure := failureOf(t, err)
	assert.Equal(t, registry.Forbidden, failure.Type)
	assert.Equal(t, "operation.not_allowed", failure.Code)
	assert.Equal(t, "plant", failure.Operation)
	assert.Contains(t, failure.Message, `this engine only reads, and "plant" changes data`)

	_, err = reg.Invoke(t.Context(), callOf("plants", keyOne))
	assert.Equal(t, "operation.unknown", failureOf(t, err).Code, "what never was is unknown")
}

func TestAReadOnlyRegistryTakesOnlyInputsThatRead(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	reg := narrowed(t, &runs, registry.ReadOnly())

	result, err := reg.Invoke(t.Context(), callOf("tend", `{"tool":"eyes"}`))
	require.NoError(t, err)
	assert.Len(t, result.Records, 1)

	_, err = reg.Invoke(t.Context(), callOf("tend", `{"tool":"spade"}`))
	assert.Equal(t, "operation.not_allowed", failureOf(t, err).Code)
	_, err = reg.Invoke(t.Context(), callOf("tend", `{"tools":"spade"}`))
	assert.Equal(t, "input.invalid", failureOf(t, err).Code, "an input that can't be read is refused for that")

	outcomes := reg.InvokeBatch(t.Context(), callOf("tend", ""), []json.RawMessage{
		json.RawMessage(`{"tool":"spade"}`), json.RawMessage(`{"tool":"eyes"}`), json.RawMessage(`{}`), json.RawMessage(`{"tool":"axe"}`),
	})
	require.Len(t, outcomes, 4)
	assert.Equal(t, "operation.not_allowed", failureOf(t, outcomes[0].Err).Code)
	require.NoError(t, outcomes[1].Err)
	assert.JSONEq(t, `{"tool":"eyes","run":2}`, string(outcomes[1].Records[0]))
	assert.Equal(t, "input.invalid", failureOf(t, outcomes[2].Err).Code)
	assert.Equal(t, "operation.not_allowed", failureOf(t, outcomes[3].Err).Code)
	assert.EqualValues(t, 2, runs.Load())
}

func TestARegistryOffersOnlyTheListedOperations(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	reg := narrowed(t, &runs, registry.Only("plant", "tend"))
	assert.Equal(t, map[string]registry.Effect{"plant": registry.Create, "tend": registry.Delete}, codesOf(reg))
	_, err := reg.Invoke(t.Context(), callOf("look", keyOne))
	assert.Contains(t, failureOf(t, err).Message, `"look" is none of the operations that this engine offers`)
	outcomes := reg.InvokeBatch(t.Context(), callOf("look", ""), []json.RawMessage{json.RawMessage(keyOne)})
	assert.Equal(t, "operation.not_allowed", failureOf(t, outcomes[0].Err).Code)
}

func TestBoundsAddUpInAnyOrder(t *testing.T) {
	t.Parallel()
	want := map[string]registry.Effect{"look": registry.Read}
	var runs atomic.Int64
	assert.Equal(t, want, codesOf(narrowed(t, &runs, registry.ReadOnly(), registry.Only("plant", "look"))))
	assert.Equal(t, want, codesOf(narrowed(t, &runs, registry.Only("plant", "look"), registry.ReadOnly())))
}

func TestCodesThatAConnectorDoesNotHaveAreReported(t *testing.T) {
	t.Parallel()
	whole := registry.NewConnector(shopDefinition(returning("plant", untouched, nil)))
	_, err := registry.New(registry.Narrow(whole, registry.Only("plont", "weed")))
	assert.ErrorContains(t, err, `There is no operation "plont". Did you mean "plant"?`)
	assert.ErrorContains(t, err, `There is no operation "weed".`)
	_, err = registry.New(registry.Narrow(whole, registry.Only()))
	assert.ErrorContains(t, err, "it can't be narrowed to no operation at all")
}

func TestACheckNamesOnlyOperationsThatAreLeft(t *testing.T) {
	t.Parallel()
	definition := shopDefinition(returning("plant", untouched, nil), listing("list", nil))
	definition.Check = func(context.Context, *shop) (registry.Report, error) {
		return registry.Report{OK: true, Scopes: []registry.ScopeReport{{Scope: "dig", BlockedOperations: []string{"plant", "list"}}}}, nil
	}
	reg, err := registry.New(registry.Narrow(registry.NewConnector(definition), registry.ReadOnly()))
	require.NoError(t, err)
	report, err := reg.Check(t.Context(), "garden_shop", callOf("", "").Credential)
	require.NoError(t, err)
	assert.Equal(t, []string{"list"}, report.Scopes[0].BlockedOperations)
}

func TestARegistryTellsTheEffectOfACall(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	reg := newRegistry(t, tending(&runs), returning("plant", untouched, nil))
	for input, want := range map[string]registry.Effect{`{"tool":"eyes"}`: registry.Read, `{"tool":"spade"}`: registry.Delete} {
		effect, err := reg.Effect(t.Context(), callOf("tend", input))
		require.NoError(t, err)
		assert.Equal(t, want, effect)
	}
	effect, err := reg.Effect(t.Context(), callOf("plant", `{}`))
	require.NoError(t, err)
	assert.Equal(t, registry.Create, effect, "it is the same for all inputs")
	_, err = reg.Effect(t.Context(), callOf("tend", `{}`))
	assert.Equal(t, "input.invalid", failureOf(t, err).Code)
	_, err = reg.Effect(t.Context(), callOf("tend", `{"tool":"nothing"}`))
	assert.Equal(t, "internal.panic", failureOf(t, err).Code)
	assert.Zero(t, runs.Load(), "nothing is run")
}

func TestAnEffectOfAnotherInputIsReported(t *testing.T) {
	t.Parallel()
	action := returning("plant", untouched, nil).WithEffectOf(registry.EffectOf[tend](func(tend) registry.Effect { return registry.Read }))
	_, err := registry.New(registry.NewConnector(shopDefinition(action)))
	assert.ErrorContains(t, err, "is not made for the input of the action")
}

func TestIdempotencyKeysConcernInputsThatChangeSomething(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	reg := newRegistry(t, tending(&runs))
	inputs := []json.RawMessage{json.RawMessage(`{"tool":"eyes"}`), json.RawMessage(`{"tool":"spade"}`)}
	call := callOf("tend", "")
	call.IdempotencyKey = "k1"
	first := reg.InvokeBatch(t.Context(), call, inputs)
	assert.EqualValues(t, 2, runs.Load())
	again := reg.InvokeBatch(t.Context(), call, inputs)
	assert.EqualValues(t, 3, runs.Load(), "the read is made again")
	assert.NotEqual(t, first[0], again[0])
	assert.Equal(t, first[1], again[1], "the change is not")

	call.Input = inputs[0]
	for range 2 {
		_, err := reg.Invoke(t.Context(), call)
		require.NoError(t, err)
	}
	assert.EqualValues(t, 5, runs.Load(), "single reads neither")
}

func TestAReadOnlyRegistryPollsTriggersAndMakesNoWebhooks(t *testing.T) {
	t.Parallel()
	whole := registry.NewConnector(withTriggers(
		polled("on_bloom", onward), rung("on_ring", ringing()),
		registry.NewTrigger(specOf("on_both", registry.Read), registry.PollBy(onward), registry.ReceiveBy(ringing())),
	))
	writing, err := registry.New(whole)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, writing.Close()) })
	subscription := subscribed(t, writing, "on_both")
	reg, err := registry.New(registry.Narrow(whole, registry.ReadOnly(), registry.ReadOnly()))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })

	for _, operation := range reg.Manifest().Connectors[0].Operations {
		assert.NotEqual(t, "on_ring", operation.Code, "it can only be subscribed to")
		if operation.Trigger != nil {
			assert.Equal(t, &registry.TriggerManifest{Polling: true, Webhook: []string{}}, operation.Trigger, operation.Code)
		}
	}
	for _, trigger := range []string{"on_bloom", "on_both"} {
		_, err := reg.Poll(t.Context(), pollOf(trigger, nil))
		require.NoError(t, err, trigger)
	}
	for trigger, says := range map[string]string{
		"on_both": "Nothing was sent: this engine only reads, and a subscription makes webhooks: poll the trigger.",
		"on_ring": `Nothing was sent: this engine only reads, and "on_ring" needs a webhook.`,
	} {
		_, err := reg.Subscribe(t.Context(), callOf(trigger, `{}`), "https://bed.example", nil)
		failure := failureOf(t, err)
		assert.Equal(t, "operation.not_allowed", failure.Code, trigger)
		assert.Equal(t, trigger, failure.Operation)
		assert.Equal(t, says, failure.Message)
		err = reg.Unsubscribe(t.Context(), callOf(trigger, `{}`), subscription)
		assert.Equal(t, "operation.not_allowed", failureOf(t, err).Code, trigger)
	}
	_, err = reg.Subscribe(t.Context(), callOf("on_bloom", `{}`), "https://bed.example", nil)
	assert.Equal(t, "trigger.no_webhook", failureOf(t, err).Code, "what never had a webhook says so")
	received, err := reg.Receive(t.Context(), callOf("on_both", ""), subscription, ring("1"))
	require.NoError(t, err)
	assert.Len(t, received.Records, 1, "a delivery of another engine's subscription is only read")
}
