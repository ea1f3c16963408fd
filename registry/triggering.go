package registry

import (
	"context"
	"encoding/json"
	"fmt"
)

// triggering is a trigger whose connection type is erased. A part that the trigger lacks is nil.
type triggering struct {
	// scopes are the events that the webhook listens to; onlyPolls tells that there is to be none.
	scopes      []string
	onlyPolls   bool
	poll        func(context.Context, PollCall) (Batch, *Failure)
	subscribe   func(ctx context.Context, call Call, destination string, previous json.RawMessage) (json.RawMessage, *Failure)
	unsubscribe func(ctx context.Context, call Call, subscription json.RawMessage) *Failure
	verify      func(ctx context.Context, call Call, subscription json.RawMessage, delivery Delivery) (Notice, *Failure)
	fetch       func(ctx context.Context, call Call, notices []Notice) (Batch, *Failure)
}

// Poll asks a trigger for what is new: at most limit records, or with ByTime as many more as complete the last one's second. The engine
// stores the records, then the cursor: after a crash in between, the same records come again with the same event ids. The error is a
// *[Failure], and then the batch is empty and the cursor of before is still the one to use.
func (r *Registry) Poll(ctx context.Context, call PollCall) (Batch, error) {
	operation, failure := r.trigger(ctx, call.Call, "polled", func(t *triggering) bool { return t.poll != nil })
	if failure != nil {
		return emptyBatch(), failure
	}
	ctx, begun := operation.begin(ctx, call.Call, MethodPoll, 1)
	batch, failure := operation.trigger.poll(ctx, call)
	begun.ended(len(batch.Records), failure)
	if failure != nil {
		return emptyBatch(), failure
	}
	return batch, nil
}

// Subscribe makes sure that the vendor delivers the trigger's events to the destination, the address of an endpoint of the engine
// that is the trigger's alone. It returns the subscription, secret JSON that the engine keeps. It can be called again at any time with
// what it returned before: it then repairs what is wrong, and [Repaired] tells what that was. The error is a *[Failure].
func (r *Registry) Subscribe(ctx context.Context, call Call, destination string, previous json.RawMessage) (json.RawMessage, error) {
	operation, failure := r.webhook(ctx, call)
	if failure != nil {
		return nil, failure
	}
	ctx, begun := operation.begin(ctx, call, MethodSubscribe, 1)
	subscription, failure := operation.trigger.subscribe(ctx, call, destination, previous)
	begun.endedSubscription(subscription, failure)
	if failure != nil {
		return nil, failure
	}
	return subscription, nil
}

// Unsubscribe ends the deliveries of the subscription, and no others. What is gone already is no error. The error is a *[Failure].
func (r *Registry) Unsubscribe(ctx context.Context, call Call, subscription json.RawMessage) error {
	operation, failure := r.webhook(ctx, call)
	if failure == nil {
		ctx, begun := operation.begin(ctx, call, MethodUnsubscribe, 1)
		failure = operation.trigger.unsubscribe(ctx, call, subscription)
		begun.ended(0, failure)
	}
	if failure != nil {
		return failure
	}
	return nil
}

// Verify decides whether a delivery can be trusted, without any request: acknowledge it to the vendor when there is no error, then
// fetch. An error is a *[Failure], of type delivery_refused when the delivery must not be trusted; its code says why.
func (r *Registry) Verify(ctx context.Context, call Call, subscription json.RawMessage, delivery Delivery) (Notice, error) {
	operation, failure := r.webhook(ctx, call)
	if failure != nil {
		return Notice{}, failure
	}
	ctx, begun := operation.begin(ctx, call, MethodVerify, 1)
	notice, failure := operation.trigger.verify(ctx, call, subscription, delivery)
	begun.ended(0, failure)
	if failure != nil {
		return Notice{}, failure
	}
	return notice, nil
}

// Fetch returns the records of verified deliveries, each event once. A record that is gone by now is left out. The error is a
// *[Failure]; the notices are then to be fetched again.
func (r *Registry) Fetch(ctx context.Context, call Call, notices []Notice) (Batch, error) {
	operation, failure := r.webhook(ctx, call)
	if failure != nil {
		return emptyBatch(), failure
	}
	ctx, begun := operation.begin(ctx, call, MethodFetch, len(notices))
	batch, failure := operation.trigger.fetch(ctx, call, notices)
	begun.ended(len(batch.Records), failure)
	if failure != nil {
		return emptyBatch(), failure
	}
	return batch, nil
}

// Receive verifies a delivery and fetches its record: [Registry.Verify] and [Registry.Fetch] in one.
func (r *Registry) Receive(ctx context.Context, call Call, subscription json.RawMessage, delivery Delivery) (Batch, error) {
	operation, failure := r.webhook(ctx, call)
	if failure != nil {
		return emptyBatch(), failure
	}
	ctx, begun := operation.begin(ctx, call, MethodReceive, 1)
	var batch Batch
	notice, failure := operation.trigger.verify(ctx, call, subscription, delivery)
	if failure == nil {
		batch, failure = operation.trigger.fetch(ctx, call, []Notice{notice})
	}
	begun.ended(len(batch.Records), failure)
	if failure != nil {
		return emptyBatch(), failure
	}
	return batch, nil
}

// endedSubscription tells the observers, if there are any, what was repaired.
func (w *watched) endedSubscription(subscription json.RawMessage, failure *Failure) {
	if w == nil {
		return
	}
	if failure != nil {
		w.ended(0, failure)
		return
	}
	w.end(Conclusion{Repaired: Repaired(subscription)})
}

// webhook returns the operation that the call names if it is a trigger with a webhook.
func (r *Registry) webhook(ctx context.Context, call Call) (*operation, *Failure) {
	return r.trigger(ctx, call, "subscribed to", func(t *triggering) bool { return t.fetch != nil })
}

// trigger returns the operation that the call names if it is a trigger that has what is asked of it.
func (r *Registry) trigger(ctx context.Context, call Call, done string, has func(*triggering) bool) (*operation, *Failure) {
	operation, failure := r.operation(ctx, call)
	if failure != nil {
		return nil, failure
	}
	switch {
	case operation.trigger == nil:
		failure = NewFailure(InvalidInput, "operation.not_a_trigger",
			fmt.Sprintf("%q is an action: it is invoked, not %s.", call.Operation, done), nil)
	case !has(operation.trigger) && operation.trigger.poll != nil:
		failure = NewFailure(InvalidInput, "trigger.no_webhook",
			fmt.Sprintf("The vendor has no webhook for the trigger %q: poll it.", call.Operation), nil)
	case !has(operation.trigger):
		failure = NewFailure(InvalidInput, "trigger.no_polling",
			fmt.Sprintf("The trigger %q can't be polled, since the vendor keeps no list of these events: subscribe to it.", call.Operation), nil)
	default:
		return operation, nil
	}
	failure.Operation = call.Operation
	return nil, failure
}

// erase returns the trigger with its connection type erased. within runs a function on the connection of a call.
func (t Trigger[C]) erase(within func(ctx context.Context, call Call, run func(connection C, owner owner) error) *Failure) *triggering {
	erased := &triggering{}
	if t.poll != nil {
		erased.poll = func(ctx context.Context, call PollCall) (batch Batch, failure *Failure) {
			failure = within(ctx, call.Call, func(connection C, owner owner) error {
				cursor, err := owner.openCursor(call.Cursor)
				if err != nil {
					return err
				}
				found, next, err := t.poll(ctx, connection, call.Input, cursor, call.ByTime)
				if err != nil {
					return err
				}
				if found.Cursor, err = owner.sealCursor(next); err != nil {
					return err
				}
				batch = found
				return nil
			})
			return batch, failure
		}
	}
	if t.webhook == nil {
		return erased
	}
	erased.scopes = t.webhook.scopes
	erased.subscribe = func(ctx context.Context, call Call, destination string, previous json.RawMessage) (sealed json.RawMessage, failure *Failure) {
		failure = within(ctx, call, func(connection C, owner owner) error {
			before, err := owner.openSubscription(previous)
			if err != nil {
				return err
			}
			state, repaired, err := t.webhook.subscribe(ctx, connection, call.Input, destination, before)
			if err != nil {
				return err
			}
			sealed, err = owner.sealSubscription(state, repaired)
			return err
		})
		return sealed, failure
	}
	erased.unsubscribe = func(ctx context.Context, call Call, subscription json.RawMessage) *Failure {
		return within(ctx, call, func(connection C, owner owner) error {
			state, err := owner.openSubscription(subscription)
			if err != nil {
				return err
			}
			if state == nil {
				return damagedSubscription()
			}
			return t.webhook.unsubscribe(ctx, connection, state)
		})
	}
	erased.verify = func(ctx context.Context, call Call, subscription json.RawMessage, delivery Delivery) (notice Notice, failure *Failure) {
		failure = within(ctx, call, func(connection C, owner owner) error {
			state, err := owner.openSubscription(subscription)
			if err != nil {
				return err
			}
			if state == nil {
				return damagedSubscription()
			}
			verified, err := t.webhook.verify(connection, call.Input, state, delivery)
			if err != nil {
				return err
			}
			verified.Operation, verified.Account = owner.operation, owner.account
			notice = verified
			return nil
		})
		return notice, failure
	}
	erased.fetch = func(ctx context.Context, call Call, notices []Notice) (batch Batch, failure *Failure) {
		batch = emptyBatch()
		failure = within(ctx, call, func(connection C, owner owner) error {
			wanted, err := owner.concerning(notices)
			if err != nil || len(wanted) == 0 {
				return err
			}
			batch, err = t.webhook.fetch(ctx, connection, call.Input, wanted)
			return err
		})
		return batch, failure
	}
	return erased
}

// concerning returns the notices that concern the trigger, each once.
func (o owner) concerning(notices []Notice) ([]Notice, error) {
	wanted := make([]Notice, 0, len(notices))
	seen := make(map[string]bool, len(notices))
	for _, notice := range notices {
		if notice.Operation != o.operation || notice.Account != o.account {
			return nil, NewFailure(InvalidInput, "notice.foreign",
				"A notice is one of another trigger or another account. Fetch with the call that verified its delivery.", nil)
		}
		if notice.Concerns && !seen[notice.Key] {
			seen[notice.Key] = true
			wanted = append(wanted, notice)
		}
	}
	return wanted, nil
}
