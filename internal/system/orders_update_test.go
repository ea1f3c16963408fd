package system

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// guest makes an order of two custom products and returns its number and those of its lines.
func (e *engine) guest(t *testing.T, more string) (order string, lines []string) {
	t.Helper()
	order = field(t, e.records(t, "create_order", fmt.Sprintf(guestOrder, more))[0], "id")
	for _, line := range e.records(t, "get_order_products", `{"order_id":`+order+`}`) {
		lines = append(lines, field(t, line, "id"))
	}
	return order, lines
}

func TestAnOrderIsChangedInItsLinesFeesAndFields(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	order, lines := engine.guest(t, `,"fees":[{"display_name_customer":"Ice","cost_ex_tax":1,"cost_inc_tax":1.25}]`)
	fees := engine.records(t, "get_order", `{"order_id":`+order+`,"include":["fees"]}`)
	require.Contains(t, field(t, fees[0], "fees"), "Ice")

	changed := engine.records(t, "update_order", fmt.Sprintf(`{"order_id":%s,"ip_address":"192.0.2.17","products":[{"id":%s,"quantity":2},{"id":%s,"quantity":0},
		{"name":"Pitch","quantity":1,"price_ex_tax":2,"price_inc_tax":2.5}],"fees":[{"display_name_customer":"Crate","cost_ex_tax":2,"cost_inc_tax":2.5}]}`, order, lines[0], lines[1]))
	require.Len(t, changed, 1)
	assert.Equal(t, `"27.5000"`, field(t, changed[0], "subtotal_inc_tax"), "two of Tar and a Pitch")
	assert.Equal(t, `"30.0000"`, field(t, changed[0], "total_inc_tax"), "the new fee is in it, the old one is not")
	changed = engine.records(t, "update_order", `{"order_id":`+order+`,"ip_address_v6":"2001:db8::17","fees":null}`)
	assert.Equal(t, `""`, field(t, changed[0], "ip_address"), "one address drives the other out")
	assert.Equal(t, `"27.5000"`, field(t, changed[0], "total_inc_tax"), "no fee is left")

	engine.records(t, "update_order", `{"order_id":`+order+`,"external_merchant_id":"M-1"}`)
	failure := engine.failure(t.Context(), t, "update_order", `{"order_id":`+order+`,"external_merchant_id":"M-2"}`)
	assert.Equal(t, "/external_merchant_id", failure.Fields[0].Path)
	failure = engine.failure(t.Context(), t, "update_order", `{"order_id":`+order+`,"products":[{"id":1,"quantity":2}]}`)
	assert.Equal(t, "/products/0/id", failure.Fields[0].Path)
}

func TestALineWhoseAnswerIsLostIsNotAddedTwice(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	order, lines := engine.guest(t, "")
	store.AddFault(sandbox.Fault{Method: http.MethodPut, Times: 1, Commit: true, Drop: true})
	failure := engine.failure(t.Context(), t, "update_order", `{"order_id":`+order+`,"products":[{"name":"Pitch","quantity":1,"price_ex_tax":2,"price_inc_tax":2.5}]}`)
	assert.Equal(t, registry.OutcomeUnknown, failure.Type)
	assert.False(t, failure.Retryable)
	assert.Len(t, engine.records(t, "get_order_products", `{"order_id":`+order+`}`), 3)

	store.ClearFaults()
	store.AddFault(sandbox.Fault{Method: http.MethodPut, Times: 1, Commit: true, Drop: true})
	changed := engine.records(t, "update_order", fmt.Sprintf(`{"order_id":%s,"products":[{"id":%s,"quantity":7}]}`, order, lines[0]))
	assert.Equal(t, "9", field(t, changed[0], "items_total"), "what only sets a field is sent again")
}

func TestOrdersAreChangedAndFoundByTheMerchantsLabel(t *testing.T) {
	t.Parallel()
	store := newStore()
	require.NoError(t, store.RenameOrderStatus(9, "Packed & ready"))
	engine := onLoopback(t, store)
	order, _ := engine.guest(t, `,"staff_notes":"n"`)
	changed := engine.records(t, "update_order_status", `{"order_id":`+order+`,"status_id":"packed & ready"}`)
	assert.Equal(t, "9", field(t, changed[0], "status_id"))
	assert.Equal(t, `"Packed & ready"`, field(t, changed[0], "custom_status"))
	packed := `{"status_id":"PACKED & ready","min_id":` + order + `}`
	assert.Equal(t, order, field(t, engine.records(t, "get_orders", packed)[0], "id"))
	assert.Equal(t, "1", field(t, engine.records(t, "count_orders", packed)[0], "count"))
	statuses := engine.records(t, "get_order_statuses", `{}`)
	require.Len(t, statuses, 15)
	assert.Equal(t, `"Packed & ready"`, field(t, statuses[9], "custom_label"))
	failure := engine.failure(t.Context(), t, "update_order_status", `{"order_id":`+order+`,"status_id":"Lost"}`)
	assert.Contains(t, failure.Message, "9 (Packed & ready)")
}

func TestAnArchivedOrderIsFoundByItsNumberAndComesBack(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	order, _ := engine.guest(t, `,"external_order_id":"SO-77"`)
	count := func() string {
		return field(t, engine.records(t, "count_orders", `{"external_order_id":"SO-77"}`)[0], "count")
	}
	require.Equal(t, "1", count())
	archived := engine.records(t, "archive_order", `{"order_id":`+order+`}`)
	assert.JSONEq(t, `{"id":`+order+`,"deleted":true}`, string(archived[0]))
	assert.Equal(t, "0", count())
	assert.Equal(t, "true", field(t, engine.records(t, "get_order", `{"order_id":`+order+`}`)[0], "is_deleted"))
	engine.records(t, "update_order", `{"order_id":`+order+`,"is_deleted":false}`)
	assert.Equal(t, "1", count())
	assert.Empty(t, engine.records(t, "get_order", `{"order_id":99999999}`))
}

func TestAShipmentIsChangedButForItsItems(t *testing.T) {
	t.Parallel()
	engine := onLoopback(t, newStore())
	order, _ := engine.guest(t, "")
	assert.Empty(t, engine.records(t, "get_order_shipments", `{"order_id":`+order+`}`))
	shipment := field(t, engine.records(t, "create_order_fulfillment", `{"order_id":`+order+`}`)[0], "id")
	changed := engine.records(t, "update_order_shipment", `{"order_id":`+order+`,"shipment_id":`+shipment+`,"tracking_number":"T9","shipping_provider":"fedex"}`)
	assert.Equal(t, `"https://www.aftership.com/track/fedex/T9"`, field(t, changed[0], "generated_tracking_link"))
	assert.Equal(t, `"T9"`, field(t, engine.records(t, "get_order_shipments", `{"order_id":`+order+`}`)[0], "tracking_number"))
	failure := engine.failure(t.Context(), t, "update_order_shipment", `{"order_id":`+order+`,"shipment_id":`+shipment+`,"items":[]}`)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Len(t, engine.records(t, "get_order_taxes", `{"order_id":`+order+`,"details":true}`), 2)
}
