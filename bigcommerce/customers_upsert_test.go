package bigcommerce

import (
	"io"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// toBe is a customer with an email, a name and a phone number.
func toBe(email, phone string) CustomerCreate {
	customer := named(email)
	customer.FirstName, customer.LastName, customer.Phone = value.Of("Ada"), value.Of("L"), value.Of(phone)
	return customer
}

// bodiesOf returns what is answered with the status and body, and notes the bodies that are sent.
func bodiesOf(sent *[]string, status int, body string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		content, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		*sent = append(*sent, string(content))
		return answer(status, body)(req)
	}
}

func changesOf(t *testing.T, outcomes []Each[UpsertedCustomer]) []string {
	t.Helper()
	changes := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		if outcome.Err != nil {
			changes[i] = string(asError(t, outcome.Err).Kind)
			continue
		}
		changes[i] = text(member(outcome.Record.JSON(), "change"))
	}
	return changes
}

func TestAnUpsertWritesWhatIsMissingAndWhatDiffers(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2,"email":"B@x.com","first_name":"Ada","last_name":"L","phone":"1"},
		{"id":3,"email":"c@x.com","first_name":"Ada","last_name":"L","phone":"1"}]}`))
	var created, updated []string
	mock.RegisterResponder("POST", customersURL, bodiesOf(&created, http.StatusOK, `{"data":[{"id":4,"email":"a@x.com"}]}`))
	mock.RegisterResponder("PUT", customersURL, bodiesOf(&updated, http.StatusOK, `{"data":[{"id":3,"phone":"2"}]}`))
	nameless := named("d@x.com")
	outcomes, err := client.Customers.UpsertEach(t.Context(), []CustomerCreate{toBe("a@x.com", "1"), toBe("b@x.com", "1"), toBe("c@x.com", "2"), nameless})
	require.NoError(t, err)
	assert.Equal(t, []string{"created", "unchanged", "updated", "invalid_input"}, changesOf(t, outcomes))
	assert.Equal(t, []string{`[{"email":"a@x.com","first_name":"Ada","last_name":"L","phone":"1"}]`}, created)
	assert.Equal(t, []string{`[{"id":3,"first_name":"Ada","last_name":"L","phone":"2"}]`}, updated)
	assert.Len(t, asError(t, outcomes[3].Err).Fields, 2)
}

func TestACustomerOfAllChannelsIsNotOpenedToThemAgain(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2,"email":"a@x.com"},{"id":3,"email":"b@x.com","channel_ids":null},
		{"id":4,"email":"c@x.com","channel_ids":[1]},{"id":5,"email":"d@x.com"}]}`))
	var updated []string
	mock.RegisterResponder("PUT", customersURL, bodiesOf(&updated, http.StatusOK, `{"data":[{"id":4},{"id":5,"channel_ids":[2]}]}`))
	of := func(email string, channels value.Optional[[]int64]) CustomerCreate {
		customer := named(email)
		customer.ChannelIDs = channels
		return customer
	}
	all := value.Null[[]int64]()
	outcomes, err := client.Customers.UpsertEach(t.Context(), []CustomerCreate{of("a@x.com", all), of("b@x.com", all), of("c@x.com", all), of("d@x.com", value.Of([]int64{2}))})
	require.NoError(t, err)
	assert.Equal(t, []string{"unchanged", "unchanged", "updated", "updated"}, changesOf(t, outcomes))
	assert.Equal(t, []string{`[{"id":4,"channel_ids":null},{"id":5,"channel_ids":[2]}]`}, updated)
}

func TestAPasswordIsAlwaysSet(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2,"email":"a@x.com","authentication":{"force_password_reset":false}}]}`))
	mock.RegisterResponder("PUT", customersURL, answer(http.StatusOK, `{"data":[{"id":2,"email":"a@x.com"}]}`))
	customer := named("a@x.com")
	customer.Authentication = value.Of(CustomerAuthentication{NewPassword: value.Of("S3cret!pass")})
	outcomes, err := client.Customers.UpsertEach(t.Context(), []CustomerCreate{customer})
	require.NoError(t, err)
	assert.Equal(t, []string{"updated"}, changesOf(t, outcomes))
}

func TestOneBadCustomerOfAnUpsertFailsAlone(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	const refusal = `{"status":422,"title":"JSON data is missing or invalid","errors":{"0.phone":"is no number"}}`
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[]}`))
	mock.RegisterResponder("POST", customersURL, answers(
		answer(http.StatusUnprocessableEntity, `{"status":422,"title":"JSON data is missing or invalid","errors":{"1.phone":"is no number"}}`),
		answer(http.StatusOK, `{"data":[{"id":4,"email":"a@x.com"}]}`),
		answer(http.StatusUnprocessableEntity, refusal),
	))
	outcomes, err := client.Customers.UpsertEach(t.Context(), []CustomerCreate{toBe("a@x.com", "1"), toBe("b@x.com", "x")})
	require.NoError(t, err)
	assert.Equal(t, []string{"created", "invalid_input"}, changesOf(t, outcomes))
	assert.Equal(t, "/phone", asError(t, outcomes[1].Err).Fields[0].Path)
}

func TestAnUpsertWhoseWriteIsLostIsNotLost(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithRetries(0))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":2,"email":"a@x.com","phone":"9"},{"id":3,"email":"b@x.com","phone":"9"}]}`))
	mock.RegisterResponder("PUT", customersURL, answer(http.StatusBadGateway, `{"errors":{"0.phone":"x"}}`))
	outcomes, err := client.Customers.UpsertEach(t.Context(), []CustomerCreate{toBe("a@x.com", "1"), toBe("b@x.com", "2")})
	require.NoError(t, err)
	assert.Equal(t, []string{"outcome_unknown", "outcome_unknown"}, changesOf(t, outcomes))
	assert.True(t, asError(t, outcomes[0].Err).Retryable)
	assert.Empty(t, asError(t, outcomes[0].Err).Fields)
}
