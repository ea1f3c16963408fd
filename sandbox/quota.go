package sandbox

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// unlimited is the quota that the headers tell of when nothing is limited.
const unlimited = 1_000_000

// quota counts the store's requests in fixed windows.
type quota struct {
	requests int // per window; 0 for no limit
	window   time.Duration

	mu    sync.Mutex
	start time.Time
	used  int
}

// grant is the state of the quota as one answer tells it.
type grant struct {
	allowed bool
	quota   int
	left    int
	window  time.Duration
	reset   time.Duration // until the next window
}

// take uses up one request when spend is set and one is left.
func (q *quota) take(now time.Time, spend bool) grant {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.start.IsZero() {
		q.start = now
	}
	if over := now.Sub(q.start); over >= q.window {
		q.start = q.start.Add(over.Truncate(q.window))
		q.used = 0
	}
	allowed := q.requests == 0 || q.used < q.requests
	if allowed && spend {
		q.used++
	}
	total := q.requests
	if total == 0 {
		total = unlimited
	}
	return grant{
		allowed: allowed,
		quota:   total,
		left:    max(total-q.used, 0),
		window:  q.window,
		reset:   q.start.Add(q.window).Sub(now),
	}
}

// The rate-limit headers.
const (
	headerQuota  = "X-Rate-Limit-Requests-Quota"
	headerLeft   = "X-Rate-Limit-Requests-Left"
	headerWindow = "X-Rate-Limit-Time-Window-Ms"
	headerReset  = "X-Rate-Limit-Time-Reset-Ms"
	headerRetry  = "X-Retry-After"
)

// write sets the rate-limit headers.
func (g grant) write(header http.Header) {
	header.Set(headerQuota, strconv.Itoa(g.quota))
	header.Set(headerLeft, strconv.Itoa(g.left))
	header.Set(headerWindow, strconv.FormatInt(g.window.Milliseconds(), 10))
	header.Set(headerReset, strconv.FormatInt(roundUp(g.reset, time.Millisecond), 10))
	if !g.allowed {
		header.Set(headerRetry, strconv.FormatInt(roundUp(g.reset, time.Second), 10))
	}
}

// roundUp counts the units that cover a duration.
func roundUp(d, unit time.Duration) int64 { return int64((d + unit - 1) / unit) }

func tooManyRequests() *refusal { return refuse(http.StatusTooManyRequests, "Too many requests") }
