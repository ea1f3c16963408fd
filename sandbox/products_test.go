package sandbox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func productJSON(name, rest string) string {
	return fmt.Sprintf(`{"name":%q,"type":"physical","weight":1,"price":10%s}`, name, rest)
}

func createProduct(t *testing.T, store http.Handler, name, rest string) reply {
	t.Helper()
	return send(t, store, http.MethodPost, "/v3/catalog/products", productJSON(name, rest))
}

func TestProductNeedsItsFields(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	got := send(t, store, http.MethodPost, "/v3/catalog/products", `{}`)
	assert.Equal(t, http.StatusUnprocessableEntity, got.status)
	assert.Equal(t, "Missing Required Fields", got.at(t, "title"))
	missing := "error.path.missing"
	assert.Equal(t, map[string]any{"name": missing, "type": missing, "weight": missing, "price": missing}, got.at(t, "errors"))

	got = createProduct(t, store, "Odd", `,"sku":7,"availability":"maybe","price":-1,"brand_id":1.5,"custom_fields":[{"name":"a"}],"upc":"123456789012345","is_visible":"true"`)
	assert.Equal(t, map[string]any{
		"sku": "error.expected.jsstring", "availability": "must be one of available, disabled, preorder", "price": "must be at least 0",
		"brand_id": "error.expected.jsinteger", "custom_fields.0.value": missing, "upc": "must have 0 to 14 characters", "is_visible": "error.expected.jsboolean",
	}, got.at(t, "errors"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, "/v3/catalog/products", `[]`).status)
	got = createProduct(t, store, "Odd", `,"variants":[{"sku":"a","option_values":[]},{"sku":"b"}]`)
	assert.Equal(t, map[string]any{"variants.0.option_values": "must have at least 1 items", "variants.1.option_values": missing}, got.at(t, "errors"))
	got = createProduct(t, store, "Odd", `,"custom_fields":[{"name":"a","value":"b"},{"name":"a","value":"b"}],"bulk_pricing_rules":[{"quantity_min":1,"quantity_max":0,"type":"fixed","amount":5}]`)
	assert.Equal(t, map[string]any{
		"custom_fields.1": "the pair of name and value must be unique", "bulk_pricing_rules.0.quantity_min": "must be 2 or more for fixed prices",
	}, got.at(t, "errors"))
}

func TestProductNamesAndSKUsAreUnique(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	seeded := get(t, store, "/v3/catalog/products?limit=250&include=variants").rows(t)
	withVariants := seeded[slices.IndexFunc(seeded, func(row map[string]any) bool { return row["sku"] != "" && row["base_variant_id"] == nil })]
	variantSKU := withVariants["variants"].([]any)[0].(map[string]any)["sku"].(string)
	for rest, title := range map[string]string{
		fmt.Sprintf(`,"name":%q`, strings.ToUpper(withVariants["name"].(string))):                                     "The product name is a duplicate",
		fmt.Sprintf(`,"sku":%q`, strings.ToLower(withVariants["sku"].(string))):                                       "The product sku is a duplicate",
		fmt.Sprintf(`,"sku":%q`, strings.ToLower(variantSKU)):                                                         "The product sku is a duplicate",
		fmt.Sprintf(`,"variants":[{"sku":%q,"option_values":[{"option_display_name":"A","label":"B"}]}]`, variantSKU): "The product sku is a duplicate",
		`,"categories":[999999]`: "A category of the product doesn't exist.",
		`,"brand_id":999999`:     "The brand of the product doesn't exist.",
		fmt.Sprintf(`,"custom_url":{"url":%q}`, withVariants["custom_url"].(map[string]any)["url"]): "The product custom_url is a duplicate",
	} {
		got := createProduct(t, store, "Wholly new", rest)
		assert.Equal(t, http.StatusConflict, got.status, rest)
		assert.Equal(t, title, got.at(t, "title"), rest)
	}
	path := fmt.Sprintf("/v3/catalog/products/%v", withVariants["id"])
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPut, path, fmt.Sprintf(`{"sku":%q}`, variantSKU)).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, path, fmt.Sprintf(`{"sku":%q,"name":%q}`, withVariants["sku"], withVariants["name"])).status, "its own")

	require.Equal(t, http.StatusOK, createProduct(t, store, "Wholly new", `,"sku":"NEW-1"`).status)
	assert.Equal(t, http.StatusConflict, createProduct(t, store, "Other", `,"sku":"new-1"`).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, path, `{"sku":"moved-1"}`).status)
	assert.Equal(t, http.StatusOK, createProduct(t, store, "Other", fmt.Sprintf(`,"sku":%q`, withVariants["sku"])).status, "a SKU that was given up is free")
}

func TestSimpleProductOwnsABaseVariant(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := createProduct(t, store, "Plain", `,"sku":"plain-1"`)
	base := made.id(t, "data", "base_variant_id")
	variants := get(t, store, fmt.Sprintf("/v3/catalog/products/%d/variants", made.id(t, "data", "id")))
	require.Len(t, variants.rows(t), 1)
	variant := variants.rows(t)[0]
	assert.InDelta(t, base, variant["id"], 0)
	assert.Equal(t, "plain-1", variant["sku"])
	assert.Nil(t, variant["sku_id"])
	assert.Empty(t, variant["option_values"])

	path := fmt.Sprintf("/v3/catalog/products/%d", made.id(t, "data", "id"))
	send(t, store, http.MethodPut, path, `{"sku":"plain-2","price":12.5,"sale_price":9}`)
	found := get(t, store, "/v3/catalog/variants?sku=PLAIN-2").rows(t)
	require.Len(t, found, 1)
	assert.InDelta(t, 9, found[0]["calculated_price"], 0)
}

func TestVariantsImplyOptions(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	made := createProduct(t, store, "Complex", `,"inventory_tracking":"variant","variants":[
		{"sku":"c-s","inventory_level":3,"option_values":[{"option_display_name":"Size","label":"S"},{"option_display_name":"Colour","label":"Red"}]},
		{"sku":"c-m","inventory_level":4,"price":12.5,"weight":2,"option_values":[{"option_display_name":"Size","label":"M"},{"option_display_name":"Colour","label":"Red"}]}]`)
	require.Equal(t, http.StatusOK, made.status, made.text)
	assert.Nil(t, made.at(t, "data", "base_variant_id"))
	assert.InDelta(t, 7, made.at(t, "data", "inventory_level"), 0)
	got := get(t, store, fmt.Sprintf("/v3/catalog/products/%d?include=options,variants", made.id(t, "data", "id")))
	assert.Equal(t, "Size", got.at(t, "data", "options", 0, "display_name"))
	assert.Len(t, got.at(t, "data", "options", 0, "option_values"), 2)
	assert.Len(t, got.at(t, "data", "options", 1, "option_values"), 1)
	assert.Equal(t, got.at(t, "data", "variants", 0, "option_values", 1, "id"), got.at(t, "data", "variants", 1, "option_values", 1, "id"), "one value for both")
	assert.Nil(t, got.at(t, "data", "variants", 0, "price"), "null takes the product's")
	assert.InDelta(t, 10, got.at(t, "data", "variants", 0, "calculated_price"), 0)
	assert.InDelta(t, 12.5, got.at(t, "data", "variants", 1, "calculated_price"), 0)
	assert.InDelta(t, 2, got.at(t, "data", "variants", 1, "calculated_weight"), 0)
	path := fmt.Sprintf("/v3/catalog/products/%d", made.id(t, "data", "id"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, path, `{"variants":[]}`).status)
	require.Equal(t, http.StatusOK, send(t, store, http.MethodPut, path, `{"price":20}`).status)
	assert.Equal(t, []any{20.0, 12.5}, get(t, store, path+"/variants").column(t, "calculated_price"))
}

func TestRefusedInventoryAnswers207(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	rest := fmt.Sprintf(`,"inventory_level":%d`, sandbox.RefusedInventoryLevel)
	made := createProduct(t, store, "Half saved", rest)
	assert.Equal(t, http.StatusMultiStatus, made.status)
	assert.Equal(t, "Half saved", made.at(t, "data", 0, "name"), "an array also for one product")
	assert.Contains(t, made.at(t, "errors", "errors"), "inventory_level")
	changed := send(t, store, http.MethodPut, "/v3/catalog/products/101", `{"price":77`+rest+`}`)
	assert.Equal(t, http.StatusMultiStatus, changed.status)
	assert.InDelta(t, 77, get(t, store, "/v3/catalog/products/101").at(t, "data", "price"), 0)
	assert.Equal(t, http.StatusMultiStatus, send(t, store, http.MethodPut, "/v3/catalog/products", `[{"id":101`+rest+`},{"id":102,"price":3}]`).status)
}

func TestUpdateReplacesArraysAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New()
		before := get(t, store, "/v3/catalog/products/106").at(t, "data").(map[string]any)
		require.Len(t, before["categories"], 2)
		time.Sleep(time.Hour)
		got := send(t, store, http.MethodPut, "/v3/catalog/products/106?include=custom_fields",
			`{"categories":[22],"custom_fields":[{"name":"a","value":"b"}],"brand_name":"Brand New","id":5,"date_created":"1999-01-01T00:00:00Z"}`)
		require.Equal(t, http.StatusOK, got.status, got.text)
		assert.Equal(t, []any{22.0}, got.at(t, "data", "categories"))
		assert.Equal(t, "b", got.at(t, "data", "custom_fields", 0, "value"))
		assert.NotContains(t, got.at(t, "data"), "brand_name")
		assert.Equal(t, before["date_created"], got.at(t, "data", "date_created"))
		assert.Equal(t, time.Now().UTC().Format(time.RFC3339), got.at(t, "data", "date_modified"))
		assert.Equal(t, before["name"], got.at(t, "data", "name"))
		brand := get(t, store, "/v3/catalog/brands?name=brand+new").id(t, "data", 0, "id")
		assert.InDelta(t, brand, got.at(t, "data", "brand_id"), 0)
	})
}

func TestProductBatchesHoldTenAndAreAtomic(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, "/v3/catalog/products", `[{"id":101,"price":3},{"id":102,"price":3}]`).status)
	for body, status := range map[string]int{
		"[" + strings.Repeat(`{"id":101},`, 10) + `{"id":102}]`:   http.StatusRequestEntityTooLarge,
		`[{"id":101,"price":4},{"id":999999}]`:                    http.StatusNotFound,
		`[{"id":101,"price":4},{"id":102,"price":-1}]`:            http.StatusUnprocessableEntity,
		`[{"id":101,"price":4},{"price":1}]`:                      http.StatusUnprocessableEntity,
		`[{"id":101,"price":4,"name":"X"},{"id":102,"name":"x"}]`: http.StatusConflict,
	} {
		assert.Equal(t, status, send(t, store, http.MethodPut, "/v3/catalog/products", body).status, body)
	}
	assert.InDelta(t, 3, get(t, store, "/v3/catalog/products/101").at(t, "data", "price"), 0)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPut, "/v3/catalog/products/999999", `{}`).status)
}

func TestProductsAreDeletedByFilterAtMost250AtOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, query := range []string{"", "?sku=", "?keyword_context=merchant"} {
		assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, "/v3/catalog/products"+query, "").status, query)
	}
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, "/v3/catalog/products?id:min=1", "").status, "not a filter of the deletion")
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/catalog/products?id:in=101,102", "").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/catalog/products/101").status)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/catalog/products/103", "").status)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/catalog/products/103", "").status, "gone already")
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/catalog/products?type=physical", "").status)
	assert.InDelta(t, 317-250, get(t, store, "/v3/catalog/products").at(t, "meta", "pagination", "total"), 0)
}

func TestProductFilters(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithProducts(250))
	all := get(t, store, "/v3/catalog/products?limit=250&include=channels").rows(t)
	require.Len(t, all, 250)
	number := func(row map[string]any, name string) float64 { return row[name].(float64) }
	inCategory := func(row map[string]any, id float64) bool { return slices.Contains(row["categories"].([]any), any(id)) }
	some := all[42]
	brands := map[float64]string{}
	for _, brand := range get(t, store, "/v3/catalog/brands").rows(t) {
		brands[number(brand, "id")] = brand["name"].(string)
	}
	for _, test := range []struct {
		query string
		want  func(row map[string]any) bool
	}{
		{"id=120", func(row map[string]any) bool { return number(row, "id") == 120 }},
		{"id:in=120,3,110", func(row map[string]any) bool { return number(row, "id") == 120 || number(row, "id") == 110 }},
		{"id:not_in=120,110", func(row map[string]any) bool { return number(row, "id") != 120 && number(row, "id") != 110 }},
		{"id:min=120&id:max=130", func(row map[string]any) bool { return number(row, "id") >= 120 && number(row, "id") <= 130 }},
		{"id:greater=120&id:less=130", func(row map[string]any) bool { return number(row, "id") > 120 && number(row, "id") < 130 }},
		{"name=" + strings.ReplaceAll(some["name"].(string), " ", "+"), func(row map[string]any) bool { return row["name"] == some["name"] }},
		{"sku=" + strings.ToLower(some["sku"].(string)), func(row map[string]any) bool { return row["sku"] == some["sku"] }},
		{"sku:in=nope," + some["sku"].(string), func(row map[string]any) bool { return row["sku"] == some["sku"] }},
		{"mpn=" + some["mpn"].(string), func(row map[string]any) bool { return row["mpn"] == some["mpn"] }},
		{"upc=" + some["upc"].(string), func(row map[string]any) bool { return row["upc"] == some["upc"] }},
		{fmt.Sprintf("price=%v", some["price"]), func(row map[string]any) bool { return row["price"] == some["price"] }},
		{fmt.Sprintf("weight=%v", some["weight"]), func(row map[string]any) bool { return row["weight"] == some["weight"] }},
		{"brand_id=33", func(row map[string]any) bool { return number(row, "brand_id") == 33 }},
		{"condition=refurbished", func(row map[string]any) bool { return row["condition"] == "Refurbished" }},
		{"type=digital", func(row map[string]any) bool { return row["type"] == "digital" }},
		{"availability=preorder", func(row map[string]any) bool { return row["availability"] == "preorder" }},
		{"is_visible=false", func(row map[string]any) bool { return row["is_visible"] == false }},
		{"is_featured=1", func(row map[string]any) bool { return row["is_featured"] == true }},
		{"is_free_shipping=1", func(row map[string]any) bool { return row["is_free_shipping"] == true }},
		{"inventory_level=0", func(row map[string]any) bool { return number(row, "inventory_level") == 0 }},
		{"inventory_level:in=1,2,3", func(row map[string]any) bool {
			return slices.Contains([]float64{1, 2, 3}, number(row, "inventory_level"))
		}},
		{"inventory_level:not_in=0", func(row map[string]any) bool { return number(row, "inventory_level") != 0 }},
		{"inventory_level:min=10&inventory_level:less=50", func(row map[string]any) bool {
			return number(row, "inventory_level") >= 10 && number(row, "inventory_level") < 50
		}},
		{"inventory_low=1", func(row map[string]any) bool {
			return row["inventory_tracking"] != "none" && number(row, "inventory_level") <= number(row, "inventory_warning_level")
		}},
		{"out_of_stock=1", func(row map[string]any) bool {
			return row["inventory_tracking"] != "none" && number(row, "inventory_level") == 0
		}},
		{"total_sold=7", func(row map[string]any) bool { return number(row, "total_sold") == 7 }},
		{"categories=47", func(row map[string]any) bool { return inCategory(row, 47) && len(row["categories"].([]any)) == 1 }},
		{"categories:in=47,22", func(row map[string]any) bool { return inCategory(row, 47) || inCategory(row, 22) }},
		{"channel_id:in=2", func(row map[string]any) bool { return slices.Contains(row["channels"].([]any), any(2.0)) }},
		{"keyword=LANTERN", func(row map[string]any) bool { return strings.Contains(row["name"].(string), "Lantern") }},
		{"keyword=isbister&keyword_context=merchant", func(row map[string]any) bool { return brands[number(row, "brand_id")] == "Isbister Brass" }},
		{"date_modified:min=" + some["date_modified"].(string), func(row map[string]any) bool { return row["date_modified"].(string) >= some["date_modified"].(string) }},
		{"date_modified:max=" + some["date_modified"].(string), func(row map[string]any) bool { return row["date_modified"].(string) <= some["date_modified"].(string) }},
		{"date_last_imported:min=2025-01-01T00:00:00Z", func(row map[string]any) bool { return row["date_last_imported"].(string) >= "2025-01-01T00:00:00Z" }},
		{"sku=", func(map[string]any) bool { return true }}, // a blank key finds everything
	} {
		var want []any
		for _, row := range all {
			if test.want(row) {
				want = append(want, row["id"])
			}
		}
		got := get(t, store, "/v3/catalog/products?limit=250&"+test.query)
		assert.Equal(t, want, got.column(t, "id"), test.query)
	}
}

func TestDateWithoutTimeIsTakenAtThePresentTimeOfDay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(12 * time.Hour)
		store := sandbox.New(sandbox.WithEmptyStore())
		createProduct(t, store, "At noon", "")
		path := "/v3/catalog/products?date_modified:min=" + time.Now().UTC().Format(time.DateOnly)
		time.Sleep(-time.Minute + 2*time.Minute)
		assert.Empty(t, get(t, store, path).rows(t), "a minute past noon")
		assert.Len(t, get(t, store, path+"T00:00:00").rows(t), 1)
	})
}

func TestProductSorts(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithProducts(250))
	for _, field := range []string{"id", "name", "sku", "price", "date_modified", "date_last_imported", "inventory_level", "is_visible", "total_sold", "calculated_price"} {
		up := get(t, store, "/v3/catalog/products?limit=250&direction=asc&sort="+field).column(t, "id")
		down := get(t, store, "/v3/catalog/products?limit=250&direction=desc&sort="+field).column(t, "id")
		slices.Reverse(down)
		assert.Equal(t, up, down, field)
		assert.Len(t, up, 250)
	}
	prices := get(t, store, "/v3/catalog/products?limit=250&sort=price").column(t, "price")
	assert.True(t, slices.IsSortedFunc(prices, func(a, b any) int { return int(a.(float64)*100) - int(b.(float64)*100) }))
	assert.InDelta(t, 350, get(t, store, "/v3/catalog/products?direction=desc&limit=1").at(t, "data", 0, "id"), 0)
}

func TestFieldsCanBeNarrowed(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, map[string]any{"id": 101.0, "name": get(t, store, "/v3/catalog/products/101").at(t, "data", "name")},
		get(t, store, "/v3/catalog/products/101?include_fields=name").at(t, "data"))
	got := get(t, store, "/v3/catalog/products?limit=1&exclude_fields=id,name&include=images").rows(t)[0]
	assert.Contains(t, got, "id")
	assert.NotContains(t, got, "name")
	assert.Contains(t, got, "images")
}

func TestBaseSKUFilterMissesVariants(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	var variant map[string]any
	for _, row := range get(t, store, "/v3/catalog/variants?limit=250").rows(t) {
		if row["sku_id"] != nil && row["sku"] != "" {
			variant = row
			break
		}
	}
	sku := variant["sku"].(string)
	assert.Empty(t, get(t, store, "/v3/catalog/products?sku="+sku).rows(t))
	found := get(t, store, "/v3/catalog/variants?sku="+strings.ToLower(sku)).rows(t)
	require.Len(t, found, 1)
	assert.Equal(t, variant["id"], found[0]["id"])
	items := get(t, store, "/v3/inventory/items?sku:in="+sku+",nope")
	assert.Equal(t, variant["id"], items.at(t, "data", 0, "identity", "variant_id"))
	assert.Len(t, items.at(t, "data", 0, "locations"), 2)
	assert.Len(t, get(t, store, "/v3/inventory/items?location_id:in=1&limit=1").at(t, "data", 0, "locations"), 1)
}

func TestVariantsOfAllProductsArePaged(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithProducts(60))
	require.Equal(t, http.StatusOK, createProduct(t, store, "Late", "").status)
	all := get(t, store, "/v3/inventory/items?limit=1000").rows(t)
	var paged []any
	for page := 1; ; page++ {
		got := get(t, store, fmt.Sprintf("/v3/catalog/variants?limit=9&page=%d", page))
		assert.InDelta(t, len(all), got.at(t, "meta", "pagination", "total"), 0)
		if len(got.rows(t)) == 0 {
			break
		}
		paged = append(paged, got.column(t, "id")...)
	}
	var want []any
	for _, item := range all {
		want = append(want, item["identity"].(map[string]any)["variant_id"])
	}
	assert.Equal(t, want, paged)
}
