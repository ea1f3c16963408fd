package connector

import (
	"github.com/appseconnect/bigcommerce-connector/value"
)

// Credential is what the engine stores for one connection: a store-level API account of one BigCommerce store.
// Its secrets never print.
type Credential struct {
	// StoreHash names the store. It is what follows "store-" in the control panel's address; the address itself, or an API
	// path, is understood too.
	StoreHash string `json:"store_hash" required:"true" jsonschema:"title=Store Hash,example=abc123" jsonschema_description:"The part of your control panel's address after store-, for example abc123 in https://store-abc123.mybigcommerce.com. You can paste the whole address."`
	// APIToken is the access token of the API account, sent as X-Auth-Token.
	APIToken value.Secret `json:"api_token" required:"true" secret:"true" jsonschema:"title=API Token" jsonschema_description:"The access token of a store-level API account: control panel, Settings, API, Store-level API accounts."`
	// ClientSecret is the client secret of the same API account. It verifies the signature of webhook deliveries.
	ClientSecret value.Secret `json:"client_secret,omitzero" secret:"true" jsonschema:"title=Client Secret" jsonschema_description:"The client secret of the same API account. It is only needed to verify the signature of webhook deliveries."`
}
