package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetStoreInput is empty: the credential says which store is meant.
type GetStoreInput struct{}

func getStore() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "get_store",
		Name:    "Get the store",
		Group:   "Store",
		Summary: "Reads what the store says about itself: its name, address, currency, units, time zone and plan.",
		Scopes:  registry.AnyOf("store_v2_information", "store_v2_information_read_only"),
		Effect:  registry.Read,
		API:     "GET /v2/store",
		Examples: []registry.Example{
			{Title: "The store of the credential", Input: `{}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, _ GetStoreInput) (bigcommerce.Record[bigcommerce.StoreInformation], error) {
		return store.Store.Get(ctx)
	})
}
