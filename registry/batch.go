package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Outcome is what became of one input of a batch.
type Outcome struct {
	// Records are the records as the vendor sent them. Never nil: empty when nothing was found, or when the input failed and nothing
	// of it was saved.
	Records []json.RawMessage
	// Err is nil or a *[Failure]. With one of type partial come the records that were saved.
	Err error
}

// outcomeJSON is the shape of an outcome in JSON.
type outcomeJSON struct {
	Records *[]json.RawMessage `json:"records,omitempty"`
	Error   *Failure           `json:"error,omitempty"`
}

// MarshalJSON writes "records", "error", or both for a partial failure.
func (o Outcome) MarshalJSON() ([]byte, error) {
	var shape outcomeJSON
	if o.Err != nil && !errors.As(o.Err, &shape.Error) {
		shape.Error = failureOf(o.Err, "", nil)
	}
	if o.Err == nil || len(o.Records) > 0 {
		records := append([]json.RawMessage{}, o.Records...)
		shape.Records = &records
	}
	return encode(shape)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (o *Outcome) UnmarshalJSON(data []byte) error {
	var shape outcomeJSON
	if err := json.Unmarshal(data, &shape); err != nil {
		return err
	}
	*o = Outcome{Records: []json.RawMessage{}}
	if shape.Records != nil && *shape.Records != nil {
		o.Records = *shape.Records
	}
	if shape.Error != nil {
		o.Err = shape.Error
	}
	return nil
}

// InvokeBatch runs an operation once for each of the inputs, with as few requests as its bulk form needs, and returns one outcome for
// each input in the same order. The call's own input is not used; its idempotency key, if any, is extended by the place of the input.
//
// Each input succeeds or fails on its own: one that is wrong is refused before anything is sent, and one that the vendor refuses is
// found and set apart while the others are saved. Nothing is applied twice: when it stays open whether a request took effect, each of
// its inputs fails as that class of operation does, a create as outcome_unknown. Inputs that concern the same record are run one
// after the other, in the order given. When ctx ends, what was not begun fails as canceled. All work is over when InvokeBatch returns.
func (r *Registry) InvokeBatch(ctx context.Context, call Call, inputs []json.RawMessage) []Outcome {
	operation, failure := r.operation(ctx, call)
	if failure == nil && operation.batch == nil {
		failure = notInvoked(call)
	}
	if failure != nil {
		return failed(len(inputs), failure)
	}
	if len(inputs) > 1 {
		ctx = context.WithValue(ctx, inBatch{}, true)
	}
	ctx, begun := operation.begin(ctx, call, MethodInvokeBatch, len(inputs))
	ctx = withCall(ctx, call)
	var outcomes []Outcome
	if call.IdempotencyKey != "" && operation.spec.Effect != Read {
		outcomes = r.batchOnce(ctx, operation, call, inputs)
	} else {
		outcomes = operation.batch(ctx, call, inputs)
	}
	begun.endedBatch(outcomes)
	return outcomes
}

// batchOnce runs an operation for each of the inputs that was not done before.
func (r *Registry) batchOnce(ctx context.Context, operation *operation, call Call, inputs []json.RawMessage) []Outcome {
	return r.done.onceEach(ctx, call, inputs, func(places []int) []Outcome {
		some := make([]json.RawMessage, len(places))
		for i, place := range places {
			some[i] = inputs[place]
		}
		return operation.batch(context.WithValue(ctx, inPlaces{}, places), call, some)
	}, func(place int) string {
		if !operation.isOnce(call, inputs[place]) {
			return ""
		}
		return keyInBatch(call.IdempotencyKey, place)
	})
}

// endedBatch tells the observers, if there are any, what became of the inputs.
func (w *watched) endedBatch(outcomes []Outcome) {
	if w == nil {
		return
	}
	var conclusion Conclusion
	for _, outcome := range outcomes {
		conclusion.Records += len(outcome.Records)
		conclusion.failed(outcome.Err)
	}
	w.end(conclusion)
}

// inPlaces tells the places that the inputs of a batch have in the engine's batch, of which it is a part.
type inPlaces struct{}

// keyInBatch returns the idempotency key of the input at a place of a batch.
func keyInBatch(key string, place int) string { return fmt.Sprintf("%s/%d", key, place) }

type inBatch struct{}

// InBatch reports whether the call that ctx belongs to is one of many of a batch, so that a connector can let single calls go ahead.
func InBatch(ctx context.Context) bool {
	in, _ := ctx.Value(inBatch{}).(bool)
	return in
}

// failed returns as many outcomes, each with the failure.
func failed(count int, failure *Failure) []Outcome {
	outcomes := make([]Outcome, count)
	for i := range outcomes {
		outcomes[i] = Outcome{Records: []json.RawMessage{}, Err: failure.clone()}
	}
	return outcomes
}

// copied returns an outcome that shares nothing with o that its owner may change.
func (o Outcome) copied() Outcome {
	records := slices.Clone(o.Records)
	for i := range records {
		records[i] = bytes.Clone(records[i])
	}
	copied := Outcome{Records: records}
	var failure *Failure
	if errors.As(o.Err, &failure) {
		copied.Err = failure.clone()
	}
	return copied
}

// isSaved reports whether the input took effect, in part at least.
func (o Outcome) isSaved() bool {
	var failure *Failure
	return o.Err == nil || errors.As(o.Err, &failure) && failure.Type == Partial
}
