package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// metafieldLimit is how many metafields one API account may give to one record.
const metafieldLimit = 250

// tagging are the metafields of all records, and what else is handed out besides records.
type tagging struct {
	metafields *table[object]
	issued     int64 // payment access tokens so far
}

// tagged is a kind of records that have metafields.
type tagged struct {
	kind, path, id, scope string
	exists                func(*Store, int64) bool
	// lists tells that one metafield that is written is answered as a list of one.
	lists bool
	// events is the beginning of the scopes of its own webhooks, blank when it has none.
	events string
}

// taggedKinds are the kinds of records whose metafields are served.
func taggedKinds() []tagged {
	return []tagged{
		{"customer", "/v3/customers", "customer_id", scopeCustomers, func(s *Store, id int64) bool { return s.customers.has(id) }, true, ""},
		{"product", "/v3/catalog/products", "product_id", scopeProducts, func(s *Store, id int64) bool { return s.products.has(id) }, false, "store/product/metafield/"},
		{"order", "/v3/orders", "order_id", scopeOrders, func(s *Store, id int64) bool { _, found := s.findOrder(id); return found }, false, "store/order/metafield/"},
	}
}

// metafieldEndpoints are the paths of metafields of every kind.
func metafieldEndpoints() []*endpoint {
	var endpoints []*endpoint
	for _, t := range taggedKinds() {
		endpoints = append(endpoints,
			&endpoint{t.path + "/metafields", map[string]operation{
				http.MethodGet:    {t.scope, 0, t.listAll},
				http.MethodPost:   {t.scope, 0, t.createMany},
				http.MethodPut:    {t.scope, 0, t.updateMany},
				http.MethodDelete: {t.scope, 0, t.deleteMany},
			}},
			&endpoint{t.path + "/{" + t.id + "}/metafields", map[string]operation{
				http.MethodGet:  {t.scope, 0, t.list},
				http.MethodPost: {t.scope, 0, t.create},
			}},
			&endpoint{t.path + "/{" + t.id + "}/metafields/{metafield_id}", map[string]operation{
				http.MethodGet:    {t.scope, 0, t.get},
				http.MethodPut:    {t.scope, 0, t.update},
				http.MethodDelete: {t.scope, 0, t.remove},
			}})
	}
	return endpoints
}

var metafieldListing = listing{
	filters: filters{}.
		on("key", text, "", "in").
		on("namespace", text, "", "in").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit", "after", "before", "direction", "include_fields", "exclude_fields", "resource_id:in"},
}

// isFor reports whether a metafield is of the kind and the client may see it.
func (t tagged) isFor(metafield object, client string) bool {
	return metafield.text("resource_type") == t.kind && (metafield.text("owner_client_id") == client || metafield.text("permission_set") != "app_only")
}

func (t tagged) listAll(s *Store, r *request) (answer, *refusal) {
	return t.listed(s, r, func(object) bool { return true })
}

func (t tagged) list(s *Store, r *request) (answer, *refusal) {
	id := r.id(t.id)
	if !t.exists(s, id) {
		return answer{}, notFound()
	}
	return t.listed(s, r, func(metafield object) bool { return metafield.integer("resource_id") == id })
}

// listed answers with a page of the metafields of the kind that the client may see.
func (t tagged) listed(s *Store, r *request, which func(object) bool) (answer, *refusal) {
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	by, f := metafieldListing.order("", "", r.query.Get("direction"))
	if f != nil {
		return answer{}, f
	}
	in := rows(s.metafields)
	in.ids = slices.DeleteFunc(slices.Clone(in.ids), func(id int64) bool {
		metafield := in.load(id)
		return !t.isFor(metafield, r.client()) || !which(metafield)
	})
	ids, f := s.find(metafieldListing, in, r.query, by)
	if f != nil {
		return answer{}, f
	}
	page, meta, f := s.pageOrCursor(metafieldListing, in, ids, r.query, by, w)
	if f != nil {
		return answer{}, f
	}
	fields := projectionOf(r.query)
	shown := make([]object, len(page))
	for i, id := range page {
		shown[i] = fields.apply(in.load(id), "id")
	}
	return data(http.StatusOK, list(shown), meta), nil
}

// find returns the metafield in the path, if the client may see it.
func (t tagged) find(s *Store, r *request) (object, *refusal) {
	metafield, exists := s.metafields.get(r.id("metafield_id"))
	if !exists || !t.isFor(metafield, r.client()) || metafield.integer("resource_id") != r.id(t.id) {
		return nil, notFound()
	}
	return metafield, nil
}

func (t tagged) get(s *Store, r *request) (answer, *refusal) {
	metafield, f := t.find(s, r)
	if f != nil {
		return answer{}, f
	}
	return data(http.StatusOK, projectionOf(r.query).apply(metafield, "id").String(), object{}), nil
}

// written answers with one metafield that was written.
func (t tagged) written(metafield object) answer {
	if t.lists {
		return jsonAnswer(http.StatusOK, object{{"data", list([]object{metafield})}, {"errors", "[]"}, {"meta", "{}"}})
	}
	return data(http.StatusOK, metafield.String(), object{})
}

// named is what tells a metafield from all others.
func named(metafield object) string {
	return strings.Join([]string{metafield.text("owner_client_id"), metafield.text("resource_type"), metafield.raw("resource_id"), metafield.text("namespace"), metafield.text("key")}, "\n")
}
