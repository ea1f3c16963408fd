package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

const (
	childLine        = 0
	childOrderAddr   = 20
	childCoupon      = 30
	childFee         = 35
	childTransaction = 40
	childShipment    = 50
	childLineOption  = 60
	childMessage     = 70

	taxPercent    = 10
	shippingCents = 795
	feeCents      = 450
)

// statusMix is the share of the statuses among the seeded orders: each occurs, most orders are done.
var statusMix = []int{11, 10, 2, 10, 9, 10, 0, 2, 10, 7, 10, 1, 3, 10, 8, 4, 10, 5, 6, 11, 10, 12, 2, 13, 14}

func (s *Store) seedSales() {
	g := s.shop
	s.orders = newTable(firstOrder, g.orders, g.order)
	s.orders.dates = g.orderDates()
	s.archived = newTable(firstOrder, 0, func(int64) *order { return nil })
	s.refunds = newTable(firstRefund, refundCount(g.orders), g.refund)
	s.refunds.dates = g.refundDates()
	s.nextPart = int64(firstOrder+g.orders) * childrenEach
}

// order makes a seeded order.
func (g *shop) order(id int64) *order {
	n := int(id - firstOrder)
	dice := g.dice("order", id)
	status := orderStatuses[statusMix[n%len(statusMix)]]
	lines := g.sold(n, status, dice)
	created := g.orderCreated(n)
	fields := newOrderFields(id)
	fields.set("date_created", dateV2(created))
	fields.set("date_modified", dateV2(g.orderModified(n, dice)))
	fields.set("status_id", number(int64(status.id)))
	fields.set("status", quote(status.label))
	fields.set("custom_status", quote(status.label))
	fields.set("payment_status", quote(status.payment))
	billing := g.buyer(n, fields, dice)
	fields.set("billing_address", billing.String())
	total(fields, lines, hasFee(n))
	fields.set("customer_message", quote(pick(dice, remarks)))
	fields.set("cart_id", quote(uuid("cart", id)))
	fields.set("payment_method", quote(pick(dice, []string{"Credit Card", "Manual", "Bank Deposit", "Cash on Delivery"})))
	if n%9 == 4 {
		fields.set("channel_id", "2")
		fields.set("external_order_id", quote(fmt.Sprintf("KIOSK-%d", 7000+n)))
		fields.set("external_source", `"Quayside kiosk"`)
		fields.set("order_source", `"external"`)
	}
	if status.shipped {
		fields.set("date_shipped", dateV2(g.after(created, dice, 24*5)))
	}
	if status.isPaid() {
		fields.set("payment_provider_id", quote(fmt.Sprintf("ch_%08d", dice.IntN(99_999_999))))
	}
	return &order{fields: fields, own: func() *owned { return g.owned(fields, lines, billing, status, created, hasFee(n)) }}
}

// orderDates are when a seeded order came in and when it was changed, told from its first choices alone.
func (g *shop) orderDates() []*dateIndex[*order] {
	fields := func(o *order) object { return o.fields }
	return []*dateIndex[*order]{
		newDateIndex("date_created", fields, func(id int64) time.Time { return g.orderCreated(int(id - firstOrder)) }),
		newDateIndex("date_modified", fields, func(id int64) time.Time {
			n := int(id - firstOrder)
			dice := g.dice("order", id)
			if n%10 >= 3 {
				g.sold(n, orderStatuses[statusMix[n%len(statusMix)]], dice)
			}
			return g.orderModified(n, dice)
		}),
	}
}

// hasFee reports whether a seeded order carries a fee.
func hasFee(n int) bool { return n%19 == 2 }

// orderCreated gives every five orders the same second but for two of them.
func (g *shop) orderCreated(n int) time.Time {
	if n%5 < 3 {
		n -= n % 5
	}
	return g.spread(n, g.orders, 300)
}

// orderModified changes some orders together, in one second, and the others some time after they came in.
func (g *shop) orderModified(n int, dice *rand.Rand) time.Time {
	if n%10 < 3 {
		return g.within(g.orderCreated(n-n%10), 36*time.Hour)
	}
	return g.after(g.orderCreated(n), dice, 24*12)
}

// buyer fills in who ordered: a customer or, for every sixth order, a guest. It returns the billing address.
func (g *shop) buyer(n int, fields object, dice *rand.Rand) object {
	var first, last, email string
	if n%6 == 0 || g.customers == 0 {
		first, last = pick(dice, firstNames), pick(dice, lastNames)
		email = "guest." + emailOf(first, last, int64(n))
	} else {
		id := int64(firstCustomer + dice.IntN(g.customers))
		first, last = nameOf(g.dice("customer", id))
		email = emailOf(first, last, id)
		fields.set("customer_id", number(id))
	}
	fields.set("ip_address", quote(fmt.Sprintf("198.51.100.%d", 1+dice.IntN(250))))
	where := pick(dice, places)
	fields.set("geoip_country", quote(countryName(where.country)))
	fields.set("geoip_country_iso2", quote(where.country))
	return object{
		{"first_name", quote(first)},
		{"last_name", quote(last)},
		{"company", quote(pick(dice, companies))},
		{"street_1", quote(fmt.Sprintf("%d %s", 1+dice.IntN(99), pick(dice, streets)))},
		{"street_2", `""`},
		{"city", quote(where.city)},
		{"state", quote(where.state)},
		{"zip", quote(where.postalCode)},
		{"country", quote(countryName(where.country))},
		{"country_iso2", quote(where.country)},
		{"phone", quote(phone(dice))},
		{"email", quote(email)},
		{"form_fields", "[]"},
	}
}

// soldLine is what a line of an order sells: a variant of a seeded product.
type soldLine struct {
	product  int64
	ware     ware
	variant  int
	cents    int64
	quantity int64
	shipped  int64
	discount int64
	place    int // of the shipping address, -1 for none
}

func (l soldLine) exTax() int64 { return l.cents * l.quantity }

func (l soldLine) tax() int64 { return l.exTax() * taxPercent / 100 }

// sold picks one to five lines. Some orders hold nothing but digital products; some are shipped to two addresses.
func (g *shop) sold(n int, status orderStatus, dice *rand.Rand) []soldLine {
	if g.products == 0 {
		return nil
	}
	lines := make([]soldLine, 1+n%5)
	addresses := 0
	for at := range lines {
		line := soldLine{product: g.ordered(n%17 == 5, dice), quantity: int64(1 + dice.IntN(3)), place: -1}
		line.ware, _ = wareOf(int(line.product - firstProduct))
		line.variant = dice.IntN(g.variantCount(line.product))
		line.cents, _ = g.variantCents(line.ware, line.product, line.variant)
		if n%8 == 3 {
			line.discount = line.exTax() / 10
		}
		if !line.ware.digital {
			if status.shipped || status.id == 3 && addresses == 0 {
				line.shipped = line.quantity
			}
			line.place = 0
			if n%23 == 4 && addresses > 0 {
				line.place = 1
			}
			addresses = max(addresses, line.place+1)
		}
		lines[at] = line
	}
	return lines
}

// owned makes what belongs to a seeded order.
func (g *shop) owned(fields object, lines []soldLine, billing object, status orderStatus, created time.Time, withFee bool) *owned {
	id := fields.integer("id")
	o := &owned{}
	discount := int64(0)
	for at, sold := range lines {
		p := g.product(sold.product)
		brand := brandNames[int(p.fields.integer("brand_id")-firstBrand)]
		line := newLine(fields.raw("id"), child(id, childLine, at), p, p.variants()[sold.variant], brand)
		fillLine(line, sold)
		if status.id == 4 {
			line.set("is_refunded", "true")
			line.set("quantity_refunded", number(sold.quantity))
		}
		if sold.place >= 0 {
			for len(o.shippingAddresses) <= sold.place {
				o.shippingAddresses = append(o.shippingAddresses, newOrderAddress(id, child(id, childOrderAddr, len(o.shippingAddresses)), billing))
			}
			address := o.shippingAddresses[sold.place]
			address.set("items_total", number(address.integer("items_total")+sold.quantity))
			address.set("items_shipped", number(address.integer("items_shipped")+sold.shipped))
			line.set("order_address_id", address.raw("id"))
		}
		o.products = append(o.products, line)
		discount += sold.discount
	}
	if discount > 0 {
		o.coupons = []object{{
			{"id", number(child(id, childCoupon, 0))},
			{"coupon_id", "4"},
			{"order_id", fields.raw("id")},
			{"code", `"SPRINGTIDE"`},
			{"amount", `"10.0000"`},
			{"type", "1"},
			{"discount", moneyV3(discount)},
		}}
	}
	if withFee {
		o.fees = []object{newFee(child(id, childFee, 0))}
	}
	o.messages = seededMessages(fields, created)
	o.shipments = seededShipments(&order{fields: fields, owned: o}, created)
	switch {
	case status.isPaid():
		o.transactions = payments(fields, status, created)
	case status.payment == paymentAuthorized:
		o.transactions = []object{newTransaction(id, child(id, childTransaction, 0), "authorization", created, fields)}
	}
	if refund, refunded := refundOfOrder(int(id - firstOrder)); refunded {
		o.refunds = []int64{refund}
	}
	return o
}

// ordered picks a product, or one that is digital.
func (g *shop) ordered(digital bool, dice *rand.Rand) int64 {
	n := dice.IntN(g.products)
	for range g.products {
		if w, _ := wareOf(n); !digital || w.digital {
			break
		}
		n = (n + 1) % g.products
	}
	return int64(firstProduct + n)
}

// seededShipments are the shipments of a seeded order: one to each address for what is shipped of it.
func seededShipments(o *order, created time.Time) []object {
	var shipments []object
	for at, address := range o.owned.shippingAddresses {
		var items []object
		for _, line := range o.owned.products {
			if line.raw("order_address_id") == address.raw("id") && line.raw("quantity_shipped") != "0" {
				items = append(items, object{{"order_product_id", line.raw("id")}, {"quantity", line.raw("quantity_shipped")}})
			}
		}
		if len(items) == 0 {
			continue
		}
		shippedAt, err := parseDate(o.fields.text("date_shipped"), time.Time{})
		if err != nil {
			shippedAt = created.Add(time.Hour)
		}
		id := child(o.fields.integer("id"), childShipment, at)
		shipments = append(shipments, filledShipment(newShipment(id, o, shippedAt), o, object{
			{"order_address_id", address.raw("id")},
			{"shipping_method", address.raw("shipping_method")},
			{"shipping_provider", `"fedex"`},
			{"tracking_number", quote("TP" + number(id))},
			{"items", list(items)},
		}))
	}
	return shipments
}

func centsOf(price string) int64 {
	amount, _ := strconv.ParseFloat(price, 64)
	return int64(amount*100 + 0.5)
}

func newOrderAddress(orderID, id int64, billing object) object {
	tax := int64(shippingCents * taxPercent / 100)
	quotes := "/orders/" + number(orderID) + "/shippingaddresses/" + number(id) + "/shippingquotes"
	address := append(object{{"id", number(id)}, {"order_id", number(orderID)}}, billing.without("form_fields")...)
	return append(address,
		field{"items_total", "0"},
		field{"items_shipped", "0"},
		field{"shipping_method", `"Tide Post"`},
		field{"base_cost", moneyV2(shippingCents)},
		field{"cost_ex_tax", moneyV2(shippingCents)},
		field{"cost_inc_tax", moneyV2(shippingCents + tax)},
		field{"cost_tax", moneyV2(tax)},
		field{"cost_tax_class_id", "2"},
		field{"base_handling_cost", moneyV2(0)},
		field{"handling_cost_ex_tax", moneyV2(0)},
		field{"handling_cost_inc_tax", moneyV2(0)},
		field{"handling_cost_tax", moneyV2(0)},
		field{"handling_cost_tax_class_id", "2"},
		field{"shipping_zone_id", "1"},
		field{"shipping_zone_name", billing.raw("country")},
		field{"shipping_quotes", object{{"url", quote("https://api.bigcommerce.com" + quotes)}, {"resource", quote(quotes)}}.String()},
		field{"form_fields", "[]"},
	)
}

// total sums an order up.
func total(fields object, lines []soldLine, withFee bool) {
	var exTax, tax, discount, items, shipped, addresses int64
	for _, line := range lines {
		exTax, tax, discount = exTax+line.exTax(), tax+line.tax(), discount+line.discount
		items, shipped = items+line.quantity, shipped+line.shipped
		addresses = max(addresses, int64(line.place+1))
	}
	fee, shipping := int64(0), addresses*shippingCents
	if withFee {
		fee = feeCents
	}
	shippingTax := shipping * taxPercent / 100
	for name, cents := range map[string]int64{
		"subtotal_ex_tax": exTax, "subtotal_inc_tax": exTax + tax, "subtotal_tax": tax,
		"base_shipping_cost": shipping, "shipping_cost_ex_tax": shipping, "shipping_cost_inc_tax": shipping + shippingTax,
		"shipping_cost_tax": shippingTax, "coupon_discount": discount,
		"total_ex_tax": exTax + shipping + fee - discount, "total_tax": tax + shippingTax,
		"total_inc_tax": exTax + tax + shipping + shippingTax + fee - discount,
	} {
		fields.set(name, moneyV2(cents))
	}
	fields.set("items_total", number(items))
	fields.set("items_shipped", number(shipped))
	fields.set("shipping_address_count", number(addresses))
	fields.set("order_is_digital", boolText(addresses == 0))
}

func newFee(id int64) object {
	return object{
		{"id", number(id)},
		{"type", `"custom_fee"`},
		{"display_name_customer", `"Tidal surcharge"`},
		{"display_name_merchant", `"Tidal surcharge"`},
		{"source", `"AA"`},
		{"base_cost", moneyV2(feeCents)},
		{"cost_ex_tax", moneyV2(feeCents)},
		{"cost_inc_tax", moneyV2(feeCents)},
		{"cost_tax", moneyV2(0)},
		{"tax_class_id", "null"},
	}
}

// payments are the payment of an order and, where it was paid back, the refund.
func payments(fields object, status orderStatus, created time.Time) []object {
	id := fields.integer("id")
	payment := newTransaction(id, child(id, childTransaction, 0), "purchase", created, fields)
	if status.id != statusRefunded && status.id != statusPartlyRefunded {
		return []object{payment}
	}
	refund := newTransaction(id, child(id, childTransaction, 1), "refund", created.Add(time.Hour), fields).
		with("amount", moneyV3(refundedCents(fields, status)))
	return []object{payment, refund.with("reference_transaction_id", payment.raw("id"))}
}

func newTransaction(orderID, id int64, event string, created time.Time, order object) object {
	return object{
		{"event", quote(event)},
		{"method", `"credit_card"`},
		{"amount", moneyV3(centsOf(order.text("total_inc_tax")))},
		{"currency", `"USD"`},
		{"gateway", `"testgateway"`},
		{"gateway_transaction_id", order.raw("payment_provider_id")},
		{"test", "true"},
		{"status", `"ok"`},
		{"fraud_review", "false"},
		{"offline", "null"},
		{"custom", "null"},
		{"payment_method_id", `"testgateway"`},
		{"id", number(id)},
		{"order_id", quote(number(orderID))},
		{"date_created", dateV3(created)},
		{"payment_instrument_token", "null"},
		{"provider_instrument_token", "null"},
		{"provider_customer_id", "null"},
		{"avs_result", `{"code":"","message":"","street_match":"","postal_match":""}`},
		{"cvv_result", `{"code":"","message":""}`},
		{"credit_card", `{"card_type":"visa","card_iin":"411111","card_last4":"1111","card_expiry_month":9,"card_expiry_year":2029}`},
		{"gift_certificate", "null"},
		{"store_credit", "null"},
		{"custom_provider_field_result", "null"},
	}
}
