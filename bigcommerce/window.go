package bigcommerce

import (
	"container/list"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

const (
	// resetMargin covers the rounding of the reset header to milliseconds.
	resetMargin = 5 * time.Millisecond
	// sharedFor is for how many windows other apps count as active after they were seen: their requests are not in every window.
	sharedFor = 20
)

// windowGovernor is the governor of one process. It counts the requests of the store's current window itself, because answers
// arrive late and out of order, and corrects its count by what the answers' headers prove:
//
//   - left is what may still be sent: never more than an answer says, and never less than an answer says minus everything
//     that it may not have counted yet.
//   - end is when the window ends: the earliest of receipt plus reset over the window's answers. Since answers travel, that is never too
//     early.
//   - A new window starts with its limit minus what is in flight, which may be counted in either.
//
// An answer that leaves less than our own count proves that other apps use the quota: then nothing is sent that a pessimistic count
// doesn't cover, until none has been seen for a while.
type windowGovernor struct {
	mu sync.Mutex

	// open is set once an answer has come; before, one request is in flight.
	open bool
	// known is set once an answer has carried a quota.
	known         bool
	limit, left   int
	window        time.Duration
	end, previous time.Time
	// assumed is set while end is a guess: no answer of the window has come yet.
	assumed bool
	epoch   int
	// lowest is the least that an answer of the window has left; sharedUntil is the last epoch in which others count as active.
	lowest, sharedUntil int

	inFlight, completed int
	// singles counts the single calls of this window, usual those of the last one, bulk the other requests of this window.
	singles, usual, bulk int

	concurrency concurrency

	queues [2]line // by priority
	timer  *time.Timer
	// swept is the time of the next window for which the queues' deadlines were last checked.
	swept time.Time
}

// NewGovernor returns the governor that a [Pool] uses by default. It serves one process.
func NewGovernor() Governor {
	return &windowGovernor{}
}

// permit is one request that was let through.
type permit struct {
	epoch, completed, cut int
}

// waiter is a caller in the queue. ready is closed when it has got a permit or an err.
type waiter struct {
	demand Demand
	// place is its element in the queue.
	place    *list.Element
	ready    chan struct{}
	deadline time.Time
	permit   permit
	err      error
}

// Acquire implements [Governor].
func (g *windowGovernor) Acquire(ctx context.Context, demand Demand) (func(Answer), error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g.mu.Lock()
	now := time.Now()
	g.roll(now)
	demand.Priority = min(demand.Priority, Bulk)
	waiting := g.queues[Single].len()
	if demand.Priority == Bulk {
		waiting += g.queues[Bulk].len()
	}
	if waiting == 0 && !g.opening(demand, now).After(now) {
		granted := g.grant(demand)
		g.mu.Unlock()
		return g.releaser(granted), nil
	}
	w := &waiter{demand: demand, ready: make(chan struct{})}
	w.deadline, _ = ctx.Deadline()
	if !w.deadline.IsZero() {
		ahead := g.queues[demand.Priority].ahead(demand.Operation)
		if demand.Priority == Bulk {
			ahead += g.queues[Single].len()
		}
		if err := g.tooLate(w, ahead, now); err != nil {
			g.mu.Unlock()
			return nil, err
		}
	}
	g.queues[demand.Priority].push(w)
	g.dispatch(now)
	g.mu.Unlock()

	select {
	case <-w.ready:
	case <-ctx.Done():
		g.abandon(w)
		return nil, ctx.Err()
	}
	if w.err != nil {
		return nil, w.err
	}
	return g.releaser(w.permit), nil
}

// abandon takes a waiter whose context has ended out of the queue, or gives its permit back when it got one at the same moment.
func (g *windowGovernor) abandon(w *waiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-w.ready:
		if w.err == nil {
			g.release(w.permit, Answer{})
		}
	default:
		g.queues[w.demand.Priority].remove(w)
		g.dispatch(time.Now())
	}
}

func (g *windowGovernor) releaser(granted permit) func(Answer) {
	var once sync.Once
	return func(answer Answer) {
		once.Do(func() {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.release(granted, answer)
		})
	}
}

// farFuture is the opening of a request that only another one's answer can let through.
var farFuture = time.Unix(1<<40, 0)

// opening returns when the next request of the demand may be sent: now or earlier, a later time, or farFuture when only the answer of
// one in flight will tell.
func (g *windowGovernor) opening(demand Demand, now time.Time) time.Time {
	switch {
	case g.concurrency.pausedUntil.After(now):
		return g.concurrency.pausedUntil
	case !g.open && g.inFlight > 0, g.concurrency.full(g.inFlight):
		return farFuture
	case !g.known:
		return now
	}
	left := g.left
	if g.epoch <= g.sharedUntil {
		if certain := g.lowest - g.inFlight - g.limit/50; certain < left {
			left = certain
			if left <= 0 && g.inFlight > 0 {
				return farFuture
			}
		}
	}
	if left <= 0 {
		return g.end
	}
	if reserve := g.reserve(demand.More); demand.Priority == Bulk && reserve > 0 {
		// The reserve melts with the window: bulk may use what single calls have not.
		return g.end.Add(-time.Duration(float64(g.window) * float64(left) / float64(reserve)))
	}
	return now
}

// reserve returns how many requests bulk leaves to single calls at a window's beginning: a tenth, or twice what they have lately used, up to
// a third. A third it is, too, for work that won't fit what is left of the window, or of unknown length after a third of the window: such
// work lasts, and costs calls that come by chance the most.
func (g *windowGovernor) reserve(more int) int {
	if more > g.left || more == 0 && g.bulk > g.limit/3 {
		return g.limit / 3
	}
	return min(max(g.limit/10, 2*g.usual), g.limit/3)
}

// grant counts a request as sent.
func (g *windowGovernor) grant(demand Demand) permit {
	g.inFlight++
	g.left--
	if demand.Priority == Single {
		g.singles++
	} else {
		g.bulk++
	}
	return permit{epoch: g.epoch, completed: g.completed, cut: g.concurrency.cuts}
}

// dispatch lets through the waiters whose time has come, turns away those that can't be served in time, and sets the timer for the
// next. It is called with the lock held, after every change.
func (g *windowGovernor) dispatch(now time.Time) {
	g.roll(now)
	next := farFuture
	for priority := range g.queues {
		queue := &g.queues[priority]
		for queue.len() > 0 {
			if next = g.opening(queue.next().demand, now); next.After(now) {
				break
			}
			w := queue.pop()
			w.permit = g.grant(w.demand)
			close(w.ready)
		}
		if queue.len() > 0 {
			break // bulk waits behind single calls
		}
	}
	if g.queues[Single].len()+g.queues[Bulk].len() == 0 || next.Equal(farFuture) {
		if g.timer != nil {
			g.timer.Stop()
		}
		return
	}
	g.turnAway(now)
	if g.timer == nil {
		g.timer = time.AfterFunc(next.Sub(now), g.wake)
		return
	}
	g.timer.Reset(next.Sub(now))
}

// wake is the timer's function.
func (g *windowGovernor) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.dispatch(time.Now())
}

// tooLate returns the error of a waiter whose deadline comes before its turn, nil when it is in time or its turn can't be told.
func (g *windowGovernor) tooLate(w *waiter, ahead int, now time.Time) error {
	if w.deadline.IsZero() || g.assumed {
		return nil
	}
	turn := g.opening(w.demand, now)
	if turn.Equal(farFuture) {
		turn = now
	}
	if left := max(g.left, 0); g.known && ahead >= left {
		windows := (ahead - left) / max(g.limit, 1)
		if after := g.end.Add(time.Duration(windows) * g.window); after.After(turn) {
			turn = after
		}
	}
	if turn.After(w.deadline) {
		return &WaitError{Wait: turn.Sub(now)}
	}
	return nil
}

// turnAway fails the waiters that can't be served in time, once for each new end of the window.
func (g *windowGovernor) turnAway(now time.Time) {
	if g.swept.Equal(g.end) {
		return
	}
	g.swept = g.end
	ahead := 0
	for priority := range g.queues {
		queue := &g.queues[priority]
		for _, w := range slices.Collect(queue.all()) {
			if w.err = g.tooLate(w, ahead, now); w.err != nil {
				queue.remove(w)
				close(w.ready)
			} else {
				ahead++
			}
		}
	}
}

// release books the answer of a request. It is called with the lock held.
func (g *windowGovernor) release(granted permit, answer Answer) {
	now := time.Now()
	g.roll(now)
	g.inFlight--
	if answer.Sent {
		uncounted := g.inFlight + g.completed - granted.completed
		g.completed++
		stale := answer.Quota.Known && g.learn(granted, answer.Quota, uncounted, now)
		g.open = g.open || answer.Quota.Known || answer.Status > 0 && answer.Status < 500 && answer.Status != http.StatusTooManyRequests
		g.limited(granted, answer, stale, now)
	} else {
		g.left = min(g.left+1, g.limit)
	}
	g.dispatch(now)
}

// limited draws the conclusions from a 429, or from an answer that is none.
func (g *windowGovernor) limited(granted permit, answer Answer, stale bool, now time.Time) {
	switch {
	case answer.Status != http.StatusTooManyRequests:
		if answer.Status > 0 && answer.Status < 500 {
			g.concurrency.grow()
		}
	case answer.Quota.Known && answer.Quota.Left == 0:
		if !stale {
			g.left = 0
			g.end = later(g.end, now.Add(max(answer.Quota.Reset, answer.RetryAfter)+resetMargin))
			if granted.epoch > 0 { // our own count said that it fits
				g.sharedUntil = g.epoch + sharedFor
			}
		}
	case answer.RetryAfter > 0:
		g.concurrency.pausedUntil = later(g.concurrency.pausedUntil, now.Add(answer.RetryAfter))
	case granted.cut == g.concurrency.cuts:
		g.concurrency.halve(g.inFlight+1, now)
	}
}

// learn corrects the count by an answer's headers. uncounted is how many of our requests the answer may not have counted. It reports
// whether the answer is one of an earlier window.
func (g *windowGovernor) learn(granted permit, quota Quota, uncounted int, now time.Time) (stale bool) {
	end := now.Add(quota.Reset + resetMargin)
	half := quota.Window / 2
	switch {
	case !g.known || end.After(g.end.Add(half)): // the first window, or one that began before we thought
		g.begin(end, quota.Left-g.inFlight)
		g.assumed = false
		g.lowest = quota.Left
	case granted.epoch < g.epoch && end.Before(g.previous.Add(half)):
		g.left++ // the new window was charged for a request that the old one has paid
		return true
	case g.assumed || end.Before(g.end):
		g.end, g.assumed = end, false
	}
	if g.known && quota.Limit != g.limit {
		g.lowest = quota.Left
	}
	if g.known && quota.Left < g.left {
		g.left = quota.Left
		g.sharedUntil = g.epoch + sharedFor
	}
	g.known = true
	g.limit, g.window = quota.Limit, quota.Window
	g.lowest = min(g.lowest, quota.Left)
	g.left = max(g.left, quota.Left-uncounted)
	return false
}

// roll begins a new window when the current one is over.
func (g *windowGovernor) roll(now time.Time) {
	if g.known && !now.Before(g.end) {
		g.begin(now.Add(g.window), max(g.limit, 1)-g.inFlight)
		g.assumed = true
		g.lowest = max(g.limit, 1)
	}
}

// begin starts the count of a window.
func (g *windowGovernor) begin(end time.Time, left int) {
	g.epoch++
	g.previous, g.end = g.end, end
	g.left = left
	g.usual, g.singles, g.bulk = g.singles, 0, 0
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
