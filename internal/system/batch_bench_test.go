package system

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// benchmarkLatency is how long the store takes for each answer, benchmarkInputs how many inputs a batch has.
const (
	benchmarkLatency = 20 * time.Millisecond
	benchmarkInputs  = 200
)

// BenchmarkBatch compares a batch with as many calls one after the other, against a store that takes 20 ms to answer. The requests that each
// takes are counted by the store.
func BenchmarkBatch(b *testing.B) {
	for _, operation := range []struct{ code, list, format, field string }{
		{"create_customer", "", `{"email":"batch%s@example.com","first_name":"Ada","last_name":"Lindqvist"}`, ""},
		{"update_customer", "get_customers", `{"customer_id":%s,"company":"Lindqvist"}`, "id"},
		{"update_product", "get_products", `{"product_id":%s,"price":5}`, "id"},
		{"get_customer_by_email", "get_customers", `{"email":%s}`, "email"},
		{"get_product_by_sku", "get_products", `{"sku":%s}`, "sku"},
		{"get_order_products", "get_orders", `{"order_id":%s}`, "id"},
	} {
		b.Run(operation.code, func(b *testing.B) {
			for _, way := range []struct {
				name string
				run  func(context.Context, *registry.Registry, registry.Call, []json.RawMessage) error
			}{{"batch", inOneBatch}, {"single", oneByOne}} {
				b.Run(way.name, func(b *testing.B) {
					requests := 0
					for b.Loop() {
						b.StopTimer()
						store := newStore(sandbox.WithLatency(benchmarkLatency), sandbox.WithProducts(2*benchmarkInputs),
							sandbox.WithCustomers(benchmarkInputs), sandbox.WithOrders(benchmarkInputs))
						server := httptest.NewServer(store)
						reg, err := registry.New(connector.New(connector.WithBaseURL(server.URL), connector.WithLogger(slog.New(slog.NewTextHandler(io.Discard, nil)))))
						require.NoError(b, err)
						call := registry.Call{Connector: connector.Code, Operation: operation.code, Credential: credential(sandbox.DefaultStoreHash, canary)}
						inputs := benchmarkBatch(b, reg, call, operation.list, operation.format, operation.field)
						before := store.Stats().Total
						b.StartTimer()
						err = way.run(b.Context(), reg, call, inputs)
						b.StopTimer()
						require.NoError(b, err)
						requests += store.Stats().Total - before
						require.NoError(b, reg.Close())
						server.Close()
						b.StartTimer()
					}
					b.ReportMetric(float64(requests)/float64(b.N), "requests/op")
				})
			}
		})
	}
}

// benchmarkBatch makes inputs of what the store has.
func benchmarkBatch(b *testing.B, reg *registry.Registry, call registry.Call, list, format, field string) []json.RawMessage {
	b.Helper()
	inputs := make([]json.RawMessage, 0, benchmarkInputs)
	if list == "" {
		for i := range benchmarkInputs {
			inputs = append(inputs, fmt.Appendf(nil, format, fmt.Sprint(i)))
		}
		return inputs
	}
	call.Operation, call.Input = list, json.RawMessage(`{"return_all":true}`)
	result, err := reg.Invoke(b.Context(), call)
	require.NoError(b, err)
	for _, record := range result.Records {
		var fields map[string]json.RawMessage
		require.NoError(b, json.Unmarshal(record, &fields))
		if value := string(fields[field]); strings.Trim(value, `"`) != "" && len(inputs) < benchmarkInputs {
			inputs = append(inputs, fmt.Appendf(nil, format, value))
		}
	}
	require.Len(b, inputs, benchmarkInputs)
	return inputs
}

func inOneBatch(ctx context.Context, reg *registry.Registry, call registry.Call, inputs []json.RawMessage) error {
	for _, outcome := range reg.InvokeBatch(ctx, call, inputs) {
		if outcome.Err != nil {
			return outcome.Err
		}
	}
	return nil
}

func oneByOne(ctx context.Context, reg *registry.Registry, call registry.Call, inputs []json.RawMessage) error {
	for _, input := range inputs {
		call.Input = input
		if _, err := reg.Invoke(ctx, call); err != nil {
			return err
		}
	}
	return nil
}
