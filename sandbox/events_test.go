package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// eventsOf returns the events that a change of the store causes, as lines of scope and data.
func eventsOf(t *testing.T, family string, change func(store *sandbox.Store)) []string {
	t.Helper()
	to := &receiver{}
	store := sandbox.New(sandbox.WithDeliveryTransport(to))
	store.PlantHook(sandbox.Hook{Scope: family, Destination: destination})
	change(store)
	deliverFor(t, store, time.Minute)
	assert.Zero(t, store.Stats().DeliveriesFailed)
	var lines []string
	for _, one := range to.got {
		data, err := json.Marshal(one.Data)
		require.NoError(t, err)
		lines = append(lines, one.Scope+" "+string(data))
	}
	return lines
}

func TestWritesEmitEvents(t *testing.T) {
	t.Parallel()
	const address = `"first_name":"A","last_name":"B","address1":"1 Pier","city":"Rockport","country_code":"US","state_or_province":"Maine","postal_code":"04856"`
	write := func(t *testing.T, store *sandbox.Store, method, path, body string) reply {
		t.Helper()
		got := send(t, store, method, path, body)
		require.Less(t, got.status, 300, got.text)
		return got
	}
	for name, test := range map[string]struct {
		family string
		change func(t *testing.T, store *sandbox.Store) []int64 // returns the ids that $1, $2 and $3 stand for
		events []string
	}{
		"a customer with an address": {
			"store/customer/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				customer := write(t, store, http.MethodPost, "/v3/customers", `[{"email":"a@example.com","first_name":"A","last_name":"B","addresses":[{`+address+`}]}]`)
				return []int64{customer.id(t, "data", 0, "id"), customer.id(t, "data", 0, "addresses", 0, "id")}
			},
			[]string{
				`store/customer/created {"id":$1,"type":"customer"}`,
				`store/customer/address/created {"address":{"customer_id":$1},"id":$2,"type":"customer"}`,
			},
		},
		"a customer updated and deleted": {
			"store/customer/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				write(t, store, http.MethodPut, "/v3/customers", `[{"id":101,"company":"X"}]`)
				write(t, store, http.MethodDelete, "/v3/customers?id:in=101,9999999", "")
				return []int64{101}
			},
			[]string{`store/customer/updated {"id":$1,"type":"customer"}`, `store/customer/deleted {"id":$1,"type":"customer"}`},
		},
		"an address": {
			"store/customer/address/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				got := write(t, store, http.MethodPost, "/v3/customers/addresses", `[{"customer_id":101,`+address+`}]`)
				id := got.id(t, "data", 0, "id")
				write(t, store, http.MethodPost, "/v3/customers/addresses", `[{"customer_id":101,`+address+`}]`) // a duplicate
				write(t, store, http.MethodPut, "/v3/customers/addresses", fmt.Sprintf(`[{"id":%d,"city":"Astoria"}]`, id))
				write(t, store, http.MethodDelete, fmt.Sprintf("/v3/customers/addresses?id:in=%d", id), "")
				return []int64{id}
			},
			[]string{
				`store/customer/address/created {"address":{"customer_id":101},"id":$1,"type":"customer"}`,
				`store/customer/address/updated {"address":{"customer_id":101},"id":$1,"type":"customer"}`,
				`store/customer/address/deleted {"address":{"customer_id":101},"id":$1,"type":"customer"}`,
			},
		},
		"a product": {
			"store/product/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				id := write(t, store, http.MethodPost, "/v3/catalog/products", `{"name":"Oar","type":"physical","price":1,"weight":1}`).id(t, "data", "id")
				path := fmt.Sprintf("/v3/catalog/products/%d", id)
				write(t, store, http.MethodPut, path, `{"price":2}`)
				write(t, store, http.MethodPut, path, `{"inventory_tracking":"product","inventory_level":7}`)
				write(t, store, http.MethodDelete, path, "")
				write(t, store, http.MethodDelete, path, "") // it is gone
				return []int64{id}
			},
			[]string{
				`store/product/created {"id":$1,"type":"product"}`,
				`store/product/updated {"id":$1,"type":"product"}`,
				`store/product/updated {"id":$1,"type":"product"}`,
				`store/product/inventory/updated {"id":$1,"inventory":{"method":"absolute","product_id":$1,"value":7},"type":"product"}`,
				`store/product/deleted {"id":$1,"type":"product"}`,
			},
		},
		"the SKUs of a product": {
			"store/sku/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				got := write(t, store, http.MethodPost, "/v3/catalog/products", `{"name":"Oar","type":"physical","price":1,"weight":1,
					"variants":[{"sku":"OAR-R","option_values":[{"option_display_name":"Colour","label":"Red"}]}]}`)
				id := got.id(t, "data", "id")
				variant := get(t, store, fmt.Sprintf("/v3/catalog/products/%d/variants", id))
				write(t, store, http.MethodDelete, fmt.Sprintf("/v3/catalog/products?id=%d", id), "")
				return []int64{variant.id(t, "data", 0, "sku_id"), id, variant.id(t, "data", 0, "id")}
			},
			[]string{
				`store/sku/created {"id":$1,"sku":{"product_id":$2,"variant_id":$3},"type":"sku"}`,
				`store/sku/deleted {"id":$1,"sku":{"product_id":$2,"variant_id":$3},"type":"sku"}`,
			},
		},
		"a category": {
			"store/category/*",
			func(t *testing.T, store *sandbox.Store) []int64 {
				id := write(t, store, http.MethodPost, "/v3/catalog/trees/categories", `[{"name":"Oars","tree_id":1}]`).id(t, "data", 0, "category_id")
				write(t, store, http.MethodPut, "/v3/catalog/trees/categories", fmt.Sprintf(`[{"category_id":%d,"name":"Paddles"}]`, id))
				write(t, store, http.MethodDelete, fmt.Sprintf("/v3/catalog/trees/categories?category_id:in=%d", id), "")
				return []int64{id}
			},
			[]string{
				`store/category/created {"id":$1,"type":"category"}`,
				`store/category/updated {"id":$1,"type":"category"}`,
				`store/category/deleted {"id":$1,"type":"category"}`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var ids []int64
				got := eventsOf(t, test.family, func(store *sandbox.Store) { ids = test.change(t, store) })
				wanted := strings.Join(test.events, "\n")
				for i, id := range ids {
					wanted = strings.ReplaceAll(wanted, fmt.Sprintf("$%d", i+1), strconv.FormatInt(id, 10))
				}
				assert.ElementsMatch(t, strings.Split(wanted, "\n"), got)
			})
		})
	}
}

func TestACartEmitsItsEvents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var cart string
		got := eventsOf(t, "store/cart/*", func(store *sandbox.Store) {
			cart = abandonedCart(t, store)
			send(t, store, http.MethodDelete, "/v3/carts/"+cart, "")
		})
		assert.ElementsMatch(t, []string{
			`store/cart/abandoned {"id":"` + cart + `","type":"cart"}`, `store/cart/deleted {"id":"` + cart + `","type":"cart"}`,
		}, got)
	})
}

func TestARefusedWriteEmitsNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		assert.Empty(t, eventsOf(t, "store/customer/*", func(store *sandbox.Store) {
			send(t, store, http.MethodPost, "/v3/customers", `[{"email":"a@example.com"}]`)
		}))
	})
}
