package sandbox

import (
	"cmp"
	"container/heap"
	"context"
	"sync"
	"time"
)

// outboxSize is how many deliveries wait at most.
const outboxSize = 10_000

// delivery is one event on its way to one hook.
type delivery struct {
	hook     int64
	message  string // its id, the same in each attempt
	body     []byte
	attempts int // that have failed
	due      time.Time
	arrived  int // orders those that are due at the same time
}

// outbox keeps the deliveries that are to be sent, in the order in which they are due.
type outbox struct {
	mu      sync.Mutex
	waiting deliveries
	arrived int
	wake    chan struct{} // tells that something is in it
}

// put adds a delivery. In a full outbox the one that has waited longest gives way; true when one did.
func (o *outbox) put(d delivery) (dropped bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if dropped = len(o.waiting) >= outboxSize; dropped {
		heap.Pop(&o.waiting)
	}
	o.arrived++
	d.arrived = o.arrived
	heap.Push(&o.waiting, d)
	o.signal()
	return dropped
}

func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default: // it is signalled already
	}
}

// take waits until a delivery is due, or the context ends: then it returns false.
func (o *outbox) take(ctx context.Context) (delivery, bool) {
	for ctx.Err() == nil {
		d, pause, due := o.next()
		if due {
			return d, true
		}
		timer := time.NewTimer(pause)
		select {
		case <-o.wake:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	o.signal() // whoever else waits takes over
	return delivery{}, false
}

// next takes out what is due; otherwise it tells how long there is nothing to do.
func (o *outbox) next() (d delivery, pause time.Duration, due bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) == 0 {
		return delivery{}, time.Hour, false
	}
	if pause = time.Until(o.waiting[0].due); pause > 0 {
		return delivery{}, pause, false
	}
	return heap.Pop(&o.waiting).(delivery), 0, true
}

// deliveries are a heap: the first one is due first.
type deliveries []delivery

func (d deliveries) Len() int { return len(d) }

func (d deliveries) Less(i, j int) bool {
	return cmp.Or(d[i].due.Compare(d[j].due), cmp.Compare(d[i].arrived, d[j].arrived)) < 0
}

func (d deliveries) Swap(i, j int) { d[i], d[j] = d[j], d[i] }

// Push adds a delivery; it is called by the heap.
func (d *deliveries) Push(x any) { *d = append(*d, x.(delivery)) }

// Pop removes the last delivery; it is called by the heap.
func (d *deliveries) Pop() any {
	last := len(*d) - 1
	taken := (*d)[last]
	(*d)[last] = delivery{}
	*d = (*d)[:last]
	return taken
}
