package bigcommerce

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const packed = `[{"id":9,"name":"Awaiting Shipment","custom_label":"Packed"},{"id":2,"name":"Shipped","custom_label":"Gone"},{"id":15,"name":"Lost","custom_label":""}]`

// inStatus is a change of an order's status.
func inStatus(status OrderStatusChoice) OrderUpdate {
	var change OrderUpdate
	change.StatusID = value.Of(status)
	return change
}

func TestStatusesAreNamedByNumberOrByEitherLabel(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		choice  OrderStatusChoice
		body    string
		lookups int
	}{
		{"9", `{"status_id":9}`, 0},
		{OrderStatusByID(0), `{"status_id":0}`, 0},
		{"awaiting shipment", `{"status_id":9}`, 0},
		{"Shipped", `{"status_id":2}`, 0},
		{" PACKED ", `{"status_id":9}`, 1},
		{"gone", `{"status_id":2}`, 1},
		{"15", `{"status_id":15}`, 1}, // newer than this module
	} {
		t.Run(string(test.choice), func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
			mock.RegisterResponder("PUT", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118}`))
			encoded, err := encodeBody(resolved(t, client, test.choice))
			require.NoError(t, err)
			assert.Equal(t, test.body, string(encoded))
			assert.Equal(t, test.lookups, mock.GetTotalCallCount())
		})
	}
}

// resolved is the change of a status as it is sent.
func resolved(t *testing.T, client *Client, status OrderStatusChoice) OrderUpdate {
	t.Helper()
	change := inStatus(status)
	require.NoError(t, client.Orders.resolve(t.Context(), "PUT /v2/orders/{order_id}", &change.StatusID))
	return change
}

func TestLabelsAreReadOnceForManyChanges(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
		mock.RegisterResponder("PUT", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118}`))
		lookups := func() int { return mock.GetCallCountInfo()["GET "+testRoot+"/v2/order_statuses"] }
		for range 3 {
			_, err := client.Orders.Update(t.Context(), 118, inStatus("Packed"))
			require.NoError(t, err)
		}
		assert.Equal(t, 1, lookups())
		time.Sleep(labelsLast + time.Second)
		_, err := client.Orders.Update(t.Context(), 118, inStatus("Packed"))
		require.NoError(t, err)
		assert.Equal(t, 2, lookups())
	})
}

func TestALabelThatIsNewIsFoundBeforeTheOthersAreReadAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", testRoot+"/v2/order_statuses",
			answers(answer(http.StatusOK, packed), answer(http.StatusOK, `[{"id":9,"custom_label":"Boxed"}]`)))
		mock.RegisterResponder("PUT", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118}`))
		for _, label := range []OrderStatusChoice{"Packed", "Boxed"} {
			_, err := client.Orders.Update(t.Context(), 118, inStatus(label))
			require.NoError(t, err, label)
			time.Sleep(labelsFresh + time.Second)
		}
	})
}

func TestLabelsAreReadOnceForManyCallsSideBySide(t *testing.T) {
	t.Parallel()
	for _, label := range []OrderStatusChoice{"Packed", "Stolen"} {
		t.Run(string(label), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", func(req *http.Request) (*http.Response, error) {
					time.Sleep(time.Second)
					return answer(http.StatusOK, packed)(req)
				})
				mock.RegisterResponder("GET", testRoot+"/v2/orders/count", answer(http.StatusOK, `{"count":1}`))
				var calls sync.WaitGroup
				for range 20 {
					calls.Go(func() {
						_, err := client.Orders.Count(t.Context(), OrderQuery{StatusID: value.Of(label)})
						assert.Equal(t, label == "Stolen", errors.Is(err, ErrInvalid))
					})
				}
				calls.Wait()
				assert.Equal(t, 1, mock.GetCallCountInfo()["GET "+testRoot+"/v2/order_statuses"])
			})
		})
	}
}

func TestACallThatWaitsForLabelsEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", func(req *http.Request) (*http.Response, error) {
			time.Sleep(10 * time.Second)
			return answer(http.StatusOK, packed)(req)
		})
		mock.RegisterResponder("PUT", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118}`))
		var first sync.WaitGroup
		first.Go(func() {
			_, err := client.Orders.Update(t.Context(), 118, inStatus("Packed"))
			assert.NoError(t, err)
		})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := client.Orders.Update(ctx, 118, inStatus("Packed"))
		assert.Equal(t, KindCanceled, asError(t, err).Kind)
		first.Wait()
	})
}

func TestALabelThatNoStatusHasChangesNothing(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
	_, err := client.Orders.Update(t.Context(), 118, inStatus("Stolen"))
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, `The store has no order status "Stolen". It has 9 (Packed), 2 (Gone), 15 (Lost).`, asError(t, err).Message)
	order := leastOrder()
	order.StatusID = value.Of[OrderStatusChoice]("Stolen")
	_, err = client.Orders.Create(t.Context(), order)
	require.ErrorIs(t, err, ErrInvalid)
}

func TestABlankLabelIsNotThatOfAStatusWithoutOne(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	_, err := client.Orders.Update(t.Context(), 118, inStatus(" "))
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, "/status_id", asError(t, err).Fields[0].Path)
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestOrdersAreListedAndCountedByEitherLabel(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		choice  OrderStatusChoice
		lookups int
	}{
		{"9", 0},
		{"Awaiting shipment", 0},
		{"packed", 1},
	} {
		t.Run(string(test.choice), func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
			toShip := func(body string) httpmock.Responder {
				return func(req *http.Request) (*http.Response, error) {
					assert.Equal(t, "9", req.URL.Query().Get("status_id"))
					return answer(http.StatusOK, body)(req)
				}
			}
			mock.RegisterResponder("GET", testRoot+"/v2/orders", toShip(`[{"id":118}]`))
			mock.RegisterResponder("GET", testRoot+"/v2/orders/count", toShip(`{"count":1}`))
			filters := OrderQuery{StatusID: value.Of(test.choice)}
			for order, err := range client.Orders.All(t.Context(), filters, ListOptions{}) {
				require.NoError(t, err)
				assert.JSONEq(t, `{"id":118}`, string(order.JSON()))
			}
			page, err := client.Orders.List(t.Context(), filters, PageOptions{})
			require.NoError(t, err)
			assert.Len(t, page.Records, 1)
			_, err = client.Orders.Count(t.Context(), filters)
			require.NoError(t, err)
			assert.Equal(t, 3+test.lookups, mock.GetTotalCallCount())
		})
	}
}

func TestOrdersOfALabelThatNoStatusHasAreNotAllOrders(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
	filters := OrderQuery{StatusID: value.Of[OrderStatusChoice]("Stolen")}
	for _, err := range client.Orders.All(t.Context(), filters, ListOptions{}) {
		require.ErrorIs(t, err, ErrInvalid)
		assert.Equal(t, "/status_id", asError(t, err).Fields[0].Path)
	}
	_, err := client.Orders.List(t.Context(), filters, PageOptions{})
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.Orders.Count(t.Context(), filters)
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, 1, mock.GetTotalCallCount())
}

func TestLabelsOfOneStoreAreNotThoseOfAnother(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, packed))
	other, theirs := newTestClient(t)
	theirs.RegisterResponder("GET", testRoot+"/v2/order_statuses", answer(http.StatusOK, `[]`))
	_, err := client.Orders.Statuses(t.Context())
	require.NoError(t, err)
	_, err = other.Orders.Update(t.Context(), 118, inStatus("Packed"))
	require.ErrorIs(t, err, ErrInvalid)
}
