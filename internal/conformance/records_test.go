package conformance_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// recordAbsences are the fields of the official documents that the client's structs leave out on purpose.
var recordAbsences = []struct{ operation, field, why string }{
	{"GET /v3/carts/{cartId}", "/include", "what it adds is not needed"},
}

// TestEveryOfficialFieldOfARecordIsCovered compares the client's structs with what the official documents declare, for API
// operations that no operation of the manifest need stand for.
func TestEveryOfficialFieldOfARecordIsCovered(t *testing.T) {
	t.Parallel()
	specs := loadSpecs(t)
	if specs == nil {
		return
	}
	used := map[int]bool{}
	for _, test := range []struct {
		operation           string
		query, body, record any
	}{
		{"GET /v3/hooks", bigcommerce.HookQuery{}, nil, bigcommerce.Webhook{}},
		{"GET /v3/hooks/{webhook_id}", nil, nil, bigcommerce.Webhook{}},
		{"POST /v3/hooks", nil, bigcommerce.HookCreate{}, bigcommerce.Webhook{}},
		{"PUT /v3/hooks/{webhook_id}", nil, bigcommerce.HookUpdate{}, bigcommerce.Webhook{}},
		{"DELETE /v3/hooks/{webhook_id}", nil, nil, bigcommerce.Webhook{}},
		{"GET /v3/orders/payment_actions/refunds", bigcommerce.RefundQuery{}, nil, bigcommerce.Refund{}},
		{"GET /v3/orders/payment_actions/refunds/{refund_id}", nil, nil, bigcommerce.Refund{}},
		{"GET /v2/orders/{order_id}/shipments", nil, nil, bigcommerce.Shipment{}},
		{"GET /v2/orders/{order_id}/shipments/{shipment_id}", nil, nil, bigcommerce.Shipment{}},
		{"GET /v3/carts/{cartId}", nil, nil, bigcommerce.Cart{}},
		{"GET /v3/inventory/items", bigcommerce.InventoryItemQuery{}, nil, bigcommerce.InventoryItem{}},
	} {
		fields, ok := specs.Fields(test.operation)
		if !assert.True(t, ok, "no official document has %s", test.operation) {
			continue
		}
		query, body, record := structPointers(test.query), structPointers(test.body), structPointers(test.record)
		missing := func(side string, ours map[string]bool, pointer string) {
			if pointer == "" || ours[pointer] {
				return
			}
			for i, absence := range recordAbsences {
				if absence.operation == test.operation && absence.field == pointer {
					used[i] = true
					return
				}
			}
			t.Errorf("%s %s: %s is missing", test.operation, side, pointer)
		}
		for _, name := range fields.Query {
			if !slices.Contains(pagingParameters, name) {
				missing("query", query, "/"+strings.ReplaceAll(name, ":", "_"))
			}
		}
		for _, pointer := range fields.Body {
			missing("body", body, pointer)
		}
		for _, pointer := range fields.Response {
			missing("response", record, withoutEnvelope(pointer))
		}
	}
	for i, absence := range recordAbsences {
		assert.True(t, used[i], "the absence of %s from %s is explained, but it is there", absence.field, absence.operation)
	}
}

// structPointers returns the JSON pointers of all fields of a struct, with * for any array index; none for nil.
func structPointers(record any) map[string]bool {
	found := map[string]bool{}
	if record != nil {
		collectFields(found, reflect.TypeOf(record), "")
	}
	return found
}

func collectFields(found map[string]bool, t reflect.Type, pointer string) {
	switch t.Kind() {
	case reflect.Pointer:
		collectFields(found, t.Elem(), pointer)
	case reflect.Slice:
		if either, ok := reflect.TypeAssert[interface{ Otherwise() any }](reflect.Zero(t)); ok {
			collectFields(found, reflect.TypeOf(either.Otherwise()), pointer)
		}
		if t != reflect.TypeFor[json.RawMessage]() {
			collectFields(found, t.Elem(), pointer+"/*")
		}
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			switch {
			case field.Anonymous && name == "":
				collectFields(found, field.Type, pointer)
			case name != "":
				found[pointer+"/"+name] = true
				collectFields(found, field.Type, pointer+"/"+name)
			}
		}
	}
}
