package connector_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// BenchmarkNewRegistry builds the registry, as every process does at its start.
func BenchmarkNewRegistry(b *testing.B) {
	for b.Loop() {
		built, err := registry.New(connector.New())
		require.NoError(b, err)
		require.NoError(b, built.Close())
	}
}
