package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestNoTwoSubscribersShareAnEmail(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/customers/subscribers"
	made := send(t, store, http.MethodPost, path, `{"email":"Ada@example.com","first_name":"Ada","loyalty":12345678901234567890}`)
	assert.Equal(t, http.StatusOK, made.status, made.text)
	assert.Contains(t, made.text, "12345678901234567890")
	id := made.id(t, "data", "id")
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPost, path, `{"email":"ada@example.com"}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"email":"ada"}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"email":"bo@example.com","consents":["spam"]}`).status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, path, `{"first_name":"Bo"}`).status)
	one := fmt.Sprintf("%s/%d", path, id)
	assert.Equal(t, "Lee", send(t, store, http.MethodPut, one, `{"last_name":"Lee","email":"ada@example.com"}`).at(t, "data", "last_name"))
	assert.Len(t, get(t, store, path+"?email=ADA@example.com&source=custom").rows(t), 1)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, one, "").status)
	assert.Equal(t, http.StatusNotFound, get(t, store, one).status)
	assert.NotEmpty(t, get(t, store, path).rows(t))
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, path, "").status, "without a filter all go")
	assert.Empty(t, get(t, store, path).rows(t))
}

func TestAttributeValuesAreSetForAllCustomersOrNone(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	const path = "/v3/customers/attribute-values"
	refused := send(t, store, http.MethodPut, path, `[{"customer_id":101,"attribute_id":1,"value":"gold"},{"customer_id":99999,"attribute_id":1,"value":"x"},{"customer_id":101,"attribute_id":99,"value":"x"}]`)
	assert.Equal(t, http.StatusUnprocessableEntity, refused.status)
	assert.Contains(t, refused.text, "1.customer_id")
	assert.Contains(t, refused.text, "2.attribute_id")
	set := send(t, store, http.MethodPut, path, `[{"customer_id":101,"attribute_id":1,"value":"gold"},{"customer_id":101,"attribute_id":2,"value":"7"}]`)
	assert.Equal(t, http.StatusOK, set.status, set.text)
	again := send(t, store, http.MethodPut, path, `[{"customer_id":101,"attribute_id":1,"value":"silver"}]`)
	assert.Equal(t, set.at(t, "data", 0, "id"), again.at(t, "data", 0, "id"), "the value is changed, not made twice")
	listed := get(t, store, path+"?customer_id:in=101&attribute_id:in=1")
	assert.Equal(t, []any{"silver"}, listed.column(t, "attribute_value"))
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, fmt.Sprintf("%s?id:in=%d", path, again.id(t, "data", 0, "id")), "").status)
	assert.Empty(t, get(t, store, path+"?customer_id:in=101&attribute_id:in=1").rows(t))
}
