package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
)

// EffectOf tells the effect that an action has with one input, for an action of which not all inputs do the same: see [Action.WithEffectOf]. In
// is the action's own input type.
type EffectOf[In any] func(In) Effect

// InputEffect is an [EffectOf] whose type is erased.
type InputEffect interface {
	// inputType returns the type of the input, effectOf the effect with one, which is of that type.
	inputType() reflect.Type
	effectOf(in reflect.Value) Effect
}

func (EffectOf[In]) inputType() reflect.Type { return reflect.TypeFor[In]() }

func (f EffectOf[In]) effectOf(in reflect.Value) Effect { return f(in.Interface().(In)) }

// WithEffectOf returns the action with a function that tells what it does with one input. The effect of its [Spec] must then be the strongest of
// them. [ReadOnly] takes those inputs that only read, and [Registry.Effect] tells an engine before it calls. [New] reports a function that is not
// made for the action's input.
func (a Action[C]) WithEffectOf(effect InputEffect) Action[C] {
	if effect.inputType() != a.takes {
		a.fault = fmt.Errorf("the effect %T is not made for the input of the action", effect)
		return a
	}
	input := a.input
	a.effect = func(raw json.RawMessage) (Effect, *Failure) {
		in := reflect.New(effect.inputType()).Elem()
		if failure := input().decode(raw, in); failure != nil {
			return "", failure
		}
		return effect.effectOf(in), nil
	}
	return a
}

// Effect returns what the call would do to the vendor's data, without making it: the effect of the operation or, where that follows from the input,
// of this input. An engine can so ask people before it changes anything. The error is a *[Failure].
func (r *Registry) Effect(ctx context.Context, call Call) (Effect, error) {
	operation, failure := r.operation(ctx, call)
	if failure != nil {
		return "", failure
	}
	effect, failure := operation.effectOf(call, call.Input)
	if failure != nil {
		return "", failure
	}
	return effect, nil
}

// effectOf returns the effect of the operation with the input.
func (o *operation) effectOf(call Call, input json.RawMessage) (Effect, *Failure) {
	if o.effect == nil {
		return o.spec.Effect, nil
	}
	return o.effect(call, input)
}

// changes reports whether the operation changes anything with the input. One that can't be read doesn't: it is refused.
func (o *operation) changes(call Call, input json.RawMessage) bool {
	effect, failure := o.effectOf(call, input)
	return failure == nil && effect != Read
}
