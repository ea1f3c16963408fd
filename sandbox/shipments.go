package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// shipmentReadOnly are the fields of a shipment that follow from the order.
var shipmentReadOnly = []string{
	"id", "order_id", "customer_id", "date_created", "billing_address", "shipping_address", "shipping_provider_display_name",
	"generated_tracking_link",
}

var shipmentRules = []rule{
	integerOf("order_address_id", 1, largeSize).must(),
	textOf("tracking_number", 0, 50),
	textOf("tracking_link", 0, 500),
	{name: "merchant_shipping_cost", shape: aNumberOrText},
	textOf("shipping_method", 0, 255),
	textOf("shipping_provider", 0, 255),
	textOf("tracking_carrier", 0, 255),
	textOf("comments", 0, longText),
	objectsOf("items", unbounded, integerOf("order_product_id", 1, largeSize).must(), integerOf("quantity", 1, int32Max).must()).must().notEmpty(),
}

// shippingProviders are those that the store knows by name. Others call themselves carrier_ and their number.
var shippingProviders = map[string]string{
	"": "", "auspost": "Australia Post", "canadapost": "Canada Post", "endicia": "Endicia", "usps": "USPS", "fedex": "FedEx",
	"royalmail": "Royal Mail", "ups": "UPS", "upsready": "UPS Ready", "upsonline": "UPS Online", "shipperhq": "ShipperHQ",
}

func orderShipments(o *order) []object { return o.parts().shipments }

func countShipments(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	return ok(object{{"count", number(int64(len(o.parts().shipments)))}}.appendJSON(nil)), nil
}

// createShipment sends items of an order to one of its addresses. The order is then shipped, in part or as a whole.
func createShipment(s *Store, r *request) (answer, *refusal) {
	before, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyV2(r, shipmentReadOnly)
	if f != nil {
		return answer{}, f
	}
	after := before.clone()
	if f := firstOf(
		func() *refusal { return checkShipment(body, false) },
		func() *refusal { return after.ship(body) },
	); f != nil {
		return answer{}, f
	}
	shipment := filledShipment(newShipment(s.takePartID(), after, s.now()), after, body)
	after.owned.shipments = append(after.owned.shipments, shipment)
	after.countShipped()
	status := int64(statusPartiallyShipped)
	if after.allShipped() {
		status = statusShipped
	}
	if after.fields.integer("status_id") != statusShipped {
		after.setStatus(status, s.now())
	}
	s.saveOrder(before, after)
	s.emit("store/shipment/created", shipmentEvent(shipment))
	return jsonAnswer(http.StatusCreated, shipment), nil
}

func checkShipment(body object, partial bool) *refusal {
	if f := firstV2(check(shipmentRules, body, "", partial)); f != nil {
		return f
	}
	if f := checkMoney(body, "", []string{"merchant_shipping_cost"}); f != nil {
		return f
	}
	provider := body.text("shipping_provider")
	if _, known := shippingProviders[provider]; !known && !strings.HasPrefix(provider, "carrier_") {
		return invalidV2("shipping_provider", "%q is no shipping provider", provider)
	}
	return nil
}

// ship counts the items of a body as shipped. They must be for the address of the shipment, and still be there.
func (o *order) ship(body object) *refusal {
	address := body.raw("order_address_id")
	if !slices.ContainsFunc(o.owned.shippingAddresses, func(a object) bool { return a.raw("id") == address }) {
		return invalidV2("order_address_id", "the order has no shipping address %s", address)
	}
	for i, item := range body.objects("items") {
		path := "items." + strconv.Itoa(i) + "."
		at := o.line(item.raw("order_product_id"))
		if at < 0 || o.owned.products[at].raw("order_address_id") != address {
			return invalidV2(path+"order_product_id", "the order has no product %s for this address", item.raw("order_product_id"))
		}
		line := o.owned.products[at]
		shipped := line.integer("quantity_shipped") + item.integer("quantity")
		if left := line.integer("quantity") - line.integer("quantity_shipped"); item.integer("quantity") > left {
			return invalidV2(path+"quantity", "no more than %d are left to ship", left)
		}
		o.owned.products[at] = line.with("quantity_shipped", number(shipped))
	}
	return nil
}

// line is the place of a line of the order, -1 when there is none with the id.
func (o *order) line(id string) int {
	return slices.IndexFunc(o.owned.products, func(line object) bool { return line.raw("id") == id })
}

// countShipped brings the numbers of shipped items up to date.
func (o *order) countShipped() {
	var all int64
	perAddress := map[string]int64{}
	for _, line := range o.owned.products {
		shipped := line.integer("quantity_shipped")
		all += shipped
		perAddress[line.raw("order_address_id")] += shipped
	}
	o.fields.set("items_shipped", number(all))
	for i, address := range o.owned.shippingAddresses {
		o.owned.shippingAddresses[i] = address.with("items_shipped", number(perAddress[address.raw("id")]))
	}
}

// allShipped reports whether nothing that has to be shipped is left.
func (o *order) allShipped() bool {
	return !slices.ContainsFunc(o.owned.products, func(line object) bool {
		return line.raw("order_address_id") != "0" && line.integer("quantity_shipped") < line.integer("quantity")
	})
}

// newShipment is a shipment of an order of which nothing else is known, in the vendor's order.
func newShipment(id int64, o *order, created time.Time) object {
	billing, _ := parseObject([]byte(o.fields.raw("billing_address")))
	return object{
		{"id", number(id)},
		{"order_id", o.fields.raw("id")},
		{"customer_id", o.fields.raw("customer_id")},
		{"order_address_id", "0"},
		{"date_created", dateV2(created)},
		{"tracking_number", `""`},
		{"merchant_shipping_cost", moneyV2(0)},
		{"shipping_method", `""`},
		{"comments", `""`},
		{"shipping_provider", `""`},
		{"tracking_carrier", `""`},
		{"tracking_link", `""`},
		{"billing_address", billing.without("form_fields").String()},
		{"shipping_address", "{}"},
		{"items", "[]"},
		{"shipping_provider_display_name", `""`},
		{"generated_tracking_link", `""`},
	}
}

// filledShipment is a shipment with what a body says of it, and with what follows from that.
func filledShipment(s object, o *order, body object) object {
	s = slices.Clone(s).merged(body.without("items", "merchant_shipping_cost"))
	if cost, given := body.get("merchant_shipping_cost"); given {
		s.set("merchant_shipping_cost", money(unitsOf(cost)))
	}
	for _, address := range o.owned.shippingAddresses {
		if address.raw("id") == s.raw("order_address_id") {
			shown := object{}
			for _, name := range []string{
				"first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip", "country", "country_iso2", "phone", "email",
			} {
				shown = append(shown, field{name, address.raw(name)})
			}
			s.set("shipping_address", shown.String())
		}
	}
	if _, given := body.get("items"); given {
		var items []object
		for _, item := range body.objects("items") {
			line := o.owned.products[o.line(item.raw("order_product_id"))]
			items = append(items, object{
				{"order_product_id", item.raw("order_product_id")}, {"product_id", line.raw("product_id")}, {"quantity", item.raw("quantity")},
			})
		}
		s.set("items", list(items))
	}
	s.set("shipping_provider_display_name", quote(shippingProviders[s.text("shipping_provider")]))
	s.set("generated_tracking_link", quote(trackingLink(s)))
	return s
}

// trackingLink is the link that the store makes where it knows who carries the parcel and by what number.
func trackingLink(s object) string {
	carrier := s.text("tracking_carrier")
	if carrier == "" {
		carrier = s.text("shipping_provider")
	}
	if carrier == "" || s.text("tracking_number") == "" || s.text("tracking_link") != "" {
		return ""
	}
	return "https://www.aftership.com/track/" + carrier + "/" + s.text("tracking_number")
}

func shipmentEvent(shipment object) object {
	return object{{"type", `"shipment"`}, {"id", shipment.raw("id")}, {"orderId", shipment.raw("order_id")}}
}

// shipmentIn returns the order and the place of the shipment in the path.
func (s *Store) shipmentIn(r *request) (*order, int, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return nil, 0, f
	}
	id := r.id("shipment_id")
	at := slices.IndexFunc(o.parts().shipments, func(one object) bool { return one.integer("id") == id })
	if at < 0 {
		return nil, 0, refuse(http.StatusNotFound, titleNotFoundV2)
	}
	return o, at, nil
}

// updateShipment changes all of a shipment but its items. The order stays as it is.
func updateShipment(s *Store, r *request) (answer, *refusal) {
	before, at, f := s.shipmentIn(r)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyV2(r, append(slices.Clone(shipmentReadOnly), "items"))
	if f != nil {
		return answer{}, f
	}
	if f := checkShipment(body, true); f != nil {
		return answer{}, f
	}
	after := before.clone()
	if id, given := body.get("order_address_id"); given && !slices.ContainsFunc(after.owned.shippingAddresses, func(a object) bool { return a.raw("id") == id }) {
		return answer{}, invalidV2("order_address_id", "the order has no shipping address %s", id)
	}
	changed := filledShipment(after.owned.shipments[at], after, body)
	after.owned.shipments[at] = changed
	s.restoreOrder(after)
	s.emit("store/shipment/updated", shipmentEvent(changed))
	return ok(changed.appendJSON(nil)), nil
}

// restoreOrder stores an order of which nothing is changed but what belongs to it.
func (s *Store) restoreOrder(o *order) {
	if id := o.fields.integer("id"); o.isArchived() {
		s.archived.put(id, o)
	} else {
		s.orders.put(id, o)
	}
}

// deleteShipment takes a shipment back: its items can be shipped again. The order keeps its status.
func deleteShipment(s *Store, r *request) (answer, *refusal) {
	before, at, f := s.shipmentIn(r)
	if f != nil {
		return answer{}, f
	}
	s.deleteShipments(before, before.parts().shipments[at:at+1])
	return noContent(), nil
}

// deleteAllShipments takes all shipments of an order back.
func deleteAllShipments(s *Store, r *request) (answer, *refusal) {
	before, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	if gone := before.parts().shipments; len(gone) > 0 {
		s.deleteShipments(before, gone)
	}
	return noContent(), nil
}

func (s *Store) deleteShipments(before *order, gone []object) {
	after := before.clone()
	after.owned.shipments = slices.DeleteFunc(after.owned.shipments, func(one object) bool {
		return slices.ContainsFunc(gone, func(g object) bool { return g.raw("id") == one.raw("id") })
	})
	for _, one := range gone {
		for _, item := range one.objects("items") {
			if at := after.line(item.raw("order_product_id")); at >= 0 {
				line := after.owned.products[at]
				left := max(line.integer("quantity_shipped")-item.integer("quantity"), 0)
				after.owned.products[at] = line.with("quantity_shipped", number(left))
			}
		}
	}
	after.countShipped()
	s.saveOrder(before, after)
	for _, one := range gone {
		s.emit("store/shipment/deleted", shipmentEvent(one))
	}
}
