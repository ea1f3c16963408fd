package triggers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// The subscriptions of these tests are to customers that are made or changed: two scopes.
const customers = "on_customers_updated"

var customerScopes = []string{"store/customer/created", "store/customer/updated"}

// healthy checks that there is exactly one active hook with a secret for each scope at the address, and returns them by scope.
func (r *rig) healthy(t *testing.T, address string, scopes ...string) map[string]hook {
	t.Helper()
	found := map[string]hook{}
	for _, hook := range r.hooks(t) {
		if hook.Destination != address || !slices.Contains(scopes, hook.Scope) {
			continue
		}
		assert.NotContains(t, found, hook.Scope, "a second hook")
		assert.True(t, hook.IsActive, hook.Scope)
		assert.GreaterOrEqual(t, len(hook.secret()), 20, "the secret of %s", hook.Scope)
		found[hook.Scope] = hook
	}
	assert.Len(t, found, len(scopes))
	return found
}

// trusted checks that the deliveries of hooks pass with the subscription.
func (r *rig) trusted(t *testing.T, subscription json.RawMessage, hooks map[string]hook) {
	t.Helper()
	for scope, hook := range hooks {
		body := fmt.Sprintf(`{"scope":%q,"data":{"type":"customer","id":101},"producer":"stores/sandbox1"}`, scope)
		header := http.Header{}
		for name, value := range hook.Headers {
			header.Set(name, value)
		}
		notice, err := r.engine.Verify(t.Context(), r.call(customers, ""), subscription, registry.Delivery{Header: header, Body: []byte(body)})
		require.NoError(t, err, scope)
		assert.True(t, notice.Concerns, scope)
	}
}

func TestSubscribeMakesOneHookForEachScope(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	subscription := r.subscribe(t, customers, "")
	assert.Empty(t, registry.Repaired(subscription))
	hooks := r.healthy(t, destination, customerScopes...)
	assert.NotEqual(t, hooks[customerScopes[0]].secret(), hooks[customerScopes[1]].secret())
	r.trusted(t, subscription, hooks)

	r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
	batch := r.receive(t, customers, "", subscription, r.delivered(t, 1)...)
	require.Len(t, batch.Records, 1)
	assert.Equal(t, `"Pier"`, member(t, batch.Records[0], "company"))
}

func TestSubscribingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	first := r.subscribe(t, customers, "")
	hooks, before := r.hooks(t), r.requests()
	again, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, first)
	require.NoError(t, err)
	assert.Equal(t, 1, r.requests()-before, "looking is all that it takes")
	assert.Equal(t, string(first), string(again))
	assert.Empty(t, registry.Repaired(again))
	assert.Equal(t, hooks, r.hooks(t))

	taken := r.subscribe(t, customers, "")
	assert.Equal(t, string(first), string(taken), "hooks that are there already are taken over with their secrets")
	assert.Equal(t, hooks, r.hooks(t))
}

func TestTenSubscribeAtOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		previous bool // they know of a subscription
		gone     bool // whose hooks are gone
		engines  int  // how many processes there are
		bare     bool // there is a hook without a secret
	}{
		"beside a hook without a secret":   {engines: 1, bare: true},
		"for the first time":               {engines: 1},
		"again":                            {previous: true, engines: 1},
		"again, with the hooks gone":       {previous: true, gone: true, engines: 1},
		"for the first time, in processes": {engines: 3},
		"again, in processes":              {previous: true, gone: true, engines: 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newLoopback(t, setting{})
			var previous json.RawMessage
			if test.previous {
				previous = r.subscribe(t, customers, "")
			}
			for _, hook := range r.hooks(t) {
				if test.gone {
					r.send(t, http.MethodDelete, fmt.Sprintf("/v3/hooks/%d", hook.ID), "")
				}
			}
			if test.bare {
				r.store.PlantHook(sandbox.Hook{Token: token, Scope: customerScopes[1], Destination: destination})
			}
			engines := []*registry.Registry{r.engine}
			for len(engines) < test.engines {
				engine, err := registry.New(connector.New(connector.WithTransport(inprocess.Transport{Handler: r.store})))
				require.NoError(t, err)
				t.Cleanup(func() { assert.NoError(t, engine.Close()) })
				engines = append(engines, engine)
			}
			subscriptions := make([]json.RawMessage, 10)
			var subscribing sync.WaitGroup
			for i := range subscriptions {
				subscribing.Go(func() {
					var err error
					subscriptions[i], err = engines[i%len(engines)].Subscribe(t.Context(), r.call(customers, ""), destination, previous)
					assert.NoError(t, err)
				})
			}
			subscribing.Wait()
			hooks := r.healthy(t, destination, customerScopes...)
			assert.Len(t, r.hooks(t), len(customerScopes))
			for _, subscription := range subscriptions {
				r.trusted(t, subscription, hooks)
			}
		})
	}
}

func TestSubscribeRepairsWhatIsWrong(t *testing.T) {
	t.Parallel()
	const created = "store/customer/created"
	change := func(t *testing.T, r *rig, body string) {
		for _, hook := range r.hooks(t) {
			if hook.Scope == created {
				r.send(t, http.MethodPut, fmt.Sprintf("/v3/hooks/%d", hook.ID), body)
			}
		}
	}
	for name, test := range map[string]struct {
		damage   func(t *testing.T, r *rig)
		repaired []string // one each of what Repaired says
		headers  map[string]string
	}{
		"a hook that was turned off": {
			damage:   func(t *testing.T, r *rig) { change(t, r, `{"is_active":false}`) },
			repaired: []string{"turned on again"},
		},
		"a second hook": {
			damage: func(_ *testing.T, r *rig) {
				r.store.PlantHook(sandbox.Hook{Token: token, Scope: created, Destination: destination, Headers: map[string]string{"X-Webhook-Secret": "of the second hook 12345"}})
			},
			repaired: []string{"second webhook"},
		},
		"a second hook while the first is turned off": {
			damage: func(t *testing.T, r *rig) {
				change(t, r, `{"is_active":false}`)
				r.store.PlantHook(sandbox.Hook{Token: token, Scope: created, Destination: destination})
			},
			repaired: []string{"second webhook", "turned on again"},
		},
		"two more hooks, both turned off": {
			damage: func(_ *testing.T, r *rig) {
				r.store.PlantHook(sandbox.Hook{Token: token, Scope: created, Destination: destination, Deactivated: true})
				r.store.PlantHook(sandbox.Hook{Token: token, Scope: created, Destination: destination, Inactive: true})
			},
			repaired: []string{"second webhook", "second webhook"},
		},
		"a hook without headers": {
			damage:   func(t *testing.T, r *rig) { change(t, r, `{"headers":null}`) },
			repaired: []string{"did not carry the secret"},
		},
		"a hook with other headers": {
			damage: func(t *testing.T, r *rig) {
				change(t, r, `{"headers":{"X-Route":"blue","x-webhook-secret":"of somebody else 123456"}}`)
			},
			repaired: []string{"did not carry the secret"},
			headers:  map[string]string{"X-Route": "blue"},
		},
		"a hook without headers that is turned off": {
			damage:   func(t *testing.T, r *rig) { change(t, r, `{"headers":{"X-Route":"blue"},"is_active":false}`) },
			repaired: []string{"did not carry the secret", "turned on again"},
			headers:  map[string]string{"X-Route": "blue"},
		},
		"a hook that is gone": {
			damage: func(t *testing.T, r *rig) {
				r.send(t, http.MethodDelete, fmt.Sprintf("/v3/hooks/%d", r.healthy(t, destination, customerScopes...)[created].ID), "")
			},
			repaired: []string{"was gone. It was made again"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newLoopback(t, setting{})
			first := r.subscribe(t, customers, "")
			hooks := r.healthy(t, destination, customerScopes...)
			test.damage(t, r)
			again, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, first)
			require.NoError(t, err)

			repaired := registry.Repaired(again)
			require.Len(t, repaired, len(test.repaired))
			for i, said := range test.repaired {
				assert.Contains(t, repaired[i], said)
				assert.Contains(t, repaired[i], created)
				r.keepsSecrets(t, repaired[i])
			}
			after := r.healthy(t, destination, customerScopes...)
			assert.Len(t, r.hooks(t), len(customerScopes))
			r.trusted(t, again, after)
			r.trusted(t, first, after)
			assert.Equal(t, hooks["store/customer/updated"], after["store/customer/updated"], "the other hook stays as it was")
			assert.Equal(t, hooks[created].secret(), after[created].secret(), "the secret stays")
			if !strings.Contains(repaired[0], "made again") {
				assert.Equal(t, hooks[created].ID, after[created].ID, "the hook that was used before stays")
			}
			for name, value := range test.headers {
				assert.Equal(t, value, after[created].Headers[name], "other headers stay")
			}
			assert.Len(t, after[created].Headers, len(test.headers)+1)

			third, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, again)
			require.NoError(t, err)
			assert.Empty(t, registry.Repaired(third), "it was repaired for good")
		})
	}
}

func TestAFirstSubscriptionTakesOverWhatIsThere(t *testing.T) {
	t.Parallel()
	for name, planted := range map[string]sandbox.Hook{
		"without a secret":       {},
		"with a short secret":    {Headers: map[string]string{"X-Webhook-Secret": "guessable"}},
		"turned off":             {Deactivated: true, Headers: map[string]string{"X-Webhook-Secret": "a secret that is long enough"}},
		"in good order":          {Headers: map[string]string{"x-webhook-secret": "a secret that is long enough"}},
		"with a blank secret":    {Headers: map[string]string{"X-Webhook-Secret": ""}},
		"with some other header": {Headers: map[string]string{"X-Route": "blue"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newLoopback(t, setting{})
			planted.Token, planted.Scope, planted.Destination = token, customerScopes[0], destination
			id := r.store.PlantHook(planted)
			subscription := r.subscribe(t, customers, "")
			var hooks []hook
			for _, hook := range r.hooks(t) {
				if hook.Scope == customerScopes[0] {
					hooks = append(hooks, hook)
				}
			}
			require.Len(t, hooks, 1)
			assert.Equal(t, id, hooks[0].ID)
			assert.True(t, hooks[0].IsActive)
			r.trusted(t, subscription, map[string]hook{customerScopes[0]: hooks[0]})
			assert.NotEqual(t, "guessable", hooks[0].secret())
			assert.Equal(t, planted.Headers["X-Route"], hooks[0].Headers["X-Route"])
		})
	}
}

func TestHooksOfOthersAreLeftAlone(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	plant := func(hook sandbox.Hook) {
		if hook.Token == "" {
			hook.Token = token
		}
		r.store.PlantHook(hook)
	}
	plant(sandbox.Hook{Scope: customerScopes[0], Destination: destination + "/other"})
	plant(sandbox.Hook{Scope: customerScopes[0], Destination: strings.Replace(destination, "http:", "https:", 1), Inactive: true})
	plant(sandbox.Hook{Scope: "store/customer/*", Destination: destination, Deactivated: true})
	plant(sandbox.Hook{Scope: "store/order/created", Destination: destination})
	plant(sandbox.Hook{Token: "of another app", Scope: customerScopes[0], Destination: destination})
	foreign := r.hooks(t)
	require.Len(t, foreign, 4)
	others := func() []hook {
		return slices.DeleteFunc(r.hooks(t), func(hook hook) bool {
			return hook.Destination == destination && slices.Contains(customerScopes, hook.Scope)
		})
	}
	subscription := r.subscribe(t, customers, "")
	r.healthy(t, destination, customerScopes...)
	assert.Equal(t, foreign, others())
	again, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, subscription)
	require.NoError(t, err)
	assert.Empty(t, registry.Repaired(again))
	assert.Equal(t, foreign, others())
	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), again))
	assert.Equal(t, foreign, r.hooks(t))
}

func TestAnotherDestinationMovesTheHooks(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	first := r.subscribe(t, customers, "")
	const moved = "https://new.example/webhooks?tenant=7"
	r.store.PlantHook(sandbox.Hook{Token: token, Scope: customerScopes[0], Destination: destination + "/other"})
	second, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), moved, first)
	require.NoError(t, err)
	repaired := registry.Repaired(second)
	require.Len(t, repaired, 2)
	for _, said := range repaired {
		assert.Contains(t, said, "former destination")
	}
	r.trusted(t, second, r.healthy(t, moved, customerScopes...))
	assert.Len(t, r.hooks(t), 3)
	r.healthy(t, destination)

	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), first), "a former subscription has no hooks to end")
	r.healthy(t, moved, customerScopes...)
}

func TestOtherInputMovesTheHooks(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	first := r.subscribe(t, "on_records_deleted", `{"resources":["customer","order"]}`)
	r.healthy(t, destination, "store/customer/deleted", "store/order/archived")
	second, err := r.engine.Subscribe(t.Context(), r.call("on_records_deleted", `{"resources":["order","product"]}`), destination, first)
	require.NoError(t, err)
	r.healthy(t, destination, "store/order/archived", "store/product/deleted")
	assert.Len(t, r.hooks(t), 2)
	require.Len(t, registry.Repaired(second), 1)
	assert.Contains(t, registry.Repaired(second)[0], "store/customer/deleted")
	assert.Contains(t, registry.Repaired(second)[0], "not needed any more")
}

func TestUnsubscribeEndsItsOwnHooksOnly(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	other, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination+"/other", nil)
	require.NoError(t, err)
	kept := r.hooks(t)
	subscription := r.subscribe(t, customers, "")
	r.subscribe(t, "on_orders_updated", "")
	r.send(t, http.MethodDelete, fmt.Sprintf("/v3/hooks/%d", r.healthy(t, destination, customerScopes...)[customerScopes[0]].ID), "")

	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), subscription))
	r.healthy(t, destination, "store/order/created", "store/order/updated")
	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), subscription), "what is gone already is no error")
	r.trusted(t, other, r.healthy(t, destination+"/other", customerScopes...))
	assert.Subset(t, r.hooks(t), kept)
	assert.Len(t, r.hooks(t), 4)
}

func TestUnsubscribeEndsAHookThatWasMadeAgain(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	old := r.subscribe(t, customers, "")
	for _, hook := range r.hooks(t) {
		r.send(t, http.MethodDelete, fmt.Sprintf("/v3/hooks/%d", hook.ID), "")
	}
	_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, old)
	require.NoError(t, err)
	require.Len(t, r.hooks(t), 2)
	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), old), "the engine crashed before it kept the new one")
	assert.Empty(t, r.hooks(t))

	r.subscribe(t, customers, "")
	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), old))
	assert.Len(t, r.hooks(t), 2, "those of another subscription have another secret")
}

func TestALostAnswerMakesNoSecondHook(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault sandbox.Fault
		posts int
	}{
		"the hook was made":            {sandbox.Fault{Method: http.MethodPost, PathPattern: "/v3/hooks", Times: 1, Commit: true, Drop: true}, 2},
		"both hooks were made":         {sandbox.Fault{Method: http.MethodPost, PathPattern: "/v3/hooks", Times: 2, Commit: true, Drop: true}, 2},
		"the store answered in error":  {sandbox.Fault{Method: http.MethodPost, PathPattern: "/v3/hooks", Times: 1, Commit: true, Status: 504}, 2},
		"a change of a hook is lost":   {sandbox.Fault{Method: http.MethodPut, PathPattern: "/v3/hooks/*", Times: 1, Commit: true, Drop: true}, 2},
		"the list of the hooks is not": {sandbox.Fault{Method: http.MethodGet, PathPattern: "/v3/hooks", Times: 1, Drop: true}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, setting{}, func(t *testing.T, r *rig) {
				r.store.AddFault(test.fault)
				subscription := r.subscribe(t, customers, "")
				r.trusted(t, subscription, r.healthy(t, destination, customerScopes...))
				assert.Len(t, r.hooks(t), 2)
				assert.Equal(t, test.posts, r.asked("POST /v3/hooks"))
			})
		})
	}
}

func TestALostAnswerIsToldWhenTheHookCanNotBeFound(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		r.store.AddFault(sandbox.Fault{Method: http.MethodPost, PathPattern: "/v3/hooks", Drop: true})
		_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, nil)
		failure := r.failure(t, err)
		assert.Equal(t, registry.OutcomeUnknown, failure.Type)
		r.store.ClearFaults()
		r.trusted(t, r.subscribe(t, customers, ""), r.healthy(t, destination, customerScopes...))
	})
}

func TestAHookThatSomebodyElseMakesMeanwhileIsTakenOver(t *testing.T) {
	t.Parallel()
	var r *rig
	var planting sync.Once
	before := http.NewServeMux()
	before.HandleFunc("POST /stores/"+sandbox.DefaultStoreHash+"/v3/hooks", func(w http.ResponseWriter, request *http.Request) {
		planting.Do(func() {
			r.store.PlantHook(sandbox.Hook{Token: token, Scope: customerScopes[0], Destination: destination, Headers: map[string]string{"X-Webhook-Secret": "of another process of the engine"}})
		})
		r.store.ServeHTTP(w, request)
	})
	r = newLoopback(t, setting{before: before})
	subscription := r.subscribe(t, customers, "")
	hooks := r.healthy(t, destination, customerScopes...)
	assert.Equal(t, "of another process of the engine", hooks[customerScopes[0]].secret())
	r.trusted(t, subscription, hooks)
}

func TestAHookThatSomebodyElseDeletesMeanwhileIsGone(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	subscription := r.subscribe(t, customers, "")
	r.store.PlantHook(sandbox.Hook{Token: token, Scope: customerScopes[0], Destination: destination})
	r.store.AddFault(sandbox.Fault{Method: http.MethodDelete, PathPattern: "/v3/hooks/*", Commit: true, Status: http.StatusNotFound, Body: `{"status":404,"title":"not found"}`})
	again, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, subscription)
	require.NoError(t, err)
	r.trusted(t, again, r.healthy(t, destination, customerScopes...))
	require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(customers, ""), again))
	assert.Empty(t, r.hooks(t))
}

func TestASecretThatTheStoreRepeatsIsNotShown(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]string{"when a hook is made": "", "when a hook is changed": `{"headers":null}`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newLoopback(t, setting{})
			subscription := r.subscribe(t, customers, "")
			hook := r.healthy(t, destination, customerScopes...)[customerScopes[0]]
			path := fmt.Sprintf("/v3/hooks/%d", hook.ID)
			if damage == "" {
				r.send(t, http.MethodDelete, path, "")
			} else {
				r.send(t, http.MethodPut, path, damage)
			}
			said := fmt.Sprintf(`{"status":422,"title":"no such header: %[1]s","errors":{"headers.%[1]s":"is %[1]s"},"detail":{"value":%[1]q}}`, hook.secret())
			for _, method := range []string{http.MethodPost, http.MethodPut} {
				r.store.AddFault(sandbox.Fault{Method: method, Status: http.StatusUnprocessableEntity, Body: said})
			}
			_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, subscription)
			require.ErrorIs(t, err, bigcommerce.ErrInvalid)
			encoded, marshalErr := json.Marshal(r.failure(t, err))
			require.NoError(t, marshalErr)
			assert.NotContains(t, string(encoded)+err.Error()+r.log.String(), hook.secret())
		})
	}
}

func TestARefusedHookIsTold(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	for i := range 10 {
		r.store.PlantHook(sandbox.Hook{Token: token, Scope: customerScopes[1], Destination: fmt.Sprintf("https://%d.example", i)})
	}
	_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), destination, nil)
	failure := r.failure(t, err)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Contains(t, fmt.Sprint(failure.Message, failure.Fields), "10 webhooks")
	assert.ErrorIs(t, err, bigcommerce.ErrInvalid)
}

func TestADestinationThatCanNotBeIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	for name, test := range map[string]struct{ destination, message string }{
		"plain http":         {"http://example.com/hooks", "https://"},
		"another port":       {"https://example.com:8443/hooks", "443"},
		"a user":             {"https://user:pass-word@example.com/hooks", "whole web address"},
		"a user here":        {"http://user@localhost/hooks", "whole web address"},
		"no scheme":          {"example.com/hooks", "whole web address"},
		"a path":             {"/hooks", "whole web address"},
		"no host":            {"https:///hooks", "whole web address"},
		"another protocol":   {"ftp://example.com/hooks", "https://"},
		"a host and no more": {"//example.com/hooks", "https://"},
		"a fragment":         {"https://example.com/hooks#a", "whole web address"},
		"no address at all":  {"", "whole web address"},
		"blanks":             {"https://exa mple.com", "whole web address"},
		"a control":          {"https://example.com/\n", "whole web address"},
		"another loopback":   {"http://localhost.example.com/", "https://"},
		"another on here":    {"ftp://127.0.0.1/", "https://"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), test.destination, nil)
			var failure *registry.Failure
			require.ErrorAs(t, err, &failure)
			assert.Zero(t, r.requests())
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.Equal(t, "destination.invalid", failure.Code)
			assert.Contains(t, failure.Message, test.message)
			assert.NotContains(t, failure.Error(), "pass-word")
		})
	}
}

func TestDestinationsThatCanBe(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	for _, address := range []string{
		"https://example.com", "https://example.com:443/a/b?c=d", "HTTPS://EXAMPLE.COM/", "http://localhost:8080/", "http://127.0.0.1:1/", "https://[::1]:8443/", "http://[::1]/",
	} {
		_, err := r.engine.Subscribe(t.Context(), r.call(customers, ""), address, nil)
		require.NoError(t, err, address)
		r.healthy(t, address, customerScopes...)
	}
}
