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

func TestAssignmentsThatAreRefusedInABatchAreNamedInTheTermsOfTheirInputs(t *testing.T) {
	t.Parallel()
	const path = "PUT /v3/catalog/products/category-assignments"
	shop := newShop(t,
		exchange{
			path, `[{"product_id":1,"category_id":5},{"product_id":2,"category_id":7},{"product_id":2,"category_id":5},{"product_id":2,"category_id":8},{"product_id":3,"category_id":5},{"product_id":3,"category_id":6}]`, 422,
			`{"status":422,"title":"Invalid","errors":{"1.category_id":"no category 7","3.category_id":"no category 8","4.product_id":"no product 3","5.product_id":"no product 3"}}`,
		},
		exchange{path, `[{"product_id":1,"category_id":5}]`, 204, ""},
	)
	assert.Equal(t, []string{
		`{"product_id":1,"category_id":5}`,
		"invalid_input: BigCommerce refused the request: category_id no category 7; category_id no category 8. Correct the input and send it again.",
		"not_found: There is no product with product_id 3.",
	}, shop.runBatch("assign_product_categories", `{"product_id":1,"category_ids":[5]}`, `{"product_id":2,"category_ids":[7,5,8]}`, `{"product_id":3,"category_ids":[5,6]}`))
}

func TestVariantsOfABatchShareARequestAndKeepTheirInputs(t *testing.T) {
	t.Parallel()
	const path = "PUT /v3/catalog/variants"
	shop := newShop(t,
		exchange{path, `[{"id":1,"price":5},{"id":2,"price":6},{"id":3,"price":7},{"id":4,"price":8}]`, 422, `{"status":422,"title":"Invalid","errors":{"2.id":"no variant 3","3.price":"too high"}}`},
		exchange{path, `[{"id":1,"price":5},{"id":2,"price":6}]`, 200, `{"data":[{"id":2,"price":6},{"id":1,"price":5}]}`},
		exchange{path, `[{"id":1,"price":9}]`, 200, `{"data":[{"id":1,"price":9}]}`},
	)
	assert.Equal(t, []string{
		`{"id":1,"price":5}`,
		`{"id":2,"price":6}partial: 1 of 2 variants were saved; not those with variant_id 3. The first of them: There is no variant with variant_id 3.`,
		"invalid_input: BigCommerce refused the request: price too high. Correct the input and send it again.",
		"invalid_input: The variant with variant_id 5 is given twice.",
		`{"id":1,"price":9}`,
	}, shop.runBatch("update_product_variants", `{"variants":[{"variant_id":1,"price":5}]}`, `{"variants":[{"variant_id":2,"price":6},{"variant_id":3,"price":7}]}`,
		`{"variants":[{"variant_id":4,"price":8}]}`, `{"variants":[{"variant_id":5,"price":1},{"variant_id":5,"price":2}]}`, `{"variants":[{"variant_id":1,"price":9}]}`))
}

func TestAVariantWhoseSKUIsTakenSaysWhoHasIt(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"PUT /v3/catalog/variants", `[{"id":1,"sku":"B"}]`, 422, `{"status":422,"title":"Invalid","errors":{"0.sku":"in use"}}`},
		exchange{"GET /v3/catalog/variants?include_fields=product_id,sku&sku=B", "", 200, `{"data":[{"id":2,"product_id":77,"sku":"b"}]}`},
	)
	assert.Equal(t, []string{"conflict: The SKU is taken: the variant with variant_id 2 of the product with product_id 77 has it. Change that one, or choose another SKU."},
		shop.runBatch("update_product_variants", `{"variants":[{"variant_id":1,"sku":"B"}]}`))
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

func TestUpsertsOfABatchShareTheLookUpAndWriteOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	const newOne = `{"name":"D","type":"physical","sku":"D-4","price":5,"weight":1}`
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?limit=250&sku:in=a-1,a-2,C-3,D-4", "", 200, `{"data":[{"id":3,"sku":"C-3","price":5},{"id":2,"sku":"A-2","price":5},{"id":1,"sku":"A-1","price":5}]}`},
		exchange{"PUT /v3/catalog/products", `[{"id":2,"price":6},{"id":3,"price":7}]`, 200, `{"data":[{"id":3,"sku":"C-3","price":7},{"id":2,"sku":"A-2","price":6}]}`},
		exchange{"POST /v3/catalog/products", newOne, 200, `{"data":{"id":4,"sku":"D-4","price":5}}`},
		exchange{"GET /v3/catalog/products?limit=250&sku=A-2", "", 200, `{"data":[{"id":2,"sku":"A-2","price":6}]}`},
		exchange{"PUT /v3/catalog/products/2", `{"price":8}`, 200, `{"data":{"id":2,"sku":"A-2","price":8}}`},
		exchange{"GET /v3/catalog/products?limit=250&sku=E,5", "", 200, `{"data":[{"id":5,"sku":"E,5","price":5}]}`},
	)
	assert.Equal(t, []string{
		`{"id":1,"sku":"A-1","price":5,"change":"unchanged"}`, `{"id":2,"sku":"A-2","price":6,"change":"updated"}`, `{"id":3,"sku":"C-3","price":7,"change":"updated"}`,
		`{"id":4,"sku":"D-4","price":5,"change":"created"}`, `{"id":2,"sku":"A-2","price":8,"change":"updated"}`, `{"id":5,"sku":"E,5","price":5,"change":"unchanged"}`,
	}, shop.runBatch("upsert_product", `{"sku":"a-1","price":"5.00"}`, `{"sku":"a-2","price":6}`, `{"sku":"C-3","price":7}`, newOne, `{"sku":"A-2","price":8}`, `{"sku":"E,5","price":5}`))
}

func TestUpsertsOfABatchThatCanNotBeMadeSayWhy(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?limit=250&sku:in=NEW,LS-L,A-1", "", 200, `{"data":[{"id":1,"sku":"A-1","price":5}]}`},
		exchange{"GET /v3/inventory/items?limit=1000&sku:in=NEW,LS-L", "", 403, `{"status":403,"title":"You don't have a required scope"}`},
		exchange{"GET /v3/catalog/variants?include_fields=product_id,sku&sku=NEW", "", 200, nobody},
		exchange{"GET /v3/catalog/variants?include_fields=product_id,sku&sku=LS-L", "", 200, `{"data":[{"id":9,"product_id":77,"sku":"LS-L"}]}`},
	)
	outcomes := shop.runBatch("upsert_product", `{"sku":"NEW","name":"N","price":5}`, `{"sku":"LS-L","price":5}`, `{"sku":" ","price":5}`, `{"sku":"X","brand_id":5,"brand_name":"B"}`, `{"sku":"A-1","price":5}`)
	assert.Equal(t, []string{
		`invalid_input: No product has the SKU "NEW", and to make it BigCommerce needs its type. No product has the SKU "NEW", and to make it BigCommerce needs its weight.`,
		`conflict: The SKU "LS-L" is that of the variant with variant_id 9 of the product with product_id 77. Change the variant with update_product_variants, or choose another SKU.`,
		"invalid_input: SKU is required.",
		"invalid_input: Give either brand_id or brand_name, not both.",
		`{"id":1,"sku":"A-1","price":5,"change":"unchanged"}`,
	}, outcomes)
}

func TestAnUpsertThatIsRefusedInABatchFailsAlone(t *testing.T) {
	t.Parallel()
	const one, two, three = `{"sku":"A-1","price":6}`, `{"name":"Taken","sku":"A-2"}`, `{"sku":"A-3","price":6}`
	const clash = `{"status":409,"title":"The product name is a duplicate","errors":{"name":"The product name is a duplicate"}}`
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?limit=250&sku:in=A-1,A-2,A-3", "", 200, `{"data":[{"id":1,"sku":"A-1","price":5},{"id":2,"sku":"A-2","name":"B"},{"id":3,"sku":"A-3","price":5}]}`},
		exchange{"PUT /v3/catalog/products", `[{"id":1,"price":6},{"id":2,"name":"Taken"},{"id":3,"price":6}]`, 409, clash},
		exchange{"PUT /v3/catalog/products/1", `{"price":6}`, 200, `{"data":{"id":1,"sku":"A-1","price":6}}`},
		exchange{"PUT /v3/catalog/products", `[{"id":2,"name":"Taken"},{"id":3,"price":6}]`, 409, clash},
		exchange{"PUT /v3/catalog/products/2", `{"name":"Taken"}`, 409, clash},
		exchange{"GET /v3/catalog/products?include_fields=name&name=Taken", "", 200, `{"data":[{"id":9,"name":"Taken"}]}`},
		exchange{"PUT /v3/catalog/products/3", `{"price":6}`, 200, `{"data":{"id":3,"sku":"A-3","price":6}}`},
	)
	assert.Equal(t, []string{
		`{"id":1,"sku":"A-1","price":6,"change":"updated"}`,
		"conflict: A product with this name already exists (product_id 9). Update that product with update_product, or choose another one.",
		`{"id":3,"sku":"A-3","price":6,"change":"updated"}`,
	}, shop.runBatch("upsert_product", one, two, three))
}

func TestAnUpsertThatARepetitionWouldAddToIsNeverSentWithOthers(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/catalog/products?limit=250&sku:in=A-1,A-2,A-3", "", 200, `{"data":[{"id":1,"sku":"A-1"},{"id":2,"sku":"A-2","price":5},{"id":3,"sku":"A-3","price":5}]}`},
		exchange{"PUT /v3/catalog/products/1", `{"labels":["x"]}`, 502, ""},
		exchange{"PUT /v3/catalog/products", `[{"id":2,"price":6},{"id":3,"price":6}]`, 200, `{"data":[{"id":2,"sku":"A-2","price":6},{"id":3,"sku":"A-3","price":6}]}`},
	)
	outcomes := shop.runBatch("upsert_product",
		`{"sku":"A-1","additional_fields":{"labels":["x"]}}`, `{"sku":"A-2","price":6}`, `{"sku":"A-3","price":6}`)
	assert.Contains(t, outcomes[0], "outcome_unknown: ")
	assert.Equal(t, []string{`{"id":2,"sku":"A-2","price":6,"change":"updated"}`, `{"id":3,"sku":"A-3","price":6,"change":"updated"}`}, outcomes[1:])
}
