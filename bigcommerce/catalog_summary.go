package bigcommerce

import (
	"context"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// CatalogSummary counts and values what the catalog holds. Amounts are in the store's default currency.
type CatalogSummary struct {
	InventoryCount      int64           `json:"inventory_count" jsonschema:"title=Inventory count" jsonschema_description:"Pieces in stock, of all products and variants."`
	InventoryValue      value.Money     `json:"inventory_value,omitzero" jsonschema:"title=Inventory value" jsonschema_description:"What the stock is worth at the catalog's prices."`
	PrimaryCategoryID   int64           `json:"primary_category_id,omitzero" jsonschema:"title=Primary category ID" jsonschema_description:"Category with the most products." options:"category"`
	PrimaryCategoryName string          `json:"primary_category_name,omitzero" jsonschema:"title=Primary category name" jsonschema_description:"Name of the category with the most products."`
	VariantCount        int64           `json:"variant_count" jsonschema:"title=Variant count" jsonschema_description:"Number of variants; a product without options counts as one."`
	HighestVariantPrice value.Money     `json:"highest_variant_price,omitzero" jsonschema:"title=Highest variant price" jsonschema_description:"Price of the dearest variant."`
	AverageVariantPrice value.Money     `json:"average_variant_price,omitzero" jsonschema:"title=Average variant price" jsonschema_description:"Average price of all variants."`
	LowestVariantPrice  value.MoneyText `json:"lowest_variant_price,omitzero" jsonschema:"title=Lowest variant price" jsonschema_description:"Price of the cheapest variant, as text."`
	OldestVariantDate   value.Date      `json:"oldest_variant_date,omitzero" jsonschema:"title=Oldest variant date" jsonschema_description:"When the oldest variant was made."`
	NewestVariantDate   value.Date      `json:"newest_variant_date,omitzero" jsonschema:"title=Newest variant date" jsonschema_description:"When the newest variant was made."`
}

// Summary reads the summary of the catalog.
//
// API: GET /v3/catalog/summary
func (s *ProductsService) Summary(ctx context.Context) (Record[CatalogSummary], error) {
	return one[CatalogSummary](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/summary", class: safe, api: "GET /v3/catalog/summary", scope: productsScope,
	})
}
