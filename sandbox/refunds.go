package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// scopeRefunds are the scopes of which either covers refunds.
const scopeRefunds = scopeOrders + "|" + scopeTransactions

// halfCent is how far amounts may be apart that are the same in whole cents, in units.
const halfCent = unit / 200

// refund is what a request for a refund or for its quote comes to, in units.
type refund struct {
	order      *order
	items      []object
	total, tax int64
	orderLevel int64
	adjustment int64 // below 0 when more was asked for than is left
	override   bool
}

var refundRules = []rule{
	objectsOf("items", unbounded,
		choice("item_type", "PRODUCT", "GIFT_WRAPPING", "SHIPPING", "HANDLING", "ORDER", "FEE", "TAX").must(),
		integerOf("item_id", 1, largeSize).must(),
		integerOf("quantity", 1, int32Max),
		numberOf("amount", 0, unbounded),
		textOf("reason", 0, 1000),
		objectsOf("adjustments", unbounded, numberOf("amount", -unbounded, 0).must(), textOf("description", 0, 255)),
	).notEmpty(),
	numberOf("tax_adjustment_amount", 0, unbounded),
	objectsOf("payments", unbounded,
		textOf("provider_id", 1, unbounded).must(), numberOf("amount", 0, unbounded).must(), flag("offline"),
	).notEmpty(),
	objectOf("merchant_calculated_override", numberOf("total_amount", 0, unbounded).must(), numberOf("total_tax", -unbounded, unbounded).must()),
	textOf("reason", 0, 1000),
}

// refundOf works out what a body asks to be paid back.
func (s *Store) refundOf(r *request) (*refund, object, *refusal) {
	o, found := s.findOrder(r.id("order_id"))
	if !found {
		return nil, nil, notFound()
	}
	body, f := bodyObject(r.body)
	if f != nil {
		return nil, nil, f
	}
	if f := invalid(check(refundRules, body, "", true)); f != nil {
		return nil, nil, f
	}
	_, byItems := body.get("items")
	_, byTax := body.get("tax_adjustment_amount")
	if byItems == byTax {
		return nil, nil, invalid(object{{"items", quote(pathMissing)}})
	}
	what := &refund{order: o.clone()}
	if byTax {
		what.total = unitsOf(body.raw("tax_adjustment_amount"))
		what.tax = what.total
	}
	for i, item := range body.objects("items") {
		if f := what.add(item, "items."+number(int64(i))+"."); f != nil {
			return nil, nil, f
		}
	}
	if given, ok := body.get("merchant_calculated_override"); ok {
		override, _ := parseObject([]byte(given))
		what.total, what.tax, what.override = unitsOf(override.raw("total_amount")), unitsOf(override.raw("total_tax")), true
	}
	left := s.refundable(what.order)
	switch {
	case what.total <= left+halfCent:
	case left == 0 || what.override:
		return nil, nil, refuse(http.StatusUnprocessableEntity, "The refund exceeds what is left of the order.").
			because("total_refund_amount", "no more than "+rounded(left)+" is left to refund")
	default:
		what.adjustment = left - what.total
		what.total, what.tax = left, min(what.tax, left)
	}
	return what, body, nil
}

// refundable is what is left of the order's total, in units. What was never paid can't be paid back.
func (s *Store) refundable(o *order) int64 {
	if status := o.fields.integer("status_id"); status == 0 || status == 6 {
		return 0
	}
	if slices.Contains([]string{paymentAuthorized, paymentCapturePending, paymentVoidPending, paymentVoid}, o.fields.text("payment_status")) {
		return 0
	}
	left := unitsOf(o.fields.raw("total_inc_tax"))
	for _, one := range s.refundsOf(o) {
		left -= unitsOf(one.raw("total_amount"))
	}
	return max(left, 0)
}

// refundsOf are the refunds of an order.
func (s *Store) refundsOf(o *order) []object {
	var refunds []object
	for _, id := range o.parts().refunds {
		refund, _ := s.refunds.get(id)
		refunds = append(refunds, refund)
	}
	return refunds
}

// add takes an item into the refund. Its quantity is counted as refunded in the refund's own copy of the order.
func (what *refund) add(item object, path string) *refusal {
	refused := func(name, text string) *refusal { return invalid(object{{path + name, quote(text)}}) }
	kind := item.text("item_type")
	byQuantity := kind == "PRODUCT" || kind == "GIFT_WRAPPING"
	if name := map[bool]string{true: "quantity", false: "amount"}[byQuantity]; item.raw(name) == "" {
		return refused(name, pathMissing)
	}
	fields, found := what.find(kind, item.raw("item_id"))
	if !found {
		return refused("item_id", "the order has nothing of this kind with the id "+item.raw("item_id"))
	}
	var amount, tax int64
	switch kind {
	case "PRODUCT":
		quantity, bought := item.integer("quantity"), fields.integer("quantity")
		if left := bought - fields.integer("quantity_refunded"); quantity > left {
			return refused("quantity", "no more than "+number(left)+" are left to refund")
		}
		amount = unitsOf(fields.raw("discounted_total_inc_tax")) * quantity / max(bought, 1)
		tax = unitsOf(fields.raw("total_tax")) * quantity / max(bought, 1)
		for _, adjustment := range item.objects("adjustments") {
			amount += unitsOf(adjustment.raw("amount"))
		}
		if amount < 0 {
			return refused("adjustments", "are more than the item is worth")
		}
		what.take(fields, quantity)
	case "GIFT_WRAPPING":
		amount = unitsOf(fields.raw("wrapping_cost_inc_tax"))
		tax = unitsOf(fields.raw("wrapping_cost_tax"))
	default:
		amount = unitsOf(item.raw("amount"))
		tax = taxWithin(kind, amount, fields)
		if kind == "ORDER" {
			what.orderLevel += amount
		}
	}
	what.total, what.tax = what.total+amount, what.tax+tax
	what.items = append(what.items, refundItem(item, amount))
	return nil
}

// taxWithin is the tax in an amount that is paid back of a cost. What is paid back of the whole order leaves the tax alone.
func taxWithin(kind string, amount int64, cost object) int64 {
	names := map[string][2]string{
		"SHIPPING": {"cost_tax", "cost_inc_tax"}, "HANDLING": {"handling_cost_tax", "handling_cost_inc_tax"}, "FEE": {"cost_tax", "cost_inc_tax"},
	}
	switch name, taxed := names[kind]; {
	case kind == "TAX":
		return amount
	case !taxed || unitsOf(cost.raw(name[1])) == 0:
		return 0
	default:
		return amount * unitsOf(cost.raw(name[0])) / unitsOf(cost.raw(name[1]))
	}
}

// find returns what an item of a refund means: a line, a shipping address, a fee or the order.
func (what *refund) find(kind, id string) (object, bool) {
	among := map[string][]object{
		"PRODUCT": what.order.owned.products, "GIFT_WRAPPING": what.order.owned.products, "SHIPPING": what.order.owned.shippingAddresses,
		"HANDLING": what.order.owned.shippingAddresses, "FEE": what.order.owned.fees,
	}[kind]
	if kind == "ORDER" || kind == "TAX" {
		among = []object{what.order.fields}
	}
	for _, one := range among {
		if one.raw("id") == id {
			return one, true
		}
	}
	return nil, false
}

// take counts items of a line as refunded.
func (what *refund) take(line object, quantity int64) {
	refunded := line.integer("quantity_refunded") + quantity
	what.order.owned.products[what.order.line(line.raw("id"))] = line.
		with("quantity_refunded", number(refunded)).
		with("is_refunded", boolText(refunded >= line.integer("quantity")))
}

func refundItem(item object, amount int64) object {
	quantity, adjustments := item.raw("quantity"), item.raw("adjustments")
	if quantity == "" {
		quantity = "1"
	}
	if adjustments == "" {
		adjustments = "[]"
	}
	return object{
		{"item_type", item.raw("item_type")},
		{"item_id", item.raw("item_id")},
		{"reason", quote(item.text("reason"))},
		{"quantity", quantity},
		{"adjustments", adjustments},
		{"requested_amount", rounded(amount)},
	}
}

// quoteRefund tells what would be paid back and how.
func quoteRefund(s *Store, r *request) (answer, *refusal) {
	what, _, f := s.refundOf(r)
	if f != nil {
		return answer{}, f
	}
	var rows []string
	for _, method := range what.methods() {
		rows = append(rows, list([]object{method}))
	}
	return data(http.StatusCreated, object{
		{"order_id", what.order.fields.raw("id")},
		{"total_refund_amount", rounded(what.total)},
		{"total_refund_tax_amount", rounded(what.tax)},
		{"order_level_refund_amount", rounded(what.orderLevel)},
		{"rounding", "0"},
		{"adjustment", rounded(what.adjustment)},
		{"tax_inclusive", "true"},
		{"refund_methods", "[" + strings.Join(rows, ",") + "]"},
	}.String(), object{}), nil
}

// methods are the ways in which the money can go back: as it came, as store credit of a customer, or by the merchant's own hand.
func (what *refund) methods() []object {
	method := func(provider, description string, offline bool, reason string) object {
		return object{
			{"provider_id", quote(provider)},
			{"provider_description", quote(description)},
			{"amount", rounded(what.total)},
			{"offline", boolText(offline)},
			{"offline_provider", boolText(offline)},
			{"offline_reason", quote(reason)},
		}
	}
	var methods []object
	if payment, paid := what.order.payment(); paid {
		methods = append(methods, method(payment.text("gateway"), "Test Payment Gateway", false, ""))
	}
	if what.order.fields.raw("customer_id") != "0" {
		methods = append(methods, method("storecredit", "Store Credit", false, ""))
	}
	return append(methods, method("custom", "Custom", true, "The money goes back outside of the store."))
}

// payment is the transaction with which the order was paid.
func (o *order) payment() (object, bool) {
	for _, transaction := range o.owned.transactions {
		if event := transaction.text("event"); event == "purchase" || event == "capture" {
			return transaction, true
		}
	}
	return nil, false
}

// createRefund pays back at once, which the API does some time later. The payments have to come to what a quote tells.
func createRefund(s *Store, r *request) (answer, *refusal) {
	what, body, f := s.refundOf(r)
	if f != nil {
		return refundRefused(f)
	}
	if f := what.checkPayments(body); f != nil {
		return refundRefused(f)
	}
	before, _ := s.findOrder(r.id("order_id"))
	now, after := s.now(), what.order
	full := what.total+halfCent >= s.refundable(after)
	id := s.refunds.takeID()
	after.owned.refunds = append(after.owned.refunds, id)
	made := object{
		{"id", number(id)},
		{"order_id", after.fields.raw("id")},
		{"user_id", "1"},
		{"created", dateV3(now)},
		{"reason", quote(body.text("reason"))},
		{"total_amount", rounded(what.total)},
		{"total_tax", rounded(what.tax)},
		{"uses_merchant_override_values", boolText(what.override)},
		{"items", list(what.items)},
		{"payments", list(s.payBack(after, body.objects("payments"), now))},
	}
	status, payment := int64(statusPartlyRefunded), "partially refunded"
	if full {
		status, payment = statusRefunded, "refunded"
	}
	after.setStatus(status, now)
	after.fields.set("payment_status", quote(payment))
	s.refunds.put(id, made)
	s.saveOrder(before, after)
	s.emit("store/order/refund/created", orderEvent(after.fields.integer("id")).
		with("refund", object{{"refund_id", number(id)}}.String()))
	return data(http.StatusCreated, made.String(), object{}), nil
}

// refundRefused is the refusal of a refund in the shape that it has: its errors are in data.
func refundRefused(f *refusal) (answer, *refusal) {
	if f.status != http.StatusUnprocessableEntity {
		return answer{}, f
	}
	return jsonAnswer(f.status, object{{"data", list([]object{f.object()})}}), nil
}

// checkPayments wants payments that come to what is paid back, by ways that the order has.
func (what *refund) checkPayments(body object) *refusal {
	if _, given := body.get("payments"); !given {
		return invalid(object{{"payments", quote(pathMissing)}})
	}
	var sum int64
	for i, payment := range body.objects("payments") {
		sum += unitsOf(payment.raw("amount"))
		if !slices.ContainsFunc(what.methods(), func(m object) bool { return m.raw("provider_id") == payment.raw("provider_id") }) {
			return invalid(object{{"payments." + number(int64(i)) + ".provider_id", quote("the order can't be refunded by it")}})
		}
	}
	if max(sum, what.total)-min(sum, what.total) > halfCent {
		return refuse(http.StatusUnprocessableEntity, "The payments do not match the refund.").
			because("payments", "they come to "+rounded(sum)+", the refund to "+rounded(what.total))
	}
	return nil
}

// payBack makes the payments of a refund, and a transaction for each of them that goes through a gateway.
func (s *Store) payBack(o *order, given []object, now time.Time) []object {
	var made []object
	for _, payment := range given {
		id, transactionID := s.takePartID(), ""
		offline := payment.raw("offline") == "true" || payment.text("provider_id") == "custom"
		if paid, ok := o.payment(); ok && !offline && paid.raw("gateway") == payment.raw("provider_id") {
			transaction := newTransaction(o.fields.integer("id"), s.takePartID(), "refund", now, o.fields).
				with("amount", rounded(unitsOf(payment.raw("amount")))).
				with("reference_transaction_id", paid.raw("id"))
			o.owned.transactions = append(o.owned.transactions, transaction)
			transactionID = transaction.raw("id")
		}
		made = append(made, object{
			{"id", number(id)},
			{"provider_id", payment.raw("provider_id")},
			{"amount", rounded(unitsOf(payment.raw("amount")))},
			{"offline", boolText(offline)},
			{"is_declined", "false"},
			{"declined_message", `""`},
			{"transaction_id", quote(transactionID)},
		})
	}
	return made
}
