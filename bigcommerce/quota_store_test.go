package bigcommerce

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// quotaStore is a store that grants a fixed quota per window and tells so in its headers, as BigCommerce does.
type quotaStore struct {
	quota  int
	window time.Duration
	// travel is how long a request and an answer are under way, each.
	travel func() time.Duration

	mu      sync.Mutex
	began   time.Time
	used    int
	served  int
	limited int
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
	answer := Answer{Sent: true, Status: 200}
	switch {
	case s.used >= s.quota:
		answer.Status = 429
		s.limited++
	default:
		s.used++
		s.served++
	}
	reset := (s.window - time.Since(s.began)).Truncate(time.Millisecond)
	answer.Quota = Quota{Known: true, Limit: s.quota, Left: s.quota - s.used, Window: s.window, Reset: reset}
	if answer.Status == 429 && answer.Quota.Known && answer.Quota.Left == 0 {
		answer.RetryAfter = answer.Quota.Reset
	}
	s.mu.Unlock()
	pause(ctx, s.travel())
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

func seeded(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, seed))
}
