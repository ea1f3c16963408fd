package system

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestOrdersAndCheckoutsAreAskedHowTheyCanBePaid(t *testing.T) {
	t.Parallel()
	store := newStore()
	checkout, err := store.AbandonCart(101)
	require.NoError(t, err)
	engine := onLoopback(t, store)
	incomplete := field(t, engine.records(t, "get_orders", `{"status_id":"Incomplete","limit":1}`)[0], "id")
	ofOrder := engine.records(t, "get_payment_methods", `{"order_id":`+incomplete+`}`)
	assert.NotEmpty(t, ofOrder)
	assert.Equal(t, ofOrder, engine.records(t, "get_payment_methods", `{"order_id":"","checkout_id":"`+checkout+`"}`))
	failure := engine.failure(t.Context(), t, "get_payment_methods", `{"checkout_id":"no-such-cart"}`)
	assert.Equal(t, registry.NotFound, failure.Type)
	assert.Equal(t, "/checkout_id", failure.Fields[0].Path)

	token := engine.records(t, "create_payment_access_token", `{"order_id":`+incomplete+`}`)
	assert.NotEmpty(t, field(t, token[0], "id"))
	placed := field(t, engine.records(t, "get_orders", `{"status_id":"Completed","limit":1}`)[0], "id")
	failure = engine.failure(t.Context(), t, "create_payment_access_token", `{"order_id":`+placed+`}`)
	assert.Equal(t, registry.Conflict, failure.Type)
	assert.Contains(t, failure.Message, "Incomplete")
}
