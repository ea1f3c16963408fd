package conformance_test

func (s *sweep) brands() {
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
}

func (s *sweep) categories() {
	category := s.first("/v3/catalog/trees/categories", "category_id")
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
