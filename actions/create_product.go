package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateProductInput is the product to make.
type CreateProductInput struct {
	bigcommerce.ProductCreate `required:"name,type,price,weight"`
	bigcommerce.ProductCreateSelection
}

func createProduct() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_product",
		Name:    "Create a new product",
		Group:   "Products",
		Summary: "Makes a product, with its variants, images and custom fields if you like.",
		Description: "Name, type, price and weight are required. Names are unique, and so are SKUs over all products and variants: when one is taken, nothing is made " +
			"and the failure is a conflict that names the existing product's product_id. When the product is made but a part of it is refused, such as its stock, " +
			"the product is returned together with a failure of type partial that says what is missing.",
		Scopes:     registry.AnyOf("store_v2_products"),
		Effect:     registry.Create,
		NaturalKey: "sku, else name",
		API:        "POST /v3/catalog/products",
		Examples: []registry.Example{
			{Title: "The least", Input: `{"name":"Smith Journal 13","type":"physical","price":19.99,"weight":0.4}`},
			{Title: "With two sizes", Input: `{"name":"Linen Shirt","type":"physical","price":49.50,"weight":0.3,"sku":"LS","categories":[23],"inventory_tracking":"variant",
				"variants":[{"sku":"LS-M","inventory_level":20,"option_values":[{"option_display_name":"Size","label":"M"}]},
				{"sku":"LS-L","inventory_level":15,"option_values":[{"option_display_name":"Size","label":"L"}]}],
				"images":[{"image_url":"https://example.com/shirt.jpg","is_thumbnail":true}],"custom_fields":[{"name":"Material","value":"Linen"}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateProductInput) (bigcommerce.Record[bigcommerce.Product], error) {
		created, err := store.Products.Create(ctx, in.ProductCreate, in.ProductCreateSelection)
		return created, productTaken(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateProductInput, bigcommerce.Record[bigcommerce.Product]]{
		Keys: func(in CreateProductInput) []string {
			keys := append(key("name", in.Name.Or("")), key("sku", in.SKU.Or(""))...)
			for _, variant := range in.Variants.Or(nil) {
				keys = append(keys, key("sku", variant.SKU.Or(""))...)
			}
			return keys
		},
	})
}
