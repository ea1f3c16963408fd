package bigcommerce

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// quotaStore is a store that grants a fixed quota per window and tells so in its headers, as BigCommerce does.
type quotaStore struct {
	quota  int
	window time.Duration
	// travel is how long a request and an answer are under way, each.
	travel func() time.Duration
	// silent leaves the headers out; parallel is a cap on concurrency, 0 for none.
	silent   bool
	parallel int

	mu       sync.Mutex
	began    time.Time
	used     int
	inFlight int
	most     int
	served   int
	limited  int
	capped   int
}

func newQuotaStore(quota int, window time.Duration) *quotaStore {
	return &quotaStore{quota: quota, window: window, began: time.Now(), travel: func() time.Duration { return 0 }}
}

// take is another app's use of the quota.
func (s *quotaStore) take(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roll()
	s.used = min(s.used+n, s.quota)
}

// seen reads a count while requests are under way.
func (s *quotaStore) seen(count func() int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return count()
}

func (s *quotaStore) roll() {
	if elapsed := time.Since(s.began); elapsed >= s.window {
		s.began = s.began.Add(elapsed.Truncate(s.window))
		s.used = 0
	}
}

// serve is one request from sending it to its answer.
func (s *quotaStore) serve(ctx context.Context) Answer {
	pause(ctx, s.travel())
	s.mu.Lock()
	s.roll()
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	answer := Answer{Sent: true, Status: 200}
	switch {
	case s.parallel > 0 && s.inFlight > s.parallel:
		answer.Status = 429
		s.capped++
	case s.used >= s.quota:
		answer.Status = 429
		s.limited++
	default:
		s.used++
		s.served++
	}
	if !s.silent {
		reset := (s.window - time.Since(s.began)).Truncate(time.Millisecond)
		answer.Quota = Quota{Known: true, Limit: s.quota, Left: s.quota - s.used, Window: s.window, Reset: reset}
	}
	if answer.Status == 429 && answer.Quota.Known && answer.Quota.Left == 0 {
		answer.RetryAfter = answer.Quota.Reset
	}
	s.mu.Unlock()
	pause(ctx, s.travel())
	s.mu.Lock()
	s.inFlight--
	s.mu.Unlock()
	return answer
}

func pause(ctx context.Context, d time.Duration) {
	if d > 0 {
		_ = sleep(ctx, d)
	}
}

// RoundTrip serves the store over HTTP.
func (s *quotaStore) RoundTrip(req *http.Request) (*http.Response, error) {
	got := s.serve(req.Context())
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	var headers []string
	if q := got.Quota; q.Known {
		headers = []string{
			"X-Rate-Limit-Requests-Quota", strconv.Itoa(q.Limit), "X-Rate-Limit-Requests-Left", strconv.Itoa(q.Left),
			"X-Rate-Limit-Time-Window-Ms", strconv.FormatInt(q.Window.Milliseconds(), 10),
			"X-Rate-Limit-Time-Reset-Ms", strconv.FormatInt(q.Reset.Milliseconds(), 10),
		}
	}
	return answer(got.Status, `{"data":[]}`, headers...)(req)
}

// request asks the governor, sends and releases.
func request(ctx context.Context, g Governor, s *quotaStore, priority Priority) (Answer, error) {
	release, err := g.Acquire(ctx, priority)
	if err != nil {
		return Answer{}, err
	}
	got := s.serve(ctx)
	release(got)
	return got, nil
}

// work sends n requests from many callers.
func work(t *testing.T, g Governor, s *quotaStore, callers, n int, priority Priority) {
	t.Helper()
	var group sync.WaitGroup
	jobs := make(chan struct{}, n)
	for range n {
		jobs <- struct{}{}
	}
	close(jobs)
	for range callers {
		group.Go(func() {
			for range jobs {
				for {
					got, err := request(t.Context(), g, s, priority)
					if err != nil {
						t.Error(err)
						return
					}
					if got.Status == 200 {
						break
					}
				}
			}
		})
	}
	group.Wait()
}

func seeded(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the same run each time
}

// someLatency is between 5 and 100 ms.
func someLatency() func() time.Duration {
	var mu sync.Mutex
	random := seeded(1)
	return func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return 5*time.Millisecond + time.Duration(random.Int64N(int64(95*time.Millisecond)))
	}
}

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

func TestWindowGovernor(t *testing.T) {
	t.Parallel()
	testGovernor(t, NewGovernor)
}

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

func (brokenGovernor) Acquire(context.Context, Priority) (func(Answer), error) {
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
