package actions

import (
	"context"
	"fmt"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// ProductInput names a product.
type ProductInput struct {
	ProductID int64 `json:"product_id" required:"true" jsonschema:"title=Product ID,minimum=1,example=111" jsonschema_description:"Number of the product."`
}

// keys name the product, which a batch asks for once however often it is named.
func (in ProductInput) keys() []string { return key("product", strconv.FormatInt(in.ProductID, 10)) }

func (in ProductInput) product() int64 { return in.ProductID }

// width is how much of a request the product's number takes.
func (in ProductInput) width() int {
	return bigcommerce.QueryWidth(strconv.FormatInt(in.ProductID, 10))
}

// GetProductInput names a product and says what of it is returned.
type GetProductInput struct {
	ProductInput
	bigcommerce.ProductSelection
}

func getProduct() registry.Action[*bigcommerce.Client] {
	return registry.NewLookup(registry.Spec{
		Code:    "get_product",
		Name:    "Get a product",
		Group:   "Products",
		Summary: "Finds the product with a product_id; nothing when there is none.",
		Description: "Variants, images and other sub-resources come only when they are included. " +
			"Many look-ups in one batch share requests.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/products",
		Examples: []registry.Example{
			{Title: "One product", Input: `{"product_id":111}`},
			{Title: "Name and price, with variants", Input: `{"product_id":111,"include_fields":["name","price"],"include":["variants"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetProductInput) (bigcommerce.Record[bigcommerce.Product], bool, error) {
		return found(store.Products.FindByID(ctx, []int64{in.ProductID}, in.ProductSelection))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetProductInput, bigcommerce.Record[bigcommerce.Product]]{
		Size:     lookups,
		Weigh:    func(in GetProductInput) int { return in.width() },
		Capacity: bigcommerce.QueryCapacity / 2, // the fields that are asked for need room, too
		Keys:     func(in GetProductInput) []string { return append(in.keys(), fmt.Sprint(in.ProductSelection)) },
		Group:    func(in GetProductInput) (string, bool) { return fmt.Sprint(in.ProductSelection), true },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []GetProductInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Product]], error) {
			return foundInBulk(store.Products.FindByID(ctx, numbersOf(inputs, func(in GetProductInput) int64 { return in.ProductID }), inputs[0].ProductSelection))
		},
	})
}
