package bigcommerce

import (
	"context"
	"iter"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Channel is where a store sells, as the V3 API returns it.
type Channel struct {
	ID               int64         `json:"id" jsonschema:"title=Channel ID" jsonschema_description:"Number that identifies the channel; 1 is the first storefront."`
	ExternalID       string        `json:"external_id,omitzero" jsonschema:"title=External ID" jsonschema_description:"Identifier of the channel in another system."`
	IsListableFromUI bool          `json:"is_listable_from_ui,omitzero" jsonschema:"title=Listable" jsonschema_description:"Whether products can be listed on the channel in the control panel."`
	IsEnabled        bool          `json:"is_enabled,omitzero" jsonschema:"title=Enabled" jsonschema_description:"Whether the status is prelaunch, active or connected; an older form of status."`
	IsVisible        bool          `json:"is_visible,omitzero" jsonschema:"title=Visible" jsonschema_description:"Whether the control panel shows the channel."`
	Status           ChannelStatus `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether the channel is in use."`
	Name             string        `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the channel."`
	Type             ChannelType   `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of channel."`
	Platform         string        `json:"platform,omitzero" jsonschema:"title=Platform" jsonschema_description:"System that the channel runs on, such as bigcommerce, amazon or square."`
	Dates[value.DateText]
	IconURL    string           `json:"icon_url,omitzero" jsonschema:"title=Icon URL" jsonschema_description:"Address of the platform's icon."`
	Currencies *ChannelCurrency `json:"currencies,omitzero" jsonschema:"title=Currencies" jsonschema_description:"Currencies of the channel, when they are included."`
}

// ChannelCurrency are the currencies of a channel.
type ChannelCurrency struct {
	ChannelID         int64    `json:"channel_id,omitzero" jsonschema:"title=Channel ID" jsonschema_description:"Number of the channel."`
	EnabledCurrencies []string `json:"enabled_currencies,omitzero" jsonschema:"title=Currencies" jsonschema_description:"Codes of the currencies that shoppers can choose."`
	DefaultCurrency   string   `json:"default_currency,omitzero" jsonschema:"title=Default currency" jsonschema_description:"Code of the currency that is shown unless another is chosen."`
}

// ChannelQuery narrows and widens a list of channels. The zero value lists all of them.
type ChannelQuery struct {
	Available  value.Optional[bool]      `json:"available,omitzero" url:"available,omitempty" jsonschema:"title=Available" jsonschema_description:"Only channels that can be used (prelaunch, active, inactive, connected), or only those that can't."`
	StatusIn   value.List[ChannelStatus] `json:"status_in,omitzero" url:"status:in,omitempty" jsonschema:"title=Statuses" jsonschema_description:"Only channels with one of these statuses."`
	TypeIn     value.List[ChannelType]   `json:"type_in,omitzero" url:"type:in,omitempty" jsonschema:"title=Types" jsonschema_description:"Only channels of one of these kinds."`
	PlatformIn value.List[string]        `json:"platform_in,omitzero" url:"platform:in,omitempty" jsonschema:"title=Platforms" jsonschema_description:"Only channels on one of these platforms."`
	DateFilters
	Include value.List[ChannelInclude] `json:"include,omitzero" url:"include,omitempty" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the channel." blank:"drop"`
}

// ChannelStatus tells whether a channel is in use.
type ChannelStatus string

// Choices lists the statuses.
func (ChannelStatus) Choices() []value.Choice {
	return labelled("active", "prelaunch", "inactive", "connected", "disconnected", "archived", "deleted", "terminated")
}

// ChannelType is a kind of channel.
type ChannelType string

// Choices lists the kinds.
func (ChannelType) Choices() []value.Choice {
	return []value.Choice{{Value: "storefront", Label: "Storefront"}, {Value: "marketplace", Label: "Marketplace"}, {Value: "marketing", Label: "Marketing"}, {Value: "pos", Label: "Point of sale"}}
}

// ChannelInclude is a sub-resource that can be returned with a channel.
type ChannelInclude string

// Choices lists the sub-resources.
func (ChannelInclude) Choices() []value.Choice { return labelled("currencies") }

// List reads one page of the channels.
//
// API: GET /v3/channels
func (s *ChannelsService) List(ctx context.Context, filters ChannelQuery, at PageOptions) (Page[Channel], error) {
	return page[Channel](ctx, s.client, channelList(filters), at)
}

// All reads all channels that match, page by page, up to the limit. The API offers no other way than pages by number.
//
// API: GET /v3/channels
func (s *ChannelsService) All(ctx context.Context, filters ChannelQuery, opts ListOptions) iter.Seq2[Record[Channel], error] {
	return all[Channel](ctx, s.client, channelList(filters), opts)
}

func channelList(filters ChannelQuery) filtered {
	return filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v3/channels", class: safe, api: "GET /v3/channels", scope: "store_channel_settings"},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"platform:in"},
		key:        "id",
	}
}
