package bigcommerce

import (
	"io"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const addressesURL = customersURL + "/addresses"

// quay is an address of a customer.
func quay(customer int64, street string) NewCustomerAddress {
	address := NewCustomerAddress{CustomerID: customer}
	address.FirstName, address.LastName, address.Address1, address.City, address.CountryCode =
		value.Of("Ada"), value.Of("L"), value.Of(street), value.Of("Lund"), value.Of("SE")
	return address
}

// shownQuay is the address as BigCommerce shows it.
func shownQuay(id, customer, street string) string {
	return `{"id":` + id + `,"customer_id":` + customer + `,"first_name":"Ada","last_name":"L","company":"","address1":"` + street +
		`","address2":"","city":"Lund","state_or_province":"","postal_code":"","country_code":"SE","phone":"","address_type":"residential"}`
}

func TestAddressesThatAreThereComeBackUnchanged(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", addressesURL, answer(http.StatusOK, `{"data":[`+shownQuay("3", "2", "Quay 1")+`]}`))
	mock.RegisterResponder("GET", addressesURL, answer(http.StatusOK, `{"data":[`+shownQuay("1", "1", "quay 1")+`,`+shownQuay("2", "1", "Quay 1")+`]}`))
	outcomes, err := client.CustomerAddresses.CreateEach(t.Context(), []NewCustomerAddress{quay(1, "Quay 1"), quay(2, "Quay 1")})
	require.NoError(t, err)
	require.NoError(t, outcomes[0].Err)
	assert.EqualValues(t, 2, idOf(outcomes[0].Record.JSON(), "id"), "the one that is exactly the same")
	assert.Equal(t, "unchanged", text(member(outcomes[0].Record.JSON(), "change")))
	assert.EqualValues(t, 3, idOf(outcomes[1].Record.JSON(), "id"))
	assert.Equal(t, "created", text(member(outcomes[1].Record.JSON(), "change")))
}

func TestAnAddressThatIsWrittenOtherwiseIsKnownByItsCustomer(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", addressesURL, answer(http.StatusOK, `{"data":[`+shownQuay("4", "1", "Quay One")+`]}`))
	created, err := client.CustomerAddresses.Create(t.Context(), quay(1, "Quay 1"))
	require.NoError(t, err)
	assert.EqualValues(t, 4, idOf(created.JSON(), "id"))
}

func TestALostAddressIsMadeOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		found  []string
		posts  int
		change string
	}{
		"made":     {[]string{shownQuay("4", "1", "Quay 1")}, 1, "created"},
		"not made": {[]string{"", "", ""}, 2, "created"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				mock.RegisterResponder("POST", addressesURL, answers(
					httpmock.NewErrorResponder(io.ErrUnexpectedEOF), answer(http.StatusOK, `{"data":[`+shownQuay("4", "1", "Quay 1")+`]}`)))
				mock.RegisterResponder("GET", addressesURL, answer(http.StatusOK, `{"data":[`+test.found[0]+`]}`))
				created, err := client.CustomerAddresses.Create(t.Context(), quay(1, "Quay 1"))
				require.NoError(t, err)
				assert.Equal(t, test.change, text(member(created.JSON(), "change")))
				assert.Equal(t, test.posts, mock.GetCallCountInfo()["POST "+addressesURL])
			})
		})
	}
}

func TestAddressesThatCanNotBeReadAreUnavailable(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithRetries(0))
	mock.RegisterResponder("POST", addressesURL, answer(http.StatusOK, `{"data":[]}`))
	mock.RegisterResponder("GET", addressesURL, answer(http.StatusBadGateway, ``))
	_, err := client.CustomerAddresses.Create(t.Context(), quay(1, "Quay 1"))
	require.Error(t, err)
	assert.Equal(t, KindUnavailable, asError(t, err).Kind)
	assert.Contains(t, asError(t, err).Message, "for the same")
}

func TestAddressesThatAnUpdateLeavesOutAreExplained(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("PUT", addressesURL, answer(http.StatusOK, `{"data":[`+shownQuay("1", "1", "Quay 9")+`]}`))
	mock.RegisterResponderWithQuery("GET", addressesURL, "id:in=2,3,4,5&limit=250", answer(http.StatusOK,
		`{"data":[`+shownQuay("2", "1", "Quay 2")+`,`+shownQuay("4", "1", "Quay 9")+`,`+shownQuay("5", "6", "Quay 5")+`]}`))
	mock.RegisterResponderWithQuery("GET", addressesURL, "customer_id:in=1,6&limit=250", answer(http.StatusOK,
		`{"data":[`+shownQuay("2", "1", "Quay 2")+`,`+shownQuay("4", "1", "Quay 9")+`,`+shownQuay("5", "6", "Quay 5")+`]}`))
	updates := make([]CustomerAddressUpdate, 5)
	for i := range updates {
		updates[i].ID, updates[i].Address1 = int64(i+1), value.Of("Quay 9")
	}
	outcomes, err := client.CustomerAddresses.UpdateEach(t.Context(), updates)
	require.NoError(t, err)
	assert.NoError(t, outcomes[0].Err)
	require.ErrorIs(t, outcomes[1].Err, ErrConflict, "address 4 is the same")
	assert.EqualValues(t, 4, asError(t, outcomes[1].Err).Details["address_id"])
	require.ErrorIs(t, outcomes[2].Err, ErrNotFound)
	assert.NoError(t, outcomes[3].Err, "it is as it should be")
	require.ErrorIs(t, outcomes[4].Err, ErrOutcomeUnknown, "nothing explains it")
}

func TestUpdatesOfAddressesAreChecked(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	_, err := client.CustomerAddresses.UpdateEach(t.Context(), []CustomerAddressUpdate{{ID: 1}, {}})
	require.ErrorIs(t, err, ErrInvalid)
	assert.Len(t, asError(t, err).Fields, 2)
	_, err = client.CustomerAddresses.CreateEach(t.Context(), make([]NewCustomerAddress, maxAddresses+1))
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.CustomerAddresses.Delete(t.Context(), []int64{0})
	require.ErrorIs(t, err, ErrInvalid, "no number would mean everything")
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestOnlyWhatIsThereIsDeleted(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2}]}`))
	mock.RegisterResponderWithQuery("DELETE", customersURL, "id:in=2", answer(http.StatusNoContent, ""))
	outcomes, err := client.Customers.Delete(t.Context(), []int64{1, 2})
	require.NoError(t, err)
	require.ErrorIs(t, outcomes[0].Err, ErrNotFound)
	assert.JSONEq(t, `{"id":2,"deleted":true}`, string(outcomes[1].Record.JSON()))
}

func TestALostDeletionIsThatOfThoseThatWereThere(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithRetries(0))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2}]}`))
	mock.RegisterResponder("DELETE", customersURL, answer(http.StatusBadGateway, ""))
	outcomes, err := client.Customers.Delete(t.Context(), []int64{1, 2})
	require.NoError(t, err)
	require.ErrorIs(t, outcomes[0].Err, ErrNotFound)
	require.ErrorIs(t, outcomes[1].Err, ErrOutcomeUnknown)
	assert.Nil(t, outcomes[1].Record.JSON())
}
