package actions

import (
	"context"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateCategoryInput is the category to change and what to change.
type UpdateCategoryInput struct {
	CategoryID int64 `json:"category_id" required:"true" jsonschema:"title=Category ID,minimum=1,example=41" jsonschema_description:"Number of the category to change." options:"category"`
	bigcommerce.CategoryUpdate
}

func updateCategory() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_category",
		Name:    "Update category",
		Group:   "Categories",
		Summary: "Changes the given fields of a category and leaves the others alone.",
		Description: "Give the category_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. " +
			"A parent_id moves the category with all that are below it. A name that a category beside it has is a conflict that names that one's category_id. BigCommerce answers " +
			"the change with no record: the category is read afterwards, with a second request. Up to 50 categories of a batch share both.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/trees/categories",
		Examples: []registry.Example{
			{Title: "A new name", Input: `{"category_id":41,"name":"Aprons & gloves"}`},
			{Title: "Moved to the top of its tree and hidden", Input: `{"category_id":41,"parent_id":0,"is_visible":false}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateCategoryInput) (bigcommerce.Record[bigcommerce.Category], error) {
		changed, err := store.Categories.Update(ctx, in.CategoryID, in.CategoryUpdate)
		return changed, categoryUnchanged(fromBatch(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateCategoryInput, bigcommerce.Record[bigcommerce.Category]]{
		Size: 50,
		Keys: func(in UpdateCategoryInput) []string { return key("id", strconv.FormatInt(in.CategoryID, 10)) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpdateCategoryInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Category]], error) {
			changes := make([]bigcommerce.CategoryChange, len(inputs))
			for i, in := range inputs {
				changes[i] = bigcommerce.CategoryChange{CategoryID: in.CategoryID, CategoryUpdate: in.CategoryUpdate}
			}
			changed, err := store.Categories.UpdateEach(ctx, changes)
			return inBulk(changed, err, categoryUnchanged, func(ctx context.Context, err error) map[int]error {
				return store.Categories.UpdateClashes(ctx, err, changes)
			})
		},
	})
}

func categoryUnchanged(err error) error {
	return advising("category_id", "Update that category with update_category, or choose another name.", pointingAt("/category_id", err))
}
