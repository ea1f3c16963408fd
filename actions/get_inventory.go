package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetInventoryInput says of which items to list the stock.
type GetInventoryInput struct {
	bigcommerce.InventoryItemQuery
	Paging
}

func getInventory() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_inventory",
		Name:    "Get inventory",
		Group:   "Inventory",
		Summary: "Lists the stock of all variants, or of those that match the filters, at each location.",
		Description: "One record for each variant, with the stock at each of its locations; location_id_in and location_code_in narrow the locations, not the variants. A product without options " +
			"has one hidden variant. Other filters are combined: an item has to match each of them. Returns 50 items unless a limit or return_all is given. BigCommerce " +
			"queues changes of stock: what was just written may take a while to show. Items that are created or deleted while the list is read can make others be missed or repeated.",
		Scopes: registry.AnyOf("store_inventory", "store_inventory_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/inventory/items",
		Examples: []registry.Example{
			{Title: "By SKU", Input: `{"sku_in":["SM-13","LS-M"]}`},
			{Title: "All stock of one location", Input: `{"location_id_in":[2],"return_all":true}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetInventoryInput) iter.Seq2[bigcommerce.Record[bigcommerce.InventoryItem], error] {
		return store.Inventory.Items(ctx, in.InventoryItemQuery, in.options())
	})
}
