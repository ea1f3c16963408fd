package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const categoriesPath = "/v3/catalog/trees/categories"

func TestCategoriesAnswerInTheirOddWays(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := send(t, store, http.MethodPost, categoriesPath, `[{"name":"Flags","tree_id":1},{"name":"Pennants","parent_id":21}]`)
	require.Equal(t, http.StatusCreated, made.status, made.text)
	assert.Equal(t, map[string]any{"total": 2.0, "success": 2.0, "failed": 0.0}, made.at(t, "meta"))
	assert.Equal(t, []any{1.0, 1.0}, made.column(t, "tree_id"), "the tree follows from the parent")
	assert.Equal(t, "/navigation/pennants/", made.at(t, "data", 1, "url", "path"))
	assert.NotContains(t, made.at(t, "data", 0), "id")
	flags := made.id(t, "data", 0, "category_id")

	partly := send(t, store, http.MethodPost, categoriesPath, `[{"name":"Burgees","tree_id":1},{"name":"flags","tree_id":1},{"name":"Lost","parent_id":99999},{"name":""},{"name":"Nowhere"}]`)
	assert.Equal(t, http.StatusMultiStatus, partly.status)
	assert.Len(t, partly.at(t, "data"), 1)
	assert.Len(t, partly.at(t, "errors", "errors"), 4)
	assert.Equal(t, map[string]any{"total": 5.0, "success": 1.0, "failed": 4.0}, partly.at(t, "meta"))

	none := send(t, store, http.MethodPost, categoriesPath, `[{"name":"Flags","tree_id":1}]`)
	assert.Equal(t, http.StatusUnprocessableEntity, none.status)

	changed := send(t, store, http.MethodPut, categoriesPath, fmt.Sprintf(`[{"category_id":%d,"name":"Ensigns"}]`, flags))
	assert.Equal(t, http.StatusOK, changed.status)
	assert.Equal(t, map[string]any{"meta": map[string]any{"total": 1.0, "success": 1.0, "failed": 0.0}}, changed.body, "no data")
	assert.Equal(t, "Ensigns", get(t, store, fmt.Sprintf("%s?category_id:in=%d", categoriesPath, flags)).at(t, "data", 0, "name"))
	assert.Equal(t, http.StatusMultiStatus, send(t, store, http.MethodPut, categoriesPath, fmt.Sprintf(`[{"category_id":%d,"sort_order":2},{"category_id":9999}]`, flags)).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, categoriesPath, `[{"category_id":21,"parent_id":22}]`).status, "below itself")
}

func TestCategoriesAreDeletedByFilterWithAllBelow(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	refused := send(t, store, http.MethodDelete, categoriesPath, "")
	assert.Equal(t, http.StatusUnprocessableEntity, refused.status)
	lines := get(t, store, categoriesPath+"?name=Lines").id(t, "data", 0, "category_id")
	below := get(t, store, fmt.Sprintf("%s?parent_id:in=%d", categoriesPath, lines)).column(t, "category_id")
	require.NotEmpty(t, below)
	products := get(t, store, fmt.Sprintf("/v3/catalog/products?categories:in=%v", below[0])).column(t, "id")
	require.NotEmpty(t, products)

	gone := send(t, store, http.MethodDelete, fmt.Sprintf("%s?category_id:in=%d", categoriesPath, lines), "")
	assert.Equal(t, http.StatusAccepted, gone.status)
	assert.NotContains(t, gone.body, "data")
	assert.Empty(t, get(t, store, fmt.Sprintf("%s?parent_id:in=%d", categoriesPath, lines)).rows(t))
	assert.NotContains(t, get(t, store, fmt.Sprintf("/v3/catalog/products/%v", products[0])).at(t, "data", "categories"), below[0])
}

func TestCategoryFilters(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	all := get(t, store, categoriesPath+"?limit=250").rows(t)
	for query, want := range map[string]func(map[string]any) bool{
		"category_id:in=22,23":                                 func(row map[string]any) bool { return row["category_id"] == 22.0 || row["category_id"] == 23.0 },
		"category_id:not_in=22":                                func(row map[string]any) bool { return row["category_id"] != 22.0 },
		"category_uuid:in=" + all[3]["category_uuid"].(string): func(row map[string]any) bool { return row["category_id"] == all[3]["category_id"] },
		"tree_id:in=2":                                         func(row map[string]any) bool { return row["tree_id"] == 2.0 },
		"tree_id:not_in=2":                                     func(row map[string]any) bool { return row["tree_id"] == 1.0 },
		"parent_id:in=0":                                       func(row map[string]any) bool { return row["parent_id"] == 0.0 },
		"parent_id:not_in=0":                                   func(row map[string]any) bool { return row["parent_id"] != 0.0 },
		"name=lanterns":                                        func(row map[string]any) bool { return row["name"] == "Lanterns" },
		"name:like=lantern":                                    func(row map[string]any) bool { return strings.Contains(row["name"].(string), "Lantern") },
		"page_title:like=compass":                              func(row map[string]any) bool { return strings.Contains(row["page_title"].(string), "Compass") },
		"keyword=every+coast":                                  func(map[string]any) bool { return true },
		"is_visible=true":                                      func(map[string]any) bool { return true },
	} {
		var wanted []any
		for _, row := range all {
			if want(row) {
				wanted = append(wanted, row["category_id"])
			}
		}
		assert.Equal(t, wanted, get(t, store, categoriesPath+"?limit=250&"+query).column(t, "category_id"), query)
	}
}

func TestTreeIsNested(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	tree := get(t, store, "/v3/catalog/trees/1/categories")
	assert.Equal(t, "Gimballed Compasses", tree.at(t, "data", 0, "children", 0, "children", 1, "children", 0, "name"))
	assert.InDelta(t, 3, tree.at(t, "data", 0, "children", 0, "children", 1, "children", 0, "depth"), 0)
	assert.Len(t, tree.at(t, "data", 0, "children", 0, "children", 1, "children", 0, "path"), 3)
	assert.Empty(t, get(t, store, "/v3/catalog/trees/1/categories?depth=0").at(t, "data", 0, "children"))
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/catalog/trees/9/categories").status)
	assert.Len(t, get(t, store, "/v3/catalog/trees").rows(t), 2)
	assert.Equal(t, []any{2.0}, get(t, store, "/v3/catalog/trees?channel_id:in=2").column(t, "id"))
}
