package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestOptionsListsWhatAFieldCanBe(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, test := range []struct{ operation, pointer, query, label string }{
		{"get_orders", "/status_id", "fulfil", "Awaiting Fulfillment"},
		{"create_product", "/brand_id", "", ""},
		{"create_product", "/categories/*", "", ""},
		{"create_product", "/categories/0", "", ""},
		{"create_customer", "/customer_group_id", "", ""},
		{"get_orders", "/channel_id", "", ""},
		{"create_order_fulfillment", "/shipping_provider", "fed", "FedEx"},
		{"create_order", "/consignments/pickups/*/pickup_method_id", "locker", "Boathouse locker"},
		{"on_order_status_changed", "/to_status_id/*", "ship", "Shipped"},
	} {
		listed := s.bigcommerce(t, "options", test.operation, test.pointer, "--query", test.query)
		require.Equal(t, 0, listed.code, listed.stderr)
		var found registry.Choices
		require.NoError(t, json.Unmarshal([]byte(listed.stdout), &found))
		require.NotEmpty(t, found.Options, test)
		assert.NotEmpty(t, found.Options[0].Label)
		if test.label != "" {
			assert.Equal(t, test.label, found.Options[0].Label)
		}
	}
}

func TestOptionsComeInPages(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, test := range []struct {
		operation, pointer string
		count              int
	}{{"get_orders", "/status_id", 15}, {"create_order_fulfillment", "/shipping_provider", 10}, {"create_order", "/consignments/pickups/0/pickup_method_id", 3}} {
		all := map[any]bool{}
		after := ""
		for {
			var found registry.Choices
			listed := s.bigcommerce(t, "options", test.operation, test.pointer, "--limit", "2", "--after", after)
			require.Equal(t, 0, listed.code, listed.stderr)
			require.NoError(t, json.Unmarshal([]byte(listed.stdout), &found))
			for _, option := range found.Options {
				all[option.Value] = true
			}
			if after = found.After; after == "" {
				break
			}
			require.Len(t, found.Options, 2)
		}
		assert.Len(t, all, test.count, test.operation)
	}
}

func TestOptionsOfAFieldWithoutADropDown(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	failure := s.bigcommerce(t, "options", "get_orders", "/email").failure(t)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Contains(t, failure.Message, "/status_id")
	assert.Equal(t, registry.InvalidInput, s.bigcommerce(t, "options", "get_orders", "/status_id", "--after", "x").failure(t).Type)
	assert.Equal(t, 2, s.bigcommerce(t, "options", "get_orders").code)
	assert.Equal(t, 2, s.bigcommerce(t, "options", "get_orders", "/status_id", "--limit", "-1").code)
}
