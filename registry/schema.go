package registry

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/invopop/jsonschema"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// builder makes the form of one type: for every field, at any depth, a node (how it is decoded) and a schema (how it is
// described), side by side.
type builder struct {
	// output describes records: fields may be missing, others may come, any type can be described.
	output bool
	// open are the structs around the current place, to find types that contain themselves.
	open    []reflect.Type
	options []OptionField
	faults  []error
	// shared holds the objects that were built before, for outputs; nil shares none.
	shared *sharedObjects
	// recursions counts the places at which a type contains itself.
	recursions int
}

// sharedObjects are structs that occur in several records, by type. They look the same wherever they occur, unless they contain a type that contains
// itself.
type sharedObjects struct{ byType sync.Map }

// sharedObject is what [builder.object] found out about a struct.
type sharedObject struct {
	node   node
	schema *jsonschema.Schema
}

func (s *sharedObjects) find(t reflect.Type) (sharedObject, bool) {
	if s == nil {
		return sharedObject{}, false
	}
	found, ok := s.byType.Load(t)
	if !ok {
		return sharedObject{}, false
	}
	return found.(sharedObject), true
}

func (s *sharedObjects) keep(t reflect.Type, object sharedObject) {
	if s != nil {
		s.byType.Store(t, object)
	}
}

// again returns a copy of the schema to which more can be added.
func (o sharedObject) again() *jsonschema.Schema {
	schema := *o.schema
	schema.Extras = maps.Clone(schema.Extras)
	return &schema
}

// optional is implemented by pointers to value.Optional.
type optional interface {
	Target() any
	SetNull()
}

// readOnly is implemented by objects of an input of whose fields some are set by the vendor only: ReadOnly returns them, each with the reason
// and what to do instead, as a sentence.
type readOnly interface{ ReadOnly() map[string]string }

// either is implemented by lists in whose place a record may have an object: Otherwise returns the struct that describes it.
type either interface{ Otherwise() any }

var (
	optionalType    = reflect.TypeFor[optional]()
	elementType     = reflect.TypeFor[interface{ ElementType() reflect.Type }]()
	enumerationType = reflect.TypeFor[value.Enumeration]()
	openType        = reflect.TypeFor[value.OpenEnumeration]()
	textListType    = reflect.TypeFor[interface{ AcceptsText() }]()
	eitherType      = reflect.TypeFor[either]()
	marshalerType   = reflect.TypeFor[json.Marshaler]()
)

// leaves are the types that stand for one JSON value although Go makes them of others.
var leaves = map[reflect.Type]kind{
	reflect.TypeFor[value.Money]():     kindNumber,
	reflect.TypeFor[value.MoneyText](): kindNumber,
	reflect.TypeFor[json.Number]():     kindNumber,
	reflect.TypeFor[value.Date]():      kindDate,
	reflect.TypeFor[value.DateText]():  kindDate,
	reflect.TypeFor[time.Time]():       kindDate,
	reflect.TypeFor[value.Secret]():    kindText,
	reflect.TypeFor[json.RawMessage](): kindAny,
}

// build returns the node and the schema of a type at the JSON pointer.
func (b *builder) build(t reflect.Type, pointer string) (*node, *jsonschema.Schema) {
	fault := func(format string, args ...any) {
		b.faults = append(b.faults, fmt.Errorf("%s: "+format, slices.Concat([]any{describe(t, pointer)}, args)...))
	}
	if reflect.PointerTo(t).Implements(optionalType) && t.Implements(elementType) {
		element := reflect.Zero(t).Interface().(interface{ ElementType() reflect.Type }).ElementType()
		n, schema := b.build(element, pointer)
		if n.wrapping != wrappedNot {
			fault("an optional value of an optional value")
		}
		n.wrapping = wrappedOptional
		return n, schema
	}
	if t.Kind() == reflect.Pointer {
		n, schema := b.build(t.Elem(), pointer)
		if n.wrapping != wrappedNot {
			fault("a pointer to an optional value")
		}
		n.wrapping = wrappedPointer
		return n, schema
	}
	n := &node{kind: kindOf(t), goType: t}
	switch {
	case t.Implements(enumerationType):
		n.kind = kindEnumeration
		return n, b.enumeration(n, fault)
	case n.kind == kindAny:
		return n, &jsonschema.Schema{}
	case b.output && !isLeaf(t) && t.Implements(marshalerType):
		n.kind = kindAny
		return n, &jsonschema.Schema{}
	case n.kind == kindArray:
		items, schema := b.build(t.Elem(), pointer+"/*")
		n.items, n.splitsText = items, t.Implements(textListType)
		described := &jsonschema.Schema{Type: "array", Items: schema}
		if b.output && t.Implements(eitherType) {
			b.otherwise(described, reflect.TypeOf(reflect.Zero(t).Interface().(either).Otherwise()), pointer)
		}
		return n, described
	case n.kind == kindMap:
		items, schema := b.build(t.Elem(), pointer+"/*")
		n.items = items
		return n, &jsonschema.Schema{Type: "object", AdditionalProperties: schema}
	case n.kind == kindObject:
		return n, b.object(n, pointer, fault)
	case n.kind == kindUnsupported:
		if !b.output {
			fault("no form can be made of this type")
		}
		return n, &jsonschema.Schema{}
	}
	return n, b.leaf(n)
}

// otherwise lets the schema of a list take the object too that may stand in its place.
func (b *builder) otherwise(list *jsonschema.Schema, object reflect.Type, pointer string) {
	_, schema := b.build(object, pointer)
	list.Properties, list.Extras = schema.Properties, schema.Extras
	list.Type = ""
	setExtra(list, "type", []string{"array", "object"})
}

// isLeaf reports whether the type stands for one JSON value.
func isLeaf(t reflect.Type) bool {
	_, ok := leaves[t]
	return ok
}

// kindOf returns the kind of the type, going by leaves first and then by how Go makes it.
func kindOf(t reflect.Type) kind {
	if k, ok := leaves[t]; ok {
		return k
	}
	switch t.Kind() {
	case reflect.String:
		return kindText
	case reflect.Bool:
		return kindBoolean
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return kindInteger
	case reflect.Float32, reflect.Float64:
		return kindNumber
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return kindAny
		}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return kindArray
		}
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return kindMap
		}
	case reflect.Struct:
		return kindObject
	}
	return kindUnsupported
}

// leaf returns the schema of a single value.
func (b *builder) leaf(n *node) *jsonschema.Schema {
	switch n.kind {
	case kindBoolean:
		return &jsonschema.Schema{Type: "boolean"}
	case kindInteger:
		return &jsonschema.Schema{Type: "integer"}
	case kindNumber:
		if b.output && n.goType == reflect.TypeFor[value.MoneyText]() {
			return &jsonschema.Schema{Type: "string"}
		}
		return &jsonschema.Schema{Type: "number"}
	case kindDate:
		if b.output && n.goType == reflect.TypeFor[value.DateText]() {
			return &jsonschema.Schema{Type: "string"}
		}
		return &jsonschema.Schema{Type: "string", Format: formatDate}
	default:
		n.secret = n.goType == reflect.TypeFor[value.Secret]()
		return &jsonschema.Schema{Type: "string"}
	}
}

// enumeration fills in the choices of the node and returns their schema.
func (b *builder) enumeration(n *node, fault func(string, ...any)) *jsonschema.Schema {
	schema := &jsonschema.Schema{Type: "string"}
	switch kindOf(n.goType) {
	case kindText:
	case kindInteger:
		schema.Type = "integer"
	case kindBoolean:
		schema.Type = "boolean"
	default:
		fault("an enumeration must be a string, an integer or a boolean")
		return schema
	}
	declared := reflect.Zero(n.goType).Interface().(value.Enumeration).Choices()
	if len(declared) == 0 {
		fault("the enumeration has no choices")
	}
	choices, err := newChoices(n.goType, declared)
	if err != nil {
		fault("%w", err)
		return schema
	}
	n.choices = choices
	for _, choice := range choices.list {
		schema.OneOf = append(schema.OneOf, &jsonschema.Schema{Const: choice.constant, Title: choice.label})
	}
	if choices.open {
		return b.opened(schema, choices)
	}
	return schema
}

// opened returns the schema of the choices or any other text.
func (b *builder) opened(known *jsonschema.Schema, choices *choices) *jsonschema.Schema {
	if choices.integers() {
		known.Type = "integer"
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{known, {Type: "string"}}}
}

// object fills in the fields of the node and returns their schema.
func (b *builder) object(n *node, pointer string, fault func(string, ...any)) *jsonschema.Schema {
	schema := &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties()}
	if slices.Contains(b.open, n.goType) {
		if !b.output {
			fault("the type contains itself: no form can be drawn of it")
		}
		schema.Properties = nil
		schema.Description = "The same fields again."
		b.recursions++
		return schema
	}
	if known, ok := b.shared.find(n.goType); ok {
		*n = known.node
		return known.again()
	}
	recursions := b.recursions
	b.open = append(b.open, n.goType)
	defer func() { b.open = b.open[:len(b.open)-1] }()

	n.byName = map[string]int{}
	if known, ok := reflect.TypeAssert[readOnly](reflect.Zero(n.goType)); ok && !b.output {
		n.readOnly = known.ReadOnly()
	}
	order := []string{}
	nameFault := fault
	if b.output {
		nameFault = func(string, ...any) {} // a record is described as encoding/json sees it
	}
	listed := members(n.goType, nameFault)
	for _, m := range listed {
		if m.omitted {
			n.omitted = append(n.omitted, m.name)
			continue
		}
		f, property := b.field(m, listed, pointer+value.Pointer(m.name))
		n.byName[m.name] = len(n.fields)
		n.fields = append(n.fields, f)
		schema.Properties.Set(m.name, property)
		order = append(order, m.name)
		if f.required && !b.output {
			schema.Required = append(schema.Required, m.name)
		}
	}
	schema.Extras = map[string]any{"x-order": order}
	if !b.output {
		schema.AdditionalProperties = jsonschema.FalseSchema
	}
	if b.recursions == recursions {
		whole := sharedObject{*n, schema}
		b.shared.keep(n.goType, whole)
		return whole.again()
	}
	return schema
}

// field returns one field of a struct and its schema.
func (b *builder) field(m member, siblings []member, pointer string) (field, *jsonschema.Schema) {
	fault := func(format string, args ...any) {
		b.faults = append(b.faults, fmt.Errorf("field %s: "+format, slices.Concat([]any{pointer}, args)...))
	}
	if !b.output && m.byPointer {
		fault("a struct is embedded by pointer")
	}
	n, base := b.build(m.Type, pointer)
	f := field{
		name: m.name, index: m.index, node: n,
		required: m.required, refusesBlank: n.splitsText, clear: clearing(m.Tag.Get("clear")),
	}
	schema := withKeywords(m, base, fault)
	f.title = schema.Title
	if f.title == "" {
		f.title = m.name
	}
	switch secret := m.Tag.Get("secret"); secret {
	case "":
	case "true":
		n.secret = true
	default:
		fault(`secret:%q is not "true"`, secret)
	}
	if n.secret {
		setExtra(schema, "x-secret", true)
	}
	if source := m.Tag.Get("options"); source != "" {
		option := OptionField{Pointer: pointer, DependsOn: splitNames(m.Tag.Get("depends_on")), Source: source}
		if option.DependsOn == nil {
			option.DependsOn = []string{}
		}
		for _, name := range option.DependsOn {
			if !slices.ContainsFunc(siblings, func(s member) bool { return s.name == name }) {
				fault("depends_on names %q, which is no field beside it", name)
			}
		}
		described := schema
		if n.kind == kindArray {
			option.Pointer += "/*"
			described = schema.Items
		}
		setExtra(described, "x-options", source)
		b.options = append(b.options, option)
	}
	switch m.Tag.Get("blank") {
	case "":
	case "refuse":
		f.refusesBlank = true
	case "drop":
		f.refusesBlank = false
	default:
		fault(`blank:%q is neither "refuse" nor "drop"`, m.Tag.Get("blank"))
	}
	var err error
	if n.limits, err = limitsOf(schema); err != nil {
		fault("%w", err)
	}
	if n.items != nil && schema.Items != nil {
		if n.items.limits, err = limitsOf(schema.Items); err != nil {
			fault("%w", err)
		}
		n.items.secret = n.items.secret || n.secret
	}
	if f.clear != clearNever {
		b.clearable(&f, m, schema, fault)
	}
	if b.output && n.wrapping == wrappedOptional {
		takeNull(schema) // a record may say null where its field is optional
	}
	return f, schema
}

// clearable checks that the field can be cleared the way its tag says, and lets the schema take null.
func (b *builder) clearable(f *field, m member, schema *jsonschema.Schema, fault func(string, ...any)) {
	if f.node.wrapping != wrappedOptional {
		fault("clear needs a value.Optional, not %s", m.Type)
		return
	}
	blank, err := json.Marshal(reflect.Zero(f.node.goType).Interface())
	switch f.clear {
	case clearNull:
	case clearText:
		if err != nil || string(blank) != `""` {
			fault(`clear:"text" needs a type whose zero value is "", not %s`, f.node.goType)
		}
	case clearList:
		if f.node.kind != kindArray {
			fault(`clear:"list" needs a list, not %s`, f.node.goType)
		}
	default:
		fault(`clear:%q is neither "null", "text" nor "list"`, f.clear)
	}
	if !b.output && !f.required {
		takeNull(schema)
	}
}

// takeNull lets the schema take null too.
func takeNull(schema *jsonschema.Schema) {
	if len(schema.OneOf) > 0 {
		schema.OneOf = append(slices.Clip(schema.OneOf), &jsonschema.Schema{Type: "null"})
	}
	if schema.Type != "" {
		setExtra(schema, "type", []string{schema.Type, "null"})
		schema.Type = ""
	}
}

// withKeywords returns the schema with what the jsonschema tags of the field add to it. The tags are read by the schema library,
// from a struct that has only this field and a type that stands for base.
func withKeywords(m member, base *jsonschema.Schema, fault func(string, ...any)) *jsonschema.Schema {
	itemType := ""
	if base.Items != nil {
		itemType = base.Items.Type
	}
	tag := m.Tag.Get("jsonschema")
	checkKeywords(tag, base.Type, itemType, fault)

	type standIn struct{}
	reflector := jsonschema.Reflector{
		DoNotReference: true,
		Anonymous:      true,
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			if t == reflect.TypeFor[standIn]() {
				return base
			}
			return nil
		},
	}
	single := reflect.StructOf([]reflect.StructField{{
		Name: "Field", Type: reflect.TypeFor[standIn](),
		Tag: reflect.StructTag(`json:"field" jsonschema:` + strconv.Quote(tag) + ` jsonschema_description:` + strconv.Quote(m.Tag.Get("jsonschema_description"))),
	}})
	described := base.Description
	schema, _ := reflector.ReflectFromType(single).Properties.Get("field")
	if schema.Description == "" {
		schema.Description = described
	}
	if base.Type == "boolean" {
		for _, entry := range splitTag(tag) {
			if text, ok := strings.CutPrefix(entry, "example="); ok {
				schema.Examples = append(schema.Examples, text == "true")
			}
		}
	}
	return schema
}

// setExtra sets a keyword that the schema library has no field for.
func setExtra(schema *jsonschema.Schema, key string, v any) {
	if schema.Extras == nil {
		schema.Extras = map[string]any{}
	}
	schema.Extras[key] = v
}
