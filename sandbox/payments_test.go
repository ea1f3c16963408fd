package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestPaymentMethodsAreThoseOfAnOrderOrOfACheckout(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/payments/methods"
	checkout := abandonedCart(t, store)
	for query, status := range map[string]int{
		"?order_id=107":                         http.StatusOK,
		"?checkout_id=" + checkout:              http.StatusOK,
		"?order_id=107&checkout_id=" + checkout: http.StatusUnprocessableEntity,
		"":                                      http.StatusUnprocessableEntity,
		"?order_id=9999999":                     http.StatusNotFound,
		"?checkout_id=" + checkout[:30] + "000000": http.StatusNotFound,
		"?order_id=first":                          http.StatusUnprocessableEntity,
	} {
		assert.Equal(t, status, get(t, store, path+query).status, query)
	}
}

func TestOnlyAnIncompleteOrderGetsATokenToPayIt(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/payments/access_tokens"
	first := send(t, store, http.MethodPost, path, `{"order":{"id":107}}`)
	require.Equal(t, http.StatusCreated, first.status, first.text)
	second := send(t, store, http.MethodPost, path, `{"order":{"id":107,"is_recurring":true}}`)
	assert.NotEqual(t, first.at(t, "data", "id"), second.at(t, "data", "id"), "each has a token of its own")
	placed := send(t, store, http.MethodPost, path, `{"order":{"id":101}}`)
	assert.Equal(t, http.StatusConflict, placed.status)
	assert.InDelta(t, 30101, placed.at(t, "code"), 0)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, path, `{"order":{"id":9999999}}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"id":107}`).status)
}
