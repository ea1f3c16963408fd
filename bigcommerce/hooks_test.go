package bigcommerce

import (
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const oneHook = `{"id":18048287,"client_id":"m9r6","store_hash":"abc123","created_at":1561488106,"updated_at":1561488107,"scope":"store/order/created",` +
	`"destination":"https://example.com/x","is_active":true,"headers":{"X-Webhook-Secret":"canary-of-the-webhook"}}`

func TestHooksAreListed(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v3/hooks", "destination=https://example.com/x&is_active=true&limit=250&scope=store/order/created",
		answer(http.StatusOK, `{"data":[`+oneHook+`],"meta":{"pagination":{"total":1}}}`))
	filters := HookQuery{
		Scope: value.Of("store/order/created"), Destination: value.Of("https://example.com/x"), IsActive: value.Of(true),
	}
	count := 0
	for record, err := range client.Hooks.All(t.Context(), filters, ListOptions{}) {
		require.NoError(t, err)
		assert.JSONEq(t, oneHook, string(record.JSON()))
		hook, err := record.Decode()
		require.NoError(t, err)
		assert.Equal(t, Webhook{
			ID: 18048287, ClientID: "m9r6", StoreHash: "abc123", Scope: "store/order/created", Destination: "https://example.com/x",
			Headers: map[string]string{SecretHeader: hookSecret}, IsActive: true, CreatedAt: 1561488106, UpdatedAt: 1561488107,
		}, hook)
		count++
	}
	assert.Equal(t, 1, count)
	page, err := client.Hooks.List(t.Context(), filters, PageOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(1), page.Total)
}

func TestAHookThatIsTurnedOffIsAskedFor(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v3/hooks", "is_active=false&limit=250", answer(http.StatusOK, `{"data":[],"meta":{}}`))
	page, err := client.Hooks.List(t.Context(), HookQuery{IsActive: value.Of(false)}, PageOptions{})
	require.NoError(t, err)
	assert.Empty(t, page.Records)
}

func TestHooksAreWritten(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	sent := map[string]string{}
	write := func(req *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		sent[req.Method] = string(body)
		return answer(http.StatusOK, `{"data":`+oneHook+`,"meta":{}}`)(req)
	}
	mock.RegisterResponder("POST", testRoot+"/v3/hooks", write)
	mock.RegisterResponder("PUT", testRoot+"/v3/hooks/18048287", write)
	mock.RegisterResponder("DELETE", testRoot+"/v3/hooks/18048287", answer(http.StatusOK, `{"data":`+oneHook+`}`))
	mock.RegisterResponder("GET", testRoot+"/v3/hooks/18048287", answer(http.StatusOK, `{"data":`+oneHook+`}`))
	created, err := client.Hooks.Create(t.Context(), HookCreate{HookFields: HookFields{
		Scope: value.Of("store/order/*"), Destination: value.Of("https://example.com/x"), IsActive: value.Of(true),
		Headers: map[string]string{SecretHeader: hookSecret},
	}})
	require.NoError(t, err)
	assert.JSONEq(t, oneHook, string(created.JSON()))
	_, err = client.Hooks.Update(t.Context(), 18048287, HookUpdate{HookFields: HookFields{IsActive: value.Of(true)}})
	require.NoError(t, err)
	_, err = client.Hooks.Get(t.Context(), 18048287)
	require.NoError(t, err)
	require.NoError(t, client.Hooks.Delete(t.Context(), 18048287))
	assert.Equal(t, map[string]string{
		"POST": `{"scope":"store/order/*","destination":"https://example.com/x","is_active":true,"headers":{"X-Webhook-Secret":"canary-of-the-webhook"}}`,
		"PUT":  `{"is_active":true}`,
	}, sent)
}

func TestHooksThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(http.StatusNotFound, `{"status":404,"title":"Webhook with id [7] not found"}`))
	const gone = "There is no webhook with webhook_id 7 among those of this API account."
	require.ErrorIs(t, client.Hooks.Delete(t.Context(), 7), ErrNotFound)
	_, err := client.Hooks.Update(t.Context(), 7, HookUpdate{HookFields: HookFields{IsActive: value.Of(false)}})
	require.ErrorIs(t, err, ErrNotFound)
	assert.Equal(t, gone, asError(t, err).Message)
	_, err = client.Hooks.Get(t.Context(), 7)
	assert.Equal(t, gone, asError(t, err).Message)

	calls := mock.GetTotalCallCount()
	_, err = client.Hooks.Update(t.Context(), 7, HookUpdate{})
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.Hooks.Create(t.Context(), HookCreate{HookFields: HookFields{Scope: value.Of(" ")}})
	require.ErrorIs(t, err, ErrInvalid)
	assert.Len(t, asError(t, err).Fields, 2)
	assert.Equal(t, calls, mock.GetTotalCallCount())
}

func TestAHookIsNotCreatedTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("POST", testRoot+"/v3/hooks", breaks(errors.New("connection reset")))
		_, err := client.Hooks.Create(t.Context(), HookCreate{HookFields: HookFields{Scope: value.Of("store/order/*"), Destination: value.Of("https://example.com/x")}})
		require.ErrorIs(t, err, ErrOutcomeUnknown)
		require.Equal(t, 1, mock.GetTotalCallCount())

		mock.RegisterResponder("DELETE", testRoot+"/v3/hooks/7", answers(breaks(errors.New("connection reset")), answer(http.StatusOK, `{"data":{}}`)))
		require.NoError(t, client.Hooks.Delete(t.Context(), 7))
	})
}

func TestFailuresDoNotRepeatAHooksHeaders(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(http.StatusUnprocessableEntity, `{"status":422,"title":"bad `+hookSecret+`","errors":{"headers.`+hookSecret+`":"no `+hookSecret+
		`"},"details":{"x":["`+hookSecret+`"]},"data":{"headers":{"a":"`+hookSecret+`"}}}`))
	headers := map[string]string{SecretHeader: hookSecret}
	_, err := client.Hooks.Create(t.Context(), HookCreate{HookFields: HookFields{Scope: value.Of("s"), Destination: value.Of("d"), Headers: headers}})
	_, other := client.Hooks.Update(t.Context(), 7, HookUpdate{HookFields: HookFields{Headers: headers}})
	for _, err := range []error{err, other} {
		fault := asError(t, err)
		for _, text := range []string{fault.Message, fault.Fields[0].Path, fault.Fields[0].Message, string(fault.Data)} {
			assert.NotContains(t, text, hookSecret)
		}
		assert.NotContains(t, fault.Details, "x")
	}
}

func TestHooksNeedNoScope(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(http.StatusForbidden, `{"status":403,"title":"Forbidden"}`))
	_, err := client.Hooks.List(t.Context(), HookQuery{}, PageOptions{})
	require.ErrorIs(t, err, ErrForbidden)
	require.ErrorContains(t, err, "webhooks need no OAuth scope")
}
