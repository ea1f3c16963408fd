package triggers

import (
	"context"
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OnStoreEventInput says which event a workflow starts with.
type OnStoreEventInput struct {
	Scope     StoreScope            `json:"scope" required:"true" jsonschema:"title=Event" jsonschema_description:"BigCommerce's name of the event; with an asterisk, every event that begins so."`
	ChannelID value.Optional[int64] `json:"channel_id,omitzero" jsonschema:"title=Channel,minimum=1" jsonschema_description:"Channel whose events count; required when the event's name has {channel_id} in it, and not used otherwise." options:"channel"`
}

// StoreEvent is a delivery as BigCommerce sent it.
type StoreEvent struct {
	Scope     string          `json:"scope" jsonschema:"title=Scope" jsonschema_description:"What happened; never with an asterisk."`
	StoreID   string          `json:"store_id,omitzero" jsonschema:"title=Store ID" jsonschema_description:"Number of the store."`
	Data      json.RawMessage `json:"data,omitzero" jsonschema:"title=Data" jsonschema_description:"What the event is about, mostly its type and id."`
	Hash      string          `json:"hash,omitzero" jsonschema:"title=Hash" jsonschema_description:"The same for all deliveries of one event."`
	CreatedAt int64           `json:"created_at,omitzero" jsonschema:"title=Created at" jsonschema_description:"When it happened, in Unix seconds."`
	Producer  string          `json:"producer,omitzero" jsonschema:"title=Producer" jsonschema_description:"The store, as stores/ and its hash."`
}

func onStoreEvent() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[StoreEvent]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_store_event",
		Name:    "Any store event",
		Group:   "Store",
		Summary: "Starts with each event of a kind that you choose among all that BigCommerce has.",
		Description: "The record is the event as BigCommerce delivers it: what happened and the id of what it happened to. Fetch more with an action. " +
			"Events come by webhook only.",
		Scopes: registry.Unscoped(),
		Effect: registry.Read,
		API:    "POST /v3/hooks",
		Examples: []registry.Example{
			{Title: "Messages about orders", Input: `{"scope":"store/order/message/created"}`},
			{Title: "Products assigned to a channel", Input: `{"scope":"store/channel/{channel_id}/product/assigned","channel_id":1}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnStoreEventInput, output]{},
		hooks[OnStoreEventInput, output]{
			scopes: scopeNames(),
			scopesFor: func(in OnStoreEventInput) ([]string, error) {
				channel, given := in.ChannelID.Get()
				if in.Scope.ofChannel() && !given {
					const message = "Channel is required for this event: its name has {channel_id} in it."
					failure := registry.NewFailure(registry.InvalidInput, "input.invalid", message, nil)
					failure.Fields = []registry.FieldFault{{Path: "/channel_id", Message: message}}
					return nil, failure
				}
				return []string{in.Scope.forChannel(channel)}, nil
			},
			keepsPayload: true,
			fetch: func(_ context.Context, _ *bigcommerce.Client, _ OnStoreEventInput, deliveries []told) ([]occurrence, error) {
				occurrences := make([]occurrence, 0, len(deliveries))
				for _, delivered := range deliveries {
					resource, kind := subjectOf(delivered.Scope)
					occurrences = append(occurrences, occurrence{
						// Events of one kind may follow one another within a second: the hash tells them apart.
						Event:  delivered.event(resource, orDash(delivered.subject()), kind+"_"+delivered.Hash),
						Record: bigcommerce.NewRecord[StoreEvent](json.RawMessage(delivered.Payload)),
					})
				}
				return occurrences, nil
			},
		}.form(),
	)
}

// scopeNames are the names of all events.
func scopeNames() []string {
	var names []string
	for _, choice := range StoreScope("").Choices() {
		names = append(names, choice.Value.(string))
	}
	return names
}

// orDash stands in for the id of an event that is about no record.
func orDash(id string) string {
	if id == "" {
		return "-"
	}
	return id
}
