package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCategoriesInput says which categories to list.
type GetCategoriesInput struct {
	bigcommerce.CategoryQuery
	Paging
}

func getCategories() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_categories",
		Name:    "Get list categories",
		Group:   "Categories",
		Summary: "Lists the categories of all category trees, all of them or those that match the filters.",
		Description: "The list is flat: parent_id says where a category hangs, 0 at the top of its tree. Filters are combined: a category has to match each of " +
			"them. Returns 50 categories unless a limit or return_all is given. BigCommerce pages this list by number only: categories that are created or " +
			"deleted while it is read can make others be missed or repeated.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/trees/categories",
		Examples: []registry.Example{
			{Title: "All visible categories", Input: `{"is_visible":true,"return_all":true}`},
			{Title: "The top of one tree", Input: `{"tree_id_in":[1],"parent_id_in":[0]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCategoriesInput) iter.Seq2[bigcommerce.Record[bigcommerce.Category], error] {
		return store.Categories.All(ctx, in.CategoryQuery, in.options())
	})
}
