package bigcommerce

import (
	"container/list"
	"iter"
)

// line is the queue of one priority. The operations in it take turns; within an operation it is first come, first served. Its zero
// value is empty.
type line struct {
	// turns are the operations that wait, of *turn; the one at the front is next.
	turns list.List
	// places finds an operation's turn.
	places map[string]*list.Element
	count  int
}

// turn is an operation with its callers that wait, of *waiter.
type turn struct {
	operation string
	waiting   list.List
}

// len returns how many callers wait.
func (l *line) len() int { return l.count }

// push adds a caller behind the others of its operation.
func (l *line) push(w *waiter) {
	place, ok := l.places[w.demand.Operation]
	if !ok {
		if l.places == nil {
			l.places = map[string]*list.Element{}
		}
		place = l.turns.PushBack(&turn{operation: w.demand.Operation})
		l.places[w.demand.Operation] = place
	}
	w.place = place.Value.(*turn).waiting.PushBack(w)
	l.count++
}

// next returns the caller whose turn it is. There must be one.
func (l *line) next() *waiter {
	return l.turns.Front().Value.(*turn).waiting.Front().Value.(*waiter)
}

// pop takes the caller out whose turn it is. There must be one.
func (l *line) pop() *waiter {
	w := l.next()
	l.turns.MoveToBack(l.turns.Front())
	l.remove(w)
	return w
}

// remove takes a caller out who waits no longer.
func (l *line) remove(w *waiter) {
	place := l.places[w.demand.Operation]
	waiting := &place.Value.(*turn).waiting
	waiting.Remove(w.place)
	if waiting.Len() == 0 {
		l.turns.Remove(place)
		delete(l.places, w.demand.Operation)
	}
	l.count--
}

// ahead returns how many callers are let through before one more of the operation would be, if nobody else came.
func (l *line) ahead(operation string) int {
	own := 0
	if place, ok := l.places[operation]; ok {
		own = place.Value.(*turn).waiting.Len()
	}
	count, before := own, true
	for place := l.turns.Front(); place != nil; place = place.Next() {
		turn := place.Value.(*turn)
		switch {
		case turn.operation == operation:
			before = false
		case before:
			count += min(turn.waiting.Len(), own+1)
		default:
			count += min(turn.waiting.Len(), own)
		}
	}
	return count
}

// all yields the callers in the order in which they will be let through. The line must not change meanwhile.
func (l *line) all() iter.Seq[*waiter] {
	return func(yield func(*waiter) bool) {
		var round []*list.Element
		for place := l.turns.Front(); place != nil; place = place.Next() {
			round = append(round, place.Value.(*turn).waiting.Front())
		}
		for len(round) > 0 {
			following := round[:0]
			for _, place := range round {
				if !yield(place.Value.(*waiter)) {
					return
				}
				if place = place.Next(); place != nil {
					following = append(following, place)
				}
			}
			round = following
		}
	}
}
