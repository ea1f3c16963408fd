package conformance_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func (s *sweep) products() {
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
	id := s.create("/v3/catalog/products", `{"name":"Linen Apron","type":"physical","price":49.9,"weight":0.35,"sku":"APR-VAD",
		"categories":[`+category+`],"brand_name":"Vadstena Linne","custom_fields":[{"name":"Material","value":"Linen"}],
		"images":[{"image_url":"https://cdn.example.com/apron.jpg","is_thumbnail":true}],
		"bulk_pricing_rules":[{"quantity_min":10,"quantity_max":0,"type":"percent","amount":12.5}],
		"variants":[{"sku":"APR-VAD-GRY","option_values":[{"option_display_name":"Colour","label":"Grey"}]},
			{"sku":"APR-VAD-BLU","option_values":[{"option_display_name":"Colour","label":"Blue"}]}]}`)
	product := "/v3/catalog/products/" + id
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
	s.write("PUT", "/v3/catalog/products", `[{"id":`+id+`,"sort_order":3}]`)
	s.get("/v3/catalog/variants?product_id:in=" + id)
	s.get("/v3/catalog/summary")
	s.write("DELETE", product, "")
	s.refused(404, "GET", product, "")
	s.refused(404, "PUT", product, `{"price":1}`)
}

// productParts sweeps over what belongs to a product and what it is assigned to.
func (s *sweep) productParts() {
	id := s.create("/v3/catalog/products", `{"name":"Smock","type":"physical","price":80,"weight":0.5,"sku":"SMK","inventory_tracking":"variant","variants":[
		{"sku":"SMK-1","option_values":[{"option_display_name":"Colour","label":"Grey"},{"option_display_name":"Size","label":"M"}]},
		{"sku":"SMK-2","option_values":[{"option_display_name":"Colour","label":"Blue"},{"option_display_name":"Size","label":"L"}]}]}`)
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

func (s *sweep) adjustments() {
	id := s.create("/v3/catalog/products", `{"name":"Rope Fender","type":"physical","price":12,"weight":1,"sku":"FENDER",
		"inventory_tracking":"product","inventory_level":4}`)
	s.write("PUT", "/v3/inventory/adjustments/absolute", `{"reason":"count","items":[{"location_id":1,"product_id":`+id+`,"quantity":9}]}`)
	s.write("POST", "/v3/inventory/adjustments/relative", `{"items":[{"location_id":1,"sku":"FENDER","quantity":-2}]}`)
	s.refused(422, "POST", "/v3/inventory/adjustments/relative", `{"items":[{"location_id":2,"sku":"FENDER","quantity":1}]}`)
	s.refused(422, "PUT", "/v3/inventory/adjustments/absolute", `{"items":[{"location_id":1,"quantity":1}]}`)
	s.get("/v3/inventory/items?sku:in=FENDER")
}
