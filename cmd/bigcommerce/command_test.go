package main

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrongUsageExitsWith2AndSaysWhatIsRight(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"unknown command":     {[]string{"chekc"}, "check"},
		"unknown flag":        {[]string{"check", "--token", "x"}, "unknown flag: --token"},
		"too many arguments":  {[]string{"check", "now"}, "now"},
		"no operation":        {[]string{"invoke"}, "name an operation"},
		"misspelt operation":  {[]string{"invoke", "create_custmer"}, "did you mean create_customer?"},
		"unknown description": {[]string{"describe", "get_custmers"}, "did you mean get_customer or get_customers?"},
		"missing file":        {[]string{"invoke", "get_customers", "--input", "@nowhere.json"}, "nowhere.json"},
		"no trigger":          {[]string{"poll"}, "name a trigger"},
		"action to poll":      {[]string{"poll", "get_customers"}, "use bigcommerce invoke get_customers"},
		"trigger to invoke":   {[]string{"invoke", "on_customers_updated"}, "use bigcommerce poll on_customers_updated or bigcommerce listen"},
		"no polling":          {[]string{"poll", "on_records_deleted"}, "use bigcommerce listen on_records_deleted"},
		"misspelt trigger":    {[]string{"listen", "on_custmers_updated"}, "did you mean on_customers_updated?"},
		"two cursors":         {[]string{"poll", "on_customers_updated", "--cursor", "1.x", "--cursor-file", "x"}, "not both"},
		"no folder":           {[]string{"poll", "on_customers_updated", "--cursor-file", "nowhere/cursor"}, "nowhere"},
		"no interval":         {[]string{"poll", "on_customers_updated", "--watch", "0s"}, "--watch"},
		"cursor by time":      {[]string{"poll", "on_customers_updated", "--watch", "1s", "--by-time", "--cursor-file", "x"}, "--by-time"},
		"no destination":      {[]string{"listen", "on_customers_updated"}, "--destination"},
		"no address":          {[]string{"listen", "on_customers_updated", "--destination", "https://example.com/hook"}, "--addr"},
		"negative quota":      {[]string{"sandbox", "--quota", "-1"}, "--quota"},
		"no file of faults":   {[]string{"sandbox", "--faults", "nowhere.json"}, "--faults: open nowhere.json"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			called := s.bigcommerce(t, c.args...)
			assert.Equal(t, 2, called.code)
			assert.Empty(t, called.stdout)
			assert.Contains(t, called.stderr, c.says)
			assert.Contains(t, called.stderr, "--help")
		})
	}
}

func TestMissingEnvironmentIsNamed(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"check"},
		{"invoke", "get_customers"},
		{"poll", "on_customers_updated"},
		{"listen", "on_customers_updated", "--destination", "http://127.0.0.1:9/"},
	} {
		called := execute(t, nil, "", args...)
		assert.Equal(t, 2, called.code)
		assert.Contains(t, called.stderr, "BIGCOMMERCE_STORE_HASH is not set")
		assert.Contains(t, called.stderr, "BIGCOMMERCE_API_TOKEN is not set")
		assert.NotContains(t, called.stderr, "BIGCOMMERCE_CLIENT_SECRET")
	}
}

func TestUnusableAddressIsNamed(t *testing.T) {
	t.Parallel()
	called := execute(t, map[string]string{"BIGCOMMERCE_API_URL": "http://example.com"}, "", "describe")
	assert.Equal(t, 2, called.code)
	assert.Contains(t, called.stderr, "BIGCOMMERCE_API_URL")
	assert.Contains(t, called.stderr, "https://")
}

func TestHelpAndCompletionKnowTheOperations(t *testing.T) {
	t.Parallel()
	help := execute(t, nil, "", "invoke", "create_customer", "--help")
	assert.Equal(t, 0, help.code)
	assert.Contains(t, help.stdout, "*email")
	assert.Contains(t, help.stdout, "POST /v3/customers")

	help = execute(t, nil, "", "poll", "on_customers_updated", "--help")
	assert.Equal(t, 0, help.code)
	assert.Contains(t, help.stdout, "since_from")
	assert.Contains(t, help.stdout, "bigcommerce poll on_customers_updated --input")

	for command, c := range map[string]struct{ has, lacks []string }{
		"invoke":   {[]string{"create_customer", "create_product"}, []string{"on_customers_updated"}},
		"poll":     {[]string{"on_customers_updated"}, []string{"create_customer", "on_records_deleted"}},
		"listen":   {[]string{"on_customers_updated", "on_records_deleted"}, []string{"create_customer"}},
		"describe": {[]string{"create_customer", "on_customers_updated"}, nil},
	} {
		completed := execute(t, nil, "", "__complete", command, "")
		require.Equal(t, 0, completed.code)
		for _, operation := range c.has {
			assert.Contains(t, completed.stdout, operation+"\t", command)
		}
		for _, operation := range c.lacks {
			assert.NotContains(t, completed.stdout, operation+"\t", command)
		}
	}
}

func TestTokenIsNeverShown(t *testing.T) {
	t.Parallel()
	// execute looks for the canary in everything that is printed.
	s := newShop(t)
	for _, args := range [][]string{
		{"describe", "--debug"},
		{"check", "--debug"},
		{"invoke", "get_orders", "--debug", "--input", `{"limit": 2, "expand": ["products"]}`},
		{"invoke", "get_orders", "--debug", "--stream", "--input", `{"api_token": "x"}`},
		{"poll", "on_customers_updated", "--debug"},
		{"demo", "--debug"},
	} {
		s.bigcommerce(t, args...)
	}
	debugged := s.bigcommerce(t, "invoke", "get_customers", "--debug")
	assert.Contains(t, debugged.stderr, "level=DEBUG", "debug events are shown")

	unsendable := maps.Clone(s.env)
	unsendable["BIGCOMMERCE_API_TOKEN"] = canary + "\n"
	execute(t, unsendable, "", "check", "--debug")
}
