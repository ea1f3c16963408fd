package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// abandonedCart leaves a cart of the first customer behind and returns its id.
func abandonedCart(t *testing.T, store *sandbox.Store) string {
	t.Helper()
	id, err := store.AbandonCart(101)
	require.NoError(t, err)
	return id
}

func TestAnAbandonedCartIsThereUntilItIsDeleted(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	cart := "/v3/carts/" + abandonedCart(t, store)
	got := get(t, store, cart+"?include=redirect_urls")
	assert.Equal(t, http.StatusOK, got.status, got.text)
	assert.InDelta(t, 101, got.at(t, "data", "customer_id"), 0)
	customer := get(t, store, "/v3/customers?id:in=101")
	assert.Equal(t, customer.at(t, "data", 0, "email"), got.at(t, "data", "email"))
	assert.Contains(t, got.at(t, "data", "redirect_urls", "cart_url"), "https://")
	lines := got.at(t, "data", "line_items").(map[string]any)
	total := 0.0
	for _, kind := range []string{"physical_items", "digital_items"} {
		for _, line := range lines[kind].([]any) {
			total += line.(map[string]any)["extended_sale_price"].(float64)
		}
	}
	assert.InDelta(t, total, got.at(t, "data", "cart_amount"), 0.001)

	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, cart, "").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, cart).status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodDelete, cart, "").status)
	assert.NotEqual(t, cart, "/v3/carts/"+abandonedCart(t, store), "an id is not used again")
}

func TestACartHoldsTheProductsItWasGiven(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	id, err := store.AbandonCart(0, 103)
	require.NoError(t, err)
	got := get(t, store, "/v3/carts/"+id)
	assert.Contains(t, got.text, `"product_id":103`)
	assert.Empty(t, got.at(t, "data", "email"), "a guest")
}

func TestACartNeedsACustomerAndProductsOfTheStore(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	_, err := store.AbandonCart(9_999_999)
	require.ErrorContains(t, err, "no customer 9999999")
	_, err = store.AbandonCart(101, 9_999_999)
	require.ErrorContains(t, err, "no product 9999999")
}

func TestTheIDOfACartIsAUUID(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, id := range []string{"1", "not-a-cart", "00000000-0000-4000-8000-00000000000g", "00000000-0000-4000-8000-000000000000"} {
		assert.Equal(t, http.StatusNotFound, get(t, store, "/v3/carts/"+id).status, id)
	}
}
