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

// absence is a field that is left out on purpose.
type absence struct{ operation, field, why string }

// absences are the fields of the official documents that the operations leave out on purpose. A pointer covers what is below it.
var absences = []absence{
	{"update_customer input", "/id", "it is customer_id"},
	{"update_customer input", "/origin_channel_id", "it is set when the customer is created and can't be changed"},
	{"update_customer input", "/registration_ip_address", "it is set by the storefront and can't be written"},
	{"delete_customer query", "/id_in", "it is customer_id"},
	{"create_customer_address output", "/form_fields/*/customer_id", "it belongs to the form fields of customers; those of addresses have an address_id"},
	{"update_customer_address output", "/form_fields/*/customer_id", "it belongs to the form fields of customers; those of addresses have an address_id"},
	{"update_customer_address input", "/id", "it is address_id"},
	{"set_customer_attribute_values input", "/id", "customer_id and attribute_id name the value"},
	{"set_customer_attribute_values input", "/attribute_id", "it is in attribute_values, of which there are several for a customer"},
	{"set_customer_attribute_values input", "/value", "it is in attribute_values, of which there are several for a customer"},
	{"delete_customer_address query", "/id_in", "it is address_id"},
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
	{"delete_category query", "/category_id_in", "it is category_id, of one category"},
	{"delete_category query", "/category_uuid_in", "the category is named by category_id"},
	{"delete_category query", "/tree_id_in", "it would delete a whole tree"},
	{"delete_category query", "/parent_id_in", "it would delete all children of a category"},
	{"get_category_tree output", "/children/*", "a child has the fields of its parent again"},
	{"upsert_product input", "/custom_fields", "set_product_custom_fields sets them: sending them again may add them again"},
	{"upsert_product input", "/bulk_pricing_rules", "sending them again may add them again"},
	{"upsert_product input", "/images", "create_product_image adds them: sending them again adds them again"},
	{"upsert_product input", "/videos", "sending them again may add them again"},
	{"upsert_product query", "/include", "the record is that of a look-up or of either write"},
	{"upsert_product query", "/include_fields", "the record is compared with what is wanted"},
	{"update_product_inventory input", "", "it sets the stock and nothing else"},
	{"update_product_inventory query", "", "it sets the stock and nothing else"},
	{"update_product_variants input", "/variants/*/id", "it is variant_id"},
	{"create_product_image input", "/date_modified", "the store sets it"},
	{"assign_product_categories input", "/category_id", "it is category_ids"},
	{"assign_product_channels input", "/channel_id", "it is channel_ids"},
	{"get_orders query", "/consignment_structure", "it goes along with include=consignments"},
	{"get_order query", "/consignment_structure", "it goes along with include=consignments"},
	{"create_order query", "/consignment_structure", "it goes along with include=consignments"},
	{"create_order_refund query", "/transaction_id", "it filters the list of the same path"},
	{"create_order input", "/order_source", "it is read-only: the store sets external"},
	{"create_payment_access_token input", "/order", "its fields are the input's own: id is order_id"},
	{"get_product_metafields query", "/resource_id_in", "it is product_id"},
	{"set_product_metafield query", "", "they are those of the list, which the document gives to the creation too"},
	{"set_customer_metafield output", "/errors", "it is beside the record, and empty when one is saved"},
	{"create_order input", "/tax_provider_id", "its description says that it is read-only"},
	{"update_order input", "/order_source", "it is read-only: it tells where the order came from"},
	{"update_order input", "/tax_provider_id", "its description says that it is read-only"},
	{"update_order input", "/products/*/product_options/*/cost_price_inc_tax", "prices are those of the line, the document has them in its options"},
}

// triggerAbsences are the parameters that triggers leave out on purpose.
var triggerAbsences = []struct{ operations, fields, why string }{
	{"on_new_customers_created on_customers_updated", "date_created date_created_min date_created_max date_modified date_modified_min date_modified_max sort", byDate},
	{"on_customer_address_changed", "company_in name_in id_in", "the delivery names the address"},
	{"on_new_products_created on_products_updated", "date_modified date_modified_min date_modified_max id_greater id_less sort direction", byDate},
	{"on_new_products_created on_products_updated", "exclude_fields", "it could leave out the dates, which the trigger goes by"},
	{"on_inventory_updated", "sku_in variant_id_in location_code_in", "the delivery names the variant or the product"},
	{"on_new_orders_created on_orders_updated on_order_status_changed", "min_id max_id min_date_created max_date_created min_date_modified max_date_modified sort", byDate},
	{"on_new_orders_created on_orders_updated on_order_status_changed", "consignment_structure", "it goes along with include=consignments"},
	{"on_new_orders_created", "status_id", "an order is new whatever status it comes into from Incomplete"},
	{"on_new_orders_created", "cart_id external_order_id", "they name one order, which is not new twice"},
	{"on_order_status_changed", "status_id", "it is to_status_id"},
	{"on_order_status_changed", "customer_id email cart_id external_order_id min_total max_total payment_method", "they are told by the record"},
	{"on_order_refunded", "created_min created_max id_in", byDate},
	{"on_order_refunded", "transaction_id", "it names one refund, which is not new twice"},
	{"on_cart_abandoned", "include", "it adds addresses for checkout and the options of items"},
}

const byDate = "the trigger finds its records by it"

// deliveredRecords are the triggers whose record is the delivery itself: no document describes it, and the request they declare is the one
// that makes the webhook.
var deliveredRecords = []string{"on_records_deleted", "on_store_event"}

// anyEndpoint is the operation that calls what its input says.
const anyEndpoint = "api_request"

// lookups are the operations that find one record by its key: of the list that they call they offer no other filter.
var lookups = []string{"get_customer_by_email", "get_product_by_sku", "get_customer", "get_product", "delete_product"}

// inLists are where the inputs of operations have the records that their requests are about, when they have a list of them.
var inLists = map[string]string{"update_product_variants": "/variants/*", "set_product_custom_fields": "/custom_fields/*"}

// narrow are the operations that change one field of a record; another one offers the others.
var narrow = []string{"update_order_status"}

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
	explained := absences
	for _, group := range triggerAbsences {
		for operation := range strings.FieldsSeq(group.operations) {
			for field := range strings.FieldsSeq(group.fields) {
				explained = append(explained, absence{operation + " query", "/" + field, group.why})
			}
		}
	}
	for _, operation := range engine.Manifest().Connectors[0].Operations {
		if operation.Code == anyEndpoint {
			continue
		}
		fields, ok := specs.Fields(operation.API)
		if !assert.True(t, ok, "%s: no official document has %s", operation.Code, operation.API) {
			continue
		}
		if slices.Contains(deliveredRecords, operation.Code) {
			continue
		}
		input, output := schemaPointers(t, operation.Input), schemaPointers(t, operation.Output)
		for _, name := range fields.Query {
			if !slices.Contains(pagingParameters, name) && !slices.Contains(lookups, operation.Code) {
				assertCovered(t, explained, used, operation.Code, "query", input, "/"+strings.ReplaceAll(name, ":", "_"))
			}
		}
		for _, pointer := range fields.Body {
			if slices.Contains(narrow, operation.Code) {
				break
			}
			assertCovered(t, explained, used, operation.Code, "input", input, inLists[operation.Code]+withoutEnvelope(pointer))
		}
		for _, pointer := range fields.Response {
			if field := withoutEnvelope(pointer); field != "" {
				assertCovered(t, explained, used, operation.Code, "output", output, field)
			}
		}
	}
	for i, absence := range explained {
		assert.True(t, used[i], "the absence of %s from %s is explained, but it is there", absence.field, absence.operation)
	}
}

func assertCovered(t *testing.T, explained []absence, used map[int]bool, operation, side string, ours map[string]bool, pointer string) {
	t.Helper()
	if pointer == "" || ours[pointer] {
		return
	}
	for i, absence := range explained {
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
