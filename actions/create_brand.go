package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreateBrandInput is the brand to make.
type CreateBrandInput struct {
	bigcommerce.BrandCreate `required:"name"`
}

func createBrand() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_brand",
		Name:    "Create a new brand",
		Group:   "Brands",
		Summary: "Makes a brand that products can be given.",
		Description: "Names of brands are unique, upper and lower case being the same: when one is taken, nothing is made and the failure is a conflict that names the existing " +
			"brand's brand_id. BigCommerce fetches the picture from image_url. A store has room for 30,000 brands.",
		Scopes:     registry.AnyOf("store_v2_products"),
		Effect:     registry.Create,
		NaturalKey: "name",
		API:        "POST /v3/catalog/brands",
		Examples: []registry.Example{
			{Title: "The least", Input: `{"name":"Common Good"}`},
			{Title: "With a picture and an address", Input: `{"name":"Harbour Soaps","image_url":"https://example.com/harbour-soaps.png","custom_url":{"url":"/harbour-soaps/","is_customized":true},
				"page_title":"Harbour Soaps","search_keywords":"soap, brushes"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateBrandInput) (bigcommerce.Record[bigcommerce.Brand], error) {
		created, err := store.Brands.Create(ctx, in.BrandCreate)
		return created, advising("brand_id", "Update it with update_brand, or choose another name.", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateBrandInput, bigcommerce.Record[bigcommerce.Brand]]{
		Keys: func(in CreateBrandInput) []string { return key("name", in.Name.Or("")) },
	})
}
