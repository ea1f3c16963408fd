package governortest

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// checkQuota checks that the quota is used up and not exceeded, whoever else uses it and however it changes.
func checkQuota(bubble bubbles, governor func() bigcommerce.Governor) {
	for _, callers := range []int{1, 2, 8, 64, 256} {
		bubble("the quota is used up and not exceeded by "+strconv.Itoa(callers)+" callers", func(t *testing.T) {
			store, g := newStore(150, 3*time.Second), governor()
			store.travel = travelOf(time.Millisecond, 5*time.Millisecond)
			press(t, g, store, callers, 60*time.Second)
			require.Zero(t, store.limited)
			require.GreaterOrEqual(t, store.utilisation(), 0.98)
		})
	}
	bubble("the quota that another app leaves is used up", func(t *testing.T) {
		store, g := newStore(150, 3*time.Second), governor()
		store.travel = travelOf(time.Millisecond, 5*time.Millisecond)
		ctx, cancel := context.WithCancel(t.Context())
		var other sync.WaitGroup
		other.Go(func() {
			random := seeded(3)
			for pause(ctx, time.Duration(random.Int64N(int64(133*time.Millisecond)))) == nil { // 30 % of the quota
				store.take(1)
			}
		})
		press(t, g, store, 64, 120*time.Second)
		cancel()
		other.Wait()
		require.GreaterOrEqual(t, store.utilisation(), 0.95)
		require.LessOrEqual(t, store.limited, (store.served+999)/1000)
	})
	bubble("no 429 when answers travel for seconds", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		random := seeded(2)
		var mu sync.Mutex
		store.travel = func() time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return time.Duration(random.Int64N(int64(4 * time.Second)))
		}
		work(t, g, store, 64, 700, single)
		require.Zero(t, store.limited)
	})
	bubble("no 429 after idling into a later window", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = travelOf(5*time.Millisecond, 100*time.Millisecond)
		for _, idle := range []time.Duration{17 * time.Second, 29900 * time.Millisecond, 47 * time.Second, 30 * time.Second, 3 * time.Minute} {
			work(t, g, store, 64, 190, single)
			_ = pause(t.Context(), idle)
		}
		require.Zero(t, store.limited)
	})
	bubble("work that fits the window is not delayed", func(t *testing.T) {
		for _, callers := range []int{1, 64} {
			store, g := newStore(150, 30*time.Second), governor()
			started := time.Now()
			work(t, g, store, callers, 150, single)
			require.Zero(t, time.Since(started))
			require.Zero(t, store.limited)
		}
	})
	bubble("one request until the first answer", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = func() time.Duration { return time.Second }
		done := make(chan struct{})
		go func() { work(t, g, store, 64, 64, single); close(done) }()
		_ = pause(t.Context(), 1500*time.Millisecond)
		require.Equal(t, 1, store.seen(func() int { return store.served }))
		<-done
		require.Equal(t, 63, store.most)
	})
	bubble("a first 429 is waited out exactly", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.take(150)
		_ = pause(t.Context(), 12*time.Second)
		started := time.Now()
		work(t, g, store, 64, 100, single)
		require.Equal(t, 1, store.limited)
		require.InDelta(t, 18*time.Second, time.Since(started), float64(20*time.Millisecond))
	})
	bubble("answers without headers do not ration", func(t *testing.T) {
		store, g := newStore(10_000, 30*time.Second), governor()
		store.silent = true
		started := time.Now()
		work(t, g, store, 64, 1000, single)
		require.Zero(t, time.Since(started))
	})
	bubble("a request that was never sent costs nothing", func(t *testing.T) {
		store, g := newStore(2, 30*time.Second), governor()
		work(t, g, store, 1, 1, single)
		started := time.Now()
		for range 5 {
			release, err := g.Acquire(t.Context(), single)
			require.NoError(t, err)
			release(bigcommerce.Answer{})
		}
		work(t, g, store, 1, 1, single)
		require.Zero(t, time.Since(started))
	})
	bubble("a quota that grows or shrinks is followed", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = travelOf(5*time.Millisecond, 100*time.Millisecond)
		work(t, g, store, 64, 140, single)
		store.quota = 450
		started := time.Now()
		work(t, g, store, 64, 290, single)
		require.Less(t, time.Since(started), 5*time.Second)
		store.quota = 100
		work(t, g, store, 64, 300, single)
		require.LessOrEqual(t, store.limited, 64, "those in flight when it shrank")
	})
	bubble("a window that becomes longer or shorter is followed", func(t *testing.T) {
		store, g := newStore(150, 3*time.Second), governor()
		store.travel = travelOf(time.Millisecond, 5*time.Millisecond)
		for _, window := range []time.Duration{30 * time.Second, 3 * time.Second, 10 * time.Second} {
			press(t, g, store, 64, 31*time.Second)
			store.change(150, window)
		}
		press(t, g, store, 64, 31*time.Second)
		require.LessOrEqual(t, store.limited, 1)
	})
}
