package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomerGroupsInput says which customer groups to list.
type GetCustomerGroupsInput struct {
	bigcommerce.CustomerGroupQuery
	Paging
}

func getCustomerGroups() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_customer_groups",
		Name:    "Get a list of customer groups",
		Group:   "Customer Groups",
		Summary: "Lists the customer groups with their discounts and the categories that they see.",
		Description: "Filters are combined: a group has to match each of them. Returns 50 groups unless a limit or return_all is given. BigCommerce offers only pages by number " +
			"here: groups that are deleted while the list is read move others so that they are missed.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/customer_groups",
		Examples: []registry.Example{
			{Title: "All groups", Input: `{"return_all":true}`},
			{Title: "By name", Input: `{"name":"Wholesale"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCustomerGroupsInput) iter.Seq2[bigcommerce.Record[bigcommerce.CustomerGroup], error] {
		return store.CustomerGroups.All(ctx, in.CustomerGroupQuery, in.options())
	})
}
