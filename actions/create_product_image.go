package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateProductImageInput is the picture to add, and to which product.
type CreateProductImageInput struct {
	ProductInput
	bigcommerce.ProductImageCreate
}

func createProductImage() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_product_image",
		Name:    "Create a product image",
		Group:   "Products",
		Summary: "Adds a picture to a product; BigCommerce fetches it from its web address.",
		Description: "The address must be public and lead to a BMP, GIF, JPEG, PNG, WBMP, XBM or WEBP file of at most 8 MB. A product has 1,000 pictures at most. The same picture can be added any number of " +
			"times: when it stays open whether it was added, the failure is outcome_unknown. Look at the product's images before trying again.",
		Scopes:     registry.AnyOf("store_v2_products"),
		Effect:     registry.Create,
		NaturalKey: registry.NoNaturalKey,
		API:        "POST /v3/catalog/products/{product_id}/images",
		Examples: []registry.Example{
			{Title: "The picture for lists", Input: `{"product_id":111,"image_url":"https://example.com/journal.jpg","is_thumbnail":true,"description":"The journal's cover"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateProductImageInput) (bigcommerce.Record[bigcommerce.ProductImage], error) {
		added, err := store.Products.AddImage(ctx, in.ProductID, in.ProductImageCreate)
		return added, noProduct(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateProductImageInput, bigcommerce.Record[bigcommerce.ProductImage]]{
		Keys: func(in CreateProductImageInput) []string { return in.keys() },
	})
}
