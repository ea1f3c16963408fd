package bigcommerce

import (
	"net/http"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

var brandsURL = strings.TrimSuffix(customersURL, "/customers") + "/catalog/brands"

func branded(name, title string) BrandCreate {
	var brand BrandCreate
	brand.Name, brand.PageTitle = value.Of(name), value.Of(title)
	return brand
}

func TestABrandThatThisProcessMadeIsNotTakenForAnotherCalls(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("POST", brandsURL, answer(http.StatusOK, `{"data":{"id":31,"name":"Linne","page_title":"Linen"},"meta":{}}`).
		Then(httpmock.NewErrorResponder(http.ErrHandlerTimeout)))
	mock.RegisterResponder("GET", brandsURL, answer(http.StatusOK, `{"data":[{"id":31,"name":"Linne","page_title":"Linen"}]}`))
	_, err := client.Brands.Create(t.Context(), branded("Linne", "Linen"))
	require.NoError(t, err)
	_, err = client.Brands.Create(t.Context(), branded("linne", "Linen"))
	require.ErrorIs(t, err, ErrConflict)
	assert.EqualValues(t, 31, asError(t, err).Details["brand_id"])
}

func TestTheAddressOfABrandIsAPath(t *testing.T) {
	t.Parallel()
	for address, fits := range map[string]bool{"/linne/": true, "/a/b.c-d_e": true, "linne": false, "/linne & son/": false, "https://example.com/linne/": false} {
		client, mock := newTestClient(t)
		mock.RegisterResponder("POST", brandsURL, answer(http.StatusOK, `{"data":{"id":31,"name":"Linne"}}`))
		mock.RegisterResponder("PUT", brandsURL+"/31", answer(http.StatusOK, `{"data":{"id":31,"name":"Linne"}}`))
		brand := branded("Linne", "Linen")
		brand.CustomURL = value.Of(BrandURL{URL: value.Of(address)})
		_, err := client.Brands.Create(t.Context(), brand)
		_, again := client.Brands.Update(t.Context(), 31, BrandUpdate{BrandFields: brand.BrandFields})
		if fits {
			require.NoError(t, err, address)
			require.NoError(t, again, address)
			continue
		}
		require.ErrorIs(t, err, ErrInvalid, address)
		require.ErrorIs(t, again, ErrInvalid, address)
		assert.Equal(t, "/custom_url/url", asError(t, err).Fields[0].Path)
		assert.Zero(t, mock.GetTotalCallCount(), "nothing is sent")
	}
}

func TestABrandOfAnotherNameIsNotTakenForTheOneThatWasLookedUp(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("PUT", brandsURL+"/31", answer(http.StatusConflict, `{"status":409,"title":"A brand is a duplicate"}`))
	mock.RegisterResponder("GET", brandsURL, answer(http.StatusOK, `{"data":[{"id":32,"name":"Linne & Son"}]}`))
	update := BrandUpdate{}
	update.Name = value.Of("Linne")
	_, err := client.Brands.Update(t.Context(), 31, update)
	require.ErrorIs(t, err, ErrConflict)
	assert.NotContains(t, asError(t, err).Details, "brand_id")
}
