package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// rememberedEvents is how many events are remembered where they can come twice.
const rememberedEvents = 10_000

// watch polls until the context ends. A cursor is kept once the events before it are printed, so an end at any moment loses none.
func (p *program) watch(ctx context.Context, call registry.PollCall, how pollFlags) error {
	lines := eventLines{out: p.out}
	if call.ByTime {
		lines.seen = newRecent(rememberedEvents) // those of the newest second come with every poll
	}
	for {
		pause := how.interval
		batch, err := p.registry.Poll(ctx, call)
		switch {
		case err == nil:
			if err := lines.print(batch); err != nil {
				return err
			}
			moved, err := continueAfter(&call, batch)
			if err != nil {
				return err
			}
			if moved && !call.ByTime {
				if err := how.file.write(call.Cursor); err != nil {
					return err
				}
			}
			if batch.More && moved {
				pause = 0
			}
		case ctx.Err() != nil:
			return nil
		default:
			failure, passes := retryable(err)
			if !passes {
				return how.file.blame(err)
			}
			_ = writeFailure(p.err, failure) // what is told to people may get lost
			pause = max(pause, failure.RetryAfter)
		}
		if !wait(ctx, pause) {
			return nil
		}
	}
}

// continueAfter makes the call the one that follows a batch. It returns false when it is the same again.
func continueAfter(call *registry.PollCall, batch registry.Batch) (moved bool, err error) {
	if !call.ByTime {
		moved = !bytes.Equal(call.Cursor, batch.Cursor)
		call.Cursor = batch.Cursor
		return moved, nil
	}
	var newest time.Time
	for _, event := range batch.Events {
		if event.Time.After(newest) {
			newest = event.Time
		}
	}
	if newest.IsZero() {
		return false, nil
	}
	input, err := sinceFrom(call.Input, newest)
	if err != nil {
		return false, err
	}
	moved = !bytes.Equal(call.Input, input)
	call.Input = input
	return moved, nil
}

// sinceFrom returns the input of a trigger with another time to begin at.
func sinceFrom(input json.RawMessage, at time.Time) (json.RawMessage, error) {
	fields := map[string]json.RawMessage{}
	if len(bytes.TrimSpace(input)) > 0 {
		if err := json.Unmarshal(input, &fields); err != nil {
			return nil, err
		}
	}
	if fields == nil { // the input was null
		fields = map[string]json.RawMessage{}
	}
	begin, err := json.Marshal(at.UTC())
	if err != nil {
		return nil, err
	}
	fields["since_from"] = begin
	return json.Marshal(fields)
}

// retryable returns the failure that an error of the registry is, and whether the same call can succeed later.
func retryable(err error) (*registry.Failure, bool) {
	var failure *registry.Failure
	if !errors.As(err, &failure) {
		return nil, false
	}
	return failure, failure.Retryable
}

// wait returns true after the time, false when the context ends first.
func wait(ctx context.Context, pause time.Duration) bool {
	if pause <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
