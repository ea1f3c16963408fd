package triggers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// at is a time in the id of an event.
func at(moment time.Time) string { return moment.UTC().Format(time.RFC3339) }

// idOf reads the number of the first record of a V3 answer.
func idOf(t *testing.T, answer json.RawMessage) int64 {
	t.Helper()
	var list struct {
		Data json.RawMessage `json:"data"`
	}
	require.NoError(t, json.Unmarshal(answer, &list))
	var one struct {
		ID int64 `json:"id"`
	}
	if strings.HasPrefix(string(list.Data), "[") {
		var all []json.RawMessage
		require.NoError(t, json.Unmarshal(list.Data, &all))
		list.Data = all[0]
	}
	require.NoError(t, json.Unmarshal(list.Data, &one))
	return one.ID
}

// change changes an order as BigCommerce does: its fields in pairs and its date. The store tells of it.
func (r *rig) change(t *testing.T, id int64, fields ...string) {
	t.Helper()
	for i := 0; i < len(fields); i += 2 {
		r.set(t, "orders", id, fields[i], fields[i+1])
	}
	r.set(t, "orders", id, "date_modified", v2(time.Now()))
	r.emit(t, "store/order/updated", `{"type":"order","id":%d}`, id)
}

// sell makes an order with a status, and returns its number.
func (r *rig) sell(t *testing.T, status int) int64 {
	t.Helper()
	made := r.send(t, http.MethodPost, "/v2/orders", fmt.Sprintf(`{"status_id":%d,"billing_address":{"first_name":"Ada","last_name":"B","street_1":"1 Pier",
		"city":"Rockport","state":"Maine","zip":"04856","country":"United States","country_iso2":"US","email":"ada@example.com"},
		"products":[{"name":"Tar","quantity":1,"price_inc_tax":5.5,"price_ex_tax":5}]}`, status))
	return number(t, made, "id")
}

// ship sends an order's first line, and returns the number of the shipment.
func (r *rig) ship(t *testing.T, order int64) int64 {
	t.Helper()
	path := fmt.Sprintf("/v2/orders/%d/", order)
	return number(t, r.send(t, http.MethodPost, path+"shipments", fmt.Sprintf(`{"order_address_id":%d,"tracking_number":"T & T","items":[{"order_product_id":%d,"quantity":1}]}`,
		number(t, first(t, r.send(t, http.MethodGet, path+"shipping_addresses", "")), "id"),
		number(t, first(t, r.send(t, http.MethodGet, path+"products", "")), "id"))), "id")
}

// refund pays a part of an order back, and returns the number of the refund.
func (r *rig) refund(t *testing.T, order int64) int64 {
	t.Helper()
	line := number(t, first(t, r.send(t, http.MethodGet, fmt.Sprintf("/v2/orders/%d/products", order), "")), "id")
	path := fmt.Sprintf("/v3/orders/%d/payment_actions/", order)
	items := fmt.Sprintf(`"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1,"reason":"<late>"}]`, line)
	var quote struct {
		Data struct {
			Total json.Number `json:"total_refund_amount"`
		} `json:"data"`
	}
	require.NoError(t, json.Unmarshal(r.send(t, http.MethodPost, path+"refund_quotes", `{`+items+`}`), &quote))
	return idOf(t, r.send(t, http.MethodPost, path+"refunds", fmt.Sprintf(`{%s,"payments":[{"provider_id":"custom","amount":%s,"offline":true}]}`, items, quote.Data.Total)))
}

// first is the first of a list.
func first(t *testing.T, list json.RawMessage) json.RawMessage {
	t.Helper()
	var all []json.RawMessage
	require.NoError(t, json.Unmarshal(list, &all))
	require.NotEmpty(t, all)
	return all[0]
}

// number reads a number of an object.
func number(t *testing.T, object json.RawMessage, name string) int64 {
	t.Helper()
	read, err := strconv.ParseInt(member(t, object, name), 10, 64)
	require.NoError(t, err)
	return read
}

// A poll and a delivery of one change give the same event with the same record.
func TestAChangeIsOneEventHoweverItIsLearnedOf(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		input string
		// change happens to the store and returns the id of the event.
		change     func(t *testing.T, r *rig) string
		deliveries int
		recordHas  string
	}{
		"on_new_customers_created": {
			change: func(t *testing.T, r *rig) string {
				id := idOf(t, r.send(t, http.MethodPost, "/v3/customers", `[{"email":"new@example.com","first_name":"A <b>","last_name":"B"}]`))
				return fmt.Sprintf("customer:%d:created", id)
			},
			deliveries: 1, recordHas: `"new@example.com"`,
		},
		"on_customers_updated": {
			input: `{"include":["addresses"]}`,
			change: func(t *testing.T, r *rig) string {
				r.send(t, http.MethodPut, "/v3/customers", `[{"id":101,"company":"Pier"}]`)
				return "customer:101:updated:" + at(time.Now())
			},
			deliveries: 1, recordHas: `"addresses":[`,
		},
		"on_customers_updated of a new one": {
			change: func(t *testing.T, r *rig) string {
				id := idOf(t, r.send(t, http.MethodPost, "/v3/customers", `[{"email":"new@example.com","first_name":"A","last_name":"B"}]`))
				return fmt.Sprintf("customer:%d:updated:%s", id, at(time.Now()))
			},
			deliveries: 1, recordHas: `"new@example.com"`,
		},
		"on_new_products_created": {
			change: func(t *testing.T, r *rig) string {
				id := idOf(t, r.send(t, http.MethodPost, "/v3/catalog/products", `{"name":"Oar & rudder","type":"physical","price":1.10,"weight":1}`))
				return fmt.Sprintf("product:%d:created", id)
			},
			deliveries: 1, recordHas: `"Oar & rudder"`,
		},
		"on_products_updated": {
			input: `{"include_fields":["name","price"]}`,
			change: func(t *testing.T, r *rig) string {
				id := r.store.IDs("products")[3]
				r.send(t, http.MethodPut, fmt.Sprintf("/v3/catalog/products/%d", id), `{"price":12.30}`)
				return fmt.Sprintf("product:%d:updated:%s", id, at(time.Now()))
			},
			deliveries: 1, recordHas: `"date_modified"`,
		},
		"on_new_orders_created": {
			change: func(t *testing.T, r *rig) string {
				return fmt.Sprintf("order:%d:created", r.sell(t, 11))
			},
			deliveries: 1, recordHas: `"status_id":11`,
		},
		"on_new_orders_created of one that was incomplete": {
			input: `{"min_total":"0.01","expand":["shipping_addresses"]}`,
			change: func(t *testing.T, r *rig) string {
				id := r.sell(t, 0)
				pass(time.Hour)
				r.send(t, http.MethodPut, fmt.Sprintf("/v2/orders/%d", id), `{"status_id":11}`)
				return fmt.Sprintf("order:%d:created", id)
			},
			deliveries: 2, recordHas: `"status_id":11`,
		},
		"on_orders_updated": {
			input: `{"expand":["products","coupons"]}`,
			change: func(t *testing.T, r *rig) string {
				r.send(t, http.MethodPut, "/v2/orders/105", `{"staff_notes":"a < b & c"}`)
				return "order:105:updated:" + at(time.Now())
			},
			deliveries: 1, recordHas: `"a < b & c"`,
		},
		"on_orders_updated of a new one": {
			change: func(t *testing.T, r *rig) string {
				return fmt.Sprintf("order:%d:updated:%s", r.sell(t, 0), at(time.Now()))
			},
			deliveries: 1, recordHas: `"status_id":0`,
		},
		"on_order_refunded": {
			change: func(t *testing.T, r *rig) string {
				return fmt.Sprintf("refund:%d:created", r.refund(t, 102))
			},
			deliveries: 1, recordHas: `"reason":"<late>"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, setting{}, func(t *testing.T, r *rig) {
				operation, _, _ := strings.Cut(name, " ")
				subscription := r.subscribe(t, operation, test.input)
				cursor := r.poll(t, operation, test.input, nil).Cursor
				pass(10 * time.Second)
				id := test.change(t, r)
				received := r.receive(t, operation, test.input, subscription, r.delivered(t, test.deliveries)...)
				require.Equal(t, []string{id}, eventIDs(received))
				assert.Contains(t, string(received.Records[0]), test.recordHas)
				assert.NotContains(t, string(received.Records[0]), `\u003c`)

				pass(2 * time.Second)
				polled := r.poll(t, operation, test.input, cursor)
				require.Equal(t, received.Events, polled.Events)
				assert.Equal(t, string(received.Records[0]), string(polled.Records[0]))
				assert.False(t, polled.More)
				assert.Empty(t, r.poll(t, operation, test.input, polled.Cursor).Records)
			})
		})
	}
}

func TestATriggerThatIsOnlyDeliveredReceivesItsRecord(t *testing.T) {
	t.Parallel()
	const address = `"first_name":"A","last_name":"B","address1":"1 Pier","city":"Rockport","country_code":"US","state_or_province":"Maine","postal_code":"04856"`
	for name, test := range map[string]struct {
		input      string
		change     func(t *testing.T, r *rig) (ids []string)
		deliveries int
		records    []string // what each record contains
	}{
		"on_customer_address_changed": {
			change: func(t *testing.T, r *rig) []string {
				id := idOf(t, r.send(t, http.MethodPost, "/v3/customers/addresses", `[{"customer_id":101,`+address+`}]`))
				pass(time.Minute)
				r.send(t, http.MethodPut, "/v3/customers/addresses", fmt.Sprintf(`[{"id":%d,"city":"Astoria"}]`, id))
				return []string{fmt.Sprintf("customer_address:%d:updated:%s", id, at(time.Now()))}
			},
			deliveries: 2, records: []string{`"city":"Astoria"`},
		},
		"on_customer_address_changed of some customers": {
			input: `{"customer_id_in":[102]}`,
			change: func(t *testing.T, r *rig) []string {
				r.send(t, http.MethodPost, "/v3/customers/addresses", `[{"customer_id":101,`+address+`}]`)
				return nil
			},
			deliveries: 1,
		},
		"on_order_status_changed": {
			change: func(t *testing.T, r *rig) []string {
				id := r.sell(t, 11)
				path := fmt.Sprintf("/v2/orders/%d", id)
				r.send(t, http.MethodPut, path, `{"status_id":2}`)
				first := time.Now()
				pass(time.Minute)
				r.send(t, http.MethodPut, path, `{"status_id":10}`)
				return []string{fmt.Sprintf("order:%d:status_2:%s", id, at(first)), fmt.Sprintf("order:%d:status_10:%s", id, at(time.Now()))}
			},
			deliveries: 2,
			records:    []string{`{"previous_status_id":11,"new_status_id":2,"id":`, `{"previous_status_id":2,"new_status_id":10,"id":`},
		},
		"on_order_status_changed to some statuses": {
			input: `{"from_status_id":["Awaiting Fulfillment"],"to_status_id":[2,"Completed"],"expand":["products"]}`,
			change: func(t *testing.T, r *rig) []string {
				for _, change := range [][2]int{{11, 3}, {9, 10}, {11, 2}} {
					r.emit(t, "store/order/statusUpdated", `{"type":"order","id":105,"status":{"previous_status_id":%d,"new_status_id":%d}}`, change[0], change[1])
				}
				r.emit(t, "store/order/statusUpdated", `{"type":"order","id":105}`)
				return []string{"order:105:status_2:" + at(time.Now())}
			},
			deliveries: 4, records: []string{`{"previous_status_id":11,"new_status_id":2,"id":105,`},
		},
		"on_new_shipments_created": {
			change: func(t *testing.T, r *rig) []string {
				return []string{fmt.Sprintf("shipment:%d:created", r.ship(t, r.sell(t, 11)))}
			},
			deliveries: 1, records: []string{`"tracking_number":"T & T"`},
		},
		"on_new_shipments_created of other orders": {
			input: `{"order_id_in":[106]}`,
			change: func(t *testing.T, r *rig) []string {
				r.ship(t, r.sell(t, 11))
				return nil
			},
			deliveries: 1,
		},
		"on_cart_abandoned": {
			change: func(t *testing.T, r *rig) []string {
				id, err := r.store.AbandonCart(101)
				require.NoError(t, err)
				require.Regexp(t, `^[0-9a-f-]{36}$`, id)
				return []string{"cart:" + id + ":abandoned:" + at(time.Now())}
			},
			deliveries: 1, records: []string{`"customer_id":101`},
		},
		"on_inventory_updated": {
			change: func(t *testing.T, r *rig) []string {
				id := idOf(t, r.send(t, http.MethodPost, "/v3/catalog/products", `{"name":"Oar","type":"physical","price":1,"weight":1,"inventory_tracking":"product","inventory_level":3}`))
				r.send(t, http.MethodPut, "/v3/inventory/adjustments/absolute", fmt.Sprintf(`{"reason":"counted","items":[{"location_id":1,"product_id":%d,"quantity":7}]}`, id))
				return nil
			},
			deliveries: 1, records: []string{`"available_to_sell":7`},
		},
		"on_inventory_updated of other products": {
			input: `{"product_id_in":[1]}`,
			change: func(t *testing.T, r *rig) []string {
				r.emit(t, "store/product/inventory/updated", `{"type":"product","id":150,"inventory":{"product_id":150,"method":"absolute","value":7}}`)
				return nil
			},
			deliveries: 1,
		},
		"on_records_deleted": {
			change: func(t *testing.T, r *rig) []string {
				r.send(t, http.MethodDelete, "/v3/customers?id:in=101", "")
				product := r.store.IDs("products")[0]
				r.send(t, http.MethodDelete, fmt.Sprintf("/v3/catalog/products/%d", product), "")
				r.send(t, http.MethodDelete, "/v2/orders/105", "")
				r.emit(t, "store/category/deleted", `{"type":"category","id":20,"tree":{"a":1.0}}`)
				now := at(time.Now())
				return []string{"customer:101:deleted:" + now, fmt.Sprintf("product:%d:deleted:%s", product, now), "order:105:archived:" + now, "category:20:deleted:" + now}
			},
			deliveries: 4,
			records: []string{
				`{"scope":"store/customer/deleted","created_at":1773480423,"type":"customer","id":101}`, `{"scope":"store/product/deleted","created_at":1773480423,"type":"product","id":`,
				`{"scope":"store/order/archived","created_at":1773480423,"type":"order","id":105}`, `{"scope":"store/category/deleted","created_at":1773480423,"type":"category","id":20,"tree":{"a":1.0}}`,
			},
		},
		"on_records_deleted of some kinds": {
			input: `{"resources":["category"]}`,
			change: func(t *testing.T, r *rig) []string {
				r.send(t, http.MethodDelete, "/v3/customers?id:in=101", "")
				r.emit(t, "store/category/deleted", `{"type":"category","id":20}`)
				return []string{"category:20:deleted:" + at(time.Now())}
			},
			deliveries: 1, records: []string{`"id":20`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, setting{}, func(t *testing.T, r *rig) {
				operation, _, _ := strings.Cut(name, " ")
				subscription := r.subscribe(t, operation, test.input)
				pass(10 * time.Second)
				ids := test.change(t, r)
				batch := r.receive(t, operation, test.input, subscription, r.delivered(t, test.deliveries)...)
				require.Len(t, batch.Records, len(test.records))
				if ids != nil {
					assert.ElementsMatch(t, ids, eventIDs(batch))
				}
				var all strings.Builder
				for _, record := range batch.Records {
					require.True(t, json.Valid(record), "%s", record)
					all.Write(record)
				}
				for _, has := range test.records {
					assert.Contains(t, all.String(), has)
				}
			})
		})
	}
}

func TestAnyStoreEventComesAsItIsDelivered(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		input, scope, data, id string
	}{
		"a plain scope":            {`{"scope":"store/order/message/created"}`, "store/order/message/created", `{"type":"order","id":250,"message":{"order_message_id":3}}`, "order_message:250:created_"},
		"a wildcard scope":         {`{"scope":"store/order/*"}`, "store/order/transaction/updated", `{"type":"transaction","order_id":"250"}`, "order_transaction:-:updated_"},
		"a scope of a channel":     {`{"scope":"store/channel/{channel_id}/order/*","channel_id":"1"}`, "store/channel/1/order/message/created", `{"order_id":250}`, "channel_order_message:-:created_"},
		"a scope of any channel":   {`{"scope":"store/channel/*/inventory/product/stock_changed"}`, "store/channel/2/inventory/product/stock_changed", `{"product_id":1}`, "channel_inventory_product:-:stock_changed_"},
		"data that is a list":      {`{"scope":"store/priceList/records/created"}`, "store/priceList/records/created", `[{"price_list_id":1,"variant_id":2,"currency":"usd"}]`, "priceList_records:-:created_"},
		"the channels themselves":  {`{"scope":"store/channel/*"}`, "store/channel/updated", `{"type":"channel","id":1}`, "channel:1:updated_"},
		"a cart, which has a UUID": {`{"scope":"store/cart/*"}`, "store/cart/converted", `{"type":"cart","id":"09346904-4175-44fd-be53-f7e598531b6c","orderId":250}`, "cart:09346904-4175-44fd-be53-f7e598531b6c:converted_"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, setting{}, func(t *testing.T, r *rig) {
				subscription := r.subscribe(t, "on_store_event", test.input)
				require.Len(t, r.hooks(t), 1)
				r.emit(t, test.scope, "%s", test.data)
				r.emit(t, test.scope, "%s", test.data)
				deliveries := r.delivered(t, 2)
				before := r.requests()
				batch := r.receive(t, "on_store_event", test.input, subscription, append(deliveries, deliveries...)...)
				assert.Equal(t, before, r.requests(), "the delivery is the record")
				require.Len(t, batch.Records, 2, "two events within a second are told apart, two deliveries of one are not")
				for i, record := range batch.Records {
					assert.Equal(t, string(deliveries[i].Body), string(record))
					hash := strings.Trim(member(t, record, "hash"), `"`)
					assert.Equal(t, test.id+hash+":"+at(time.Now()), batch.Events[i].ID)
				}
			})
		})
	}
}

func TestAnEventOfAChannelNeedsTheChannel(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	const scope = `"scope":"store/channel/{channel_id}/order/created"`
	for _, input := range []string{`{` + scope + `}`, `{` + scope + `,"channel_id":null}`, `{` + scope + `,"channel_id":""}`, `{` + scope + `,"channel_id":0}`, `{}`, `{"scope":"store/order/creatd"}`} {
		_, err := r.engine.Subscribe(t.Context(), r.call("on_store_event", input), destination, nil)
		failure := r.failure(t, err)
		assert.Equal(t, "input.invalid", failure.Code, input)
		require.Len(t, failure.Fields, 1, input)
		wanted := "/channel_id"
		if !strings.Contains(input, scope) {
			wanted = "/scope"
		}
		assert.Equal(t, wanted, failure.Fields[0].Path, input)
	}
	assert.Empty(t, r.hooks(t))
}

func TestADeliveryThatDoesNotConcernTheTriggerFetchesNothing(t *testing.T) {
	t.Parallel()
	r := newLoopback(t, setting{})
	// Only orders may be asked for, by those whose deliveries concern them; three of them do.
	t.Cleanup(func() {
		assert.Equal(t, 3, r.asked("GET /v2/orders"))
		assert.Equal(t, r.requests(), r.asked("GET /v2/orders")+r.asked("GET /v3/hooks")+r.asked("POST /v3/hooks"))
	})
	status := func(previous, current int) string {
		return fmt.Sprintf(`{"type":"order","id":105,"status":{"previous_status_id":%d,"new_status_id":%d}}`, previous, current)
	}
	for name, test := range map[string]struct {
		operation, input, scope, data string
		concerns                      bool
	}{
		"an order that is placed":          {"on_new_orders_created", "", "store/order/statusUpdated", status(0, 11), true},
		"an order that stays incomplete":   {"on_new_orders_created", "", "store/order/statusUpdated", status(0, 0), false},
		"an order that is shipped":         {"on_new_orders_created", "", "store/order/statusUpdated", status(11, 2), false},
		"an order that falls back":         {"on_new_orders_created", "", "store/order/statusUpdated", status(11, 0), false},
		"a status that isn't told":         {"on_new_orders_created", "", "store/order/statusUpdated", `{"type":"order","id":105}`, true},
		"a scope of another trigger":       {"on_new_orders_created", "", "store/order/updated", `{"type":"order","id":105}`, false},
		"a status that isn't asked for":    {"on_order_status_changed", `{"to_status_id":[2]}`, "store/order/statusUpdated", status(11, 10), false},
		"a status that is asked for":       {"on_order_status_changed", `{"to_status_id":["Shipped"]}`, "store/order/statusUpdated", status(11, 2), true},
		"no status":                        {"on_order_status_changed", "", "store/order/statusUpdated", `{"type":"order","id":105}`, false},
		"a resource that isn't asked for":  {"on_records_deleted", `{"resources":["product"]}`, "store/customer/deleted", `{"type":"customer","id":1}`, false},
		"an order that isn't asked for":    {"on_new_shipments_created", `{"order_id_in":[1]}`, "store/shipment/created", `{"type":"shipment","id":7,"orderId":105}`, false},
		"a product that isn't asked for":   {"on_inventory_updated", `{"product_id_in":[1]}`, "store/sku/inventory/updated", `{"type":"sku","id":7,"inventory":{"product_id":2,"variant_id":7}}`, false},
		"another channel":                  {"on_store_event", `{"scope":"store/channel/{channel_id}/order/*","channel_id":1}`, "store/channel/2/order/created", `{"order_id":105}`, false},
		"an address of the other scope":    {"on_customers_updated", "", "store/customer/address/updated", `{"type":"customer","id":1}`, false},
		"a record that is only wildcarded": {"on_products_updated", "", "store/product/deleted", `{"type":"product","id":1}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			subscription, err := r.engine.Subscribe(t.Context(), r.call(test.operation, test.input), "https://example.com/"+strings.ReplaceAll(name, " ", "-"), nil)
			require.NoError(t, err)
			// A hook with a wildcard and the trigger's secret brings what the trigger's own would not.
			delivery := registry.Delivery{
				Header: http.Header{"X-Webhook-Secret": {secretOf(t, subscription)}},
				Body:   fmt.Appendf(nil, `{"scope":%q,"data":%s,"hash":"h","created_at":1773480000,"producer":"stores/sandbox1"}`, test.scope, test.data),
			}
			notice, err := r.engine.Verify(t.Context(), r.call(test.operation, test.input), subscription, delivery)
			require.NoError(t, err)
			assert.Equal(t, test.concerns, notice.Concerns)
			batch, err := r.engine.Fetch(t.Context(), r.call(test.operation, test.input), []registry.Notice{notice})
			require.NoError(t, err)
			assert.Len(t, batch.Records, map[bool]int{true: 1}[test.concerns])
		})
	}
}

func TestAnOrderCountsAsNewWhenItIsPlaced(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		const operation = "on_new_orders_created"
		subscription := r.subscribe(t, operation, "")
		r.set(t, "orders", 105, "status_id", "0")
		r.emit(t, "store/order/created", `{"type":"order","id":105}`)
		assert.Empty(t, r.receive(t, operation, "", subscription, r.delivered(t, 1)...).Records, "it is incomplete")
		r.set(t, "orders", 105, "status_id", "11")
		r.emit(t, "store/order/statusUpdated", `{"type":"order","id":105,"status":{"previous_status_id":0,"new_status_id":11}}`)
		placed := r.receive(t, operation, "", subscription, r.delivered(t, 1)...)
		assert.Equal(t, []string{"order:105:created"}, eventIDs(placed))
		for input, count := range map[string]int{
			`{"min_total":"0.01"}`: 1, `{"min_total":"99999999"}`: 0, `{"max_total":"0.01"}`: 0, `{"email":"nobody@example.com"}`: 0, `{"payment_method":"Barter"}`: 0, `{"customer_id":999999}`: 0,
		} {
			r.emit(t, "store/order/created", `{"type":"order","id":105}`)
			assert.Len(t, r.receive(t, operation, input, subscription, r.delivered(t, 1)...).Records, count, input)
		}
	})
}

func TestARecordThatIsGoneGivesNoEvent(t *testing.T) {
	t.Parallel()
	inBubble(t, setting{}, func(t *testing.T, r *rig) {
		for operation, told := range map[string][2]string{
			"on_new_customers_created":    {"store/customer/created", `{"type":"customer","id":999999}`},
			"on_customers_updated":        {"store/customer/updated", `{"type":"customer","id":999999}`},
			"on_customer_address_changed": {"store/customer/address/updated", `{"type":"customer","id":999999,"address":{"customer_id":101}}`},
			"on_new_products_created":     {"store/product/created", `{"type":"product","id":999999}`},
			"on_products_updated":         {"store/product/updated", `{"type":"product","id":999999}`},
			"on_inventory_updated":        {"store/sku/inventory/updated", `{"type":"sku","id":999999,"inventory":{"product_id":999999,"variant_id":999999,"method":"absolute","value":1}}`},
			"on_new_orders_created":       {"store/order/created", `{"type":"order","id":999999}`},
			"on_orders_updated":           {"store/order/updated", `{"type":"order","id":999999}`},
			"on_order_status_changed":     {"store/order/statusUpdated", `{"type":"order","id":999999,"status":{"previous_status_id":0,"new_status_id":11}}`},
			"on_order_refunded":           {"store/order/refund/created", `{"type":"order","id":105,"refund":{"refund_id":999999}}`},
			"on_new_shipments_created":    {"store/shipment/created", `{"type":"shipment","id":7,"orderId":999999}`},
			"on_cart_abandoned":           {"store/cart/abandoned", `{"type":"cart","id":"09346904-4175-44fd-be53-f7e598531b6c"}`},
		} {
			subscription := r.subscribe(t, operation, "")
			r.emit(t, told[0], "%s", told[1])
			deliveries := r.delivered(t, 1)
			before := r.requests()
			assert.Empty(t, r.receive(t, operation, "", subscription, deliveries...).Records, operation)
			assert.Greater(t, r.requests(), before, "%s was asked for", operation)
			require.NoError(t, r.engine.Unsubscribe(t.Context(), r.call(operation, ""), subscription))
		}
	})
}
