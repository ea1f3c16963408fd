package triggers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestManyNoticesAreFetchedTogether(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{store: []sandbox.Option{sandbox.WithCustomers(250), sandbox.WithOrders(250)}}, func(t *testing.T, r *rig) {
		fetch := func(operation, scope, resource string) (registry.Batch, int) {
			t.Helper()
			subscription := r.subscribe(t, operation, "")
			ids := r.store.IDs(resource)[:200]
			for _, id := range ids {
				r.emit(t, scope, `{"type":"%s","id":%d}`, strings.TrimSuffix(resource, "s"), id)
			}
			var notices []registry.Notice
			for _, delivery := range r.delivered(t, len(ids)) {
				notices = append(notices, r.verify(t, operation, "", subscription, delivery))
			}
			before := r.requests()
			batch, err := r.engine.Fetch(t.Context(), r.call(operation, ""), append(notices, notices...))
			require.NoError(t, err)
			assert.Len(t, batch.Records, len(ids), "%s: each once", operation)
			return batch, r.requests() - before
		}
		_, requests := fetch("on_customers_updated", "store/customer/updated", "customers")
		assert.Equal(t, 2, requests, "customers are asked for a hundred at a time")
		_, requests = fetch("on_products_updated", "store/product/updated", "products")
		assert.Equal(t, 2, requests, "so are products")
		_, requests = fetch("on_orders_updated", "store/order/updated", "orders")
		assert.Equal(t, 200, requests, "orders can only be asked for one by one")
	})
}

func TestTwoDeliveriesOfOneChangeAreOneEvent(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{store: []sandbox.Option{sandbox.WithDuplicateDeliveries(2)}}, func(t *testing.T, r *rig) {
		subscription := r.subscribe(t, customers, "")
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Quay"}]`)
		deliveries := r.delivered(t, 4)
		notices := map[string][]registry.Notice{}
		for _, delivery := range deliveries {
			notice := r.verify(t, customers, "", subscription, delivery)
			notices[notice.Key] = append(notices[notice.Key], notice)
		}
		assert.Len(t, notices, 2)
		for _, repeated := range notices {
			require.Len(t, repeated, 2)
			assert.Equal(t, repeated[0], repeated[1], "a repetition is the same notice")
		}
		together := r.receive(t, customers, "", subscription, deliveries...)
		require.Len(t, together.Records, 1)
		assert.Equal(t, `"Quay"`, member(t, together.Records[0], "company"))
		for _, delivery := range deliveries {
			apart := r.receive(t, customers, "", subscription, delivery)
			assert.Equal(t, together.Events, apart.Events)
			assert.Equal(t, string(together.Records[0]), string(apart.Records[0]))
		}
	})
}

// One event has one record, the last one of its second: what was changed within the present second is fetched again when that is over.
func TestARecordIsFetchedWhenItsSecondIsOver(t *testing.T) {
	t.Parallel()
	for operation, test := range map[string]struct {
		change func(t *testing.T, r *rig, value string)
		route  string
		field  string
	}{
		"on_customers_updated": {func(t *testing.T, r *rig, value string) {
			r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"`+value+`"}]`)
		}, "GET /v3/customers", "company"},
		"on_products_updated": {func(t *testing.T, r *rig, value string) {
			r.send(t, http.MethodPut, fmt.Sprintf("/v3/catalog/products/%d", r.store.IDs("products")[0]), `{"name":"`+value+`"}`)
		}, "GET /v3/catalog/products", "name"},
		"on_orders_updated": {func(t *testing.T, r *rig, value string) {
			r.change(t, 105, "staff_notes", `"`+value+`"`)
		}, "GET /v2/orders", "staff_notes"},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			inBubble(t, setting{}, func(t *testing.T, r *rig) {
				subscription := r.subscribe(t, operation, "")
				pass(time.Until(time.Now().Truncate(time.Second).Add(time.Second + 100*time.Millisecond)))
				began := time.Now()
				test.change(t, r, "First")
				delivery := r.delivered(t, 1)[0]
				time.AfterFunc(500*time.Millisecond, func() { test.change(t, r, "Second") })
				asked := r.asked(test.route)
				batch := r.receive(t, operation, "", subscription, delivery)
				require.Len(t, batch.Records, 1)
				assert.Equal(t, `"Second"`, member(t, batch.Records[0], test.field))
				assert.True(t, strings.HasSuffix(batch.Events[0].ID, ":updated:"+at(began)), batch.Events[0].ID)
				assert.Equal(t, 2, r.asked(test.route)-asked)
				assert.Equal(t, time.Second, time.Since(began))

				again := r.receive(t, operation, "", subscription, r.delivered(t, 1)...)
				assert.Equal(t, batch, again)
				assert.Equal(t, 3, r.asked(test.route)-asked, "a record that is settled is fetched once")
				assert.Equal(t, time.Second, time.Since(began))
			})
		})
	}
}

func TestFetchingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		subscription := r.subscribe(t, customers, "")
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
		notice := r.verify(t, customers, "", subscription, r.delivered(t, 1)[0])
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		batch, err := r.engine.Fetch(ctx, r.call(customers, ""), []registry.Notice{notice})
		assert.Equal(t, registry.Canceled, r.failure(t, err).Type)
		assert.Empty(t, batch.Records)
	})
}

func TestAnEventPassesTheEnginesStorageUnchanged(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		const operation, input = "on_store_event", `{"scope":"store/order/message/created"}`
		subscription := r.subscribe(t, operation, input)
		require.NoError(t, r.store.Emit("store/order/message/created", json.RawMessage(`{"type":"order","id":101,"note":"<&>","n":12345678901234567890}`)))
		delivery := r.delivered(t, 1)[0]
		stored, err := json.Marshal(r.verify(t, operation, input, subscription, delivery))
		require.NoError(t, err)
		var notice registry.Notice
		require.NoError(t, json.Unmarshal(stored, &notice))
		batch, err := r.engine.Fetch(t.Context(), r.call(operation, input), []registry.Notice{notice})
		require.NoError(t, err)
		require.Len(t, batch.Records, 1)
		assert.Equal(t, string(delivery.Body), string(batch.Records[0]))
	})
}

func TestANoticeThatWasChangedIsRefused(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		subscription := r.subscribe(t, customers, "")
		r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
		notice := r.verify(t, customers, "", subscription, r.delivered(t, 1)[0])
		for _, data := range []string{"", `"x"`, `{"scope":1}`, `{`} {
			notice.Data = json.RawMessage(data)
			_, err := r.engine.Fetch(t.Context(), r.call(customers, ""), []registry.Notice{notice})
			assert.Equal(t, "notice.damaged", r.failure(t, err).Code, data)
		}
	})
}

func TestStockIsFetchedWhenItsSecondIsOver(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		const operation, route = "on_inventory_updated", "GET /v3/inventory/items"
		product := idOf(t, r.send(t, http.MethodPost, "/v3/catalog/products", `{"name":"Oar","type":"physical","price":1,"weight":1,"inventory_tracking":"product","inventory_level":3}`))
		subscription := r.subscribe(t, operation, "")
		count := func(stock int) {
			r.send(t, http.MethodPut, "/v3/inventory/adjustments/absolute", fmt.Sprintf(`{"reason":"counted","items":[{"location_id":1,"product_id":%d,"quantity":%d}]}`, product, stock))
		}
		pass(time.Until(time.Now().Truncate(time.Second).Add(time.Second + 100*time.Millisecond)))
		began := time.Now()
		count(7)
		delivery := r.delivered(t, 1)[0]
		time.AfterFunc(500*time.Millisecond, func() { count(8) })
		batch := r.receive(t, operation, "", subscription, delivery)
		require.Len(t, batch.Records, 1)
		assert.Contains(t, string(batch.Records[0]), `"available_to_sell":8`)
		assert.Regexp(t, `^inventory:\d+:updated:`+at(began)+`$`, batch.Events[0].ID)
		assert.Equal(t, 2, r.asked(route))
		assert.Equal(t, time.Second, time.Since(began))

		again := r.receive(t, operation, "", subscription, r.delivered(t, 1)...)
		assert.Equal(t, batch, again)
		assert.Equal(t, 3, r.asked(route), "stock that is settled is fetched once")
	})
}
