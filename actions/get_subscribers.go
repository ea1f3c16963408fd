package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetSubscribersInput says which subscribers to list.
type GetSubscribersInput struct {
	bigcommerce.SubscriberQuery
	Paging
}

func getSubscribers() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_subscribers",
		Name:    "Get a list of subscribers",
		Group:   "Subscribers",
		Summary: "Lists the subscribers of the store's newsletter, all of them or those that match the filters.",
		Description: "Filters are combined: a subscriber has to match each of them. Returns 50 subscribers unless a limit or return_all is given. BigCommerce offers only pages by " +
			"number here: subscribers that are made or deleted while the list is read can be missed, or move others so that they are missed or repeated.",
		Scopes: registry.AnyOf("store_v2_customers", "store_v2_customers_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/customers/subscribers",
		Examples: []registry.Example{
			{Title: "By email", Input: `{"email":"jane@example.com"}`},
			{Title: "Everybody who signed up in the storefront", Input: `{"source":"storefront","return_all":true}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetSubscribersInput) iter.Seq2[bigcommerce.Record[bigcommerce.Subscriber], error] {
		return store.Subscribers.All(ctx, in.SubscriberQuery, in.options())
	})
}
