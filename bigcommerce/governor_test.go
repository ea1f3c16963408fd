package bigcommerce

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// testGovernor checks the contract of Governor; an implementation's test calls it with its constructor.
func testGovernor(t *testing.T, newGovernor func() Governor) {
	bubble := func(name string, check func(t *testing.T)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, check)
		})
	}
	for _, callers := range []int{1, 7, 64, 256} {
		bubble("no 429 over several windows with "+strconv.Itoa(callers)+" callers", func(t *testing.T) {
			store, g := newQuotaStore(150, 30*time.Second), newGovernor()
			store.travel = someLatency()
			started := time.Now()
			work(t, g, store, callers, 600, Single)
			require.Zero(t, store.limited)
			if callers >= 7 {
				require.Less(t, time.Since(started), 95*time.Second, "four full windows")
			}
		})
	}
	bubble("no 429 when answers travel for seconds", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		random := seeded(2)
		var mu sync.Mutex
		store.travel = func() time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return time.Duration(random.Int64N(int64(4 * time.Second)))
		}
		work(t, g, store, 64, 700, Single)
		require.Zero(t, store.limited)
	})
	bubble("no 429 after idling into a later window", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.travel = someLatency()
		for _, idle := range []time.Duration{17 * time.Second, 29900 * time.Millisecond, 47 * time.Second, 30 * time.Second, 3 * time.Minute} {
			work(t, g, store, 64, 190, Single)
			pause(t.Context(), idle)
		}
		require.Zero(t, store.limited)
	})
	bubble("work that fits the window is not delayed", func(t *testing.T) {
		for _, callers := range []int{1, 64} {
			store, g := newQuotaStore(150, 30*time.Second), newGovernor()
			started := time.Now()
			work(t, g, store, callers, 150, Single)
			require.Zero(t, time.Since(started))
			require.Zero(t, store.limited)
		}
	})
	bubble("one request until the first answer", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.travel = func() time.Duration { return time.Second }
		done := make(chan struct{})
		go func() { work(t, g, store, 64, 64, Single); close(done) }()
		pause(t.Context(), 1500*time.Millisecond)
		require.Equal(t, 1, store.seen(func() int { return store.served }))
		<-done
		require.Equal(t, 63, store.most)
	})
	bubble("a first 429 is waited out exactly", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.take(150)
		pause(t.Context(), 12*time.Second)
		started := time.Now()
		work(t, g, store, 64, 100, Single)
		require.Equal(t, 1, store.limited)
		require.InDelta(t, 18*time.Second, time.Since(started), float64(20*time.Millisecond))
	})
	bubble("answers without headers do not ration", func(t *testing.T) {
		store, g := newQuotaStore(10_000, 30*time.Second), newGovernor()
		store.silent = true
		started := time.Now()
		work(t, g, store, 64, 1000, Single)
		require.Zero(t, time.Since(started))
	})
	bubble("other apps are noticed", func(t *testing.T) {
		store, g := newQuotaStore(150, 3*time.Second), newGovernor()
		store.travel = func() time.Duration { return 2 * time.Millisecond }
		ctx, cancel := context.WithCancel(t.Context())
		var others sync.WaitGroup
		others.Go(func() {
			random := seeded(3)
			for sleep(ctx, time.Duration(random.Int64N(int64(130*time.Millisecond)))) == nil {
				store.take(1)
			}
		})
		work(t, g, store, 64, 2000, Single)
		cancel()
		others.Wait()
		require.LessOrEqual(t, store.limited, 2, "of 2000")
	})
	bubble("single calls go ahead of bulk, and bulk leaves them a reserve", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.travel = func() time.Duration { return 20 * time.Millisecond }
		var bulk sync.WaitGroup
		bulk.Go(func() { work(t, g, store, 64, 600, Bulk) })
		slow := 0
		for range 50 {
			pause(t.Context(), 2*time.Second)
			asked := time.Now()
			_, err := request(t.Context(), g, store, Single)
			require.NoError(t, err)
			if time.Since(asked) > 2*time.Second {
				slow++
			}
		}
		bulk.Wait()
		require.LessOrEqual(t, slow, 2)
		require.Zero(t, store.limited)
	})
	bubble("first come, first served", func(t *testing.T) {
		store, g := newQuotaStore(1, time.Second), newGovernor()
		_, err := request(t.Context(), g, store, Single)
		require.NoError(t, err)
		var order []int
		var mu sync.Mutex
		var group sync.WaitGroup
		for i := range 5 {
			group.Go(func() {
				_, err := request(t.Context(), g, store, Single)
				require.NoError(t, err)
				mu.Lock()
				defer mu.Unlock()
				order = append(order, i)
			})
			synctest.Wait()
		}
		group.Wait()
		require.Equal(t, []int{0, 1, 2, 3, 4}, order)
	})
	bubble("who can't be served in time learns it at once", func(t *testing.T) {
		store, g := newQuotaStore(2, 30*time.Second), newGovernor()
		work(t, g, store, 1, 2, Single)
		pause(t.Context(), 10*time.Second)
		started := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 19*time.Second)
		defer cancel()
		_, err := g.Acquire(ctx, Single)
		var wait *WaitError
		require.ErrorAs(t, err, &wait)
		require.InDelta(t, 20*time.Second, wait.Wait, float64(20*time.Millisecond))
		require.Zero(t, time.Since(started))

		var group sync.WaitGroup
		for range 2 {
			group.Go(func() { work(t, g, store, 1, 1, Single) })
		}
		synctest.Wait()
		ctx, cancel = context.WithTimeout(t.Context(), 40*time.Second)
		defer cancel()
		_, err = g.Acquire(ctx, Single)
		require.ErrorAs(t, err, &wait, "two before it use up the next window")
		require.InDelta(t, 50*time.Second, wait.Wait, float64(20*time.Millisecond))
		group.Wait()
	})
	bubble("callers behind a probe learn from its 429", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.take(150)
		store.travel = func() time.Duration { return time.Second }
		var probe sync.WaitGroup
		probe.Go(func() { _, _ = request(t.Context(), g, store, Single) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		started := time.Now()
		_, err := g.Acquire(ctx, Single)
		var wait *WaitError
		require.ErrorAs(t, err, &wait)
		require.Equal(t, 2*time.Second, time.Since(started), "as soon as the probe is answered")
		probe.Wait()
	})
	bubble("nobody is turned away for a window whose end is not known yet", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.travel = func() time.Duration { return 10 * time.Millisecond }
		work(t, g, store, 64, 150, Single)
		pause(t.Context(), 50*time.Second) // the next window is 20 s old
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Second)
		defer cancel()
		var group sync.WaitGroup
		for range 200 {
			group.Go(func() {
				_, err := request(ctx, g, store, Single)
				require.NoError(t, err)
			})
		}
		group.Wait()
		require.Zero(t, store.limited)
	})
	bubble("every wait ends with its context", func(t *testing.T) {
		store, g := newQuotaStore(1, time.Hour), newGovernor()
		work(t, g, store, 1, 1, Single)
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		for range 64 {
			group.Go(func() {
				_, err := g.Acquire(ctx, Single)
				require.ErrorIs(t, err, context.Canceled)
			})
		}
		pause(t.Context(), time.Second)
		cancel()
		group.Wait()
		_, err := g.Acquire(ctx, Single)
		require.ErrorIs(t, err, context.Canceled)
	})
	bubble("a request that was never sent costs nothing", func(t *testing.T) {
		store, g := newQuotaStore(2, 30*time.Second), newGovernor()
		work(t, g, store, 1, 1, Single)
		started := time.Now()
		for range 5 {
			release, err := g.Acquire(t.Context(), Single)
			require.NoError(t, err)
			release(Answer{})
		}
		work(t, g, store, 1, 1, Single)
		require.Zero(t, time.Since(started))
	})
	bubble("a 429 without headers lowers the concurrency, which recovers", func(t *testing.T) {
		store, g := newQuotaStore(1_000_000, time.Hour), newGovernor()
		store.silent, store.parallel = true, 10
		store.travel = func() time.Duration { return 10 * time.Millisecond }
		work(t, g, store, 64, 2000, Single)
		require.Less(t, store.capped, 400, "the first burst, and one probe now and then")
		store.parallel, store.most = 0, 0
		work(t, g, store, 64, 4000, Single)
		require.Equal(t, 64, store.most)
	})
	bubble("a quota that grows or shrinks is followed", func(t *testing.T) {
		store, g := newQuotaStore(150, 30*time.Second), newGovernor()
		store.travel = someLatency()
		work(t, g, store, 64, 140, Single)
		store.quota = 450
		started := time.Now()
		work(t, g, store, 64, 290, Single)
		require.Less(t, time.Since(started), 5*time.Second)
		store.quota = 100
		work(t, g, store, 64, 300, Single)
		require.LessOrEqual(t, store.limited, 64, "those in flight when it shrank")
	})
}
