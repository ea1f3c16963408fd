package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// bulkInputs are inputs for the operations that send several in one request. %d is their number.
var bulkInputs = map[string]string{
	"create_customer":               `{"email":"ada%d@example.com","first_name":"Ada","last_name":"Lindqvist"}`,
	"update_customer":               `{"customer_id":%d,"company":"Lindqvist"}`,
	"update_product":                `{"product_id":%d,"price":19.90}`,
	"get_customer_by_email":         `{"email":"ada%d@example.com"}`,
	"get_product_by_sku":            `{"sku":"ADA-%d"}`,
	"get_customer":                  `{"customer_id":%d}`,
	"delete_customer":               `{"customer_id":%d}`,
	"create_customer_address":       `{"customer_id":%d,"first_name":"Ada","last_name":"Lindqvist","address1":"1","city":"Lund","country_code":"SE"}`,
	"update_customer_address":       `{"address_id":%d,"city":"Lund"}`,
	"delete_customer_address":       `{"address_id":%d}`,
	"set_customer_attribute_values": `{"customer_id":%d,"attribute_values":[{"attribute_id":3,"value":"gold"}]}`,
	"upsert_customer":               `{"email":"ada%d@example.com","first_name":"Ada","last_name":"Lindqvist"}`,
	"get_product":                   `{"product_id":%d}`,
	"upsert_product":                `{"sku":"ADA-%d","name":"Ada","type":"physical","price":1,"weight":1}`,
	"delete_product":                `{"product_id":%d}`,
	"update_product_inventory":      `{"product_id":%d,"inventory_level":3}`,
	"assign_product_categories":     `{"product_id":%d,"category_ids":[23]}`,
	"assign_product_channels":       `{"product_id":%d,"channel_ids":[1]}`,
	"create_category":               `{"parent_id":23,"name":"Aprons %d"}`,
	"update_category":               `{"category_id":%d,"sort_order":1}`,
	"update_product_variants":       `{"variants":[{"variant_id":%d,"price":1}]}`,
	"delete_category":               `{"category_id":%d}`,
	"adjust_inventory":              `{"method":"absolute","items":[{"location_id":1,"variant_id":%d,"quantity":4}]}`,
}

// looksFirstInBulk are the operations that read before they write only when there are several inputs.
var looksFirstInBulk = []string{"delete_category"}

// TestFailureClassesOfBatches has ten inputs in one request that fails. What settles nothing about a single input fails all of them
// without another request; a create is never sent twice.
func TestFailureClassesOfBatches(t *testing.T) {
	t.Parallel()
	forEachOperation(t, func(t *testing.T, operation operation) {
		format, ok := bulkInputs[operation.Code]
		if !ok {
			return
		}
		if slices.Contains(looksFirstInBulk, operation.Code) {
			operation.success.Exchanges = []Exchange{{Request: Request{Method: http.MethodGet}}}
		}
		inputs := make([]json.RawMessage, 10)
		for i := range inputs {
			inputs[i] = fmt.Appendf(nil, format, i+1)
		}
		synctest.Test(t, func(t *testing.T) {
			engine := open(t)
			for _, class := range failureClasses(false) {
				store := &alwaysStore{response: class.response}
				outcomes := engine.RunBatch(t.Context(), operation.Code, inputs, store)
				require.Len(t, outcomes, len(inputs))
				for i, outcome := range outcomes {
					var failure *registry.Failure
					if !assert.True(t, errors.As(outcome.Err, &failure), "%s: input %d did not fail", class.name, i) {
						continue
					}
					assert.Equal(t, operation.wanted(class), failure.Type, "%s: %s", class.name, encode(failure))
					assert.Equal(t, operation.Code, failure.Operation, class.name)
					assert.NotContains(t, string(encode(failure)), Token, class.name)
					assert.Empty(t, outcome.Records)
					for _, field := range failure.Fields {
						if operation.API != "POST /v3/customers" && operation.API != "PUT /v3/customers" {
							break // others send single records as they are: there, the store's paths stay
						}
						assert.False(t, strings.HasPrefix(field.Path, fmt.Sprintf("/%d", i)), "%s: the path %s is that of a batch", class.name, field.Path)
					}
				}
				assertRequests(t, operation, class, store)
			}
		})
	})
}

func assertRequests(t *testing.T, operation operation, class failureClass, store *alwaysStore) {
	t.Helper()
	switch kind := operation.wanted(class); {
	case kind == registry.InvalidInput || kind == registry.NotFound: // each is tried, to save those that are not at fault
		assert.LessOrEqual(t, store.count(all), 60, "%s: requests", class.name)
	case operation.looksFirst() || class.repeated && operation.Effect == registry.Update:
		assert.LessOrEqual(t, store.count(all), 10, "%s: tries of one request", class.name)
	default:
		assert.Equal(t, 1, store.count(writes), "%s: requests", class.name)
	}
}
