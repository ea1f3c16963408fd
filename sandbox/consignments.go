package sandbox

import (
	"slices"
	"strings"
)

// consignments are the lines of an order by the way in which they reach the shopper.
func (s *Store) consignments(o *order, r *request, withLines bool) object {
	base := "/orders/" + o.fields.raw("id") + "/consignments/"
	lines := func(path string, belong func(line object) bool) string {
		if !withLines {
			return list([]object{s.link(r, base+path+"/line_items")})
		}
		var found []object
		for _, line := range o.parts().products {
			if belong(line) {
				found = append(found, line)
			}
		}
		return list(found)
	}
	var pickups, shipping, downloads []object
	for _, pickup := range o.parts().pickups {
		pickups = append(pickups, pickup.with("line_items", lines("pickups/"+pickup.raw("id"), func(line object) bool {
			return line.raw("order_pickup_method_id") == pickup.raw("id")
		})))
	}
	for _, address := range o.parts().shippingAddresses {
		shipping = append(shipping, s.shippingConsignment(r, address).
			with("line_items", lines("shipping/"+address.raw("id"), func(line object) bool {
				return line.raw("order_address_id") == address.raw("id")
			})))
	}
	if digital := func(line object) bool { return line.text("type") == "digital" }; slices.ContainsFunc(o.parts().products, digital) {
		billing, _ := parseObject([]byte(o.fields.raw("billing_address")))
		downloads = append(downloads, object{
			{"recipient_email", billing.raw("email")},
			{"line_items", lines("downloads", digital)},
		})
	}
	return object{
		{"pickups", list(pickups)},
		{"shipping", list(shipping)},
		{"downloads", list(downloads)},
		{"email", `{"gift_certificates":[]}`},
	}
}

// shippingConsignment is a shipping address as a consignment: the same fields, but costs are numbers.
func (s *Store) shippingConsignment(r *request, address object) object {
	consignment := object{}
	for _, f := range address.without("order_id") {
		if strings.Contains(f.name, "cost") && f.value[0] == '"' {
			f.value = strings.TrimSuffix(strings.TrimRight(unquote(f.value), "0"), ".")
		}
		consignment = append(consignment, f)
	}
	path := "/orders/" + address.raw("order_id") + "/consignments/shipping/" + address.raw("id") + "/shipping_quotes"
	return consignment.with("shipping_quotes", s.link(r, path).String())
}

func listConsignments(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	includes, f := includesOf(r.query, "consignments.line_items")
	if f != nil {
		return answer{}, refuseV2(f)
	}
	return ok(s.consignments(o, r, len(includes) > 0).appendJSON(nil)), nil
}
