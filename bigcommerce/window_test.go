package bigcommerce

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAStoreWithAQuotaNeverAnswers429(t *testing.T) {
	t.Parallel()
	for _, callers := range []int{1, 64} {
		t.Run(strconv.Itoa(callers), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := newQuotaStore(150, 30*time.Second)
				store.travel = func() time.Duration { return time.Millisecond }
				client := newClientOn(t, store)
				var group sync.WaitGroup
				for caller := range callers {
					group.Go(func() {
						for range 500 / callers {
							path := "/v3/customers"
							if caller%4 == 0 {
								path = "/v2/orders"
							}
							_, err := client.get(t.Context(), path)
							require.NoError(t, err)
						}
					})
				}
				group.Wait()
				require.Zero(t, store.limited)
				require.GreaterOrEqual(t, store.served, 448)
			})
		})
	}
}

func TestAFirst429IsRepeatedWhenItsWindowEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newQuotaStore(150, 30*time.Second)
		store.take(150)
		client := newClientOn(t, store)
		started := time.Now()
		_, err := client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
		require.InDelta(t, 30*time.Second, time.Since(started), float64(10*time.Millisecond))
		require.Equal(t, 1, store.limited)
	})
}

func TestABrokenGovernorIsNamed(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithGovernor(func(key StoreKey) Governor {
		require.Equal(t, testHash, key.Hash)
		return brokenGovernor{}
	}))
	_, err := client.get(t.Context(), "/v3/customers")
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "no such host")
	require.Zero(t, mock.GetTotalCallCount())
}

type brokenGovernor struct{}

func (brokenGovernor) Acquire(context.Context, Demand) (func(Answer), error) {
	return nil, errors.New("redis: no such host")
}

func TestParseQuotaBelievesOnlyWhatMakesSense(t *testing.T) {
	t.Parallel()
	require.Equal(t, Quota{Known: true, Limit: 150, Left: 3, Window: 30 * time.Second, Reset: 9 * time.Second}, parseQuota(header(quotaHeaders(3, 9000)...)))
	require.False(t, parseQuota(nil).Known)
	require.False(t, parseQuota(header("X-Rate-Limit-Requests-Left", "0")).Known)
	require.False(t, parseQuota(header("X-Rate-Limit-Requests-Left", "-1", "X-Rate-Limit-Time-Reset-Ms", "5")).Known)
	require.False(t, parseQuota(header("X-Rate-Limit-Requests-Left", "99999999999999", "X-Rate-Limit-Time-Reset-Ms", "5")).Known)
	lying := parseQuota(header("X-Rate-Limit-Requests-Left", "9", "X-Rate-Limit-Requests-Quota", "5", "X-Rate-Limit-Time-Reset-Ms", "90000", "X-Rate-Limit-Time-Window-Ms", "30000"))
	require.Equal(t, Quota{Known: true, Limit: 9, Left: 9, Window: 30 * time.Second, Reset: 30 * time.Second}, lying)
}
