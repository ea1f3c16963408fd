package bigcommerce

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

func TestOrdersAreWalkedUpwardsFromTheGivenID(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	var queries []string
	mock.RegisterResponder("GET", testRoot+"/v2/orders", func(req *http.Request) (*http.Response, error) {
		queries = append(queries, req.URL.RawQuery)
		from, _ := strconv.Atoi(req.URL.Query().Get("min_id"))
		page := "["
		for id := max(from, 100); id < max(from, 100)+250 && id < 400; id++ {
			if len(page) > 1 {
				page += ","
			}
			page += `{"id":` + strconv.Itoa(id) + `}`
		}
		return answer(http.StatusOK, page+"]")(req)
	})
	count := 0
	for _, err := range client.Orders.All(t.Context(), OrderQuery{CreatedRange: CreatedRange{MinID: value.Of[int64](100)}, StatusID: value.Of(OrderStatusByID(11))}, ListOptions{}) {
		require.NoError(t, err)
		count++
	}
	assert.Equal(t, 300, count)
	assert.Equal(t, []string{"limit=250&min_id=100&sort=id:asc&status_id=11", "limit=250&min_id=350&sort=id:asc&status_id=11"}, queries)
}

func TestOrder(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders/118", "consignment_structure=object&include=consignments,fees", answer(http.StatusOK, `{
		"id":118,"status_id":0,"date_created":"Tue, 05 Mar 2019 21:40:11 +0000","date_shipped":"","total_inc_tax":"62.6790","discount_amount":0,
		"payment_provider_id":7,"external_id":null,"credit_card_type":null,"billing_address":{"zip":"78701","form_fields":[{"name":"a","value":["b"]}]},
		"products":{"url":"u","resource":"/orders/118/products"},"fees":[{"id":1,"cost_ex_tax":2.5,"tax_class_id":null}],
		"consignments":{"pickups":[],"shipping":[{"id":3,"cost_ex_tax":7.10,"line_items":[{"url":"u"},{"id":21,"weight":"1.0000"}]}],"email":{"gift_certificates":[]}}}`))
	record, err := client.Orders.Get(t.Context(), 118, OrderSelection{Include: value.List[OrderInclude]{"consignments", "fees"}})
	require.NoError(t, err)
	order, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, 2019, order.DateCreated.Year())
	assert.True(t, order.DateShipped.IsZero())
	assert.Equal(t, value.MoneyText("62.6790"), order.TotalIncTax.Or(""))
	assert.Equal(t, value.MoneyText("0"), order.DiscountAmount.Or(""))
	assert.JSONEq(t, "7", string(order.PaymentProviderID))
	assert.Equal(t, "/orders/118/products", order.Products.Resource)
	assert.Equal(t, value.MoneyText("2.5"), order.Fees[0].CostExTax)
	assert.True(t, order.Fees[0].TaxClassID.IsNull())
	shipping := order.Consignments.Shipping[0]
	assert.Equal(t, value.Money("7.10"), shipping.CostExTax)
	require.Len(t, shipping.LineItems, 2)
	assert.Equal(t, "u", shipping.LineItems[0].URL, "a link")
	assert.Zero(t, shipping.LineItems[0].ID, "a link is no goods")
	assert.Equal(t, value.MoneyText("1.0000"), shipping.LineItems[1].Weight)
}

func TestAnOrderThatDoesNotExist(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/7", answer(http.StatusNotFound, `[{"status":404,"message":"The requested resource was not found."}]`))
	_, err := client.Orders.Get(t.Context(), 7, OrderSelection{})
	require.ErrorIs(t, err, ErrNotFound)
	assert.Equal(t, "There is no order with order_id 7.", asError(t, err).Message)
}

func TestExpandStopsWithItsReader(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	var listed atomic.Int64
	mock.RegisterNoResponder(func(req *http.Request) (*http.Response, error) {
		return answer(http.StatusOK, `[{"id":1}]`)(req)
	})
	orders := func(yield func(Record[Order], error) bool) {
		for yield(NewRecord[Order](json.RawMessage(`{"id":1,"coupons":{}}`)), nil) {
			listed.Add(1)
		}
	}
	for record, err := range client.Orders.Expand(t.Context(), orders, "coupons") {
		require.NoError(t, err)
		assert.JSONEq(t, `{"id":1,"coupons":[{"id":1}]}`, string(record.JSON()))
		expanded, err := record.Decode()
		require.NoError(t, err)
		assert.Len(t, expanded.Coupons, 1)
		break
	}
	assert.LessOrEqual(t, listed.Load(), int64(expandedOrders))
}

func TestExpandPassesTheListsFailureOn(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(http.StatusNoContent, ""))
	broken := errors.New("the list broke")
	orders := func(yield func(Record[Order], error) bool) {
		_ = yield(NewRecord[Order](json.RawMessage(`{"id":1}`)), nil) && yield(Record[Order]{}, broken)
	}
	var records []string
	var last error
	for record, err := range client.Orders.Expand(t.Context(), orders, "products") {
		if last = err; err == nil {
			records = append(records, string(record.JSON()))
		}
	}
	assert.Equal(t, []string{`{"id":1,"products":[]}`}, records)
	assert.Equal(t, broken, last)
}

func TestWithMember(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ object, wanted string }{
		{`{}`, `{"products":[1]}`},
		{` { "a" : "}" } `, ` { "a" : "}" ,"products":[1]} `},
		{`{"products":{"url":"x"},"b":1.10}`, `{"products":[1],"b":1.10}`},
		{`{"a":{"products":5}, "products" : null }`, `{"a":{"products":5}, "products" : [1] }`},
		{`{"a":["products"],"\u0070roducts":"x\"y"}`, `{"a":["products"],"\u0070roducts":[1]}`},
	} {
		assert.Equal(t, test.wanted, string(withMember([]byte(test.object), "products", []byte(`[1]`))), test.object)
	}
}
