package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomerAttributesInput says which attributes of customers to list.
type GetCustomerAttributesInput struct {
	bigcommerce.CustomerAttributeQuery
	Paging
}

func getCustomerAttributes() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_customer_attributes",
		Name:    "Get a list of customer attributes",
		Group:   "Customer Attributes",
		Summary: "Lists the store's own attributes of customers with their names and types.",
		Description: "An attribute's id is the attribute_id that values of customers have; the values come with get_customers and get_customer, when attributes are included. " +
			"Filters are combined: an attribute has to match each of them. A store has 50 attributes at most.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers/attributes",
		Examples: []registry.Example{
			{Title: "All attributes", Input: `{}`},
			{Title: "By name", Input: `{"name":"Loyalty level"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomerAttributesInput) iter.Seq2[bigcommerce.Record[bigcommerce.CustomerAttributeDefinition], error] {
		return store.CustomerAttributes.All(ctx, in.CustomerAttributeQuery, in.options())
	})
}
