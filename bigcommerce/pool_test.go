package bigcommerce

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
)

func TestIdleStoresAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		slow := roundTrip(func(req *http.Request) (*http.Response, error) {
			pause(req.Context(), 20*time.Minute)
			return answer(200, `{}`)(req)
		})
		pool, err := NewPool(WithTransport(slow), WithTimeout(time.Hour))
		require.NoError(t, err)
		pool.Client("idle", NewToken("one"))
		busy := pool.Client("busy", NewToken("one"))
		done := make(chan error)
		go func() {
			_, err := busy.get(t.Context(), "/v3/customers")
			done <- err
		}()
		pause(t.Context(), 16*time.Minute)
		pool.Client("other", NewToken("one"))
		require.Len(t, pool.stores, 2)
		require.Same(t, busy.store, pool.Client("busy", NewToken("one")).store)
		require.NoError(t, <-done)
		pause(t.Context(), time.Hour)
		pool.Client("other", NewToken("two"))
		require.Len(t, pool.stores, 1)
	})
}

func TestTenantsShareNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		mock := httpmock.NewMockTransport()
		mock.RegisterNoResponder(answer(200, `{}`, quotaHeaders(0, 30_000)...))
		pool, err := NewPool(WithTransport(mock))
		require.NoError(t, err)
		started := time.Now()
		for _, token := range []string{"token-one", "token-two"} {
			_, err := pool.Client(testHash, NewToken(token)).get(t.Context(), "/v3/customers")
			require.NoError(t, err)
		}
		require.Zero(t, time.Since(started), "the first token's spent window does not hold up the second")
	})
}
