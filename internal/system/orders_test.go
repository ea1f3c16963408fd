package system

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// guestOrder is the input of an order of custom products; %s is what else it has.
const guestOrder = `{"billing_address":{"first_name":"Ada","zip":"118 20","country_iso2":"SE"},"status_id":"Awaiting Fulfillment","products":[
	{"name":"Tar","quantity":3,"price_ex_tax":10,"price_inc_tax":"12.50"},{"name":"Oakum","quantity":1,"price_ex_tax":4,"price_inc_tax":5}]%s}`

func TestAnOrderFromItsMakingToItsLastShipment(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	made := engine.records(t, "create_order", fmt.Sprintf(guestOrder, `,"external_order_id":"SO-1","include":["fees"],"fees":[{"display_name_customer":"Ice","cost_ex_tax":1,"cost_inc_tax":1.25}]`))
	require.Len(t, made, 1)
	id := field(t, made[0], "id")
	assert.Equal(t, `"43.7500"`, field(t, made[0], "total_inc_tax"))
	assert.Contains(t, field(t, made[0], "fees"), "Ice")
	found := engine.records(t, "get_orders", `{"external_order_id":"SO-1","expand":["products"]}`)
	require.Len(t, found, 1)
	assert.Equal(t, id, field(t, found[0], "id"))
	var lines []struct {
		ID int64 `json:"id"`
	}
	require.NoError(t, json.Unmarshal([]byte(field(t, found[0], "products")), &lines))

	before := store.Stats().Total
	part := engine.records(t, "create_order_fulfillment", fmt.Sprintf(`{"order_id":%s,"items":[{"order_product_id":%d,"quantity":1}],"tracking_number":"T1"}`, id, lines[0].ID))
	require.Len(t, part, 1)
	assert.Equal(t, 2, store.Stats().Total-before, "the lines tell the address")
	assert.Equal(t, `"Partially Shipped"`, field(t, engine.records(t, "get_orders", `{"external_order_id":"SO-1"}`)[0], "status"))

	failure := engine.failure(t.Context(), t, "create_order_fulfillment",
		fmt.Sprintf(`{"order_id":%s,"order_address_id":%s,"items":[{"order_product_id":%d,"quantity":3}]}`, id, field(t, part[0], "order_address_id"), lines[0].ID))
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Equal(t, fmt.Sprintf(`Only 2 of "Tar" (order_product_id %d) are left to ship, not 3.`, lines[0].ID), failure.Message)
	assert.Equal(t, []registry.FieldFault{{Path: "/items/0/quantity", Message: failure.Message}}, failure.Fields)

	rest := engine.records(t, "create_order_fulfillment", `{"order_id":`+id+`}`)
	assert.JSONEq(t, fmt.Sprintf(`[{"order_product_id":%d,"product_id":0,"quantity":2},{"order_product_id":%d,"product_id":0,"quantity":1}]`, lines[0].ID, lines[1].ID), field(t, rest[0], "items"))
	assert.Equal(t, `"Shipped"`, field(t, engine.records(t, "get_orders", `{"external_order_id":"SO-1"}`)[0], "status"))

	failure = engine.failure(t.Context(), t, "create_order_fulfillment", `{"order_id":`+id+`}`)
	assert.Equal(t, registry.Conflict, failure.Type)
	assert.Contains(t, failure.Message, "is shipped already")
}

func TestAnOrderThatIsRefusedNamesTheFieldOfTheInput(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	for input, path := range map[string]string{
		`{"billing_address":{"zip":"118 20"},"products":[{"product_id":99999999,"quantity":1}]}`:                                                       "/products/0/product_id",
		fmt.Sprintf(guestOrder, `,"customer_id":99999999`):                                                                                             "/customer_id",
		fmt.Sprintf(guestOrder, `,"channel_id":77`):                                                                                                    "/channel_id",
		fmt.Sprintf(guestOrder, `,"shipping_addresses":[{"email":"nobody"}]`):                                                                          "/shipping_addresses/0/email",
		`{"billing_address":{"zip":"118 20"},"consignments":{"pickups":[{"pickup_method_id":1,"line_items":[{"product_id":99999999,"quantity":1}]}]}}`: "/consignments/pickups/0/line_items/0/product_id",
	} {
		failure := engine.failure(t.Context(), t, "create_order", input)
		assert.Equal(t, registry.InvalidInput, failure.Type, input)
		assert.Equal(t, 400, failure.Status, input)
		require.Len(t, failure.Fields, 1, input)
		assert.Equal(t, path, failure.Fields[0].Path, input)
	}
}

func TestShipmentsOfOneOrderInABatchGoOneAfterTheOther(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	orders, _ := engine.batch(t.Context(), t, store, "create_order", slices.Repeat([]string{fmt.Sprintf(guestOrder, "")}, 3)...)
	require.Empty(t, failed(t, orders))
	var batch []string
	for _, order := range orders {
		id := field(t, order.Records[0], "id")
		line := field(t, engine.records(t, "get_order_products", `{"order_id":`+id+`}`)[0], "id")
		for range 4 { // of three pieces
			batch = append(batch, fmt.Sprintf(`{"order_id":%s,"items":[{"order_product_id":%s,"quantity":1}]}`, id, line))
		}
	}
	outcomes, _ := engine.batch(t.Context(), t, store, "create_order_fulfillment", batch...)
	assert.Equal(t, map[int]registry.FailureType{3: registry.InvalidInput, 7: registry.InvalidInput, 11: registry.InvalidInput}, failed(t, outcomes))
}

func TestOrdersWithOneExternalOrderIDInABatchKeepTheirOrder(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	var batch []string
	for i := range 12 {
		batch = append(batch, fmt.Sprintf(guestOrder, fmt.Sprintf(`,"external_order_id":"SO-%d","staff_notes":"%d"`, i%2, i)))
	}
	outcomes, requests := engine.batch(t.Context(), t, store, "create_order", batch...)
	require.Empty(t, failed(t, outcomes))
	assert.Equal(t, 12, requests)
	last := map[int]int{}
	for i, outcome := range outcomes {
		id, err := strconv.Atoi(field(t, outcome.Records[0], "id"))
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%q", strconv.Itoa(i)), field(t, outcome.Records[0], "staff_notes"))
		assert.Greater(t, id, last[i%2])
		last[i%2] = id
	}
}

func TestALostAnswerToAnOrderOrAShipmentIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore()
		engine := inMemory(t, store)
		order := engine.records(t, "create_order", fmt.Sprintf(guestOrder, ""))[0]
		id := field(t, order, "id")
		before := store.Stats().Requests
		store.AddFault(sandbox.Fault{Method: http.MethodPost, PathPattern: "/v2/orders*", Status: http.StatusGatewayTimeout})
		store.AddFault(sandbox.Fault{Method: http.MethodPost, PathPattern: "/v2/orders/*/shipments", Status: http.StatusGatewayTimeout})
		failure := engine.failure(t.Context(), t, "create_order", fmt.Sprintf(guestOrder, ""))
		assert.Equal(t, registry.OutcomeUnknown, failure.Type)
		failure = engine.failure(t.Context(), t, "create_order_fulfillment", `{"order_id":`+id+`}`)
		assert.Equal(t, registry.OutcomeUnknown, failure.Type)
		for _, route := range []string{"POST /v2/orders", "POST /v2/orders/{order_id}/shipments"} {
			assert.Equal(t, 1, store.Stats().Requests[route]-before[route], route)
		}
	})
}
