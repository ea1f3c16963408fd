package bigcommerce

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

func TestATokenNeverPrints(t *testing.T) {
	t.Parallel()
	token := NewToken(testToken)
	pool, err := NewPool()
	require.NoError(t, err)
	client := pool.Client(testHash, token).WithClientSecret(value.NewSecret(testToken))
	holder := struct {
		Token   Token `json:"token"`
		private Token
		Pointer *Token `json:"pointer"`
	}{token, token, &token}
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	logger.Info("x", "token", token, "holder", holder, "client", client, "pool", pool)
	encoded, err := json.Marshal(holder)
	require.NoError(t, err)
	texts := []string{log.String(), string(encoded), token.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%p", "%T"} {
		for _, value := range []any{token, &token, holder, client, *client, pool, client.store, client.store.resty} {
			texts = append(texts, fmt.Sprintf(verb, value))
		}
	}
	for _, text := range texts {
		require.NotContains(t, text, testToken)
		require.NotContains(t, text, fmt.Sprintf("%x", testToken))
	}
	require.Equal(t, "[redacted]", fmt.Sprintf("%#v", token))
}

// echo answers with everything that a careless server repeats of the request.
func echo(status int) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		token := req.Header.Get("X-Auth-Token")
		body := fmt.Sprintf(`{"status":%d,"title":"bad token %s","detail":"%s","code":"%s","errors":{"%s":"%s is wrong"},"details":{"header":"%s"},"data":["%s"]}`,
			status, token, token, token, token, token, token, token)
		resp := httpmock.NewStringResponse(status, body)
		resp.Header.Set("X-Request-Id", "id-"+token)
		return resp, nil
	}
}

func TestTheTokenIsCutFromEverythingThatComesBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		client, mock := newTestClient(t, WithRetries(1), WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		responders := []httpmock.Responder{
			breaks(errors.New("proxy refused header X-Auth-Token: " + testToken)),
			breaks(fmt.Errorf("wrapped: %w", errors.New(testToken))),
			answer(200, "<html><title>"+testToken+"</title>"),
			answer(500, "<html><title>"+testToken+"</title>"),
			answer(302, "", "Location", "https://evil.example/?"+testToken),
		}
		for _, status := range []int{207, 400, 401, 403, 404, 409, 413, 415, 422, 423, 429, 499, 500, 503, 507} {
			responders = append(responders, echo(status))
		}
		for i, responder := range responders {
			mock.RegisterResponder("POST", customersURL, responder)
			_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers"})
			e := asError(t, err)
			texts := []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", *e), fmt.Sprint(e.Details), string(e.Data), e.RequestID}
			for cause := error(e); cause != nil; cause = errors.Unwrap(cause) {
				texts = append(texts, cause.Error(), fmt.Sprintf("%#v", cause))
			}
			require.NotContains(t, strings.Join(texts, "\n"), testToken, "responder %d", i)
		}
		require.NotEmpty(t, log.String())
		require.NotContains(t, log.String(), testToken)
	})
}

func TestAPanicOfTheTransportDoesNotShowTheToken(t *testing.T) {
	t.Parallel()
	broken := true
	client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		if broken {
			panic("broken transport")
		}
		return answer(200, `{}`)(req)
	}))
	require.PanicsWithValue(t, "broken transport", func() { _, _ = client.get(t.Context(), "/v3/customers") })
	broken = false
	_, err := client.get(t.Context(), "/v3/customers")
	require.NoError(t, err, "the panic has given its permit back")
}
