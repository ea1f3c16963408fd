package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateProductVariantInput is the variant to make, and of which product.
type CreateProductVariantInput struct {
	ProductInput
	bigcommerce.ProductVariantAddition
}

func createProductVariant() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_product_variant",
		Name:    "Create a product variant",
		Group:   "Products",
		Summary: "Makes a variant of a product, for a combination of its option values.",
		Description: "The product must have the options already: give one value of each, by numbers (option_id and id) or by names (option_display_name and label), which are looked up with one request more. " +
			"SKUs are unique over all products and variants: when one is taken, nothing is made and the failure is a conflict that names the variant_id and product_id that have it. Prices " +
			"and dimensions that are left out are those of the product. When the variant is made but its stock is refused, the variant is returned together with a failure of type partial. A product has 600 variants at most.",
		Scopes:     registry.AnyOf("store_v2_products"),
		Effect:     registry.Create,
		NaturalKey: "sku",
		API:        "POST /v3/catalog/products/{product_id}/variants",
		Examples: []registry.Example{
			{Title: "By names", Input: `{"product_id":111,"sku":"SM-13-L","option_values":[{"option_display_name":"Size","label":"Large"}],"inventory_level":12}`},
			{Title: "By numbers, with its own price", Input: `{"product_id":111,"sku":"SM-13-L","option_values":[{"option_id":151,"id":146}],"price":21.50}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateProductVariantInput) (bigcommerce.Record[bigcommerce.ProductVariant], error) {
		made, err := store.Variants.Create(ctx, in.ProductID, in.ProductVariantAddition)
		return made, advising("variant_id", "Update it with update_product_variants, or choose another SKU.", noProduct(err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateProductVariantInput, bigcommerce.Record[bigcommerce.ProductVariant]]{
		Keys: func(in CreateProductVariantInput) []string { return append(in.keys(), key("sku", in.SKU.Or(""))...) },
	})
}
