package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// Narrowing is a bound on what a registry offers of a connector: [ReadOnly] or [Only].
type Narrowing func(*Connector)

// Narrow returns the connector with only what all the bounds leave of it. The manifest and the report of a check name nothing else, and calls of
// what was taken away fail with the code operation.not_allowed before anything is sent. The connector itself stays as it is.
func Narrow(connector Connector, to ...Narrowing) Connector {
	connector.withheld = maps.Clone(connector.withheld)
	if connector.withheld == nil {
		connector.withheld = map[string]string{}
	}
	connector.faults = slices.Clone(connector.faults)
	for _, bound := range to {
		bound(&connector)
	}
	if check := connector.check; check != nil {
		withheld := connector.withheld
		connector.check = func(ctx context.Context, credential json.RawMessage) (Report, error) {
			report, err := check(ctx, credential)
			for i, scope := range report.Scopes {
				report.Scopes[i].BlockedOperations = slices.DeleteFunc(scope.BlockedOperations, func(code string) bool { return withheld[code] != "" })
			}
			return report, err
		}
	}
	return connector
}

// ReadOnly leaves the operations that change nothing. Of an operation whose effect follows from its input, such as a call of any endpoint, it leaves the
// inputs that only read. Triggers can be polled, but not subscribed to nor unsubscribed from, since that makes or removes webhooks; those that can't be polled are
// taken away. Deliveries of a subscription that was made elsewhere can still be verified and fetched.
func ReadOnly() Narrowing {
	return func(c *Connector) {
		c.withhold("this engine only reads, and %q changes data", func(o operation) bool { return o.spec.Effect != Read && o.effect == nil })
		c.withhold("this engine only reads, and %q needs a webhook", func(o operation) bool { return o.trigger != nil && o.trigger.poll == nil })
		for i, operation := range c.operations {
			switch {
			case operation.effect != nil:
				c.operations[i] = operation.onlyReading()
			case operation.trigger != nil:
				c.operations[i].trigger = operation.trigger.onlyPolled()
			}
		}
	}
}

// Only leaves the operations with these codes. [New] reports codes that the connector doesn't have.
func Only(codes ...string) Narrowing {
	return func(c *Connector) {
		known := maps.Clone(c.withheld)
		for _, operation := range c.operations {
			known[operation.spec.Code] = operation.spec.Name
		}
		for _, code := range codes {
			if _, ok := known[code]; !ok {
				c.faults = append(c.faults, fmt.Errorf("it can't be narrowed: %s", unknownCode("operation", code, known)))
			}
		}
		if len(codes) == 0 {
			c.faults = append(c.faults, fmt.Errorf("it can't be narrowed to no operation at all"))
		}
		c.withhold("%q is none of the operations that this engine offers", func(o operation) bool { return !slices.Contains(codes, o.spec.Code) })
	}
}

// withhold takes operations away for a reason, which has a place for their code.
func (c *Connector) withhold(reason string, which func(operation) bool) {
	left := make([]operation, 0, len(c.operations))
	for _, operation := range c.operations {
		if which(operation) {
			c.withheld[operation.spec.Code] = fmt.Sprintf(reason, operation.spec.Code)
		} else {
			left = append(left, operation)
		}
	}
	c.operations = left
}

// onlyReading returns the operation for the inputs alone that change nothing.
func (o operation) onlyReading() operation {
	whole := o
	refusal := func(call Call, input json.RawMessage) *Failure {
		if whole.changes(call, input) {
			return notAllowed(call, "this engine only reads, and this input changes data")
		}
		return nil
	}
	o.spec.Effect = Read
	o.stream = func(ctx context.Context, call Call) iter.Seq2[json.RawMessage, error] {
		if failure := refusal(call, call.Input); failure != nil {
			return func(yield func(json.RawMessage, error) bool) { yield(nil, failure) }
		}
		return whole.stream(ctx, call)
	}
	o.batch = func(ctx context.Context, call Call, inputs []json.RawMessage) []Outcome {
		outcomes := make([]Outcome, len(inputs))
		var places []int
		var reading []json.RawMessage
		for i, input := range inputs {
			if failure := refusal(call, input); failure != nil {
				outcomes[i] = Outcome{Records: []json.RawMessage{}, Err: failure}
				continue
			}
			places, reading = append(places, i), append(reading, input)
		}
		for i, outcome := range whole.batch(ctx, call, reading) {
			outcomes[places[i]] = outcome
		}
		return outcomes
	}
	return o
}

// onlyPolled returns the trigger without what makes and removes webhooks.
func (t *triggering) onlyPolled() *triggering {
	polled := *t
	polled.onlyPolls = true
	if t.subscribe == nil {
		return &polled
	}
	polled.subscribe = func(_ context.Context, call Call, _ string, _ json.RawMessage) (json.RawMessage, *Failure) {
		return nil, notAllowed(call, "this engine only reads, and a subscription makes webhooks: poll the trigger")
	}
	polled.unsubscribe = func(_ context.Context, call Call, _ json.RawMessage) *Failure {
		return notAllowed(call, "this engine only reads, and the end of a subscription removes webhooks")
	}
	return &polled
}

// notAllowed is the failure of a call that the narrowed registry does not make.
func notAllowed(call Call, reason string) *Failure {
	failure := NewFailure(Forbidden, "operation.not_allowed", "Nothing was sent: "+reason+".", nil)
	failure.Operation = call.Operation
	return failure
}
