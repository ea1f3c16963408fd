package bigcommerce

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	variantsURL = testRoot + "/v3/catalog/variants"
	itemsURL    = testRoot + "/v3/inventory/items"
	nothing     = `{"data":[],"meta":{"pagination":{"total":0}}}`
)

func TestFoundCustomersHaveTheEmailThatWasAskedFor(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", customersURL, "email:in=A@x.com,b@x.com,c%2Bd@x.com&limit=250",
		answer(http.StatusOK, `{"data":[{"id":3,"email":"C+D@x.com"},{"id":9,"email":"z@x.com"},{"id":1,"email":"a@x.com"}]}`))
	found, err := client.Customers.FindByEmail(t.Context(), []string{"A@x.com ", "b@x.com", "c+d@x.com"})
	require.NoError(t, err)
	require.Len(t, found, 3)
	assert.JSONEq(t, `{"id":1,"email":"a@x.com"}`, string(found[0].JSON()))
	assert.Nil(t, found[1].JSON())
	assert.EqualValues(t, 3, idOf(found[2].JSON(), "id"))

	for _, wrong := range []string{"a,b@x.com", " ", strings.Repeat("x", 2000) + "@x.com"} {
		_, err = client.Customers.FindByEmail(t.Context(), []string{wrong})
		require.ErrorIs(t, err, ErrInvalid, "%.20q", wrong)
	}
	assert.Equal(t, 1, mock.GetTotalCallCount())
}

func TestTheCapacityOfAQueryIsWhatFits(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(http.StatusOK, nothing))
	var emails []string
	for width := 0; ; {
		email := "ü+" + strings.Repeat("x", len(emails)%7) + "@example.com"
		if width += QueryWidth(email); width > QueryCapacity {
			break
		}
		emails = append(emails, email)
	}
	_, err := client.Customers.FindByEmail(t.Context(), emails)
	require.NoError(t, err)
	assert.Greater(t, len(emails), 50)
}

func TestSKUsAreLookedForInTheInventoryTogether(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", productsURL, "limit=250&sku:in=LS,ls-l,gone,old", answer(http.StatusOK, `{"data":[{"id":1,"sku":"ls"}]}`))
	mock.RegisterResponderWithQuery("GET", itemsURL, "limit=1000&sku:in=ls-l,gone,old", answer(http.StatusOK, `{"data":[
		{"identity":{"sku":"LS-L","product_id":1,"variant_id":5}},{"identity":{"sku":"gone","product_id":2,"variant_id":6}},
		{"identity":{"sku":"old","product_id":1,"variant_id":8}},{"identity":{"sku":"other","product_id":3,"variant_id":7}}]}`))
	mock.RegisterResponderWithQuery("GET", productsURL, "id:in=1,2&include=variants&limit=250", answer(http.StatusOK,
		`{"data":[{"id":1,"variants":[{"id":4,"sku":"LS-M"}, {"id":5,"sku":"LS-L"}],"sku":"ls"}]}`))
	mock.RegisterResponder("GET", productsURL+"/1/variants/8", answer(http.StatusOK, `{"data":{"id":8,"sku":"renamed"}}`))
	found, err := client.Products.FindBySKU(t.Context(), []string{"LS", "ls-l", "gone", "LS-L ", "old"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":1,"sku":"ls"}`, string(found[0].JSON()))
	assert.Equal(t, `{"id":1,"sku":"ls","variant":{"id":5,"sku":"LS-L"}}`, string(found[1].JSON()))
	assert.Nil(t, found[2].JSON(), "its product is gone")
	assert.Equal(t, found[1], found[3])
	assert.Nil(t, found[4].JSON(), "the variant has another SKU by now")
	assert.Equal(t, 4, mock.GetTotalCallCount())
}

func TestWithoutTheInventoryScopeSKUsAreLookedForSingly(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", productsURL, "limit=250&sku:in=ls-l,none", answer(http.StatusOK, nothing))
	mock.RegisterResponder("GET", itemsURL, answer(http.StatusForbidden, `{"status":403,"title":"You don't have a required scope"}`))
	mock.RegisterResponderWithQuery("GET", variantsURL, "include_fields=product_id,sku&sku=ls-l", answer(http.StatusOK, `{"data":[{"id":5,"product_id":1,"sku":"LS-L"}]}`))
	mock.RegisterResponderWithQuery("GET", variantsURL, "include_fields=product_id,sku&sku=none", answer(http.StatusOK, nothing))
	mock.RegisterResponderWithQuery("GET", productsURL, "id:in=1&include=variants&limit=250", answer(http.StatusOK, `{"data":[{"id":1,"variants":[]}]}`))
	mock.RegisterResponder("GET", productsURL+"/1/variants/5", answer(http.StatusOK, `{"data":{"id":5,"sku":"LS-L"}}`))
	found, err := client.Products.FindBySKU(t.Context(), []string{"ls-l", "none"})
	require.NoError(t, err)
	assert.Equal(t, `{"id":1,"variant":{"id":5,"sku":"LS-L"}}`, string(found[0].JSON()), "a variant that the list lacks is read by its number")
	assert.Nil(t, found[1].JSON())

	mock.RegisterResponder("GET", variantsURL, answer(http.StatusForbidden, `{"status":403}`))
	mock.RegisterResponderWithQuery("GET", variantsURL, "include_fields=product_id,sku&sku=ls-l", answer(http.StatusForbidden, `{"status":403}`))
	_, err = client.Products.FindBySKU(t.Context(), []string{"ls-l", "none"})
	require.ErrorIs(t, err, ErrForbidden)
	_, err = client.Products.FindBySKU(t.Context(), nil)
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.Customers.FindByEmail(t.Context(), make([]string, 251))
	require.ErrorIs(t, err, ErrInvalid)
	_, err = client.Products.FindBySKU(t.Context(), []string{" "})
	require.ErrorIs(t, err, ErrInvalid, "a blank SKU never finds everything")
}

func TestAMemberIsCutOut(t *testing.T) {
	t.Parallel()
	for object, wanted := range map[string]string{
		`{"a":1,"variants":[{"x":"}"}],"b":2}`: `{"a":1,"b":2}`,
		`{"variants":[] , "b":2}`:              `{"b":2}`,
		`{"a":1 , "variants":[]}`:              `{"a":1 }`,
		`{ "variants":[] }`:                    `{ }`,
		`{"a":{"variants":1}}`:                 `{"a":{"variants":1}}`,
		`{}`:                                   `{}`,
	} {
		assert.Equal(t, wanted, string(withoutMember([]byte(object), "variants")))
	}
}
