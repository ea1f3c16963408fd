package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// field is the body of a metafield.
func field(namespace, key, value, permission string) string {
	return fmt.Sprintf(`{"namespace":%q,"key":%q,"value":%q,"permission_set":%q}`, namespace, key, value, permission)
}

func TestMetafieldsOfEveryKindOfRecord(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, path := range []string{"/v3/customers/101/metafields", "/v3/catalog/products/112/metafields", "/v3/orders/101/metafields"} {
		made := send(t, store, http.MethodPost, path, field("warehouse", "shelf", "4HG", "app_only"))
		require.Equal(t, http.StatusOK, made.status, made.text)
		assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPost, path, field("warehouse", "shelf", "5HG", "read")).status)
		assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, field("warehouse", "", "5HG", "read")).status)
		send(t, store, http.MethodPost, path, field("warehouse", "row", "2", "read"))

		found := get(t, store, path+"?key=shelf&namespace=warehouse")
		require.Len(t, found.rows(t), 1, found.text)
		assert.Equal(t, "4HG", found.at(t, "data", 0, "value"))
		id := found.id(t, "data", 0, "id")

		one := fmt.Sprintf("%s/%d", path, id)
		changed := send(t, store, http.MethodPut, one, `{"value":"6HG"}`)
		require.Equal(t, http.StatusOK, changed.status, changed.text)
		assert.Equal(t, "6HG", get(t, store, one).at(t, "data", "value"))
		assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, one, "").status)
		assert.Equal(t, http.StatusNotFound, get(t, store, one).status)
		assert.Len(t, get(t, store, path).rows(t), 1)
	}
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/customers/999999/metafields").status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/orders/999999/metafields", field("a", "b", "c", "read")).status)
}

func TestABatchOfMetafieldsDoesWhatItCan(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := send(t, store, http.MethodPost, "/v3/customers/metafields", `[
		{"resource_id":101,"namespace":"a","key":"1","value":"x","permission_set":"read"},
		{"resource_id":999999,"namespace":"a","key":"1","value":"x","permission_set":"read"},
		{"resource_id":102,"namespace":"a","key":"1","value":"x","permission_set":"read"}]`)
	assert.Equal(t, http.StatusUnprocessableEntity, made.status)
	require.Len(t, made.rows(t), 2, made.text)
	assert.InDelta(t, 1, made.at(t, "meta", "failed"), 0)
	first, second := made.id(t, "data", 0, "id"), made.id(t, "data", 1, "id")

	changed := send(t, store, http.MethodPut, "/v3/customers/metafields", fmt.Sprintf(`[{"id":%d,"value":"y"},{"id":%d,"value":"z"}]`, first, second))
	assert.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, []any{"y", "z"}, changed.column(t, "value"))
	assert.Len(t, get(t, store, "/v3/customers/metafields").rows(t), 2)
	assert.Empty(t, get(t, store, "/v3/catalog/products/metafields").rows(t))

	gone := send(t, store, http.MethodDelete, "/v3/customers/metafields", fmt.Sprintf(`[%d,%d]`, first, second))
	assert.Equal(t, http.StatusOK, gone.status, gone.text)
	assert.Empty(t, get(t, store, "/v3/customers/metafields").rows(t))
}

func TestMetafieldsBelongToTheirAPIAccount(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken("other", sandbox.Scopes()...))
	const path = "/v3/catalog/products/112/metafields"
	for _, permission := range []string{"app_only", "read", "write"} {
		send(t, store, http.MethodPost, path, field("theirs", permission, "x", permission), "X-Auth-Token: other")
	}
	seen := get(t, store, path)
	assert.Equal(t, []any{"read", "write"}, seen.column(t, "key"), "what is another account's own is hidden")
	readable, writable := seen.id(t, "data", 0, "id"), seen.id(t, "data", 1, "id")
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodPut, fmt.Sprintf("%s/%d", path, readable), `{"value":"y"}`).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, fmt.Sprintf("%s/%d", path, writable), `{"value":"y"}`).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPost, path, field("theirs", "read", "mine", "app_only")).status, "each account has keys of its own")
}

func TestMetafieldsArePagedByNumberAndByCursor(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/orders/101/metafields"
	for i := range 5 {
		send(t, store, http.MethodPost, path, field("n", fmt.Sprint(i), "x", "read"))
	}
	first := get(t, store, path+"?limit=2")
	assert.Equal(t, []any{"0", "1"}, first.column(t, "key"))
	assert.InDelta(t, 5, first.at(t, "meta", "pagination", "total"), 0)
	next := get(t, store, path+"?limit=2&after="+first.at(t, "meta", "cursor_pagination", "end_cursor").(string))
	assert.Equal(t, []any{"2", "3"}, next.column(t, "key"))
	assert.Equal(t, []any{"4", "3"}, get(t, store, path+"?limit=2&direction=desc").column(t, "key"))
	assert.Equal(t, []any{"4"}, get(t, store, path+"?limit=2&page=3").column(t, "key"))
}

func TestARecordHasOnlySoManyMetafields(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/customers/101/metafields"
	for i := range 250 {
		require.Equal(t, http.StatusOK, send(t, store, http.MethodPost, path, field("n", fmt.Sprint(i), "x", "read")).status)
	}
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, field("n", "more", "x", "read")).status)
}
