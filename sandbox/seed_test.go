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

var everything = []string{
	"/v3/customers?limit=250&include=addresses,attributes,formfields,storecredit", "/v3/catalog/products?limit=250&include=variants,images,custom_fields",
	"/v3/catalog/brands", "/v3/catalog/trees/categories?limit=250", "/v2/orders?limit=250", "/v2/orders/105/products", "/v2/customer_groups",
	"/v3/catalog/summary", "/v2/store", "/v3/channels", "/v3/inventory/items", "/v3/inventory/locations",
}

func TestSameSeedGivesTheSameShop(t *testing.T) {
	t.Parallel()
	one, two, other := sandbox.New(), sandbox.New(sandbox.WithSeed(1)), sandbox.New(sandbox.WithSeed(2))
	differing := 0
	for _, path := range everything {
		assert.Equal(t, get(t, one, path).text, get(t, two, path).text, path)
		if get(t, one, path).text != get(t, other, path).text {
			differing++
		}
	}
	assert.Greater(t, differing, 4)
}

func TestEmptyStoreHasOnlyWhatEachStoreHas(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithEmptyStore())
	for _, path := range []string{"/v3/customers", "/v3/catalog/products", "/v3/catalog/brands", categoriesPath, "/v3/customers/attributes"} {
		got := get(t, store, path)
		assert.Equal(t, http.StatusOK, got.status)
		assert.Empty(t, got.rows(t), path)
		assert.InDelta(t, 0, got.at(t, "meta", "pagination", "total"), 0)
	}
	for _, path := range []string{"/v2/orders", "/v2/customer_groups"} {
		assert.Equal(t, http.StatusNoContent, get(t, store, path).status)
	}
	for _, path := range []string{"/v3/channels", "/v3/catalog/trees", "/v3/inventory/locations"} {
		assert.Len(t, get(t, store, path).rows(t), 1)
	}
}

func TestSeededKeysAreFoundAgain(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithProducts(1500), sandbox.WithSeed(7))
	for page := 1; page <= 6; page++ {
		for i, row := range get(t, store, fmt.Sprintf("/v3/catalog/products?limit=250&page=%d&include=variants", page)).rows(t) {
			if i%13 != 0 {
				continue // a sample of each round of names is enough
			}
			found := func(query string) []any { return get(t, store, "/v3/catalog/products?"+query).column(t, "id") }
			assert.Equal(t, []any{row["id"]}, found("name="+strings.ReplaceAll(row["name"].(string), " ", "+")))
			if row["sku"] != "" {
				assert.Equal(t, []any{row["id"]}, found("sku="+row["sku"].(string)))
			}
			for _, one := range row["variants"].([]any) {
				variant := one.(map[string]any)
				assert.Equal(t, []any{variant["id"]}, get(t, store, fmt.Sprintf("/v3/catalog/variants?id=%v", variant["id"])).column(t, "id"))
				if variant["sku"] != "" {
					assert.Equal(t, []any{variant["id"]}, get(t, store, "/v3/catalog/variants?sku="+strings.ReplaceAll(variant["sku"].(string), " ", "+")).column(t, "id"))
				}
			}
		}
	}
	for _, row := range get(t, store, "/v3/customers?limit=250").rows(t) {
		assert.Equal(t, []any{row["id"]}, get(t, store, "/v3/customers?email:in="+row["email"].(string)).column(t, "id"))
	}
}

func TestShopLiesInThePastOfAnyClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New()
		newest := get(t, store, "/v3/catalog/products?sort=date_modified&direction=desc&limit=1").at(t, "data", 0, "date_modified").(string)
		assert.LessOrEqual(t, newest, time.Now().UTC().Format(time.RFC3339))
		assert.Equal(t, time.Now().UTC().Format(http.TimeFormat), get(t, store, "/v2/time").header.Get("Date"))
		assert.InDelta(t, time.Now().Unix(), get(t, store, "/v2/time").at(t, "time"), 0)
	})
}

func TestStoreHashIsInItsPathsAndItsInformation(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithStoreHash("abc123"))
	got := get(t, store, "/stores/abc123/v2/store")
	require.Equal(t, http.StatusOK, got.status)
	assert.Equal(t, "abc123", got.at(t, "id"))
	assert.Equal(t, http.StatusUnauthorized, get(t, store, "/v2/store").status)
}

// BenchmarkProducts reads pages of a large catalog.
func BenchmarkProducts(b *testing.B) {
	store := sandbox.New(sandbox.WithProducts(100_000))
	for name, query := range map[string]string{
		"by id":           "id:greater=50000&sort=id&direction=asc&limit=250",
		"by page":         "page=300&limit=250",
		"by date":         "date_modified:min=2025-06-01T00:00:00Z&sort=date_modified&limit=250",
		"by sku":          "sku:in=LAN-000500,LAN-050000",
		"variants by sku": "",
	} {
		path := "/stores/" + sandbox.DefaultStoreHash + "/v3/catalog/products?" + query
		if query == "" {
			path = "/stores/" + sandbox.DefaultStoreHash + "/v3/catalog/variants?sku=LAN-050000"
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				serve(b, store, path)
			}
		})
	}
}
