package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const strange = `"x_future":{"huge":12345678901234567890,"price":1.10,"text":"<b>&amp; \"quoted\" é 😀</b>","none":null,"list":[1.0,[]]}`

func TestUnknownFieldsComeBackAsTheyWereSent(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	customer := send(t, store, http.MethodPost, "/v3/customers", `[{"email":"x@example.com","first_name":"X","last_name":"Y", `+strange+`,
		"addresses":[{"first_name":"X","last_name":"Y","address1":"1","city":"C","country_code":"US", `+strange+`}]}]`)
	require.Equal(t, http.StatusOK, customer.status, customer.text)
	product := send(t, store, http.MethodPost, "/v3/catalog/products", `{"name":"Odd","type":"physical","weight":0.50,"price":1.10, `+strange+`,
		"variants":[{"sku":"odd-1","option_values":[{"option_display_name":"Size","label":"S"}], `+strange+`}]}`)
	require.Equal(t, http.StatusOK, product.status, product.text)
	for _, path := range []string{
		fmt.Sprintf("/v3/customers?id:in=%d", customer.id(t, "data", 0, "id")),
		fmt.Sprintf("/v3/customers/addresses?customer_id:in=%d", customer.id(t, "data", 0, "id")),
		fmt.Sprintf("/v3/catalog/products/%d", product.id(t, "data", "id")),
		"/v3/catalog/variants?sku=ODD-1",
	} {
		assert.Contains(t, get(t, store, path).text, strange, path)
	}
	assert.Contains(t, get(t, store, fmt.Sprintf("/v3/catalog/products/%d", product.id(t, "data", "id"))).text, `"price":1.10,`)

	updated := send(t, store, http.MethodPut, "/v3/catalog/products/101", `{"y_future":[12345678901234567890,1.10]}`)
	assert.Contains(t, updated.text, `"y_future":[12345678901234567890,1.10]`)
}

func TestSetFieldPlantsAnything(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for resource, path := range map[string]string{
		"customers": "/v3/customers?id:in=101", "products": "/v3/catalog/products/101", "orders": "/v2/orders/101",
		"categories": "/v3/catalog/trees/categories?category_id:in=21", "brands": "/v3/catalog/brands/31",
	} {
		require.NoError(t, store.SetField(resource, store.IDs(resource)[0], "x_future", json.RawMessage(`{"huge": 12345678901234567890}`)))
		assert.Contains(t, get(t, store, path).text, `"x_future":{"huge":12345678901234567890}`, resource)
	}
	assert.ErrorContains(t, store.SetField("orders", 1, "a", json.RawMessage(`1`)), "orders has no record 1")
	assert.ErrorContains(t, store.SetField("moons", 1, "a", json.RawMessage(`1`)), "unknown resource")
	assert.ErrorContains(t, store.SetField("orders", 101, "a", json.RawMessage(`{`)), "not one JSON value")
	assert.ErrorContains(t, store.SetField("orders", 101, "a", json.RawMessage(`1,2`)), "not one JSON value")
}
