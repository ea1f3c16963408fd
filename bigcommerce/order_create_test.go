package bigcommerce

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// leastOrder is an order with the least that is needed.
func leastOrder() OrderCreate {
	line := OrderProductCreate{OrderProductFields: OrderProductFields{ProductID: value.Of[int64](77), Quantity: value.Of[int64](1)}}
	return OrderCreate{
		BillingAddress: OrderAddressCreate{OrderAddressFields{Zip: value.Of("118 20")}},
		Products:       value.Of([]OrderProductCreate{line}),
	}
}

func TestAnOrderIsSentInTheNotationOfItsFields(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	var body []byte
	mock.RegisterResponderWithQuery("POST", testRoot+"/v2/orders", "consignment_structure=object&include=fees,consignments", func(req *http.Request) (*http.Response, error) {
		body, _ = io.ReadAll(req.Body)
		return answer(http.StatusCreated, `{"id":145,"weird":1.10}`)(req)
	})
	order := leastOrder()
	lines := order.Products.Or(nil)
	lines[0].PriceExTax, lines[0].PriceIncTax = value.Of[value.Money]("1.10"), value.Of[value.Money]("1.375")
	order.TotalExTax, order.TotalIncTax = value.Of[value.MoneyText]("1.10"), value.Of[value.MoneyText]("1.375")
	order.StatusID, order.CustomerID, order.StaffNotes = value.Of(OrderStatusByID(0)), value.Of[int64](0), value.Of("<a>")
	order.AdditionalFields = map[string]json.RawMessage{"gift": json.RawMessage(`1.0`)}

	made, err := client.Orders.Create(t.Context(), order, "fees", "consignments")

	require.NoError(t, err)
	assert.Equal(t, `{"id":145,"weird":1.10}`, string(made.JSON()))
	assert.Equal(t, `{"billing_address":{"zip":"118 20"},"products":[{"product_id":77,"quantity":1,"price_ex_tax":1.10,"price_inc_tax":1.375}],`+
		`"status_id":0,"customer_id":0,"total_ex_tax":"1.10","total_inc_tax":"1.375","staff_notes":"<a>","gift":1.0}`, string(body))
}

func TestWhatAnOrderLacksIsToldBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	custom := OrderProductCreate{
		OrderProductFields: OrderProductFields{NameMerchant: value.Of("Tar"), Quantity: value.Of[int64](1)},
		PriceExTax:         value.Of[value.Money]("1"), PriceIncTax: value.Of[value.Money]("1"),
	}
	for name, test := range map[string]struct {
		change func(*OrderCreate)
		paths  []string
	}{
		"no billing address": {func(o *OrderCreate) { o.BillingAddress = OrderAddressCreate{} }, []string{"/billing_address/zip"}},
		"no product":         {func(o *OrderCreate) { o.Products = value.Of([]OrderProductCreate{}) }, []string{"/products"}},
		"products and consignments": {func(o *OrderCreate) {
			o.Consignments = value.Of(OrderConsignmentsCreate{Pickups: []PickupConsignmentCreate{{PickupFields: PickupFields{PickupMethodID: 1}, LineItems: []OrderProductCreate{custom}}}})
		}, []string{"/products"}},
		"no pickup": {func(o *OrderCreate) {
			o.Products, o.Consignments = value.Optional[[]OrderProductCreate]{}, value.Of(OrderConsignmentsCreate{})
		}, []string{"/consignments/pickups"}},
		"a pickup of nothing": {func(o *OrderCreate) {
			o.Products, o.Consignments = value.Optional[[]OrderProductCreate]{}, value.Of(OrderConsignmentsCreate{Pickups: []PickupConsignmentCreate{{}}})
		}, []string{"/consignments/pickups/0/pickup_method_id", "/consignments/pickups/0/line_items"}},
		"product 0": {func(o *OrderCreate) { o.Products.Or(nil)[0].ProductID = value.Of[int64](0) }, []string{"/products/0/product_id"}},
		"a custom product with too long a name": {func(o *OrderCreate) {
			long := custom
			long.Name = value.Of(strings.Repeat("é", 251))
			o.Products = value.Of([]OrderProductCreate{long})
		}, []string{"/products/0/name"}},
		"half a wrapping": {func(o *OrderCreate) {
			o.Products.Or(nil)[0].WrappingCostIncTax = value.Of[value.Money]("1")
		}, []string{"/products/0/wrapping_cost_ex_tax"}},
		"two texts of one option": {func(o *OrderCreate) {
			o.Products.Or(nil)[0].ProductOptions = value.Of([]OrderProductOptionCreate{{ID: 1, OrderProductOptionTexts: OrderProductOptionTexts{
				Value: "1", DisplayName: "Colour", DisplayNameCustomer: "Color", DisplayValue: "Grey", DisplayValueCustomer: "Gray",
			}}})
		}, []string{"/products/0/product_options/0/display_name_customer", "/products/0/product_options/0/display_value_customer"}},
		"a fee below 0": {func(o *OrderCreate) {
			o.Fees = value.Of([]OrderFeeFields{{DisplayNameCustomer: "Ice", CostExTax: "-1", CostTax: "0"}})
		}, []string{"/fees/0/cost_ex_tax"}},
		"read-only fields": {func(o *OrderCreate) {
			o.AdditionalFields = map[string]json.RawMessage{"status": nil, "a": nil, "id": nil}
		}, []string{"/additional_fields/id", "/additional_fields/status"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			order := leastOrder()
			test.change(&order)
			_, err := client.Orders.Create(t.Context(), order)
			require.ErrorIs(t, err, ErrInvalid)
			var paths []string
			for _, fault := range asError(t, err).Fields {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, test.paths, paths)
			assert.Zero(t, mock.GetTotalCallCount())
		})
	}
}

func TestOfManyFaultsTheMessageSaysTheFirst(t *testing.T) {
	t.Parallel()
	client, _ := newTestClient(t)
	order := leastOrder()
	order.Products = value.Of(make([]OrderProductCreate, 200))
	_, err := client.Orders.Create(t.Context(), order)
	failure := asError(t, err)
	assert.Len(t, failure.Fields, 100)
	assert.Less(t, len(failure.Message), 1000)
	assert.Contains(t, failure.Message, "And 795 more.")
}

func TestOrdersAreFoundByTheirNumberInAnotherSystem(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders", "external_order_id=SO%2F7&limit=250&sort=id:desc", answer(http.StatusOK,
		`[{"id":9,"external_order_id":"SO/7"},{"id":8,"external_order_id":"so/7"},{"id":7,"external_order_id":null},{"id":6},{"id":5,"external_order_id":"SO/7"}]`))
	mock.RegisterResponderWithQuery("GET", testRoot+"/v2/orders", "external_order_id=none&include=fees&limit=250&sort=id:desc", answer(http.StatusNoContent, ""))

	found, err := client.Orders.byExternalOrderID(t.Context(), "SO/7")
	require.NoError(t, err)
	require.Len(t, found, 2)
	assert.Equal(t, int64(9), idOf(found[0].JSON(), "id"), "the newest first")
	assert.Equal(t, int64(5), idOf(found[1].JSON(), "id"))

	found, err = client.Orders.byExternalOrderID(t.Context(), "none", "fees")
	require.NoError(t, err)
	assert.Empty(t, found)

	found, err = client.Orders.byExternalOrderID(t.Context(), " ")
	require.NoError(t, err)
	assert.Empty(t, found)
	assert.Equal(t, 2, mock.GetTotalCallCount(), "a blank number finds nothing and asks for nothing")

	mock.RegisterNoResponder(answer(http.StatusForbidden, `[{"status":403,"message":"No"}]`))
	_, err = client.Orders.byExternalOrderID(t.Context(), "other")
	require.ErrorIs(t, err, ErrForbidden)
}

func TestNamingField(t *testing.T) {
	t.Parallel()
	refusal := func(status int, message string, details map[string]any) *Error {
		return &Error{Kind: KindInvalid, Status: status, Message: "BigCommerce refused the request: " + message, Details: details}
	}
	for name, test := range map[string]struct {
		err    error
		wanted []FieldError
	}{
		"with a reason":    {refusal(400, "The field 'products.0.quantity' is invalid: too many.", map[string]any{"invalid_reason": "too many"}), []FieldError{{"/products/0/quantity", "too many"}}},
		"without a reason": {refusal(400, "The required field 'products' was not supplied.", nil), []FieldError{{"/products", "It was not supplied."}}},
		"of a read-only field": {
			refusal(400, "The field 'date_modified' cannot be written to. Please remove it.", nil), []FieldError{{"/date_modified", "It cannot be written to."}},
		},
		"no field":       {refusal(400, "Out of stock.", nil), nil},
		"another status": {refusal(500, "The field 'a' is invalid.", nil), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.wanted, asError(t, namingField(test.err)).Fields)
		})
	}
	assert.NoError(t, namingField(nil))
	assert.Equal(t, io.EOF, namingField(io.EOF))
}
