package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateCategoryInput is the category to make.
type CreateCategoryInput struct {
	bigcommerce.CategoryCreate `required:"name"`
}

func createCategory() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_category",
		Name:    "Create a new category",
		Group:   "Categories",
		Summary: "Makes a category, below another one or at the top of a category tree.",
		Description: "Give the parent_id of the category above or, for the top of a tree, the tree_id. Names are unique among the categories right below the same one, upper " +
			"and lower case being the same: when one is taken, nothing is made and the failure is a conflict that names the existing category's category_id. BigCommerce has room for " +
			"16,000 categories in a store, nested 8 levels deep. Up to 50 categories of a batch share a request.",
		Scopes:     registry.AnyOf("store_v2_products"),
		Effect:     registry.Create,
		NaturalKey: "name within parent_id, at the top within tree_id",
		API:        "POST /v3/catalog/trees/categories",
		Examples: []registry.Example{
			{Title: "Below another category", Input: `{"name":"Aprons","parent_id":23}`},
			{Title: "At the top of a tree, hidden", Input: `{"name":"Spring sale","tree_id":1,"is_visible":false,"default_product_sort":"newest","url":{"path":"/spring/","is_customized":true}}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateCategoryInput) (bigcommerce.Record[bigcommerce.Category], error) {
		created, err := store.Categories.Create(ctx, in.CategoryCreate)
		return created, categoryNotMade(fromBatch(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateCategoryInput, bigcommerce.Record[bigcommerce.Category]]{
		Size: 50,
		Keys: func(in CreateCategoryInput) []string { return key("category", in.Place()) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []CreateCategoryInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Category]], error) {
			categories := make([]bigcommerce.CategoryCreate, len(inputs))
			for i, in := range inputs {
				categories[i] = in.CategoryCreate
			}
			created, err := store.Categories.CreateEach(ctx, categories)
			return inBulk(created, err, categoryNotMade, func(ctx context.Context, err error) map[int]error {
				return store.Categories.CreateClashes(ctx, err, categories)
			})
		},
	})
}

func categoryNotMade(err error) error {
	return advising("category_id", "Update it with update_category, or choose another name.", err)
}
