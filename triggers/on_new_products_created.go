package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnNewProductsCreatedInput says which new products a workflow starts with.
type OnNewProductsCreatedInput struct {
	ProductFilters
	Start
}

func onNewProductsCreated() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.Product]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_new_products_created",
		Name:    "New products created",
		Group:   "Products",
		Summary: "Starts with each product that is made.",
		Description: "A product comes once, as it is when it is read. The filters are combined, and apply at that time: a product that comes to match them later " +
			"is not new. Fields to return always include the dates.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/products",
		Examples: []registry.Example{
			{Title: "With variants and images", Input: `{"include":["variants","images"],"limit":100}`},
		},
	},
		registry.PollBy(func(ctx context.Context, store *bigcommerce.Client, in OnNewProductsCreatedInput, position registry.Position[productCursor]) (registry.Found[output, productCursor], error) {
			rows, cursor, more, err := newProducts{store, in.query()}.poll(ctx, in.Start, position)
			return registry.Found[output, productCursor]{Occurrences: asTheyAre(rows, productCreated), Cursor: cursor, More: more}, err
		}),
		hooks[OnNewProductsCreatedInput, output]{
			scopes: []string{"store/product/created"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnNewProductsCreatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := productsFor(store, in.query(), dateCreated).once(ctx, ids(deliveries))
				return asTheyAre(rows, productCreated), err
			},
		}.form(),
	)
}
