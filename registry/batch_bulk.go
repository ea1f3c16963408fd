package registry

import (
	"context"
	"encoding/json"
	"fmt"
)

// Bulk declares how an action works on many inputs at once: see [Action.InBulk]. The zero value runs each input by itself, several at
// a time. In and Out are the action's own.
type Bulk[C, In, Out any] struct {
	// Size is how many inputs one Run takes at most. 0 and 1 run each input by itself.
	Size int
	// Weigh and Capacity bound a Run by another measure, such as the characters that the inputs take in an address. Both or neither.
	Weigh    func(In) int
	Capacity int
	// Keys name what the input concerns, such as the record that it changes. Inputs that share a key never share a Run: a later
	// one begins when the earlier one is over. Reads with the same keys, all of them, are run once and share the answer. May be nil.
	Keys func(In) []string
	// Group tells which inputs may share a Run: those with the same name, such as one for the fields that are asked for. Report false
	// for an input that can't be run with others. May be nil: then all may.
	Group func(In) (name string, together bool)
	// Run works on two inputs or more; a single one is always run by the action's own function. It returns one outcome for each
	// input, in the order of the inputs: match the vendor's answer by key, never by position. An error is that of every input, unless it
	// is, or wraps, a *[Refusal].
	Run func(ctx context.Context, connection C, inputs []In) ([]BulkOutcome[Out], error)
}

// BulkOutcome is what became of one input of a [Bulk].Run. Records beside an error are those of a partial failure.
type BulkOutcome[Out any] struct {
	Records []Out
	Err     error
}

// Refusal is the error of a [Bulk].Run that the vendor refused as a whole, changing nothing, because of some of its inputs. The
// registry sets those apart and runs the others again. When nothing tells which they are, it finds them by halving.
type Refusal struct {
	// Cause is the vendor's refusal.
	Cause error
	// Culprits are the inputs at fault, by their place in the Run, each with its own error. Leave it empty when they are not known.
	Culprits map[int]error
	// Find asks the vendor who the culprits are. It is called once at most for a Run that has no culprits yet, and may be nil. Finding
	// none is no failure.
	Find func(ctx context.Context) map[int]error
}

// Error returns the text of the cause.
func (r *Refusal) Error() string { return r.Cause.Error() }

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// BulkForm is a [Bulk] whose types are erased.
type BulkForm[C any] interface {
	batchOf(action Action[C]) (batchFunc[C], error)
}

// batchFunc runs many inputs of one action and returns an outcome for each.
type batchFunc[C any] func(ctx context.Context, guard guard, connection C, inputs []json.RawMessage) []Outcome

// InBulk returns the action with a form for many inputs at once, which [Registry.InvokeBatch] uses. [New] reports a form that is not
// made for the action's types.
func (a Action[C]) InBulk(form BulkForm[C]) Action[C] {
	batch, err := form.batchOf(a)
	if err != nil {
		a.fault = err
		return a
	}
	a.batch = batch
	return a
}

// batchOf returns the function that runs many inputs of the action.
func (b Bulk[C, In, Out]) batchOf(action Action[C]) (batchFunc[C], error) {
	run, ok := action.run.(runFunc[C, In, Out])
	switch {
	case !ok:
		return nil, fmt.Errorf("the bulk form %T is not made for the input and output of the action", b)
	case b.Size > 1 && b.Run == nil:
		return nil, fmt.Errorf("the bulk form takes %d inputs and has no function Run", b.Size)
	case (b.Weigh == nil) != (b.Capacity <= 0):
		return nil, fmt.Errorf("the bulk form needs both Weigh and Capacity, or neither")
	}
	return b.batch(action.spec, action.input, run), nil
}

// batch returns the function that runs many inputs.
func (b Bulk[C, In, Out]) batch(spec Spec, input func() *form, run runFunc[C, In, Out]) batchFunc[C] {
	return func(ctx context.Context, guard guard, connection C, inputs []json.RawMessage) []Outcome {
		batch := &batch[C, In, Out]{
			bulk: b, run: run, shares: spec.Effect == Read,
			guard: guard, connection: connection, outcomes: make([]Outcome, len(inputs)),
		}
		batch.work(ctx, plan(batch.decode(input(), inputs), max(b.Size, 1), b.Capacity))
		return batch.outcomes
	}
}
