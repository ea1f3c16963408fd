package actions_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestABatchOfLookUpsByNumberIsOneRequestForEachInclude(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/customers?id:in=1,2&limit=250", "", 200, `{"data":[{"id":2}]}`},
		exchange{"GET /v3/customers?id:in=1&include=addresses&limit=250", "", 200, `{"data":[{"id":1,"addresses":[]}]}`},
	)
	assert.Equal(t, []string{"", `{"id":2}`, `{"id":1,"addresses":[]}`},
		shop.runBatch("get_customer", `{"customer_id":1}`, `{"customer_id":2}`, `{"customer_id":1,"include":["addresses"]}`))
}

func TestABatchOfDeletionsNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/customers/addresses?id:in=1,2,3&limit=250", "", 200, `{"data":[{"id":3},{"id":1}]}`},
		exchange{"DELETE /v3/customers/addresses?id:in=1,3", "", 204, ""},
	)
	assert.Equal(t, []string{`{"id":1,"deleted":true}`, "not_found: There is no address with address_id 2.", `{"id":3,"deleted":true}`},
		shop.runBatch("delete_customer_address", `{"address_id":1}`, `{"address_id":2}`, `{"address_id":3}`))
}

func TestABatchOfUpsertsSharesTheLookUpAndTheWrites(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{
			"GET /v3/customers?email:in=a%40x.com,b%40x.com,c%40x.com&include=storecredit,formfields&limit=250", "", 200,
			`{"data":[{"id":1,"email":"a@x.com","phone":"1"},{"id":2,"email":"b@x.com","phone":"2"}]}`,
		},
		exchange{"PUT /v3/customers", `[{"id":2,"phone":"1"}]`, 200, `{"data":[{"id":2,"phone":"1"}]}`},
		exchange{"POST /v3/customers", `[{"email":"c@x.com","first_name":"C","last_name":"D"}]`, 200, `{"data":[{"id":3,"email":"c@x.com"}]}`},
	)
	assert.Equal(t, []string{
		`{"id":1,"email":"a@x.com","phone":"1","change":"unchanged"}`, `{"id":2,"phone":"1","change":"updated"}`,
		`{"id":3,"email":"c@x.com","change":"created"}`,
	}, shop.runBatch("upsert_customer", `{"email":"a@x.com","phone":"1"}`, `{"email":"b@x.com","phone":"1"}`, `{"email":"c@x.com","first_name":"C","last_name":"D"}`))
}

func TestABatchOfAddressesOfNobodyNamesTheCustomers(t *testing.T) {
	t.Parallel()
	const quay = `"first_name":"A","last_name":"B","address1":"1","city":"Lund","country_code":"SE"}`
	const sent = `"first_name":"A","last_name":"B","address1":"1","city":"Lund","state_or_province":"","postal_code":"","country_code":"SE"}`
	shop := newShop(t,
		exchange{
			"POST /v3/customers/addresses", `[{"customer_id":1,` + sent + `,{"customer_id":2,` + sent + `]`, 422,
			`{"status":422,"title":"Create addresses failed.","errors":{"0.customer_id":"customer 1 doesn't exist"}}`,
		},
		exchange{"GET /v3/customers?id:in=1,2&limit=250", "", 200, nobody},
	)
	assert.Equal(t, []string{"not_found: There is no customer with customer_id 1.", "not_found: There is no customer with customer_id 2."},
		shop.runBatch("create_customer_address", `{"customer_id":1,`+quay, `{"customer_id":2,`+quay))
}

func TestABatchOfValuesIsOneRequestForTenCustomers(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{
			"GET /v3/customers/attribute-values?attribute_id:in=3&customer_id:in=1,2&limit=250", "", 200,
			`{"data":[{"id":8,"attribute_id":3,"attribute_value":"gold","customer_id":1}]}`,
		},
		exchange{
			"PUT /v3/customers/attribute-values", `[{"attribute_id":3,"value":"gold","customer_id":2}]`, 200,
			`{"data":[{"id":9,"attribute_id":3,"attribute_value":"gold","customer_id":2}]}`,
		},
	)
	assert.Equal(t, []string{
		`{"id":8,"attribute_id":3,"attribute_value":"gold","customer_id":1,"change":"unchanged"}`,
		`{"id":9,"attribute_id":3,"attribute_value":"gold","customer_id":2,"change":"created"}`,
	}, shop.runBatch("set_customer_attribute_values", `{"customer_id":1,"attribute_values":[{"attribute_id":3,"value":"gold"}]}`,
		`{"customer_id":2,"attribute_values":[{"attribute_id":3,"value":"gold"}]}`))
}

func TestABatchThatIsRefusedForSeveralReasonsTellsEachItsOwn(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v3/customers/attribute-values?attribute_id:in=3,4&customer_id:in=1,9,2&limit=250", "", 200, nobody},
		exchange{
			"PUT /v3/customers/attribute-values",
			`[{"attribute_id":3,"value":"gold","customer_id":1},{"attribute_id":3,"value":"gold","customer_id":9},{"attribute_id":4,"value":"x","customer_id":2}]`, 422,
			`{"status":422,"title":"Invalid.","errors":{"1.customer_id":"no such customer","2.value":"must be a date"}}`,
		},
		exchange{"GET /v3/customers?id:in=1,9,2&limit=250", "", 200, `{"data":[{"id":1},{"id":2}]}`},
		exchange{"GET /v3/customers/attribute-values?attribute_id:in=3&customer_id:in=1&limit=250", "", 200, nobody},
		exchange{"PUT /v3/customers/attribute-values", `[{"attribute_id":3,"value":"gold","customer_id":1}]`, 200, `{"data":[{"id":8,"attribute_id":3,"attribute_value":"gold","customer_id":1}]}`},
	)
	assert.Equal(t, []string{
		`{"id":8,"attribute_id":3,"attribute_value":"gold","customer_id":1,"change":"created"}`,
		"not_found: There is no customer with customer_id 9.",
		"invalid_input: BigCommerce refused the request: value must be a date. Correct the input and send it again.",
	}, shop.runBatch("set_customer_attribute_values",
		`{"customer_id":1,"attribute_values":[{"attribute_id":3,"value":"gold"}]}`,
		`{"customer_id":9,"attribute_values":[{"attribute_id":3,"value":"gold"}]}`,
		`{"customer_id":2,"attribute_values":[{"attribute_id":4,"value":"x"}]}`))
}
