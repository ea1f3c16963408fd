package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// refunding is a store that pays back orders, as far as a test is told to.
type refunding struct {
	mu      sync.Mutex
	refunds []string
	posted  int
	// lose makes the store lose the answers of refunds, drop the refunds themselves.
	lose, drop bool
	// under counts the refunds that are being made, from the quote on.
	under, most atomic.Int32
}

func (r *refunding) serve(mock *httpmock.MockTransport) {
	const path = `=~^` + testRoot + `/v3/orders/\d+/payment_actions/`
	mock.RegisterResponder("POST", path+"refund_quotes$", func(req *http.Request) (*http.Response, error) {
		r.most.Store(max(r.most.Load(), r.under.Add(1)))
		time.Sleep(time.Second)
		return answer(http.StatusCreated, `{"data":{"order_id":118,"total_refund_amount":10.00,"adjustment":0,"refund_methods":[[{"provider_id":"authorizenet","amount":10,"offline":false}]]},"meta":{}}`)(req)
	})
	mock.RegisterResponder("POST", path+"refunds$", func(req *http.Request) (*http.Response, error) {
		time.Sleep(time.Second)
		defer r.under.Add(-1)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.posted++
		made := refundAt(len(r.refunds)+1, "late", time.Now())
		if !r.drop {
			r.refunds = append(r.refunds, made)
		}
		if r.lose {
			return answer(http.StatusGatewayTimeout, "")(req)
		}
		return answer(http.StatusCreated, `{"data":`+made+`,"meta":{}}`)(req)
	})
	mock.RegisterResponder("GET", path+"refunds$", func(req *http.Request) (*http.Response, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		listed := ""
		for i, refund := range r.refunds {
			if i > 0 {
				listed += ","
			}
			listed += refund
		}
		return answer(http.StatusOK, `{"data":[`+listed+`],"meta":{}}`)(req)
	})
}

func refundAt(id int, reason string, created time.Time) string {
	return fmt.Sprintf(`{"id":%d,"order_id":118,"created":%q,"total_amount":10,"items":[{"item_type":"PRODUCT","item_id":21,"quantity":1,"reason":%q,"requested_amount":10}]}`,
		id, created.UTC().Format(time.RFC3339), reason)
}

// piece is a refund of one piece of a line.
func piece(reason string) RefundCreate {
	item := RefundItemCreate{RefundItemFields: RefundItemFields{ItemType: "PRODUCT", ItemID: 21, Quantity: 1, Reason: reason}}
	return RefundCreate{RefundRequest: RefundRequest{Items: value.Of([]RefundItemCreate{item})}}
}

func TestRefundsOfAnOrderFollowOneAnother(t *testing.T) {
	t.Parallel()
	for orders, wanted := range map[int64]int32{1: 1, 3: 3} {
		synctest.Test(t, func(t *testing.T) {
			client, mock := newTestClient(t)
			var store refunding
			store.serve(mock)
			var calls sync.WaitGroup
			for i := range int64(6) {
				calls.Go(func() {
					_, err := client.Refunds.Create(t.Context(), 118+i%orders, piece("late"))
					assert.NoError(t, err)
				})
			}
			calls.Wait()
			assert.Equal(t, wanted, store.most.Load(), "of %d orders", orders)
			assert.Equal(t, 6, store.posted)
		})
	}
}

func TestALostRefundIsFoundAndNeverSentAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		store := refunding{lose: true, refunds: []string{refundAt(1, "late", time.Now().Add(-time.Hour))}}
		store.serve(mock)
		made, err := client.Refunds.Create(t.Context(), 118, piece("late"))
		require.NoError(t, err)
		assert.Equal(t, int64(2), idOf(made.JSON(), "id"), "not the older one")
		assert.Equal(t, 1, store.posted)

		store.drop = true
		_, err = client.Refunds.Create(t.Context(), 118, piece("late"))
		require.ErrorIs(t, err, ErrOutcomeUnknown)
		assert.False(t, asError(t, err).Retryable)
		assert.Equal(t, 2, store.posted)
	})
}

func TestARepeatedRefundStopsAtOneThatLooksLikeIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, reason string
		age          time.Duration
		posted       int
	}{
		{"the same items", "late", time.Hour, 0},
		{"another reason", "broken", time.Hour, 1},
		{"long ago", "late", 25 * time.Hour, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				store := refunding{refunds: []string{refundAt(7, "late", time.Now().Add(-test.age))}}
				store.serve(mock)
				_, err := client.ForRepetition().Refunds.Create(t.Context(), 118, piece(test.reason))
				assert.Equal(t, test.posted, store.posted)
				if test.posted == 0 {
					require.ErrorIs(t, err, ErrOutcomeUnknown)
					assert.Equal(t, map[string]any{"refund_id": int64(7)}, asError(t, err).Details)
					return
				}
				require.NoError(t, err)
				store.refunds = store.refunds[1:]
				_, err = client.ForRepetition().Refunds.Create(t.Context(), 118, piece("late"))
				require.NoError(t, err, "the one that is there is this process's own")
			})
		})
	}
}

func TestAmountsOfRefundsAreExact(t *testing.T) {
	t.Parallel()
	for amount, wanted := range map[value.Money]value.Money{
		"10": "10.00", "10.1": "10.10", "10.125": "10.125", "0.1234": "0.1234", "-2.50": "-2.50", "": "0.00", "1e9": "0.00", "x": "0.00",
		"99999999999999999999.99": "99999999999999999999.99",
	} {
		assert.Equal(t, wanted, moneyOf(amountOf(amount)), "%q", amount)
	}
}

func TestARefundThatCanNotBeIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	override := piece("")
	override.MerchantCalculatedOverride = value.Of(RefundOverride{TotalAmount: "0", TotalTax: "0"})
	paid := piece("")
	paid.Payments = value.Of([]RefundPaymentCreate{{RefundPaymentFields{Amount: value.Of[value.Money]("-1")}}})
	for path, refund := range map[string]RefundCreate{
		"/items": {},
		"/merchant_calculated_override/total_amount": override,
		"/payments/0/provider_id":                    paid,
		"/tax_adjustment_amount":                     {RefundRequest: RefundRequest{TaxAdjustmentAmount: value.Of[value.Money]("0")}},
		"/items/0/item_type":                         {RefundRequest: RefundRequest{Items: value.Of([]RefundItemCreate{{}})}},
	} {
		_, err := client.Refunds.Create(t.Context(), 118, refund)
		require.ErrorIs(t, err, ErrInvalid, path)
		assert.Equal(t, path, asError(t, err).Fields[0].Path)
	}
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestPaymentsOfAnOrderAreChangedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		var under, most atomic.Int32
		mock.RegisterResponder("POST", `=~/payment_actions/(capture|void)$`, func(req *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), under.Add(1)))
			defer under.Add(-1)
			time.Sleep(time.Second)
			return answer(http.StatusCreated, "{}")(req)
		})
		var calls sync.WaitGroup
		for range 3 {
			calls.Go(func() {
				done, err := client.OrderPayments.Capture(t.Context(), 118)
				assert.NoError(t, err)
				assert.JSONEq(t, `{"order_id":118,"payment_status":"capture pending"}`, string(done.JSON()))
			})
			calls.Go(func() {
				done, err := client.OrderPayments.Void(t.Context(), 118)
				assert.NoError(t, err)
				assert.JSONEq(t, `{"order_id":118,"payment_status":"void pending"}`, string(done.JSON()))
			})
		}
		calls.Wait()
		assert.Equal(t, int32(1), most.Load())

		ctx, cancel := context.WithCancel(t.Context())
		calls.Go(func() { _, _ = client.OrderPayments.Capture(t.Context(), 118) })
		synctest.Wait()
		cancel()
		_, err := client.OrderPayments.Void(ctx, 118)
		require.ErrorIs(t, err, context.Canceled)
		calls.Wait()
		assert.Equal(t, 7, mock.GetTotalCallCount())
	})
}

func TestAPaymentIsNeverCapturedTwiceWhenInDoubt(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusOK, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("POST", testRoot+"/v3/orders/118/payment_actions/capture", answer(status, ""))
		mock.RegisterResponder("GET", testRoot+"/v2/orders/118", answer(http.StatusOK, `{"id":118,"payment_status":"authorized"}`))
		_, err := client.OrderPayments.Capture(t.Context(), 118)
		require.ErrorIs(t, err, ErrOutcomeUnknown, "%d", status)
		assert.False(t, asError(t, err).Retryable)
		assert.Contains(t, asError(t, err).Message, `The payment_status of the order with order_id 118 is "authorized" now`)
		assert.Equal(t, 1, mock.GetCallCountInfo()["POST "+testRoot+"/v3/orders/118/payment_actions/capture"])
	}
}
