package governortest

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// store is a store that grants a fixed quota per window and tells so in its headers, as BigCommerce does.
type store struct {
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

	// windows are the windows that are over, granted the requests they had for us, spent those we used; taken is what others used of this one.
	windows, granted, spent, taken int
}

func newStore(quota int, window time.Duration) *store {
	return &store{quota: quota, window: window, began: time.Now(), travel: func() time.Duration { return 0 }}
}

// take is another app's use of the quota.
func (s *store) take(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roll()
	n = min(n, s.quota-s.used)
	s.used += n
	s.taken += n
}

// seen reads a count while requests are under way.
func (s *store) seen(count func() int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return count()
}

// change gives the store another quota from the next window on.
func (s *store) change(quota int, window time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quota, s.window = quota, window
	s.roll()
}

// utilisation is which part of the quota that other apps left was used, in the windows that are over, the first one left out: until the
// first answer there is one request.
func (s *store) utilisation() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return float64(s.spent) / float64(s.granted)
}

func (s *store) roll() {
	if elapsed := time.Since(s.began); elapsed >= s.window {
		if s.windows++; s.windows > 1 {
			s.granted += s.quota - s.taken
			s.spent += s.used - s.taken
		}
		s.taken = 0
		s.began = s.began.Add(elapsed.Truncate(s.window))
		s.used = 0
	}
}

// serve is one request from sending it to its answer.
func (s *store) serve(ctx context.Context) bigcommerce.Answer {
	_ = pause(ctx, s.travel())
	s.mu.Lock()
	s.roll()
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	answer := bigcommerce.Answer{Sent: true, Status: 200}
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
		answer.Quota = bigcommerce.Quota{Known: true, Limit: s.quota, Left: s.quota - s.used, Window: s.window, Reset: reset}
	}
	if answer.Status == 429 && answer.Quota.Known && answer.Quota.Left == 0 {
		answer.RetryAfter = answer.Quota.Reset
	}
	s.mu.Unlock()
	_ = pause(ctx, s.travel())
	s.mu.Lock()
	s.inFlight--
	s.mu.Unlock()
	return answer
}

// pause waits, or returns the context's error when that ends first.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// request asks the governor, sends and releases.
func request(ctx context.Context, g bigcommerce.Governor, s *store, demand bigcommerce.Demand) (bigcommerce.Answer, error) {
	release, err := g.Acquire(ctx, demand)
	if err != nil {
		return bigcommerce.Answer{}, err
	}
	got := s.serve(ctx)
	release(got)
	return got, nil
}

// work sends n requests from many callers.
func work(t *testing.T, g bigcommerce.Governor, s *store, callers, n int, demand bigcommerce.Demand) {
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
					got, err := request(t.Context(), g, s, demand)
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

// press sends requests from many callers for a while, as many as the governor lets through.
func press(t *testing.T, g bigcommerce.Governor, s *store, callers int, duration time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), duration)
	defer cancel()
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			for ctx.Err() == nil {
				// Without a deadline: nobody is turned away at the end.
				if _, err := request(context.WithoutCancel(ctx), g, s, single); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}

func seeded(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // it only spreads requests
}

// travelOf returns times between two bounds, evenly spread.
func travelOf(shortest, longest time.Duration) func() time.Duration {
	var mu sync.Mutex
	random := seeded(1)
	return func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return shortest + time.Duration(random.Int64N(int64(longest-shortest)))
	}
}
