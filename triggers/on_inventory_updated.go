package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OnInventoryUpdatedInput says which changes of stock a workflow starts with.
type OnInventoryUpdatedInput struct {
	ProductIDIn  value.List[int64] `json:"product_id_in,omitzero" jsonschema:"title=Product IDs" jsonschema_description:"Only stock of these products."`
	LocationIDIn value.List[int64] `json:"location_id_in,omitzero" jsonschema:"title=Locations" jsonschema_description:"Return the stock at these locations only." options:"location"`
}

func onInventoryUpdated() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.InventoryItem]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_inventory_updated",
		Name:    "Inventory updated",
		Group:   "Inventory",
		Summary: "Starts with each product or variant whose stock changes.",
		Description: "The record is the stock of one variant, or of a product without variants, at each location, as it is when it is fetched; several changes within a second come as one. " +
			"BigCommerce changes stock with some delay, so a record may show the stock of a moment before. Changes of stock are delivered by webhook only.",
		Scopes: registry.AnyOf("store_inventory", "store_inventory_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/inventory/items",
		Examples: []registry.Example{
			{Title: "Stock at the first location", Input: `{"location_id_in":[1]}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnInventoryUpdatedInput, output]{},
		hooks[OnInventoryUpdatedInput, output]{
			scopes: []string{"store/product/inventory/updated", "store/sku/inventory/updated"},
			concerns: func(in OnInventoryUpdatedInput, delivered told) bool {
				return len(intersection(in.ProductIDIn, []int64{delivered.stock().ProductID})) > 0
			},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnInventoryUpdatedInput, deliveries []told) ([]occurrence, error) {
				return stockItems{store, in.LocationIDIn}.read(ctx, deliveries)
			},
		}.form(),
	)
}

// stockChange is the change of stock that a delivery tells of. A product's own change names no variant.
type stockChange struct {
	ProductID int64 `json:"product_id"`
	VariantID int64 `json:"variant_id"`
}

// stock returns the change of stock that a delivery tells of.
func (t told) stock() stockChange {
	var data struct {
		Inventory stockChange `json:"inventory"`
	}
	t.read(&data)
	return data.Inventory
}
