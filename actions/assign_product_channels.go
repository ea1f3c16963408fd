package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// AssignProductChannelsInput is a product and the channels to sell it on.
type AssignProductChannelsInput struct {
	ProductInput
	ChannelIDs []int64 `json:"channel_ids" required:"true" jsonschema:"title=Channels,minItems=1,maxItems=500,minimum=1" jsonschema_description:"Numbers of the channels to sell the product on. It stays on those that it is on already." options:"channel"`
}

func assignProductChannels() registry.Action[*bigcommerce.Client] {
	return assigning[AssignProductChannelsInput](registry.Spec{
		Code:    "assign_product_channels",
		Name:    "Assign a product to channels",
		Group:   "Products",
		Summary: "Puts a product on channels; it stays on those that it is on already.",
		Description: "The record of each assignment has product_id and channel_id, and is made by the connector, since BigCommerce answers with nothing. All are made or none; a product_id that no product has is not_found. Many products in one " +
			"batch share requests.",
		Scopes:   registry.AnyOf("store_v2_products"),
		Effect:   registry.Update,
		API:      "PUT /v3/catalog/products/channel-assignments",
		Examples: []registry.Example{{Title: "On two channels", Input: `{"product_id":111,"channel_ids":[1,2]}`}},
	}, "channel_id", (*bigcommerce.ProductsService).AssignChannels)
}

func (in AssignProductChannelsInput) assignments() []bigcommerce.ProductChannel {
	all := make([]bigcommerce.ProductChannel, len(in.ChannelIDs))
	for i, id := range in.ChannelIDs {
		all[i] = bigcommerce.ProductChannel{ProductID: in.ProductID, ChannelID: id}
	}
	return all
}
