package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// toShip is a new order with the ids of its address and of its two lines.
func toShip(t *testing.T, store http.Handler) (path string, address, splicing, tar int64) {
	t.Helper()
	path = orderPath(t, create(t, store, `{`+billing+`,`+customItems+`,"status_id":11}`))
	lines := get(t, store, path+"/products")
	return path, get(t, store, path+"/shipping_addresses").id(t, 0, "id"), lines.id(t, 0, "id"), lines.id(t, 1, "id")
}

func TestShipmentsMoveTheOrderOn(t *testing.T) {
	t.Parallel()
	now := newClock()
	store := sandbox.New(sandbox.WithClock(now.now))
	path, address, splicing, tar := toShip(t, store)
	assert.Equal(t, http.StatusNoContent, get(t, store, path+"/shipments").status)
	assert.InDelta(t, 0, get(t, store, path+"/shipments/count").at(t, "count"), 0)

	tick := now.tick()
	first := send(t, store, http.MethodPost, path+"/shipments", fmt.Sprintf(`{"order_address_id":%d,"tracking_number":"TP1","shipping_provider":"fedex",
		"merchant_shipping_cost":"4.2","comments":"By sea","items":[{"order_product_id":%d,"quantity":2}]}`, address, splicing))
	require.Equal(t, http.StatusCreated, first.status, first.text)
	for name, want := range map[string]any{
		"tracking_number": "TP1", "shipping_provider": "fedex", "shipping_provider_display_name": "FedEx", "merchant_shipping_cost": "4.2000",
		"comments": "By sea", "date_created": tick, "tracking_link": "", "generated_tracking_link": "https://www.aftership.com/track/fedex/TP1",
	} {
		assert.Equal(t, want, first.at(t, name), name)
	}
	assert.Equal(t, map[string]any{"order_product_id": float64(splicing), "product_id": 0.0, "quantity": 2.0}, first.at(t, "items", 0))
	assert.Equal(t, "Ada", first.at(t, "shipping_address", "first_name"))
	order := get(t, store, path)
	assert.Equal(t, "Partially Shipped", order.at(t, "status"))
	assert.Empty(t, order.at(t, "date_shipped"))
	assert.Equal(t, tick, order.at(t, "date_modified"))
	assert.InDelta(t, 2, order.at(t, "items_shipped"), 0)
	assert.Equal(t, []any{2.0, 0.0}, get(t, store, path+"/products").column(t, "quantity_shipped"))
	assert.InDelta(t, 2, get(t, store, path+"/shipping_addresses").at(t, 0, "items_shipped"), 0)

	tick = now.tick()
	second := send(t, store, http.MethodPost, path+"/shipments", fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":%d,"quantity":1},{"order_product_id":%d,"quantity":1}]}`, address, splicing, tar))
	require.Equal(t, http.StatusCreated, second.status, second.text)
	order = get(t, store, path)
	assert.Equal(t, "Shipped", order.at(t, "status"))
	assert.Equal(t, tick, order.at(t, "date_shipped"))
	assert.Equal(t, []any{first.at(t, "id"), second.at(t, "id")}, get(t, store, path+"/shipments").column(t, "id"))
	assert.Equal(t, first.body, get(t, store, fmt.Sprintf("%s/shipments/%d", path, first.id(t, "id"))).body)
	assert.InDelta(t, 2, get(t, store, path+"/shipments/count").at(t, "count"), 0)
}

func TestShipmentsCanBeChangedAndTakenBack(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, address, splicing, tar := toShip(t, store)
	made := send(t, store, http.MethodPost, path+"/shipments", fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":%d,"quantity":3},{"order_product_id":%d,"quantity":1}]}`, address, splicing, tar))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	one := fmt.Sprintf("%s/shipments/%d", path, made.id(t, "id"))
	order := get(t, store, path).text
	changed := send(t, store, http.MethodPut, one, `{"tracking_link":"https://track.example.com/1","tracking_carrier":"dhl"}`)
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, "https://track.example.com/1", changed.at(t, "tracking_link"))
	assert.Empty(t, changed.at(t, "generated_tracking_link"))
	assert.Equal(t, made.at(t, "items"), changed.at(t, "items"))
	assert.Equal(t, order, get(t, store, path).text, "the order stays as it is")
	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, one, `{"items":[]}`).status)
	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, one, `{"order_address_id":1}`).status)

	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, one, "").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, one).status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodDelete, one, "").status)
	back := get(t, store, path)
	assert.Equal(t, "Shipped", back.at(t, "status"), "an order stays shipped")
	assert.InDelta(t, 0, back.at(t, "items_shipped"), 0)
	assert.Equal(t, http.StatusCreated, send(t, store, http.MethodPost, path+"/shipments", fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":%d,"quantity":3}]}`, address, splicing)).status)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, path+"/shipments", "").status)
	assert.Equal(t, http.StatusNoContent, get(t, store, path+"/shipments").status)
}

func TestShipmentsAtFaultAreRefused(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, address, splicing, _ := toShip(t, store)
	before := get(t, store, path).text
	items := fmt.Sprintf(`"items":[{"order_product_id":%d,"quantity":1}]`, splicing)
	for body, field := range map[string]string{
		`{` + items + `}`:                                          "order_address_id",
		`{"order_address_id":7,` + items + `}`:                     "order_address_id",
		fmt.Sprintf(`{"order_address_id":%d}`, address):            "items",
		fmt.Sprintf(`{"order_address_id":%d,"items":[]}`, address): "items",
		fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":7,"quantity":1}]}`, address):                                     "items.0.order_product_id",
		fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":%d,"quantity":4}]}`, address, splicing):                          "items.0.quantity",
		fmt.Sprintf(`{"order_address_id":%d,"items":[{"order_product_id":%d}]}`, address, splicing):                                       "items.0.quantity",
		fmt.Sprintf(`{"order_address_id":%d,%s,"shipping_provider":"pigeon"}`, address, items):                                            "shipping_provider",
		fmt.Sprintf(`{"order_address_id":%d,%s,"merchant_shipping_cost":"-1"}`, address, items):                                           "merchant_shipping_cost",
		fmt.Sprintf(`{"order_address_id":%d,%s,"order_id":1}`, address, items):                                                            "order_id",
		fmt.Sprintf(`{"order_address_id":%d,%s,"tracking_number":"123456789012345678901234567890123456789012345678901"}`, address, items): "tracking_number",
	} {
		got := send(t, store, http.MethodPost, path+"/shipments", body)
		require.Equal(t, http.StatusBadRequest, got.status, body)
		assert.Contains(t, got.at(t, 0, "message"), "'"+field+"'")
		assert.Equal(t, before, get(t, store, path).text)
	}
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v2/orders/9999/shipments", `{}`).status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v2/orders/9999/shipments/count").status)
}

func TestSeededShipmentsHoldWhatIsShipped(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	shipped := 0
	for _, order := range allOrders(t, store) {
		sum := 0.0
		got := get(t, store, fmt.Sprintf("/v2/orders/%v/shipments", order["id"]))
		if got.status == http.StatusOK {
			for _, shipment := range got.rows(t) {
				for _, item := range shipment["items"].([]any) {
					sum += item.(map[string]any)["quantity"].(float64)
				}
			}
			shipped++
		}
		assert.InDelta(t, order["items_shipped"], sum, 0, "order %v", order["id"])
	}
	assert.Greater(t, shipped, 50)
}
