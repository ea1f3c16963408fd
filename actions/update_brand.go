package actions

import (
	"context"
	"slices"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// UpdateBrandInput is the brand to change and what to change.
type UpdateBrandInput struct {
	BrandID int64 `json:"brand_id" required:"true" jsonschema:"title=Brand ID,minimum=1,example=31" jsonschema_description:"Number of the brand to change." options:"brand"`
	bigcommerce.BrandUpdate
}

func updateBrand() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "update_brand",
		Name:    "Update brand",
		Group:   "Brands",
		Summary: "Changes the given fields of a brand and leaves the others alone.",
		Description: "Give the brand_id and at least one field to change. A field that is left out or blank stays as it is; null empties it where that is possible. " +
			"A name that another brand has is a conflict that names that brand's brand_id.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/brands/{brand_id}",
		Examples: []registry.Example{
			{Title: "A new name", Input: `{"brand_id":31,"name":"Common Good & Sons"}`},
			{Title: "No page title of its own", Input: `{"brand_id":31,"page_title":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in UpdateBrandInput) (bigcommerce.Record[bigcommerce.Brand], error) {
		changed, err := store.Brands.Update(ctx, in.BrandID, in.BrandUpdate)
		return changed, advising("brand_id", "Update that brand with update_brand, or choose another name.", pointingAt("/brand_id", err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, UpdateBrandInput, bigcommerce.Record[bigcommerce.Brand]]{
		Keys: func(in UpdateBrandInput) []string {
			return slices.Concat(key("id", strconv.FormatInt(in.BrandID, 10)), key("name", in.Name.Or("")))
		},
	})
}
