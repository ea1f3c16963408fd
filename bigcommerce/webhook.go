package bigcommerce

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// HookHeaders are the HTTP headers that a webhook sends along. One of them may be a secret: they don't print, but encode as what they are.
type HookHeaders map[string]string

// String returns [value.Redacted].
func (HookHeaders) String() string { return value.Redacted }

// Format writes [value.Redacted], whatever the verb.
func (HookHeaders) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, value.Redacted) }

// LogValue returns [value.Redacted].
func (HookHeaders) LogValue() slog.Value { return slog.StringValue(value.Redacted) }

// Webhook is a webhook as the V3 API returns it: the store sends every event of the scope to the destination. Times are Unix seconds.
type Webhook struct {
	ID          int64       `json:"id" jsonschema:"title=Webhook ID" jsonschema_description:"Number that identifies the webhook."`
	ClientID    string      `json:"client_id,omitzero" jsonschema:"title=Client ID" jsonschema_description:"API account that made the webhook."`
	StoreHash   string      `json:"store_hash,omitzero" jsonschema:"title=Store hash" jsonschema_description:"Store the webhook belongs to."`
	Scope       string      `json:"scope,omitzero" jsonschema:"title=Scope" jsonschema_description:"Event the webhook tells of; with an asterisk at its end, all events that begin so."`
	Destination string      `json:"destination,omitzero" jsonschema:"title=Destination" jsonschema_description:"Web address the events are sent to."`
	Headers     HookHeaders `json:"headers,omitzero" jsonschema:"title=Headers" jsonschema_description:"HTTP headers sent along with every event; they may hold a secret."`
	IsActive    bool        `json:"is_active,omitzero" jsonschema:"title=Active" jsonschema_description:"Whether events are sent. BigCommerce turns a webhook off after 90 days without events, or when its destination fails for two days."`
	CreatedAt   int64       `json:"created_at,omitzero" jsonschema:"title=Created at" jsonschema_description:"When the webhook was made, in Unix seconds."`
	UpdatedAt   int64       `json:"updated_at,omitzero" jsonschema:"title=Updated at" jsonschema_description:"When the webhook last changed, in Unix seconds."`
}

// HookQuery narrows a list of webhooks. The zero value lists all of the API account.
type HookQuery struct {
	Scope       value.Optional[string] `json:"scope,omitzero" url:"scope,omitempty" jsonschema:"title=Scope,example=store/order/created" jsonschema_description:"Only webhooks for this event."`
	Destination value.Optional[string] `json:"destination,omitzero" url:"destination,omitempty" jsonschema:"title=Destination" jsonschema_description:"Only webhooks that send to this address."`
	IsActive    value.Optional[bool]   `json:"is_active,omitzero" url:"is_active,omitempty" jsonschema:"title=Active" jsonschema_description:"Only webhooks that send events, or only those that are turned off."`
}

// HookFields are a webhook's fields that a create and an update both take.
type HookFields struct {
	Scope       value.Optional[string] `json:"scope,omitzero" jsonschema:"title=Scope,minLength=1,example=store/order/created" jsonschema_description:"Event to be told of; with an asterisk at its end, all events that begin so."`
	Destination value.Optional[string] `json:"destination,omitzero" jsonschema:"title=Destination,minLength=1,example=https://example.com/webhooks" jsonschema_description:"Web address the events are sent to: https, on port 443."`
	IsActive    value.Optional[bool]   `json:"is_active,omitzero" jsonschema:"title=Active" jsonschema_description:"Whether events are sent; those of a new webhook are unless this says otherwise."`
	Headers     HookHeaders            `json:"headers,omitzero" jsonschema:"title=Headers" jsonschema_description:"HTTP headers to send along with every event, in place of any that were set before."`
}

// HookCreate is a webhook to be made. Scope and destination are required.
type HookCreate struct {
	HookFields `required:"scope,destination"`
}

// HookUpdate is a change to a webhook: the fields that are omitted stay as they are. Headers replace all that were set before.
type HookUpdate struct {
	HookFields
}
