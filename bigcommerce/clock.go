package bigcommerce

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// clock knows by how much the store's clock is ahead of this machine's, by the Date headers of its answers: the middle of the last few, so that one
// that is wrong counts for nothing. Its zero value knows of no difference.
type clock struct {
	mu sync.Mutex
	// last is the date of the last answer: those of the same second tell nothing new.
	last   string
	seen   [9]time.Duration
	filled int
	next   int
}

// learn notes the date of an answer that came just now.
func (c *clock) learn(header http.Header, now time.Time) {
	text := header.Get("Date")
	c.mu.Lock()
	defer c.mu.Unlock()
	if text == c.last {
		return
	}
	c.last = text
	date := dateOf(header)
	if date.IsZero() {
		return
	}
	c.seen[c.next] = date.Sub(now)
	c.next = (c.next + 1) % len(c.seen)
	c.filled = min(c.filled+1, len(c.seen))
}

// offset is what must be added to this machine's time to get the store's, with an error of a second or so.
func (c *clock) offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.filled == 0 {
		return 0
	}
	seen := slices.Sorted(slices.Values(c.seen[:c.filled]))
	return seen[(len(seen)-1)/2]
}
