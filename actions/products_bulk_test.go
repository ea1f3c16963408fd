package actions_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProductsOfABatchAreReadTogether(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?id:in=1,2&limit=250", "", 200, `{"data":[{"id":2}]}`},
		exchange{"GET /v3/catalog/products?id:in=1&include=images&limit=250", "", 200, `{"data":[{"id":1,"images":[]}]}`},
	)
	assert.Equal(t, []string{"", `{"id":2}`, `{"id":1,"images":[]}`, `{"id":2}`}, shop.runBatch("get_product",
		`{"product_id":1}`, `{"product_id":2}`, `{"product_id":1,"include":["images"]}`, `{"product_id":2}`))
}

func TestProductsOfABatchAreDeletedTogether(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?id:in=1,2,3&include_fields=name&limit=250", "", 200, `{"data":[{"id":3},{"id":1}]}`},
		exchange{"DELETE /v3/catalog/products?id:in=1,3", "", 204, ""},
	)
	assert.Equal(t, []string{`{"id":1,"deleted":true}`, "not_found: There is no product with product_id 2.", `{"id":3,"deleted":true}`},
		shop.runBatch("delete_product", `{"product_id":1}`, `{"product_id":2}`, `{"product_id":3}`))
}

func TestAssignmentsOfABatchAreOneRequest(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{
		"PUT /v3/catalog/products/channel-assignments", `[{"product_id":1,"channel_id":5},{"product_id":1,"channel_id":6},{"product_id":2,"channel_id":5}]`, 204, "",
	})
	assert.Equal(t, []string{`{"product_id":1,"channel_id":5}{"product_id":1,"channel_id":6}`, `{"product_id":2,"channel_id":5}`},
		shop.runBatch("assign_product_channels", `{"product_id":1,"channel_ids":[5,6]}`, `{"product_id":2,"channel_ids":[5]}`))
}

func TestStockOfABatchNamesProductsThatTrackVariants(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{
		"PUT /v3/catalog/products", `[{"id":1,"inventory_level":5},{"id":2,"inventory_level":6}]`, 200,
		`{"data":[{"id":1,"inventory_tracking":"product","inventory_level":5},{"id":2,"inventory_tracking":"variant","inventory_level":40}]}`,
	})
	outcomes := shop.runBatch("update_product_inventory", `{"product_id":1,"inventory_level":5}`, `{"product_id":2,"inventory_level":6}`)
	assert.JSONEq(t, `{"id":1,"inventory_tracking":"product","inventory_level":5}`, outcomes[0])
	assert.Contains(t, outcomes[1], "partial: The stock of the product with product_id 2 is tracked at variant level")
}

func TestUpsertWritesOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?sku=A-1", "", 200, `{"data":[{"id":1,"sku":"A-1","price":5}]}`},
		exchange{"GET /v3/catalog/products?sku=a-2", "", 200, `{"data":[{"id":2,"sku":"A-2","price":5}]}`},
		exchange{"PUT /v3/catalog/products/2", `{"sku":"a-2","price":6}`, 200, `{"data":{"id":2,"sku":"a-2","price":6}}`},
	)
	assert.Equal(t, []string{`{"id":1,"sku":"A-1","price":5,"change":"unchanged"}`, `{"id":2,"sku":"a-2","price":6,"change":"updated"}`},
		shop.runBatch("upsert_product", `{"sku":"A-1","price":"5.00"}`, `{"sku":"a-2","price":6}`))
}
