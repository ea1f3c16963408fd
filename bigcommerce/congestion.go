package bigcommerce

import (
	"math/rand/v2"
	"time"
)

// firstPause is the longest pause after a 429 that no spent quota explains; each further one in a row doubles it.
const firstPause = 500 * time.Millisecond

// concurrency adapts how many requests are in flight when a 429 comes that no spent quota explains.
type concurrency struct {
	// ceiling is the most that may be in flight, 0 for no bound; peak is how many were when it was cut first.
	ceiling, peak int
	// cuts numbers the cuts, so that the 429s of one burst count once; strikes counts those in a row.
	cuts, strikes int
	successes     int
	pausedUntil   time.Time
}

func (c *concurrency) full(inFlight int) bool { return c.ceiling > 0 && inFlight >= c.ceiling }

// halve cuts the ceiling to half of what was in flight and pauses, longer with each cut in a row.
func (c *concurrency) halve(inFlight int, now time.Time) {
	c.peak = max(c.peak, inFlight)
	c.ceiling = max(1, inFlight/2)
	c.cuts++
	c.strikes++
	c.successes = 0
	c.pausedUntil = later(c.pausedUntil, now.Add(jitter(firstPause, c.strikes, rand.Float64()))) //nolint:gosec // spreads load, hides nothing
}

// grow raises the ceiling by one for each round of successes, and lifts it once twice the old peak has been fine.
func (c *concurrency) grow() {
	c.strikes = 0
	if c.ceiling == 0 {
		return
	}
	if c.successes++; c.successes < c.ceiling {
		return
	}
	c.successes = 0
	if c.ceiling++; c.ceiling > 2*c.peak {
		c.ceiling, c.peak = 0, 0
	}
}
