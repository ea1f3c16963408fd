package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// inventoryScope is the OAuth scope of stock.
const inventoryScope = "store_inventory"

const (
	// largestInventoryPage is the most items that the API gives on one page.
	largestInventoryPage = 1000
	// inventoryPage is how many items are read at once when all are: with the hundred locations that a store may have, the largest page
	// would have more than a hundred thousand entries.
	inventoryPage = 500
)

// List reads one page of the stock, by item and location.
//
// API: GET /v3/inventory/items
func (s *InventoryService) List(ctx context.Context, filters InventoryItemQuery, at PageOptions) (Page[InventoryItem], error) {
	return page[InventoryItem](ctx, s.client, inventoryList(filters, largestInventoryPage), at)
}

// Items reads the stock of all items that match, page by page, up to the limit. Lists of SKUs, variants and products with more values
// than fit one request are split over several. Items that are made or deleted meanwhile can be missed or repeated.
//
// API: GET /v3/inventory/items
func (s *InventoryService) Items(ctx context.Context, filters InventoryItemQuery, opts ListOptions) iter.Seq2[Record[InventoryItem], error] {
	return all[InventoryItem](ctx, s.client, inventoryList(filters, inventoryPage), opts)
}

func inventoryList(filters InventoryItemQuery, pageSize int) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/inventory/items", class: safe, api: "GET /v3/inventory/items", scope: inventoryScope,
			},
			strategy: offsetV3{},
			pageSize: pageSize,
		},
		filters: filters,
		// Lists of locations can't be split: an item has its stock at all of them in one record.
		splittable: []string{"sku:in", "variant_id:in", "product_id:in"},
		key:        "identity",
	}
}
