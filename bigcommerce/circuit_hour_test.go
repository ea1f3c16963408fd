package bigcommerce

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
)

// TestAnHourOfAStoreThatFlaps runs 32 impatient callers against a store that is down for one second to five minutes at a time.
func TestAnHourOfAStoreThatFlaps(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			const callers = 32
			random := rand.New(rand.NewPCG(seed, seed))
			between := func(least, most time.Duration) time.Duration {
				return least + time.Duration(random.Int64N(int64(most-least)))
			}
			ways := []httpmock.Responder{
				breaks(&net.OpError{Op: "dial", Err: errors.New("refused")}), breaks(io.EOF), answer(500, `{}`), answer(503, ``), stalls(),
			}
			store := &flappingStore{latency: 100 * time.Millisecond}
			client := newClientOn(t, store, WithTimeout(5*time.Second))
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()

			var mu sync.Mutex
			succeeded, failed, recovered := make([]time.Time, callers), make([]time.Time, callers), make([]time.Time, callers)
			var group sync.WaitGroup
			for i := range callers {
				group.Go(func() {
					for ctx.Err() == nil {
						_, err := client.get(ctx, "/v3/customers")
						mu.Lock()
						if err == nil {
							if failed[i].After(succeeded[i]) {
								recovered[i] = time.Now()
							}
							succeeded[i] = time.Now()
						} else if ctx.Err() == nil {
							failed[i] = time.Now()
						}
						mu.Unlock()
						pause := 5*time.Second + time.Duration(i)*311*time.Millisecond
						if err != nil {
							pause = 2 * time.Second // it does not listen to RetryAfter
						}
						_ = sleep(ctx, pause)
					}
				})
			}

			outages, downtime, requestsDown, requestsUp := 0, time.Duration(0), 0, 0
			var slowest time.Duration
			for {
				up := between(90*time.Second, 4*time.Minute)
				back := time.Now()
				if sleep(ctx, up) != nil {
					break
				}
				mu.Lock()
				for i := range callers {
					require.True(t, succeeded[i].After(back.Add(up-20*time.Second)), "caller %d works", i)
					require.LessOrEqual(t, recovered[i].Sub(back), 30*time.Second, "caller %d works again", i)
					slowest = max(slowest, recovered[i].Sub(back))
				}
				mu.Unlock()
				requestsUp += store.turn(ways[outages%len(ways)])

				down := between(time.Second, 5*time.Minute)
				if sleep(ctx, down) != nil {
					break
				}
				sent := store.turn(nil)
				// Those under way when it went down, and the probes: after half a second, 1, 2, 4, 8, and then 10 at least.
				require.LessOrEqual(t, sent, callers+failuresToOpen+6+int(down/(longestProbeWait/2)), "an outage of %v", down)
				outages, downtime, requestsDown = outages+1, downtime+down, requestsDown+sent
			}
			group.Wait()
			t.Logf("seed %d: %d outages, %v in all, %d requests meanwhile (%.1f for each, %.2f a minute); %d while the store was up; the last caller worked %v after it was back",
				seed, outages, downtime.Round(time.Second), requestsDown, float64(requestsDown)/float64(outages), float64(requestsDown)/downtime.Minutes(), requestsUp, slowest.Round(time.Millisecond))
		})
	}
}
