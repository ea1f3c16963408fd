package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// batchWorkers is how many chunks of a batch are run side by side; the connector's quota decides how fast.
const batchWorkers = 16

// batch is the running of many inputs of one action. Each outcome is written once, by whoever runs its chunk.
type batch[C, In, Out any] struct {
	bulk Bulk[C, In, Out]
	run  runFunc[C, In, Out]
	// shares tells that inputs with the same keys have the same answer.
	shares     bool
	guard      guard
	connection C
	outcomes   []Outcome
}

// decode validates the inputs. It returns those that can be run; the others have their outcome.
func (b *batch[C, In, Out]) decode(form *form, inputs []json.RawMessage) []*task[In] {
	tasks := make([]*task[In], 0, len(inputs))
	same := map[string]*task[In]{}
	for i, input := range inputs {
		t := &task[In]{index: i}
		failure := b.guard.do(func() error {
			if failure := form.decode(input, reflect.ValueOf(&t.in).Elem()); failure != nil {
				return failure
			}
			b.describe(t)
			return nil
		})
		if failure != nil {
			b.outcomes[i] = Outcome{Records: []json.RawMessage{}, Err: failure}
			continue
		}
		if b.shares && len(t.keys) > 0 {
			identity := strings.Join(append([]string{t.group}, t.keys...), "\x00")
			if first, ok := same[identity]; ok {
				first.copies = append(first.copies, i)
				continue
			}
			same[identity] = t
			t.keys = nil // reads need not wait for one another
		}
		tasks = append(tasks, t)
	}
	return tasks
}

// describe finds out what the planning has to know.
func (b *batch[C, In, Out]) describe(t *task[In]) {
	if b.bulk.Keys != nil {
		t.keys = b.bulk.Keys(t.in)
	}
	if b.bulk.Weigh != nil {
		t.weight = b.bulk.Weigh(t.in)
	}
	if b.bulk.Group != nil {
		var together bool
		t.group, together = b.bulk.Group(t.in)
		t.alone = !together
	}
}

// work runs the chunks, a few at a time, each after those that it must follow. A worker waits only for chunks before its own, which
// others took before it, so that one of them can always go on.
func (b *batch[C, In, Out]) work(ctx context.Context, chunks []*chunk[In]) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(batchWorkers, len(chunks)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(chunks) {
					return
				}
				c := chunks[i]
				for _, before := range c.after {
					<-before.done // it ends with the context, too
				}
				b.save(b.attributed(ctx, c.tasks[0]), c.tasks)
				close(c.done)
			}
		})
	}
	workers.Wait()
}

// attributed returns the context with the idempotency key of the task: that of the call and its place.
func (b *batch[C, In, Out]) attributed(ctx context.Context, t *task[In]) context.Context {
	key := IdempotencyKey(ctx)
	if key == "" {
		return ctx
	}
	place := t.index
	if places, ok := ctx.Value(inPlaces{}).([]int); ok {
		place = places[place]
	}
	return context.WithValue(ctx, idempotencyKey{}, keyInBatch(key, place))
}

// save gives each task its outcome. When the vendor refuses them because of some, it sets those apart and runs the others.
func (b *batch[C, In, Out]) save(ctx context.Context, tasks []*task[In]) {
	searched := false
	for len(tasks) > 0 {
		refusal := b.attempt(ctx, tasks)
		if refusal == nil {
			return
		}
		culprits := refusal.Culprits
		if len(culprits) == 0 && refusal.Find != nil && !searched {
			searched = true
			culprits = b.find(ctx, refusal)
		}
		if others := b.convict(tasks, culprits); len(others) < len(tasks) {
			tasks = others
		} else {
			tasks = b.isolate(ctx, tasks)
		}
	}
}

// attempt runs the tasks together. It returns the refusal when the vendor refused them as a whole, which leaves them without an
// outcome; otherwise each has its own.
func (b *batch[C, In, Out]) attempt(ctx context.Context, tasks []*task[In]) *Refusal {
	if err := ctx.Err(); err != nil {
		b.failAll(tasks, b.guard.failure(err))
		return nil
	}
	if len(tasks) == 1 {
		b.alone(ctx, tasks[0])
		return nil
	}
	inputs := make([]In, len(tasks))
	for i, t := range tasks {
		inputs[i] = t.in
	}
	var outs []BulkOutcome[Out]
	var refusal *Refusal
	failure := b.guard.do(func() (err error) {
		outs, err = b.bulk.Run(ctx, b.connection, inputs)
		if errors.As(err, &refusal) {
			return nil
		}
		if err == nil && len(outs) != len(inputs) {
			err = fmt.Errorf("the bulk form returned %d outcomes for %d inputs", len(outs), len(inputs))
		}
		return err
	})
	switch {
	case failure != nil:
		b.failAll(tasks, failure)
	case refusal == nil:
		for i, t := range tasks {
			b.settle(t, outs[i].Records, outs[i].Err)
		}
	}
	return refusal
}

// alone runs the action's own function on one task.
func (b *batch[C, In, Out]) alone(ctx context.Context, t *task[In]) {
	var records []Out
	failure := b.guard.do(func() error {
		return b.run(ctx, b.connection, t.in, func(out Out) bool {
			records = append(records, out)
			return true
		})
	})
	if failure != nil {
		b.settle(t, records, failure)
		return
	}
	b.settle(t, records, nil)
}

// find asks the vendor which tasks are at fault.
func (b *batch[C, In, Out]) find(ctx context.Context, refusal *Refusal) (culprits map[int]error) {
	if failure := b.guard.do(func() error {
		culprits = refusal.Find(ctx)
		return nil
	}); failure != nil {
		return nil // it is only a short cut
	}
	return culprits
}

// convict gives the culprits their failures and returns the other tasks.
func (b *batch[C, In, Out]) convict(tasks []*task[In], culprits map[int]error) []*task[In] {
	others := make([]*task[In], 0, len(tasks))
	for i, t := range tasks {
		if err := culprits[i]; err != nil {
			b.settle(t, nil, err)
		} else {
			others = append(others, t)
		}
	}
	return others
}

// isolate finds one culprit among tasks that were refused together, by halving, and saves what passes on the way. A half that passed
// leaves the culprit in the other one, which need not be tried as a whole. It returns the tasks that have no outcome yet.
func (b *batch[C, In, Out]) isolate(ctx context.Context, suspects []*task[In]) (open []*task[In]) {
	for len(suspects) > 1 {
		half, other := suspects[:len(suspects)/2], suspects[len(suspects)/2:]
		refusal := b.attempt(ctx, half)
		switch {
		case refusal == nil && b.allSaved(half):
			suspects = other
		case refusal == nil: // the culprit was alone in its half, or the failure is of another kind
			return slices.Concat(other, open)
		default:
			if innocent := b.convict(half, refusal.Culprits); len(innocent) < len(half) {
				return slices.Concat(innocent, other, open)
			}
			suspects, open = half, slices.Concat(other, open)
		}
	}
	_ = b.attempt(ctx, suspects) // one alone is never refused with others
	return open
}

// allSaved reports whether all tasks took effect.
func (b *batch[C, In, Out]) allSaved(tasks []*task[In]) bool {
	return !slices.ContainsFunc(tasks, func(t *task[In]) bool { return !b.outcomes[t.index].isSaved() })
}

// failAll gives all tasks the failure.
func (b *batch[C, In, Out]) failAll(tasks []*task[In], failure *Failure) {
	for _, t := range tasks {
		b.settle(t, nil, failure.clone())
	}
}

// settle gives the task, and those that ask for the same, its outcome.
func (b *batch[C, In, Out]) settle(t *task[In], outs []Out, err error) {
	outcome := Outcome{Records: make([]json.RawMessage, 0, len(outs))}
	var failure *Failure
	if err != nil {
		failure = b.guard.failure(err)
	}
	if failure == nil || failure.Type == Partial {
		if broken := b.guard.do(func() error {
			for _, out := range outs {
				record, err := recordOf(out)
				if err != nil {
					return err
				}
				outcome.Records = append(outcome.Records, record)
			}
			return nil
		}); broken != nil {
			failure, outcome.Records = broken, []json.RawMessage{}
		}
	}
	if failure != nil {
		outcome.Err = failure
	}
	b.outcomes[t.index] = outcome
	for _, i := range t.copies {
		b.outcomes[i] = outcome.copied()
	}
}
