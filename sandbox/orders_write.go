package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// orderParts are the keys of a body that are no fields of the order itself.
var orderParts = []string{"products", "shipping_addresses", "consignments", "fees", "billing_address", "date_created", "status_id", "is_deleted"}

// createOrder saves an order with its lines, either shipped or collected.
func createOrder(s *Store, r *request) (answer, *refusal) {
	readOnly := append(slices.Clone(orderReadOnly), "is_deleted")
	body, f := bodyV2(r, slices.DeleteFunc(readOnly, func(name string) bool { return name == "default_currency_code" }))
	if f != nil {
		return answer{}, f
	}
	includes, f := orderIncludes(r.query)
	if f != nil {
		return answer{}, f
	}
	if f := firstOf(
		func() *refusal { return checkBilling(body, false) },
		func() *refusal { return checkConsignments(body) },
		func() *refusal { return s.checkOrder(body) },
	); f != nil {
		return answer{}, f
	}
	o, f := s.newOrder(body)
	if f != nil {
		return answer{}, f
	}
	id := o.fields.integer("id")
	s.orders.put(id, o)
	s.emit("store/order/created", orderEvent(id))
	return ok(s.showOrder(o, r, includes).appendJSON(nil)), nil
}

// newOrder makes an order of a body that was checked.
func (s *Store) newOrder(body object) (*order, *refusal) {
	pickups := bodyPickups(body)
	items, path := body.objects("products"), "products"
	if len(pickups) > 0 {
		items, path = pickups[0].objects("line_items"), "consignments.pickups.0.line_items"
	} else if f := firstV2(check([]rule{{name: "products", shape: anArray, items: anObject, least: 1, most: unbounded, required: true}}, body, "", false)); f != nil {
		return nil, f
	}
	lines, f := s.newLines(items, path)
	if f != nil {
		return nil, f
	}
	id, now := s.orders.takeID(), s.now()
	fields := newOrderFields(id).merged(body.without(slices.Concat(orderParts, orderMoney)...))
	o := &order{fields: fields, owned: &owned{}}
	fields.set("order_source", `"external"`)
	fields.set("date_created", dateV2(now))
	fields.set("date_modified", dateV2(now))
	o.setDateCreated(body)
	o.setAddresses(s, body, len(pickups) == 0)
	for _, pickup := range pickups {
		o.owned.pickups = append(o.owned.pickups, newPickup(s.takePartID(), pickup))
	}
	for _, line := range lines {
		o.addLine(line)
	}
	if o.owned.fees, f = s.newFees(body, nil); f != nil {
		return nil, f
	}
	o.countLines()
	o.keepCounts(body)
	o.price(body)
	if o.fields.raw("order_is_digital") == "true" {
		o.owned.shippingAddresses = nil
	}
	o.fields.set("shipping_address_count", number(int64(len(o.owned.shippingAddresses))))
	o.bearShipping()
	status := int64(1)
	if _, given := body.get("status_id"); given {
		status = body.integer("status_id")
	}
	o.setStatus(status, now)
	return o, nil
}

// setDateCreated takes over the date at which an order of another shop came in.
func (o *order) setDateCreated(body object) {
	if value, given := body.get("date_created"); given {
		created, _ := parseDate(unquote(value), time.Time{})
		o.fields.set("date_created", dateV2(created))
	}
}

// keepCounts takes over the numbers of items where the body has its own.
func (o *order) keepCounts(body object) {
	for _, name := range []string{"items_total", "items_shipped", "order_is_digital"} {
		if value, given := body.get(name); given {
			o.fields.set(name, value)
		}
	}
}

// setAddresses gives a new order its addresses. An order that is shipped without a shipping address goes to the billing address.
func (o *order) setAddresses(s *Store, body object, shipped bool) {
	given, _ := parseObject([]byte(body.raw("billing_address")))
	billing := fullAddress(given)
	if _, filled := billing.get("form_fields"); !filled {
		billing = append(billing, field{"form_fields", "[]"})
	}
	o.fields.set("billing_address", billing.String())
	if !shipped {
		return
	}
	addresses := body.objects("shipping_addresses")
	if len(addresses) == 0 {
		addresses = []object{given.without("form_fields")}
	}
	for _, address := range addresses {
		id := s.takePartID()
		full := fullAddress(address.without("id", "shipping_method"))
		shipping := newOrderAddress(o.fields.integer("id"), id, full)
		setMoney(shipping, map[string]int64{"base_cost": 0, "cost_ex_tax": 0, "cost_inc_tax": 0, "cost_tax": 0})
		shipping.set("shipping_method", quote(address.text("shipping_method")))
		shipping.set("shipping_zone_id", "0")
		shipping.set("shipping_zone_name", `""`)
		if formFields, filled := address.get("form_fields"); filled {
			shipping.set("form_fields", formFields)
		}
		o.owned.shippingAddresses = append(o.owned.shippingAddresses, shipping)
	}
}

// fullAddress is an address with all of its fields. The country is told by its name or by its code.
func fullAddress(given object) object {
	address := object{}
	for _, name := range []string{
		"first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip", "country", "country_iso2", "phone", "email",
	} {
		address = append(address, field{name, quote(given.text(name))})
	}
	switch name, code := address.text("country"), address.text("country_iso2"); {
	case name == "" && code != "":
		address.set("country", quote(countryName(code)))
	case code == "":
		for known, country := range countries {
			if country == name {
				address.set("country_iso2", quote(known))
			}
		}
	}
	return address.merged(given.without("country", "country_iso2"))
}

// bodyPickups are the pickups of a body's consignments.
func bodyPickups(body object) []object {
	consignments, _ := parseObject([]byte(body.raw("consignments")))
	return consignments.objects("pickups")
}

func newPickup(id int64, body object) object {
	location := object{{"id", "1"}}
	for _, name := range []string{
		"name", "code", "address_line_1", "address_line_2", "city", "state", "postal_code", "country_alpha2", "email", "phone",
	} {
		location = append(location, field{name, `""`})
	}
	location.set("country_alpha2", `"US"`)
	given, _ := parseObject([]byte(body.raw("location")))
	return object{
		{"id", number(id)},
		{"pickup_method_id", "0"},
		{"pickup_method_display_name", `""`},
		{"collection_instructions", `""`},
		{"collection_time_description", `""`},
	}.merged(body.without("id", "line_items")).with("location", location.merged(given).String())
}

// setStatus moves the order to a status. An order that is shipped or done carries the date at which it was.
func (o *order) setStatus(id int64, now time.Time) {
	status := orderStatuses[id]
	o.fields.set("status_id", number(id))
	o.fields.set("status", quote(status.label))
	o.fields = o.fields.with("custom_status", quote(status.label))
	if (status.id == statusShipped || status.id == statusCompleted) && o.fields.text("date_shipped") == "" {
		o.fields.set("date_shipped", dateV2(now))
	}
}

// updateOrder changes the fields that the body has. Products that it names are changed, fees are replaced.
func updateOrder(s *Store, r *request) (answer, *refusal) {
	before, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyV2(r, append(slices.Clone(orderReadOnly), "default_currency_code"))
	if f != nil {
		return answer{}, f
	}
	if f := firstOf(
		func() *refusal { return checkBilling(body, true) },
		func() *refusal { return s.checkOrder(body) },
		func() *refusal { return before.checkMerchant(body) },
	); f != nil {
		return answer{}, f
	}
	after := before.clone()
	if f := s.applyOrder(after, body); f != nil {
		return answer{}, f
	}
	s.saveOrder(before, after)
	return ok(s.showOrder(after, r, nil).appendJSON(nil)), nil
}

// checkMerchant refuses another external_merchant_id than the one that was set first.
func (o *order) checkMerchant(body object) *refusal {
	value, given := body.get("external_merchant_id")
	known := o.fields.text("external_merchant_id")
	if given && known != "null" && known != "" && known != unquote(value) {
		return invalidV2("external_merchant_id", "it was set before and can't be changed")
	}
	return nil
}

// clone copies an order so that its fields and parts can be replaced.
func (o *order) clone() *order {
	parts := *o.parts()
	parts.products = slices.Clone(parts.products)
	parts.shippingAddresses = slices.Clone(parts.shippingAddresses)
	parts.pickups = slices.Clone(parts.pickups)
	parts.shipments = slices.Clone(parts.shipments)
	parts.transactions = slices.Clone(parts.transactions)
	parts.refunds = slices.Clone(parts.refunds)
	return &order{fields: slices.Clone(o.fields), owned: &parts}
}

// applyOrder changes an order that nobody else sees yet.
func (s *Store) applyOrder(o *order, body object) *refusal {
	o.fields = o.fields.merged(body.without(slices.Concat(orderParts, orderMoney)...))
	o.setDateCreated(body)
	if value, given := body.get("billing_address"); given {
		address, _ := parseObject([]byte(value))
		current, _ := parseObject([]byte(o.fields.raw("billing_address")))
		o.fields.set("billing_address", current.merged(address).String())
	}
	for name, other := range map[string]string{"ip_address": "ip_address_v6", "ip_address_v6": "ip_address"} {
		if body.text(name) != "" {
			o.fields.set(other, `""`)
		}
	}
	if f := o.changeAddresses(body.objects("shipping_addresses")); f != nil {
		return f
	}
	if f := o.changePickups(bodyPickups(body)); f != nil {
		return f
	}
	if f := s.applyLines(o, body); f != nil {
		return f
	}
	if _, given := body.get("fees"); given {
		fees, f := s.newFees(body, o.owned.fees)
		if f != nil {
			return f
		}
		o.owned.fees = fees
	}
	o.keepCounts(body)
	if bringsNewTotal(body) {
		o.price(body)
		if len(o.owned.shippingAddresses) == 1 { // of several nobody says which one costs more
			o.bearShipping()
		}
	}
	if _, given := body.get("status_id"); given {
		o.setStatus(body.integer("status_id"), s.now())
	}
	if value, given := body.get("is_deleted"); given {
		o.fields.set("is_deleted", value)
	}
	return nil
}

// applyLines changes the lines that the body names, among the products or in a pickup.
func (s *Store) applyLines(o *order, body object) *refusal {
	if f := s.applyLinesOf(o, body, "products", ""); f != nil {
		return f
	}
	for i, pickup := range bodyPickups(body) {
		if f := s.applyLinesOf(o, pickup, "line_items", "consignments.pickups."+strconv.Itoa(i)+"."); f != nil {
			return f
		}
	}
	return nil
}

func (s *Store) applyLinesOf(o *order, holder object, name, prefix string) *refusal {
	if _, given := holder.get(name); !given {
		return nil
	}
	if f := firstV2(check([]rule{listOf(name, anObject, unbounded)}, holder, prefix, true)); f != nil {
		return f
	}
	if f := s.changeLines(o, holder.objects(name), prefix+name+"."); f != nil {
		return f
	}
	o.countLines()
	return nil
}

// changeAddresses changes the shipping addresses with the given ids. Nothing is calculated anew.
func (o *order) changeAddresses(changes []object) *refusal {
	for i, change := range changes {
		path := "shipping_addresses." + strconv.Itoa(i) + ".id"
		if _, given := change.get("id"); !given {
			return missingV2(path)
		}
		at := slices.IndexFunc(o.owned.shippingAddresses, func(a object) bool { return a.raw("id") == change.raw("id") })
		if at < 0 {
			return invalidV2(path, "the order has no shipping address %s", change.raw("id"))
		}
		o.owned.shippingAddresses[at] = o.owned.shippingAddresses[at].merged(change)
	}
	return nil
}

func (o *order) changePickups(changes []object) *refusal {
	for i, change := range changes {
		path := "consignments.pickups." + strconv.Itoa(i)
		if f := firstV2(check(pickupRules, change, path+".", true)); f != nil {
			return f
		}
		if _, given := change.get("id"); !given {
			return missingV2(path + ".id")
		}
		at := slices.IndexFunc(o.owned.pickups, func(p object) bool { return p.raw("id") == change.raw("id") })
		if at < 0 {
			return invalidV2(path+".id", "the order has no pickup %s", change.raw("id"))
		}
		o.owned.pickups[at] = o.owned.pickups[at].merged(change.without("line_items"))
	}
	return nil
}

// archiveOrder takes an order out of the lists; it can still be read by its id.
func archiveOrder(s *Store, r *request) (answer, *refusal) {
	before, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	if before.isArchived() {
		return noContent(), nil
	}
	id := before.fields.integer("id")
	after := before.clone()
	after.fields.set("is_deleted", "true")
	s.putOrder(after)
	s.emit("store/order/archived", orderEvent(id))
	return noContent(), nil
}

func (o *order) isArchived() bool { return o.fields.raw("is_deleted") == "true" }

// putOrder stores a changed order, dated now, among the orders or among the archived ones.
func (s *Store) putOrder(o *order) {
	id := o.fields.integer("id")
	o.fields.set("date_modified", dateV2(s.now()))
	if o.isArchived() {
		s.orders.remove(id)
		s.archived.put(id, o)
		return
	}
	s.archived.remove(id)
	s.orders.put(id, o)
}

// saveOrder stores a changed order and tells of the change.
func (s *Store) saveOrder(before, after *order) {
	s.putOrder(after)
	id := after.fields.integer("id")
	s.emit("store/order/updated", orderEvent(id))
	if was, is := before.fields.raw("status_id"), after.fields.raw("status_id"); was != is {
		s.emit("store/order/statusUpdated", orderEvent(id).with("status", object{
			{"previous_status_id", was}, {"new_status_id", is},
		}.String()))
	}
	if after.isArchived() && !before.isArchived() {
		s.emit("store/order/archived", orderEvent(id))
	}
}

func orderEvent(id int64) object { return object{{"type", `"order"`}, {"id", number(id)}} }

// findOrder returns an order, also one that is archived.
func (s *Store) findOrder(id int64) (*order, bool) {
	if o, found := s.orders.get(id); found {
		return o, true
	}
	return s.archived.get(id)
}

// takePartID returns the id of the next thing that belongs to an order.
func (s *Store) takePartID() int64 {
	s.nextPart++
	return s.nextPart - 1
}

const (
	statusShipped          = 2
	statusPartiallyShipped = 3
	statusRefunded         = 4
	statusCompleted        = 10
	statusPartlyRefunded   = 14
)
