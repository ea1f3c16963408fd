package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetProductVariantsInput names a product and says what of its variants is returned.
type GetProductVariantsInput struct {
	ProductInput
	bigcommerce.FieldSelection
	Paging
}

func getProductVariants() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_product_variants",
		Name:    "Get product variants",
		Group:   "Products",
		Summary: "Lists the variants of a product.",
		Description: "Returns 50 variants unless a limit or return_all is given; a product has 600 at most. A product without options has one variant, with no option_values, that stands for the " +
			"product itself. A price or dimension that is null is that of the product. Variants that are added or deleted while several pages are read can be missed or repeated.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/products/{product_id}/variants",
		Examples: []registry.Example{
			{Title: "All variants", Input: `{"product_id":111,"return_all":true}`},
			{Title: "Their SKUs and stock", Input: `{"product_id":111,"include_fields":["sku","inventory_level"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetProductVariantsInput) iter.Seq2[bigcommerce.Record[bigcommerce.ProductVariant], error] {
		return func(yield func(bigcommerce.Record[bigcommerce.ProductVariant], error) bool) {
			for record, err := range store.Variants.OfProduct(ctx, in.ProductID, in.FieldSelection, in.options()) {
				if !yield(record, noProduct(err)) {
					return
				}
			}
		}
	})
}
