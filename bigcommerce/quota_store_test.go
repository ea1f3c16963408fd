package bigcommerce

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"
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
	return rand.New(rand.NewPCG(seed, seed))
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
