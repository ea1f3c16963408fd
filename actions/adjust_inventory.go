package actions

import (
	"context"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// AdjustInventoryInput is a change of stock.
type AdjustInventoryInput struct {
	Method bigcommerce.InventoryMethod `json:"method" required:"true" jsonschema:"title=Method,example=absolute" jsonschema_description:"Whether quantities are the new stock, or what is added to it."`
	bigcommerce.InventoryAdjustment
}

func adjustInventory() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "adjust_inventory",
		Name:    "Adjust inventory",
		Group:   "Inventory",
		Summary: "Sets the stock of items at locations, or adds to it.",
		Description: "With the method absolute the quantities are the new stock: prefer it, since it can be repeated. With relative (POST /v3/inventory/adjustments/relative) they are added; stock " +
			"that was never set at a location has to be set first. An item is named by exactly one of sku, variant_id and product_id, at the level at which the product tracks its stock; " +
			"a product that tracks none has to do so first. BigCommerce takes up to 2,000 items at once, all or none, and shows the change a little later. When the answer to a relative " +
			"adjustment is lost, it is not repeated and the failure is outcome_unknown: look at the stock. Inputs of a batch with the same method and reason share requests.",
		Scopes: registry.AnyOf("store_inventory"),
		Effect: registry.Update,
		API:    "PUT /v3/inventory/adjustments/absolute",
		Examples: []registry.Example{
			{Title: "Counted stock by SKU", Input: `{"method":"absolute","reason":"Counted","items":[{"location_id":1,"sku":"KNT-000103","quantity":40}]}`},
			{Title: "Three sold elsewhere", Input: `{"method":"relative","reason":"Sold at the fair","items":[{"location_id":1,"variant_id":10300,"quantity":-3}]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in AdjustInventoryInput) (bigcommerce.Record[bigcommerce.InventoryTransaction], error) {
		return store.Inventory.Adjust(ctx, in.Method, in.InventoryAdjustment)
	}).InBulk(registry.Bulk[*bigcommerce.Client, AdjustInventoryInput, bigcommerce.Record[bigcommerce.InventoryTransaction]]{
		Size:     2000,
		Weigh:    func(in AdjustInventoryInput) int { return len(in.Items) },
		Capacity: 2000,
		Keys: func(in AdjustInventoryInput) []string {
			var places []string
			for _, item := range in.Items {
				places = append(places, key("stock", item.Place())...)
			}
			slices.Sort(places)
			return slices.Compact(places)
		},
		Group: func(in AdjustInventoryInput) (string, bool) {
			return string(in.Method) + " " + in.Reason.Or(""), len(in.AdditionalFields) == 0
		},
		Run: adjustTogether,
	})
}
