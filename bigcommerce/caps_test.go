package bigcommerce

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestFamiliesHaveTheirDocumentedCaps(t *testing.T) {
	t.Parallel()
	for request, want := range map[[2]string]int64{
		{"PUT", "/v3/customers"}:                             3,
		{"POST", "/v3/customers"}:                            10,
		{"GET", "/v3/customers"}:                             0,
		{"PUT", "/v3/customers/addresses"}:                   3,
		{"POST", "/v3/customers/addresses"}:                  10,
		{"GET", "/v3/catalog/categories/7"}:                  40,
		{"GET", "/v3/catalog/trees/1/categories"}:            1,
		{"GET", "/v3/catalog/trees/categories"}:              0,
		{"PUT", "/v3/catalog/products/category-assignments"}: 1,
		{"PUT", "/v3/catalog/products/channel-assignments"}:  1,
		{"GET", "/v3/inventory/locations"}:                   50,
		{"PUT", "/v3/pricelists/3/records"}:                  2,
		{"PUT", "/v3/pricelists/records"}:                    1,
		{"POST", "/v3/orders/7/payment_actions/refunds"}:     1,
		{"GET", "/v3/catalog/products"}:                      0,
		{"PUT", "/v3/catalog/products/7"}:                    otherWrites,
		{"DELETE", "/v3/catalog/products/7"}:                 otherWrites,
		{"POST", "/v3/catalog/products/7/images"}:            otherWrites,
		{"GET", "/v3/orders/7/payment_actions/refunds/too"}:  0,
	} {
		_, limit := familyOf(request[0], request[1])
		require.Equal(t, want, limit, "%s %s", request[0], request[1])
	}
	family := func(method, path string) string {
		name, _ := familyOf(method, path)
		return name
	}
	require.Equal(t, family("PUT", "/v3/catalog/products/7"), family("PUT", "/v3/catalog/products/8"))
	require.NotEqual(t, family("POST", "/v3/orders/7/payment_actions/refunds"), family("POST", "/v3/orders/8/payment_actions/refunds"))
	require.NotEqual(t, family("PUT", "/v3/catalog/products/7"), family("DELETE", "/v3/catalog/products/7"))
}

func TestConcurrencyStaysUnderTheCap(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, path string
		limit        int
	}{
		{"PUT", "/v3/customers", 3},
		{"POST", "/v3/customers", 10},
		{"POST", "/v3/orders/7/payment_actions/refunds", 1},
		{"GET", "/v3/catalog/trees/1/categories", 1},
		{"DELETE", "/v3/catalog/products/7", otherWrites},
	} {
		for _, base := range []string{defaultBaseURL, "https://gateway.example.com/bigcommerce"} {
			t.Run(test.method+" "+test.path+" at "+base, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { assertCap(t, base, test.method, test.path, test.limit) })
			})
		}
	}
}

// assertCap makes ten times as many calls at once as may be under way, each of which takes a second.
func assertCap(t *testing.T, base, method, path string, limit int) {
	t.Helper()
	var inFlight, most atomic.Int64
	client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		most.Store(max(most.Load(), inFlight.Add(1)))
		defer inFlight.Add(-1)
		pause(req.Context(), time.Second)
		return answer(200, `{"data":[]}`)(req)
	}), WithBaseURL(base))
	_, err := client.get(t.Context(), "/v3/customers")
	require.NoError(t, err)
	started := time.Now()
	var group sync.WaitGroup
	for range 10 * limit {
		group.Go(func() {
			_, err := client.Do(t.Context(), Request{Method: method, Path: path})
			require.NoError(t, err)
		})
	}
	synctest.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = client.Do(ctx, Request{Method: method, Path: path})
	require.ErrorIs(t, err, ErrRateLimited, "its turn does not come in time, and nothing was sent")
	group.Wait()
	require.Equal(t, int64(limit), most.Load())
	require.Equal(t, 10*time.Second, time.Since(started))
	stack := client.store.resty.GetClient().Transport.(*retryTransport).next.(*circuitTransport).next.(*capTransport)
	require.Empty(t, stack.families, "families that nobody uses are forgotten")
}
