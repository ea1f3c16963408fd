package sandbox

import (
	"context"
	"slices"
	"sync"
	"time"
)

// lateWrites is how many writes may wait for their time; a further one takes effect at once.
const lateWrites = 10_000

// lateWrite is a write that was answered already and takes effect later.
type lateWrite struct {
	due     time.Time // on the store's clock
	request *request
	op      operation
}

// backlog keeps the writes that take effect later, in the order of their times. Nothing runs for them: whoever looks at the store first
// lets those take effect whose time has come, so that they end with the store.
type backlog struct {
	mu      sync.Mutex
	waiting []lateWrite
	wake    chan struct{} // tells that something is in it
}

// put adds a write; false when there are too many.
func (b *backlog) put(w lateWrite) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting) >= lateWrites {
		return false
	}
	at, _ := slices.BinarySearchFunc(b.waiting, w.due, func(waiting lateWrite, due time.Time) int {
		if waiting.due.After(due) {
			return 1
		}
		return -1 // those that are due at the same time keep their order
	})
	b.waiting = slices.Insert(b.waiting, at, w)
	b.signal()
	return true
}

func (b *backlog) signal() {
	select {
	case b.wake <- struct{}{}:
	default: // it is signalled already
	}
}

// next returns when the first write is due; false when none waits.
func (b *backlog) next() (time.Time, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.waiting) == 0 {
		return time.Time{}, false
	}
	return b.waiting[0].due, true
}

// take takes out the writes that are due, or all.
func (b *backlog) take(now time.Time, all bool) []lateWrite {
	b.mu.Lock()
	defer b.mu.Unlock()
	count := len(b.waiting)
	if !all {
		if first := slices.IndexFunc(b.waiting, func(w lateWrite) bool { return w.due.After(now) }); first >= 0 {
			count = first
		}
	}
	due := slices.Clone(b.waiting[:count])
	b.waiting = slices.Delete(b.waiting, 0, count)
	return due
}

// commitLater keeps a write for later; what is refused before its operation runs stays refused.
func (s *Store) commitLater(r *request, op operation, after time.Duration) {
	if r.read() != nil {
		return
	}
	if !s.putOff(r, op, s.clock().Add(after)) {
		_, _ = s.execute(r, op) // nobody is told
	}
}

// putOff has an operation run when it is due, whatever becomes of its request; false when too many wait already.
func (s *Store) putOff(r *request, op operation, due time.Time) bool {
	later := *r
	later.Request = r.Clone(context.WithoutCancel(r.Context()))
	return s.late.put(lateWrite{due: due, request: &later, op: op})
}

// Settle lets all writes take effect at once that a [Fault] put off with CommitAfter, and lets the payment gateway do what was asked of it. It
// returns how many of both there were.
func (s *Store) Settle() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settle(true)
}

// settleDue lets the writes take effect whose time has come.
func (s *Store) settleDue() {
	if due, waiting := s.late.next(); !waiting || due.After(s.clock()) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(false)
}

// settle is the one place where late writes take effect: with the time that they were due at, as if somebody had looked at once. The
// store's lock is held for writing.
func (s *Store) settle(all bool) int {
	now := s.clock()
	due := s.late.take(now, all)
	defer func() { s.backdated = time.Time{} }()
	for _, w := range due {
		if s.backdated = w.due; w.due.After(now) {
			s.backdated = now
		}
		_, _ = w.op.handle(s, w.request) // nobody is told
	}
	return len(due)
}

// settleOnTime lets late writes take effect on time until the context ends, so that their events are sent without anybody looking.
func (s *Store) settleOnTime(ctx context.Context) {
	for ctx.Err() == nil {
		s.settleDue()
		pause := time.Hour
		if due, waiting := s.late.next(); waiting {
			pause = max(due.Sub(s.clock()), time.Millisecond) // a clock may stand still
		}
		timer := time.NewTimer(pause)
		select {
		case <-s.late.wake:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	s.late.signal() // whoever else waits takes over
}
