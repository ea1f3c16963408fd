package main

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestCheckReportsScopes(t *testing.T) {
	t.Parallel()
	checked := newShop(t).bigcommerce(t, "check")
	require.Equal(t, 0, checked.code, checked.stderr)
	var report registry.Report
	require.NoError(t, json.Unmarshal([]byte(checked.stdout), &report))
	assert.True(t, report.OK)
	assert.Len(t, report.Scopes, 11)
}

func TestCheckOfAWrongTokenPrintsReportAndFailure(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	env := maps.Clone(s.env)
	env["BIGCOMMERCE_API_TOKEN"] = "wrong"
	checked := execute(t, env, "", "check")
	assert.Equal(t, registry.Unauthorized, checked.failure(t).Type)
	var report registry.Report
	require.NoError(t, json.Unmarshal([]byte(checked.stdout), &report))
	assert.False(t, report.OK)
}
