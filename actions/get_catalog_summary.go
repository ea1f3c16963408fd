package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCatalogSummaryInput is empty: the summary is of the whole catalog.
type GetCatalogSummaryInput struct{}

func getCatalogSummary() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:        "get_catalog_summary",
		Name:        "Get a catalog summary",
		Group:       "Products",
		Summary:     "Counts and values what the catalog holds: variants, stock, prices and dates.",
		Description: "A product without options counts as one variant. Amounts are in the store's default currency.",
		Scopes:      registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect:      registry.Read,
		API:         "GET /v3/catalog/summary",
		Examples:    []registry.Example{{Title: "The whole catalog", Input: `{}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, _ GetCatalogSummaryInput) (bigcommerce.Record[bigcommerce.CatalogSummary], error) {
		return store.Products.Summary(ctx)
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetCatalogSummaryInput, bigcommerce.Record[bigcommerce.CatalogSummary]]{
		Keys: func(GetCatalogSummaryInput) []string { return []string{"summary"} },
	})
}
