package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
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
	_, credentialFaults := c.credential.verify()
	for _, fault := range credentialFaults {
		faults = append(faults, fmt.Errorf("credential: %w", fault))
	}
	seen := map[string]bool{}
	for i := range c.operations {
		operation := &c.operations[i]
		for _, fault := range operation.verify() {
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
		return []error{errors.New("not made by NewAction, NewLookup or NewListAction")}
	}
	spec := o.spec
	faults := verifyCode(spec.Code)
	faults = append(faults, missing(map[string]string{"name": spec.Name, "group": spec.Group, "summary": spec.Summary, "API": spec.API})...)
	if len(spec.Scopes.names) == 0 || slices.Contains(spec.Scopes.names, "") {
		faults = append(faults, errors.New("the scopes are missing"))
	}
	switch spec.Effect {
	case Read, Create, Update, Delete:
	default:
		faults = append(faults, fmt.Errorf("the effect %q is none of read, create, update, delete", spec.Effect))
	}
	if o.input.root.kind != kindObject {
		faults = append(faults, fmt.Errorf("input: %s is not a struct", o.input.root.goType))
	}
	schema, inputFaults := o.input.verify()
	for _, fault := range inputFaults {
		faults = append(faults, fmt.Errorf("input: %w", fault))
	}
	_, outputFaults := o.output.verify()
	for _, fault := range outputFaults {
		faults = append(faults, fmt.Errorf("output: %w", fault))
	}
	if schema == nil {
		return faults
	}
	for i, example := range spec.Examples {
		if err := o.input.accepts(schema, json.RawMessage(example.Input)); err != nil {
			faults = append(faults, fmt.Errorf("example %d (%s): %w", i+1, example.Title, err))
		}
	}
	return faults
}

// verify returns the schema as its readers will use it, or the faults of the type and of its schema.
func (f *form) verify() (*jsonschema.Schema, []error) {
	if len(f.faults) > 0 {
		return nil, f.faults
	}
	schema, err := compile(f.schema)
	if err != nil {
		return nil, []error{fmt.Errorf("the schema can't be used: %w", err)}
	}
	return schema, nil
}

// compile returns the schema ready to validate.
func compile(schema json.RawMessage) (*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("form.json", document); err != nil {
		return nil, err
	}
	return compiler.Compile("form.json")
}

// accepts reports why an example is not a proper input: it must decode, and hold against the schema without conversion.
func (f *form) accepts(schema *jsonschema.Schema, input json.RawMessage) error {
	if failure := f.decode(input, reflect.New(f.root.goType).Elem()); failure != nil {
		return failure
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(input))
	if err != nil {
		return err
	}
	return schema.Validate(document)
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
