package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func deleteProduct() registry.Action[*bigcommerce.Client] {
	return deleting(registry.Spec{
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
	}, "/product_id", func(in ProductInput) int64 { return in.ProductID }, func(ctx context.Context, store *bigcommerce.Client, ids []int64) ([]bigcommerce.Each[bigcommerce.Deletion], error) {
		return store.Products.DeleteEach(ctx, ids)
	})
}

// noProduct points at the input's product_id when there is no such product.
func noProduct(err error) error { return pointingAt("/product_id", err) }
