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

// smock makes a product with two options and two of its four variants. It returns its path and the values of one that is missing.
func smock(t *testing.T, store http.Handler) (path, missing string) {
	t.Helper()
	made := createProduct(t, store, "Smock", `,"sku":"SMK","inventory_tracking":"variant","variants":[
		{"sku":"SMK-1","inventory_level":2,"option_values":[{"option_display_name":"Colour","label":"Grey"},{"option_display_name":"Size","label":"M"}]},
		{"sku":"SMK-2","inventory_level":3,"option_values":[{"option_display_name":"Colour","label":"Blue"},{"option_display_name":"Size","label":"L"}]}]`)
	require.Equal(t, http.StatusOK, made.status)
	path = fmt.Sprintf("/v3/catalog/products/%d", made.id(t, "data", "id"))
	options := get(t, store, path+"/options")
	return path, fmt.Sprintf(`[{"option_id":%d,"id":%d},{"option_id":%d,"id":%d}]`,
		options.id(t, "data", 0, "id"), options.id(t, "data", 0, "option_values", 0, "id"), options.id(t, "data", 1, "id"), options.id(t, "data", 1, "option_values", 1, "id"))
}

func TestVariantIsMadeOfTheOptionsOfItsProduct(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, values := smock(t, store)
	made := send(t, store, http.MethodPost, path+"/variants", `{"sku":"SMK-3","inventory_level":4,"price":null,"option_values":`+values+`}`)
	require.Equal(t, http.StatusOK, made.status)
	assert.Equal(t, "Grey", made.at(t, "data", "option_values", 0, "label"))
	assert.Equal(t, "L", made.at(t, "data", "option_values", 1, "label"))
	assert.InDelta(t, 10, made.at(t, "data", "calculated_price"), 0, "null follows the product")
	assert.Len(t, get(t, store, path+"/variants").rows(t), 3)
	assert.InDelta(t, 9, get(t, store, path).at(t, "data", "inventory_level"), 0, "the stock of all variants")

	for title, test := range map[string]struct {
		body   string
		status int
		field  string
	}{
		"a combination that is there": {`{"sku":"SMK-4","option_values":` + values + `}`, http.StatusUnprocessableEntity, "option_values"},
		"an option that is not":       {`{"sku":"SMK-4","option_values":[{"option_id":1,"id":1}]}`, http.StatusUnprocessableEntity, "option_values"},
		"no SKU":                      {`{"option_values":` + values + `}`, http.StatusUnprocessableEntity, "sku"},
	} {
		got := send(t, store, http.MethodPost, path+"/variants", test.body)
		assert.Equal(t, test.status, got.status, title)
		assert.Contains(t, got.at(t, "errors"), test.field, title)
	}
	plain := createProduct(t, store, "Plain", "")
	got := send(t, store, http.MethodPost, fmt.Sprintf("/v3/catalog/products/%d/variants", plain.id(t, "data", "id")), `{"sku":"P-1","option_values":`+values+`}`)
	assert.Equal(t, http.StatusUnprocessableEntity, got.status, "a product without options")
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/catalog/products/999999/variants", `{"sku":"P-1","option_values":`+values+`}`).status)
}

func TestSKUOfANewVariantIsUnique(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, values := smock(t, store)
	got := send(t, store, http.MethodPost, path+"/variants", `{"sku":"smk-1","option_values":`+values+`}`)
	assert.Equal(t, http.StatusConflict, got.status)
	assert.Equal(t, "The product sku is a duplicate", got.at(t, "title"))
}

func TestStockOfANewVariantCanBeRefused(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, values := smock(t, store)
	got := send(t, store, http.MethodPost, path+"/variants", fmt.Sprintf(`{"sku":"SMK-3","inventory_level":%d,"option_values":%s}`, sandbox.RefusedInventoryLevel, values))
	assert.Equal(t, http.StatusMultiStatus, got.status)
	assert.Equal(t, "SMK-3", got.at(t, "data", "sku"))
	assert.Contains(t, got.at(t, "errors", "errors"), "inventory_level")
}

func TestVariantsAreUpdatedAllOrNone(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, _ := smock(t, store)
	variants := get(t, store, path+"/variants")
	first, second := variants.id(t, "data", 0, "id"), variants.id(t, "data", 1, "id")
	refused := send(t, store, http.MethodPut, "/v3/catalog/variants", fmt.Sprintf(`[{"id":%d,"price":5},{"id":999999,"price":5},{"id":%d,"sku":"SMK-1"},{"id":%d,"upc":"012345678901234"}]`, first, second, second))
	assert.Equal(t, http.StatusUnprocessableEntity, refused.status)
	assert.Equal(t, map[string]any{"1.id": "no variant 999999", "2.sku": "The product sku is a duplicate", "3.upc": "must have 0 to 14 characters"}, refused.at(t, "batch_errors", 0, "errors"))
	assert.Nil(t, get(t, store, path+"/variants").at(t, "data", 0, "price"), "none was changed")

	changed := send(t, store, http.MethodPut, "/v3/catalog/variants", fmt.Sprintf(`[{"id":%d,"price":5,"inventory_level":8},{"id":%d,"sku":"SMK-9"}]`, first, second))
	require.Equal(t, http.StatusOK, changed.status)
	assert.InDelta(t, 5, changed.at(t, "data", 0, "calculated_price"), 0)
	assert.Equal(t, "SMK-9", changed.at(t, "data", 1, "sku"))
	assert.InDelta(t, 11, get(t, store, path).at(t, "data", "inventory_level"), 0)
	assert.Len(t, get(t, store, "/v3/catalog/variants?sku=smk-9").rows(t), 1)
	assert.Empty(t, get(t, store, "/v3/catalog/variants?sku=smk-2").rows(t))

	many := "[" + strings.TrimSuffix(strings.Repeat(`{"id":1},`, 51), ",") + "]"
	assert.Equal(t, http.StatusRequestEntityTooLarge, send(t, store, http.MethodPut, "/v3/catalog/variants", many).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, "/v3/catalog/variants", `{}`).status)
}

func TestBaseVariantIsItsProduct(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := createProduct(t, store, "Plain", `,"sku":"plain-1"`)
	changed := send(t, store, http.MethodPut, "/v3/catalog/variants", fmt.Sprintf(`[{"id":%d,"price":7,"inventory_level":3}]`, made.id(t, "data", "base_variant_id")))
	require.Equal(t, http.StatusOK, changed.status)
	product := get(t, store, fmt.Sprintf("/v3/catalog/products/%d", made.id(t, "data", "id")))
	assert.InDelta(t, 7, product.at(t, "data", "calculated_price"), 0)
	assert.InDelta(t, 3, product.at(t, "data", "inventory_level"), 0)
}

func TestLevelOfAProductTrackedByVariantIsThatOfItsVariants(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path, _ := smock(t, store)
	got := send(t, store, http.MethodPut, path, `{"inventory_level":99}`)
	require.Equal(t, http.StatusOK, got.status)
	assert.InDelta(t, 5, got.at(t, "data", "inventory_level"), 0)
}
