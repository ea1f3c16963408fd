package triggers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// changed returns the delivery with headers in pairs set, or removed where they are blank.
func changed(delivery registry.Delivery, headers ...string) registry.Delivery {
	delivery.Header = delivery.Header.Clone()
	for i := 0; i < len(headers); i += 2 {
		if delivery.Header.Set(headers[i], headers[i+1]); headers[i+1] == "" {
			delivery.Header.Del(headers[i])
		}
	}
	return delivery
}

// saying returns the delivery with a text in its body replaced.
func saying(t *testing.T, delivery registry.Delivery, old, text string) registry.Delivery {
	t.Helper()
	require.Contains(t, string(delivery.Body), old)
	delivery.Body = bytes.Replace(delivery.Body, []byte(old), []byte(text), 1)
	return delivery
}

func unsigned(delivery registry.Delivery) registry.Delivery {
	return changed(delivery, "webhook-id", "", "webhook-timestamp", "", "webhook-signature", "")
}

func TestDeliveriesAreTrustedSignedOrNot(t *testing.T) {
	t.Parallel()
	signing := []sandbox.Option{sandbox.WithClientSecret(clientSecret)}
	for name, test := range map[string]struct {
		setting setting
		change  func(registry.Delivery) registry.Delivery
	}{
		"not signed":                           {setting: setting{}},
		"not signed, with a client secret":     {setting: setting{clientSecret: clientSecret}},
		"signed":                               {setting: setting{store: signing, clientSecret: clientSecret}},
		"signed, and it has to be":             {setting: setting{store: signing, clientSecret: clientSecret, connector: []connector.Option{connector.WithSignedDeliveries()}}},
		"signed, but nobody can tell":          {setting: setting{store: signing}},
		"signed, with its signature taken off": {setting: setting{store: signing, clientSecret: clientSecret}, change: unsigned},
		"headers in lower case": {
			setting: setting{store: signing, clientSecret: clientSecret, connector: []connector.Option{connector.WithSignedDeliveries()}},
			change: func(delivery registry.Delivery) registry.Delivery {
				lower := http.Header{}
				for name, values := range delivery.Header {
					lower[strings.ToLower(name)] = values
				}
				return registry.Delivery{Header: lower, Body: delivery.Body}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, test.setting, func(t *testing.T, r *rig) {
				subscription := r.subscribe(t, customers, "")
				r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
				delivery := r.delivered(t, 1)[0]
				assert.Equal(t, len(test.setting.store) > 0, delivery.Header.Get("Webhook-Signature") != "")
				if test.change != nil {
					delivery = test.change(delivery)
				}
				batch, err := r.engine.Receive(t.Context(), r.call(customers, ""), subscription, delivery)
				require.NoError(t, err)
				require.Len(t, batch.Records, 1)
				assert.Equal(t, "101", member(t, batch.Records[0], "id"))
			})
		})
	}
}

func TestADeliveryThatMustNotBeTrustedIsRefused(t *testing.T) {
	t.Parallel()
	demanding := []connector.Option{connector.WithSignedDeliveries()}
	for name, test := range map[string]struct {
		connector []connector.Option
		bare      bool // the credential has no client secret
		change    func(t *testing.T, delivery registry.Delivery) registry.Delivery
		code      string
	}{
		"no secret": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery { return changed(d, "X-Webhook-Secret", "") },
			code:   "delivery.secret_missing",
		},
		"a wrong secret": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				return changed(d, "X-Webhook-Secret", "of another webhook 1234567890")
			},
			code: "delivery.secret_wrong",
		},
		"a part of the secret": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				return changed(d, "X-Webhook-Secret", d.Header.Get("X-Webhook-Secret")[1:])
			},
			code: "delivery.secret_wrong",
		},
		"a wrong signature": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				return changed(d, "Webhook-Signature", "v1,"+strings.Repeat("A", 43)+"=")
			},
			code: "delivery.signature_wrong",
		},
		"a changed body": {
			change: func(t *testing.T, d registry.Delivery) registry.Delivery { return saying(t, d, `"id":101`, `"id":102`) },
			code:   "delivery.signature_wrong",
		},
		"an old one": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery { pass(5*time.Minute + time.Second); return d },
			code:   "delivery.too_old",
		},
		"an old one with a new time": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				pass(time.Hour)
				return changed(d, "Webhook-Timestamp", strconv.FormatInt(time.Now().Unix(), 10))
			},
			code: "delivery.signature_wrong",
		},
		"half a signature": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery { return changed(d, "Webhook-Id", "") },
			code:   "delivery.signature_malformed",
		},
		"no signature where it has to be": {
			connector: demanding,
			change:    func(_ *testing.T, d registry.Delivery) registry.Delivery { return unsigned(d) },
			code:      "delivery.signature_missing",
		},
		"a signature that has to be and can't be checked": {
			connector: demanding, bare: true,
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery { return d },
			code:   "delivery.client_secret_unknown",
		},
		"another store's": {
			change: func(t *testing.T, d registry.Delivery) registry.Delivery {
				return saying(t, unsigned(d), "stores/sandbox1", "stores/sandbox12")
			},
			code: "delivery.other_store",
		},
		"too large a body": {
			change: func(t *testing.T, d registry.Delivery) registry.Delivery {
				return saying(t, unsigned(d), `{"scope"`, `{"x":"`+strings.Repeat("x", 1<<20)+`","scope"`)
			},
			code: "delivery.too_large",
		},
		"no JSON": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				return registry.Delivery{Header: unsigned(d).Header, Body: []byte("scope=store/customer/updated")}
			},
			code: "delivery.not_json",
		},
		"no body": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery {
				return registry.Delivery{Header: unsigned(d).Header}
			},
			code: "delivery.not_json",
		},
		"no headers": {
			change: func(_ *testing.T, d registry.Delivery) registry.Delivery { return registry.Delivery{Body: d.Body} },
			code:   "delivery.secret_missing",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with := setting{store: []sandbox.Option{sandbox.WithClientSecret(clientSecret)}, connector: test.connector, clientSecret: clientSecret}
			if test.bare {
				with.clientSecret = ""
			}
			inBubble(t, with, func(t *testing.T, r *rig) {
				subscription := r.subscribe(t, customers, "")
				r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
				delivery := test.change(t, r.delivered(t, 1)[0])
				before := r.requests()
				notice, verified := r.engine.Verify(t.Context(), r.call(customers, ""), subscription, delivery)
				batch, received := r.engine.Receive(t.Context(), r.call(customers, ""), subscription, delivery)
				assert.Equal(t, before, r.requests(), "nothing is fetched")
				assert.Zero(t, notice)
				assert.Empty(t, batch.Records)
				for _, err := range []error{verified, received} {
					failure := r.failure(t, err)
					assert.Equal(t, registry.DeliveryRefused, failure.Type)
					assert.Equal(t, test.code, failure.Code)
					assert.Equal(t, customers, failure.Operation)
					assert.False(t, failure.Retryable)
					assert.ErrorIs(t, err, bigcommerce.ErrDeliveryRefused)
				}
			})
		})
	}
}

func TestAnOldDeliveryIsTrustedForAsLongAsIsAllowed(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{
		store: []sandbox.Option{sandbox.WithClientSecret(clientSecret)}, clientSecret: clientSecret,
		connector: []connector.Option{connector.WithDeliveryAge(48 * time.Hour)},
	}, func(t *testing.T, r *rig) {
		subscription := r.subscribe(t, customers, "")
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
		delivery := r.delivered(t, 1)[0]
		pass(48 * time.Hour)
		r.verify(t, customers, "", subscription, delivery)
		pass(time.Second)
		_, err := r.engine.Verify(t.Context(), r.call(customers, ""), subscription, delivery)
		assert.Equal(t, "delivery.too_old", r.failure(t, err).Code)
	})
}

func TestADeliveryOfAnotherTriggersHookIsRefused(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		r.subscribe(t, customers, "")
		other := r.subscribe(t, "on_orders_updated", "")
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
		_, err := r.engine.Verify(t.Context(), r.call("on_orders_updated", ""), other, r.delivered(t, 1)[0])
		assert.Equal(t, "delivery.secret_wrong", r.failure(t, err).Code)
	})
}

func TestTheVendorsVectorPasses(t *testing.T) {
	t.Parallel()
	const body = `{"scope":"store/order/created","store_id":"1025646","data":{"type":"order","id":250},` +
		`"hash":"dd70c0976e06b67aaf671e73f49dcb79230ebf9d","created_at":1561479335,"producer":"stores/abc123"}`
	vector := func(secret string) registry.Delivery {
		header := http.Header{}
		header.Set("X-Webhook-Secret", secret)
		header.Set("webhook-id", "msg_fixture_1")
		header.Set("webhook-timestamp", "1700000000")
		header.Set("webhook-signature", "v1,duetngv2TWIW2LQF3fXqOC4ERRdFI88oqaHBOqsN+b8=")
		return registry.Delivery{Header: header, Body: []byte(body)}
	}
	synctest.Test(t, func(t *testing.T) {
		pass(time.Until(time.Unix(1700000000, 0)))
		r := newRig(t, setting{hash: "abc123", clientSecret: "0123456789abcdefTESTclientsecret", connector: []connector.Option{connector.WithSignedDeliveries()}})
		subscription := r.subscribe(t, "on_orders_updated", "")
		delivery := vector(r.healthy(t, destination, "store/order/created", "store/order/updated")["store/order/created"].secret())
		notice := r.verify(t, "on_orders_updated", "", subscription, delivery)
		assert.True(t, notice.Concerns)
		assert.Equal(t, "store/order/created dd70c0976e06b67aaf671e73f49dcb79230ebf9d", notice.Key)
		assert.Equal(t, time.Date(2019, 6, 25, 16, 15, 35, 0, time.UTC), notice.Time)
		encoded, err := json.Marshal(notice)
		require.NoError(t, err)
		assert.NotContains(t, string(encoded), delivery.Header.Get("X-Webhook-Secret"), "a notice has no secrets")
		assert.NotContains(t, string(encoded), "abc123", "nor the account's name")

		_, err = r.engine.Verify(t.Context(), r.call("on_orders_updated", ""), subscription, saying(t, delivery, "250", "251"))
		assert.Equal(t, "delivery.signature_wrong", r.failure(t, err).Code)
	})
}

// Whatever is delivered, verifying it ends without a panic and without a request, and never trusts another secret.
func FuzzVerify(f *testing.F) {
	store := sandbox.New(sandbox.WithEmptyStore())
	engine, err := registry.New(connector.New(connector.WithTransport(inprocess.Transport{Handler: store})))
	require.NoError(f, err)
	f.Cleanup(func() { assert.NoError(f, engine.Close()) })
	call := func(operation string) registry.Call {
		input := `{}`
		if operation == "on_store_event" {
			input = `{"scope":"store/channel/*/inventory/product/stock_changed"}`
		}
		return registry.Call{
			Connector: connector.Code, Operation: operation, Input: json.RawMessage(input),
			Credential: json.RawMessage(fmt.Sprintf(`{"store_hash":%q,"api_token":%q,"client_secret":"canary"}`, sandbox.DefaultStoreHash, sandbox.DefaultToken)),
		}
	}
	subscriptions := map[string]json.RawMessage{}
	secrets := map[string]string{}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		if operation.Trigger == nil || len(operation.Trigger.Webhook) == 0 {
			continue
		}
		subscription, err := engine.Subscribe(f.Context(), call(operation.Code), destination+"/"+operation.Code, nil)
		require.NoError(f, err)
		subscriptions[operation.Code], secrets[operation.Code] = subscription, secretOf(f, subscription)
	}
	require.Len(f, subscriptions, 14)
	for _, data := range []string{
		`{"type":"order","id":250}`, `{"type":"cart","id":"a-b"}`, `{"inventory":{"product_id":1,"variant_id":2}}`, `{"id":1,"status":{"previous_status_id":0,"new_status_id":11}}`,
		`[{"id":1}]`, `{"id":{}}`, `{"status":1,"inventory":2,"orderId":"x","refund":[]}`, `null`,
	} {
		f.Add(`{"scope":"store/order/created","data":`+data+`,"hash":"x","created_at":1561479335,"producer":"stores/sandbox1"}`, "guess", "", "", "")
	}
	f.Add(`{"scope":"store/customer/deleted","data":[1],"producer":"stores/sandbox1"}`, "guess", "", "", "")
	f.Add(`{"scope":"store/channel/1/inventory/product/stock_changed","data":[1],"producer":"stores/sandbox1"}`, "guess", "", "", "")
	f.Add(`{`, "", "msg", "1700000000", "v1,AAAA")
	f.Fuzz(func(t *testing.T, body, guess, id, at, signature string) {
		for operation, subscription := range subscriptions {
			header := http.Header{"X-Webhook-Secret": {guess}, "Webhook-Id": {id}, "Webhook-Timestamp": {at}, "Webhook-Signature": {signature}}
			before := store.Stats().Total
			_, err := engine.Verify(t.Context(), call(operation), subscription, registry.Delivery{Header: header, Body: []byte(body)})
			require.Error(t, err, "a guess passed")
			header = http.Header{"X-Webhook-Secret": {secrets[operation]}}
			notice, err := engine.Verify(t.Context(), call(operation), subscription, registry.Delivery{Header: header, Body: []byte(body)})
			require.Equal(t, before, store.Stats().Total)
			if err != nil {
				var failure *registry.Failure
				require.ErrorAs(t, err, &failure)
				require.Equal(t, registry.DeliveryRefused, failure.Type)
				continue
			}
			require.True(t, json.Valid(notice.Data))
			require.NotEmpty(t, notice.Key)
			if notice.Concerns {
				batch, err := engine.Fetch(t.Context(), call(operation), []registry.Notice{notice})
				for _, record := range batch.Records {
					require.True(t, json.Valid(record), "%s: %s", operation, record)
				}
				var failure *registry.Failure
				if err != nil {
					require.ErrorAs(t, err, &failure)
					require.NotEqual(t, registry.Internal, failure.Type, "%s: %v", operation, failure)
				}
			}
		}
	})
}
