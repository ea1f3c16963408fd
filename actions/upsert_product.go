package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpsertProductInput is the product as it should be, told by its SKU.
type UpsertProductInput struct {
	bigcommerce.ProductUpdate `required:"sku" omit:"custom_fields,bulk_pricing_rules,images,videos"`
}

func upsertProduct() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "upsert_product",
		Name:    "Create or update a product",
		Group:   "Products",
		Summary: "Changes the product that has a SKU, or makes it when there is none.",
		Description: "Upper and lower case of the SKU are the same; the stored one stays. Name, type, price and weight are needed only when the product has to be made. A field that is left out " +
			"or blank stays as it is; null empties it where that is possible; lists such as categories replace what is stored. When the product has all the values already, nothing is " +
			"written. The record's change tells which it was: created, updated or unchanged. A SKU that a variant has is a conflict that names the variant_id and its product_id: change " +
			"that with update_product_variants. A name that another product has is a conflict that names that product's product_id. Custom fields, images and the like are not set here, since sending " +
			"them again may add them again: use set_product_custom_fields and create_product_image. A brand given by name is written each time: its brand_id costs less. " +
			"In one batch, many inputs share the look-up, and ten of those that change a product a request; products are made one by one.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/products/{product_id}",
		Examples: []registry.Example{
			{Title: "Make it, or set its price and stock", Input: `{"sku":"SM-13","name":"Smith Journal 13","type":"physical","price":17.49,"weight":0.4,"inventory_tracking":"product","inventory_level":40}`},
			{Title: "Only what changes, when it is known to be there", Input: `{"sku":"KNT-000103","price":17.49}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpsertProductInput) (bigcommerce.Record[bigcommerce.ProductUpserted], error) {
		product, err := store.Products.Upsert(ctx, in.ProductUpdate)
		return product, productTaken(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpsertProductInput, bigcommerce.Record[bigcommerce.ProductUpserted]]{
		Size:     lookups,
		Weigh:    func(in UpsertProductInput) int { return bigcommerce.QueryWidth(in.SKU.Or("")) },
		Capacity: bigcommerce.QueryCapacity,
		Keys: func(in UpsertProductInput) []string {
			return append(key("sku", in.SKU.Or("")), key("name", in.Name.Or(""))...)
		},
		Group: func(in UpsertProductInput) (string, bool) { return "", withoutComma(in.SKU.Or("")) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []UpsertProductInput) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.ProductUpserted]], error) {
			products := make([]bigcommerce.ProductUpdate, len(inputs))
			for i, in := range inputs {
				products[i] = in.ProductUpdate
			}
			upserted, err := store.Products.UpsertEach(ctx, products)
			return inBulk(upserted, err, productTaken, nil)
		},
	})
}
