package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetProductBySKUInput names a product by its SKU or by that of one of its variants.
type GetProductBySKUInput struct {
	SKU string `json:"sku" required:"true" jsonschema:"title=SKU,minLength=1,maxLength=255,example=SM-13-L" jsonschema_description:"SKU of the product or of one of its variants; upper and lower case are the same."`
}

func getProductBySKU() registry.Action[*bigcommerce.Client] {
	return registry.NewLookup(registry.Spec{
		Code:    "get_product_by_sku",
		Name:    "Get a product by SKU",
		Group:   "Products",
		Summary: "Finds the product that has a SKU, or whose variant has it; nothing when there is none.",
		Description: "Upper and lower case are the same. When a variant has the SKU, the record is the product with one field more: variant, the variant that " +
			"has it. Without that field the SKU is the product's own. What BigCommerce returns is checked: the product or the variant always has the SKU that was asked for. " +
			"Many look-ups in one batch share requests. There, SKUs of variants are found in the inventory when the token has the scope for it (Store inventory, read-only); " +
			"without it, each takes a request of its own. The inventory can lag a little behind the catalog.",
		Scopes:   registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect:   registry.Read,
		API:      "GET /v3/catalog/products",
		Examples: []registry.Example{{Title: "A product or variant", Input: `{"sku":"KNT-000103"}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetProductBySKUInput) (bigcommerce.Record[bigcommerce.ProductBySKU], bool, error) {
		return found(store.Products.FindBySKU(ctx, []string{in.SKU}))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetProductBySKUInput, bigcommerce.Record[bigcommerce.ProductBySKU]]{
		Size:     lookups,
		Weigh:    func(in GetProductBySKUInput) int { return bigcommerce.QueryWidth(in.SKU) },
		Capacity: bigcommerce.QueryCapacity,
		Keys:     func(in GetProductBySKUInput) []string { return key("sku", in.SKU) },
		Group:    func(in GetProductBySKUInput) (string, bool) { return "", withoutComma(in.SKU) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []GetProductBySKUInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.ProductBySKU]], error) {
			skus := make([]string, len(inputs))
			for i, in := range inputs {
				skus[i] = in.SKU
			}
			return foundInBulk(store.Products.FindBySKU(ctx, skus))
		},
	})
}
