package bigcommerce

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

	"github.com/appseconnect/bigcommerce-connector/value"
)

func TestAPageTellsTheStoresClock(t *testing.T) {
	t.Parallel()
	for header, wanted := range map[string]time.Time{
		"":                              {},
		"yesterday":                     {},
		"Tue, 05 Mar 2019 21:40:11 GMT": time.Date(2019, 3, 5, 21, 40, 11, 0, time.UTC),
	} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", testRoot+"/v2/orders", answer(http.StatusOK, `[{"id":1}]`, "Date", header))
		page, err := client.Orders.List(t.Context(), OrderQuery{}, PageOptions{})
		require.NoError(t, err)
		assert.Equal(t, wanted, page.Date)
		got, err := client.get(t.Context(), "/v2/orders")
		require.NoError(t, err)
		assert.Equal(t, wanted, got.Date())

		mock.RegisterResponder("GET", testRoot+"/v2/orders", answer(http.StatusNoContent, "", "Date", header))
		page, err = client.Orders.List(t.Context(), OrderQuery{}, PageOptions{})
		require.NoError(t, err)
		assert.Equal(t, wanted, page.Date, "an empty page tells it, too")
	}
	assert.Zero(t, Response{}.Date())
}

func TestRefundsAreReadToTheLastPage(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	const all = 100 // two full pages: only the empty third one is the end
	mock.RegisterResponder("GET", testRoot+"/v3/orders/payment_actions/refunds", func(req *http.Request) (*http.Response, error) {
		query := req.URL.Query()
		require.Equal(t, "2024-01-02T03:04:05Z", query.Get("created:min"))
		require.Equal(t, "77", query.Get("transaction_id"))
		number, _ := strconv.Atoi(query.Get("page"))
		limit, _ := strconv.Atoi(query.Get("limit"))
		var refunds []string
		for id := (max(number, 1)-1)*limit + 1; id <= max(number, 1)*limit && id <= all; id++ {
			refunds = append(refunds, fmt.Sprintf(`{"id":%d}`, id))
		}
		return answer(http.StatusOK, `{"data":[`+strings.Join(refunds, ",")+`],"meta":{}}`)(req)
	})
	filters := RefundQuery{
		CreatedMin:       value.Of(value.Date{Time: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)}),
		OrderRefundQuery: OrderRefundQuery{TransactionID: value.Of("77")},
	}
	count := 0
	for _, err := range client.Refunds.All(t.Context(), filters, ListOptions{}) {
		require.NoError(t, err)
		count++
	}
	assert.Equal(t, all, count)
	page, err := client.Refunds.List(t.Context(), filters, PageOptions{Limit: 10})
	require.NoError(t, err)
	assert.Len(t, page.Records, 10)
}

func TestRefund(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v3/orders/payment_actions/refunds/4", answer(http.StatusOK, `{"data":{"id":4,"order_id":118,"user_id":1,
		"created":"2024-05-14T09:34:00Z","reason":"","total_amount":109.10,"total_tax":-0.50,"uses_merchant_override_values":true,
		"items":[{"item_type":"PRODUCT","item_id":21,"reason":"broken","quantity":1,"requested_amount":null,"adjustments":[{"amount":-10.20,"description":"fee"}]},
			{"item_type":"SHIPPING","item_id":3,"requested_amount":"1.99"}],
		"payments":[{"id":9,"provider_id":"storecredit","amount":109.10,"offline":false,"is_declined":true,"declined_message":"no","transaction_id":"1234"}]},"meta":{}}`))
	record, err := client.Refunds.Get(t.Context(), 4)
	require.NoError(t, err)
	refund, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, value.Money("109.10"), refund.TotalAmount)
	assert.Equal(t, value.Money("-0.50"), refund.TotalTax)
	assert.Equal(t, 2024, refund.Created.Year())
	assert.Equal(t, value.Money("-10.20"), refund.Items[0].Adjustments[0].Amount)
	assert.Equal(t, value.Money("1.99"), refund.Items[1].RequestedAmount)
	assert.True(t, refund.Payments[0].IsDeclined)

	mock.RegisterNoResponder(answer(http.StatusNotFound, `{"status":404,"title":"x"}`))
	_, err = client.Refunds.Get(t.Context(), 5)
	require.ErrorIs(t, err, ErrNotFound)
	assert.Equal(t, "There is no refund with refund_id 5.", asError(t, err).Message)
}

func TestShipments(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	const shipment = `{"id":6,"order_id":225,"customer_id":11,"order_address_id":127,"date_created":"Mon, 11 Mar 2019 17:22:08 +0000",
		"tracking_number":"EJ1","merchant_shipping_cost":"0.5000","shipping_provider":"carrier_7","tracking_carrier":"","comments":null,
		"shipping_address":{"zip":"78751"},"items":[{"order_product_id":188,"product_id":0,"quantity":1}]}`
	mock.RegisterResponder("GET", testRoot+"/v2/orders/225/shipments/6", answer(http.StatusOK, shipment))
	mock.RegisterResponder("GET", testRoot+"/v2/orders/225/shipments", answer(http.StatusOK, "["+shipment+"]"))
	mock.RegisterResponder("GET", testRoot+"/v2/orders/226/shipments", answer(http.StatusNoContent, ""))
	mock.RegisterNoResponder(answer(http.StatusNotFound, `[{"status":404,"message":"x"}]`))
	record, err := client.Shipments.Get(t.Context(), 225, 6)
	require.NoError(t, err)
	decoded, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, value.MoneyText("0.5000"), decoded.MerchantShippingCost.Or(""))
	assert.Equal(t, 2019, decoded.DateCreated.Year())
	assert.Equal(t, "78751", decoded.ShippingAddress.Zip.Or(""))
	assert.Equal(t, []ShipmentItem{{ShipmentItemFields: ShipmentItemFields{OrderProductID: 188, Quantity: 1}}}, decoded.Items)

	counts := map[int64]int{}
	for _, order := range []int64{225, 226} {
		for _, err := range client.Shipments.All(t.Context(), order) {
			require.NoError(t, err)
			counts[order]++
		}
	}
	assert.Equal(t, map[int64]int{225: 1}, counts)
	for _, err := range client.Shipments.All(t.Context(), 7) {
		require.ErrorIs(t, err, ErrNotFound)
		assert.Equal(t, "There is no order with order_id 7.", asError(t, err).Message)
	}
	_, err = client.Shipments.Get(t.Context(), 225, 7)
	assert.Equal(t, "There is no shipment with shipment_id 7 in the order with order_id 225.", asError(t, err).Message)
}

func TestCart(t *testing.T) {
	t.Parallel()
	const id = "09346904-4175-44fd-be53-f7e598531b6c"
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v3/carts/"+id, answer(http.StatusOK, `{"data":{"id":"`+id+`","customer_id":0,"currency":{"code":"USD"},
		"tax_included":false,"base_amount":64.990,"cart_amount":59.99,"coupons":[{"id":"1","code":"A","coupon_type":0,"discounted_amount":5}],"discounts":[{"id":"coupon","discounted_amount":5}],
		"line_items":{"physical_items":[{"id":"a","parent_id":null,"variant_id":358,"quantity":2,"coupons":0,"discounts":[{"id":3,"discounted_amount":2.5}],"list_price":32.495}],
			"digital_items":[{"id":"b","coupons":[{"id":6,"code":"A","discountType":3,"discountAmount":3,"expiresDate":0,"totalDiscount":4.19}],"download_file_urls":["u"]}],
			"gift_certificates":[{"id":"c","amount":10,"sender":{"name":"J"}}],"custom_items":[{"id":"d","quantity":"2","list_price":4.50}]},
		"created_time":"2019-01-01T00:00:00Z","updated_time":"2019-01-02T00:00:00+00:00","promotions":{"banners":{"id":"1","page":["HOME"]}},"version":3},"meta":{}}`))
	record, err := client.Carts.Get(t.Context(), " "+id+" ")
	require.NoError(t, err)
	cart, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, value.Money("64.990"), cart.BaseAmount)
	assert.Empty(t, cart.LineItems.PhysicalItems[0].Coupons, "a number in the place of the list")
	assert.Equal(t, value.Money("32.495"), cart.LineItems.PhysicalItems[0].ListPrice)
	assert.Equal(t, value.Money("4.19"), cart.LineItems.DigitalItems[0].Coupons[0].TotalDiscount)
	assert.Equal(t, value.MoneyText("4.50"), cart.LineItems.CustomItems[0].ListPrice)
	assert.Equal(t, CartBanners{{ID: "1", Page: []string{"HOME"}}}, cart.Promotions.Banners)
	require.NoError(t, json.Unmarshal([]byte(`[{"id":"1"},{"id":"2"}]`), &cart.Promotions.Banners))
	assert.Len(t, cart.Promotions.Banners, 2)

	calls := mock.GetTotalCallCount()
	for _, wrong := range []string{"", "7", "..", id[1:], id + "/items", strings.ReplaceAll(id, "-", "")} {
		_, err := client.Carts.Get(t.Context(), wrong)
		require.ErrorIs(t, err, ErrInvalid, wrong)
	}
	assert.Equal(t, calls, mock.GetTotalCallCount())

	mock.RegisterResponder("GET", testRoot+"/v3/carts/"+id, answer(http.StatusNotFound, `{"status":404,"title":"x"}`))
	_, err = client.Carts.Get(t.Context(), id)
	require.ErrorIs(t, err, ErrNotFound)
	mock.RegisterResponder("GET", testRoot+"/v3/carts/"+id, answer(http.StatusForbidden, `{"status":403,"title":"x"}`))
	_, err = client.Carts.Get(t.Context(), id)
	require.ErrorContains(t, err, `the OAuth scope "Carts" (read-only or modify; store_cart)`)
}

func TestInventoryItems(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	const item = `{"identity":{"sku":"RE-130","variant_id":79,"product_id":120,"sku_id":null},"locations":[{"location_id":1,"location_code":"BC-LOCATION-1",
		"location_name":"Default location","available_to_sell":10,"total_inventory_onhand":11,"location_enabled":true,
		"settings":{"safety_stock":1,"is_in_stock":true,"warning_level":1,"bin_picking_number":"1"}}]}`
	asked := map[string]bool{}
	mock.RegisterResponder("GET", testRoot+"/v3/inventory/items", func(req *http.Request) (*http.Response, error) {
		require.Equal(t, "2,3", req.URL.Query().Get("location_id:in"))
		for id := range strings.SplitSeq(req.URL.Query().Get("product_id:in"), ",") {
			require.False(t, asked[id])
			asked[id] = true
		}
		return answer(http.StatusOK, `{"data":[`+item+`],"meta":{"pagination":{"total":1}}}`)(req)
	})
	var products value.List[int64]
	for id := range 1000 {
		products = append(products, int64(id+1))
	}
	count := 0
	for record, err := range client.Inventory.Items(t.Context(), InventoryItemQuery{ProductIDIn: products, LocationIDIn: value.List[int64]{2, 3}}, ListOptions{}) {
		require.NoError(t, err)
		decoded, err := record.Decode()
		require.NoError(t, err)
		assert.True(t, decoded.Identity.SKUID.IsNull())
		assert.Equal(t, int64(10), decoded.Locations[0].AvailableToSell)
		assert.Equal(t, int64(1), decoded.Locations[0].Settings.SafetyStock)
		count++
	}
	assert.Equal(t, 1, count, "the same item in every part")
	assert.Len(t, asked, 1000)
	assert.Greater(t, mock.GetTotalCallCount(), 1)

	calls := mock.GetTotalCallCount()
	for _, err := range client.Inventory.Items(t.Context(), InventoryItemQuery{LocationIDIn: products}, ListOptions{}) {
		require.ErrorIs(t, err, ErrInvalid, "parts would tear the locations of an item apart")
	}
	_, err := client.Inventory.List(t.Context(), InventoryItemQuery{}, PageOptions{Limit: 1001})
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, calls, mock.GetTotalCallCount())
}

func TestAPageOfInventoryHasUpToAThousandItems(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v3/inventory/items", "limit=1000&sku:in=A,B", answer(http.StatusOK, `{"data":[],"meta":{}}`))
	page, err := client.Inventory.List(t.Context(), InventoryItemQuery{SKUIn: value.List[string]{"A", "B"}}, PageOptions{})
	require.NoError(t, err)
	assert.Empty(t, page.Records)
}
