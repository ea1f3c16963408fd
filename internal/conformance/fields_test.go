package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFields(t *testing.T) {
	t.Parallel()
	specs := loadShop(t)

	get, ok := specs.Fields("GET /v3/baskets")
	assert.True(t, ok)
	assert.Equal(t, []string{"id:in"}, get.Query)
	assert.Contains(t, get.Response, "/data/*/lines/*/sku")
	assert.Contains(t, get.Response, "/data/*/owner/phone")
	assert.Contains(t, get.Response, "/data/*/id")

	post, ok := specs.Fields("POST /v3/baskets")
	assert.True(t, ok)
	assert.Contains(t, post.Body, "/name")
	assert.NotContains(t, post.Body, "/id", "it is read-only")

	_, ok = specs.Fields("GET /v3/baskets/{id}")
	assert.True(t, ok, "the name of a path parameter does not matter")
	_, ok = specs.Fields("PUT /v3/baskets")
	assert.False(t, ok)
}
