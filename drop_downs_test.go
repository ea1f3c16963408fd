package connector_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// choice is a drop-down, and the names of the fields that have to have it.
type choice struct {
	name   *regexp.Regexp
	source string
}

// choosable are the things that the store has lists of. The first one whose names match counts.
var choosable = []choice{
	{regexp.MustCompile(`^customer_group|(^|_)group_ids?(_|$)`), "customer_group"},
	{regexp.MustCompile(`^categor(y|ies)(_|$)|^parent_id`), "category"},
	{regexp.MustCompile(`(^|_)tree(_|$)`), "category_tree"},
	{regexp.MustCompile(`(^|_)brand(_|$)`), "brand"},
	{regexp.MustCompile(`(^|_)channel(_|$)`), "channel"},
	{regexp.MustCompile(`(^|_)status(_|$)`), "order_status"},
	{regexp.MustCompile(`(^|_)(shipping_provider|carrier)(_|$)`), "shipping_provider"},
	{regexp.MustCompile(`(^|_)location(_|$)`), "location"},
	{regexp.MustCompile(`(^|_)price_list(_|$)`), "price_list"},
	{regexp.MustCompile(`(^|_)pickup_method(_|$)`), "pickup_method"},
}

// free are the fields that have such a name and no drop-down, with the reason.
var free = map[string]string{
	"brand_name":                 "a brand that does not exist is made",
	"category_uuid_in":           "it names categories by UUID: category_id_in has the drop-down",
	"category_uuid_not_in":       "it names categories by UUID: category_id_not_in has the drop-down",
	"location_code_in":           "it names locations by code: location_id_in has the drop-down",
	"pickup_method_display_name": "it is what the order says, whatever the method is called",
	"location":                   "it is the address of a pickup, written into the order",
	"status":                     "it is an enumeration of its own, or that of messages",
	"status_in":                  "it is the status of a channel, an enumeration",
	"tracking_carrier":           "it is an enumeration of its own, of those who track parcels",
}

// TestFieldsThatNameWhatTheStoreHasHaveADropDown looks at every field of every input, triggers' too.
func TestFieldsThatNameWhatTheStoreHasHaveADropDown(t *testing.T) {
	t.Parallel()
	engine, err := registry.New(connector.New())
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	used, excused := map[string]bool{}, map[string]bool{}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		sources := map[string]string{}
		for _, field := range operation.Options {
			sources[strings.TrimSuffix(field.Pointer, "/*")] = field.Source
			used[field.Source] = true
		}
		for _, pointer := range fieldsOf(t, operation.Input) {
			name := pointer[strings.LastIndexByte(pointer, '/')+1:]
			at := slices.IndexFunc(choosable, func(one choice) bool { return one.name.MatchString(name) })
			switch {
			case at < 0:
			case sources[pointer] == "" && free[name] != "":
				excused[name] = true
			default:
				assert.Equal(t, choosable[at].source, sources[pointer], "%s%s", operation.Code, pointer)
			}
		}
	}
	for name := range free {
		assert.True(t, excused[name], "no field %s needs the excuse", name)
	}
	for _, source := range actions.Options() {
		assert.True(t, used[source.Name], "no field has the drop-down %s", source.Name)
	}
}

// fieldsOf returns the pointers of all fields of a schema, with * for the items of an array.
func fieldsOf(t *testing.T, schema json.RawMessage) []string {
	t.Helper()
	var root map[string]any
	require.NoError(t, json.Unmarshal(schema, &root))
	var found []string
	var walk func(at any, pointer string, open []string)
	walk = func(at any, pointer string, open []string) {
		node, _ := at.(map[string]any)
		if reference, ok := node["$ref"].(string); ok && !slices.Contains(open, reference) {
			target := any(root)
			for _, name := range strings.Split(reference, "/")[1:] {
				within, _ := target.(map[string]any)
				target = within[name]
			}
			require.NotNil(t, target, reference)
			walk(target, pointer, append(slices.Clone(open), reference))
		}
		properties, _ := node["properties"].(map[string]any)
		for name, below := range properties {
			found = append(found, pointer+"/"+name)
			walk(below, pointer+"/"+name, open)
		}
		for _, key := range []string{"anyOf", "oneOf", "allOf"} {
			alternatives, _ := node[key].([]any)
			for _, one := range alternatives {
				walk(one, pointer, open)
			}
		}
		if items, ok := node["items"]; ok {
			walk(items, pointer+"/*", open)
		}
	}
	walk(root, "", nil)
	slices.Sort(found)
	return slices.Compact(found)
}
