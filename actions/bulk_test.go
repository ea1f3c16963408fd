package actions_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// runBatch runs the inputs through a registry. It returns each outcome's records, or the kind and the message of its failure. The requests
// must have been the expected ones, once each.
func (s *shop) runBatch(operation string, inputs ...string) []string {
	s.t.Helper()
	reg, err := registry.New(registry.NewConnector(registry.Definition[struct{}, *bigcommerce.Client]{
		Code: "bigcommerce", Name: "BigCommerce", Summary: "A store.", Version: "test",
		Connect: func(context.Context, struct{}) (*bigcommerce.Client, error) { return s.client, nil },
		Check:   func(context.Context, *bigcommerce.Client) (registry.Report, error) { return registry.Report{}, nil },
		Explain: func(err error, _ string) *registry.Failure {
			var refusal *bigcommerce.Error
			if !errors.As(err, &refusal) {
				return nil
			}
			return registry.NewFailure(registry.FailureType(refusal.Kind), refusal.Code, refusal.Message, err)
		},
		Actions: actions.All(), Options: actions.Options(),
	}))
	require.NoError(s.t, err)
	defer func() { require.NoError(s.t, reg.Close()) }()
	raw := make([]json.RawMessage, len(inputs))
	for i, input := range inputs {
		raw[i] = json.RawMessage(input)
	}
	var shown []string
	for _, outcome := range reg.InvokeBatch(s.t.Context(), registry.Call{Connector: "bigcommerce", Operation: operation}, raw) {
		text := ""
		for _, record := range outcome.Records {
			text += string(record)
		}
		var failure *registry.Failure
		if errors.As(outcome.Err, &failure) {
			text += string(failure.Type) + ": " + failure.Message
		}
		shown = append(shown, text)
	}
	wanted := make([]string, 0, len(s.expected))
	for _, e := range s.expected {
		wanted = append(wanted, e.request)
	}
	slices.Sort(wanted)
	slices.Sort(s.got)
	assert.Equal(s.t, wanted, append([]string{}, s.got...), "the requests")
	return shown
}

func TestABatchOfCreatesIsOneRequestMatchedByEmail(t *testing.T) {
	t.Parallel()
	const ada, bo = `{"email":"ada@example.com","first_name":"Ada","last_name":"L"}`, `{"email":"bo@example.com","first_name":"Bo","last_name":"O"}`
	shop := newShop(t, exchange{"POST /v3/customers", "[" + ada + "," + bo + "]", 200, `{"data":[{"id":2,"email":"bo@example.com"},{"id":1,"email":"Ada@example.com"}]}`})
	assert.Equal(t, []string{`{"id":1,"email":"Ada@example.com"}`, `{"id":2,"email":"bo@example.com"}`}, shop.runBatch("create_customer", ada, bo))
}

func TestABatchOfUpdatesNamesWhatItLacks(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"PUT /v3/customers", `[{"id":1,"phone":"7"},{"id":2,"phone":"8"}]`, 200, `{"data":[{"id":2,"phone":"8"}]}`},
		exchange{"GET /v3/customers?id:in=1&limit=250", "", 200, nobody},
	)
	assert.Equal(t, []string{"not_found: There is no customer with customer_id 1.", `{"id":2,"phone":"8"}`},
		shop.runBatch("update_customer", `{"customer_id":1,"phone":7}`, `{"customer_id":"2","phone":"8"}`))
}

func TestABatchThatIsForbiddenIsNotDivided(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{"PUT /v3/customers", `[{"id":1,"phone":"7"},{"id":2,"phone":"8"}]`, 403, `{"status":403,"title":"No scope."}`})
	for _, outcome := range shop.runBatch("update_customer", `{"customer_id":1,"phone":7}`, `{"customer_id":2,"phone":8}`) {
		assert.Contains(t, outcome, "forbidden: ")
		assert.Contains(t, outcome, "Customers")
	}
}

func TestAProductThatIsNotFoundIsSetApart(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"PUT /v3/catalog/products", `[{"id":1,"price":5},{"id":2,"price":6}]`, 404, `{"status":404,"title":"Not found."}`},
		exchange{"GET /v3/catalog/products?id:in=1,2&include_fields=name&limit=250", "", 200, `{"data":[{"id":1,"name":"x"}]}`},
		exchange{"PUT /v3/catalog/products/1", `{"price":5}`, 200, `{"data":{"id":1,"price":5}}`},
	)
	assert.Equal(t, []string{`{"id":1,"price":5}`, "not_found: There is no product with product_id 2."},
		shop.runBatch("update_product", `{"product_id":1,"price":5}`, `{"product_id":2,"price":6}`))
}

func TestLookupsOfABatchAreOneRequest(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{"GET /v3/customers?email:in=joe%40example.com,JANE%40example.com&limit=250", "", 200, janeList})
	assert.Equal(t, []string{"", jane, jane}, shop.runBatch("get_customer_by_email",
		`{"email":"joe@example.com"}`, `{"email":"JANE@example.com"}`, `{"email":"jane@example.com"}`))
}
