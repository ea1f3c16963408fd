package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateProductInventoryInput is the stock of a product.
type UpdateProductInventoryInput struct {
	ProductInput
	bigcommerce.ProductStock `required:"inventory_level"`
}

func updateProductInventory() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_product_inventory",
		Name:    "Update product inventory",
		Group:   "Products",
		Summary: "Sets how many pieces of a product are in stock, and how its stock is tracked.",
		Description: "The level replaces the stored one; it is that of the default location. It counts only while stock is tracked at product level: set inventory_tracking to product along with it when it " +
			"is not. A product whose stock is tracked at variant level is a conflict: its variants have levels of their own, which update_product_variants sets. BigCommerce may take a moment to show a new " +
			"level. Many products in one batch share requests, ten at a time.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/products/{product_id}",
		Examples: []registry.Example{
			{Title: "Forty pieces", Input: `{"product_id":111,"inventory_level":40}`},
			{Title: "Begin to track them", Input: `{"product_id":111,"inventory_level":40,"inventory_tracking":"product"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateProductInventoryInput) (bigcommerce.Record[bigcommerce.Product], error) {
		changed, err := store.Products.UpdateStock(ctx, in.ProductID, in.ProductStock)
		return changed, noProduct(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateProductInventoryInput, bigcommerce.Record[bigcommerce.Product]]{
		Size: 10,
		Keys: func(in UpdateProductInventoryInput) []string { return in.keys() },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpdateProductInventoryInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.Product]], error) {
			changes := make([]bigcommerce.ProductChange, len(inputs))
			for i, in := range inputs {
				changes[i].ID, changes[i].ProductStock = in.ProductID, in.ProductStock
			}
			changed, err := store.Products.UpdateStockEach(ctx, changes)
			return inBulk(changed, err, noProduct, func(ctx context.Context, err error) map[int]error {
				return store.Products.UpdateClashes(ctx, err, changes)
			})
		},
	})
}
