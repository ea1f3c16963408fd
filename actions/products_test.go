package actions_test

import "testing"

const (
	journal     = `{"id":111,"name":"Smith Journal 13","sku":"SM-13","price":19.990,"weight":0.4,"calculated_price":19.99,"view":12345678901234567890}`
	journalList = `{"data":[` + journal + `],"meta":{"pagination":{"total":1}}}`
)

func TestCreateProduct(t *testing.T) {
	t.Parallel()
	const (
		least     = `{"name":"Smith Journal 13","type":"physical","price":19.990,"weight":0.4}`
		withSKU   = `{"name":"Smith Journal 13","type":"physical","sku":"sm-13","price":19.990,"weight":0.4}`
		clash     = `{"status":409,"title":"The product name is a duplicate","type":"/api-docs","errors":{}}`
		bySKU     = "GET /v3/catalog/products?include_fields=sku&sku=sm-13"
		byVariant = "GET /v3/catalog/variants?include_fields=product_id,sku&sku=sm-13"
		byName    = "GET /v3/catalog/products?include_fields=name&name=Smith+Journal+13"
	)
	create := func(body string, status int, answer string) exchange {
		return exchange{"POST /v3/catalog/products", body, status, answer}
	}
	for _, test := range []scenario{
		{
			name: "the record comes back as the store sent it", operation: "create_product",
			input:     `{"name":"Smith Journal 13","type":"Physical","price":"19.990","weight":0.4,"sku":"","categories":[]}`,
			exchanges: []exchange{create(least, 200, `{"data":`+journal+`,"meta":{}}`)},
			records:   []string{journal},
		},
		{
			name: "variants, images and their kin", operation: "create_product",
			input: `{"name":"Shirt","type":"physical","price":49.5,"weight":"0.3","inventory_tracking":"Track at variant level","categories":["23",24],"brand_name":"Common Good",
				"condition":"used","gift_wrapping_options_type":"list","gift_wrapping_options_list":[1],"preorder_release_date":"01/12/2026 00:00",
				"custom_url":{"url":"/shirt/","create_redirect":true},"custom_fields":[{"name":"Material","value":"Linen"}],
				"bulk_pricing_rules":[{"quantity_min":10,"quantity_max":0,"type":"percent","amount":5}],
				"images":[{"image_url":"https://example.com/a.jpg","is_thumbnail":true,"description":""}],"videos":[{"video_id":"z3fRu9pkuXE","type":"youtube"}],
				"variants":[{"sku":"S-M","price":null,"weight":0.25,"option_values":[{"option_display_name":"Size","label":"M"}]}],"include_fields":["name","sku"]}`,
			exchanges: []exchange{{"POST /v3/catalog/products?include_fields=name,sku", `{"name":"Shirt","type":"physical","price":49.5,"weight":0.3,"categories":[23,24],` +
				`"inventory_tracking":"variant","gift_wrapping_options_type":"list","gift_wrapping_options_list":[1],"condition":"Used",` +
				`"preorder_release_date":"2026-12-01T00:00:00Z","custom_url":{"url":"/shirt/","create_redirect":true},"brand_name":"Common Good",` +
				`"custom_fields":[{"name":"Material","value":"Linen"}],"bulk_pricing_rules":[{"quantity_min":10,"quantity_max":0,"type":"percent","amount":5}],` +
				`"images":[{"image_url":"https://example.com/a.jpg","is_thumbnail":true}],"videos":[{"video_id":"z3fRu9pkuXE","type":"youtube"}],` +
				`"variants":[{"sku":"S-M","price":null,"weight":0.25,"option_values":[{"option_display_name":"Size","label":"M"}]}]}`, 200, `{"data":` + journal + `}`}},
			records: []string{journal},
		},
		{
			name: "a taken SKU names the product that has it, whatever the case", operation: "create_product", input: withSKU,
			exchanges: []exchange{create(withSKU, 409, clash), {bySKU, "", 200, `{"data":[{"id":111,"sku":"SM-13"}]}`}},
			kind:      "conflict", message: "A product with this SKU already exists (product_id 111). Update that product with update_product",
			fields: []string{"/sku"}, details: map[string]any{"product_id": int64(111)},
		},
		{
			name: "a SKU that a variant has", operation: "create_product", input: withSKU,
			exchanges: []exchange{
				create(withSKU, 422, `{"status":422,"title":"Invalid","errors":{"sku":"in use"}}`),
				{bySKU, "", 200, nobody},
				{byVariant, "", 200, `{"data":[{"id":9,"product_id":77,"sku":"SM-13"}]}`},
			},
			kind: "conflict", message: `The SKU "sm-13" is that of the variant with variant_id 9 of the product with product_id 77. Change the variant with update_product_variants`,
			fields: []string{"/sku"}, details: map[string]any{"product_id": int64(77), "variant_id": int64(9)},
		},
		{
			name: "a taken name", operation: "create_product", input: withSKU,
			exchanges: []exchange{
				create(withSKU, 409, clash), {bySKU, "", 200, nobody}, {byVariant, "", 200, nobody}, {byName, "", 200, journalList},
			},
			kind: "conflict", message: "A product with this name already exists (product_id 111).", fields: []string{"/name"},
		},
		{
			name: "a conflict that names something else costs no look-up", operation: "create_product", input: withSKU,
			exchanges: []exchange{create(withSKU, 409, `{"status":409,"title":"Invalid","errors":{"categories":"no category 9"}}`)},
			kind:      "conflict", message: "no category 9", fields: []string{"/categories"},
		},
		{
			name: "the SKU of one of its own variants", operation: "update_product", input: `{"product_id":77,"sku":"sm-13"}`,
			exchanges: []exchange{
				{"PUT /v3/catalog/products/77", `{"sku":"sm-13"}`, 409, `{"status":409,"title":"Invalid","errors":{"sku":"in use"}}`},
				{bySKU, "", 200, nobody},
				{byVariant, "", 200, `{"data":[{"id":9,"product_id":77,"sku":"SM-13"}]}`},
			},
			kind: "conflict", message: `The SKU "sm-13" is that of the variant with variant_id 9 of the product with product_id 77.`, fields: []string{"/sku"},
		},
		{
			name: "a SKU twice in one product, and a hidden price of a product that is sold", operation: "create_product",
			input: `{"name":"N","type":"physical","price":5,"weight":1,"sku":"N","is_price_hidden":true,
				"variants":[{"sku":"N-1","option_values":[{"option_display_name":"S","label":"A"}]},{"sku":"n","option_values":[{"option_display_name":"S","label":"B"}]},
				{"sku":"n-1","option_values":[{"option_display_name":"S","label":"C"}]}]}`,
			kind: "invalid_input", message: `The SKU "n" is given twice, first to the product itself`,
			fields: []string{"/is_price_hidden", "/variants/1/sku", "/variants/2/sku"},
		},
		{
			name: "custom fields that are the same, and a fixed price for one piece", operation: "update_product",
			input: `{"product_id":77,"custom_fields":[{"name":"A","value":"b"},{"name":"a","value":"B"},{"name":"A ","value":"b"}],"bulk_pricing_rules":[{"quantity_min":1,"quantity_max":0,"type":"fixed","amount":5}]}`,
			kind:  "invalid_input", message: "is given twice", fields: []string{"/custom_fields/2", "/bulk_pricing_rules/0/quantity_min"},
		},
		{
			name: "a conflict about something else", operation: "create_product", input: least,
			exchanges: []exchange{
				create(least, 409, `{"status":409,"title":"The category does not exist","errors":{}}`), {byName, "", 200, nobody},
			},
			kind: "conflict", message: "The category does not exist",
		},
		{
			name: "several refused fields", operation: "create_product", input: least,
			exchanges: []exchange{
				create(least, 422, `{"status":422,"title":"Missing Required Fields","errors":{"name":"too odd","variants.0.sku":"too long"}}`), {byName, "", 200, nobody},
			},
			kind: "invalid_input", fields: []string{"/name", "/variants/0/sku"},
		},
		{
			name: "made, but its stock was not saved", operation: "create_product", input: least,
			exchanges: []exchange{create(least, 207, `{"data":[`+journal+`],"errors":{"status":207,"title":"Inventory could not be saved","errors":{"inventory_level":"too high"}},"meta":{}}`)},
			records:   []string{journal},
			kind:      "partial", message: "Inventory could not be saved", fields: []string{"/inventory_level"},
		},
		{
			name: "fields that exclude one another", operation: "create_product",
			input: `{"name":"x","type":"physical","price":1,"weight":1,"brand_id":3,"brand_name":"Common Good","is_price_hidden":true,"availability":"available",
				"order_quantity_minimum":5,"order_quantity_maximum":4,"bulk_pricing_rules":[{"quantity_min":10,"quantity_max":5,"type":"price","amount":1}]}`,
			kind: "invalid_input", fields: []string{"/brand_name", "/is_price_hidden", "/order_quantity_minimum", "/bulk_pricing_rules/0/quantity_max"},
		},
		{
			name: "required fields", operation: "create_product", input: `{"price":-1}`,
			kind: "invalid_input", fields: []string{"/price", "/name", "/type", "/weight"},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestUpdateProduct(t *testing.T) {
	t.Parallel()
	const put = "PUT /v3/catalog/products/111"
	for _, test := range []scenario{
		{
			name: "null clears in the way that each field takes", operation: "update_product",
			input: `{"product_id":111,"categories":null,"description":null,"preorder_release_date":null,"warranty":"","related_products":[],"price":"17.490","include":["images"]}`,
			exchanges: []exchange{{
				put + "?include=images", `{"description":"","price":17.490,"categories":[],"preorder_release_date":null}`, 200,
				`{"data":` + journal + `}`,
			}},
			records: []string{journal},
		},
		{
			name: "hiding the price of a product that may be disabled already", operation: "update_product", input: `{"product_id":111,"is_price_hidden":true}`,
			exchanges: []exchange{{put, `{"is_price_hidden":true}`, 200, `{"data":` + journal + `}`}}, records: []string{journal},
		},
		{
			name: "nothing to change", operation: "update_product", input: `{"product_id":111,"include":["images"]}`,
			kind: "invalid_input", message: "Nothing to change",
		},
		{
			name: "no such product", operation: "update_product", input: `{"product_id":111,"price":1}`,
			exchanges: []exchange{{put, `{"price":1}`, 404, `{"status":404,"title":"Product not found"}`}},
			kind:      "not_found", message: "There is no product with product_id 111.", fields: []string{"/product_id"},
		},
		{
			name: "a SKU that another product has", operation: "update_product", input: `{"product_id":111,"sku":"LS"}`,
			exchanges: []exchange{
				{put, `{"sku":"LS"}`, 409, `{"status":409,"title":"duplicate"}`},
				{"GET /v3/catalog/products?include_fields=sku&sku=LS", "", 200, `{"data":[{"id":5,"sku":"ls"}]}`},
			},
			kind: "conflict", message: "(product_id 5). Update that product", fields: []string{"/sku"},
		},
		{
			name: "the product's own SKU is no conflict", operation: "update_product", input: `{"product_id":111,"sku":"LS"}`,
			exchanges: []exchange{
				{put, `{"sku":"LS"}`, 422, `{"status":422,"title":"odd"}`},
				{"GET /v3/catalog/products?include_fields=sku&sku=LS", "", 200, `{"data":[{"id":111,"sku":"ls"}]}`},
			},
			kind: "invalid_input", message: "odd",
		},
		{
			name: "variants have no place here", operation: "update_product", input: `{"product_id":111,"variants":[]}`,
			kind: "invalid_input", fields: []string{"/variants"},
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestGetProducts(t *testing.T) {
	t.Parallel()
	for _, test := range []scenario{
		{
			name: "every filter", operation: "get_products",
			input: `{"id":111,"id_in":[111,112],"id_not_in":[5],"id_min":1,"id_max":999,"id_greater":0,"id_less":1000,"channel_id_in":1,"categories":23,"categories_in":"23,24",
				"name":"Smith Journal 13","sku":"SM-13","sku_in":["SM-13","X"],"mpn":"m","upc":"u","price":"19.990","weight":0.4,"condition":"New","brand_id":3,"type":"physical",
				"availability":"available","is_visible":"true","is_featured":true,"is_free_shipping":false,"inventory_level":1,"inventory_level_in":[1,2],
				"inventory_level_not_in":[3],"inventory_level_min":1,"inventory_level_max":9,"inventory_level_greater":0,"inventory_level_less":10,"inventory_low":true,
				"out_of_stock":true,"total_sold":0,"date_modified":"2024-05-14","date_modified_min":"2024-05-14","date_modified_max":"2024-05-14T09:34:00Z",
				"date_last_imported":"2024-05-14","date_last_imported_not":"2024-05-14","date_last_imported_min":"2024-05-14","date_last_imported_max":"2024-05-14",
				"keyword":"journal","keyword_context":"merchant","sort":"Date modified","direction":"Descending","include":["variants","images"],
				"include_fields":["name","sku"],"exclude_fields":["description"],"limit":5}`,
			exchanges: []exchange{{"GET /v3/catalog/products?availability=available&brand_id=3&categories=23&categories:in=23,24&channel_id:in=1&condition=new" +
				"&date_last_imported=2024-05-14T00:00:00Z&date_last_imported:max=2024-05-14T00:00:00Z&date_last_imported:min=2024-05-14T00:00:00Z" +
				"&date_last_imported:not=2024-05-14T00:00:00Z&date_modified=2024-05-14T00:00:00Z&date_modified:max=2024-05-14T09:34:00Z" +
				"&date_modified:min=2024-05-14T00:00:00Z&direction=desc&exclude_fields=description&id=111&id:greater=0&id:in=111,112&id:less=1000&id:max=999&id:min=1" +
				"&id:not_in=5&include=variants,images&include_fields=name,sku&inventory_level=1&inventory_level:greater=0&inventory_level:in=1,2&inventory_level:less=10" +
				"&inventory_level:max=9&inventory_level:min=1&inventory_level:not_in=3&inventory_low=1&is_featured=1&is_free_shipping=0&is_visible=true&keyword=journal" +
				"&keyword_context=merchant&limit=5&mpn=m&name=Smith+Journal+13&out_of_stock=1&price=19.990&sku=SM-13&sku:in=SM-13,X&sort=date_modified&total_sold=0" +
				"&type=physical&upc=u&weight=0.4", "", 200, journalList}},
			records: []string{journal},
		},
		{
			name: "out_of_stock can only be switched on", operation: "get_products", input: `{"out_of_stock":false}`,
			exchanges: []exchange{{"GET /v3/catalog/products?direction=asc&limit=50&sort=id", "", 200, nobody}},
		},
		{
			name: "options shrink the pages", operation: "get_products", input: `{"include":["options"],"limit":15}`,
			exchanges: []exchange{{"GET /v3/catalog/products?direction=asc&include=options&limit=8&sort=id", "", 200, journalList}},
			records:   []string{journal},
		},
		{
			name: "the ID always comes along", operation: "get_products", input: `{"include_fields":"id,price","limit":1}`,
			exchanges: []exchange{{"GET /v3/catalog/products?direction=asc&include_fields=price&limit=1&sort=id", "", 200, nobody}},
		},
		{
			name: "the ID alone", operation: "get_products", input: `{"include_fields":["id"],"limit":1}`,
			exchanges: []exchange{{"GET /v3/catalog/products?direction=asc&include_fields=name&limit=1&sort=id", "", 200, nobody}},
		},
		{
			name: "all, by id", operation: "get_products", input: `{"return_all":true,"id_greater":"100","is_visible":true}`,
			exchanges: []exchange{
				{"GET /v3/catalog/products?direction=asc&id:greater=100&is_visible=true&limit=250&sort=id", "", 200, `{"data":[` + journal + `],"meta":{"pagination":{"total":2}}}`},
				{"GET /v3/catalog/products?direction=asc&id:greater=111&is_visible=true&limit=250&sort=id", "", 200, `{"data":[{"id":112}],"meta":{"pagination":{"total":1}}}`},
			},
			records: []string{journal, `{"id":112}`},
		},
		{
			name: "a blank SKU doesn't list everything", operation: "get_products", input: `{"sku":""}`,
			kind: "invalid_input", fields: []string{"/sku"},
		},
		{
			name: "no scope", operation: "get_products", input: `{}`,
			exchanges: []exchange{{"GET /v3/catalog/products?direction=asc&limit=50&sort=id", "", 403, `{"status":403,"title":"Forbidden"}`}},
			kind:      "forbidden", message: "Products",
		},
	} {
		t.Run(test.name, test.test)
	}
}

func TestGetCategories(t *testing.T) {
	t.Parallel()
	const shoes = `{"category_id":23,"name":"Shoes","url":{"path":"/shoes/","is_customized":false}}`
	for _, test := range []scenario{
		{
			name: "every filter", operation: "get_categories",
			input: `{"category_id_in":[23],"category_id_not_in":[1],"category_uuid_in":["a-b"],"category_uuid_not_in":"c-d","tree_id_in":1,"tree_id_not_in":2,"parent_id_in":0,
				"parent_id_not_in":[7,8],"name":"Shoes","name_like":"hoe","page_title":"p","page_title_like":"q","keyword":"k","is_visible":"true",
				"include_fields":["name"],"exclude_fields":"views"}`,
			exchanges: []exchange{{"GET /v3/catalog/trees/categories?category_id:in=23&category_id:not_in=1&category_uuid:in=a-b&category_uuid:not_in=c-d&exclude_fields=views" +
				"&include_fields=name&is_visible=true&keyword=k&limit=50&name=Shoes&name:like=hoe&page_title=p&page_title:like=q&parent_id:in=0&parent_id:not_in=7,8&tree_id:in=1" +
				"&tree_id:not_in=2", "", 200, `{"data":[` + shoes + `],"meta":{"pagination":{"total":1}}}`}},
			records: []string{shoes},
		},
		{
			name: "nothing", operation: "get_categories", input: `{"return_all":"true"}`,
			exchanges: []exchange{{"GET /v3/catalog/trees/categories?limit=250", "", 200, nobody}},
		},
	} {
		t.Run(test.name, test.test)
	}
}
