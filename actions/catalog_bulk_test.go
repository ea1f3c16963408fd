package actions_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const treesPath = "/v3/catalog/trees/categories"

func TestCategoriesOfABatchAreMadeTogetherAndKeepTheirOwnOutcomes(t *testing.T) {
	t.Parallel()
	const first, second, third = `{"parent_id":23,"name":"Aprons"}`, `{"parent_id":23,"name":"Gloves"}`, `{"tree_id":1,"name":"Garden"}`
	shop := newShop(t,
		exchange{"POST " + treesPath, "[" + first + "," + second + "," + third + "]", 207, `{"data":[{"category_id":50,"tree_id":1,"parent_id":0,"name":"garden"},
			{"category_id":51,"tree_id":1,"parent_id":23,"name":"Aprons"}],"errors":{"status":207,"title":"Not all.","errors":{"1.name":"is taken"}},"meta":{"total":3,"success":2,"failed":1}}`},
		exchange{"GET " + treesPath + "?limit=250&name=Gloves&parent_id:in=23", "", 200, `{"data":[{"category_id":44,"parent_id":23,"name":"gloves"}]}`},
	)
	assert.Equal(t, []string{
		`{"category_id":51,"tree_id":1,"parent_id":23,"name":"Aprons"}`,
		"conflict: A category with this name already exists at this place (category_id 44). Update it with update_category, or choose another name.",
		`{"category_id":50,"tree_id":1,"parent_id":0,"name":"garden"}`,
	}, shop.runBatch("create_category", first, second, third))
}

func TestCategoriesOfABatchAreChangedTogetherAndReadOnce(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{
			"PUT " + treesPath, `[{"category_id":41,"sort_order":1},{"category_id":42,"sort_order":2},{"category_id":43,"sort_order":3}]`, 207,
			`{"errors":{"status":207,"title":"Not all.","errors":{"1.sort_order":"is too high","2.category_id":"is unknown"}},"meta":{"total":3,"success":1,"failed":2}}`,
		},
		exchange{"GET " + treesPath + "?category_id:in=41,42,43&limit=250", "", 200, `{"data":[{"category_id":42,"parent_id":0,"tree_id":1,"name":"B"},{"category_id":41,"sort_order":1}]}`},
	)
	assert.Equal(t, []string{
		`{"category_id":41,"sort_order":1}`,
		"invalid_input: BigCommerce refused the request: sort_order is too high. Correct the input and send it again.",
		"not_found: There is no category with category_id 43.",
	}, shop.runBatch("update_category", `{"category_id":41,"sort_order":1}`, `{"category_id":42,"sort_order":2}`, `{"category_id":43,"sort_order":3}`))
}

func TestCategoriesOfWhichAllAreRefusedEachHaveTheirReason(t *testing.T) {
	t.Parallel()
	const refusal = `{"errors":{"status":422,"title":"Some categories could not be saved.","errors":{"0.name":"the name is used","1.parent_id":"no category 9"}},"meta":{"total":2,"success":0,"failed":2}}`
	const taken, lost = "conflict: A category with this name already exists at this place (category_id 44).", "invalid_input: BigCommerce refused the request: parent_id no category 9. Correct the input and send it again."
	existing := exchange{"GET " + treesPath + "?limit=250&name=Gloves&parent_id:in=23", "", 200, `{"data":[{"category_id":44,"parent_id":23,"name":"gloves"}]}`}
	shop := newShop(t, exchange{"POST " + treesPath, `[{"parent_id":23,"name":"Gloves"},{"parent_id":9,"name":"Aprons"}]`, 422, refusal}, existing)
	assert.Equal(t, []string{taken + " Update it with update_category, or choose another name.", lost},
		shop.runBatch("create_category", `{"parent_id":23,"name":"Gloves"}`, `{"parent_id":9,"name":"Aprons"}`))
	shop = newShop(t,
		exchange{"PUT " + treesPath, `[{"category_id":41,"name":"Gloves"},{"category_id":42,"parent_id":9}]`, 422, refusal}, existing,
		exchange{"GET " + treesPath + "?category_id:in=41,42&limit=250", "", 200, `{"data":[{"category_id":42,"parent_id":23,"name":"B"},{"category_id":41,"parent_id":23,"name":"A"}]}`},
	)
	assert.Equal(t, []string{taken + " Update that category with update_category, or choose another name.", lost},
		shop.runBatch("update_category", `{"category_id":41,"name":"Gloves"}`, `{"category_id":42,"parent_id":9}`))
}

func TestCategoriesOfABatchAreDeletedTogether(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET " + treesPath + "?category_id:in=41,42,43&include_fields=name&limit=250", "", 200, `{"data":[{"category_id":43,"name":"C"},{"category_id":41,"name":"A"}]}`},
		exchange{"DELETE " + treesPath + "?category_id:in=41,43", "", 202, `{"meta":{"total":5,"success":5,"failed":0}}`},
		exchange{"DELETE " + treesPath + "?category_id:in=41", "", 202, `{"meta":{"total":0,"success":0,"failed":0}}`},
	)
	assert.Equal(t, []string{
		`{"id":41,"deleted":true}`, "not_found: There is no category with category_id 42.", `{"id":43,"deleted":true}`,
		"not_found: There is no category with category_id 41.",
	}, shop.runBatch("delete_category", `{"category_id":41}`, `{"category_id":42}`, `{"category_id":43}`, `{"category_id":41}`))
}

func TestTheCategoryThatCanNotBeDeletedIsSetApart(t *testing.T) {
	t.Parallel()
	const refusal = `{"status":422,"title":"The category is in use.","errors":{}}`
	shop := newShop(t,
		exchange{"GET " + treesPath + "?category_id:in=41,42&include_fields=name&limit=250", "", 200, `{"data":[{"category_id":41,"name":"A"},{"category_id":42,"name":"B"}]}`},
		exchange{"DELETE " + treesPath + "?category_id:in=41,42", "", 422, refusal},
		exchange{"DELETE " + treesPath + "?category_id:in=41", "", 202, `{"meta":{"total":1,"success":1,"failed":0}}`},
		exchange{"DELETE " + treesPath + "?category_id:in=42", "", 422, refusal},
	)
	assert.Equal(t, []string{
		`{"id":41,"deleted":true}`, "invalid_input: BigCommerce refused the request: The category is in use. Correct the input and send it again.",
	}, shop.runBatch("delete_category", `{"category_id":41}`, `{"category_id":42}`))
}

func TestADeletionThatBigCommerceDidNotFinishIsNoSuccess(t *testing.T) {
	t.Parallel()
	const message = "outcome_unknown: BigCommerce says that it failed to delete 1 of 2, and not which. Deleting again does no harm: look what is still there."
	shop := newShop(t,
		exchange{"GET " + treesPath + "?category_id:in=41,42&include_fields=name&limit=250", "", 200, `{"data":[{"category_id":41,"name":"A"},{"category_id":42,"name":"B"}]}`},
		exchange{"DELETE " + treesPath + "?category_id:in=41,42", "", 202, `{"meta":{"total":2,"success":1,"failed":1}}`},
	)
	assert.Equal(t, []string{message, message}, shop.runBatch("delete_category", `{"category_id":41}`, `{"category_id":42}`))
}

func TestAdjustmentsOfABatchShareARequestAndTheRefusedOneIsSetApart(t *testing.T) {
	t.Parallel()
	const path = "PUT /v3/inventory/adjustments/absolute"
	const one, two, three = `{"location_id":1,"sku":"A","quantity":4}`, `{"location_id":1,"variant_id":106,"quantity":5}`, `{"location_id":2,"sku":"A","quantity":6}`
	shop := newShop(t,
		exchange{path, `{"items":[` + one + "," + two + "," + three + "]}", 422, `{"status":422,"title":"[Item with variant_id 106 is tracked by product]","errors":{}}`},
		exchange{path, `{"items":[` + one + "," + three + "]}", 200, `{"transaction_id":"t1"}`},
	)
	assert.Equal(t, []string{
		`{"transaction_id":"t1"}`,
		"invalid_input: BigCommerce refused the request: [Item with variant_id 106 is tracked by product]. Correct the input and send it again.",
		`{"transaction_id":"t1"}`,
	}, shop.runBatch("adjust_inventory",
		`{"method":"absolute","items":[`+one+`]}`, `{"method":"absolute","items":[`+two+`]}`, `{"method":"absolute","items":[`+three+`]}`))
}

func TestAdjustmentsOfTheSameStockFollowOneAnother(t *testing.T) {
	t.Parallel()
	const path = "POST /v3/inventory/adjustments/relative"
	shop := newShop(t,
		exchange{path, `{"items":[{"location_id":1,"sku":"A","quantity":4}]}`, 200, `{"transaction_id":"t1"}`},
		exchange{path, `{"items":[{"location_id":1,"sku":"a","quantity":-1}]}`, 200, `{"transaction_id":"t2"}`},
	)
	assert.Equal(t, []string{`{"transaction_id":"t1"}`, `{"transaction_id":"t2"}`}, shop.runBatch("adjust_inventory",
		`{"method":"relative","items":[{"location_id":1,"sku":"A","quantity":4}]}`, `{"method":"relative","items":[{"location_id":1,"sku":"a","quantity":-1}]}`))
}
