package actions

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateProductInput is the product to change and what to change.
type UpdateProductInput struct {
	ProductID int64 `json:"product_id" required:"true" jsonschema:"title=Product ID,minimum=1,example=111" jsonschema_description:"Number of the product to change."`
	bigcommerce.ProductUpdate
	bigcommerce.ProductUpdateSelection
}

func updateProduct() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_product",
		Name:    "Update product",
		Group:   "Products",
		Summary: "Changes the given fields of a product and leaves the others alone.",
		Description: "Give the product_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. " +
			"Lists such as categories replace what is stored. Variants are not changed here. A name or SKU that another product has is a conflict that names that product's " +
			"product_id. When a part of the change is refused, such as the stock, the product is returned together with a failure of type partial that says what is missing.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/products/{product_id}",
		Examples: []registry.Example{
			{Title: "A new price and stock", Input: `{"product_id":111,"price":17.49,"inventory_level":40}`},
			{Title: "Take it out of all categories", Input: `{"product_id":111,"categories":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateProductInput) (bigcommerce.Record[bigcommerce.Product], error) {
		changed, err := store.Products.Update(ctx, in.ProductID, in.ProductUpdate, in.ProductUpdateSelection)
		return changed, productUnchanged(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateProductInput, bigcommerce.Record[bigcommerce.Product]]{
		Size: 10,
		Keys: func(in UpdateProductInput) []string {
			return slices.Concat(key("id", strconv.FormatInt(in.ProductID, 10)), key("sku", in.SKU.Or("")), key("name", in.Name.Or("")))
		},
		// Sub-resources come only with a single product, and what a repetition may add again must not be at stake with others.
		Group: func(in UpdateProductInput) (string, bool) {
			return fmt.Sprint(in.IncludeFields), len(in.Include) == 0 && in.Repeatable()
		},
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpdateProductInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Product]], error) {
			changes := make([]bigcommerce.ProductChange, len(inputs))
			for i, in := range inputs {
				changes[i] = bigcommerce.ProductChange{ID: in.ProductID, ProductUpdate: in.ProductUpdate}
			}
			changed, err := store.Products.UpdateEach(ctx, changes, inputs[0].ProductCreateSelection)
			return inBulk(changed, err, productUnchanged, func(ctx context.Context, err error) map[int]error {
				return store.Products.UpdateClashes(ctx, err, changes)
			})
		},
	})
}

func productUnchanged(err error) error {
	return productTaken(noProduct(err))
}
