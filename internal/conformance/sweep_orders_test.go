package conformance_test

import (
	"encoding/json"

	"github.com/stretchr/testify/require"
)

func (s *sweep) orders() {
	for _, query := range []string{
		"", "?limit=250", "?limit=3&page=2", "?page=9999", "?min_id=1&max_id=110", "?status_id=2", "?email=nobody@example.com",
		"?customer_id=1", "?sort=date_created:desc", "?min_date_created=2020-01-01T00:00:00Z", "?min_total=10", "?channel_id=1",
		"?include=consignments&consignment_structure=object", "?include=fees",
	} {
		s.get("/v2/orders" + query)
	}
	s.get("/v2/orders/count")
	s.get("/v2/orders/count?status_id=2&min_total=10")
	ids := s.ids("/v2/orders?limit=250", "id")
	require.NotEmpty(s.t, ids)
	for _, id := range ids {
		order := "/v2/orders/" + id
		s.get(order)
		for _, part := range []string{"/products", "/shipping_addresses", "/coupons", "/taxes", "/messages"} {
			s.get(order + part + "?limit=250")
		}
		s.get(order + "/fees")
		s.get("/v3/orders/" + id + "/transactions")
	}
	s.get("/v2/orders/" + ids[0] + "/taxes?details=true")
	s.get("/v2/orders/" + ids[0] + "/messages?status=unread&is_flagged=false&min_date_created=2020-01-01")
	s.refused(404, "GET", "/v2/orders/99999999", "")
	s.refused(404, "GET", "/v2/orders/99999999/products", "")
	s.refused(413, "GET", "/v2/orders?limit=251", "")
	s.get("/v2/order_statuses")
	s.get("/v2/order_statuses/2")
}

func (s *sweep) orderWrites() {
	const billing = `"billing_address":{"first_name":"Ada","last_name":"Lindqvist","street_1":"Hornsgatan 12","city":"Stockholm","zip":"118 20","country_iso2":"SE","email":"ada@example.com"}`
	product := s.simpleProduct()
	order := "/v2/orders/" + s.create("/v2/orders", `{`+billing+`,"status_id":0,"customer_id":0,"date_created":"Tue, 05 Mar 2019 21:40:11 +0000",
		"products":[{"product_id":`+product+`,"quantity":2},{"name":"Splicing fee","quantity":1,"price_inc_tax":11,"price_ex_tax":10}],
		"shipping_addresses":[{"first_name":"Ada","street_1":"Götgatan 1","zip":"116 46","country":"Sweden"}],
		"shipping_cost_ex_tax":"5.0000","shipping_cost_inc_tax":"5.5000","staff_notes":"Handle with care",
		"fees":[{"type":"custom_fee","display_name_customer":"Crate","cost_ex_tax":"2.00","cost_inc_tax":"2.20","source":"AA"}]}`)
	for _, part := range []string{"", "/products", "/shipping_addresses", "/fees", "?include=fees,consignments&consignment_structure=object"} {
		s.get(order + part)
	}
	line := s.first(order+"/products", "id")
	address := s.first(order+"/shipping_addresses", "id")
	s.write("PUT", order, `{"status_id":11,"staff_notes":"Ship today","external_order_id":"A-1"}`)
	s.write("PUT", order, `{"products":[{"id":`+line+`,"quantity":3},{"product_id":`+product+`,"quantity":1}],"shipping_addresses":[{"id":`+address+`,"city":"Uppsala"}]}`)
	s.write("PUT", order, `{"fees":[],"discount_amount":"1.0000","billing_address":{"zip":"118 21"}}`)
	s.write("POST", "/v2/orders", `{`+billing+`,"consignments":{"pickups":[{"pickup_method_id":1,"line_items":[{"product_id":`+product+`,"quantity":1}]}]}}`)
	s.refused(400, "POST", "/v2/orders", `{"products":[{"product_id":`+product+`,"quantity":1}],"billing_address":{"zip":"1"}}`)
	s.refused(400, "PUT", order, `{"status_id":99}`)
	s.write("PUT", order, `{"is_deleted":true}`)
	s.write("DELETE", order, "")
	s.refused(404, "PUT", "/v2/orders/99999999", `{"staff_notes":"x"}`)
	s.refused(404, "DELETE", "/v2/orders/99999999", "")
}

// simpleProduct is the id of a physical product without options.
func (s *sweep) simpleProduct() string {
	var page struct {
		Data []struct {
			ID            json.Number  `json:"id"`
			Type          string       `json:"type"`
			BaseVariantID *json.Number `json:"base_variant_id"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(s.get("/v3/catalog/products?limit=250")), &page))
	for _, product := range page.Data {
		if product.BaseVariantID != nil && product.Type == "physical" {
			return product.ID.String()
		}
	}
	s.t.Fatal("no simple product")
	return ""
}

func (s *sweep) shipments() {
	order, address := "", ""
	for _, id := range s.ids("/v2/orders?status_id=11", "id") { // some have nothing to ship
		order = "/v2/orders/" + id
		if addresses := s.ids(order+"/shipping_addresses", "id"); len(addresses) > 0 {
			address = addresses[0]
			break
		}
	}
	s.get(order + "/shipments")
	var products []struct {
		ID        json.Number `json:"id"`
		AddressID json.Number `json:"order_address_id"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(s.get(order+"/products")), &products))
	line := ""
	for _, product := range products {
		if product.AddressID.String() == address {
			line = product.ID.String()
		}
	}
	shipment := order + "/shipments/" + s.create(order+"/shipments", `{"order_address_id":`+address+`,"tracking_number":"TP1","shipping_provider":"fedex",
		"items":[{"order_product_id":`+line+`,"quantity":1}]}`)
	s.get(order + "/shipments?limit=10")
	s.get(order + "/shipments/count")
	s.get(shipment)
	s.write("PUT", shipment, `{"tracking_number":"TP2","comments":"By sea","merchant_shipping_cost":"4.2000"}`)
	s.refused(400, "POST", order+"/shipments", `{"order_address_id":`+address+`}`)
	s.write("DELETE", shipment, "")
	s.refused(404, "GET", shipment, "")
	s.get("/v2/orders/" + s.first("/v2/orders?status_id=2", "id") + "/shipments")
	s.write("DELETE", order+"/shipments", "")
}

func (s *sweep) refunds() {
	s.get("/v3/orders/payment_actions/refunds")
	s.get("/v3/orders/payment_actions/refunds?limit=2&page=2&created:min=2020-01-01T00:00:00Z&created:max=2100-01-01T00:00:00Z")
	s.get("/v3/orders/payment_actions/refunds?id:in=1,2&order_id:in=116,125")
	s.get("/v3/orders/payment_actions/refunds/1")
	id := s.first("/v2/orders?status_id=10", "id")
	actions := "/v3/orders/" + id + "/payment_actions/"
	s.get(actions + "refunds")
	line := s.first("/v2/orders/"+id+"/products", "id")
	items := `"items":[{"item_type":"PRODUCT","item_id":` + line + `,"quantity":1,"reason":"Leaks"}]`
	var quote struct {
		Data struct {
			Methods [][]struct {
				Provider string      `json:"provider_id"`
				Amount   json.Number `json:"amount"`
			} `json:"refund_methods"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(s.write("POST", actions+"refund_quotes", `{`+items+`}`)), &quote))
	method := quote.Data.Methods[0][0]
	s.refused(422, "POST", actions+"refunds", `{`+items+`,"payments":[{"provider_id":"custom","amount":0.01,"offline":true}]}`)
	s.write("POST", actions+"refunds", `{`+items+`,"payments":[{"provider_id":"`+method.Provider+`","amount":`+method.Amount.String()+`,"offline":false}]}`)
	s.get(actions + "refunds")
	s.get("/v3/orders/" + id + "/transactions")
	s.refused(422, "POST", actions+"refund_quotes", `{"items":[{"item_type":"SHIPPING","item_id":`+line+`,"amount":1}]}`)
	s.refused(404, "GET", "/v3/orders/payment_actions/refunds/99999999", "")
	authorized := s.ids("/v2/orders?status_id=7", "id")
	for i, action := range []string{"capture", "void"} {
		path := "/v3/orders/" + authorized[i] + "/payment_actions/" + action
		s.write("POST", path, "")
		s.refused(422, "POST", path, "")
		s.refused(404, "POST", "/v3/orders/99999999/payment_actions/"+action, "")
	}
}
