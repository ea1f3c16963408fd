package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// DeleteCategoryInput names the category to delete.
type DeleteCategoryInput struct {
	CategoryID int64 `json:"category_id" required:"true" jsonschema:"title=Category ID,minimum=1,example=41" jsonschema_description:"Number of the category to delete." options:"category"`
}

func deleteCategory() registry.Action[*bigcommerce.Client] {
	return deleting(registry.Spec{
		Code:    "delete_category",
		Name:    "Delete category",
		Group:   "Categories",
		Summary: "Deletes a category for good, with all categories below it.",
		Description: "Their products stay in the catalog. BigCommerce accepts the deletion and carries it out a little later, so that lists may still show the category for a while. " +
			"A category_id that no category has is not_found. Many deletions in one batch share requests; there, a category and one below it are both reported as deleted.",
		Scopes:   registry.AnyOf("store_v2_products"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/catalog/trees/categories",
		Examples: []registry.Example{{Title: "One category", Input: `{"category_id":41}`}},
	}, "/category_id", func(in DeleteCategoryInput) int64 { return in.CategoryID }, func(ctx context.Context, store *bigcommerce.Client, ids []int64) ([]bigcommerce.Each[bigcommerce.Deletion], error) {
		return store.Categories.DeleteEach(ctx, ids)
	})
}
