package registry

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// clearing is how a field is sent that the input sets to null.
type clearing string

const (
	clearNever clearing = ""
	clearNull  clearing = "null"
	clearText  clearing = "text"
	clearList  clearing = "list"
)

// member is a field of a struct as it appears in JSON, found directly or through embedded structs.
type member struct {
	reflect.StructField
	// name is the field's name in JSON, index its place from the outermost struct.
	name  string
	index []int
	// required and omitted are what the tags of the field and of the embedded structs around it say.
	required, omitted bool
	// byPointer tells that a struct around the field is embedded by pointer.
	byPointer bool
}

// members lists the fields of the struct in the order in which a form shows them. Of two fields of one name the outer one
// counts, as in encoding/json; one that is omitted doesn't. What the tags say that can't be is passed to fault.
func members(t reflect.Type, fault func(string, ...any)) []member {
	var found []member
	for _, candidate := range promoted(t, nil, nil, fault) {
		i := slices.IndexFunc(found, func(m member) bool { return m.name == candidate.name })
		switch {
		case i < 0:
			found = append(found, candidate)
		case candidate.omitted:
		case found[i].omitted, len(candidate.index) < len(found[i].index):
			found[i] = candidate
		case len(candidate.index) == len(found[i].index):
			fault("%s: two fields are named %q", t, candidate.name)
		}
	}
	return found
}

// promoted lists the fields of the struct and of the structs embedded in it. outer are the structs that embed it.
func promoted(t reflect.Type, index []int, outer []reflect.Type, fault func(string, ...any)) []member {
	if slices.Contains(outer, t) {
		fault("%s embeds itself", t)
		return nil
	}
	outer = append(outer, t)
	var found []member
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || f.Tag.Get("jsonschema") == "-" {
			continue
		}
		at := append(slices.Clone(index), i)
		if f.Anonymous && name == "" {
			embedded, byPointer := f.Type, f.Type.Kind() == reflect.Pointer
			if byPointer {
				embedded = embedded.Elem()
			}
			if embedded.Kind() == reflect.Struct {
				inner := promoted(embedded, at, outer, fault)
				mark(inner, f, "required", func(m *member) { m.required = true }, fault)
				mark(inner, f, "omit", func(m *member) { m.omitted = true }, fault)
				for _, m := range inner {
					m.byPointer = m.byPointer || byPointer
					found = append(found, m)
				}
				continue
			}
		}
		if !f.IsExported() {
			continue
		}
		if name == "" {
			fault("%s.%s has no json name", t, f.Name)
			name = f.Name
		}
		m := member{StructField: f, name: name, index: at}
		switch required := f.Tag.Get("required"); required {
		case "":
		case "true":
			m.required = true
		default:
			fault(`%s.%s: required:%q is understood on embedded structs only; write required:"true"`, t, f.Name, required)
		}
		if _, ok := f.Tag.Lookup("omit"); ok {
			fault("%s.%s: omit is understood on embedded structs only", t, f.Name)
		}
		found = append(found, m)
	}
	return found
}

// mark applies set to the fields that the tag of an embedded struct names.
func mark(inner []member, embedded reflect.StructField, tag string, set func(*member), fault func(string, ...any)) {
	for _, name := range splitNames(embedded.Tag.Get(tag)) {
		i := slices.IndexFunc(inner, func(m member) bool { return m.name == name })
		if i < 0 {
			fault("%s: %s names %q, which is no field of it", embedded.Type, tag, name)
			continue
		}
		set(&inner[i])
	}
}

// splitNames splits a comma-separated list of names; "" has none.
func splitNames(list string) []string {
	if list == "" {
		return nil
	}
	names := strings.Split(list, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// keywords are the keys of the jsonschema tag by the type of the field. The tag's library skips what it doesn't know or can't
// read; a form must not promise less or more than its author wrote.
var keywords = map[string][]string{
	"":        {"title"},
	"object":  {"title"},
	"boolean": {"title", "default", "example"},
	"string":  {"title", "default", "example", "minLength", "maxLength", "pattern", "format"},
	"integer": {"title", "default", "example", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
	"number":  {"title", "default", "example", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
	"array":   {"title", "minItems", "maxItems", "uniqueItems"},
}

// checkKeywords passes to fault what the jsonschema tag says that a field of the schema type, or its items, can't have.
func checkKeywords(tag, schemaType, itemType string, fault func(string, ...any)) {
	if tag == "" {
		return
	}
	for _, entry := range splitTag(tag) {
		key, text, ok := strings.Cut(entry, "=")
		allowed := slices.Contains(keywords[schemaType], key) || schemaType == "array" && slices.Contains(keywords[itemType], key) && key != "default"
		switch {
		case !ok:
			fault(`jsonschema tag: %q has no value (write a comma in a text as \\,)`, entry)
		case !allowed:
			fault("jsonschema tag: a field of type %q can't have %q", schemaType, key)
		case !readable(key, text, schemaType, itemType):
			fault("jsonschema tag: %q can't be read as the value of %s", text, key)
		}
	}
}

// readable reports whether the text can be the value of the key.
func readable(key, text, schemaType, itemType string) bool {
	switch key {
	case "minLength", "maxLength", "minItems", "maxItems":
		_, err := strconv.ParseUint(text, 10, 31)
		return err == nil
	case "uniqueItems":
		return text == "true"
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
		return isNumber(text)
	case "default", "example":
		switch {
		case schemaType == "boolean":
			return text == "true" || text == "false"
		case schemaType == "integer", schemaType == "number", schemaType == "array" && (itemType == "integer" || itemType == "number"):
			return isNumber(text)
		}
	}
	return true
}

// splitTag splits the entries of a jsonschema tag at the commas that no backslash escapes.
func splitTag(tag string) []string {
	entries := strings.Split(strings.ReplaceAll(tag, `\,`, "\x00"), ",")
	for i := range entries {
		entries[i] = strings.ReplaceAll(entries[i], "\x00", ",")
	}
	return entries
}

// describe returns a short name of the place in a type for messages about its tags.
func describe(t reflect.Type, pointer string) string {
	if pointer == "" {
		return t.String()
	}
	return fmt.Sprintf("%s at %s", t, pointer)
}
