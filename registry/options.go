package registry

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// The bounds of a page of a drop-down.
const (
	defaultOptions = 50
	mostOptions    = 250
)

// Search says what of a drop-down to look up.
type Search struct {
	// Query is text that the labels contain, in any case; "" is all.
	Query string
	// After is the After of the page before; "" is the first page.
	After string
	// Limit is how many options to return, at most 250; 0 is 50.
	Limit int
	// Fields are the values of the input's fields that the drop-down depends on, by name. The registry takes them from the call's input.
	Fields map[string]json.RawMessage
}

// Choice is one entry of a drop-down: the value that the input takes, and what people see.
type Choice struct {
	Value any    `json:"value"`
	Label string `json:"label"`
}

// Choices are a page of a drop-down.
type Choices struct {
	// Options are never nil.
	Options []Choice `json:"options"`
	// After finds the next page, "" when there is none.
	After string `json:"after"`
}

// OptionSource looks the values of a drop-down up. The options tags of inputs name it.
type OptionSource[C any] struct {
	Name string
	// List returns a page. It may return fewer than the limit, also none, with an After.
	List func(ctx context.Context, connection C, search Search) (Choices, error)
}

// Options looks up the values that a field of the call's operation can have, for a drop-down of a form. pointer is the JSON pointer of the field, as the
// manifest lists it; an index may stand in place of a *. The input may be incomplete; of it count the fields that the drop-down depends on. Answers
// are remembered for a few seconds, for each credential by itself. The error is a *[Failure].
func (r *Registry) Options(ctx context.Context, call Call, pointer string, search Search) (Choices, error) {
	operation, failure := r.operation(ctx, call)
	if failure != nil {
		return Choices{Options: []Choice{}}, failure
	}
	found, failure := operation.lookUp(ctx, call, pointer, search)
	if failure != nil {
		return Choices{Options: []Choice{}}, failure
	}
	return found, nil
}

// lookUp finds the field and asks its source.
func (o *operation) lookUp(ctx context.Context, call Call, pointer string, search Search) (Choices, *Failure) {
	field, failure := o.optionAt(pointer)
	if failure == nil {
		search, failure = search.of(field, call.Input, pointer)
	}
	if failure != nil {
		failure.Operation = o.spec.Code
		return Choices{}, failure
	}
	ctx, begun := o.watch.begin(ctx, call.Credential, Observation{Method: MethodOptions, Operation: o.spec.Code, Kind: o.kind, Effect: Read, Inputs: 1})
	choices, failure := o.sources[field.Source](ctx, call, search)
	begun.ended(len(choices.Options), failure)
	return choices, failure
}

// optionAt returns the field with a drop-down that the pointer leads to.
func (o *operation) optionAt(pointer string) (OptionField, *Failure) {
	fields := o.input().options
	if len(fields) == 0 {
		return OptionField{}, NewFailure(InvalidInput, "options.unknown", fmt.Sprintf("No field of %s has a drop-down.", o.spec.Code), nil)
	}
	known := make([]string, len(fields))
	for i, field := range fields {
		if isAt(field.Pointer, pointer) {
			return field, nil
		}
		known[i] = field.Pointer
	}
	message := fmt.Sprintf("There is no drop-down at %q. %s has them at %s.", cutAt(pointer, maxShownName), o.spec.Code, strings.Join(known, ", "))
	return OptionField{}, NewFailure(InvalidInput, "options.unknown", message, nil)
}

// of returns the search for the field at the pointer, complete with its limit and the fields of the input that the drop-down depends on.
func (s Search) of(field OptionField, input json.RawMessage, pointer string) (Search, *Failure) {
	if s.Limit < 0 || s.Limit > mostOptions {
		return Search{}, NewFailure(InvalidInput, "options.limit", fmt.Sprintf("A page of a drop-down has 1 to %d options, not %d.", mostOptions, s.Limit), nil)
	}
	s.Limit = cmp.Or(s.Limit, defaultOptions)
	s.Query, s.Fields = strings.TrimSpace(s.Query), map[string]json.RawMessage{}
	for _, name := range field.DependsOn {
		path := beside(field.Pointer, pointer, name)
		value := valueAt(input, path)
		if isBlankValue(value) {
			message := fmt.Sprintf("Fill in %s first: what can be chosen at %s depends on it.", name, pointer)
			failure := NewFailure(InvalidInput, "options.depends_on", message, nil)
			failure.Fields = []FieldFault{{Path: path, Message: "Fill it in first."}}
			return Search{}, failure
		}
		s.Fields[name] = value
	}
	return s, nil
}

// isBlankValue reports whether a field is not filled in.
func isBlankValue(value json.RawMessage) bool {
	var text *string // null leaves it nil
	return len(value) == 0 || json.Unmarshal(value, &text) == nil && (text == nil || strings.TrimSpace(*text) == "")
}

// isAt reports whether a pointer leads to the field: the same, with indices in place of *.
func isAt(field, pointer string) bool {
	return slices.EqualFunc(strings.Split(field, "/"), strings.Split(pointer, "/"), func(wanted, got string) bool {
		_, err := strconv.ParseUint(got, 10, 31)
		return wanted == got || wanted == "*" && err == nil
	})
}

// beside returns the pointer of the field of the name beside the one at the pointer. The items of a list are beside what the list is.
func beside(field, pointer, name string) string {
	parent := pointer[:strings.LastIndexByte(pointer, '/')]
	if strings.HasSuffix(field, "/*") {
		parent = parent[:strings.LastIndexByte(parent, '/')]
	}
	return parent + "/" + name
}

// valueAt returns the value at the pointer, nil when the input has none. A * stands for the only row.
func valueAt(input json.RawMessage, pointer string) json.RawMessage {
	for _, segment := range strings.Split(pointer, "/")[1:] {
		var fields map[string]json.RawMessage
		if json.Unmarshal(input, &fields) == nil {
			input = fields[segment]
			continue
		}
		var rows []json.RawMessage
		if json.Unmarshal(input, &rows) != nil {
			return nil
		}
		index, err := strconv.Atoi(segment)
		if segment == "*" && len(rows) == 1 {
			index, err = 0, nil
		}
		if err != nil || index < 0 || index >= len(rows) {
			return nil
		}
		input = rows[index]
	}
	return input
}

const (
	// optionsLifetime is for how long a page of a drop-down is remembered: while somebody types.
	optionsLifetime = 10 * time.Second
	// rememberedOptions is how many pages are remembered.
	rememberedOptions = 512
)

// optionCache remembers pages of drop-downs. Its pages have a lock of their own.
type optionCache struct {
	pages *lru.Cache[[sha256.Size]byte, optionEntry]
}

type optionEntry struct {
	choices Choices
	until   time.Time
}

func newOptionCache() *optionCache {
	pages, _ := lru.New[[sha256.Size]byte, optionEntry](rememberedOptions) // its size is positive
	return &optionCache{pages: pages}
}

func (c *optionCache) get(key [sha256.Size]byte) (Choices, bool) {
	entry, ok := c.pages.Get(key)
	if !ok || !time.Now().Before(entry.until) {
		return Choices{}, false
	}
	return entry.choices.copied(), true
}

func (c *optionCache) put(key [sha256.Size]byte, choices Choices) {
	c.pages.Add(key, optionEntry{choices.copied(), time.Now().Add(optionsLifetime)})
}

func (c Choices) copied() Choices {
	c.Options = append([]Choice{}, c.Options...)
	return c
}

// optionKey tells pages apart, and what different credentials may see.
func optionKey(call Call, source string, search Search) [sha256.Size]byte {
	encoded, _ := json.Marshal([]any{source, search}) // texts and valid JSON always encode
	credential := digest(call.Credential)
	return sha256.Sum256(append(credential[:], encoded...))
}

// verifyOptions returns the faults of the sources, and the drop-downs that have none.
func (c *Connector) verifyOptions() []error {
	var faults []error
	missing := map[string][]string{}
	for i := range c.operations {
		if c.operations[i].input == nil {
			continue
		}
		for _, option := range c.operations[i].input().options {
			if c.sources[option.Source] == nil {
				missing[option.Source] = append(missing[option.Source], c.operations[i].spec.Code+option.Pointer)
			}
		}
	}
	for _, source := range sortedKeys(missing) {
		faults = append(faults, fmt.Errorf("the drop-down %q has no source; it is that of %s", source, strings.Join(missing[source], ", ")))
	}
	return faults
}

// sourcesOf erases the sources of a definition.
func sourcesOf[K, C any](definition Definition[K, C], run func(ctx context.Context, call Call, do func(C) error) *Failure) (map[string]optionSource, []error) {
	sources, cache, faults := map[string]optionSource{}, newOptionCache(), []error(nil)
	for _, source := range definition.Options {
		switch {
		case source.Name == "" || source.List == nil:
			faults = append(faults, errors.New("the source of a drop-down needs a name and the function List"))
			continue
		case sources[source.Name] != nil:
			faults = append(faults, fmt.Errorf("the drop-down %q has two sources", source.Name))
		}
		sources[source.Name] = func(ctx context.Context, call Call, search Search) (Choices, *Failure) {
			key := optionKey(call, source.Name, search)
			if known, ok := cache.get(key); ok {
				return known, nil
			}
			var found Choices
			failure := run(ctx, call, func(connection C) (err error) {
				found, err = source.List(ctx, connection, search)
				return err
			})
			if failure != nil {
				return Choices{}, failure
			}
			cache.put(key, found)
			return found.copied(), nil
		}
	}
	return sources, faults
}

// optionSource is a source whose connection type is erased.
type optionSource func(ctx context.Context, call Call, search Search) (Choices, *Failure)
