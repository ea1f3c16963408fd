package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCategoryTreesInput says which category trees to list.
type GetCategoryTreesInput struct {
	bigcommerce.CategoryTreeQuery
	Paging
}

func getCategoryTrees() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_category_trees",
		Name:    "Get a list of category trees",
		Group:   "Categories",
		Summary: "Lists the category trees of the store, all of them or those that match the filters.",
		Description: "Each storefront shows one tree, and a tree can belong to several. Filters are combined: a tree has to match each of them. Returns 50 trees unless a " +
			"limit or return_all is given. The categories of a tree come with get_category_tree or get_categories.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/trees",
		Examples: []registry.Example{
			{Title: "All category trees", Input: `{"return_all":true}`},
			{Title: "The tree of a channel", Input: `{"channel_id_in":[1]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCategoryTreesInput) iter.Seq2[bigcommerce.Record[bigcommerce.CategoryTree], error] {
		return store.Categories.Trees(ctx, in.CategoryTreeQuery, in.options())
	})
}
