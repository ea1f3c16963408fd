package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"sync"
)

var codePattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// verify returns every fault of the connectors.
func verify(connectors []Connector) []error {
	var faults []error
	seen := map[string]bool{}
	for i := range connectors {
		connector := &connectors[i]
		for _, fault := range connector.verify() {
			faults = append(faults, fmt.Errorf("connector %q: %w", connector.code, fault))
		}
		if seen[connector.code] {
			faults = append(faults, fmt.Errorf("connector %q: registered twice", connector.code))
		}
		seen[connector.code] = true
	}
	return faults
}

// verify returns every fault of the connector and its operations.
func (c *Connector) verify() []error {
	faults := slices.Clone(c.faults)
	if c.credential == nil {
		return append(faults, errors.New("not made by NewConnector"))
	}
	faults = append(faults, verifyCode(c.code)...)
	faults = append(faults, missing(map[string]string{"name": c.name, "summary": c.summary, "version": c.version})...)
	if c.credential.root.kind != kindObject {
		faults = append(faults, fmt.Errorf("credential: %s is not a struct", c.credential.root.goType))
	}
	for _, fault := range c.credential.verify(nil) {
		faults = append(faults, fmt.Errorf("credential: %w", fault))
	}
	byOperation := make([][]error, len(c.operations))
	var verifying sync.WaitGroup
	for i := range c.operations {
		verifying.Go(func() { byOperation[i] = c.operations[i].verify() })
	}
	verifying.Wait()
	faults = append(faults, c.verifyOptions()...)
	seen := map[string]bool{}
	for i, operation := range c.operations {
		for _, fault := range byOperation[i] {
			faults = append(faults, fmt.Errorf("operation %q: %w", operation.spec.Code, fault))
		}
		if seen[operation.spec.Code] {
			faults = append(faults, fmt.Errorf("operation %q: declared twice", operation.spec.Code))
		}
		seen[operation.spec.Code] = true
	}
	return faults
}

// verify returns every fault of the operation.
func (o *operation) verify() []error {
	if o.input == nil {
		return []error{errors.New("not made by NewAction, NewLookup, NewListAction or NewTrigger")}
	}
	spec, input := o.spec, o.input()
	faults := verifyCode(spec.Code)
	if o.fault != nil {
		faults = append(faults, o.fault)
	}
	faults = append(faults, missing(map[string]string{"name": spec.Name, "group": spec.Group, "summary": spec.Summary, "API": spec.API})...)
	if len(spec.Scopes.names) == 0 && !spec.Scopes.none || slices.Contains(spec.Scopes.names, "") {
		faults = append(faults, errors.New("the scopes are missing"))
	}
	switch spec.Effect {
	case Read, Create, Update, Delete:
	default:
		faults = append(faults, fmt.Errorf("the effect %q is none of read, create, update, delete", spec.Effect))
	}
	if (spec.Effect == Create) != (spec.NaturalKey != "") {
		faults = append(faults, errors.New("the natural key belongs to operations with the effect create, and all of them need it"))
	}
	if t := o.trigger; t != nil {
		if t.poll == nil && t.fetch == nil {
			faults = append(faults, errors.New("the trigger is neither polled nor delivered"))
		}
		if t.fetch != nil && (len(t.scopes) == 0 || slices.Contains(t.scopes, "")) {
			faults = append(faults, errors.New("the scopes of the webhook are missing"))
		}
		if spec.Effect != Read {
			faults = append(faults, fmt.Errorf("the effect of a trigger is read, not %q", spec.Effect))
		}
	}
	if input.root.kind != kindObject {
		faults = append(faults, fmt.Errorf("input: %s is not a struct", input.root.goType))
	}
	for _, fault := range input.verify(spec.Examples) {
		faults = append(faults, fmt.Errorf("input: %w", fault))
	}
	for _, fault := range o.outputFaults() {
		faults = append(faults, fmt.Errorf("output: %w", fault))
	}
	return faults
}

// verify returns the faults of the type, and of the examples, which must decode.
func (f *form) verify(examples []Example) []error {
	if len(f.faults) > 0 {
		return f.faults
	}
	var faults []error
	for i, example := range examples {
		if failure := f.decode(json.RawMessage(example.Input), reflect.New(f.root.goType).Elem()); failure != nil {
			faults = append(faults, fmt.Errorf("example %d (%s): %w", i+1, example.Title, failure))
		}
	}
	return faults
}

// verifyCode returns what is wrong with a code.
func verifyCode(code string) []error {
	if !codePattern.MatchString(code) {
		return []error{fmt.Errorf("the code %q must be lower case letters, digits and underscores, and start with a letter", code)}
	}
	return nil
}

// missing returns a fault for each of the named texts that is empty.
func missing(texts map[string]string) []error {
	var faults []error
	for _, name := range sortedKeys(texts) {
		if texts[name] == "" {
			faults = append(faults, fmt.Errorf("the %s is missing", name))
		}
	}
	return faults
}
