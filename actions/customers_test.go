package actions_test

import (
	"strings"
	"testing"
)

const (
	jane     = `{"id":681,"email":"Jane@example.com","first_name":"Jane","last_name":"Doe","loyalty":12345678901234567890,"credit":1.10}`
	refused  = `{"status":422,"title":"Create customers failed.","type":"/api-docs/errors","errors":{".customer_create":"Error creating customers"}}`
	nobody   = `{"data":[],"meta":{"pagination":{"total":0}}}`
	janeList = `{"data":[` + jane + `],"meta":{"pagination":{"total":1}}}`
)

func TestCreateCustomer(t *testing.T) {
	t.Parallel()
	const least = `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe"}`
	lookUp := exchange{request: "GET /v3/customers?email:in=jane%40example.com&include=addresses,storecredit,attributes,formfields&limit=250", answer: `{"data":[]}`}
	create := func(body string, status int, answer string) exchange {
		return exchange{"POST /v3/customers", body, status, answer}
	}
	search := func(answer string) exchange {
		return exchange{"GET /v3/customers?email:in=jane%40example.com&limit=250", "", 200, answer}
	}
	for _, test := range []scenario{
		{
			name: "the record comes back as the store sent it", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 200, `{"data":[`+jane+`],"meta":{}}`)},
			records:   []string{jane},
		},
		{
			name: "everything", operation: "create_customer",
			input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","company":"","phone":5125550100,"customer_group_id":"2",
				"accepts_product_review_abandoned_cart_emails":"true","store_credit_amounts":[{"amount":"25.00"}],"channel_ids":null,"origin_channel_id":1,
				"authentication":{"new_password":"S3cret!pass","force_password_reset":false},"trigger_account_created_notification":true,
				"addresses":[{"first_name":"Jane","last_name":"Doe","address1":"12 Main St","address2":"  ","city":"Austin","country_code":"US",
				"address_type":"Residential","form_fields":[{"name":"Gate","value":7}]}],"attributes":[{"attribute_id":3,"attribute_value":"gold"}],
				"form_fields":[{"name":"Colors","value":["red","blue"]}],"additional_fields":{"vat_number":12345678901234567890}}`,
			exchanges: []exchange{create(`[{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","phone":"5125550100","customer_group_id":2,`+
				`"accepts_product_review_abandoned_cart_emails":true,"store_credit_amounts":[{"amount":25.00}],"channel_ids":null,`+
				`"authentication":{"force_password_reset":false,"new_password":"S3cret!pass"},"form_fields":[{"name":"Colors","value":["red","blue"]}],`+
				`"origin_channel_id":1,"addresses":[{"first_name":"Jane","last_name":"Doe","address1":"12 Main St","city":"Austin","country_code":"US",`+
				`"address_type":"residential","form_fields":[{"name":"Gate","value":7}]}],"attributes":[{"attribute_id":3,"attribute_value":"gold"}],`+
				`"trigger_account_created_notification":true,"vat_number":12345678901234567890}]`, 200, `{"data":[`+jane+`],"meta":{}}`)},
			records: []string{jane},
		},
		{
			name: "a taken email names the customer who has it", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 422, refused), search(janeList)},
			kind:      "conflict",
			message:   "A customer with this email already exists (customer_id 681). Update it with update_customer, or use upsert_customer.",
			fields:    []string{"/email"},
			details:   map[string]any{"customer_id": int64(681)},
		},
		{
			name: "a look-up that brings another email proves nothing", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 422, refused), search(`{"data":[{"id":5,"email":"other@example.com"}],"meta":{}}`)},
			kind:      "invalid_input", fields: []string{"/customer_create"},
		},
		{
			name: "a refused address keeps its pointer", operation: "create_customer", input: least,
			exchanges: []exchange{
				create("["+least+"]", 422, `{"status":422,"title":"Bad","errors":{"0.addresses.0.country_code":"invalid country"}}`), search(nobody),
			},
			kind: "invalid_input", fields: []string{"/addresses/0/country_code"}, message: "invalid country",
		},
		{
			name: "a failed look-up leaves the refusal as it is", operation: "create_customer", input: least,
			exchanges: []exchange{
				create("["+least+"]", 422, refused),
				{"GET /v3/customers?email:in=jane%40example.com&limit=250", "", 403, `{"status":403,"title":"Forbidden"}`},
			},
			kind: "invalid_input", fields: []string{"/customer_create"},
		},
		{
			name: "an answer without the customer", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 200, `{"data":[],"meta":{}}`), lookUp},
			kind:      "outcome_unknown", message: "did not return the record",
		},
		{
			name: "an answer with somebody else", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 200, `{"data":[{"id":5,"email":"other@example.com"}],"meta":{}}`), lookUp},
			kind:      "outcome_unknown", message: "did not return the record",
		},
		{
			name: "a gateway timeout leaves open whether it happened", operation: "create_customer", input: least,
			exchanges: []exchange{create("["+least+"]", 504, `<html>gateway timeout</html>`), lookUp},
			kind:      "outcome_unknown", message: "None was there",
		},
		{
			name: "every fault is named before anything is sent", operation: "create_customer",
			input: `{"email":"  ","first_name":"Jane","addresses":[{"first_name":"J","last_name":"D","address1":"x","country_code":"USA"}],"fist_name":"x"}`,
			kind:  "invalid_input", fields: []string{"/email", "/addresses/0/country_code", "/addresses/0/city", "/fist_name", "/last_name"},
		},
		{
			name: "eleven addresses", operation: "create_customer",
			input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","addresses":[` + strings.TrimSuffix(strings.Repeat(
				`{"first_name":"J","last_name":"D","address1":"x","city":"y","country_code":"US"},`, 11), ",") + `]}`,
			kind: "invalid_input", fields: []string{"/addresses"},
		},
		{
			name: "an additional field that is no additional field", operation: "create_customer",
			input: `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","additional_fields":{"email":"x@example.com"}}`,
			kind:  "invalid_input", fields: []string{"/additional_fields/email"},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestUpdateCustomer(t *testing.T) {
	t.Parallel()
	change := func(body string, status int, answer string) exchange {
		return exchange{"PUT /v3/customers", body, status, answer}
	}
	byID := func(answer string) exchange {
		return exchange{"GET /v3/customers?id:in=681&limit=250", "", 200, answer}
	}
	byEmail := func(answer string) exchange {
		return exchange{"GET /v3/customers?email:in=jane%40example.com&limit=250", "", 200, answer}
	}
	const taken = `{"data":[{"id":7,"email":"jane@example.com"}],"meta":{}}`
	for _, test := range []scenario{
		{
			name: "only what is given is sent, and null empties", operation: "update_customer",
			input:     `{"customer_id":"681","phone":"1","company":null,"channel_ids":null,"notes":"  ","form_fields":[]}`,
			exchanges: []exchange{change(`[{"id":681,"company":"","phone":"1","channel_ids":null}]`, 200, `{"data":[`+jane+`]}`)},
			records:   []string{jane},
		},
		{
			name: "nothing to change", operation: "update_customer", input: `{"customer_id":681,"phone":" ","additional_fields":{}}`,
			kind: "invalid_input", message: "Nothing to change was given", fields: []string{""},
		},
		{
			name: "a blank id", operation: "update_customer", input: `{"customer_id":"","phone":"1"}`,
			kind: "invalid_input", fields: []string{"/customer_id"},
		},
		{
			name: "id is called customer_id", operation: "update_customer", input: `{"customer_id":681,"id":5,"phone":"1"}`,
			kind: "invalid_input", fields: []string{"/id"},
		},
		{
			name: "a field that null can't clear", operation: "update_customer", input: `{"customer_id":681,"email":null}`,
			kind: "invalid_input", fields: []string{"/email"},
		},
		{
			name: "an unknown customer, answered with nothing", operation: "update_customer", input: `{"customer_id":681,"phone":"1"}`,
			exchanges: []exchange{change(`[{"id":681,"phone":"1"}]`, 200, `{"data":[],"meta":{}}`), byID(nobody)},
			kind:      "not_found", message: "There is no customer with customer_id 681.", fields: []string{"/customer_id"},
		},
		{
			name: "an unknown customer, answered with 422", operation: "update_customer", input: `{"customer_id":681,"phone":"1"}`,
			exchanges: []exchange{change(`[{"id":681,"phone":"1"}]`, 422, `{"status":422,"title":"Update customers failed."}`), byID(nobody)},
			kind:      "not_found", fields: []string{"/customer_id"},
		},
		{
			name: "an existing customer that doesn't come back", operation: "update_customer", input: `{"customer_id":681,"phone":"1"}`,
			exchanges: []exchange{change(`[{"id":681,"phone":"1"}]`, 200, `{"data":[],"meta":{}}`), byID(janeList)},
			kind:      "outcome_unknown",
		},
		{
			name: "an email that another customer has", operation: "update_customer", input: `{"customer_id":681,"email":"jane@example.com"}`,
			exchanges: []exchange{
				change(`[{"id":681,"email":"jane@example.com"}]`, 422, `{"status":422,"title":"Update customers failed."}`), byID(janeList), byEmail(taken),
			},
			kind: "conflict", message: "(customer_id 7). Update that customer", fields: []string{"/email"}, details: map[string]any{"customer_id": int64(7)},
		},
		{
			name: "the customer's own email is no conflict", operation: "update_customer", input: `{"customer_id":681,"email":"jane@example.com"}`,
			exchanges: []exchange{
				change(`[{"id":681,"email":"jane@example.com"}]`, 422, `{"status":422,"title":"Update customers failed."}`), byID(janeList), byEmail(janeList),
			},
			kind: "invalid_input",
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestGetCustomers(t *testing.T) {
	t.Parallel()
	for _, test := range []scenario{
		{
			name: "every filter", operation: "get_customers",
			input: `{"id_in":"4,5, 6","email_in":["a@example.com"],"name_in":"James Moriarty","name_like":["mori"],"company_in":["A&B"],"phone_in":["1"],
				"customer_group_id_in":2,"registration_ip_address_in":"1.2.3.4","date_created":"2024-05-14","date_created_min":"14/05/2024 09:34",
				"date_created_max":"2024-05-14T09:34:00+02:00","date_modified":"2024-05-14T09:34:00","date_modified_min":"2024-05-14","date_modified_max":"2024-05-14",
				"include":"Addresses,storecredit","sort":"last_name:desc","limit":"3"}`,
			exchanges: []exchange{{"GET /v3/customers?company:in=A%26B&customer_group_id:in=2&date_created=2024-05-14T00:00:00Z" +
				"&date_created:max=2024-05-14T07:34:00Z&date_created:min=2024-05-14T09:34:00Z&date_modified=2024-05-14T09:34:00Z&date_modified:max=2024-05-14T00:00:00Z" +
				"&date_modified:min=2024-05-14T00:00:00Z&email:in=a%40example.com&id:in=4,5,6&include=addresses,storecredit&limit=3&name:in=James+Moriarty" +
				"&name:like=mori&phone:in=1&registration_ip_address:in=1.2.3.4&sort=last_name:desc", "", 200, janeList}},
			records: []string{jane},
		},
		{
			name: "fifty unless told", operation: "get_customers", input: ``,
			exchanges: []exchange{{"GET /v3/customers?limit=50", "", 200, nobody}},
		},
		{
			name: "all, by cursor", operation: "get_customers", input: `{"return_all":true}`,
			exchanges: []exchange{
				{"GET /v3/customers?limit=250", "", 200, `{"data":[{"id":1}],"meta":{"cursor_pagination":{"end_cursor":"abc","links":{"next":"?after=abc"}}}}`},
				{"GET /v3/customers?after=abc&limit=250", "", 200, `{"data":[{"id":2}],"meta":{"cursor_pagination":{"end_cursor":"def","links":{}}}}`},
			},
			records: []string{`{"id":1}`, `{"id":2}`},
		},
		{
			name: "a comma can't be asked for", operation: "get_customers", input: `{"company_in":["Smith, Sons"],"name_like":["a"]}`,
			kind: "invalid_input", fields: []string{"/company_in/0"}, message: "comma",
		},
		{
			name: "all whatever the limit", operation: "get_customers", input: `{"limit":5,"return_all":true}`,
			exchanges: []exchange{{"GET /v3/customers?limit=250", "", 200, nobody}},
		},
		{
			name: "limit and not all", operation: "get_customers", input: `{"limit":5,"return_all":"false"}`,
			exchanges: []exchange{{"GET /v3/customers?limit=5", "", 200, nobody}},
		},
		{
			name: "no such limit", operation: "get_customers", input: `{"limit":0}`,
			kind: "invalid_input", fields: []string{"/limit"},
		},
		{
			name: "a blank filter doesn't list everybody", operation: "get_customers", input: `{"email_in":[" "]}`,
			kind: "invalid_input", fields: []string{"/email_in"},
		},
		{
			name: "a blank include is left out", operation: "get_customers", input: `{"include":"","sort":"","limit":""}`,
			exchanges: []exchange{{"GET /v3/customers?limit=50", "", 200, nobody}},
		},
	} {
		t.Run(test.name, test.test)
	}
}
