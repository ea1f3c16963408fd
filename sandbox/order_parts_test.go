package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestTaxesAreTheSumsOfEachAddress(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := orderPath(t, create(t, store, `{`+billing+`,`+customItems+`,"shipping_cost_ex_tax":5,"shipping_cost_inc_tax":5.5}`))
	address := get(t, store, path+"/shipping_addresses").at(t, 0, "id")
	taxes := get(t, store, path+"/taxes")
	require.Len(t, taxes.rows(t), 1, taxes.text)
	assert.Equal(t, address, taxes.at(t, 0, "order_address_id"))
	assert.Equal(t, "5.9999", taxes.at(t, 0, "line_amount"), "three splicings at 1.8333 and the shipping at 0.5")
	assert.NotContains(t, taxes.text, "line_item_type")
}

func TestDetailedTaxesTellLinesAndCosts(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := orderPath(t, create(t, store, `{`+billing+`,`+customItems+`,"shipping_cost_ex_tax":5,"shipping_cost_inc_tax":5.5}`))
	line := get(t, store, path+"/products").id(t, 0, "id")
	taxes := get(t, store, path+"/taxes?details=true")
	assert.Equal(t, []any{"item", "shipping"}, taxes.column(t, "line_item_type"), "what bears no tax is not told")
	assert.Equal(t, []any{fmt.Sprint(line), ""}, taxes.column(t, "order_product_id"))
	assert.Equal(t, []any{"5.4999", "0.5000"}, taxes.column(t, "line_amount"))
}

func TestAnOrderWithoutTaxesAnswersWithNothing(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := orderPath(t, create(t, store, `{`+billing+`,"products":[{"name":"Tar","quantity":1,"price_ex_tax":2,"price_inc_tax":2}]}`))
	assert.Equal(t, http.StatusNoContent, get(t, store, path+"/taxes").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v2/orders/99999999/taxes").status)
	assert.Equal(t, http.StatusBadRequest, get(t, store, path+"/taxes?colour=red").status)
}

// withMessages is the path of a seeded order with messages.
func withMessages(t *testing.T, store http.Handler) string {
	t.Helper()
	for _, id := range get(t, store, "/v2/orders?limit=250").column(t, "id") {
		path := fmt.Sprintf("/v2/orders/%.0f", id)
		if get(t, store, path+"/messages").status == http.StatusOK {
			return path
		}
	}
	t.Fatal("no order has messages")
	return ""
}

func TestMessagesAreFiltered(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	messages := withMessages(t, store) + "/messages"
	all := get(t, store, messages)
	require.Len(t, all.rows(t), 2)
	first := all.rows(t)[0]
	assert.Contains(t, first["customer"].(map[string]any)["resource"], "/customers/")
	for query, want := range map[string]int{
		"?status=read": 1, "?status=unread": 1, "?is_flagged=true": 1, "?is_flagged=false": 1, "?limit=1&page=2": 1, "?min_id=1": 2,
		fmt.Sprintf("?customer_id=%.0f", first["customer_id"]):     2,
		fmt.Sprintf("?max_id=%.0f", first["id"]):                   1,
		"?min_date_created=2015-01-01&max_date_created=2100-01-01": 2,
	} {
		assert.Len(t, get(t, store, messages+query).rows(t), want, query)
	}
	assert.Equal(t, http.StatusNoContent, get(t, store, messages+"?max_id=1").status)
	assert.Equal(t, http.StatusBadRequest, get(t, store, messages+"?status=lost").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v2/orders/99999999/messages").status)
}

func TestARenamedStatusKeepsItsNumberAndName(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	require.NoError(t, store.RenameOrderStatus(9, "Packed"))
	require.Error(t, store.RenameOrderStatus(15, "Lost"))
	made := create(t, store, `{`+billing+`,`+customItems+`,"status_id":9}`)
	assert.Equal(t, "Awaiting Shipment", made.at(t, "status"))
	assert.Equal(t, "Packed", made.at(t, "custom_status"))
	status := get(t, store, "/v2/order_statuses/9")
	assert.Equal(t, "Packed", status.at(t, "custom_label"))
	assert.Equal(t, "Awaiting Shipment", status.at(t, "system_label"))
	assert.Equal(t, "Packed", get(t, store, "/v2/order_statuses").at(t, 9, "custom_label"))
	assert.Equal(t, "Packed", get(t, store, "/v2/orders/count").at(t, "statuses", 9, "custom_label"))
}

func TestLinesOfAPickupAreChanged(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := create(t, store, `{`+billing+`,"consignments":{"pickups":[{"pickup_method_id":1,"line_items":[{"name":"Tar","quantity":1,"price_ex_tax":2,"price_inc_tax":2.5}]}]}}`)
	path := orderPath(t, made)
	line := get(t, store, path+"/products").id(t, 0, "id")
	pickup := get(t, store, path+"/consignments").id(t, "pickups", 0, "id")
	changed := send(t, store, http.MethodPut, path, fmt.Sprintf(`{"consignments":{"pickups":[{"id":%d,"line_items":[{"id":%d,"quantity":4}]}]}}`, pickup, line))
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, "10.0000", changed.at(t, "total_inc_tax"))
	refused := send(t, store, http.MethodPut, path, fmt.Sprintf(`{"consignments":{"pickups":[{"id":%d,"line_items":[{"id":1,"quantity":4}]}]}}`, pickup))
	assert.Equal(t, http.StatusBadRequest, refused.status)
	assert.Contains(t, refused.text, "consignments.pickups.0.line_items.0.id")
}
