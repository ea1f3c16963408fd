package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// printOutcomes runs the operation once for each of the inputs in the call's input and prints an array of their outcomes. Its error says how many
// of them failed.
func (p *program) printOutcomes(ctx context.Context, call registry.Call) error {
	var inputs []json.RawMessage
	if err := json.Unmarshal(call.Input, &inputs); err != nil || inputs == nil {
		return usageError{errors.New("with --batch the input must be a JSON array of inputs")}
	}
	call.Input = nil
	outcomes := p.registry.InvokeBatch(ctx, call, inputs)
	failed := 0
	lines := make([]json.RawMessage, len(outcomes))
	for i, outcome := range outcomes {
		var err error
		if lines[i], err = outcome.MarshalJSON(); err != nil {
			return err
		}
		if outcome.Err != nil {
			failed++
		}
	}
	if err := writeRecords(p.out, lines); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d inputs failed: see error in their outcomes", failed, len(inputs))
	}
	return nil
}
