package registry

import (
	"encoding/json"
	"slices"
)

// Effect is what an operation does to the vendor's data.
type Effect string

// The effects an operation can have.
const (
	Read   Effect = "read"
	Create Effect = "create"
	Update Effect = "update"
	Delete Effect = "delete"
)

// NoNaturalKey is the natural key of records that can't be told from others: when it stays open whether one was made, it can't be found out.
const NoNaturalKey = "none"

// Kind tells operations that are invoked from operations that start a workflow.
type Kind string

// The kinds of operations.
const (
	KindAction  Kind = "action"
	KindTrigger Kind = "trigger"
)

// Scopes are the permissions of which a credential needs any one to run an operation. In JSON they are an array.
type Scopes struct {
	names []string
	none  bool
}

// AnyOf returns scopes of which one is enough.
func AnyOf(scopes ...string) Scopes { return Scopes{names: slices.Clone(scopes)} }

// Unscoped returns the scopes of an operation that every valid credential may run.
func Unscoped() Scopes { return Scopes{none: true} }

// List returns the names of the scopes; none for an operation that every valid credential may run.
func (s Scopes) List() []string { return slices.Clone(s.names) }

// MarshalJSON writes the scopes as an array.
func (s Scopes) MarshalJSON() ([]byte, error) { return json.Marshal(append([]string{}, s.names...)) }

// Spec describes an operation to people, forms and agents.
type Spec struct {
	// Code names the operation in calls: create_customer. Lower case letters, digits and underscores.
	Code string
	// Name is the label of the operation, Group the heading it is listed under.
	Name, Group string
	// Summary is one sentence. Description may add what a caller has to know.
	Summary, Description string
	// Scopes are the permissions the credential needs.
	Scopes Scopes
	// Effect is what the operation does to the vendor's data; the strongest of what it may do where that follows from the input, as
	// [Action.WithEffectOf] tells.
	Effect Effect
	// NaturalKey says by what a record that the operation makes is told from all others, so that it can be found again when its answer was lost:
	// "email". An operation with the effect create must say it; where there is nothing, with [NoNaturalKey].
	NaturalKey string
	// API is the vendor's operation that is called: "PUT /v3/customers".
	API string
	// Examples are inputs that the form can offer. They are validated when the registry is built.
	Examples []Example
}

// Example is an input that shows how an operation is used.
type Example struct {
	Title string
	// Input is the input as JSON text.
	Input string
}
