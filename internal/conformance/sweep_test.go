package conformance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// sweep sends requests to a sandbox store and judges every answer.
type sweep struct {
	t     *testing.T
	specs *conformance.Specs
	store *sandbox.Store
	token string
	// shown are the violations that were reported, without array indices: one line is enough for a whole page of records.
	shown map[string]bool
	count int
}

// judgeSandbox sweeps over everything the sandbox serves: lists with their filters, includes and pages, single records,
// writes, and refusals.
func judgeSandbox(t *testing.T, specs *conformance.Specs) int {
	t.Helper()
	s := &sweep{t: t, specs: specs, store: sandbox.New(), token: sandbox.DefaultToken, shown: map[string]bool{}}
	s.everyServedOperation()
	s.customers()
	s.subscribers()
	s.catalog()
	s.productParts()
	s.orders()
	s.orderWrites()
	s.shipments()
	s.refunds()
	s.settings()
	s.adjustments()
	s.hooks()
	s.carts()
	s.metafields()
	s.refusals()
	return s.count
}

var arrayIndex = regexp.MustCompile(`/\d+`)

// send sends one request and returns the answer's status and body.
func (s *sweep) send(method, target, body string) (int, string) {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), method, "/stores/"+sandbox.DefaultStoreHash+target, strings.NewReader(body))
	request.Header.Set("X-Auth-Token", s.token)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	return s.judge(request)
}

func (s *sweep) judge(request *http.Request) (int, string) {
	s.t.Helper()
	strange := s.store.Stats().Requests["other"]
	answer := httptest.NewRecorder()
	s.store.ServeHTTP(answer, request)
	if s.store.Stats().Requests["other"] > strange {
		return answer.Code, answer.Body.String() // the sandbox does not serve this operation
	}
	s.count++
	for _, violation := range s.specs.Response(request, answer.Code, answer.Header(), answer.Body.Bytes()) {
		line := arrayIndex.ReplaceAllString(violation.String(), "/*")
		if key, _, _ := strings.Cut(line, " ("); !s.shown[key] {
			s.shown[key] = true
			s.t.Errorf("sandbox: %s %s: %s", request.Method, request.URL.RequestURI(), violation)
		}
	}
	for _, name := range []string{"X-Rate-Limit-Requests-Left", "X-Rate-Limit-Requests-Quota", "X-Rate-Limit-Time-Reset-Ms", "X-Rate-Limit-Time-Window-Ms"} {
		assert.NotEmpty(s.t, answer.Header().Get(name), "%s %s: header %s", request.Method, request.URL, name)
	}
	return answer.Code, answer.Body.String()
}

// get sends a GET that must succeed.
func (s *sweep) get(target string) string {
	s.t.Helper()
	status, body := s.send(http.MethodGet, target, "")
	assert.Contains(s.t, []int{200, 204}, status, "GET %s: %s", target, body)
	return body
}

// write sends a write that must succeed.
func (s *sweep) write(method, target, body string) string {
	s.t.Helper()
	status, answer := s.send(method, target, body)
	assert.Less(s.t, status, 300, "%s %s %s: %s", method, target, body, answer)
	return answer
}

// refused sends a request that must be answered with the status.
func (s *sweep) refused(status int, method, target, body string) {
	s.t.Helper()
	got, answer := s.send(method, target, body)
	assert.Equal(s.t, status, got, "%s %s %s: %s", method, target, body, answer)
}

// ids returns the values of a field of all records of a list.
func (s *sweep) ids(target, field string) []string {
	s.t.Helper()
	body := s.get(target)
	if body == "" {
		return nil
	}
	var records []map[string]json.RawMessage
	if strings.HasPrefix(body, "{") {
		var page struct {
			Data []map[string]json.RawMessage `json:"data"`
		}
		require.NoError(s.t, json.Unmarshal([]byte(body), &page), target)
		records = page.Data
	} else {
		require.NoError(s.t, json.Unmarshal([]byte(body), &records), target)
	}
	var ids []string
	for _, record := range records {
		ids = append(ids, strings.Trim(string(record[field]), `"`))
	}
	return ids
}

// first returns the first of them.
func (s *sweep) first(target, field string) string {
	s.t.Helper()
	ids := s.ids(target, field)
	require.NotEmpty(s.t, ids, "GET %s", target)
	return ids[0]
}

// everyServedOperation calls each operation of the documents once with made-up ids, so that none that the sandbox serves stays
// unjudged.
func (s *sweep) everyServedOperation() {
	for _, operation := range s.specs.Operations() {
		method, path, _ := strings.Cut(operation, " ")
		if strings.HasPrefix(path, "/v") {
			s.send(method, regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1"), "{}")
		}
	}
	s.store = sandbox.New() // some of these were deletions
}

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

func (s *sweep) catalog() {
	for _, query := range []string{
		"", "?limit=250", "?limit=3&page=2", "?page=9999", "?sort=price&direction=desc", "?keyword=a&keyword_context=merchant",
		"?include=variants,images,custom_fields,bulk_pricing_rules,primary_image,modifiers,options,videos",
		"?include_fields=name,sku", "?exclude_fields=description", "?id:in=1,2,3", "?id:greater=10&limit=5", "?categories:in=1,2",
		"?sku:in=NO-SUCH", "?is_visible=true", "?type=digital", "?condition=new", "?availability=available", "?inventory_low=1",
		"?date_modified:min=2020-01-01T00:00:00Z", "?price=10", "?brand_id=1", "?channel_id:in=1",
	} {
		s.get("/v3/catalog/products" + query)
	}
	category := s.first("/v3/catalog/trees/categories", "category_id")
	created := s.write("POST", "/v3/catalog/products", `{"name":"Linen Apron","type":"physical","price":49.9,"weight":0.35,"sku":"APR-VAD",
		"categories":[`+category+`],"brand_name":"Vadstena Linne","custom_fields":[{"name":"Material","value":"Linen"}],
		"images":[{"image_url":"https://cdn.example.com/apron.jpg","is_thumbnail":true}],
		"bulk_pricing_rules":[{"quantity_min":10,"quantity_max":0,"type":"percent","amount":12.5}],
		"variants":[{"sku":"APR-VAD-GRY","option_values":[{"option_display_name":"Colour","label":"Grey"}]},
			{"sku":"APR-VAD-BLU","option_values":[{"option_display_name":"Colour","label":"Blue"}]}]}`)
	var answer struct {
		Data struct {
			ID json.Number `json:"id"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(created), &answer))
	product := "/v3/catalog/products/" + answer.Data.ID.String()
	s.get(product)
	s.get(product + "?include=variants,images,custom_fields,bulk_pricing_rules,options,modifiers,videos,primary_image")
	s.get(product + "/variants")
	s.write("PUT", product, `{"price":44.1,"inventory_tracking":"product","inventory_level":7}`)
	s.refused(409, "POST", "/v3/catalog/products", `{"name":"Cotton Apron","type":"physical","price":1,"weight":1,"sku":"apr-vad"}`)
	s.refused(409, "POST", "/v3/catalog/products", `{"name":"Linen Apron","type":"physical","price":1,"weight":1}`)
	s.refused(422, "POST", "/v3/catalog/products", `{"name":"Linen Towel"}`)
	s.refused(207, "PUT", product, fmt.Sprintf(`{"inventory_level":%d,"inventory_tracking":"product"}`, sandbox.RefusedInventoryLevel))
	s.refused(207, "POST", "/v3/catalog/products", fmt.Sprintf(
		`{"name":"Apron","type":"physical","price":1,"weight":1,"inventory_tracking":"product","inventory_level":%d}`, sandbox.RefusedInventoryLevel))
	s.write("PUT", "/v3/catalog/products", `[{"id":`+answer.Data.ID.String()+`,"sort_order":3}]`)
	s.get("/v3/catalog/variants?product_id:in=" + answer.Data.ID.String())
	s.get("/v3/catalog/summary")
	s.write("DELETE", product, "")
	s.refused(404, "GET", product, "")
	s.refused(404, "PUT", product, `{"price":1}`)

	for _, query := range []string{"?limit=5", "?name=Jorund", "?name:like=a&sort=name&direction=desc", "?id:in=31,32", "?id:greater=35", "?include_fields=name"} {
		s.get("/v3/catalog/brands" + query)
	}
	s.write("POST", "/v3/catalog/brands", `{"name":"Vadstena","page_title":"Linen","meta_keywords":["linen"],"custom_url":{"url":"/vadstena/","is_customized":true}}`)
	brand := "/v3/catalog/brands/" + s.first("/v3/catalog/brands?name=Vadstena", "id")
	s.get(brand)
	s.write("PUT", brand, `{"search_keywords":"linne"}`)
	s.refused(409, "POST", "/v3/catalog/brands", `{"name":"vadstena"}`)
	s.refused(422, "POST", "/v3/catalog/brands", `{}`)
	s.write("DELETE", brand, "")
	s.refused(404, "PUT", brand, `{"name":"Gone"}`)
	s.refused(404, "DELETE", brand, "")
	s.get("/v3/catalog/trees")
	s.get("/v3/catalog/trees?channel_id:in=1&id:in=1,2")
	s.write("POST", "/v3/catalog/trees/categories", `[{"name":"Linen","tree_id":1,"meta_keywords":["linen"],"url":{"path":"/linen/","is_customized":true}},{"name":"Aprons","parent_id":`+category+`}]`)
	linen := s.first("/v3/catalog/trees/categories?name=Linen", "category_id")
	s.refused(207, "POST", "/v3/catalog/trees/categories", `[{"name":"Wool","tree_id":1},{"name":"Linen","tree_id":1}]`)
	s.refused(422, "POST", "/v3/catalog/trees/categories", `[{"name":"Linen","tree_id":1}]`)
	s.write("PUT", "/v3/catalog/trees/categories", `[{"category_id":`+linen+`,"sort_order":3}]`)
	s.refused(207, "PUT", "/v3/catalog/trees/categories", `[{"category_id":`+linen+`,"sort_order":4},{"category_id":99999999}]`)
	s.write("DELETE", "/v3/catalog/trees/categories?category_id:in="+linen, "")
	for _, query := range []string{"?limit=250", "?limit=3&page=2", "?tree_id:in=1", "?name:like=a", "?is_visible=true", "?category_id:in=1,2", "?parent_id:in=0", "?keyword=a"} {
		s.get("/v3/catalog/trees/categories" + query)
	}
	s.get("/v3/catalog/trees/" + s.first("/v3/catalog/trees", "id") + "/categories")
}

// productParts sweeps over what belongs to a product and what it is assigned to.
func (s *sweep) productParts() {
	created := s.write("POST", "/v3/catalog/products", `{"name":"Smock","type":"physical","price":80,"weight":0.5,"sku":"SMK","inventory_tracking":"variant","variants":[
		{"sku":"SMK-1","option_values":[{"option_display_name":"Colour","label":"Grey"},{"option_display_name":"Size","label":"M"}]},
		{"sku":"SMK-2","option_values":[{"option_display_name":"Colour","label":"Blue"},{"option_display_name":"Size","label":"L"}]}]}`)
	var answer struct {
		Data struct {
			ID json.Number `json:"id"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(created), &answer))
	id := answer.Data.ID.String()
	product := "/v3/catalog/products/" + id
	var options struct {
		Data []struct {
			ID     json.Number `json:"id"`
			Values []struct {
				ID json.Number `json:"id"`
			} `json:"option_values"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(s.get(product+"/options")), &options))
	values := fmt.Sprintf(`[{"option_id":%s,"id":%s},{"option_id":%s,"id":%s}]`, options.Data[0].ID, options.Data[0].Values[0].ID, options.Data[1].ID, options.Data[1].Values[1].ID)
	s.write("POST", product+"/variants", `{"sku":"SMK-3","price":85.5,"inventory_level":4,"option_values":`+values+`}`)
	s.refused(422, "POST", product+"/variants", `{"sku":"SMK-4","option_values":`+values+`}`)
	s.refused(422, "POST", product+"/variants", `{"sku":"SMK-4"}`)
	s.refused(404, "POST", "/v3/catalog/products/99999999/variants", `{"sku":"SMK-4","option_values":`+values+`}`)
	variants := s.ids(product+"/variants", "id")
	s.write("PUT", "/v3/catalog/variants", `[{"id":`+variants[0]+`,"price":79,"inventory_level":6},{"id":`+variants[1]+`,"upc":"0123"}]`)
	s.refused(422, "PUT", "/v3/catalog/variants", `[{"id":`+variants[0]+`,"price":78},{"id":99999999,"price":1}]`)
	s.refused(413, "PUT", "/v3/catalog/variants", "["+strings.TrimSuffix(strings.Repeat(`{"id":1},`, 51), ",")+"]")

	s.write("POST", product+"/images", `{"image_url":"https://cdn.example.com/smock.jpg","description":"A smock","is_thumbnail":true}`)
	s.get(product + "/images")
	s.refused(400, "POST", product+"/images", `{"image_url":"smock.jpg"}`)
	s.refused(422, "POST", product+"/images", `{"description":"A smock"}`)
	s.refused(404, "POST", "/v3/catalog/products/99999999/images", `{"image_url":"https://cdn.example.com/smock.jpg"}`)

	fields := product + "/custom-fields"
	s.write("POST", fields, `{"name":"Material","value":"Linen"}`)
	s.refused(422, "POST", fields, `{"name":"Material","value":"Linen"}`)
	field := fields + "/" + s.first(fields, "id")
	s.get(field)
	s.write("PUT", field, `{"value":"Wool"}`)
	s.write("DELETE", field, "")
	s.refused(404, "PUT", field, `{"value":"Wool"}`)

	for _, to := range [][2]string{{"category", s.first("/v3/catalog/trees/categories", "category_id")}, {"channel", "1"}} {
		assignments := "/v3/catalog/products/" + to[0] + "-assignments"
		s.write("PUT", assignments, `[{"product_id":`+id+`,"`+to[0]+`_id":`+to[1]+`}]`)
		s.get(assignments + "?product_id:in=" + id)
		s.get(assignments + "?limit=3&page=2")
		s.refused(422, "PUT", assignments, `[{"product_id":99999999,"`+to[0]+`_id":`+to[1]+`}]`)
		s.write("DELETE", assignments+"?product_id:in="+id, "")
		s.refused(422, "DELETE", assignments, "")
	}
}

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
	created := s.write("POST", "/v2/orders", `{`+billing+`,"status_id":0,"customer_id":0,"date_created":"Tue, 05 Mar 2019 21:40:11 +0000",
		"products":[{"product_id":`+product+`,"quantity":2},{"name":"Splicing fee","quantity":1,"price_inc_tax":11,"price_ex_tax":10}],
		"shipping_addresses":[{"first_name":"Ada","street_1":"Götgatan 1","zip":"116 46","country":"Sweden"}],
		"shipping_cost_ex_tax":"5.0000","shipping_cost_inc_tax":"5.5000","staff_notes":"Handle with care",
		"fees":[{"type":"custom_fee","display_name_customer":"Crate","cost_ex_tax":"2.00","cost_inc_tax":"2.20","source":"AA"}]}`)
	order := "/v2/orders/" + idOf(s.t, created)
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

// idOf is the id of a record that V2 answers with.
func idOf(t *testing.T, body string) string {
	t.Helper()
	var record struct {
		ID json.Number `json:"id"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &record), body)
	return record.ID.String()
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
	shipment := order + "/shipments/" + idOf(s.t, s.write("POST", order+"/shipments", `{"order_address_id":`+address+`,"tracking_number":"TP1","shipping_provider":"fedex",
		"items":[{"order_product_id":`+line+`,"quantity":1}]}`))
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

func (s *sweep) settings() {
	s.get("/v2/store")
	s.get("/v2/customer_groups")
	s.get("/v2/customer_groups?name=nobody")
	s.get("/v3/channels")
	s.get("/v3/inventory/items?limit=5")
	s.get("/v3/inventory/locations")
}

func (s *sweep) adjustments() {
	created := s.write("POST", "/v3/catalog/products", `{"name":"Rope Fender","type":"physical","price":12,"weight":1,"sku":"FENDER",
		"inventory_tracking":"product","inventory_level":4}`)
	var answer struct {
		Data struct {
			ID json.Number `json:"id"`
		} `json:"data"`
	}
	require.NoError(s.t, json.Unmarshal([]byte(created), &answer))
	s.write("PUT", "/v3/inventory/adjustments/absolute", `{"reason":"count","items":[{"location_id":1,"product_id":`+answer.Data.ID.String()+`,"quantity":9}]}`)
	s.write("POST", "/v3/inventory/adjustments/relative", `{"items":[{"location_id":1,"sku":"FENDER","quantity":-2}]}`)
	s.refused(422, "POST", "/v3/inventory/adjustments/relative", `{"items":[{"location_id":2,"sku":"FENDER","quantity":1}]}`)
	s.refused(422, "PUT", "/v3/inventory/adjustments/absolute", `{"items":[{"location_id":1,"quantity":1}]}`)
	s.get("/v3/inventory/items?sku:in=FENDER")
}

func (s *sweep) hooks() {
	const hook = `{"scope":"store/order/*","destination":"https://example.com/hooks","headers":{"X-Key":"k"}}`
	s.get("/v3/hooks")
	s.write("POST", "/v3/hooks", hook)
	s.write("POST", "/v3/hooks", `{"scope":"store/channel/1/order/created","destination":"https://example.com/hooks","is_active":false}`)
	for _, query := range []string{"?limit=1", "?limit=1&page=2", "?is_active=true", "?scope=store/order/*", "?destination=https://example.com/hooks"} {
		s.get("/v3/hooks" + query)
	}
	path := "/v3/hooks/" + s.first("/v3/hooks", "id")
	s.get(path)
	s.write("PUT", path, `{"is_active":false,"headers":null}`)
	s.get("/v3/hooks/admin")
	s.get("/v3/hooks/admin?is_active=false")
	s.write("PUT", "/v3/hooks/admin", `{"emails":["ops@example.com"]}`)
	s.refused(409, "POST", "/v3/hooks", hook)
	s.refused(422, "POST", "/v3/hooks", `{"scope":"store/order/*"}`)
	s.refused(422, "POST", "/v3/hooks", `{"scope":"store/order/*","destination":"http://example.com"}`)
	s.refused(400, "POST", "/v3/hooks", `{"scope":"store/nothing","destination":"https://example.com"}`)
	s.refused(422, "PUT", "/v3/hooks/admin", `{}`)
	s.write("DELETE", path, "")
	s.refused(404, "GET", path, "")
	s.refused(404, "PUT", path, `{"is_active":true}`)
	s.refused(404, "DELETE", path, "")
}

func (s *sweep) carts() {
	id, err := s.store.AbandonCart(101)
	require.NoError(s.t, err)
	cart := "/v3/carts/" + id
	s.get(cart)
	s.get(cart + "?include=redirect_urls,line_items.physical_items.options")
	s.write("DELETE", cart, "")
	s.refused(404, "GET", cart, "")
	s.refused(404, "DELETE", cart, "")
}

func (s *sweep) refusals() {
	paths := []string{"/v3/customers", "/v3/catalog/products", "/v2/orders", "/v3/catalog/trees/categories"}
	s.token = "wrong"
	for _, path := range paths {
		s.refused(401, "GET", path, "")
	}
	s.store, s.token = sandbox.New(sandbox.WithToken("none")), "none"
	for _, path := range paths {
		s.refused(403, "GET", path, "")
	}
	s.store, s.token = sandbox.New(sandbox.WithQuota(1, time.Minute)), sandbox.DefaultToken
	s.get("/v3/customers")
	for _, path := range paths {
		s.refused(429, "GET", path, "")
	}
	s.store = sandbox.New()
	s.refused(405, "DELETE", "/v3/catalog/summary", "")
	s.refused(405, "PUT", "/v2/orders", "{}")
	s.refused(404, "GET", "/v3/no/such/path", "")
	s.refused(404, "GET", "/v2/no/such/path", "")
	s.refused(400, "POST", "/v3/catalog/products", "{")
	s.refused(422, "GET", "/v3/catalog/products?no_such_filter=1", "")
	s.store = sandbox.New(sandbox.WithEmptyStore())
	for _, path := range paths {
		s.get(path)
	}
}

// metafields are those of all kinds of records, alone and in batches.
func (s *sweep) metafields() {
	for _, path := range []string{"/v3/customers", "/v3/catalog/products", "/v3/orders"} {
		one := path + "/101/metafields"
		const body = `{"namespace":"sweep","key":"a","value":"1","permission_set":"read"}`
		s.write("POST", one, body)
		s.refused(409, "POST", one, body)
		s.refused(422, "POST", one, `{"namespace":"sweep","key":"","value":"1","permission_set":"read"}`)
		s.get(one)
		s.get(one + "?namespace=sweep&key:in=a,b&direction=desc&limit=1")
		s.get(path + "/metafields")
		s.write("POST", path+"/metafields", `[{"resource_id":102,"namespace":"sweep","key":"a","value":"1","permission_set":"read"}]`)
		s.refused(422, "POST", path+"/metafields", `[{"resource_id":102,"namespace":"sweep","key":"a","value":"1","permission_set":"read"}]`)
	}
}
