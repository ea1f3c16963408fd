package contract

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestEveryRecordHasItsEvent(t *testing.T) {
	t.Parallel()
	for _, one := range loadCases(t) {
		if one.Events == nil {
			continue
		}
		var records []json.RawMessage
		require.NoError(t, json.Unmarshal(one.Output, &records))
		events := eventsOf(t, one)
		assert.Len(t, events, len(records), "%s/%s", one.Operation, one.Name)
		seen := map[string]bool{}
		for _, event := range events {
			assert.Regexp(t, `^[A-Za-z_]+:[^:]+:[A-Za-z0-9_]+(:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$`, event.ID, "%s/%s", one.Operation, one.Name)
			assert.False(t, event.Time.IsZero(), "%s/%s: %s has no time", one.Operation, one.Name, event.ID)
			assert.Equal(t, time.UTC, event.Time.Location(), "%s/%s: %s", one.Operation, one.Name, event.ID)
			assert.False(t, seen[event.ID], "%s/%s: %s comes twice", one.Operation, one.Name, event.ID)
			seen[event.ID] = true
		}
	}
}

func TestAPollAndAWebhookGiveTheSameEventAndRecord(t *testing.T) {
	t.Parallel()
	cases := loadCases(t)
	for _, operation := range operations(t) {
		if operation.form != "webhook" || !operation.Trigger.Polling {
			continue
		}
		i := slices.IndexFunc(cases, func(one Case) bool { return one.Operation == operation.Code && one.Name == "success" })
		polled, delivered := eventsOf(t, cases[i]), eventsOf(t, operation.success)
		assert.Subset(t, polled, delivered, operation.Code)
		var polledRecords, deliveredRecords []json.RawMessage
		require.NoError(t, json.Unmarshal(compact(cases[i].Output), &polledRecords))
		require.NoError(t, json.Unmarshal(compact(operation.success.Output), &deliveredRecords))
		assert.Subset(t, polledRecords, deliveredRecords, operation.Code)
	}
}

func TestACursorIsAStringThatTheNextPollTakes(t *testing.T) {
	t.Parallel()
	onForm(t, "poll", func(t *testing.T, stage stage) {
		outcome := stage.engine.Play(t.Context(), Invoke, stage.success, NewPlayer(stage.success.Exchanges))
		require.NoError(t, outcome.Err)
		var text string
		require.NoError(t, json.Unmarshal(outcome.Cursor, &text))
		assert.NotEmpty(t, text)
		// The engine's next run is another account: there, the cursor is refused.
		foreign := stage.success
		foreign.Poll.Cursor = outcome.Cursor
		outcome = stage.engine.Play(t.Context(), Invoke, foreign, NewPlayer(nil))
		require.NotNil(t, outcome.Failure)
		assert.Equal(t, "cursor.foreign", outcome.Failure.Code)
		assert.Empty(t, outcome.Exchanges)
	})
}

func TestARefusedDeliveryIsNotFetched(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*Delivery){
		"delivery.secret_missing":      func(d *Delivery) { d.Header.Del("X-Webhook-Secret") },
		"delivery.secret_wrong":        func(d *Delivery) { d.Header.Set("X-Webhook-Secret", "another") },
		"delivery.signature_malformed": func(d *Delivery) { d.Header.Set("Webhook-Timestamp", "now") },
		"delivery.signature_wrong":     func(d *Delivery) { d.Header.Set("Webhook-Signature", "v1,AAAA") },
		"delivery.too_old":             func(d *Delivery) { d.Header.Set("Webhook-Timestamp", "946684000") },
		"delivery.too_large":           func(d *Delivery) { d.Body = append(d.Body, make([]byte, 1<<20)...) },
		"delivery.not_json":            func(d *Delivery) { d.Body = []byte("<html>" + ClientSecret) },
		"delivery.other_store":         func(d *Delivery) { d.Body = []byte(`{"scope":"store/order/created","data":{},"producer":"stores/x"}`) },
	}
	onForm(t, "webhook", func(t *testing.T, stage stage) {
		for code, change := range tests {
			changed := stage.success
			delivery := Delivery{Header: changed.Deliveries[0].Header.Clone(), Body: slices.Clone(changed.Deliveries[0].Body)}
			change(&delivery)
			changed.Deliveries = []Delivery{delivery}
			outcome := stage.engine.Play(t.Context(), Invoke, changed, NewPlayer(nil))
			if !assert.NotNil(t, outcome.Failure, "%s: it was accepted", code) {
				continue
			}
			assert.Equal(t, registry.DeliveryRefused, outcome.Failure.Type, code)
			assert.Equal(t, code, outcome.Failure.Code)
			assert.False(t, outcome.Failure.Retryable, "%s: the same delivery can't be accepted later", code)
			assert.Empty(t, outcome.Exchanges, code)
			assertNoToken(t, outcome, code)
		}
	})
}

func TestANoticeFetchesForItsAccountOnly(t *testing.T) {
	t.Parallel()
	onForm(t, "webhook", func(t *testing.T, stage stage) {
		outcome := stage.runSuccess(t, NewPlayer(stage.success.Exchanges))
		require.NoError(t, outcome.Err)
		require.NotEmpty(t, outcome.Notices)
		notice := outcome.Notices[0]
		assert.True(t, notice.Concerns)
		assert.Equal(t, stage.Code, notice.Operation)
		assert.NotEmpty(t, notice.Key)
		assert.False(t, notice.Time.IsZero())
	})
}

func TestARecordThatIsGoneIsNoFailure(t *testing.T) {
	t.Parallel()
	onForm(t, "webhook", func(t *testing.T, stage stage) {
		if len(stage.success.Exchanges) == 0 || stage.form != "webhook" {
			return
		}
		gone := Response{Status: http.StatusNoContent}
		switch {
		case slices.Contains([]string{"on_cart_abandoned", "on_new_shipments_created"}, stage.Code):
			gone = apiError(stage.isV2(), http.StatusNotFound)
		case !stage.isV2():
			gone = Response{Status: http.StatusOK, Body: []byte(`{"data":[],"meta":{}}`)}
		}
		outcome := stage.runSuccess(t, &alwaysStore{response: gone})
		require.NoError(t, outcome.Err)
		assert.Empty(t, outcome.Records)
		assert.Empty(t, outcome.Events)
	})
}

// onForm runs the test for every trigger that has the form, on its archive of success.
func onForm(t *testing.T, form string, test func(t *testing.T, stage stage)) {
	t.Helper()
	for _, one := range operations(t) {
		if one.form == form {
			t.Run(one.Code, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { test(t, stage{operation: one, engine: open(t)}) })
			})
		}
	}
}

func eventsOf(t *testing.T, one Case) (events []registry.Event) {
	t.Helper()
	require.NoError(t, json.Unmarshal(one.Events, &events))
	return events
}
