package system

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestTenThousandProductsAreFortyRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithProducts(10_000))
		engine := inMemory(t, store)
		records := engine.records(t, "get_products", `{"return_all":true}`)
		assert.Len(t, records, 10_000)
		assert.Equal(t, 40, store.Stats().Total)
		last := 0
		for _, record := range records {
			id, err := strconv.Atoi(field(t, record, "id"))
			require.NoError(t, err)
			require.Greater(t, id, last, "walked by id, each once")
			last = id
		}
	})
}

func TestAStreamHoldsAFewPages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithProducts(10_000))
		engine := inMemory(t, store)
		count := 0
		for _, err := range engine.registry.Stream(t.Context(), engine.call("get_products", `{"return_all":true}`)) {
			require.NoError(t, err)
			count++
			if count%1000 == 1 {
				synctest.Wait() // pages that are fetched ahead have arrived
				ahead := store.Stats().Total - (count+249)/250
				assert.LessOrEqual(t, ahead, 4, "pages fetched ahead at record %d", count)
			}
		}
		assert.Equal(t, 10_000, count)
	})
}

// TestAStreamIsFlat is not parallel: it looks at the memory of the whole process.
func TestAStreamIsFlat(t *testing.T) { //nolint:paralleltest // it measures the heap of the process
	store := newStore(sandbox.WithProducts(20_000))
	engine := onLoopback(t, store, connector.WithClient(bigcommerce.WithPagesAhead(2))) // so that pages under way don't count for much
	var lowest, highest uint64
	count := 0
	for _, err := range engine.registry.Stream(t.Context(), engine.call("get_products", `{"return_all":true}`)) {
		require.NoError(t, err)
		if count++; count%2500 == 0 {
			heap := liveHeap()
			highest = max(highest, heap)
			if lowest == 0 || heap < lowest {
				lowest = heap
			}
		}
	}
	assert.Equal(t, 20_000, count)
	const generous = 32 << 20
	assert.Less(t, highest-lowest, uint64(generous), "the heap grows with the number of records")
}

func liveHeap() uint64 {
	runtime.GC()
	var statistics runtime.MemStats
	runtime.ReadMemStats(&statistics)
	return statistics.HeapAlloc
}

func TestBreakingOutOfAStreamEndsIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithProducts(10_000))
		engine := inMemory(t, store)
		for _, err := range engine.registry.Stream(t.Context(), engine.call("get_products", `{"return_all":true}`)) {
			require.NoError(t, err)
			break
		}
		synctest.Wait()
		assert.LessOrEqual(t, store.Stats().Total, 5)
	})
}

func TestSingleCallsNeverExceedTheQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithQuota(150, 30*time.Second))
		engine := inMemory(t, store)
		started := time.Now()
		for range 500 {
			engine.records(t, "get_customers", `{"limit":1}`)
		}
		assert.Zero(t, store.Stats().Limited, "answers 429")
		assert.Equal(t, 500, store.Stats().Total)
		assert.LessOrEqual(t, time.Since(started), 125*time.Second, "500 requests take three windows and a bit")
	})
}

func TestConcurrentCallsNeverExceedTheQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithQuota(150, 30*time.Second), sandbox.WithLatency(80*time.Millisecond))
		engine := inMemory(t, store)
		engine.records(t, "get_customers", `{"limit":1}`) // a fresh process does not know the window yet
		started := time.Now()
		var calls sync.WaitGroup
		for range 64 {
			calls.Go(func() {
				for range 10 {
					_, err := engine.registry.Invoke(t.Context(), engine.call("get_orders", `{"limit":1}`))
					assert.NoError(t, err)
				}
			})
		}
		calls.Wait()
		stats := store.Stats()
		assert.Zero(t, stats.Limited, "answers 429")
		assert.Zero(t, stats.Crowded, "answers 429 for too many at once")
		assert.Equal(t, 641, stats.Total)
		assert.LessOrEqual(t, time.Since(started), 155*time.Second, "641 requests take four windows and a bit")
	})
}

func TestAStormAtTheStartIsWaitedOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithQuota(150, 30*time.Second), sandbox.WithLatency(80*time.Millisecond))
		engine := inMemory(t, store)
		var calls sync.WaitGroup
		for range 64 {
			calls.Go(func() {
				_, err := engine.registry.Invoke(t.Context(), engine.call("get_products", `{"limit":1}`))
				assert.NoError(t, err)
			})
		}
		calls.Wait()
		assert.Zero(t, store.Stats().Limited)
		assert.Equal(t, 64, store.Stats().Total)
	})
}

func TestWorkThatFitsTheWindowIsNotSlowedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine := inMemory(t, newStore(sandbox.WithQuota(150, 30*time.Second)))
		started := time.Now()
		for range 140 {
			engine.records(t, "get_customers", `{"limit":1}`)
		}
		assert.Zero(t, time.Since(started))
	})
}

func TestAnExportLeavesRoomForSingleCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithProducts(40_000), sandbox.WithQuota(150, 30*time.Second), sandbox.WithLatency(50*time.Millisecond))
		engine := inMemory(t, store)
		var export sync.WaitGroup
		export.Go(func() {
			count := 0
			for _, err := range engine.registry.Stream(t.Context(), engine.call("get_products", `{"return_all":true}`)) {
				if !assert.NoError(t, err) {
					return
				}
				count++
			}
			assert.Equal(t, 40_000, count)
		})
		for range 20 {
			<-time.After(2 * time.Second)
			started := time.Now()
			engine.records(t, "get_customers", `{"limit":1}`)
			assert.LessOrEqual(t, time.Since(started), 5*time.Second, "a single call waits for the export")
		}
		export.Wait()
		assert.Zero(t, store.Stats().Limited)
	})
}

func TestASpentWindowCostsOneAnswer429(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithQuota(10, 30*time.Second))
		other := inMemory(t, store)
		for range 10 {
			other.records(t, "get_customers", `{"limit":1}`)
		}
		fresh := inMemory(t, store)
		started := time.Now()
		for range 3 {
			fresh.records(t, "get_customers", `{"limit":1}`)
		}
		assert.LessOrEqual(t, store.Stats().Limited, 1)
		assert.LessOrEqual(t, time.Since(started), 65*time.Second)
	})
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine := inMemory(t, newStore(sandbox.WithQuota(2, time.Hour)))
		engine.records(t, "get_customers", `{"limit":1}`)
		engine.records(t, "get_customers", `{"limit":1}`)
		ctx, cancel := context.WithTimeoutCause(t.Context(), 3*time.Second, errors.New("the engine gave up"))
		defer cancel()
		started := time.Now()
		failure := engine.failure(ctx, t, "get_customers", `{"limit":1}`)
		assert.Contains(t, []registry.FailureType{registry.RateLimited, registry.Canceled}, failure.Type)
		assert.LessOrEqual(t, time.Since(started), 3*time.Second)
	})
}
