package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// sales are the orders of the store.
type sales struct {
	orders   *table[*order]
	archived *table[*order] // out of all lists
	refunds  *table[object]
	nextPart int64            // id of whatever belongs to an order
	labels   map[int64]string // that the merchant gave statuses
}

// order is one order. What belongs to it is kept beside the fields.
type order struct {
	fields object // without the links to what belongs to it
	owned  *owned
	own    func() *owned // makes what belongs to a seeded order when it is asked for
}

// owned is what belongs to an order.
type owned struct {
	products          []object
	shippingAddresses []object
	coupons           []object
	pickups           []object
	fees              []object
	shipments         []object
	transactions      []object // V3
	refunds           []int64
	messages          []object // never changed
}

// parts returns what belongs to the order. An order that still has to make it is never shared.
func (o *order) parts() *owned {
	if o.owned == nil {
		o.owned = o.own()
	}
	return o.owned
}

// orderListing is searched by prefixes: V2 knows no operators.
var orderListing = listing{
	narrow: map[string]narrower{"min_id": idsThat("min"), "max_id": idsThat("max")},
	filters: filters{}.
		prefixed("total", "total_inc_tax", decimal).
		prefixed("date_created", "date_created", date).
		prefixed("date_modified", "date_modified", date).
		on("customer_id", integer, "").
		on("status_id", integer, "").
		on("channel_id", integer, "").
		on("cart_id", text, "").
		on("payment_method", text, "").
		on("external_order_id", text, "").
		with("email", billedTo),
	sorts: map[string]kind{
		"id": integer, "customer_id": integer, "date_created": date, "date_modified": date, "status_id": integer, "channel_id": integer, "external_id": text,
	},
	dates: prefixedBounds("date_created", "date_modified"),
	extra: []string{"page", "limit", "sort", "include", "consignment_structure"},
}

// billedTo is the filter on the e-mail address in the billing address.
func billedTo(value string, _ time.Time) (test, error) {
	return func(o object) bool {
		address, _ := parseObject([]byte(o.raw("billing_address")))
		return strings.EqualFold(address.text("email"), value)
	}, nil
}

// refuseV2 turns the refusal of a query into that of V2.
func refuseV2(f *refusal) *refusal {
	if len(f.errors) == 0 {
		return refuse(http.StatusBadRequest, f.title)
	}
	return refuse(http.StatusBadRequest, "The field '"+f.errors[0].name+"' is invalid.")
}

// answerV2 answers with the page of a V2 list: a bare array, and no body at all when it is empty.
func answerV2(shown []object) answer {
	if len(shown) == 0 {
		return noContent()
	}
	return ok([]byte(list(shown)))
}

func (s *Store) orderRecords() records {
	return records{ids: s.orders.ids, results: &s.orders.results, dated: s.orders.dated, load: func(id int64) object {
		o, _ := s.orders.get(id)
		return o.fields
	}}
}

func listOrders(s *Store, r *request) (answer, *refusal) {
	w, f := windowV2(r.query)
	if f != nil {
		return answer{}, f
	}
	includes, f := orderIncludes(r.query)
	if f != nil {
		return answer{}, f
	}
	by, f := orderListing.sortedBy(r.query)
	if f != nil {
		return answer{}, refuseV2(f)
	}
	ids, f := s.find(orderListing, s.orderRecords().front(w), r.query, by)
	if f != nil {
		return answer{}, refuseV2(f)
	}
	var shown []object
	for _, id := range cut(ids, w) {
		o, _ := s.orders.get(id)
		shown = append(shown, s.showOrder(o, r, includes))
	}
	return answerV2(shown), nil
}

// orderIncludes reads include; consignments are only given in the structure that has to be asked for.
func orderIncludes(query url.Values) ([]string, *refusal) {
	includes, f := includesOf(query, "consignments", "consignments.line_items", "fees")
	if f != nil {
		return nil, refuseV2(f)
	}
	structure := query.Get("consignment_structure")
	wanted := slices.ContainsFunc(includes, func(name string) bool { return strings.HasPrefix(name, "consignments") })
	if structure != "object" && (wanted || structure != "") {
		return nil, refuse(http.StatusBadRequest, "The field 'consignment_structure' is invalid.")
	}
	return includes, nil
}

// showOrder adds the links to what belongs to the order, or that itself where it is included.
func (s *Store) showOrder(o *order, r *request, includes []string) object {
	shown := slices.Clone(o.fields)
	if label, renamed := s.labels[o.fields.integer("status_id")]; renamed {
		shown = shown.with("custom_status", quote(label))
	}
	for _, part := range []struct{ name, path string }{
		{"products", "products"},
		{"shipping_addresses", "shippingaddresses"},
		{"coupons", "coupons"},
		{"consignments", "consignments"},
		{"fees", "fees"},
	} {
		value := s.link(r, "/orders/"+o.fields.raw("id")+"/"+part.path).String()
		switch {
		case part.name == "fees" && slices.Contains(includes, "fees"):
			value = list(o.parts().fees)
		case part.name == "consignments" && len(includes) > 0 && !slices.Equal(includes, []string{"fees"}):
			value = s.consignments(o, r, slices.Contains(includes, "consignments.line_items")).String()
		}
		shown = append(shown, field{part.name, value})
	}
	return shown
}

// link is a V2 link object to a path below the API's version.
func (s *Store) link(r *request, path string) object {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return object{
		{"url", quote(scheme + "://" + r.Host + "/stores/" + s.hash + "/v2" + path)},
		{"resource", quote(path)},
	}
}

// order returns the order in the path.
func (s *Store) order(r *request) (*order, *refusal) {
	o, found := s.findOrder(r.id("order_id"))
	if !found {
		return nil, refuse(http.StatusNotFound, titleNotFoundV2)
	}
	return o, nil
}

func getOrder(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	includes, f := orderIncludes(r.query)
	if f != nil {
		return answer{}, f
	}
	return ok(s.showOrder(o, r, includes).appendJSON(nil)), nil
}

// countOrders counts the orders that a query finds, in all and for each status.
func countOrders(s *Store, r *request) (answer, *refusal) {
	l := orderListing
	l.extra = nil
	ids, f := s.find(l, s.orderRecords(), r.query, ordering{})
	if f != nil {
		return answer{}, refuseV2(f)
	}
	counts := map[int64]int64{}
	for _, id := range ids {
		o, _ := s.orders.get(id)
		counts[o.fields.integer("status_id")]++
	}
	var shown []object
	for i, status := range orderStatuses {
		shown = append(shown, s.showStatus(status).
			with("count", number(counts[int64(status.id)])).
			with("sort_order", number(int64(i))))
	}
	return ok(object{{"statuses", list(shown)}, {"count", number(int64(len(ids)))}}.appendJSON(nil)), nil
}

// part lists what belongs to an order.
func part(of func(*order) []object) func(*Store, *request) (answer, *refusal) {
	return func(s *Store, r *request) (answer, *refusal) {
		o, f := s.order(r)
		if f != nil {
			return answer{}, f
		}
		return s.answerPart(listing{extra: []string{"page", "limit"}}, of(o), r)
	}
}

// answerPart answers with a page of what belongs to an order.
func (s *Store) answerPart(l listing, all []object, r *request) (answer, *refusal) {
	w, f := windowV2(r.query)
	if f != nil {
		return answer{}, f
	}
	found, f := s.findObjects(l, all, r.query, ordering{})
	if f != nil {
		return answer{}, refuseV2(f)
	}
	return answerV2(cut(found, w)), nil
}

// onePart answers with one record of an order.
func onePart(of func(*order) []object, param string) func(*Store, *request) (answer, *refusal) {
	return func(s *Store, r *request) (answer, *refusal) {
		o, f := s.order(r)
		if f != nil {
			return answer{}, f
		}
		for _, one := range of(o) {
			if one.integer("id") == r.id(param) {
				return ok(one.appendJSON(nil)), nil
			}
		}
		return answer{}, refuse(http.StatusNotFound, titleNotFoundV2)
	}
}

func orderProducts(o *order) []object { return o.parts().products }

func orderAddresses(o *order) []object { return o.parts().shippingAddresses }

func orderCoupons(o *order) []object { return o.parts().coupons }

// listFees answers with the fees of an order, which are the one list of V2 in an object.
func listFees(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	fees, f := s.findObjects(listing{}, o.parts().fees, r.query, ordering{})
	if f != nil {
		return answer{}, refuseV2(f)
	}
	return jsonAnswer(http.StatusOK, object{{"fees", list(fees)}}), nil
}

// noQuotes answers for the shipping quotes of orders, which those of the API don't have.
func noQuotes(s *Store, r *request) (answer, *refusal) {
	_, f := s.order(r)
	return noContent(), f
}

// listTransactions answers with the payments of an order: 204 when it has none. Only the first page can be had, whatever meta says of others.
func listTransactions(s *Store, r *request) (answer, *refusal) {
	o, found := s.findOrder(r.id("order_id"))
	if !found {
		return answer{}, notFound()
	}
	transactions := o.parts().transactions
	if len(transactions) == 0 {
		return noContent(), nil
	}
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	w.page = 1
	shown := cut(transactions, w)
	meta := pagination(r.query, w, len(transactions), len(shown))
	return data(http.StatusOK, list(shown), object{{"pagination", meta.String()}}), nil
}
