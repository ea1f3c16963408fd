package registry

import (
	"bytes"
	"encoding/json"
	"sync"
)

// Manifest is everything that a form builder, a documentation generator or an agent needs to know about the connectors.
// Connectors and operations keep the order in which they were registered. Encode it without HTML escapes.
type Manifest struct {
	Connectors []ConnectorManifest `json:"connectors"`
}

// ConnectorManifest describes one connector.
type ConnectorManifest struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Version string `json:"version"`
	// Credential is the JSON Schema of the credential.
	Credential json.RawMessage `json:"credential"`
	Operations []Operation     `json:"operations"`
}

// Operation describes one operation of a connector.
type Operation struct {
	Code        string   `json:"code"`
	Kind        Kind     `json:"kind"`
	Name        string   `json:"name"`
	Group       string   `json:"group"`
	Summary     string   `json:"summary"`
	Description string   `json:"description,omitempty"`
	Effect      Effect   `json:"effect"`
	Scopes      []string `json:"scopes"`
	API         string   `json:"api"`
	// NaturalKey says by what a record that the operation makes is found again when its answer was lost, [NoNaturalKey] when by nothing; blank when
	// it makes none.
	NaturalKey string `json:"natural_key,omitempty"`
	// Input is the JSON Schema (2020-12) of the input, Output that of one record.
	Input  json.RawMessage `json:"input"`
	Output json.RawMessage `json:"output"`
	// Options are the input fields that have a dynamic drop-down.
	Options  []OptionField      `json:"options"`
	Examples []OperationExample `json:"examples,omitempty"`
	// Trigger says how a trigger gets its events; nil for an action.
	Trigger *TriggerManifest `json:"trigger,omitempty"`
}

// TriggerManifest says how a trigger gets its events.
type TriggerManifest struct {
	// Polling tells whether [Registry.Poll] works on it.
	Polling bool `json:"polling"`
	// Webhook are the vendor's names of the events that a subscription listens to; empty when it can't be subscribed to.
	Webhook []string `json:"webhook"`
}

// OptionField is an input field whose values are looked up while the form is filled in.
type OptionField struct {
	// Pointer is the JSON pointer of the field, with * for any index of an array.
	Pointer string `json:"pointer"`
	// DependsOn are the names of the input fields that must be filled in first.
	DependsOn []string `json:"depends_on"`
	// Source is the name of the drop-down: the same source has the same values wherever it is used.
	Source string `json:"source"`
}

// OperationExample is an input that the form can offer.
type OperationExample struct {
	Title string          `json:"title"`
	Input json.RawMessage `json:"input"`
}

// manifest describes the connector.
func (c *Connector) manifest() ConnectorManifest {
	manifest := ConnectorManifest{
		Code: c.code, Name: c.name, Summary: c.summary, Version: c.version,
		Credential: bytes.Clone(c.credential.schema(nil)),
		Operations: make([]Operation, len(c.operations)),
	}
	var describing sync.WaitGroup
	shared := &sharedObjects{}
	for i := range c.operations {
		describing.Go(func() { manifest.Operations[i] = c.operations[i].manifest(shared) })
	}
	describing.Wait()
	return manifest
}

// manifest describes the operation. shared is what its record has in common with others.
func (o *operation) manifest(shared *sharedObjects) Operation {
	input, output := o.input(), o.output()
	described := Operation{
		Code: o.spec.Code, Kind: o.kind, Name: o.spec.Name, Group: o.spec.Group,
		Summary: o.spec.Summary, Description: o.spec.Description, Effect: o.spec.Effect, NaturalKey: o.spec.NaturalKey,
		Scopes: o.spec.Scopes.List(), API: o.spec.API,
		Input: bytes.Clone(input.schema(nil)), Output: bytes.Clone(output.schema(shared)),
		Options: make([]OptionField, 0, len(input.options)),
	}
	for _, option := range input.options {
		option.DependsOn = append([]string{}, option.DependsOn...)
		described.Options = append(described.Options, option)
	}
	for _, example := range o.spec.Examples {
		described.Examples = append(described.Examples, OperationExample{Title: example.Title, Input: json.RawMessage(example.Input)})
	}
	if o.trigger != nil {
		described.Trigger = &TriggerManifest{Polling: o.trigger.poll != nil, Webhook: []string{}}
		if !o.trigger.onlyPolls {
			described.Trigger.Webhook = append(described.Trigger.Webhook, o.trigger.scopes...)
		}
	}
	return described
}
