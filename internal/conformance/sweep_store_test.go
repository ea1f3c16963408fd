package conformance_test

import (
	"github.com/stretchr/testify/require"
)

func (s *sweep) settings() {
	s.get("/v2/store")
	s.get("/v2/customer_groups")
	s.get("/v2/customer_groups?name=nobody")
	s.get("/v3/channels")
	s.get("/v3/inventory/items?limit=5")
	s.get("/v3/inventory/locations")
	s.get("/v3/pricelists/1")
	s.refused(404, "GET", "/v3/pricelists/99", "")
	for _, query := range []string{"", "?limit=1", "?limit=1&page=2", "?name:like=whole", "?id:in=1,2", "?date_created:min=2020-01-01T00:00:00Z"} {
		s.get("/v3/pricelists" + query)
	}
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
