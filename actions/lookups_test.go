package actions_test

import "testing"

func TestGetCustomerByEmail(t *testing.T) {
	t.Parallel()
	search := func(email, answer string) exchange {
		return exchange{"GET /v3/customers?email:in=" + email + "&limit=250", "", 200, answer}
	}
	for _, test := range []scenario{
		{
			name: "the record comes back as the store sent it", operation: "get_customer_by_email", input: `{"email":" jane@EXAMPLE.com "}`,
			exchanges: []exchange{search("jane%40EXAMPLE.com", janeList)},
			records:   []string{jane},
		},
		{
			name: "nobody has the email", operation: "get_customer_by_email", input: `{"email":"joe+1@example.com"}`,
			exchanges: []exchange{search("joe%2B1%40example.com", nobody)},
		},
		{
			name: "somebody else is not the customer", operation: "get_customer_by_email", input: `{"email":"joe@example.com"}`,
			exchanges: []exchange{search("joe%40example.com", janeList)},
		},
		{
			name: "an email with a comma is refused", operation: "get_customer_by_email", input: `{"email":"\"Doe, Jane\"@example.com"}`,
			kind: "invalid_input", message: "comma", fields: []string{"/email"},
		},
		{
			name: "a blank email never means everybody", operation: "get_customer_by_email", input: `{"email":"  "}`,
			kind: "invalid_input", message: "required", fields: []string{"/email"},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestGetProductBySKU(t *testing.T) {
	t.Parallel()
	own := func(sku, answer string) exchange {
		return exchange{"GET /v3/catalog/products?limit=250&sku=" + sku, "", 200, answer}
	}
	variant := func(sku, answer string) exchange {
		return exchange{"GET /v3/catalog/variants?include_fields=product_id,sku&sku=" + sku, "", 200, answer}
	}
	const shirt = `{"id":114,"sku":"LS","price":1.10,"variants":[{"id":381,"sku":"LS-M"},{"id":382,"sku":"LS-L","price":null}],"loom":12345678901234567890}`
	for _, test := range []scenario{
		{
			name: "a product's own SKU", operation: "get_product_by_sku", input: `{"sku":"ls"}`,
			exchanges: []exchange{own("ls", `{"data":[{"id":114,"sku":"LS","price":1.10}],"meta":{}}`)},
			records:   []string{`{"id":114,"sku":"LS","price":1.10}`},
		},
		{
			name: "a variant's SKU brings the product with the variant", operation: "get_product_by_sku", input: `{"sku":"ls-l"}`,
			exchanges: []exchange{
				own("ls-l", nobody), variant("ls-l", `{"data":[{"id":9,"product_id":7,"sku":"LS-LX"},{"id":382,"product_id":114,"sku":"LS-L"}],"meta":{}}`),
				{"GET /v3/catalog/products?id:in=114&include=variants&limit=250", "", 200, `{"data":[` + shirt + `],"meta":{}}`},
			},
			records: []string{`{"id":114,"sku":"LS","price":1.10,"loom":12345678901234567890,"variant":{"id":382,"sku":"LS-L","price":null}}`},
		},
		{
			name: "a SKU that only looks like it", operation: "get_product_by_sku", input: `{"sku":"LS"}`,
			exchanges: []exchange{own("LS", `{"data":[{"id":7,"sku":"LSX"}],"meta":{}}`), variant("LS", `{"data":[{"id":9,"product_id":7,"sku":"LSX"}],"meta":{}}`)},
		},
		{
			name: "a SKU with a comma", operation: "get_product_by_sku", input: `{"sku":"A,B"}`,
			exchanges: []exchange{own("A,B", `{"data":[{"id":7,"sku":"a,b"}],"meta":{}}`)},
			records:   []string{`{"id":7,"sku":"a,b"}`},
		},
		{
			name: "a SKU of digits alone may come as a number", operation: "get_product_by_sku", input: `{"sku":4711}`,
			exchanges: []exchange{own("4711", `{"data":[{"id":7,"sku":"4711"}],"meta":{}}`)},
			records:   []string{`{"id":7,"sku":"4711"}`},
		},
		{
			name: "a blank SKU never means everything", operation: "get_product_by_sku", input: `{"sku":""}`,
			kind: "invalid_input", message: "required", fields: []string{"/sku"},
		},
	} {
		t.Run(test.name, test.test)
	}
}
