package bigcommerce

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func counting(n int, end error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if end != nil {
			yield(0, end)
		}
	}
}

func TestInOrderKeepsTheOrderAndTheBound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var inFlight, most atomic.Int64
		started := time.Now()
		var got []int
		for out, err := range inOrder(t.Context(), counting(40, nil), 4, func(ctx context.Context, i int) (int, error) {
			most.Store(max(most.Load(), inFlight.Add(1)))
			defer inFlight.Add(-1)
			pause(ctx, time.Duration(1+i%3)*time.Second)
			return i * i, nil
		}) {
			require.NoError(t, err)
			got = append(got, out)
		}
		require.Len(t, got, 40)
		for i, square := range got {
			require.Equal(t, i*i, square)
		}
		require.Equal(t, int64(4), most.Load())
		require.Less(t, time.Since(started), 40*time.Second)
	})
}

func TestInOrderEndsWithTheFirstFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var got []int
		var failed error
		started := time.Now()
		for out, err := range inOrder(t.Context(), counting(100, nil), 8, func(ctx context.Context, i int) (int, error) {
			if i == 5 {
				return 0, errors.Join(sleep(ctx, time.Minute), broken)
			}
			return i, sleep(ctx, time.Duration(i)*time.Hour)
		}) {
			if err != nil {
				failed = err
				continue
			}
			got = append(got, out)
		}
		require.ErrorIs(t, failed, broken, "not the cancellation that follows from it")
		require.Equal(t, []int{0}, got)
		require.Equal(t, time.Minute, time.Since(started), "the others ended with it")
	})
}

func TestInOrderDeliversWhatCameBeforeTheSequencesFailure(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var got []int
	var failed error
	for out, err := range inOrder(t.Context(), counting(3, broken), 8, func(_ context.Context, i int) (int, error) { return i, nil }) {
		if failed = err; err == nil {
			got = append(got, out)
		}
	}
	require.ErrorIs(t, failed, broken)
	require.Equal(t, []int{0, 1, 2}, got)
}

func TestInOrderStopsWithItsCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var running atomic.Int64
		for _, err := range inOrder(t.Context(), counting(100, nil), 8, func(ctx context.Context, i int) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			if i > 0 {
				<-ctx.Done()
			}
			return i, nil
		}) {
			require.NoError(t, err)
			break
		}
		require.Zero(t, running.Load(), "nothing is left running")
	})
}
