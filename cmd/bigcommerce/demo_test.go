package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestDemoRunsTheCoreActions(t *testing.T) {
	t.Parallel()
	shown := execute(t, nil, "", "demo")
	assert.Equal(t, 0, shown.code, shown.stdout+shown.stderr)
	assert.Empty(t, shown.stderr)
	lines := strings.Split(strings.TrimSuffix(shown.stdout, "\n"), "\n")
	assert.Equal(t, "10/10 actions ok", lines[len(lines)-1])
	assert.NotContains(t, shown.stdout, "\x1b", "no colours outside a terminal")
	for _, operation := range []string{"check", "create_customer", "get_order_shipping_addresses", "subscribe", "unsubscribe"} {
		assert.Contains(t, shown.stdout, operation)
	}
	assert.Equal(t, 2, strings.Count(shown.stdout, "customer:222:created"), "the event comes by webhook and by poll")
}

func TestDemoFailsWhenAnActionFails(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	store.AddFault(sandbox.Fault{Method: http.MethodPut, PathPattern: "/v3/customers", Status: http.StatusUnprocessableEntity})
	var out bytes.Buffer
	p := newProgram(func(string) string { return "" }, nil, &out, &out)
	require.Error(t, p.demo(t.Context(), store))
	assert.Contains(t, out.String(), "FAIL  update_customer")
	assert.True(t, strings.HasSuffix(out.String(), "\n9/10 actions ok\n"), out.String())
}

func TestDemoFailsWhenTheTriggerFails(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	store.AddFault(sandbox.Fault{Method: http.MethodPost, PathPattern: "/v3/hooks", Status: http.StatusForbidden})
	var out bytes.Buffer
	p := newProgram(func(string) string { return "" }, nil, &out, &out)
	require.ErrorContains(t, p.demo(t.Context(), store), "the trigger did not work")
	assert.Contains(t, out.String(), "FAIL  subscribe")
	assert.True(t, strings.HasSuffix(out.String(), "\n10/10 actions ok, the trigger failed\n"), out.String())
}
