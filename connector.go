// Package connector is the BigCommerce connector of a workflow engine: what the engine hands to its registry. It ties the
// credential, the REST client, the actions and the triggers together.
package connector

import (
	"context"
	"errors"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/triggers"
)

// Code is the connector's code in the registry and in every call.
const Code = "bigcommerce"

// Version is the release of this module, as CHANGELOG.md lists it.
const Version = "0.1.0"

// New returns the BigCommerce connector for [registry.New], which also reports the options that can't be used. All calls
// made through one connector value share the quota bookkeeping and the idle connections of each store; closing the registry
// releases them.
func New(options ...Option) registry.Connector {
	var settings settings
	for _, option := range options {
		option(&settings)
	}
	pool, err := bigcommerce.NewPool(settings.client...)
	operations, starts := actions.All(), triggers.All()
	definition := registry.Definition[Credential, *bigcommerce.Client]{
		Code:    Code,
		Name:    "BigCommerce",
		Summary: "Customers, products, categories and orders of a BigCommerce store.",
		Version: Version,
		Connect: func(ctx context.Context, credential Credential) (*bigcommerce.Client, error) {
			client, err := connect(pool, credential)
			if err == nil && registry.InBatch(ctx) {
				client = client.ForBulk()
			}
			if err == nil && registry.IdempotencyKey(ctx) != "" {
				client = client.ForRepetition()
			}
			return client, err
		},
		Check: func(ctx context.Context, client *bigcommerce.Client) (registry.Report, error) {
			return check(ctx, client, slices.Concat(specsOf(operations), specsOf(starts)))
		},
		Explain:  explain,
		Actions:  operations,
		Triggers: starts,
		Account:  account,
		Logger:   settings.logger,

		Observers: settings.observers,
	}
	if err != nil {
		definition.Faults = append(definition.Faults, err)
	} else {
		definition.Close = pool.Close
	}
	return registry.NewConnector(definition)
}

// connect opens the store that the credential names, without a request.
func connect(pool *bigcommerce.Pool, credential Credential) (*bigcommerce.Client, error) {
	hash, err := bigcommerce.ParseStoreHash(credential.StoreHash)
	if err != nil {
		failure := registry.NewFailure(registry.InvalidInput, "credential.store_hash", err.Error(), err)
		failure.Fields = []registry.FieldFault{{Path: "/store_hash", Message: err.Error()}}
		return nil, failure
	}
	if pool == nil {
		return nil, errors.New("the connector was built with options that can't be used")
	}
	return pool.Client(hash, bigcommerce.NewToken(credential.APIToken.Reveal())).WithClientSecret(credential.ClientSecret), nil
}

// account names the store that a credential belongs to. A credential that was connected has a store hash that can be read.
func account(credential Credential) string {
	hash, _ := bigcommerce.ParseStoreHash(credential.StoreHash)
	return string(hash)
}

// specsOf returns the descriptions of operations.
func specsOf[Operation interface{ Spec() registry.Spec }](operations []Operation) []registry.Spec {
	specs := make([]registry.Spec, 0, len(operations))
	for _, operation := range operations {
		specs = append(specs, operation.Spec())
	}
	return specs
}
