package sandbox_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// statuses are what so many reads are answered.
func statuses(t *testing.T, store *sandbox.Store, reads int) []int {
	t.Helper()
	got := make([]int, reads)
	for i := range got {
		got[i] = get(t, store, "/v2/time").status
	}
	return got
}

func count(list []int, wanted int) (n int) {
	for _, one := range list {
		if one == wanted {
			n++
		}
	}
	return n
}

func TestARateHitsItsShareAndTheSameSeedTheSameRequests(t *testing.T) {
	t.Parallel()
	with := func(options ...sandbox.Option) []int {
		return statuses(t, sandbox.New(append(options, sandbox.WithFault(
			sandbox.Fault{Rate: 0.1, Status: 500}, sandbox.Fault{Rate: 0.2, Status: 502}, sandbox.Fault{Method: http.MethodPost, Rate: 0.7, Status: 503},
		))...), 2000)
	}
	first := with(sandbox.WithFaultSeed(42))
	assert.Equal(t, first, with(sandbox.WithFaultSeed(42), sandbox.WithSeed(3)), "whatever the shop")
	assert.NotEqual(t, first, with(sandbox.WithFaultSeed(43)))
	assert.Equal(t, with(sandbox.WithSeed(3)), with(sandbox.WithFaultSeed(3)), "the store's seed is the default")
	assert.InDelta(t, 200, count(first, 500), 40)
	assert.InDelta(t, 400, count(first, 502), 60)
	assert.InDelta(t, 600, count(first, 500)+count(first, 502), 70, "the rates add up")
	assert.Zero(t, count(first, 503), "of other requests")
}

func TestRatesThatAddUpToOneHitEveryRequestOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Rate: 0.5, Status: 500}, sandbox.Fault{Rate: 0.5, Status: 502}))
	got := statuses(t, store, 200)
	assert.Zero(t, count(got, 200))
	assert.Equal(t, map[string]int{"status": 200}, store.Stats().Faults)
}

func TestWhatCountsComesBeforeWhatIsDrawnAndLeavesTheDrawsAlone(t *testing.T) {
	t.Parallel()
	drawn := sandbox.Fault{Rate: 0.3, Status: 500}
	alone := statuses(t, sandbox.New(sandbox.WithFault(drawn)), 100)
	beside := statuses(t, sandbox.New(sandbox.WithFault(drawn, sandbox.Fault{Nth: 11, Times: 5, Status: 418})), 100)
	assert.Equal(t, 5, count(beside[10:15], 418))
	assert.Equal(t, slices.Concat(alone[:10], alone[15:]), slices.Concat(beside[:10], beside[15:]))
}

func TestDeliveriesLeaveTheDrawsOfRequestsAlone(t *testing.T) {
	t.Parallel()
	faults := sandbox.WithFault(sandbox.Fault{Rate: 0.3, Status: 500, Method: http.MethodGet}, sandbox.Fault{Rate: 0.5, LoseDelivery: true})
	quiet, busy := sandbox.New(faults), sandbox.New(faults)
	newHook(t, busy, `{"scope":"store/order/created","destination":"`+destination+`"}`)
	for range 50 {
		emit(t, busy, "store/order/created", `{"type":"order","id":1}`)
	}
	assert.Equal(t, statuses(t, quiet, 100), statuses(t, busy, 100))
	assert.InDelta(t, 25, busy.Stats().Faults["lost_delivery"], 12)
}

func TestARateHoldsForRequestsThatComeAtOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{Rate: 0.25, Status: 500}))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { statuses(t, store, 250) })
	}
	all.Wait()
	inOrder := sandbox.New(sandbox.WithFault(sandbox.Fault{Rate: 0.25, Status: 500}))
	statuses(t, inOrder, 2000)
	assert.Equal(t, inOrder.Stats().Faults, store.Stats().Faults, "as many as one after the other")
}

func TestMishapsAreOfEveryKindAndAsFrequentAsAsked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const creates, rate = 4000, 0.15
		store := sandbox.New(sandbox.WithEmptyStore(), sandbox.WithFault(sandbox.Mishaps(rate)...), sandbox.WithFaultSeed(7))
		for n := range creates {
			func() {
				defer func() { _ = recover() }() // a connection that is reset
				send(t, store, http.MethodPost, "/v3/customers", customer(n))
			}()
		}
		hit := store.Stats().Faults
		total := 0
		for _, n := range hit {
			total += n
		}
		assert.InDelta(t, creates*rate, total, 70)
		assert.Equal(t, []string{
			"clock_skew", "empty_body", "html_body", "late_commit", "no_rate_limit_headers", "rate_limit_headers", "reset", "slow_body", "slow_header",
			"status", "too_many_requests", "truncated_body", "wrong_content_type",
		}, slices.Sorted(maps.Keys(hit)))
		store.Settle()
		assert.Less(t, len(store.IDs("customers")), creates, "some are not saved")
		assert.Greater(t, len(store.IDs("customers")), creates-total, "some are, though they seemed to fail")
	})
}

func TestMishapsHitReadsAndDeliveriesAlike(t *testing.T) {
	t.Parallel()
	assert.Empty(t, sandbox.Mishaps(0))
	requests, deliveries := 0.0, 0.0
	for _, fault := range sandbox.Mishaps(0.3) {
		assert.NotEqual(t, "other", fault.Kind())
		assert.Empty(t, fault.Method+fault.PathPattern+fault.Scope)
		if fault.Copies > 0 || fault.LoseDelivery || fault.DeliverAfter > 0 {
			deliveries += fault.Rate
		} else {
			requests += fault.Rate
		}
	}
	assert.InDelta(t, 0.3, requests, 1e-9)
	assert.InDelta(t, 0.3, deliveries, 1e-9)
}

func TestFaultsMayChangeWhileRequestsRun(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Mishaps(0.5)...))
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = store.Deliver(ctx) })
	for range 4 {
		all.Go(func() {
			for range 50 {
				store.ClearFaults()
				store.AddFault(sandbox.Fault{Rate: 0.5, CommitAfter: 1, Status: 504, Method: http.MethodPost})
				send(t, store, http.MethodPost, "/v3/customers", created)
				store.Settle()
			}
		})
	}
	all.Go(func() { statuses(t, store, 100) })
	cancel()
	all.Wait()
	store.ClearFaults()
	send(t, store, http.MethodPost, "/v3/customers", created)
	require.True(t, saved(t, store))
}
