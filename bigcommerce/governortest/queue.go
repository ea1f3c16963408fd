package governortest

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// checkQueue checks who goes first and how a wait ends.
func checkQueue(bubble bubbles, governor func() bigcommerce.Governor) {
	bubble("single calls go ahead of bulk, and bulk leaves them a reserve", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = func() time.Duration { return 20 * time.Millisecond }
		var export sync.WaitGroup
		export.Go(func() { work(t, g, store, 64, 600, bulk) })
		slow := 0
		for range 50 {
			_ = pause(t.Context(), 2*time.Second)
			asked := time.Now()
			_, err := request(t.Context(), g, store, single)
			require.NoError(t, err)
			if time.Since(asked) > 2*time.Second {
				slow++
			}
		}
		export.Wait()
		require.LessOrEqual(t, slow, 2)
		require.Zero(t, store.limited)
	})
	bubble("first come, first served", func(t *testing.T) {
		store, g := newStore(1, time.Second), governor()
		_, err := request(t.Context(), g, store, single)
		require.NoError(t, err)
		var order []int
		var mu sync.Mutex
		var group sync.WaitGroup
		for i := range 5 {
			group.Go(func() {
				_, err := request(t.Context(), g, store, single)
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
		store, g := newStore(2, 30*time.Second), governor()
		work(t, g, store, 1, 2, single)
		_ = pause(t.Context(), 10*time.Second)
		started := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 19*time.Second)
		defer cancel()
		_, err := g.Acquire(ctx, single)
		var wait *bigcommerce.WaitError
		require.ErrorAs(t, err, &wait)
		require.InDelta(t, 20*time.Second, wait.Wait, float64(20*time.Millisecond))
		require.Zero(t, time.Since(started))

		var group sync.WaitGroup
		for range 2 {
			group.Go(func() { work(t, g, store, 1, 1, single) })
		}
		synctest.Wait()
		ctx, cancel = context.WithTimeout(t.Context(), 40*time.Second)
		defer cancel()
		_, err = g.Acquire(ctx, single)
		require.ErrorAs(t, err, &wait, "two before it use up the next window")
		require.InDelta(t, 50*time.Second, wait.Wait, float64(20*time.Millisecond))
		group.Wait()
	})
	bubble("callers behind a probe learn from its 429", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.take(150)
		store.travel = func() time.Duration { return time.Second }
		var probe sync.WaitGroup
		probe.Go(func() { _, _ = request(t.Context(), g, store, single) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		started := time.Now()
		_, err := g.Acquire(ctx, single)
		var wait *bigcommerce.WaitError
		require.ErrorAs(t, err, &wait)
		require.Equal(t, 2*time.Second, time.Since(started), "as soon as the probe is answered")
		probe.Wait()
	})
	bubble("nobody is turned away for a window whose end is not known yet", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = func() time.Duration { return 10 * time.Millisecond }
		work(t, g, store, 64, 150, single)
		_ = pause(t.Context(), 50*time.Second) // the next window is 20 s old
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Second)
		defer cancel()
		var group sync.WaitGroup
		for range 200 {
			group.Go(func() {
				_, err := request(ctx, g, store, single)
				require.NoError(t, err)
			})
		}
		group.Wait()
		require.Zero(t, store.limited)
	})
	bubble("every wait ends with its context", func(t *testing.T) {
		store, g := newStore(1, time.Hour), governor()
		work(t, g, store, 1, 1, single)
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		for range 64 {
			group.Go(func() {
				_, err := g.Acquire(ctx, single)
				require.ErrorIs(t, err, context.Canceled)
			})
		}
		_ = pause(t.Context(), time.Second)
		cancel()
		group.Wait()
		_, err := g.Acquire(ctx, single)
		require.ErrorIs(t, err, context.Canceled)
	})
	bubble("operations take turns", func(t *testing.T) {
		store, g := newStore(150, 30*time.Second), governor()
		store.travel = travelOf(5*time.Millisecond, 100*time.Millisecond)
		work(t, g, store, 64, 150, single)
		var long sync.WaitGroup
		for range 1000 {
			long.Go(func() { _, _ = request(t.Context(), g, store, bigcommerce.Demand{Operation: "long"}) })
		}
		synctest.Wait()
		started := time.Now()
		work(t, g, store, 40, 40, bigcommerce.Demand{Operation: "short"})
		require.Less(t, time.Since(started), 31*time.Second, "in the next window")
		long.Wait()
		require.Zero(t, store.limited)
	})
	bubble("bulk operations take turns, too", func(t *testing.T) {
		store, g := newStore(1, time.Second), governor()
		work(t, g, store, 1, 1, single)
		var order []string
		var mu sync.Mutex
		var group sync.WaitGroup
		for _, operation := range []string{"a", "a", "a", "a", "b", "c", "c"} {
			group.Go(func() {
				_, err := request(t.Context(), g, store, bigcommerce.Demand{Priority: bigcommerce.Bulk, Operation: operation})
				require.NoError(t, err)
				mu.Lock()
				defer mu.Unlock()
				order = append(order, operation)
			})
			synctest.Wait()
		}
		group.Wait()
		require.ElementsMatch(t, []string{"a", "b", "c"}, order[:3])
		require.ElementsMatch(t, []string{"a", "c"}, order[3:5])
		require.Equal(t, []string{"a", "a"}, order[5:])
	})
}
