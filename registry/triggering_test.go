package registry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// nothing is the batch beside a failure.
var nothing = registry.Batch{Records: []json.RawMessage{}, Events: []registry.Event{}}

func TestAPollReturnsRecordsWithTheirEvents(t *testing.T) {
	t.Parallel()
	reg := triggering(t, polled("on_bloom", func(_ context.Context, s *shop, in bedInput, _ where) (found, error) {
		bed, _ := in.Bed.Get()
		return found{
			Occurrences: []bloom{bloomAt("plant:1:bloomed", untouched), bloomAt(fmt.Sprintf("plant:%s:%d", s.garden, bed), `{"id":2}`)},
			Cursor:      season{Year: 2026}, More: true,
		}, nil
	}))
	call := pollOf("on_bloom", nil)
	call.Input = json.RawMessage(`{"bed":"7"}`)
	batch, err := reg.Poll(t.Context(), call)
	require.NoError(t, err)
	assert.Equal(t, []json.RawMessage{json.RawMessage(untouched), json.RawMessage(`{"id":2}`)}, batch.Records)
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	assert.Equal(t, []registry.Event{{ID: "plant:1:bloomed", Time: at}, {ID: "plant:kew:7", Time: at}}, batch.Events)
	assert.True(t, batch.More)

	encoded, err := json.Marshal(batch.Events[0])
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"plant:1:bloomed","time":"2026-03-01T08:00:00Z"}`, string(encoded))
}

func TestABatchWithoutRecordsHasNoNull(t *testing.T) {
	t.Parallel()
	none := ringing()
	none.Fetch = func(context.Context, *shop, bedInput, []registry.Notice) ([]bloom, error) { return nil, nil }
	reg := triggering(t, polled("on_bloom", onward), rung("on_ring", none))
	subscription := subscribed(t, reg, "on_ring")
	polled, err := reg.Poll(t.Context(), pollOf("on_bloom", nil))
	require.NoError(t, err)
	fetched, err := reg.Fetch(t.Context(), callOf("on_ring", ""), nil)
	require.NoError(t, err)
	received, err := reg.Receive(t.Context(), callOf("on_ring", ""), subscription, ring("1"))
	require.NoError(t, err)
	refused, err := reg.Receive(t.Context(), callOf("on_ring", ""), subscription, ring("1", "Tone", "dong"))
	require.Error(t, err)
	for name, batch := range map[string]registry.Batch{"polled": polled, "fetched": fetched, "received": received, "refused": refused} {
		encoded, err := json.Marshal(batch)
		require.NoError(t, err)
		assert.Contains(t, string(encoded), `"records":[],"events":[]`, name)
	}
}

func TestAnEventComesOnceInABatch(t *testing.T) {
	t.Parallel()
	twice := ringing()
	twice.Fetch = func(context.Context, *shop, bedInput, []registry.Notice) ([]bloom, error) {
		return []bloom{bloomAt("a", `{"n":1}`), bloomAt("b", `{"n":2}`), bloomAt("a", `{"n":3}`)}, nil
	}
	reg := triggering(t, rung("on_ring", twice), polled("on_bloom", func(context.Context, *shop, bedInput, where) (found, error) {
		return found{Occurrences: []bloom{bloomAt("a", `{"n":1}`), bloomAt("a", `{"n":4}`)}}, nil
	}))
	received, err := reg.Receive(t.Context(), callOf("on_ring", ""), subscribed(t, reg, "on_ring"), ring("1"))
	require.NoError(t, err)
	assert.Equal(t, []json.RawMessage{json.RawMessage(`{"n":3}`), json.RawMessage(`{"n":2}`)}, received.Records, "the last record of an event counts")
	require.Len(t, received.Events, 2)
	assert.Equal(t, "a", received.Events[0].ID)
	assert.Equal(t, "b", received.Events[1].ID)

	polled, err := reg.Poll(t.Context(), pollOf("on_bloom", nil))
	require.NoError(t, err)
	assert.Equal(t, []json.RawMessage{json.RawMessage(`{"n":4}`)}, polled.Records)
	assert.Len(t, polled.Events, 1)
}

func TestASubscriptionIsKeptRenewedAndEnded(t *testing.T) {
	t.Parallel()
	var ended []bell
	how := ringing()
	how.Unsubscribe = func(_ context.Context, _ *shop, from bell) error { ended = append(ended, from); return nil }
	reg := triggering(t, rung("on_ring", how))
	call := callOf("on_ring", `{"bed":1}`)
	first, err := reg.Subscribe(t.Context(), call, "https://bed.example", json.RawMessage(" null "))
	require.NoError(t, err)
	assert.Empty(t, registry.Repaired(first))
	assert.Contains(t, string(first), `"repaired":[]`)

	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, first, "", "  "))
	second, err := reg.Subscribe(t.Context(), call, "https://other.example", indented.Bytes())
	require.NoError(t, err, "an engine may keep JSON in its own way")
	assert.Equal(t, []string{"The bell was oiled."}, registry.Repaired(second))
	require.NoError(t, reg.Unsubscribe(t.Context(), call, second))
	assert.Equal(t, []bell{{"https://other.example", "ding", 2}}, ended)
	assert.Nil(t, registry.Repaired(nil))
	assert.Nil(t, registry.Repaired(json.RawMessage("nonsense")))
}

func TestASubscriptionThatIsNotTheTriggersOwnIsRefused(t *testing.T) {
	t.Parallel()
	reg := triggering(t, rung("on_ring", ringing()), rung("on_chime", ringing()))
	own := string(subscribed(t, reg, "on_ring"))
	changed := func(old, new string) string {
		require.Contains(t, own, old)
		return strings.Replace(own, old, new, 1)
	}
	for name, test := range map[string]struct{ subscription, code string }{
		"another trigger's":                 {string(subscribed(t, reg, "on_chime")), "subscription.foreign"},
		"another account's":                 {changed(`"account":"`, `"account":"0`), "subscription.foreign"},
		"a later version":                   {changed(`"version":1`, `"version":2`), "subscription.version"},
		"no version":                        {changed(`"version":1,`, ``), "subscription.version"},
		"a field more":                      {changed(`{"version"`, `{"x":1,"version"`), "subscription.damaged"},
		"a field more in its state":         {changed(`{"at"`, `{"x":1,"at"`), "subscription.damaged"},
		"a state that can't be":             {changed(`"tone":"ding"`, `"tone":""`), "subscription.damaged"},
		"a state of another kind":           {changed(`"tone":"ding"`, `"tone":1`), "subscription.damaged"},
		"a state that is null":              {own[:strings.Index(own, `"state"`)] + `"state":null,"repaired":[]}`, "subscription.damaged"},
		"no state":                          {own[:strings.Index(own, `,"state"`)] + `}`, "subscription.damaged"},
		"half of it":                        {own[:len(own)/2], "subscription.damaged"},
		"two of them":                       {own + own, "subscription.damaged"},
		"a word behind it":                  {own + "x", "subscription.damaged"},
		"a text":                            {`"ding"`, "subscription.damaged"},
		"an empty object":                   {`{}`, "subscription.damaged"},
		"a list":                            {`[` + own + `]`, "subscription.damaged"},
		"no JSON":                           {`ding`, "subscription.damaged"},
		"more than a mebibyte of JSON text": {changed(`"ding"`, `"`+strings.Repeat("x", 1<<20)+`"`), "subscription.damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call, subscription := callOf("on_ring", ""), json.RawMessage(test.subscription)
			_, again := reg.Subscribe(t.Context(), call, "https://bed.example", subscription)
			_, verified := reg.Verify(t.Context(), call, subscription, ring("1"))
			_, received := reg.Receive(t.Context(), call, subscription, ring("1"))
			for _, err := range []error{again, verified, received, reg.Unsubscribe(t.Context(), call, subscription)} {
				failure := failureOf(t, err)
				assert.Equal(t, registry.InvalidInput, failure.Type)
				assert.Equal(t, test.code, failure.Code)
				assert.NotContains(t, failure.Error(), "ding", "a subscription has secrets")
			}
		})
	}
}

func TestWithoutASubscriptionNothingIsVerifiedOrEnded(t *testing.T) {
	t.Parallel()
	reg := triggering(t, rung("on_ring", ringing()))
	for _, subscription := range []json.RawMessage{nil, json.RawMessage("null"), json.RawMessage(" ")} {
		_, err := reg.Verify(t.Context(), callOf("on_ring", ""), subscription, ring("1"))
		assert.Equal(t, "subscription.damaged", failureOf(t, err).Code)
		assert.Equal(t, "subscription.damaged", failureOf(t, reg.Unsubscribe(t.Context(), callOf("on_ring", ""), subscription)).Code)
	}
}

// Whatever comes as a subscription, opening it ends without a panic. It is refused as a subscription, or it is one of the trigger's own.
func FuzzSubscription(f *testing.F) {
	var verifiedBy []bell
	how := ringing()
	how.Verify = func(_ *shop, _ bedInput, from bell, _ registry.Delivery) (registry.Notice, error) {
		verifiedBy = append(verifiedBy, from)
		return registry.Notice{}, nil
	}
	reg := triggering(f, rung("on_ring", how))
	own := string(subscribed(f, reg, "on_ring"))
	for _, text := range []string{own, " " + own, own + "x", own[:20], "", "null", "{}", "[]", `"x"`, strings.Replace(own, "ding", "\\ud800", 1), strings.ToUpper(own)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		verifiedBy = nil
		_, err := reg.Verify(t.Context(), callOf("on_ring", ""), json.RawMessage(text), ring("1"))
		if err != nil {
			require.Equal(t, registry.InvalidInput, failureOf(t, err).Type)
			require.True(t, strings.HasPrefix(failureOf(t, err).Code, "subscription."), failureOf(t, err).Code)
			require.Empty(t, verifiedBy)
			return
		}
		require.Len(t, verifiedBy, 1)
		require.NoError(t, verifiedBy[0].Validate())
		again, err := reg.Subscribe(t.Context(), callOf("on_ring", ""), "https://bed.example", json.RawMessage(text))
		require.NoError(t, err)
		_, err = reg.Verify(t.Context(), callOf("on_ring", ""), again, ring("1"))
		require.NoError(t, err)
		require.Equal(t, verifiedBy[0].Tone, verifiedBy[1].Tone, "the secret is kept")
	})
}

func TestANoticeSaysWhoseItIsAndOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	reg := triggering(t, rung("on_ring", ringing()))
	subscription := subscribed(t, reg, "on_ring")
	notice, err := reg.Verify(t.Context(), callOf("on_ring", ""), subscription, ring("17"))
	require.NoError(t, err)
	assert.Equal(t, "on_ring", notice.Operation, "a trigger can't say otherwise")
	assert.Regexp(t, `^[0-9a-f]{12}$`, notice.Account)
	assert.NotContains(t, notice.Account, "kew")

	encoded, err := json.Marshal([]registry.Notice{notice})
	require.NoError(t, err)
	var kept []registry.Notice
	require.NoError(t, json.Unmarshal(encoded, &kept))
	assert.Equal(t, []registry.Notice{notice}, kept)
	batch, err := reg.Fetch(t.Context(), callOf("on_ring", ""), kept)
	require.NoError(t, err)
	assert.Equal(t, []json.RawMessage{json.RawMessage(`{"id": 17}`)}, batch.Records)
	assert.Nil(t, batch.Cursor)
}

func TestFetchPassesEachNoticeThatConcernsTheTriggerOnce(t *testing.T) {
	t.Parallel()
	var fetched [][]string
	how := ringing()
	how.Fetch = func(_ context.Context, _ *shop, _ bedInput, notices []registry.Notice) ([]bloom, error) {
		var keys []string
		for _, notice := range notices {
			keys = append(keys, notice.Key)
		}
		fetched = append(fetched, keys)
		return nil, nil
	}
	reg := triggering(t, rung("on_ring", how))
	subscription := subscribed(t, reg, "on_ring")
	verify := func(delivery registry.Delivery) registry.Notice {
		notice, err := reg.Verify(t.Context(), callOf("on_ring", ""), subscription, delivery)
		require.NoError(t, err)
		return notice
	}
	one, two, other := verify(ring("1")), verify(ring("2")), verify(ring("3", "Bed", "9"))
	assert.False(t, other.Concerns)
	_, err := reg.Fetch(t.Context(), callOf("on_ring", ""), []registry.Notice{two, other, one, two, one})
	require.NoError(t, err)
	_, err = reg.Fetch(t.Context(), callOf("on_ring", ""), []registry.Notice{other, other})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"2", "1"}}, fetched, "without a notice that concerns it the trigger is not asked")
}

func TestFetchRefusesNoticesOfOthers(t *testing.T) {
	t.Parallel()
	how := ringing()
	how.Fetch = func(context.Context, *shop, bedInput, []registry.Notice) ([]bloom, error) {
		t.Error("nothing may be fetched")
		return nil, nil
	}
	reg := triggering(t, rung("on_ring", how), rung("on_chime", ringing()))
	own, err := reg.Verify(t.Context(), callOf("on_ring", ""), subscribed(t, reg, "on_ring"), ring("1"))
	require.NoError(t, err)
	chime, err := reg.Verify(t.Context(), callOf("on_chime", ""), subscribed(t, reg, "on_chime"), ring("1"))
	require.NoError(t, err)
	elsewhere := own
	elsewhere.Account = "000000000000"
	idle := chime
	idle.Concerns = false
	for name, foreign := range map[string]registry.Notice{"another trigger's": chime, "another account's": elsewhere, "one that doesn't concern": idle, "an empty one": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			batch, err := reg.Fetch(t.Context(), callOf("on_ring", ""), []registry.Notice{own, foreign})
			assert.Equal(t, "notice.foreign", failureOf(t, err).Code)
			assert.Equal(t, nothing, batch)
		})
	}
}

// each calls every function of the trigger surface and returns what failed, by name.
func each(ctx context.Context, reg *registry.Registry, call registry.Call, subscription json.RawMessage) map[string]error {
	failures := map[string]error{}
	_, failures["poll"] = reg.Poll(ctx, registry.PollCall{Call: call})
	_, failures["subscribe"] = reg.Subscribe(ctx, call, "https://bed.example", nil)
	failures["unsubscribe"] = reg.Unsubscribe(ctx, call, subscription)
	_, failures["verify"] = reg.Verify(ctx, call, subscription, ring("1"))
	_, failures["fetch"] = reg.Fetch(ctx, call, []registry.Notice{})
	_, failures["receive"] = reg.Receive(ctx, call, subscription, ring("1"))
	return failures
}

func TestAnOperationSaysHowItIsStarted(t *testing.T) {
	t.Parallel()
	reg := triggering(t, polled("on_bloom", onward), rung("on_ring", ringing()))
	_, err := reg.Invoke(t.Context(), callOf("on_bloom", ""))
	assert.Equal(t, "operation.is_trigger", failureOf(t, err).Code)
	assert.Contains(t, err.Error(), "polled or subscribed to")

	subscription := subscribed(t, reg, "on_ring")
	for operation, wanted := range map[string]struct{ poll, webhook, hint string }{
		"get":      {"operation.not_a_trigger", "operation.not_a_trigger", "is an action: it is invoked"},
		"on_bloom": {"", "trigger.no_webhook", "poll it"},
		"on_ring":  {"trigger.no_polling", "", "subscribe to it"},
		"on_blom":  {"operation.unknown", "operation.unknown", `Did you mean "on_bloom"?`},
	} {
		for function, err := range each(t.Context(), reg, callOf(operation, keyOne), subscription) {
			code := wanted.webhook
			if function == "poll" {
				code = wanted.poll
			}
			if code == "" {
				continue
			}
			failure := failureOf(t, err)
			assert.Equal(t, code, failure.Code, "%s %s", function, operation)
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.Equal(t, operation, failure.Operation)
			assert.Contains(t, failure.Message, wanted.hint, "%s %s", function, operation)
		}
	}
}

// failing makes a trigger with both forms that goes wrong in the given way whatever is asked of it.
func failing(code string, wrong func() error) registry.Trigger[*shop] {
	how := ringing()
	how.Subscribe = func(context.Context, *shop, bedInput, string, *bell) (bell, []string, error) {
		return bell{}, nil, wrong()
	}
	how.Unsubscribe = func(context.Context, *shop, bell) error { return wrong() }
	how.Verify = func(*shop, bedInput, bell, registry.Delivery) (registry.Notice, error) {
		return registry.Notice{Concerns: true, Key: "k"}, wrong()
	}
	how.Fetch = func(context.Context, *shop, bedInput, []registry.Notice) ([]bloom, error) {
		return []bloom{bloomAt("a", "{}")}, wrong()
	}
	poll := func(context.Context, *shop, bedInput, where) (found, error) {
		return found{Occurrences: []bloom{bloomAt("a", "{}")}}, wrong()
	}
	return registry.NewTrigger(specOf(code, registry.Read), registry.PollBy(poll), registry.ReceiveBy(how))
}

func TestWhatGoesWrongInATriggerIsAFailure(t *testing.T) {
	t.Parallel()
	const key = "sesame-open-up"
	echoed := registry.NewFailure(registry.Unavailable, "shop.echo", "You said "+key+".", errors.New(key))
	for name, test := range map[string]struct {
		wrong   func() error
		kind    registry.FailureType
		code    string
		message string
	}{
		"a panic":             {func() error { panic("the key is " + key) }, registry.Internal, "internal.panic", "crashed"},
		"a panic of Go":       {func() error { return errors.New(strings.Fields("")[0]) }, registry.Internal, "internal.panic", "crashed"},
		"an unknown error":    {func() error { return errors.New(key) }, registry.Internal, "internal.unexpected", "failed unexpectedly"},
		"an explained error":  {func() error { return fmt.Errorf("at the gate: %w", errWilted) }, registry.Unavailable, "shop.wilted", "Water it"},
		"a failure":           {func() error { return echoed }, registry.Unavailable, "shop.echo", "You said [redacted]."},
		"the end of its time": {func() error { return context.DeadlineExceeded }, registry.Canceled, "context.deadline_exceeded", "ran out"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			working := triggering(t, rung("on_ring", ringing()))
			definition := withTriggers(failing("on_ring", test.wrong))
			definition.Logger = slog.New(slog.NewTextHandler(&log, nil))
			reg, err := registry.New(registry.NewConnector(definition))
			require.NoError(t, err)
			call := callOf("on_ring", "")
			call.Credential = json.RawMessage(`{"garden":"kew","key":"` + key + `"}`)
			notice, err := working.Verify(t.Context(), call, subscribed(t, working, "on_ring"), ring("1"))
			require.NoError(t, err)

			failures := each(t.Context(), reg, call, subscribed(t, working, "on_ring"))
			_, failures["fetch"] = reg.Fetch(t.Context(), call, []registry.Notice{notice})
			for function, err := range failures {
				failure := failureOf(t, err)
				assert.Equal(t, test.kind, failure.Type, function)
				assert.Equal(t, test.code, failure.Code, function)
				assert.Contains(t, failure.Message, test.message, function)
				assert.Equal(t, "on_ring", failure.Operation, function)
				encoded, err := json.Marshal(failure)
				require.NoError(t, err)
				assert.NotContains(t, string(encoded)+failure.Error(), key, function)
			}
			assert.NotContains(t, log.String(), key)
			batch, err := reg.Poll(t.Context(), registry.PollCall{Call: call})
			require.Error(t, err)
			assert.Equal(t, nothing, batch, "beside a failure there are no records")
			notice, err = reg.Verify(t.Context(), call, subscribed(t, working, "on_ring"), ring("1"))
			require.Error(t, err)
			assert.Zero(t, notice)
		})
	}
}

func TestACallOfATriggerIsCheckedBeforeItRuns(t *testing.T) {
	t.Parallel()
	var ran atomic.Int64
	reg := triggering(t, failing("on_ring", func() error { ran.Add(1); return nil }))
	t.Cleanup(func() {
		assert.EqualValues(t, 1, ran.Load(), "nothing runs but the end of a subscription, which takes no input")
	})
	other := triggering(t, rung("on_ring", ringing()))
	subscription := subscribed(t, other, "on_ring")
	notice, err := other.Verify(t.Context(), callOf("on_ring", ""), subscription, ring("1"))
	require.NoError(t, err)
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	credential := callOf("on_ring", "")
	credential.Credential = json.RawMessage(`{"garden":"kew"}`)
	ruin := callOf("on_ring", "")
	ruin.Credential = json.RawMessage(`{"garden":"ruin","key":"sesame"}`)
	for name, test := range map[string]struct {
		ctx  context.Context
		call registry.Call
		code string
	}{
		"a context that ended":        {canceled, callOf("on_ring", ""), "context.canceled"},
		"an input that is wrong":      {t.Context(), callOf("on_ring", `{"bed":0}`), "input.invalid"},
		"a credential that is wrong":  {t.Context(), credential, "credential.invalid"},
		"a connection that is broken": {t.Context(), ruin, "shop.wilted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failures := each(test.ctx, reg, test.call, subscription)
			_, failures["fetch"] = reg.Fetch(test.ctx, test.call, []registry.Notice{notice})
			for function, err := range failures {
				if test.code == "input.invalid" && function == "unsubscribe" {
					assert.NoError(t, err)
					continue
				}
				assert.Equal(t, test.code, failureOf(t, err).Code, function)
			}
		})
	}
}

func TestAClosedRegistryRunsNoTrigger(t *testing.T) {
	t.Parallel()
	reg := triggering(t, failing("on_ring", func() error { return nil }))
	require.NoError(t, reg.Close())
	for function, err := range each(t.Context(), reg, callOf("on_ring", ""), nil) {
		assert.Equal(t, "registry.closed", failureOf(t, err).Code, function)
	}
}

func TestTheManifestSaysHowATriggerIsStarted(t *testing.T) {
	t.Parallel()
	both := registry.NewTrigger(specOf("on_both", registry.Read), registry.PollBy(onward), registry.ReceiveBy(ringing()))
	operations := triggering(t, polled("on_bloom", onward), rung("on_ring", ringing()), both).Manifest().Connectors[0].Operations
	require.Len(t, operations, 4)
	assert.Equal(t, "get", operations[0].Code, "actions come first")
	assert.Nil(t, operations[0].Trigger)
	for i, wanted := range []registry.TriggerManifest{
		{Polling: true, Webhook: []string{}}, {Polling: false, Webhook: []string{"garden/bloom"}}, {Polling: true, Webhook: []string{"garden/bloom"}},
	} {
		operation := operations[i+1]
		assert.Equal(t, registry.KindTrigger, operation.Kind)
		require.NotNil(t, operation.Trigger, operation.Code)
		assert.Equal(t, wanted, *operation.Trigger, operation.Code)
		assert.True(t, holds(t, compiledSchema(t, operation.Input), `{"bed":1}`))
		encoded, err := json.Marshal(operation.Trigger)
		require.NoError(t, err)
		assert.NotContains(t, string(encoded), "null")
	}
}

func TestNewReportsTheFaultsOfTriggers(t *testing.T) {
	t.Parallel()
	formless := registry.NewTrigger(specOf("formless", registry.Read), registry.Polling[*shop, bedInput, record]{}, registry.Webhook[*shop, bedInput, record]{})
	writing := registry.NewTrigger(specOf("writing", registry.Update), registry.PollBy(onward), registry.Webhook[*shop, bedInput, record]{})
	scopeless, blank := ringing(), ringing()
	scopeless.Scopes, blank.Scopes = nil, []string{"garden/bloom", ""}
	definition := withTriggers(formless, writing, rung("scopeless", scopeless), rung("blank", blank), polled("get", onward), registry.Trigger[*shop]{})
	definition.Account = nil
	_, err := registry.New(registry.NewConnector(definition))
	require.Error(t, err)
	for _, fault := range []string{
		`connector "garden_shop": the function Account is missing`,
		`operation "formless": the trigger is neither polled nor delivered`,
		`operation "writing": the effect of a trigger is read, not "update"`,
		`operation "scopeless": the scopes of the webhook are missing`,
		`operation "blank": the scopes of the webhook are missing`,
		`operation "get": declared twice`,
		`operation "": not made by NewAction, NewLookup, NewListAction or NewTrigger`,
	} {
		assert.ErrorContains(t, err, fault)
	}
	_, err = registry.New(registry.NewConnector(shopDefinition(returning("get", untouched, nil))))
	require.NoError(t, err, "without triggers no account is needed")
}
