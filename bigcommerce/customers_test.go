package bigcommerce

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// named is a customer with the email.
func named(email string) CustomerCreate {
	var customer CustomerCreate
	customer.Email = value.Of(email)
	return customer
}

// phoned is a change of a customer's phone number.
func phoned(id int64) CustomerUpdate {
	update := CustomerUpdate{ID: id}
	update.Phone = value.Of("1")
	return update
}

func TestATakenEmailNamesTheCustomerThatHasIt(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", customersURL, answer(http.StatusUnprocessableEntity, `{"status":422,"title":"Create customers failed."}`))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":9,"email":"b@x.com"}]}`))
	_, err := client.Customers.Create(t.Context(), named("b@x.com"))
	require.ErrorIs(t, err, ErrConflict)
	require.NotErrorIs(t, err, ErrInvalid, "an error has one kind")
	failure := asError(t, err)
	assert.Equal(t, "/0/email", failure.Fields[0].Path)
	assert.EqualValues(t, 9, failure.Details["customer_id"])
	assert.Equal(t, "POST /v3/customers", failure.API)
}

func TestBatchesOfCustomersAreChecked(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	for name, write := range map[string]func() error{
		"create none": func() error { _, err := client.Customers.CreateEach(t.Context(), nil); return err },
		"create eleven": func() error {
			_, err := client.Customers.CreateEach(t.Context(), make([]CustomerCreate, 11))
			return err
		},
		"update eleven":         func() error { _, err := client.Customers.Update(t.Context(), make([]CustomerUpdate, 11)); return err },
		"update without number": func() error { _, err := client.Customers.Update(t.Context(), []CustomerUpdate{phoned(0)}); return err },
		"update nothing":        func() error { _, err := client.Customers.Update(t.Context(), []CustomerUpdate{{ID: 5}}); return err },
	} {
		require.ErrorIs(t, write(), ErrInvalid, name)
	}
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestUnknownCustomersInABatchArePartial(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("PUT", customersURL, answer(http.StatusOK, `{"data":[{"id":5}]}`))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[]}`))
	changed, err := client.Customers.Update(t.Context(), []CustomerUpdate{phoned(4), phoned(5), phoned(6)})
	require.ErrorIs(t, err, ErrPartial)
	assert.Equal(t, "There is no customer with customer_id 4, 6. The others were changed.", asError(t, err).Message)
	require.Len(t, changed, 1)
	assert.EqualValues(t, 5, idOf(changed[0].JSON(), "id"))
}
