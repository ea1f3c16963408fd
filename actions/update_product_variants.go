package actions

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateProductVariantsInput are the variants to change, of any products.
type UpdateProductVariantsInput struct {
	Variants []ProductVariantInput `json:"variants" required:"true" jsonschema:"title=Variants,minItems=1" jsonschema_description:"The variants to change, of any products; 50 are sent in one request."`
}

// ProductVariantInput is one variant and what to change of it.
type ProductVariantInput struct {
	VariantID int64 `json:"variant_id" required:"true" jsonschema:"title=Variant ID,minimum=1,example=384" jsonschema_description:"Number of the variant to change."`
	bigcommerce.ProductVariantUpdate
}

func updateProductVariants() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "update_product_variants",
		Name:    "Update product variants",
		Group:   "Products",
		Summary: "Changes variants of products, 50 in one request.",
		Description: "Give each variant's variant_id and at least one field to change. A field that is left out or blank stays as it is; null makes a price or a dimension follow the product. The " +
			"variants are returned in the order given. When BigCommerce refuses some, the others are saved and returned together with a failure of type partial that names those it refused by their " +
			"place in the input. The option values of a variant can't be changed. Inputs of a batch share requests.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/variants",
		Examples: []registry.Example{
			{Title: "Prices and stock", Input: `{"variants":[{"variant_id":11200,"price":21.50,"inventory_level":12},{"variant_id":11201,"price":null}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateProductVariantsInput) iter.Seq2[bigcommerce.Record[bigcommerce.ProductVariant], error] {
		changed, err := store.Variants.Update(ctx, in.changes())
		return inOrder(changed, variantsUnchanged(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateProductVariantsInput, bigcommerce.Record[bigcommerce.ProductVariant]]{
		Size:     50,
		Weigh:    func(in UpdateProductVariantsInput) int { return len(in.Variants) },
		Capacity: 50,
		Keys: func(in UpdateProductVariantsInput) []string {
			var keys []string
			for _, variant := range in.Variants {
				keys = slices.Concat(keys, key("variant", strconv.FormatInt(variant.VariantID, 10)), key("sku", variant.SKU.Or("")))
			}
			return keys
		},
		Run: variantsTogether,
	})
}
