package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// stocked is a store with a product of each kind of tracking.
type stocked struct {
	*sandbox.Store
	simple, untracked   int64 // products
	varied, red, redSKU int64 // product, variant and its sku_id
	whole, wholeVariant int64 // a product with variants that is tracked as a whole
}

func newStocked(t *testing.T, options ...sandbox.Option) stocked {
	t.Helper()
	s := stocked{Store: sandbox.New(options...)}
	create := func(fields string) int64 {
		got := send(t, s, http.MethodPost, "/v3/catalog/products", `{"type":"physical","price":1,"weight":1,`+fields+`}`)
		require.Equal(t, http.StatusOK, got.status, got.text)
		return got.id(t, "data", "id")
	}
	variants := func(code string) string {
		return `"variants":[{"sku":"` + code + `-R","inventory_level":1,"option_values":[{"option_display_name":"Colour","label":"Red"}]},` +
			`{"sku":"` + code + `-B","inventory_level":2,"option_values":[{"option_display_name":"Colour","label":"Blue"}]}]`
	}
	s.simple = create(`"name":"Oar","sku":"OAR","inventory_tracking":"product","inventory_level":5`)
	s.untracked = create(`"name":"Rope","sku":"ROPE"`)
	s.varied = create(`"name":"Buoy","inventory_tracking":"variant",` + variants("BUOY"))
	s.whole = create(`"name":"Flag","inventory_tracking":"product","inventory_level":9,` + variants("FLAG"))
	variant := get(t, s, fmt.Sprintf("/v3/catalog/products/%d/variants", s.varied))
	s.red, s.redSKU = variant.id(t, "data", 0, "id"), variant.id(t, "data", 0, "sku_id")
	s.wholeVariant = get(t, s, fmt.Sprintf("/v3/catalog/products/%d/variants", s.whole)).id(t, "data", 0, "id")
	return s
}

func (s stocked) adjust(t *testing.T, method string, items ...string) reply {
	t.Helper()
	body := `{"reason":"count","items":[` + strings.Join(items, ",") + `]}`
	if method == "absolute" {
		return send(t, s, http.MethodPut, "/v3/inventory/adjustments/absolute", body)
	}
	return send(t, s, http.MethodPost, "/v3/inventory/adjustments/relative", body)
}

// level is what of a variant is at a location, by the inventory.
func (s stocked) level(t *testing.T, sku string, location int) int64 {
	t.Helper()
	got := get(t, s, "/v3/inventory/items?sku:in="+sku)
	return got.id(t, "data", 0, "locations", location-1, "total_inventory_onhand")
}

func TestAdjustmentsChangeTheStock(t *testing.T) {
	t.Parallel()
	s := newStocked(t)
	item := func(location int64, identity string, quantity int) string {
		return fmt.Sprintf(`{"location_id":%d,%s,"quantity":%d}`, location, identity, quantity)
	}
	simple := fmt.Sprintf(`"product_id":%d`, s.simple)
	done := s.adjust(t, "absolute", item(1, simple, 40), item(1, fmt.Sprintf(`"variant_id":%d`, s.red), 10), item(2, `"sku":"oar"`, 3))
	require.Equal(t, http.StatusOK, done.status, done.text)
	first := done.at(t, "transaction_id")
	assert.Regexp(t, `^[0-9a-f-]{36}$`, first)
	done = s.adjust(t, "relative", item(1, `"sku":"OAR"`, -4), item(1, simple, 1), item(2, simple, 2))
	require.Equal(t, http.StatusOK, done.status, done.text)
	assert.NotEqual(t, first, done.at(t, "transaction_id"))

	assert.EqualValues(t, 37, s.level(t, "OAR", 1))
	assert.EqualValues(t, 5, s.level(t, "OAR", 2))
	assert.EqualValues(t, 10, s.level(t, "BUOY-R", 1))
	product := func(id int64) int64 {
		return get(t, s, fmt.Sprintf("/v3/catalog/products/%d", id)).id(t, "data", "inventory_level")
	}
	assert.EqualValues(t, 37, product(s.simple), "the catalog shows the default location")
	assert.EqualValues(t, 12, product(s.varied), "all variants together")
}

func TestAdjustmentRules(t *testing.T) {
	t.Parallel()
	s := newStocked(t)
	for name, test := range map[string]struct{ method, item, text string }{
		"variant of a whole product": {"absolute", fmt.Sprintf(`{"location_id":1,"variant_id":%d,"quantity":1}`, s.wholeVariant), "is tracked by product, please update stock by product id"},
		"SKU of a whole product":     {"absolute", `{"location_id":1,"sku":"FLAG-R","quantity":1}`, "is tracked by product"},
		"product of variants":        {"absolute", fmt.Sprintf(`{"location_id":1,"product_id":%d,"quantity":1}`, s.varied), "is tracked by variant"},
		"untracked":                  {"absolute", `{"location_id":1,"sku":"ROPE","quantity":1}`, "set inventory_tracking"},
		"unknown SKU":                {"absolute", `{"location_id":1,"sku":"NONE","quantity":1}`, "no item with sku NONE"},
		"unknown variant":            {"absolute", `{"location_id":1,"variant_id":999999999,"quantity":1}`, "no item with variant_id"},
		"unknown location":           {"absolute", `{"location_id":77,"sku":"OAR","quantity":1}`, "no location 77"},
		"no identity":                {"absolute", `{"location_id":1,"quantity":1}`, "needs one of sku"},
		"two identities":             {"absolute", fmt.Sprintf(`{"location_id":1,"sku":"OAR","product_id":%d,"quantity":1}`, s.simple), "needs one of sku"},
		"no quantity":                {"absolute", `{"location_id":1,"sku":"OAR"}`, "error.path.missing"},
		"negative level":             {"absolute", `{"location_id":1,"sku":"OAR","quantity":-1}`, "negative level"},
		"too much":                   {"absolute", fmt.Sprintf(`{"location_id":1,"sku":"OAR","quantity":%d}`, sandbox.RefusedInventoryLevel), "more than can be stored"},
		"below zero":                 {"relative", `{"location_id":1,"sku":"OAR","quantity":-6}`, "negative level"},
		"never set there":            {"relative", `{"location_id":2,"sku":"OAR","quantity":1}`, "requires absolute adjustment before relative"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := s.adjust(t, test.method, `{"location_id":1,"sku":"OAR","quantity":0}`, test.item)
			assert.Equal(t, http.StatusUnprocessableEntity, got.status)
			assert.Contains(t, got.text, test.text)
			assert.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
			assert.EqualValues(t, 5, s.level(t, "OAR", 1), "one item at fault refuses all of them")
		})
	}
	many := strings.Repeat(`{"location_id":1,"sku":"OAR","quantity":1},`, 2000) + `{"location_id":1,"sku":"OAR","quantity":1}`
	assert.Equal(t, http.StatusUnprocessableEntity, s.adjust(t, "absolute", many).status)
	assert.Equal(t, http.StatusUnprocessableEntity, s.adjust(t, "absolute").status, "no items")
}

func TestAdjustmentsEmitEvents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		s := newStocked(t, sandbox.WithDeliveryTransport(to))
		s.PlantHook(sandbox.Hook{Scope: "store/product/inventory/updated", Destination: destination})
		s.PlantHook(sandbox.Hook{Scope: "store/sku/inventory/updated", Destination: destination})
		s.adjust(t, "absolute", `{"location_id":1,"sku":"OAR","quantity":8}`)
		s.adjust(t, "relative", `{"location_id":1,"sku":"BUOY-R","quantity":-1}`)
		deliverFor(t, s.Store, time.Minute)

		require.Len(t, to.got, 2)
		product, sku := to.got[0], to.got[1]
		if product.Scope != "store/product/inventory/updated" {
			product, sku = sku, product
		}
		assert.Equal(t, map[string]any{
			"type": "product", "id": float64(s.simple),
			"inventory": map[string]any{"product_id": float64(s.simple), "method": "absolute", "value": 8.0},
		}, product.Data)
		assert.Equal(t, "store/sku/inventory/updated", sku.Scope)
		assert.Equal(t, map[string]any{
			"type": "sku", "id": float64(s.redSKU), "inventory": map[string]any{
				"product_id": float64(s.varied), "variant_id": float64(s.red), "method": "relative", "value": -1.0,
			},
		}, sku.Data)
	})
}
