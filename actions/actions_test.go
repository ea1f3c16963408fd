package actions_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestEveryActionIsFitForTheRegistry(t *testing.T) {
	t.Parallel()
	reg, err := registry.New(registry.NewConnector(registry.Definition[struct{}, *bigcommerce.Client]{
		Code: "bigcommerce", Name: "BigCommerce", Summary: "A store.", Version: "test",
		Connect: func(context.Context, struct{}) (*bigcommerce.Client, error) { return nil, errors.New("no store") },
		Check:   func(context.Context, *bigcommerce.Client) (registry.Report, error) { return registry.Report{}, nil },
		Actions: actions.All(),
	}))
	require.NoError(t, err)
	defer func() { require.NoError(t, reg.Close()) }()

	described, err := json.Marshal(reg.Manifest())
	require.NoError(t, err)
	assert.Len(t, reg.Manifest().Connectors[0].Operations, len(actions.All()))
	assert.True(t, json.Valid(described))
}
