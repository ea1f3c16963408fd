package bigcommerce

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const productsURL = testRoot + "/v3/catalog/products"

// priced is a change of a product's price.
func priced(id int64) ProductChange {
	change := ProductChange{ID: id}
	change.Price = value.Of(value.Money("5"))
	return change
}

// kindsOf shows what became of each record: its number, its kind of failure, or both.
func kindsOf[T any](t *testing.T, outcomes []Each[T]) []string {
	t.Helper()
	shown := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		shown[i] = string(member(outcome.Record.JSON(), "id"))
		if outcome.Err != nil {
			shown[i] += string(asError(t, outcome.Err).Kind)
		}
	}
	return shown
}

func TestCreatedCustomersAreMatchedByEmail(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("POST", customersURL, answer(http.StatusOK, `{"data":[{"id":3,"email":"C@x.com"},{"id":1,"email":"a@x.com"}]}`))
		created, err := client.Customers.CreateEach(t.Context(), []CustomerCreate{named("a@x.com"), named("b@x.com"), named("c@x.com")})
		require.NoError(t, err)
		assert.Equal(t, []string{"1", "outcome_unknown", "3"}, kindsOf(t, created))
		assert.Contains(t, created[1].Err.Error(), "b@x.com")
	})
}

func TestCustomersThatAnUpdateLeavesOutAreLookedUp(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("PUT", customersURL, answer(http.StatusOK, `{"data":[{"id":6},{"id":4}]}`))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, `{"data":[{"id":7}]}`))
	changed, err := client.Customers.UpdateEach(t.Context(), []CustomerUpdate{phoned(4), phoned(5), phoned(6), phoned(7)})
	require.NoError(t, err)
	assert.Equal(t, []string{"4", "not_found", "6", "outcome_unknown"}, kindsOf(t, changed))
	assert.Equal(t, "There is no customer with customer_id 5.", asError(t, changed[1].Err).Message)
}

func TestWhatCanNotBeSentIsBlamedByItsPlace(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	odd := phoned(7)
	odd.AdditionalFields = map[string]json.RawMessage{"phone": []byte(`"2"`)}
	_, err := client.Customers.UpdateEach(t.Context(), []CustomerUpdate{phoned(4), {ID: 5}, phoned(0)})
	require.True(t, IsRefusal(err))
	blamed := Blamed(err)
	require.Len(t, blamed, 2)
	assert.Equal(t, "Nothing to change was given for customer 5: give at least one field that it is to have.", asError(t, blamed[1]).Message)
	assert.Equal(t, "/id", asError(t, blamed[2]).Fields[0].Path)
	assert.Equal(t, []int{2}, BlamedFor(err, "/id"))

	_, err = client.Customers.UpdateEach(t.Context(), []CustomerUpdate{phoned(4), odd})
	require.True(t, IsRefusal(err))
	assert.Equal(t, "/additional_fields/phone", asError(t, Blamed(err)[1]).Fields[0].Path)

	contradictory := priced(5)
	contradictory.BrandID, contradictory.BrandName = value.Of[int64](1), value.Of("x")
	_, err = client.Products.UpdateEach(t.Context(), []ProductChange{priced(4), contradictory, priced(0), {ID: 6}}, ProductCreateSelection{})
	assert.Len(t, Blamed(err), 3)
	for _, write := range []func() error{
		func() error { _, err := client.Customers.CreateEach(t.Context(), nil); return err },
		func() error {
			_, err := client.Customers.UpdateEach(t.Context(), make([]CustomerUpdate, 11))
			return err
		},
		func() error {
			_, err := client.Products.UpdateEach(t.Context(), make([]ProductChange, 11), ProductCreateSelection{})
			return err
		},
	} {
		require.ErrorIs(t, write(), ErrInvalid)
	}
	assert.Zero(t, mock.GetTotalCallCount())
}

func TestOnlyDefiniteRefusalsAllowSmallerBatches(t *testing.T) {
	t.Parallel()
	for status, wanted := range map[int]bool{
		400: true, 404: true, 409: true, 413: true, 422: true, 401: false, 403: false, 415: false, 408: false, 500: false, 502: false, 504: false,
	} {
		client, mock := newTestClient(t, WithRetries(0))
		mock.RegisterResponder("POST", customersURL, answer(status, `{"status":422,"title":"No."}`))
		_, err := client.Customers.CreateEach(t.Context(), []CustomerCreate{named("a@x.com"), named("b@x.com")})
		assert.Equal(t, wanted, IsRefusal(err), "%d", status)
	}
	assert.False(t, IsRefusal(nil))
	assert.False(t, IsRefusal(errors.New("odd")))
}

func TestARefusalBlamesTheRecordsThatItNames(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", customersURL, answer(422, `{"status":422,"title":"Invalid","errors":{
		"1.email":"must be an e-mail address","1.addresses.0.city":"is missing","9.phone":"is too long",".customer_create":"Error creating customers"}}`))
	_, err := client.Customers.CreateEach(t.Context(), []CustomerCreate{named("a@x.com"), named("b")})
	blamed := Blamed(err)
	require.Len(t, blamed, 2)
	own := asError(t, blamed[1])
	assert.Equal(t, KindInvalid, own.Kind)
	assert.Equal(t, 422, own.Status)
	assert.Contains(t, own.Message, "must be an e-mail address")
	assert.NotContains(t, own.Message, "too long")
	var paths []string
	for _, field := range own.Fields {
		paths = append(paths, field.Path)
	}
	assert.ElementsMatch(t, []string{"/email", "/addresses/0/city"}, paths)
	assert.Empty(t, Blamed(errors.New("odd")))
}

func TestAllClashesOfABatchAreFoundAtOnce(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	refused := answer(422, `{"status":422,"title":"Create customers failed.","errors":{".customer_create":"Error creating customers"}}`)
	mock.RegisterResponder("POST", customersURL, refused)
	mock.RegisterResponder("GET", customersURL, answer(200, `{"data":[{"id":8,"email":"A@x.com"},{"id":9,"email":"c@x.com"}]}`))
	customers := []CustomerCreate{named("a@x.com"), named("b@x.com"), named("c@x.com")}
	_, err := client.Customers.CreateEach(t.Context(), customers)
	found := client.Customers.CreateClashes(t.Context(), err, customers)
	require.Len(t, found, 2)
	assert.EqualValues(t, 8, asError(t, found[0]).Details["customer_id"])
	assert.Equal(t, "A customer with this email already exists (customer_id 9).", asError(t, found[2]).Message)
	assert.Equal(t, "/email", asError(t, found[2]).Fields[0].Path)
	assert.Empty(t, client.Customers.CreateClashes(t.Context(), errors.New("odd"), customers))
}

// TestAPartialBatchIsDivided has a store that saves three products and something of them not.
func TestAPartialBatchIsDivided(t *testing.T) {
	t.Parallel()
	const saved = `{"data":[{"id":3,"inventory_level":5,"price":5.0},{"id":1,"inventory_level":5,"price":5},{"id":2,"inventory_level":0,"price":5}],"errors":`
	stocked := func(id int64) ProductChange {
		change := priced(id)
		change.InventoryLevel = value.Of[int64](5)
		return change
	}
	all := []ProductChange{stocked(1), stocked(2), stocked(3)}
	for title, test := range map[string]struct {
		answer  string
		changes []ProductChange
		wanted  []string
	}{
		"the one that is named":                    {saved + `{"2.inventory_level":"no"}}`, all, []string{"1", "2", "3partial"}},
		"the one that came back differently":       {saved + `{"inventory_level":"no"}}`, all, []string{"1", "2partial", "3"}},
		"those that gave the field":                {saved + `{"custom_url":"no","inventory_warning_level":"no"}}`, all, []string{"1partial", "2partial", "3partial"}},
		"the only one that gave the field":         {saved + `{"inventory_level":"no"}}`, []ProductChange{priced(1), priced(2), stocked(3)}, []string{"1", "2", "3partial"}},
		"one that did not come back was not saved": {`{"data":[{"id":3,"price":5},{"id":1,"price":5}],"errors":{"1.name":"no"}}`, all, []string{"1", "invalid_input", "3"}},
	} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("PUT", productsURL, answer(http.StatusMultiStatus, test.answer))
		changed, err := client.Products.UpdateEach(t.Context(), test.changes, ProductCreateSelection{})
		require.NoError(t, err, title)
		assert.Equal(t, test.wanted, kindsOf(t, changed), title)
	}
}

func TestProductsThatAnUpdateLeavesOutAreUncertain(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("PUT", productsURL, "include_fields=price", answer(http.StatusOK, `{"data":[{"id":2,"price":5}]}`))
	changed, err := client.Products.UpdateEach(t.Context(), []ProductChange{priced(1), priced(2)}, ProductCreateSelection{IncludeFields: value.List[ProductField]{"id", "price"}})
	require.NoError(t, err)
	assert.Equal(t, []string{"outcome_unknown", "2"}, kindsOf(t, changed))
}

func TestChangesThatAddAreNotRepeatable(t *testing.T) {
	t.Parallel()
	change := priced(1)
	assert.True(t, change.Repeatable())
	change.Images = value.Of([]ProductImageFields{{}})
	assert.False(t, change.Repeatable())
}

// notingGovernor lets everything through and notes the priority.
type notingGovernor struct{ noted chan Priority }

func (g notingGovernor) Acquire(_ context.Context, demand Demand) (func(Answer), error) {
	g.noted <- demand.Priority
	return func(Answer) {}, nil
}

func TestAClientForBulkLetsOthersGoAhead(t *testing.T) {
	t.Parallel()
	governor := notingGovernor{make(chan Priority, 2)}
	client, mock := newTestClient(t, WithGovernor(func(StoreKey) Governor { return governor }))
	mock.RegisterResponder("GET", productsURL+"/7", answer(http.StatusOK, `{"data":{"id":7}}`))
	for wanted, client := range map[Priority]*Client{Single: client, Bulk: client.ForBulk()} {
		_, err := client.Products.Get(t.Context(), 7, ProductSelection{})
		require.NoError(t, err)
		assert.Equal(t, wanted, <-governor.noted)
	}
}
