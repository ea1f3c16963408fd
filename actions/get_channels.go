package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetChannelsInput says which channels to list.
type GetChannelsInput struct {
	bigcommerce.ChannelQuery
	Paging
}

func getChannels() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_channels",
		Name:    "Get channels",
		Group:   "Store",
		Summary: "Lists the channels on which the store sells, all of them or those that match the filters.",
		Description: "Storefronts, marketplaces, marketing platforms and points of sale. Returns 50 channels unless a limit or return_all is given. BigCommerce offers only pages by " +
			"number here: of more than 250 channels, one that is made while the list is read can be missed or move others so that they are missed or repeated.",
		Scopes: registry.AnyOf("store_channel_settings", "store_channel_settings_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/channels",
		Examples: []registry.Example{
			{Title: "Active storefronts", Input: `{"type_in":["storefront"],"status_in":["active"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetChannelsInput) iter.Seq2[bigcommerce.Record[bigcommerce.Channel], error] {
		return store.Channels.All(ctx, in.ChannelQuery, in.options())
	})
}
