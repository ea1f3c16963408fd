package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestImagesAreFetchedFromTheWeb(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := fmt.Sprintf("/v3/catalog/products/%d/images", createProduct(t, store, "Plain", "").id(t, "data", "id"))
	first := send(t, store, http.MethodPost, path, `{"image_url":"https://cdn.example.com/a.jpg"}`)
	require.Equal(t, http.StatusOK, first.status)
	assert.Equal(t, true, first.at(t, "data", "is_thumbnail"), "the first one stands for the product")
	second := send(t, store, http.MethodPost, path, `{"image_url":"https://cdn.example.com/a.jpg","is_thumbnail":true}`)
	require.Equal(t, http.StatusOK, second.status, "the same one can be added again")
	assert.Equal(t, []any{false, true}, get(t, store, path).column(t, "is_thumbnail"))
	one := fmt.Sprintf("%s/%d", path, second.id(t, "data", "id"))
	assert.Equal(t, http.StatusOK, get(t, store, one).status)

	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPost, path, `{"image_url":"a.jpg"}`).status)
	missing := send(t, store, http.MethodPost, path, `{}`)
	assert.Equal(t, http.StatusUnprocessableEntity, missing.status)
	assert.Equal(t, "image_url must be present if uploading by url", missing.at(t, "title"))
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/catalog/products/999999/images", `{"image_url":"https://cdn.example.com/a.jpg"}`).status)
}

func TestCustomFieldsArePairsThatOccurOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := fmt.Sprintf("/v3/catalog/products/%d/custom-fields", createProduct(t, store, "Plain", "").id(t, "data", "id"))
	made := send(t, store, http.MethodPost, path, `{"name":"Material","value":"Linen"}`)
	require.Equal(t, http.StatusOK, made.status)
	require.Equal(t, http.StatusOK, send(t, store, http.MethodPost, path, `{"name":"Material","value":"Wool"}`).status, "a name may occur again")
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"name":"Material","value":"Wool"}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"name":"Material"}`).status)

	field := fmt.Sprintf("%s/%d", path, made.id(t, "data", "id"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, field, `{"value":"Wool"}`).status)
	assert.Equal(t, "Silk", send(t, store, http.MethodPut, field, `{"value":"Silk"}`).at(t, "data", "value"))
	assert.Equal(t, "Silk", get(t, store, field).at(t, "data", "value"))
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, field, "").status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodDelete, field, "").status)
	assert.Equal(t, []any{"Wool"}, get(t, store, path).column(t, "value"))

	for i := range 199 {
		require.Equal(t, http.StatusOK, send(t, store, http.MethodPost, path, fmt.Sprintf(`{"name":"Size","value":"%d"}`, i)).status)
	}
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"name":"One","value":"too many"}`).status)
}

func TestAssignmentsAddToWhatThereIs(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	categories := get(t, store, "/v3/catalog/trees/categories?limit=3").column(t, "category_id")
	made := createProduct(t, store, "Plain", fmt.Sprintf(`,"categories":[%v]`, categories[0]))
	id := made.id(t, "data", "id")
	const path = "/v3/catalog/products/category-assignments"
	assignment := func(category any) string { return fmt.Sprintf(`{"product_id":%d,"category_id":%v}`, id, category) }

	refused := send(t, store, http.MethodPut, path, "["+assignment(categories[1])+","+assignment(999999)+`,{"product_id":999999,"category_id":1},{}]`)
	assert.Equal(t, http.StatusUnprocessableEntity, refused.status)
	assert.Len(t, refused.at(t, "errors"), 4)
	assert.Len(t, get(t, store, fmt.Sprintf("%s?product_id:in=%d", path, id)).rows(t), 1, "none was made")

	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodPut, path, "["+assignment(categories[0])+","+assignment(categories[1])+"]").status)
	assert.Equal(t, []any{categories[0], categories[1]}, get(t, store, fmt.Sprintf("/v3/catalog/products/%d", id)).at(t, "data", "categories"))
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, fmt.Sprintf("%s?product_id:in=%d&category_id:in=%v", path, id, categories[0]), "").status)
	assert.Equal(t, []any{categories[1]}, get(t, store, fmt.Sprintf("%s?product_id:in=%d", path, id)).column(t, "category_id"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, path, "").status, "without a filter all would go")
}

func TestProductsAreAssignedToChannels(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	id := createProduct(t, store, "Plain", "").id(t, "data", "id")
	channels := get(t, store, "/v3/channels").column(t, "id")
	other := channels[len(channels)-1]
	const path = "/v3/catalog/products/channel-assignments"
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodPut, path, fmt.Sprintf(`[{"product_id":%d,"channel_id":%v}]`, id, other)).status)
	assert.Contains(t, get(t, store, fmt.Sprintf("%s?product_id:in=%d", path, id)).column(t, "channel_id"), other)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, path, fmt.Sprintf(`[{"product_id":%d,"channel_id":999999}]`, id)).status)
}
