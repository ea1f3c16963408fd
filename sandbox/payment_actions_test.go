package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// authorized is the path of an order whose payment is authorized.
func authorized(t *testing.T, store *sandbox.Store) string {
	t.Helper()
	return fmt.Sprintf("/v2/orders/%d", get(t, store, "/v2/orders?status_id=7").id(t, 0, "id"))
}

func TestAPaymentIsPendingUntilTheGatewayIsDone(t *testing.T) {
	t.Parallel()
	for action, done := range map[string]string{"capture": "captured", "void": "void"} {
		store := sandbox.New()
		path := authorized(t, store)
		assert.Equal(t, "authorization", get(t, store, "/v3"+path[3:]+"/transactions").at(t, "data", 0, "event"))
		got := send(t, store, http.MethodPost, actions(path)+"/"+action, "")
		require.Equal(t, http.StatusCreated, got.status, got.text)
		assert.Equal(t, "{}", got.text)
		assert.Equal(t, action+" pending", get(t, store, path).at(t, "payment_status"))
		for _, another := range []string{"capture", "void"} {
			assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, actions(path)+"/"+another, "").status, "it is pending")
		}
		assert.Equal(t, 1, store.Settle())
		assert.Equal(t, done, get(t, store, path).at(t, "payment_status"))
		transactions := get(t, store, "/v3"+path[3:]+"/transactions")
		assert.Equal(t, action, transactions.at(t, "data", 1, "event"))
		assert.Equal(t, transactions.at(t, "data", 0, "id"), transactions.at(t, "data", 1, "reference_transaction_id"))
		assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, actions(path)+"/"+action, "").status, "it is done")
	}
}

func TestTheGatewayTakesItsTime(t *testing.T) {
	t.Parallel()
	now := newClock()
	store := sandbox.New(sandbox.WithClock(now.now))
	path := authorized(t, store)
	require.Equal(t, http.StatusCreated, send(t, store, http.MethodPost, actions(path)+"/capture", "").status)
	for range 3 {
		now.tick()
	}
	assert.Equal(t, "captured", get(t, store, path).at(t, "payment_status"))
}

func TestMoneyThatIsNotThereIsNotGivenBack(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := authorized(t, store)
	line := get(t, store, path+"/products").id(t, 0, "id")
	items := fmt.Sprintf(`{"items":[{"item_type":"PRODUCT","item_id":%d,"quantity":1}]}`, line)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, actions(path)+"/refund_quotes", items).status)
	send(t, store, http.MethodPost, actions(path)+"/capture", "")
	store.Settle()
	quote := send(t, store, http.MethodPost, actions(path)+"/refund_quotes", items)
	require.Equal(t, http.StatusCreated, quote.status, quote.text)
	assert.Equal(t, "testgateway", quote.at(t, "data", "refund_methods", 0, 0, "provider_id"))
}

func TestPaymentActionsAtFault(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken("reads", "store_v2_orders_read_only"))
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/orders/9999/payment_actions/capture", "").status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPost, "/v3/orders/9999/payment_actions/void", "").status)
	assert.Equal(t, http.StatusForbidden, send(t, store, http.MethodPost, actions(authorized(t, store))+"/capture", "", "X-Auth-Token: reads").status)
	assert.Equal(t, http.StatusMethodNotAllowed, get(t, store, actions(authorized(t, store))+"/capture").status)
}
