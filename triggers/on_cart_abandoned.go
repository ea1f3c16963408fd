package triggers

import (
	"context"
	"errors"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// OnCartAbandonedInput has nothing to say: every abandoned cart starts a workflow.
type OnCartAbandonedInput struct{}

func onCartAbandoned() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[bigcommerce.Cart]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_cart_abandoned",
		Name:    "Cart abandoned",
		Group:   "Carts",
		Summary: "Starts with each cart that its shopper leaves without ordering.",
		Description: "BigCommerce counts a cart as abandoned when nothing was done to it for an hour. The record is the cart as it is when it is fetched; one that became an order " +
			"meanwhile, or was removed, doesn't come. BigCommerce has no list of carts, so this trigger is delivered by webhook only.",
		Scopes: registry.AnyOf("store_cart", "store_cart_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/carts/{cart_id}",
		Examples: []registry.Example{
			{Title: "All carts", Input: `{}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnCartAbandonedInput, output]{},
		hooks[OnCartAbandonedInput, output]{
			scopes: []string{"store/cart/abandoned"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, _ OnCartAbandonedInput, deliveries []told) ([]occurrence, error) {
				found := make([]*occurrence, len(deliveries))
				err := bigcommerce.Concurrently(ctx, len(deliveries), ordersAtOnce, func(ctx context.Context, i int) error {
					cart, err := store.Carts.Get(ctx, deliveries[i].subject())
					if errors.Is(err, bigcommerce.ErrNotFound) {
						return nil
					}
					found[i] = &occurrence{Event: deliveries[i].event("cart", deliveries[i].subject(), "abandoned"), Record: cart}
					return err
				})
				return present(found), err
			},
		}.form(),
	)
}
