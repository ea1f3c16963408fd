package main

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestDescribeListsTheCoreActionsWithoutAnAccount(t *testing.T) {
	t.Parallel()
	described := execute(t, nil, "", "describe")
	require.Equal(t, 0, described.code, described.stderr)
	assert.Empty(t, described.stderr)
	var manifest registry.ConnectorManifest
	require.NoError(t, json.Unmarshal([]byte(described.stdout), &manifest))
	assert.Equal(t, "bigcommerce", manifest.Code)
	var codes []string
	for _, operation := range manifest.Operations {
		codes = append(codes, operation.Code)
	}
	slices.Sort(codes)
	for _, code := range []string{
		"create_customer", "create_product", "get_categories", "get_customers", "get_order_products",
		"get_order_shipping_addresses", "get_orders", "get_products", "update_customer", "update_product",
	} {
		assert.Contains(t, codes, code)
	}
}

func TestDescribeShowsTriggers(t *testing.T) {
	t.Parallel()
	described := execute(t, nil, "", "describe", "on_customers_updated")
	require.Equal(t, 0, described.code, described.stderr)
	var operation registry.Operation
	require.NoError(t, json.Unmarshal([]byte(described.stdout), &operation))
	assert.Equal(t, registry.KindTrigger, operation.Kind)
	require.NotNil(t, operation.Trigger)
	assert.True(t, operation.Trigger.Polling)
	assert.Equal(t, []string{"store/customer/created", "store/customer/updated"}, operation.Trigger.Webhook)
}

func TestDescribeShowsNestedFields(t *testing.T) {
	t.Parallel()
	described := execute(t, nil, "", "describe", "create_customer")
	require.Equal(t, 0, described.code, described.stderr)
	type schema struct {
		Required   []string           `json:"required"`
		Properties map[string]*schema `json:"properties"`
		Items      *schema            `json:"items"`
		Type       any                `json:"type"`
	}
	var operation struct {
		Code   string `json:"code"`
		Input  schema `json:"input"`
		Output schema `json:"output"`
	}
	require.NoError(t, json.Unmarshal([]byte(described.stdout), &operation))
	assert.Equal(t, "create_customer", operation.Code)
	assert.Subset(t, operation.Input.Required, []string{"email", "first_name", "last_name"})
	require.Contains(t, operation.Input.Properties, "addresses")
	assert.Contains(t, operation.Input.Properties["addresses"].Items.Properties, "city")
	require.Contains(t, operation.Output.Properties, "addresses")
	assert.Contains(t, operation.Output.Properties["addresses"].Items.Properties, "city")
}
