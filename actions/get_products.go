package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetProductsInput says which products to list.
type GetProductsInput struct {
	bigcommerce.ProductQuery
	Paging
}

func getProducts() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_products",
		Name:    "Get all products",
		Group:   "Products",
		Summary: "Lists products, all of them or those that match the filters.",
		Description: "Filters are combined: a product has to match each of them. Returns 50 products unless a limit or return_all is given. " +
			"By ID, which is the default order, a product that is created or changed while the list is read is neither missed nor repeated; in any other " +
			"order, products that change meanwhile can be. Variants, images and other sub-resources come only when they are included.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/products",
		Examples: []registry.Example{
			{Title: "By SKU, with variants", Input: `{"sku_in":["SM-13"],"include":["variants"]}`},
			{Title: "All visible products of a category", Input: `{"categories_in":[23],"is_visible":true,"return_all":true}`},
			{Title: "The ten cheapest", Input: `{"sort":"price","direction":"asc","limit":10}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetProductsInput) iter.Seq2[bigcommerce.Record[bigcommerce.Product], error] {
		return store.Products.All(ctx, in.ProductQuery, in.options())
	})
}
