package bigcommerce

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// numbered is the answer of V3 with records that have the numbers from first to last.
func numbered(first, last int) string {
	var records []string
	for id := first; id <= last; id++ {
		records = append(records, `{"id":`+strconv.Itoa(id)+`}`)
	}
	return `{"data":[` + strings.Join(records, ",") + `],"meta":{}}`
}

func TestMoreThanFiftyTransactionsOfAnOrderAreRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		stored, requests int
	}{
		"fewer than a page": {249, 1},
		"exactly one page":  {250, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newTestClient(t)
			mock.RegisterResponder("GET", testRoot+"/v3/orders/118/transactions", func(req *http.Request) (*http.Response, error) {
				limit := 50
				if asked, err := strconv.Atoi(req.URL.Query().Get("limit")); err == nil {
					limit = asked
				}
				if req.URL.Query().Get("page") == "2" {
					return answer(http.StatusNoContent, "")(req)
				}
				return answer(http.StatusOK, numbered(1, min(test.stored, limit)))(req)
			})
			found, err := client.OrderPayments.Transactions(t.Context(), 118)
			require.NoError(t, err)
			assert.Len(t, found, test.stored)
			assert.Equal(t, test.requests, mock.GetTotalCallCount())
		})
	}
}

func TestTransactionsThatBigCommerceCannotGiveAreNotPassedOver(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v3/orders/118/transactions", answer(http.StatusOK, numbered(1, 250))) // whatever the page
	found, err := client.OrderPayments.Transactions(t.Context(), 118)
	require.ErrorIs(t, err, ErrUnavailable)
	assert.Empty(t, found)
}

func TestAnOrdersRefundsAreReadToTheLastOne(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v3/orders/118/payment_actions/refunds", answer(http.StatusOK, numbered(1, 50)))
	pages := map[string]string{"": numbered(1, 50), "2": numbered(51, 60)}
	mock.RegisterResponder("GET", testRoot+"/v3/orders/payment_actions/refunds", func(req *http.Request) (*http.Response, error) {
		assert.Equal(t, "118", req.URL.Query().Get("order_id:in"))
		return httpmock.NewStringResponse(http.StatusOK, pages[req.URL.Query().Get("page")]), nil
	})
	found, err := client.Refunds.OfOrder(t.Context(), 118, OrderRefundQuery{})
	require.NoError(t, err)
	assert.Len(t, found, 60)
	assert.Equal(t, 3, mock.GetTotalCallCount())
}
