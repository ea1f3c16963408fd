package connector_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// An engine polls a trigger, stores the records, and then the cursor.
func Example_poll() {
	store := httptest.NewServer(sandbox.New(sandbox.WithCustomers(5)))
	defer store.Close()
	engine, err := registry.New(connector.New(connector.WithBaseURL(store.URL)))
	if err != nil {
		panic(err)
	}
	defer engine.Close()

	call := registry.Call{
		Connector:  connector.Code,
		Operation:  "on_new_customers_created",
		Credential: json.RawMessage(`{"store_hash": "sandbox1", "api_token": "sandbox-token"}`),
		Input:      json.RawMessage(`{"since_from": "2000-01-01T00:00:00Z", "limit": 2}`),
	}
	var cursor json.RawMessage     // out of the engine's database; nil at first
	delivered := map[string]bool{} // the ids of the events that the engine has
	for more := true; more; {
		batch, err := engine.Poll(context.Background(), registry.PollCall{Call: call, Cursor: cursor})
		if err != nil {
			panic(err) // the cursor stays what it was: poll again later
		}
		for _, event := range batch.Events { // batch.Records[i] belongs to batch.Events[i]
			delivered[event.ID] = true // store the record under its event, unless it is there
		}
		cursor, more = batch.Cursor, batch.More // then store the cursor
	}
	fmt.Println(len(delivered), "customers")
	// Output: 5 customers
}

// An engine subscribes, verifies each delivery, answers at once, and then fetches the record.
func Example_webhook() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	shop := sandbox.New()
	store := httptest.NewServer(shop)
	defer store.Close()
	sending := make(chan struct{})
	go func() { defer close(sending); _ = shop.Deliver(ctx) }() // BigCommerce does that by itself
	defer func() { stop(); <-sending }()

	engine, err := registry.New(connector.New(connector.WithBaseURL(store.URL)))
	if err != nil {
		panic(err)
	}
	defer engine.Close()
	call := registry.Call{
		Connector:  connector.Code,
		Operation:  "on_new_customers_created",
		Credential: json.RawMessage(`{"store_hash": "sandbox1", "api_token": "sandbox-token"}`),
	}

	var subscription json.RawMessage // out of the engine's database, where it is encrypted
	notices := make(chan registry.Notice, 10)
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		notice, err := engine.Verify(r.Context(), call, subscription, registry.Delivery{Header: r.Header, Body: body})
		if err != nil {
			w.WriteHeader(http.StatusForbidden) // a *registry.Failure whose code says why
			return
		}
		if notice.Concerns {
			notices <- notice // store it before the answer: BigCommerce doesn't send it again
		}
		w.WriteHeader(http.StatusOK)
	}))
	defer endpoint.Close()

	subscription, err = engine.Subscribe(ctx, call, endpoint.URL, subscription) // again every hour, as a health check
	if err != nil {
		panic(err)
	}
	fmt.Println("repaired:", registry.Repaired(subscription))

	create := call
	create.Operation = "create_customer"
	create.Input = json.RawMessage(`{"email": "jane@example.com", "first_name": "Jane", "last_name": "Doe"}`)
	if _, err := engine.Invoke(ctx, create); err != nil {
		panic(err)
	}

	batch, err := engine.Fetch(ctx, call, []registry.Notice{<-notices})
	if err != nil {
		panic(err) // fetch the notices again later
	}
	fmt.Println(len(batch.Records), "customer created")
	if err := engine.Unsubscribe(ctx, call, subscription); err != nil {
		panic(err)
	}
	// Output:
	// repaired: []
	// 1 customer created
}
