package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCategoryTreeInput names a category tree, and how much of it to return.
type GetCategoryTreeInput struct {
	TreeID int64 `json:"tree_id" required:"true" jsonschema:"title=Category tree,minimum=1,example=1" jsonschema_description:"Number of the category tree." options:"category_tree"`
	bigcommerce.CategoryTreeDepth
}

func getCategoryTree() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_category_tree",
		Name:    "Get a category tree",
		Group:   "Categories",
		Summary: "Returns the categories at the top of a tree, each with those below it.",
		Description: "One record for each category at the top; its children are categories of the same form, down to the given depth. A tree without categories " +
			"has no records; a tree_id that no tree has is not_found. All comes in one request, of which BigCommerce takes one at a time. Each category has only its name, " +
			"place and address: for everything else use get_categories.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/trees/{tree_id}/categories",
		Examples: []registry.Example{
			{Title: "A whole tree", Input: `{"tree_id":1}`},
			{Title: "The upper levels", Input: `{"tree_id":1,"depth":2}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetCategoryTreeInput) iter.Seq2[bigcommerce.Record[bigcommerce.CategoryBranch], error] {
		return func(yield func(bigcommerce.Record[bigcommerce.CategoryBranch], error) bool) {
			for branch, err := range store.Categories.Tree(ctx, in.TreeID, in.CategoryTreeDepth) {
				if !yield(branch, pointingAt("/tree_id", err)) {
					return
				}
			}
		}
	})
}
