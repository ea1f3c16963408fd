package conformance_test

import (
	"encoding/json"
	"strings"

	"github.com/stretchr/testify/require"
)

func (s *sweep) customers() {
	for _, query := range []string{
		"", "?limit=3", "?limit=3&page=2", "?limit=250", "?page=999", "?sort=date_created:desc", "?sort=last_name:asc",
		"?include=addresses,storecredit,attributes,formfields,shopper_profile_id,segment_ids",
		"?name:like=a", "?name:in=Nobody", "?email:in=nobody@example.com", "?id:in=1,2,3", "?company:in=None",
		"?customer_group_id:in=1", "?phone:in=1", "?registration_ip_address:in=192.0.2.1",
		"?date_created:min=2020-01-01T00:00:00Z", "?date_modified:max=2100-01-01T00:00:00Z",
	} {
		s.get("/v3/customers" + query)
	}
	body := s.get("/v3/customers?limit=5")
	var page struct {
		Meta struct {
			Cursor struct {
				End string `json:"end_cursor"`
			} `json:"cursor_pagination"`
		} `json:"meta"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(body), &page))
	s.get("/v3/customers?limit=5&after=" + page.Meta.Cursor.End)
	s.get("/v3/customers?limit=5&before=" + page.Meta.Cursor.End)

	s.write("POST", "/v3/customers", `[{"email":"ada.lindqvist@example.com","first_name":"Ada","last_name":"Lindqvist","company":"Textiles",
		"addresses":[{"first_name":"Ada","last_name":"Lindqvist","address1":"Hornsgatan 12","city":"Stockholm","country_code":"SE","postal_code":"118 20","state_or_province":""}],
		"store_credit_amounts":[{"amount":25.5}],"accepts_product_review_abandoned_cart_emails":true,"channel_ids":[1]}]`)
	id := s.first("/v3/customers?email:in=ada.lindqvist@example.com&include=addresses,storecredit,attributes,formfields", "id")
	s.write("PUT", "/v3/customers", `[{"id":`+id+`,"company":"Weaving","notes":"VIP"}]`)
	s.refused(422, "POST", "/v3/customers", `[{"email":"ada.lindqvist@example.com","first_name":"A","last_name":"L"}]`)
	s.refused(422, "POST", "/v3/customers", `[{"email":"nobody@example.com"}]`)
	s.refused(413, "POST", "/v3/customers", "["+strings.TrimSuffix(strings.Repeat(`{"email":"x@example.com","first_name":"X","last_name":"Y"},`, 11), ",")+"]")

	s.get("/v3/customers/addresses?limit=5&include=formfields")
	s.get("/v3/customers/addresses?customer_id:in=" + id)
	const address = `"first_name":"Ada","last_name":"Lindqvist","address1":"Götgatan 1","city":"Stockholm","state_or_province":"Stockholms län","postal_code":"116 46","country_code":"SE"`
	s.write("POST", "/v3/customers/addresses", `[{"customer_id":`+id+`,`+address+`}]`)
	s.write("POST", "/v3/customers/addresses", `[{"customer_id":`+id+`,`+address+`}]`) // a duplicate is dropped silently
	addressID := s.first("/v3/customers/addresses?customer_id:in="+id, "id")
	s.write("PUT", "/v3/customers/addresses", `[{"id":`+addressID+`,"city":"Uppsala"}]`)
	s.write("DELETE", "/v3/customers/addresses?id:in="+addressID, "")

	s.get("/v3/customers/attributes")
	s.get("/v3/customers/attribute-values")
	s.write("DELETE", "/v3/customers?id:in="+id, "")
}

func (s *sweep) subscribers() {
	const path, values = "/v3/customers/subscribers", "/v3/customers/attribute-values"
	s.get(path)
	s.get(path + "?source=storefront&limit=2&page=2&date_created:min=2020-01-01T00:00:00Z")
	s.write("POST", path, `{"email":"ada@example.com","first_name":"Ada","source":"order","order_id":101,"consents":["marketing_newsletter","abandoned_cart"]}`)
	s.refused(409, "POST", path, `{"email":"ADA@example.com"}`)
	s.refused(422, "POST", path, `{"first_name":"Ada"}`)
	one := path + "/" + s.first(path+"?email=ada@example.com", "id")
	s.get(one)
	s.write("PUT", one, `{"last_name":"Lindqvist","order_id":null}`)
	s.write("DELETE", one, "")
	s.refused(404, "GET", one, "")
	s.refused(404, "PUT", one, `{"last_name":"Lindqvist"}`)
	s.write("DELETE", path+"?source=storefront", "")
	s.write("PUT", values, `[{"customer_id":101,"attribute_id":1,"value":"gold"}]`)
	s.refused(422, "PUT", values, `[{"customer_id":101,"attribute_id":999,"value":"gold"}]`)
	s.get(values + "?customer_id:in=101&attribute_id:in=1")
	s.write("DELETE", values+"?id:in=1", "")
}
