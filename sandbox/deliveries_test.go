package sandbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// destination is where hooks of these tests point to; the receiver takes the place of the network.
const destination = "http://127.0.0.1:4711/hooks"

// event is the body of a delivery.
type event struct {
	Scope     string         `json:"scope"`
	StoreID   string         `json:"store_id"`
	Data      map[string]any `json:"data"`
	Hash      string         `json:"hash"`
	CreatedAt int64          `json:"created_at"`
	Producer  string         `json:"producer"`
}

// received is one request that a receiver got.
type received struct {
	event
	url    string
	header http.Header
	after  time.Duration // since the first one
}

// receiver takes deliveries in place of the network.
type receiver struct {
	mu     sync.Mutex
	got    []received
	start  time.Time
	answer func(count int) (*http.Response, error) // nil answers 200
}

func answered(status int) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody}, nil
}

func (r *receiver) RoundTrip(request *http.Request) (*http.Response, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.start.IsZero() {
		r.start = time.Now()
	}
	one := received{url: request.URL.String(), header: request.Header, after: time.Since(r.start)}
	if err := json.NewDecoder(request.Body).Decode(&one.event); err != nil {
		return nil, err
	}
	r.got = append(r.got, one)
	if r.answer == nil {
		return answered(http.StatusOK)
	}
	return r.answer(len(r.got))
}

// deliverFor runs the deliveries for a while, of a bubble's time.
func deliverFor(t *testing.T, store *sandbox.Store, span time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	assert.ErrorIs(t, store.Deliver(ctx), context.DeadlineExceeded)
}

func emit(t *testing.T, store *sandbox.Store, scope, data string) {
	t.Helper()
	require.NoError(t, store.Emit(scope, json.RawMessage(data)))
}

func TestADeliveryCarriesTheEvent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to))
		newHook(t, store, `{"scope":"store/order/*","destination":"`+destination+`","headers":{"X-Key":"s3cret"}}`)
		newHook(t, store, `{"scope":"store/order/statusUpdated","destination":"`+destination+`?exact"}`)
		newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
		emit(t, store, "store/order/statusUpdated", `{"type":"order","id":250,"status":{"previous_status_id":0,"new_status_id":11}}`)
		emitted := time.Now()
		deliverFor(t, store, time.Minute)

		require.Len(t, to.got, 2)
		for _, one := range to.got {
			assert.Equal(t, "store/order/statusUpdated", one.Scope, "also of a wildcard hook")
			assert.Equal(t, "1000001", one.StoreID)
			assert.InDelta(t, 250, one.Data["id"], 0)
			assert.Equal(t, "stores/sandbox1", one.Producer)
			assert.Equal(t, emitted.Unix(), one.CreatedAt)
			assert.Regexp(t, `^[0-9a-f]{40}$`, one.Hash)
			assert.Equal(t, "application/json", one.header.Get("Content-Type"))
			assert.Empty(t, one.header.Get("Webhook-Signature"), "without a client secret")
		}
		assert.Equal(t, to.got[0].Hash, to.got[1].Hash, "hooks of one event share the hash")
		wildcard := to.got[0]
		if wildcard.url != destination {
			wildcard = to.got[1]
		}
		assert.Equal(t, "s3cret", wildcard.header.Get("X-Key"))
		assert.Equal(t, 2, store.Stats().Delivered)
	})
}

func TestTwoEventsWithTheSameDataHaveTwoHashes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to))
		newHook(t, store, `{"scope":"store/information/updated","destination":"`+destination+`"}`)
		emit(t, store, "store/information/updated", `{"type":"store"}`)
		emit(t, store, "store/information/updated", `{"type":"store"}`)
		deliverFor(t, store, time.Minute)
		require.Len(t, to.got, 2)
		assert.NotEqual(t, to.got[0].Hash, to.got[1].Hash)
	})
}

func TestDeliveriesAreSignedWithTheClientSecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{answer: func(count int) (*http.Response, error) {
			if count == 1 {
				return answered(http.StatusInternalServerError)
			}
			return answered(http.StatusNoContent)
		}}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithClientSecret("shh"))
		newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`","headers":{"webhook-signature":"v1,forged"}}`)
		emit(t, store, "store/order/created", `{"type":"order","id":1}`)
		deliverFor(t, store, time.Hour)

		require.Len(t, to.got, 2)
		first, second := to.got[0], to.got[1]
		assert.Regexp(t, `^v1,[A-Za-z0-9+/]{43}=$`, first.header.Get("Webhook-Signature"))
		assert.Equal(t, first.header.Get("Webhook-Id"), second.header.Get("Webhook-Id"), "the same message")
		assert.Equal(t, first.Hash, second.Hash)
		assert.NotEqual(t, first.header.Get("Webhook-Timestamp"), second.header.Get("Webhook-Timestamp"), "the time of the attempt")
		assert.NotEqual(t, first.header.Get("Webhook-Signature"), second.header.Get("Webhook-Signature"))
	})
}

func TestFailedDeliveriesAreTriedForTwoDaysAndThenTheHookIsDeactivated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{answer: func(int) (*http.Response, error) { return answered(http.StatusFound) }}
		store := sandbox.New(sandbox.WithDeliveryTransport(to))
		path := newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
		emit(t, store, "store/order/created", `{"type":"order","id":1}`)
		deliverFor(t, store, 47*time.Hour)
		assert.Equal(t, true, get(t, store, path).at(t, "data", "is_active"))
		deliverFor(t, store, 2*time.Hour)

		var after []string
		for _, one := range to.got {
			after = append(after, one.after.String())
		}
		assert.Equal(t, []string{
			"0s", "1m0s", "4m0s", "9m0s", "19m0s", "34m0s", "1h4m0s", "2h4m0s", "4h4m0s", "10h4m0s", "24h4m0s", "48h4m0s",
		}, after)
		assert.Equal(t, false, get(t, store, path).at(t, "data", "is_active"))
		assert.Equal(t, "deactivated", get(t, store, "/v3/hooks/admin").at(t, "data", "hooks_list", 0, "status"))
		stats := store.Stats()
		assert.Equal(t, []int{0, 12, 1}, []int{stats.Delivered, stats.DeliveriesFailed, stats.HooksDeactivated})

		emit(t, store, "store/order/created", `{"type":"order","id":2}`)
		deliverFor(t, store, time.Hour)
		assert.Len(t, to.got, 12, "a hook that is not active gets nothing")
		send(t, store, http.MethodPut, path, `{"is_active":true}`)
		emit(t, store, "store/order/created", `{"type":"order","id":3}`)
		deliverFor(t, store, time.Second)
		assert.Len(t, to.got, 13, "it can be activated again")
	})
}

func TestWhatIsNoSuccess(t *testing.T) {
	t.Parallel()
	large := http.Header{}
	large.Set("X-Large", strings.Repeat("x", 9<<10))
	many := http.Header{}
	for i := range 65 {
		many.Set(fmt.Sprintf("X-%d", i), "1")
	}
	for name, answer := range map[string]func() (*http.Response, error){
		"client error":      func() (*http.Response, error) { return answered(http.StatusGone) },
		"redirect":          func() (*http.Response, error) { return answered(http.StatusPermanentRedirect) },
		"connection broken": func() (*http.Response, error) { return nil, errors.New("connection reset") },
		"large header": func() (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: large, Body: http.NoBody}, nil
		},
		"many headers": func() (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: many, Body: http.NoBody}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				to := &receiver{answer: func(int) (*http.Response, error) { return answer() }}
				store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithRetrySchedule())
				newHook(t, store, `{"scope":"store/cart/*","destination":"`+destination+`"}`)
				abandonedCart(t, store)
				deliverFor(t, store, time.Minute)
				stats := store.Stats()
				assert.Equal(t, []int{0, 1, 1}, []int{stats.Delivered, stats.DeliveriesFailed, stats.HooksDeactivated})
			})
		})
	}
}

// silent never answers.
type silent struct{}

func (silent) RoundTrip(request *http.Request) (*http.Response, error) {
	<-request.Context().Done()
	return nil, request.Context().Err()
}

func TestAReceiverHasTenSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithDeliveryTransport(silent{}), sandbox.WithRetrySchedule(time.Hour))
		newHook(t, store, `{"scope":"store/cart/*","destination":"`+destination+`"}`)
		abandonedCart(t, store)
		deliverFor(t, store, 9*time.Second)
		assert.Zero(t, store.Stats().DeliveriesFailed, "the end of the deliveries is no failure")
		deliverFor(t, store, 11*time.Second)
		assert.Equal(t, 1, store.Stats().DeliveriesFailed)
	})
}

func TestOtherMachinesAreNotCalled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithRetrySchedule(time.Minute))
		newHook(t, store, orderHook)
		emit(t, store, "store/order/created", `{"type":"order","id":1}`)
		deliverFor(t, store, time.Hour)
		assert.Empty(t, to.got)
		stats := store.Stats()
		assert.Equal(t, []int{2, 1}, []int{stats.DeliveriesFailed, stats.HooksDeactivated})
	})
}

func TestDeliveriesCanBeDuplicated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithDuplicateDeliveries(3))
		newHook(t, store, `{"scope":"store/cart/*","destination":"`+destination+`"}`)
		abandonedCart(t, store)
		deliverFor(t, store, time.Minute)
		require.Len(t, to.got, 3)
		assert.Equal(t, to.got[0].Hash, to.got[2].Hash)
	})
}

func TestAHookThatIsGoneGetsNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to))
		path := newHook(t, store, `{"scope":"store/cart/*","destination":"`+destination+`"}`)
		abandonedCart(t, store)
		send(t, store, http.MethodDelete, path, "")
		deliverFor(t, store, time.Minute)
		assert.Empty(t, to.got)
		assert.Equal(t, 1, store.Stats().DeliveriesDropped)
	})
}

func TestTheOutboxDropsTheOldest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to))
		newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
		for id := range 10_003 {
			emit(t, store, "store/order/created", fmt.Sprintf(`{"type":"order","id":%d}`, id))
		}
		assert.Equal(t, 3, store.Stats().DeliveriesDropped)
		deliverFor(t, store, time.Minute)
		assert.Len(t, to.got, 10_000)
		for _, one := range to.got {
			assert.GreaterOrEqual(t, one.Data["id"], 3.0)
		}
	})
}

func TestClientsAreToldOfFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		to.answer = func(count int) (*http.Response, error) {
			if to.got[count-1].Scope == "store/order/created" {
				return answered(http.StatusInternalServerError)
			}
			return answered(http.StatusOK)
		}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithToken("other"),
			sandbox.WithRetrySchedule(time.Minute, time.Minute, time.Hour))
		failing := newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
		newHook(t, store, `{"scope":"store/hook/deliveryException","destination":"`+destination+`/exceptions"}`)
		newHook(t, store, `{"scope":"store/hook/deliveryException","destination":"`+destination+`/exceptions"}`, "X-Auth-Token: other")
		emit(t, store, "store/order/created", `{"type":"order","id":1}`)
		deliverFor(t, store, 2*time.Hour)

		var codes []any
		for _, one := range to.got {
			if one.Scope == "store/hook/deliveryException" {
				codes = append(codes, one.Data["error_code"])
				assert.Equal(t, failing, fmt.Sprintf("/v3/hooks/%.0f", one.Data["id"]))
			}
		}
		assert.Equal(t, []any{90001.0, 90002.0}, codes, "its own client only, and no more often than every ten minutes")
	})
}

func TestADomainThatFailsTooOftenIsBlocked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{answer: func(int) (*http.Response, error) { return answered(http.StatusInternalServerError) }}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithRetrySchedule(time.Hour))
		newHook(t, store, `{"scope":"store/order/created","destination":"`+destination+`"}`)
		for id := range 100 {
			emit(t, store, "store/order/created", fmt.Sprintf(`{"type":"order","id":%d}`, id))
		}
		deliverFor(t, store, time.Second)
		require.Len(t, to.got, 100)
		blocked := get(t, store, "/v3/hooks/admin").at(t, "data", "blocked_domains", 0)
		assert.Equal(t, "127.0.0.1:4711", blocked.(map[string]any)["destination"])
		assert.InDelta(t, 179, blocked.(map[string]any)["time_left"], 1)

		emit(t, store, "store/order/created", `{"type":"order","id":101}`)
		deliverFor(t, store, time.Minute)
		assert.Len(t, to.got, 100, "nothing is sent to a blocked domain")
		deliverFor(t, store, 3*time.Minute)
		assert.Empty(t, get(t, store, "/v3/hooks/admin").at(t, "data", "blocked_domains"))
		emit(t, store, "store/order/created", `{"type":"order","id":102}`)
		deliverFor(t, store, time.Second)
		assert.Len(t, to.got, 101)
	})
}

func TestEventsByHandAreChecked(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	require.Error(t, store.Emit("store/order/*", json.RawMessage(`{}`)))
	require.Error(t, store.Emit("order/created", json.RawMessage(`{}`)))
	require.Error(t, store.Emit("store/order/created", json.RawMessage(`{`)))
	require.Error(t, store.Emit("store/order/created", json.RawMessage(`1,2`)))
	require.NoError(t, store.Emit("store/priceList/records/updated", json.RawMessage(`[{"price_list_id":1}]`)))
}

func TestServeDeliversOverTheNetwork(t *testing.T) {
	t.Parallel()
	bodies := make(chan string, 1)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- string(body)
	}))
	defer receiver.Close()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	store := sandbox.New()
	ended := make(chan error)
	go func() { ended <- store.Serve(ctx, listener) }()
	newHook(t, store, `{"scope":"store/cart/abandoned","destination":"`+receiver.URL+`"}`)
	cart := abandonedCart(t, store)
	assert.Contains(t, <-bodies, `"data":{"type":"cart","id":"`+cart+`"}`)
	cancel()
	assert.NoError(t, <-ended)
}
