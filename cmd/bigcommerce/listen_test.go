package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// hooks returns the scopes of the webhooks that the shop has.
func (s shop) hooks(t *testing.T) []string {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/stores/"+sandbox.DefaultStoreHash+"/v3/hooks", nil)
	request.Header.Set("X-Auth-Token", canary)
	request.Header.Set("Accept", "application/json")
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	var listed struct {
		Data []struct {
			Scope string `json:"scope"`
		} `json:"data"`
	}
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &listed), recorder.Body.String())
	scopes := []string{}
	for _, hook := range listed.Data {
		scopes = append(scopes, hook.Scope)
	}
	return scopes
}

// send makes a request to the address and returns the status of the answer, which must have no body.
func send(t *testing.T, method, address, body string, headers ...string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answered, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Empty(t, answered, "the answer reveals nothing")
	return response.StatusCode
}

func TestListenPrintsWhatIsDelivered(t *testing.T) {
	t.Parallel()
	s := newShop(t, sandbox.WithClock(hurried()), sandbox.WithDuplicateDeliveries(3))
	s.deliver(t)
	polled := s.bigcommerce(t, "poll", "on_customers_updated").batch(t)

	listening := s.start(t, "listen", "on_customers_updated", "--destination", "http://"+freeAddress(t)+"/hooks/customers")
	assert.Contains(t, next(t, listening.stderr), "Subscribed")
	assert.ElementsMatch(t, []string{"store/customer/created", "store/customer/updated"}, s.hooks(t))
	s.createCustomer(t, "first@example.com")
	id, email := nextEvent(t, listening.stdout)
	assert.Equal(t, "first@example.com", email)
	s.createCustomer(t, "second@example.com")
	_, email = nextEvent(t, listening.stdout)
	assert.Equal(t, "second@example.com", email, "what is delivered twice is printed once")

	assert.Equal(t, outcome{}, listening.interrupt(t), "it exits with 0 and prints nothing more")
	assert.Empty(t, s.hooks(t))
	again := s.bigcommerce(t, "poll", "on_customers_updated", "--cursor", string(polled.Cursor)).batch(t)
	assert.Contains(t, idsOf(again), id, "a poll gives the same event the same id")
}

func TestListenRefusesWhatDoesNotComeFromItsWebhook(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	address := "http://" + freeAddress(t)
	listening := s.start(t, "listen", "on_customers_updated", "--destination", address+"/hook")
	next(t, listening.stderr)

	forged := `{"scope":"store/customer/created","data":{"type":"customer","id":101},"producer":"stores/` + sandbox.DefaultStoreHash + `","hash":"x","created_at":1}`
	for _, c := range []struct {
		status int
		code   string
		answer int
	}{
		{http.StatusForbidden, "delivery.secret_missing", send(t, http.MethodPost, address+"/hook", forged)},
		{http.StatusForbidden, "delivery.secret_wrong", send(t, http.MethodPost, address+"/hook", forged, "X-Webhook-Secret", "guessed")},
		{http.StatusRequestEntityTooLarge, "delivery.too_large", send(t, http.MethodPost, address+"/hook", strings.Repeat(" ", 1<<20+1))},
	} {
		assert.Equal(t, c.status, c.answer, c.code)
		told := next(t, listening.stderr)
		assert.Contains(t, told, `"code":"`+c.code+`"`)
		assert.NotContains(t, told, "guessed")
	}
	assert.Equal(t, http.StatusMethodNotAllowed, send(t, http.MethodGet, address+"/hook", ""))
	assert.Equal(t, http.StatusNotFound, send(t, http.MethodPost, address+"/", forged))
	assert.Equal(t, outcome{}, listening.interrupt(t), "nothing is printed")
	assert.Empty(t, s.hooks(t))
}

func TestListenKeepsItsSubscription(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := filepath.Join(t.TempDir(), "subscription")
	args := []string{"listen", "on_new_customers_created", "--destination", "http://" + freeAddress(t), "--subscription-file", file}

	first := s.start(t, append(args, "--keep")...)
	next(t, first.stderr)
	assert.Equal(t, outcome{}, first.interrupt(t))
	assert.Len(t, s.hooks(t), 1, "--keep leaves the webhook")
	about, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), about.Mode().Perm())

	second := s.start(t, args...)
	assert.Contains(t, next(t, second.stderr), "Subscribed", "there was nothing to repair")
	assert.Equal(t, outcome{}, second.interrupt(t))
	assert.Empty(t, s.hooks(t))
	assert.NoFileExists(t, file)

	require.NoError(t, os.WriteFile(file, []byte(`{"version": 1}`), 0o600))
	failure := s.bigcommerce(t, args...).failure(t)
	assert.Equal(t, "subscription.damaged", failure.Code)
	assert.Contains(t, failure.Message, file)
}

func TestListenTellsWhatItRepaired(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	destination := "http://" + freeAddress(t) + "/hook"
	s.PlantHook(sandbox.Hook{Token: canary, Scope: "store/customer/created", Destination: destination, Deactivated: true})
	listening := s.start(t, "listen", "on_new_customers_created", "--destination", destination)
	told := next(t, listening.stderr) + next(t, listening.stderr)
	assert.Contains(t, told, "turned on again")
	assert.Equal(t, 0, listening.interrupt(t).code)
	assert.Empty(t, s.hooks(t))
}

func TestListenSubscribesToNothingWhenItCanNotListen(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	failed := s.bigcommerce(t, "listen", "on_customers_updated", "--destination", taken.URL+"/hook")
	assert.Equal(t, 1, failed.code)
	assert.Contains(t, failed.stderr, "address already in use")
	assert.Equal(t, 0, s.Stats().Total, "requests")

	insecure := s.bigcommerce(t, "listen", "on_customers_updated", "--destination", "http://example.com/hook", "--addr", "127.0.0.1:0")
	assert.Equal(t, "destination.invalid", insecure.failure(t).Code)
}

func TestListenEndsWithItsContextAndPrintsWhatWasAcknowledged(t *testing.T) {
	t.Parallel()
	s := newShop(t, sandbox.WithClock(hurried()))
	s.deliver(t)
	reader, writer := io.Pipe()
	told, tells := io.Pipe()
	stdout, stderr := linesOf(reader), linesOf(told)
	ctx, interrupt := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"listen", "on_new_customers_created", "--destination", "http://" + freeAddress(t) + "/hook"},
			func(name string) string { return s.env[name] }, nil, writer, tells)
		_ = writer.Close()
		_ = tells.Close()
	}()
	next(t, stderr)
	for number := range 20 {
		s.createCustomerDirectly(t, fmt.Sprintf("customer-%d@example.com", number))
	}
	require.Eventually(t, func() bool { return s.Stats().Delivered == 20 }, patience, time.Millisecond)
	interrupt()
	assert.Equal(t, 20, strings.Count(rest(stdout), `{"event":`))
	assert.Empty(t, rest(stderr))
	assert.Equal(t, 0, <-code)
	assert.Empty(t, s.hooks(t))
}

// createCustomerDirectly makes a customer without the program.
func (s shop) createCustomerDirectly(t *testing.T, email string) {
	t.Helper()
	body := `[{"email": "` + email + `", "first_name": "Jane", "last_name": "Doe"}]`
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/stores/"+sandbox.DefaultStoreHash+"/v3/customers", strings.NewReader(body))
	request.Header.Set("X-Auth-Token", canary)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	require.Equal(t, http.StatusOK, recorder.Code, recorder.Body.String())
}

func TestListenRemovesWebhooksThatAreMadeWhileItIsInterrupted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ctx, interrupt := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPost {
			interrupt()
		}
		s.ServeHTTP(w, request)
	}))
	t.Cleanup(server.Close)
	s.env["BIGCOMMERCE_API_URL"] = server.URL
	code := run(ctx, []string{"listen", "on_customers_updated", "--destination", "http://" + freeAddress(t) + "/hook"},
		func(name string) string { return s.env[name] }, nil, io.Discard, io.Discard)
	assert.Equal(t, 0, code)
	require.Error(t, ctx.Err())
	assert.Empty(t, s.hooks(t))
}
