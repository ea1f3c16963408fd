package triggers

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnProductsUpdatedInput says which products a workflow starts with when they are made or changed.
type OnProductsUpdatedInput struct {
	ProductFilters
	Start
}

func onProductsUpdated() registry.Trigger[*bigcommerce.Client] {
	type occurrence = registry.Occurrence[bigcommerce.Record[bigcommerce.Product]]
	return registry.NewTrigger(registry.Spec{
		Code:    "on_products_updated",
		Name:    "Products created or updated",
		Group:   "Products",
		Summary: "Starts with each product that is made or changed.",
		Description: "A product comes as the last change left it; changes that follow one another faster than the trigger reads come as one. The filters are combined, " +
			"and apply to the product as it is then. Fields to return always include the dates.",
		Scopes: registry.AnyOf("store_v2_products", "store_v2_products_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/catalog/products",
		Examples: []registry.Example{
			{Title: "Visible products, with their variants", Input: `{"is_visible":true,"include":["variants"],"limit":100}`},
		},
	},
		polling(
			func(store *bigcommerce.Client, in OnProductsUpdatedInput) dated[bigcommerce.Product] {
				return productsByDate(store, in.query())
			},
			func(in OnProductsUpdatedInput) Start { return in.Start },
			func(_ context.Context, _ *bigcommerce.Client, _ OnProductsUpdatedInput, rows []row[bigcommerce.Product]) ([]occurrence, error) {
				return asTheyAre(rows, productUpdated), nil
			},
		),
		hooks[OnProductsUpdatedInput, bigcommerce.Record[bigcommerce.Product]]{
			scopes: []string{"store/product/created", "store/product/updated"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnProductsUpdatedInput, deliveries []told) ([]occurrence, error) {
				rows, err := productsFor(store, in.query(), dateModified).settled(ctx, ids(deliveries))
				return asTheyAre(rows, productUpdated), err
			},
		}.form(),
	)
}
