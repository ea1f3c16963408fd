package actions

import (
	"context"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// DeleteBrandInput names the brand to delete.
type DeleteBrandInput struct {
	BrandID int64 `json:"brand_id" required:"true" jsonschema:"title=Brand ID,minimum=1,example=31" jsonschema_description:"Number of the brand to delete." options:"brand"`
}

func deleteBrand() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:        "delete_brand",
		Name:        "Delete brand",
		Group:       "Brands",
		Summary:     "Deletes a brand for good.",
		Description: "Products of the brand stay in the catalog, without a brand. A brand_id that no brand has is not_found.",
		Scopes:      registry.AnyOf("store_v2_products"),
		Effect:      registry.Delete,
		API:         "DELETE /v3/catalog/brands/{brand_id}",
		Examples:    []registry.Example{{Title: "One brand", Input: `{"brand_id":31}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in DeleteBrandInput) (bigcommerce.Record[bigcommerce.Deletion], error) {
		deleted, err := store.Brands.Delete(ctx, in.BrandID)
		return deleted, pointingAt("/brand_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, DeleteBrandInput, bigcommerce.Record[bigcommerce.Deletion]]{
		Keys: func(in DeleteBrandInput) []string { return key("id", strconv.FormatInt(in.BrandID, 10)) },
	})
}
