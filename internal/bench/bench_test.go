package main

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const benchmarkedProducts = 10_000

// BenchmarkExport reads 10,000 products through the engine's surface, without a network: what the connector does for each record.
func BenchmarkExport(b *testing.B) {
	transport := newCanned(sandbox.New(sandbox.WithProducts(benchmarkedProducts)))
	engine, err := openEngine(connector.WithTransport(transport))
	require.NoError(b, err)
	defer func() { require.NoError(b, engine.Close()) }()
	export := func() (bytes int64) {
		count := 0
		for record, err := range engine.Stream(b.Context(), callOf("get_products", `{"return_all":true}`)) {
			require.NoError(b, err)
			bytes += int64(len(record))
			count++
		}
		require.Equal(b, benchmarkedProducts, count)
		return bytes
	}
	b.SetBytes(export())
	b.ReportAllocs()
	for b.Loop() {
		export()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchmarkedProducts, "ns/record")
}

// BenchmarkReadPage reads the same pages as bytes: what any client has to do.
func BenchmarkReadPage(b *testing.B) {
	transport := newCanned(sandbox.New(sandbox.WithProducts(benchmarkedProducts)))
	read := func() {
		request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "http://127.0.0.1/stores/"+sandbox.DefaultStoreHash+"/v3/catalog/products?limit=250", nil)
		require.NoError(b, err)
		request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
		response, err := transport.RoundTrip(request)
		require.NoError(b, err)
		_, err = io.ReadAll(response.Body)
		require.NoError(b, err)
		require.NoError(b, response.Body.Close())
	}
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
}

// BenchmarkCall is one call that reads a single customer: what the connector does for each call.
func BenchmarkCall(b *testing.B) {
	engine, err := openEngine(connector.WithTransport(newCanned(sandbox.New())))
	require.NoError(b, err)
	defer func() { require.NoError(b, engine.Close()) }()
	b.ReportAllocs()
	for b.Loop() {
		_, err := engine.Invoke(b.Context(), callOf("get_customers", `{"limit":1}`))
		require.NoError(b, err)
	}
}
