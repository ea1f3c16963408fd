package connector_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// An engine registers the connector once, and then runs operations with the JSON it has stored.
func Example() {
	store := httptest.NewServer(sandbox.New()) // a store in memory; leave out WithBaseURL to call BigCommerce itself
	defer store.Close()

	engine, err := registry.New(connector.New(connector.WithBaseURL(store.URL)))
	if err != nil {
		panic(err)
	}
	defer engine.Close()

	result, err := engine.Invoke(context.Background(), registry.Call{
		Connector:  connector.Code,
		Operation:  "create_customer",
		Credential: json.RawMessage(`{"store_hash": "sandbox1", "api_token": "sandbox-token"}`),
		Input:      json.RawMessage(`{"email": "jane@example.com", "first_name": "Jane", "last_name": "Doe"}`),
	})
	if err != nil {
		panic(err) // a *registry.Failure: see docs/failures.md
	}
	fmt.Println(len(result.Records), "customer created")
	// Output: 1 customer created
}
