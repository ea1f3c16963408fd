package bigcommerce

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// shipmentOf is a shipment to make, of lines and their quantities in turn.
func shipmentOf(trackingNumber string, items ...int64) ShipmentCreate {
	var shipment ShipmentCreate
	if trackingNumber != "" {
		shipment.TrackingNumber = value.Of(trackingNumber)
	}
	var listed []ShipmentItemCreate
	for i := 0; i < len(items); i += 2 {
		listed = append(listed, ShipmentItemCreate{ShipmentItemFields{OrderProductID: items[i], Quantity: items[i+1]}})
	}
	if len(listed) > 0 {
		shipment.Items = value.Of(listed)
	}
	return shipment
}

func TestEverythingThatIsLeftIsShippedWhateverItsPages(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	page := func(from, count int) string {
		lines := make([]string, count)
		for i := range lines {
			lines[i] = fmt.Sprintf(`{"id":%d,"order_address_id":13,"type":"physical","quantity":2,"quantity_shipped":%d}`, from+i, (from+i)%3)
		}
		return "[" + strings.Join(lines, ",") + "]"
	}
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/118/products", "limit=250", answer(http.StatusOK, page(0, 250)))
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/118/products", "limit=250&page=2", answer(http.StatusOK, page(250, 50)))
	var sent struct {
		Address int64                `json:"order_address_id"`
		Items   []ShipmentItemFields `json:"items"`
	}
	mock.RegisterResponder("POST", testRoot+"/v2/orders/118/shipments", func(req *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(req.Body)
		assert.NoError(t, json.Unmarshal(body, &sent))
		return answer(http.StatusCreated, `{"id":6}`)(req)
	})
	_, err := client.Shipments.Create(t.Context(), 118, ShipmentCreate{})
	require.NoError(t, err)
	assert.Equal(t, int64(13), sent.Address)
	assert.Len(t, sent.Items, 200, "a third is shipped already")
	assert.Equal(t, ShipmentItemFields{OrderProductID: 1, Quantity: 1}, sent.Items[1])
	assert.Equal(t, ShipmentItemFields{OrderProductID: 298, Quantity: 1}, sent.Items[199])
}

func TestAShipmentThatCanNotBeIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	shipment := shipmentOf("", 0, 0)
	shipment.OrderAddressID, shipment.MerchantShippingCost = value.Of[int64](0), value.Of[value.MoneyText]("-1")
	shipment.AdditionalFields = map[string]json.RawMessage{"customer_id": json.RawMessage("1")}
	_, err := client.Shipments.Create(t.Context(), 118, shipment)
	require.ErrorIs(t, err, ErrInvalid)
	var paths []string
	for _, fault := range asError(t, err).Fields {
		paths = append(paths, fault.Path)
	}
	assert.Equal(t, []string{"/order_address_id", "/merchant_shipping_cost", "/items/0/order_product_id", "/items/0/quantity", "/additional_fields/customer_id"}, paths)
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestOfManyAddressesTheCallerChooses(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	addresses := make([]string, 12)
	for i := range addresses {
		addresses[i] = fmt.Sprintf(`{"id":%d,"city":"City %d"}`, i+1, i+1)
	}
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118/products", answer(http.StatusOK,
		`[{"id":21,"order_address_id":1,"type":"physical","quantity":1},{"id":22,"order_address_id":2,"type":"physical","quantity":1}]`))
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118/shipping_addresses", answer(http.StatusOK, "["+strings.Join(addresses, ",")+"]"))
	_, err := client.Shipments.Create(t.Context(), 118, ShipmentCreate{})
	failure := asError(t, err)
	assert.Equal(t, KindInvalid, failure.Kind)
	assert.Contains(t, failure.Message, "10 (City 10), and 2 more.")
	assert.Len(t, failure.Details["order_address_ids"], 12)
}

func TestLinesMayHaveNumbersAsText(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118/products", answer(http.StatusOK,
		`[{"id":"21","order_address_id":"13","type":"physical","name":null,"quantity":"3","quantity_shipped":null,"weight":[]}]`))
	mock.RegisterMatcherResponder("POST", testRoot+"/v2/orders/118/shipments",
		httpmock.BodyContainsString(`{"order_address_id":13,"items":[{"order_product_id":21,"quantity":2}]}`), answer(http.StatusCreated, `{"id":6}`))
	_, err := client.Shipments.Create(t.Context(), 118, shipmentOf("", 21, 2))
	require.NoError(t, err)
}

func TestShipmentsAlikeHaveTheSameTrackingNumberAndItems(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/118/shipments", answer(http.StatusOK, `[
		{"id":1,"tracking_number":"T1","items":[{"order_product_id":22,"product_id":0,"quantity":1},{"order_product_id":21,"product_id":7,"quantity":2}]},
		{"id":2,"tracking_number":"T2","items":[{"order_product_id":21,"quantity":2},{"order_product_id":22,"quantity":1}]},
		{"id":3,"tracking_number":"T1","items":[{"order_product_id":21,"quantity":1},{"order_product_id":22,"quantity":1}]},
		{"id":4,"tracking_number":"T1","items":[{"order_product_id":21,"quantity":2}]},
		{"id":5,"tracking_number":"","items":[{"order_product_id":21,"quantity":2}]},
		{"id":6,"tracking_number":"T1","items":[{"order_product_id":21,"quantity":2},{"order_product_id":22,"quantity":1}]}]`))
	mock.RegisterNoResponder(answer(http.StatusNotFound, `[{"status":404,"message":"x"}]`))
	alike := func(sent ShipmentCreate) (ids []int64) {
		found, err := client.Shipments.like(t.Context(), 118, sent)
		require.NoError(t, err)
		for _, one := range found {
			ids = append(ids, idOf(one.JSON(), "id"))
		}
		return ids
	}
	assert.Equal(t, []int64{1, 6}, alike(shipmentOf("T1", 21, 1, 22, 1, 21, 1)))
	assert.Equal(t, []int64{5}, alike(shipmentOf("", 21, 2)))
	assert.Empty(t, alike(shipmentOf("T3", 21, 2)))
	_, err := client.Shipments.like(t.Context(), 7, shipmentOf("T1", 21, 2))
	require.ErrorIs(t, err, ErrNotFound)
}
