package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetBrandsInput says which brands to list.
type GetBrandsInput struct {
	bigcommerce.BrandQuery
	Paging
}

func getBrands() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_brands",
		Name:    "Get a list of brands",
		Group:   "Brands",
		Summary: "Lists brands, all of them or those that match the filters.",
		Description: "Filters are combined: a brand has to match each of them. Returns 50 brands unless a limit or return_all is given. BigCommerce pages this " +
			"list by number only: brands that are created or deleted while it is read can make others be missed or repeated.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/brands",
		Examples: []registry.Example{
			{Title: "All brands by name", Input: `{"sort":"name","return_all":true}`},
			{Title: "One brand by name", Input: `{"name":"Common Good"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetBrandsInput) iter.Seq2[bigcommerce.Record[bigcommerce.Brand], error] {
		return store.Brands.All(ctx, in.BrandQuery, in.options())
	})
}
