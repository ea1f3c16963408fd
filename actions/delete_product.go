package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func deleteProduct() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "delete_product",
		Name:    "Delete a product",
		Group:   "Products",
		Summary: "Deletes a product, with its variants, images and all else that belongs to it.",
		Description: "This can't be undone. Orders keep their lines. A product_id that no product has is a failure of type not_found. " +
			"The record that comes back has the number of the product as id. Many deletions in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_products"),
		Effect:   registry.Delete,
		API:      "DELETE /v3/catalog/products",
		Examples: []registry.Example{{Title: "One product", Input: `{"product_id":111}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in ProductInput) (bigcommerce.Record[bigcommerce.Deletion], error) {
		deleted, err := store.Products.Delete(ctx, in.ProductID)
		return deleted, noProduct(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, ProductInput, bigcommerce.Record[bigcommerce.Deletion]]{
		Size:     lookups,
		Weigh:    ProductInput.width,
		Capacity: bigcommerce.QueryCapacity,
		Keys:     ProductInput.keys,
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []ProductInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Deletion]], error) {
			ids := make([]int64, len(inputs))
			for i, in := range inputs {
				ids[i] = in.ProductID
			}
			deleted, err := store.Products.DeleteEach(ctx, ids)
			return inBulk(deleted, err, noProduct, nil)
		},
	})
}

// noProduct points at the input's product_id when there is no such product.
func noProduct(err error) error { return pointingAt("/product_id", err) }
