package triggers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	// token and clientSecret are those of every store here. No failure and no log may show them.
	token        = "canary-token-5d1f0c77"
	clientSecret = "canary-client-secret-a51e"
	// destination is where webhooks of these tests point to; an inbox takes the place of the network.
	destination = "http://127.0.0.1:4711/webhooks"
)

// rig is a store, and an engine that is connected to it.
type rig struct {
	store      *sandbox.Store
	engine     *registry.Registry
	credential json.RawMessage
	log        *inprocess.Log
	inbox      *inbox
}

// setting is what a rig is made of.
type setting struct {
	store     []sandbox.Option
	connector []connector.Option
	// hash is the store's, the sandbox's own when it is blank.
	hash string
	// clientSecret is that of the credential, blank for none.
	clientSecret string
	// before answers what the sandbox has no answer for; nil for nothing.
	before *http.ServeMux
}

// newRig connects an engine to a store over a transport that calls it directly, so that it works in a bubble.
func newRig(t *testing.T, s setting) *rig {
	t.Helper()
	return s.open(t, func(store http.Handler) connector.Option {
		return connector.WithTransport(inprocess.Transport{Handler: store})
	})
}

// newLoopback connects an engine to a store over a real connection.
func newLoopback(t *testing.T, s setting) *rig {
	t.Helper()
	return s.open(t, func(store http.Handler) connector.Option {
		server := httptest.NewServer(store)
		t.Cleanup(server.Close)
		return connector.WithBaseURL(server.URL)
	})
}

func (s setting) open(t *testing.T, connect func(http.Handler) connector.Option) *rig {
	t.Helper()
	r := &rig{log: &inprocess.Log{}, inbox: newInbox()}
	options := append([]sandbox.Option{sandbox.WithToken(token, sandbox.Scopes()...), sandbox.WithDeliveryTransport(r.inbox)}, s.store...)
	if s.hash == "" {
		s.hash = sandbox.DefaultStoreHash
	}
	r.store = sandbox.New(append(options, sandbox.WithStoreHash(s.hash))...)
	var handler http.Handler = r.store
	if s.before != nil {
		s.before.Handle("/", r.store)
		handler = s.before
	}
	logger := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	engine, err := registry.New(connector.New(append([]connector.Option{connector.WithLogger(logger), connect(handler)}, s.connector...)...))
	require.NoError(t, err)
	r.engine = engine
	credential := map[string]string{"store_hash": s.hash, "api_token": token}
	if s.clientSecret != "" {
		credential["client_secret"] = s.clientSecret
	}
	r.credential, err = json.Marshal(credential)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, r.engine.Close())
		r.keepsSecrets(t, r.log.String())
	})
	return r
}

// inBubble runs a test with a rig in a bubble whose clock stands behind the seeded records.
func inBubble(t *testing.T, s setting, test func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pass(time.Until(time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)))
		test(t, newRig(t, s))
	})
}

// pass lets time pass in a bubble.
func pass(span time.Duration) { time.Sleep(span) }

func (r *rig) call(operation, input string) registry.Call {
	return registry.Call{Connector: connector.Code, Operation: operation, Credential: r.credential, Input: json.RawMessage(input)}
}

// subscribe subscribes anew.
func (r *rig) subscribe(t *testing.T, operation, input string) json.RawMessage {
	t.Helper()
	subscription, err := r.engine.Subscribe(t.Context(), r.call(operation, input), destination, nil)
	require.NoError(t, err)
	return subscription
}

// poll polls on from a cursor.
func (r *rig) poll(t *testing.T, operation, input string, cursor json.RawMessage) registry.Batch {
	t.Helper()
	batch, err := r.engine.Poll(t.Context(), registry.PollCall{Call: r.call(operation, input), Cursor: cursor})
	require.NoError(t, err)
	return batch
}

// receive verifies and fetches deliveries that must be trusted.
func (r *rig) receive(t *testing.T, operation, input string, subscription json.RawMessage, deliveries ...registry.Delivery) registry.Batch {
	t.Helper()
	notices := make([]registry.Notice, 0, len(deliveries))
	for _, delivery := range deliveries {
		notices = append(notices, r.verify(t, operation, input, subscription, delivery))
	}
	batch, err := r.engine.Fetch(t.Context(), r.call(operation, input), notices)
	require.NoError(t, err)
	require.NotNil(t, batch.Records)
	require.Len(t, batch.Events, len(batch.Records))
	return batch
}

func (r *rig) verify(t *testing.T, operation, input string, subscription json.RawMessage, delivery registry.Delivery) registry.Notice {
	t.Helper()
	before := r.requests()
	notice, err := r.engine.Verify(t.Context(), r.call(operation, input), subscription, delivery)
	require.NoError(t, err)
	require.Equal(t, before, r.requests(), "verifying makes no request")
	return notice
}

// requests is how many requests the store was sent.
func (r *rig) requests() int { return r.store.Stats().Total }

// asked is how often the store was asked for what a route gives.
func (r *rig) asked(route string) int { return r.store.Stats().Requests[route] }

// send sends a request to the store, past the connector, and returns the answer.
func (r *rig) send(t *testing.T, method, path, body string) json.RawMessage {
	t.Helper()
	request := httptest.NewRequest(method, "/stores/"+r.hash(t)+path, strings.NewReader(body))
	request.Header.Set("X-Auth-Token", token)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	recorded := httptest.NewRecorder()
	r.store.ServeHTTP(recorded, request)
	require.Less(t, recorded.Code, 300, "%s %s: %s", method, path, recorded.Body)
	return recorded.Body.Bytes()
}

func (r *rig) hash(t *testing.T) string {
	t.Helper()
	var credential struct {
		StoreHash string `json:"store_hash"`
	}
	require.NoError(t, json.Unmarshal(r.credential, &credential))
	return credential.StoreHash
}

// hook is a webhook of the store.
type hook struct {
	ID          int64             `json:"id"`
	Scope       string            `json:"scope"`
	Destination string            `json:"destination"`
	Headers     map[string]string `json:"headers"`
	IsActive    bool              `json:"is_active"`
}

// secret is what a hook sends along.
func (h hook) secret() string { return h.Headers["X-Webhook-Secret"] }

// hooks are those of the API account.
func (r *rig) hooks(t *testing.T) []hook {
	t.Helper()
	var list struct {
		Data []hook `json:"data"`
	}
	require.NoError(t, json.Unmarshal(r.send(t, http.MethodGet, "/v3/hooks?limit=250", ""), &list))
	return list.Data
}

// secretOf is the secret of a subscription's first hook.
func secretOf(t testing.TB, subscription json.RawMessage) string {
	t.Helper()
	var kept struct {
		State struct {
			Hooks []struct {
				Secret string `json:"secret"`
			} `json:"hooks"`
		} `json:"state"`
	}
	require.NoError(t, json.Unmarshal(subscription, &kept))
	require.NotEmpty(t, kept.State.Hooks)
	return kept.State.Hooks[0].Secret
}

// emit makes an event.
func (r *rig) emit(t *testing.T, scope, data string, values ...any) {
	t.Helper()
	require.NoError(t, r.store.Emit(scope, json.RawMessage(fmt.Sprintf(data, values...))))
}

// set puts a field into a record of the store, without an event.
func (r *rig) set(t *testing.T, resource string, id int64, name, value string) {
	t.Helper()
	require.NoError(t, r.store.SetField(resource, id, name, json.RawMessage(value)))
}

// member returns a field of an object as JSON.
func member(t *testing.T, object json.RawMessage, name string) string {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(object, &fields))
	return string(fields[name])
}

// v2 is a time as orders have it.
func v2(at time.Time) string { return `"` + at.UTC().Format(time.RFC1123Z) + `"` }

// delivered lets the store send its events until there are as many deliveries, and returns them.
func (r *rig) delivered(t *testing.T, count int) []registry.Delivery {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var sending sync.WaitGroup
	sending.Go(func() { _ = r.store.Deliver(ctx) }) // it ends with its context
	deliveries := make([]registry.Delivery, 0, count)
	for range count {
		deliveries = append(deliveries, <-r.inbox.got)
	}
	cancel()
	sending.Wait()
	select {
	case more := <-r.inbox.got:
		t.Errorf("one more delivery came than %d: %s", count, more.Body)
	default:
	}
	return deliveries
}

// keepsSecrets looks for secrets in what is shown to people.
func (r *rig) keepsSecrets(t *testing.T, shown string) {
	t.Helper()
	for _, secret := range append([]string{token, clientSecret}, r.inbox.secrets()...) {
		assert.NotContains(t, shown, secret)
	}
}

// failure returns the failure that err is. It shows no secrets.
func (r *rig) failure(t *testing.T, err error) *registry.Failure {
	t.Helper()
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	encoded, err := json.Marshal(failure)
	require.NoError(t, err)
	r.keepsSecrets(t, string(encoded)+failure.Error())
	for _, hook := range r.hooks(t) {
		if secret := hook.secret(); secret != "" {
			assert.NotContains(t, string(encoded)+failure.Error(), secret)
		}
	}
	return failure
}

// eventIDs are the ids of a batch's events.
func eventIDs(batch registry.Batch) []string {
	ids := make([]string, 0, len(batch.Events))
	for _, event := range batch.Events {
		ids = append(ids, event.ID)
	}
	return ids
}

// inbox takes deliveries in the place of the network.
type inbox struct {
	got  chan registry.Delivery
	mu   sync.Mutex
	seen []string
}

func newInbox() *inbox { return &inbox{got: make(chan registry.Delivery, 1000)} }

func (i *inbox) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	i.mu.Lock()
	i.seen = append(i.seen, request.Header.Get("X-Webhook-Secret"))
	i.mu.Unlock()
	i.got <- registry.Delivery{Header: request.Header.Clone(), Body: body}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody}, nil
}

// secrets are those that deliveries had.
func (i *inbox) secrets() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(i.seen), func(secret string) bool { return secret == "" })
}
