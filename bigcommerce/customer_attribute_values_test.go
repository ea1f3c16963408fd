package bigcommerce

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const valuesURL = customersURL + "/attribute-values"

// level is a set of one value.
func level(customer, attribute int64, text string) CustomerAttributeValues {
	return CustomerAttributeValues{CustomerID: customer, AttributeValues: []CustomerAttributeValue{{AttributeID: attribute, Value: value.Of(text)}}}
}

func TestOnlyValuesThatDifferAreWritten(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", valuesURL, answer(http.StatusOK, `{"data":[{"id":1,"customer_id":1,"attribute_id":3,"attribute_value":"gold"},
		{"id":2,"customer_id":2,"attribute_id":3,"attribute_value":"gold"}]}`))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":1},{"id":2},{"id":3}]}`))
	var sent []string
	mock.RegisterResponder("PUT", valuesURL, bodiesOf(&sent, http.StatusOK, `{"data":[{"id":9,"customer_id":3,"attribute_id":3,"attribute_value":"gold"},
		{"id":2,"customer_id":2,"attribute_id":3,"attribute_value":"silver"}]}`))
	each, err := client.CustomerAttributes.SetValuesEach(t.Context(), []CustomerAttributeValues{level(1, 3, "gold"), level(2, 3, "silver"), level(3, 3, "gold"), level(4, 3, "x")})
	require.NoError(t, err)
	assert.Equal(t, []string{`[{"attribute_id":3,"value":"silver","customer_id":2},{"attribute_id":3,"value":"gold","customer_id":3},{"attribute_id":3,"value":"x","customer_id":4}]`}, sent)
	for i, change := range []string{"unchanged", "updated", "created"} {
		require.NoError(t, each[i].Err)
		assert.Equal(t, change, text(member(each[i].Records[0].JSON(), "change")))
	}
	require.ErrorIs(t, each[3].Err, ErrNotFound, "it was left out of the answer, and nobody has the number")
}

func TestValuesThatAreLostLeaveTheOthersAlone(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithRetries(0))
	mock.RegisterResponder("GET", valuesURL, answer(http.StatusOK, `{"data":[{"id":1,"customer_id":1,"attribute_id":3,"attribute_value":"gold"}]}`))
	mock.RegisterResponder("PUT", valuesURL, answer(http.StatusBadGateway, ``))
	each, err := client.CustomerAttributes.SetValuesEach(t.Context(), []CustomerAttributeValues{level(1, 3, "gold"), level(2, 3, "silver")})
	require.NoError(t, err)
	assert.Len(t, each[0].Records, 1, "it was as it should be")
	require.ErrorIs(t, each[1].Err, ErrOutcomeUnknown)
	assert.Empty(t, each[1].Records)
}

func TestARefusalOfValuesPointsIntoTheSets(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", valuesURL, answer(http.StatusOK, `{"data":[{"id":1,"customer_id":1,"attribute_id":3,"attribute_value":"gold"}]}`))
	mock.RegisterResponder("PUT", valuesURL, answer(http.StatusUnprocessableEntity, `{"status":422,"title":"x","errors":{"0.value":"is no date","1.customer_id":"nobody"}}`))
	_, err := client.CustomerAttributes.SetValuesEach(t.Context(), []CustomerAttributeValues{level(1, 3, "gold"), level(2, 3, "silver"), level(4, 3, "x")})
	require.True(t, IsRefusal(err))
	var paths []string
	for _, field := range asError(t, err).Fields {
		paths = append(paths, field.Path)
	}
	assert.ElementsMatch(t, []string{"/1/attribute_values/0/value", "/2/customer_id"}, paths)
}

func TestSetsOfValuesAreChecked(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	twice := level(1, 3, "a")
	twice.AttributeValues = append(twice.AttributeValues, twice.AttributeValues[0])
	blank := CustomerAttributeValues{CustomerID: 1, AttributeValues: []CustomerAttributeValue{{AttributeID: 3}}}
	_, err := client.CustomerAttributes.SetValuesEach(t.Context(), []CustomerAttributeValues{level(0, 3, "a"), level(1, 0, "a"), twice, blank})
	require.ErrorIs(t, err, ErrInvalid)
	assert.Len(t, asError(t, err).Fields, 4)
	_, err = client.CustomerAttributes.SetValuesEach(t.Context(), make([]CustomerAttributeValues, maxValueOwners+1))
	require.ErrorIs(t, err, ErrInvalid)
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestASubscriberIsSettledByEmail(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", customersURL+"/subscribers", answer(http.StatusConflict, `{"status":409,"title":"x"}`))
	mock.RegisterResponder("GET", customersURL+"/subscribers", answer(http.StatusOK, `{"data":[{"id":5,"email":"b@x.com"},{"id":7,"email":"A@x.com"}]}`))
	var subscriber SubscriberCreate
	subscriber.Email = value.Of("a@x.com")
	_, err := client.Subscribers.Create(t.Context(), subscriber)
	require.ErrorIs(t, err, ErrConflict)
	assert.EqualValues(t, 7, asError(t, err).Details["subscriber_id"])
}
