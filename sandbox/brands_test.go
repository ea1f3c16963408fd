package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const brandsPath = "/v3/catalog/brands"

func TestBrandsAreMadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := send(t, store, http.MethodPost, brandsPath, `{"name":"Linne & Söner","page_title":"Linen","loom":12345678901234567890}`)
	require.Equal(t, http.StatusOK, made.status, made.text)
	assert.Contains(t, made.text, "12345678901234567890", "what the API doesn't know comes back as it came")
	assert.Equal(t, false, made.at(t, "data", "custom_url", "is_customized"))
	path := fmt.Sprintf("%s/%d", brandsPath, made.id(t, "data", "id"))

	changed := send(t, store, http.MethodPut, path, `{"page_title":"","custom_url":{"url":"/linne/"}}`)
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, "Linne & Söner", changed.at(t, "data", "name"), "what is left out stays")
	assert.Empty(t, changed.at(t, "data", "page_title"))
	assert.Equal(t, map[string]any{"url": "/linne/", "is_customized": true}, changed.at(t, "data", "custom_url"))

	gone := send(t, store, http.MethodDelete, path, "")
	assert.Equal(t, http.StatusNoContent, gone.status)
	assert.Empty(t, gone.text)
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
		assert.Equal(t, http.StatusNotFound, send(t, store, method, path, `{"name":"x"}`).status, method)
	}
}

func TestTheNameAndAddressOfABrandAreUnique(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPost, brandsPath, `{"name":"JORUND"}`).status)
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPost, brandsPath, `{"name":"Linne","custom_url":{"url":"/jorund/"}}`).status)
	jorund := fmt.Sprintf("%s/%d", brandsPath, get(t, store, brandsPath+"?name=Jorund").id(t, "data", 0, "id"))
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPut, jorund, `{"name":"Haverlock"}`).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, jorund, `{"name":"jorund"}`).status, "its own name")
	for _, body := range []string{`{}`, `{"name":""}`, `{"name":7}`, `[]`, `{"name":"A","meta_keywords":"b"}`, `{"name":"A","custom_url":{"url":""}}`, `{"name":"A","custom_url":{"url":"linen & more"}}`} {
		assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, brandsPath, body).status, body)
	}
}

func TestProductsOfADeletedBrandStayWithoutOne(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	first := get(t, store, "/v3/catalog/products?limit=1")
	product, brand := first.id(t, "data", 0, "id"), first.id(t, "data", 0, "brand_id")
	require.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, fmt.Sprintf("%s/%d", brandsPath, brand), "").status)
	assert.InDelta(t, 0, get(t, store, fmt.Sprintf("/v3/catalog/products/%d", product)).at(t, "data", "brand_id"), 0)
	assert.Empty(t, get(t, store, fmt.Sprintf("/v3/catalog/products?brand_id=%d", brand)).rows(t))
}

func TestBrandsAreDeletedByNameOnly(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	before := len(get(t, store, brandsPath).rows(t))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, brandsPath, "").status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, brandsPath+"?page_title=x", "").status)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, brandsPath+"?name=Jorund", "").status)
	assert.Len(t, get(t, store, brandsPath).rows(t), before-1)
}
