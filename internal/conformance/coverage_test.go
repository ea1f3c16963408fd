package conformance_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// absences are the fields of the official documents that the operations leave out on purpose. A pointer covers what is below it.
var absences = []struct{ operation, field, why string }{
	{"update_customer input", "/id", "it is customer_id"},
	{"update_customer input", "/origin_channel_id", "it is set when the customer is created and can't be changed"},
	{"update_customer input", "/registration_ip_address", "it is set by the storefront and can't be written"},
	{"create_product input", "/images/*/date_modified", "the store sets it"},
	{"create_product input", "/images/*/product_id", "it is the product that is created"},
	{"create_product input", "/videos/*/length", "the store reads it from the video"},
	{"create_product input", "/videos/*/product_id", "it is the product that is created"},
	{"create_product input", "/variants/*/id", "the store gives it"},
	{"create_product input", "/variants/*/product_id", "it is the product that is created"},
	{"create_product input", "/variants/*/sku_id", "the store gives it"},
	{"create_product input", "/variants/*/calculated_price", "the store calculates it"},
	{"create_product input", "/variants/*/calculated_weight", "the store calculates it"},
	{"create_product input", "/variants/*/option_values/*/id", "the options of a new product are named, they have no id yet"},
	{"create_product input", "/variants/*/option_values/*/option_id", "the options of a new product are named, they have no id yet"},
	{"update_product input", "/images/*/date_modified", "the store sets it"},
	{"update_product input", "/images/*/product_id", "it is product_id"},
	{"update_product input", "/videos/*/length", "the store reads it from the video"},
	{"update_product input", "/videos/*/product_id", "it is product_id"},
	{"get_orders query", "/consignment_structure", "it goes along with include=consignments"},
}

// lookups are the operations that find one record by its key: of the list that they call they offer no other filter.
var lookups = []string{"get_customer_by_email", "get_product_by_sku"}

// pagingParameters are set by the connector, which pages by itself.
var pagingParameters = []string{"page", "limit", "after", "before"}

// TestEveryOfficialFieldIsCovered compares the forms and records of the manifest with what the official documents declare for
// the same API operation: no filter, no writable field and no field of a record may be missing.
func TestEveryOfficialFieldIsCovered(t *testing.T) {
	t.Parallel()
	specs := loadSpecs(t)
	if specs == nil {
		return
	}
	engine, err := registry.New(connector.New())
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	used := map[int]bool{}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		fields, ok := specs.Fields(operation.API)
		if !assert.True(t, ok, "%s: no official document has %s", operation.Code, operation.API) {
			continue
		}
		input, output := schemaPointers(t, operation.Input), schemaPointers(t, operation.Output)
		for _, name := range fields.Query {
			if !slices.Contains(pagingParameters, name) && !slices.Contains(lookups, operation.Code) {
				assertCovered(t, used, operation.Code, "query", input, "/"+strings.ReplaceAll(name, ":", "_"))
			}
		}
		for _, pointer := range fields.Body {
			assertCovered(t, used, operation.Code, "input", input, withoutEnvelope(pointer))
		}
		for _, pointer := range fields.Response {
			if field := withoutEnvelope(pointer); field != "" {
				assertCovered(t, used, operation.Code, "output", output, field)
			}
		}
	}
	for i, absence := range absences {
		assert.True(t, used[i], "the absence of %s from %s is explained, but it is there", absence.field, absence.operation)
	}
}

func assertCovered(t *testing.T, used map[int]bool, operation, side string, ours map[string]bool, pointer string) {
	t.Helper()
	if pointer == "" || ours[pointer] {
		return
	}
	for i, absence := range absences {
		if absence.operation == operation+" "+side && (pointer == absence.field || strings.HasPrefix(pointer, absence.field+"/")) {
			used[i] = true
			return
		}
	}
	t.Errorf("%s %s: %s is missing", operation, side, pointer)
}

// withoutEnvelope returns the pointer of a field inside a record: /data/*/name, /data/name, /*/name and /name are all /name.
// What is beside the records is empty.
func withoutEnvelope(pointer string) string {
	if pointer == "/meta" || strings.HasPrefix(pointer, "/meta/") || pointer == "/data" {
		return ""
	}
	pointer = strings.TrimPrefix(pointer, "/data")
	return strings.TrimPrefix(pointer, "/*")
}

// schemaPointers returns the JSON pointers of all properties of a JSON Schema, with * for any array index.
func schemaPointers(t *testing.T, schema json.RawMessage) map[string]bool {
	t.Helper()
	var root map[string]any
	require.NoError(t, json.Unmarshal(schema, &root))
	found := map[string]bool{}
	collectPointers(found, root, root, "", 0)
	return found
}

func collectPointers(found map[string]bool, root, schema map[string]any, pointer string, depth int) {
	const deepest = 12 // some schemas contain themselves
	if depth > deepest {
		return
	}
	if reference, ok := schema["$ref"].(string); ok {
		definitions := root["$defs"].(map[string]any)
		schema = definitions[strings.TrimPrefix(reference, "#/$defs/")].(map[string]any)
	}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		found[pointer+"/"+name] = true
		collectPointers(found, root, property.(map[string]any), pointer+"/"+name, depth+1)
	}
	if items, ok := schema["items"].(map[string]any); ok {
		collectPointers(found, root, items, pointer+"/*", depth+1)
	}
	for _, key := range []string{"anyOf", "oneOf", "allOf"} {
		alternatives, _ := schema[key].([]any)
		for _, alternative := range alternatives {
			collectPointers(found, root, alternative.(map[string]any), pointer, depth+1)
		}
	}
}
