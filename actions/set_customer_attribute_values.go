package actions

import (
	"context"
	"iter"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// SetCustomerAttributeValuesInput is a customer and the values that it is to have.
type SetCustomerAttributeValuesInput struct {
	bigcommerce.CustomerAttributeValues
}

func setCustomerAttributeValues() registry.Action[*bigcommerce.Client] {
	type output = bigcommerce.Record[bigcommerce.SetCustomerAttribute]
	return registry.NewListAction(registry.Spec{
		Code:    "set_customer_attribute_values",
		Name:    "Set customer attribute values",
		Group:   "Customer Attributes",
		Summary: "Sets values of a customer for the store's own attributes, and leaves its other values alone.",
		Description: "Values are text, whatever the attribute's type: a number or a date is written as text. A value that is left out or blank stays as it is; null empties it. " +
			"Returns one record for each value, whose field change says what was done: created, updated, or unchanged, when the customer had the value and nothing was written. " +
			"All values of a customer are set, or none. Ten customers share a request in a batch.",
		Scopes: registry.AnyOf("store_v2_customers"),
		Effect: registry.Update,
		API:    "PUT /v3/customers/attribute-values",
		Examples: []registry.Example{
			{Title: "Two values", Input: `{"customer_id":118,"attribute_values":[{"attribute_id":1,"value":"Port Townsend"},{"attribute_id":3,"value":"2027-01-31"}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in SetCustomerAttributeValuesInput) iter.Seq2[output, error] {
		set, err := store.CustomerAttributes.SetValues(ctx, in.CustomerAttributeValues)
		return inOrder(set, customerMissing(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, SetCustomerAttributeValuesInput, output]{
		Size: 10,
		Keys: func(in SetCustomerAttributeValuesInput) []string {
			return key("customer", strconv.FormatInt(in.CustomerID, 10))
		},
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []SetCustomerAttributeValuesInput) ([]registry.BulkOutcome[output], error) {
			sets := make([]bigcommerce.CustomerAttributeValues, len(inputs))
			for i, in := range inputs {
				sets[i] = in.CustomerAttributeValues
			}
			each, err := store.CustomerAttributes.SetValuesEach(ctx, sets)
			return severalInBulk(each, err, customerMissing, func(ctx context.Context, err error) map[int]error {
				return store.CustomerAttributes.SetValuesClashes(ctx, err, sets)
			})
		},
	})
}
