package bigcommerce

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// changedLine is a line by its id, with a quantity.
func changedLine(id, quantity int64) OrderProductUpdate {
	var line OrderProductUpdate
	if id > 0 {
		line.ID = value.Of(id)
	}
	line.Quantity = value.Of(quantity)
	return line
}

func TestAChangeOfAnOrderIsRepeatedOnlyWhenItSetsFields(t *testing.T) {
	t.Parallel()
	lines := func(lines ...OrderProductUpdate) OrderUpdate { return OrderUpdate{Products: value.Of(lines)} }
	fees := func(fees ...OrderFeeUpdate) OrderUpdate { return OrderUpdate{Fees: value.Of(fees)} }
	notes := OrderUpdate{}
	notes.StaffNotes = value.Of("n")
	unknown := notes
	unknown.AdditionalFields = map[string]json.RawMessage{"gift": json.RawMessage(`1`)}
	for name, test := range map[string]struct {
		change     OrderUpdate
		repeatable bool
	}{
		"a field":                         {notes, true},
		"a line by its id":                {lines(changedLine(21, 3)), true},
		"a line by its id, no quantity":   {lines(OrderProductUpdate{ID: value.Of[int64](21)}), true},
		"an added line":                   {lines(changedLine(21, 3), changedLine(0, 1)), false},
		"a removed line":                  {lines(changedLine(21, 0)), false},
		"a fee by its id":                 {fees(OrderFeeUpdate{ID: value.Of[int64](5)}), true},
		"no fees":                         {fees(), true},
		"an added fee":                    {fees(OrderFeeUpdate{ID: value.Of[int64](5)}, OrderFeeUpdate{}), false},
		"a line added to a pickup":        {OrderUpdate{Consignments: value.Of(OrderConsignmentsUpdate{Pickups: []PickupConsignmentUpdate{{ID: 1, LineItems: value.Of([]OrderProductUpdate{changedLine(0, 1)})}}})}, false},
		"the text of a pickup":            {OrderUpdate{Consignments: value.Of(OrderConsignmentsUpdate{Pickups: []PickupConsignmentUpdate{{ID: 1}}})}, true},
		"what the connector doesn't know": {unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.repeatable, test.change.Repeatable())
		})
	}
}

func TestAChangedOrderIsSentWithoutWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	var body []byte
	mock.RegisterResponder("PUT", testRoot+"/v2/orders/118", func(req *http.Request) (*http.Response, error) {
		body, _ = io.ReadAll(req.Body)
		return answer(http.StatusOK, `{"id":118,"weird":1.10}`)(req)
	})
	change := OrderUpdate{Products: value.Of([]OrderProductUpdate{changedLine(21, 0)}), Fees: value.Of([]OrderFeeUpdate{}), IsDeleted: value.Of(false)}
	change.StatusID = value.Of[OrderStatusChoice](" shipped ")

	changed, err := client.Orders.Update(t.Context(), 118, change)

	require.NoError(t, err)
	assert.Equal(t, `{"id":118,"weird":1.10}`, string(changed.JSON()))
	assert.Equal(t, `{"status_id":2,"products":[{"id":21,"quantity":0}],"fees":[],"is_deleted":false}`, string(body))
}

func TestNoRequestArchivesAllOrders(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	for _, id := range []int64{0, -1} {
		_, err := client.Orders.Archive(t.Context(), id)
		require.ErrorIs(t, err, ErrInvalid)
	}
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestAnArchivedOrderIsNamed(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("DELETE", testRoot+"/v2/orders/118", answer(http.StatusNoContent, ""))
	archived, err := client.Orders.Archive(t.Context(), 118)
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":118,"deleted":true}`, string(archived.JSON()))
}

func TestOrdersAreCountedWithoutSortingAndIncluding(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/count", "status_id=2", answer(http.StatusOK, `{"count":3,"statuses":[{"id":2,"custom_label":"On its way","count":3}]}`))
	query := OrderQuery{StatusID: value.Of(OrderStatusByID(2)), Sort: value.Of[OrderSort]("id:desc")}
	query.Include = value.List[OrderInclude]{"consignments"}
	record, err := client.Orders.Count(t.Context(), query)
	require.NoError(t, err)
	count, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, int64(3), count.Count)
	assert.Equal(t, "On its way", count.Statuses[0].CustomLabel.Or(""))
}

func TestAnExpandedOrderIsReadWithItsLists(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118,"products":{"resource":"r"}}`))
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/118/products", "limit=250", answer(http.StatusOK, `[{"id":21}]`))
	order, err := client.Orders.GetExpanded(t.Context(), 118, OrderSelection{}, "products", "products")
	require.NoError(t, err)
	assert.Equal(t, `{"id":118,"products":[{"id":21}]}`, string(order.JSON()))
}

func TestAnOrderThatIsNotThereIsNotExpanded(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118", answer(http.StatusNotFound, `[{"status":404,"message":"gone"}]`))
	_, err := client.Orders.GetExpanded(t.Context(), 118, OrderSelection{}, "products")
	require.ErrorIs(t, err, ErrNotFound)
	assert.Equal(t, 1, mock.GetTotalCallCount())
}

func TestAShipmentsItemsAreNeverSent(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	change := ShipmentUpdate{Additional: Additional{AdditionalFields: map[string]json.RawMessage{"items": json.RawMessage(`[]`)}}}
	_, err := client.Shipments.Update(t.Context(), 118, 6, change)
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, "/additional_fields/items", asError(t, err).Fields[0].Path)
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestFiltersOfMessagesAreChecked(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/118/messages", "is_flagged=false&limit=250&status=unread", answer(http.StatusOK, `[{"id":1}]`))
	query := OrderMessageQuery{IsFlagged: value.Of(false), Status: value.Of[OrderMessageStatus]("unread")}
	for record, err := range client.Orders.Messages(t.Context(), 118, query) {
		require.NoError(t, err)
		assert.Equal(t, `{"id":1}`, string(record.JSON()))
	}
	assert.Equal(t, 1, mock.GetTotalCallCount())
}
