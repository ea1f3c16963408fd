package system

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/race"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// stages is an engine that is used for one run after the other, each on a store of its own: building an engine takes many times as long as a run.
type stages struct {
	engine *engine
	runs   int
	store  http.Handler
}

func newStages(t *testing.T) *stages {
	t.Helper()
	s := &stages{}
	s.engine = inMemory(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		own := fmt.Sprintf("/stores/run%d/", s.runs)
		r.URL.Path = strings.Replace(r.URL.Path, own, "/stores/"+sandbox.DefaultStoreHash+"/", 1)
		s.store.ServeHTTP(w, r)
	}))
	return s
}

// on returns the engine with a credential that it has not seen yet, which leads to the store.
func (s *stages) on(store http.Handler) *engine {
	s.runs++
	s.store = store
	s.engine.credential = credential(fmt.Sprintf("run%d", s.runs), canary)
	return s.engine
}

// travelTime is how long a request takes to the store, and its answer back.
const travelTime = 10 * time.Millisecond

// faraway is a store whose requests may get lost on the way there, and whose answers on the way back, when their context ends.
func faraway(store http.Handler) http.Handler {
	travel := func(ctx context.Context) {
		timer := time.NewTimer(travelTime)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			panic(http.ErrAbortHandler)
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		travel(r.Context())
		store.ServeHTTP(w, r)
		travel(r.Context())
	})
}

// moments are when contexts end: before, in and after requests, in the wait for quota and after it.
func moments() []time.Duration {
	moments := []time.Duration{0, time.Second, 29 * time.Second, 30*time.Second + time.Millisecond}
	step := 5 * time.Millisecond
	if race.Enabled {
		step = 20 * time.Millisecond
	}
	for at := 3 * time.Millisecond; at < 70*time.Millisecond; at += step {
		moments = append(moments, at, 30*time.Second+at)
	}
	return moments
}

// ending returns a context that ends then, by its deadline or by cancellation.
func ending(t *testing.T, after time.Duration, byDeadline bool) context.Context {
	t.Helper()
	if byDeadline {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		t.Cleanup(cancel)
		return ctx
	}
	ctx, cancel := context.WithCancel(t.Context())
	timer := time.AfterFunc(after, cancel)
	t.Cleanup(func() {
		timer.Stop()
		cancel()
	})
	return ctx
}

// TestWhatACanceledBatchSaysIsTrue ends batches at many moments and compares what each input came to with what the store has.
func TestWhatACanceledBatchSaysIsTrue(t *testing.T) {
	t.Parallel()
	const count = 40
	for operation, test := range map[string]struct{ format, list string }{
		"create_customer": {aCustomer, "get_customers"},
		"create_product":  {`{"name":"No %d","type":"physical","price":1,"weight":1}`, "get_products"},
		"update_customer": {`{"customer_id":%d,"first_name":"Ada","last_name":"No %d"}`, "get_customers"},
		"update_product":  {`{"product_id":%d,"name":"No %d"}`, "get_products"},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			stages, told := newStages(t), map[registry.FailureType]int{}
			for i, moment := range moments() {
				byDeadline := i/2%2 == 0 // both ways, alternately
				synctest.Test(t, func(t *testing.T) {
					store := newStore(sandbox.WithCustomers(0), sandbox.WithProducts(0), sandbox.WithOrders(0), sandbox.WithQuota(8, 30*time.Second))
					engine := stages.on(faraway(store))
					written := inputs(test.format, count)
					if strings.HasPrefix(operation, "update") {
						written = existing(t, engine, operation, test.format, count)
						time.Sleep(time.Minute) // a new window
					}
					started := time.Now()
					outcomes, _ := engine.batch(ending(t, moment, byDeadline), t, store, operation, written...)
					assert.LessOrEqual(t, time.Since(started), moment)

					time.Sleep(time.Minute)
					saved := map[string]bool{}
					for _, record := range engine.records(t, test.list, `{"return_all":true}`) {
						saved[strings.Trim(field(t, record, map[string]string{"get_customers": "last_name", "get_products": "name"}[test.list]), `"`)] = true
					}
					for i, outcome := range outcomes {
						name := fmt.Sprintf("No %d", i)
						if outcome.Err == nil {
							assert.True(t, saved[name], "%s at %v: it says that it was saved", name, moment)
							continue
						}
						failure := failureIn(t, outcome)
						told[failure.Type]++
						switch failure.Type {
						case registry.OutcomeUnknown: // either is right
						case registry.Canceled:
							assert.False(t, saved[name], "%s at %v: %s", name, moment, failure.Message)
							assert.False(t, failure.Retryable)
							assert.True(t, errors.Is(outcome.Err, context.Canceled) || errors.Is(outcome.Err, context.DeadlineExceeded))
							assert.Equal(t, byDeadline, strings.HasSuffix(failure.Code, ".deadline_exceeded"), failure.Code)
						default:
							assert.Equal(t, registry.RateLimited, failure.Type, "%s at %v: %s", name, moment, failure.Message)
							assert.True(t, byDeadline, "who has no deadline can wait")
							assert.False(t, saved[name], "%s at %v: %s", name, moment, failure.Message)
						}
					}
				})
			}
			assert.NotZero(t, told[registry.Canceled], "%v", told)
			assert.NotZero(t, told[registry.OutcomeUnknown], "%v", told)
			t.Logf("%v", told)
		})
	}
}

// existing makes the records that the updates are for, and returns the updates.
func existing(t *testing.T, engine *engine, operation, format string, count int) []string {
	t.Helper()
	create, made := "create_customer", aCustomer
	if operation == "update_product" {
		create, made = "create_product", `{"name":"Old %d","type":"physical","price":1,"weight":1}`
	}
	raw := make([]json.RawMessage, count)
	for i, input := range inputs(strings.ReplaceAll(made, "No %d", "Old"), count) {
		raw[i] = json.RawMessage(input)
	}
	updates := inputs(format, count)
	for i, outcome := range engine.registry.InvokeBatch(t.Context(), engine.call(create, ""), raw) {
		require.NoError(t, outcome.Err)
		id := field(t, outcome.Records[0], "id")
		updates[i] = strings.Replace(updates[i], fmt.Sprintf(`_id":%d,`, i), `_id":`+id+`,`, 1)
	}
	return updates
}

// TestAListThatIsCanceledEndsAtOnce ends long lists at many moments: in the first page, between pages, while pages are fetched ahead and
// while they wait for quota. What came until then is the beginning of the list.
func TestAListThatIsCanceledEndsAtOnce(t *testing.T) {
	t.Parallel()
	store := newStore(sandbox.WithCustomers(700), sandbox.WithProducts(700), sandbox.WithOrders(700), sandbox.WithQuota(2, 30*time.Second))
	for operation, input := range map[string]string{
		"get_customers": `{"return_all":true}`,
		"get_products":  `{"return_all":true,"include":["options"]}`,
		"get_orders":    `{"return_all":true,"expand":["products","coupons"]}`,
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			stages := newStages(t)
			for i, moment := range moments() {
				stream := i/2%2 == 0
				synctest.Test(t, func(t *testing.T) {
					engine := stages.on(faraway(store))
					ctx := ending(t, moment, false)
					started, count := time.Now(), 0
					var err error
					if stream {
						for _, one := range engine.registry.Stream(ctx, engine.call(operation, input)) {
							if err = one; err == nil {
								count++
							}
						}
					} else {
						_, err = engine.registry.Invoke(ctx, engine.call(operation, input))
					}
					if err == nil { // it was faster
						assert.Less(t, time.Since(started), moment)
						return
					}
					var failure *registry.Failure
					require.ErrorAs(t, err, &failure, "at %v", moment)
					assert.Equal(t, registry.Canceled, failure.Type, "at %v: %s", moment, failure.Message)
					assert.LessOrEqual(t, time.Since(started), moment, "it went on")
					assert.Less(t, count, 700)
				})
			}
		})
	}
}

// TestASubscriptionThatIsCanceledIsCompletedByTheNext ends subscribing at many moments. Whatever was made by then is taken over.
func TestASubscriptionThatIsCanceledIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	const destination = "https://engine.example.com/hooks/1"
	stages := newStages(t)
	for at := time.Millisecond; at < 200*time.Millisecond; at += 7 * time.Millisecond {
		byDeadline := at/time.Millisecond%2 == 0
		synctest.Test(t, func(t *testing.T) {
			store := newStore(sandbox.WithCustomers(0), sandbox.WithProducts(0), sandbox.WithOrders(0))
			engine := stages.on(faraway(store))
			call := engine.call("on_new_orders_created", `{}`)
			started := time.Now()
			_, err := engine.registry.Subscribe(ending(t, at, byDeadline), call, destination, nil)
			assert.LessOrEqual(t, time.Since(started), at)
			if err != nil {
				var failure *registry.Failure
				require.ErrorAs(t, err, &failure)
				assert.Contains(t, []registry.FailureType{registry.Canceled, registry.OutcomeUnknown}, failure.Type, failure.Message)
			}
			_, err = engine.registry.Subscribe(t.Context(), call, destination, nil)
			require.NoError(t, err)
			assert.ElementsMatch(t, []string{"store/order/created", "store/order/statusUpdated"}, hooked(t, store), "ended at %v", at)
		})
	}
}

// hooked returns the scopes of the store's webhooks.
func hooked(t *testing.T, store http.Handler) []string {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "/stores/"+sandbox.DefaultStoreHash+"/v3/hooks", http.NoBody)
	request.Header.Set("X-Auth-Token", canary)
	answer := httptest.NewRecorder()
	store.ServeHTTP(answer, request)
	var list struct {
		Data []struct {
			Scope string `json:"scope"`
		} `json:"data"`
	}
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &list))
	scopes := make([]string, 0, len(list.Data))
	for _, hook := range list.Data {
		scopes = append(scopes, hook.Scope)
	}
	return scopes
}

// TestAnUnsubscriptionThatIsCanceledIsCompletedByTheNext ends unsubscribing and the credential check at many moments.
func TestAnUnsubscriptionThatIsCanceledIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	stages := newStages(t)
	for at := time.Millisecond; at < 130*time.Millisecond; at += 7 * time.Millisecond {
		synctest.Test(t, func(t *testing.T) {
			store := newStore(sandbox.WithCustomers(0), sandbox.WithProducts(0), sandbox.WithOrders(0))
			engine := stages.on(faraway(store))
			call := engine.call("on_new_orders_created", `{}`)
			subscription, err := engine.registry.Subscribe(t.Context(), call, "https://engine.example.com/hooks/1", nil)
			require.NoError(t, err)
			for name, run := range map[string]func(context.Context) error{
				"check": func(ctx context.Context) error {
					_, err := engine.registry.Check(ctx, "bigcommerce", engine.credential)
					return err
				},
				"unsubscribe": func(ctx context.Context) error { return engine.registry.Unsubscribe(ctx, call, subscription) },
			} {
				started := time.Now()
				err := run(ending(t, at, false))
				assert.LessOrEqual(t, time.Since(started), at, name)
				if err != nil {
					var failure *registry.Failure
					require.ErrorAs(t, err, &failure, name)
					assert.Contains(t, []registry.FailureType{registry.Canceled, registry.OutcomeUnknown}, failure.Type, "%s: %s", name, failure.Message)
				}
			}
			require.NoError(t, engine.registry.Unsubscribe(t.Context(), call, subscription))
			assert.Empty(t, hooked(t, store), "ended at %v", at)
		})
	}
}
