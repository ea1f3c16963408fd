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
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

const keyOne = `{"plant_id":1}`

func TestRecordsPassUnchanged(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, returning("get", untouched, nil))
	result, err := reg.Invoke(t.Context(), callOf("get", keyOne))
	require.NoError(t, err)
	require.Len(t, result.Records, 1)
	assert.Equal(t, untouched, string(result.Records[0]))
}

func TestALookupAnswersWithOneRecordOrNone(t *testing.T) {
	t.Parallel()
	lookup := registry.NewLookup(specOf("get", registry.Read), func(_ context.Context, _ *shop, in plantKey) (record, bool, error) {
		return untouched, in.PlantID == 1, nil
	})
	reg := newRegistry(t, lookup)

	found, err := reg.Invoke(t.Context(), callOf("get", keyOne))
	require.NoError(t, err)
	assert.Len(t, found.Records, 1)

	none, err := reg.Invoke(t.Context(), callOf("get", `{"plant_id":2}`))
	require.NoError(t, err)
	assert.NotNil(t, none.Records, "nothing found is an empty list, not null")
	assert.Empty(t, none.Records)
}

func TestActionsGetTheConnectionTheInputAndTheIdempotencyKey(t *testing.T) {
	t.Parallel()
	action := registry.NewAction(specOf("get", registry.Read), func(ctx context.Context, s *shop, in plantKey) (record, error) {
		return record(fmt.Sprintf("%q", fmt.Sprint(s.garden, in.PlantID, registry.IdempotencyKey(ctx)))), nil
	})
	reg := newRegistry(t, action)
	call := callOf("get", keyOne)
	call.IdempotencyKey = "k1"
	result, err := reg.Invoke(t.Context(), call)
	require.NoError(t, err)
	assert.Equal(t, `"kew1k1"`, string(result.Records[0]))
	assert.Empty(t, registry.IdempotencyKey(t.Context()))
}

// endless yields records until it is stopped, and counts how often it was.
func endless(stopped *int) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		for yield(untouched, nil) {
		}
		*stopped++
	}
}

func TestAStreamStopsWithItsConsumer(t *testing.T) {
	t.Parallel()
	stopped, count := 0, 0
	reg := newRegistry(t, listing("list", endless(&stopped)))
	for _, err := range reg.Stream(t.Context(), callOf("list", "")) {
		require.NoError(t, err)
		if count++; count == 3 {
			break
		}
	}
	assert.Equal(t, 3, count)
	assert.Equal(t, 1, stopped)
}

func TestAStreamEndsWithItsFirstError(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, listing("list", func(yield func(record, error) bool) {
		_ = yield(untouched, nil) && yield("", errWilted) && yield(untouched, nil)
	}))
	var seen []string
	for record, err := range reg.Stream(t.Context(), callOf("list", "")) {
		if err != nil {
			seen = append(seen, failureOf(t, err).Code)
			continue
		}
		seen = append(seen, string(record))
	}
	assert.Equal(t, []string{untouched, "shop.wilted"}, seen)
}

func TestAStreamEndsWhenItsContextDoes(t *testing.T) {
	t.Parallel()
	for title, test := range map[string]struct {
		context func(context.Context) (context.Context, context.CancelFunc)
		code    string
	}{
		"canceled": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(time.Minute, cancel)
			return ctx, cancel
		}, "context.canceled"},
		"out of time": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Minute)
		}, "context.deadline_exceeded"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				slow := func(yield func(record, error) bool) {
					for yield(untouched, nil) {
						<-time.After(11 * time.Second)
					}
				}
				reg := newRegistry(t, listing("list", slow))
				ctx, cancel := test.context(t.Context())
				defer cancel()
				result, err := reg.Invoke(ctx, callOf("list", ""))
				failure := failureOf(t, err)
				assert.Equal(t, registry.Canceled, failure.Type)
				assert.Equal(t, test.code, failure.Code)
				assert.Equal(t, "list", failure.Operation)
				assert.ErrorIs(t, err, ctx.Err())
				assert.Empty(t, result.Records)

				_, err = reg.Invoke(ctx, callOf("list", ""))
				assert.Equal(t, test.code, failureOf(t, err).Code, "a call whose context is over is not begun")
			})
		})
	}
}

func TestErrorsBecomeFailures(t *testing.T) {
	t.Parallel()
	own := registry.NewFailure(registry.Conflict, "shop.taken", "Taken.", errors.New("why"))
	errOdd := errors.New("odd thing with sesame")
	for title, test := range map[string]struct {
		err     error
		kind    registry.FailureType
		code    string
		message string
	}{
		"a failure stays":      {own, registry.Conflict, "shop.taken", "Taken."},
		"a failure inside":     {fmt.Errorf("while planting: %w", own), registry.Conflict, "shop.taken", "Taken."},
		"explained":            {fmt.Errorf("while planting: %w", errWilted), registry.Unavailable, "shop.wilted", "The plant has wilted. Water it."},
		"not explained":        {errOdd, registry.Internal, "internal.unexpected", "The connector failed unexpectedly. This is a fault of the connector, not of the input."},
		"the end of a context": {fmt.Errorf("get: %w", context.Canceled), registry.Canceled, "context.canceled", "The call was canceled before it finished. It changed nothing."},
		"the end of time":      {context.DeadlineExceeded, registry.Canceled, "context.deadline_exceeded", "The time allowed for the call ran out. It changed nothing."},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			reg := newRegistry(t, returning("get", "", test.err))
			result, err := reg.Invoke(t.Context(), callOf("get", keyOne))
			failure := failureOf(t, err)
			assert.Equal(t, test.kind, failure.Type)
			assert.Equal(t, test.code, failure.Code)
			assert.Equal(t, test.message, err.Error())
			assert.Equal(t, "get", failure.Operation)
			assert.ErrorIs(t, err, test.err)
			assert.NotNil(t, result.Records)
			assert.Empty(t, own.Operation, "the action's own failure is not changed")
		})
	}
}

func TestPartialFailuresComeWithWhatWasSaved(t *testing.T) {
	t.Parallel()
	partial := registry.NewFailure(registry.Partial, "shop.partial", "One pot broke.", nil)
	reg := newRegistry(t, returning("save", untouched, partial), returning("break", untouched, errWilted))

	result, err := reg.Invoke(t.Context(), callOf("save", keyOne))
	assert.Equal(t, registry.Partial, failureOf(t, err).Type)
	require.Len(t, result.Records, 1)
	assert.Equal(t, untouched, string(result.Records[0]))

	result, err = reg.Invoke(t.Context(), callOf("break", keyOne))
	assert.Equal(t, registry.Unavailable, failureOf(t, err).Type)
	assert.Empty(t, result.Records)
}

func TestPanicsBecomeInternalFailures(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	definition := shopDefinition(
		listing("late", func(yield func(record, error) bool) {
			_ = yield(untouched, nil)
			panic("sesame")
		}),
		listing("stubborn", func(yield func(record, error) bool) {
			for range 3 {
				yield(untouched, nil)
			}
		}),
		registry.NewAction(specOf("index", registry.Read), func(_ context.Context, _ *shop, in plantKey) (record, error) {
			var none []record
			return none[in.PlantID], nil
		}),
		returning("explain", "", errors.New("unheard of")),
	)
	definition.Explain = func(error, string) *registry.Failure { panic("sesame") }
	definition.Logger = slog.New(slog.NewTextHandler(&log, nil))
	reg, err := registry.New(registry.NewConnector(definition))
	require.NoError(t, err)

	for _, operation := range []string{"late", "index", "explain"} {
		input := keyOne
		if operation == "late" {
			input = ""
		}
		records := 0
		var last error
		for _, err := range reg.Stream(t.Context(), callOf(operation, input)) {
			if last = err; err == nil {
				records++
			}
		}
		failure := failureOf(t, last)
		assert.Equal(t, registry.Internal, failure.Type)
		assert.Equal(t, "internal.panic", failure.Code)
		assert.Equal(t, operation, failure.Operation)
		assert.Contains(t, log.String(), "operation="+operation)
		assert.Equal(t, operation == "late", records == 1)
	}
	for _, err := range reg.Stream(t.Context(), callOf("stubborn", "")) {
		require.NoError(t, err)
		break
	}
	assert.Contains(t, log.String(), "index out of range", "the runtime's own panics are told")
	assert.Contains(t, log.String(), "a value of type string")
	assert.Contains(t, log.String(), "registry_test.go", "the stack tells where it happened")
	assert.NotContains(t, log.String(), "sesame", "a panic's value may hold a secret")
}

func TestAPanicOfTheConsumerIsItsOwn(t *testing.T) {
	t.Parallel()
	stopped := 0
	reg := newRegistry(t, listing("list", endless(&stopped)))
	assert.PanicsWithValue(t, "mine", func() {
		for _, err := range reg.Stream(t.Context(), callOf("list", "")) {
			require.NoError(t, err)
			panic("mine")
		}
	})
}

func TestCallsThatCanNotBeMade(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, returning("get_plant", untouched, nil))
	for title, test := range map[string]struct {
		change  func(*registry.Call)
		kind    registry.FailureType
		code    string
		message string
		fields  []registry.FieldFault
	}{
		"unknown connector": {func(c *registry.Call) { c.Connector = "gardenshop" }, registry.InvalidInput, "connector.unknown", `There is no connector "gardenshop". Did you mean "garden_shop"?`, nil},
		"unknown operation": {func(c *registry.Call) { c.Operation = "get_plants" }, registry.InvalidInput, "operation.unknown", `There is no operation "get_plants". Did you mean "get_plant"?`, nil},
		"far from any":      {func(c *registry.Call) { c.Operation = "x" }, registry.InvalidInput, "operation.unknown", `There is no operation "x".`, nil},
		"no credential":     {func(c *registry.Call) { c.Credential = nil }, registry.InvalidInput, "credential.invalid", "The credential can't be used. Garden is required. Garden key is required.", faults("/garden", "Garden is required.", "/key", "Garden key is required.")},
		"bad credential":    {func(c *registry.Call) { c.Credential = json.RawMessage(`{"garden":"kew","key":["sesame"]}`) }, registry.InvalidInput, "credential.invalid", "The credential can't be used. Garden key must be text.", faults("/key", "Garden key must be text.")},
		"no connection":     {func(c *registry.Call) { c.Credential = json.RawMessage(`{"garden":"ruin","key":"sesame"}`) }, registry.Unavailable, "shop.wilted", "The plant has wilted. Water it.", nil},
		"bad input":         {func(c *registry.Call) { c.Input = nil }, registry.InvalidInput, "input.invalid", "Plant ID is required.", faults("/plant_id", "Plant ID is required.")},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			call := callOf("get_plant", keyOne)
			test.change(&call)
			_, err := reg.Invoke(t.Context(), call)
			failure := failureOf(t, err)
			assert.Equal(t, test.kind, failure.Type)
			assert.Equal(t, test.code, failure.Code)
			assert.Equal(t, test.message, failure.Message)
			assert.Equal(t, call.Operation, failure.Operation)
			assert.Equal(t, test.fields, failure.Fields)
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t)

	report, err := reg.Check(t.Context(), "garden_shop", json.RawMessage(`{"garden":"kew","key":"sesame"}`))
	require.NoError(t, err)
	encoded, err := json.Marshal(report)
	require.NoError(t, err)
	assert.JSONEq(t, `{"ok":true,"message":"It is green.","scopes":[
		{"group":"Digging","scope":"dig","read":"granted","write":"unknown","blocked_operations":[]}]}`, string(encoded))

	for title, test := range map[string]struct{ connector, credential, code string }{
		"not accepted":      {"garden_shop", `{"garden":"desert","key":"sesame"}`, "shop.wilted"},
		"no connection":     {"garden_shop", `{"garden":"ruin","key":"sesame"}`, "shop.wilted"},
		"not filled in":     {"garden_shop", `{}`, "credential.invalid"},
		"unknown connector": {"shop", `{}`, "connector.unknown"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			report, err := reg.Check(t.Context(), test.connector, json.RawMessage(test.credential))
			failure := failureOf(t, err)
			assert.Equal(t, test.code, failure.Code)
			assert.False(t, report.OK)
			assert.Same(t, failure, report.Failure)
			assert.Equal(t, failure.Message, report.Message)
			assert.NotNil(t, report.Scopes)
		})
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	closed := 0
	definition := shopDefinition(returning("get", untouched, nil))
	definition.Close = func() error { closed++; return errWilted }
	reg, err := registry.New(registry.NewConnector(definition))
	require.NoError(t, err)

	assert.Equal(t, registry.Internal, failureOf(t, reg.Close()).Type)
	assert.ErrorIs(t, reg.Close(), errWilted, "closing again gives the same answer")
	assert.Equal(t, 1, closed)

	_, err = reg.Invoke(t.Context(), callOf("get", keyOne))
	assert.Equal(t, "registry.closed", failureOf(t, err).Code)
	_, err = reg.Check(t.Context(), "garden_shop", nil)
	assert.Equal(t, "registry.closed", failureOf(t, err).Code)
}

func TestACallNeverPrintsItsCredential(t *testing.T) {
	t.Parallel()
	call := callOf("get", `{"pin":"4711"}`)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("calling", "call", call)
	encoded, err := json.Marshal(call)
	require.NoError(t, err)
	for _, printed := range []string{
		call.String(), fmt.Sprint(call), fmt.Sprintf("%v %+v %#v %s %q %x", call, call, call, call, call, call), fmt.Sprintf("%+v", &call), log.String(),
	} {
		assert.Contains(t, printed, "garden_shop")
		assert.NotContains(t, printed, "sesame")
		assert.NotContains(t, printed, "4711")
	}
	assert.NotContains(t, string(encoded), "sesame")
}

func TestAFailureNeverShowsTheCredential(t *testing.T) {
	t.Parallel()
	const key = "sesame-open-up"
	echoed := registry.NewFailure(registry.Unavailable, "shop.echo", "You said "+key+".", errors.New(key))
	echoed.Fields = faults("/a", "not "+key)
	echoed.Details = map[string]any{"header": []any{map[string]any{"key": key}}, "body": json.RawMessage(`"` + key + `"`), "list": []string{key}, "count": 1}
	reg := newRegistry(t, returning("get", "", echoed))
	call := callOf("get", keyOne)
	call.Credential = json.RawMessage(`{"garden":"kew","key":" ` + key + ` "}`)

	_, err := reg.Invoke(t.Context(), call)
	encoded, marshalErr := json.Marshal(failureOf(t, err))
	require.NoError(t, marshalErr)
	assert.NotContains(t, string(encoded), key)
	assert.Contains(t, err.Error(), "You said [redacted].")
	assert.JSONEq(t, `{"header":[{"key":"[redacted]"}],"body":"[redacted]","list":["[redacted]"],"count":1}`, string(detailsOf(t, encoded)))
	assert.Equal(t, "You said "+key+".", echoed.Message, "the action's own failure is not changed")
}

func detailsOf(t *testing.T, failure []byte) json.RawMessage {
	t.Helper()
	var shape struct {
		Details json.RawMessage `json:"details"`
	}
	require.NoError(t, json.Unmarshal(failure, &shape))
	return shape.Details
}
