package bigcommerce

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

func TestProduct(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponderWithQuery("GET", testRoot+"/v3/catalog/products/111", "include=variants,modifiers", answer(http.StatusOK, `{"data":{
		"id":111,"name":"Shirt","price":49.50,"weight":0.30,"base_variant_id":null,"preorder_release_date":null,"date_modified":"2024-05-14T09:34:00+00:00",
		"variants":[{"id":1,"product_id":111,"sku":"S-M","sku_id":null,"price":null,"calculated_price":49.5,"option_values":[{"id":5,"option_id":6,"label":"M","option_display_name":"Size"}]}],
		"modifiers":[{"id":9,"type":"swatch","option_values":[{"id":2,"value_data":{"colors":["#fff"]},"adjusters":{"price":{"adjuster":null,"adjuster_value":0.10}}}]}],
		"primary_image":{"id":3,"url_zoom":"z"}}}`))
	record, err := client.Products.Get(t.Context(), 111, includes("variants", "modifiers"))
	require.NoError(t, err)
	product, err := record.Decode()
	require.NoError(t, err)
	assert.Equal(t, value.Of(value.Money("49.50")), product.Price)
	assert.Equal(t, "0.30", product.Weight.Or("").String())
	assert.True(t, product.BaseVariantID.IsNull())
	assert.True(t, product.Variants[0].Price.IsNull())
	assert.Equal(t, "Size", product.Variants[0].OptionValues[0].OptionDisplayName)
	assert.Equal(t, "0.10", product.Modifiers[0].OptionValues[0].Adjusters.Price.AdjusterValue.String())
	assert.Equal(t, "z", product.PrimaryImage.URLZoom)
}

func TestAProductThatDoesNotExist(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v3/catalog/products/7", answer(http.StatusNotFound, `{"status":404,"title":"Not found"}`))
	_, err := client.Products.Get(t.Context(), 7, ProductSelection{})
	require.ErrorIs(t, err, ErrNotFound)
	assert.Equal(t, "There is no product with product_id 7.", asError(t, err).Message)
}

func TestProductsInAnotherOrderArePagedByNumber(t *testing.T) {
	t.Parallel()
	for name, filters := range map[string]ProductQuery{
		"limit=250&sort=price":             {Sort: value.Of[ProductSort]("price")},
		"direction=desc&limit=250":         {Direction: value.Of[SortDirection]("desc")},
		"direction=desc&limit=250&sort=id": {Sort: value.Of[ProductSort]("id"), Direction: value.Of[SortDirection]("desc")},
	} {
		client, mock := newTestClient(t)
		mock.RegisterResponderWithQuery("GET", testRoot+"/v3/catalog/products", name, answer(http.StatusOK, `{"data":[{"id":2}],"meta":{"pagination":{"total":2}}}`))
		mock.RegisterResponderWithQuery("GET", testRoot+"/v3/catalog/products", name+"&page=2", answer(http.StatusOK, `{"data":[{"id":1}],"meta":{"pagination":{"total":2}}}`))
		var ids []int64
		for record, err := range client.Products.All(t.Context(), filters, ListOptions{}) {
			require.NoError(t, err)
			ids = append(ids, idOf(record.JSON(), "id"))
		}
		assert.Equal(t, []int64{2, 1}, ids, name)
	}
}

func TestUpdatesThatMayAddAreNotRepeated(t *testing.T) {
	t.Parallel()
	var price, image ProductUpdate
	price.Price = value.Of(value.Money("1"))
	image.Images = value.Of([]ProductImageFields{{ImageURL: value.Of("https://example.com/a.jpg")}})
	for _, test := range []struct {
		name   string
		update ProductUpdate
		sent   int
		err    error
	}{
		{"a price", price, 2, nil},
		{"a new image", image, 1, ErrOutcomeUnknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				mock.RegisterResponder("PUT", testRoot+"/v3/catalog/products/111", answers(
					answer(http.StatusBadGateway, "<html></html>"), answer(http.StatusOK, `{"data":{"id":111}}`)))
				_, err := client.Products.Update(t.Context(), 111, test.update, ProductUpdateSelection{})
				require.ErrorIs(t, err, test.err)
				assert.Equal(t, test.sent, mock.GetTotalCallCount())
			})
		})
	}
}
