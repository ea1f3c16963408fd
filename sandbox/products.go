package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// catalog is what the store sells.
type catalog struct {
	products   *table[*product]
	byName     *index[*product]
	bySKU      *index[*product] // of products and of variants, in lower case
	byURL      *index[*product]
	byVariant  *index[*product] // ids of variants
	brands     *table[object]
	categories *table[object]
	trees      *table[object]
	nextChild  int64 // id of whatever belongs to a product
}

// product is one product. What is only shown when it is included is kept beside the fields.
type product struct {
	fields   object
	channels []int64
	related  related
	relate   func() related // makes the related records of a seeded product when they are asked for
}

// related are the records that belong to a product, by the name of the include that shows them.
type related map[string][]object

func (p *product) id() int64 { return p.fields.integer("id") }

// parts returns the related records. A product that still has to make them is never shared.
func (p *product) parts() related {
	if p.related == nil {
		p.related = p.relate()
	}
	return p.related
}

func (p *product) variants() []object { return p.parts()["variants"] }

func (p *product) nameKeys() []string { return []string{strings.ToLower(p.fields.text("name"))} }

func (p *product) skuKeys() []string {
	var skus []string
	for _, o := range append([]object{p.fields}, p.variants()...) {
		if sku := strings.ToLower(o.text("sku")); sku != "" && !slices.Contains(skus, sku) {
			skus = append(skus, sku)
		}
	}
	return skus
}

func (p *product) urlKeys() []string {
	address, _ := parseObject([]byte(p.fields.raw("custom_url")))
	return []string{strings.ToLower(address.text("url"))}
}

func (p *product) variantKeys() []string { return idKeys(p.variants()) }

// clone copies a product so that its parts can be replaced.
func (p *product) clone() *product {
	return &product{fields: p.fields, channels: p.channels, related: maps.Clone(p.parts())}
}

// includes of a product, in the order in which they are shown.
var productIncludes = []string{
	"bulk_pricing_rules", "channels", "custom_fields", "images", "modifiers", "options", "parent_relations", "primary_image",
	"reviews", "variants", "videos",
}

// optionsPage is the largest page of products with their options or modifiers.
const optionsPage = 10

// productLookups find products by what they are called.
var productLookups = map[string]narrower{
	"name":   byKey(func(s *Store, name string) (int64, bool) { return s.products.find(s.byName, strings.ToLower(name)) }),
	"sku":    byKey(baseSKU),
	"sku:in": byKeys(baseSKU),
}

// baseSKU finds the product whose own SKU it is; SKUs of variants don't count.
func baseSKU(s *Store, sku string) (int64, bool) {
	id, ok := s.products.find(s.bySKU, strings.ToLower(sku))
	if !ok {
		return 0, false
	}
	p, _ := s.products.get(id)
	return id, strings.EqualFold(p.fields.text("sku"), sku)
}

var productListing = listing{
	narrow: merge(byID("id", "", "in", "not_in", "min", "max", "greater", "less"), productLookups, map[string]narrower{
		"channel_id:in": inChannels,
		"keyword":       withKeyword,
	}),
	filters: productFilters().
		on("date_modified", date, "min", "max").
		on("date_last_imported", date, "not", "min", "max").
		on("inventory_level", integer, "in", "not_in", "min", "max", "greater", "less").
		with("categories:in", anyOf("categories")),
	sorts: map[string]kind{
		"id": integer, "name": text, "sku": text, "price": decimal, "date_modified": date, "date_last_imported": date,
		"inventory_level": integer, "is_visible": boolean, "total_sold": integer, "calculated_price": decimal,
	},
	dates:   suffixedBounds(false, "date_modified"),
	extra:   []string{"page", "limit", "direction", "sort", "include", "include_fields", "exclude_fields", "keyword_context"},
	clocked: true,
}

// productDeletion are the filters that choose the products to delete.
var productDeletion = listing{
	narrow:  merge(byID("id", "", "in"), productLookups, map[string]narrower{"keyword": withKeyword}),
	filters: productFilters(),
	extra:   []string{"keyword_context"},
}

func productFilters() filters {
	return filters{}.
		on("mpn", text, "").
		on("upc", text, "").
		on("price", decimal, "").
		on("weight", decimal, "").
		on("brand_id", integer, "").
		on("date_modified", date, "").
		on("date_last_imported", date, "").
		on("is_visible", boolean, "").
		on("is_featured", boolean, "").
		on("is_free_shipping", boolean, "").
		on("inventory_level", integer, "").
		on("total_sold", integer, "").
		with("condition", oneOf(fieldFilter("condition", text, ""), "new", "used", "refurbished")).
		with("type", oneOf(fieldFilter("type", text, ""), "physical", "digital")).
		with("availability", oneOf(fieldFilter("availability", text, ""), "available", "disabled", "preorder")).
		with("categories", onlyCategory).
		with("inventory_low", tracked(func(level, warning int64) bool { return level <= warning })).
		with("out_of_stock", tracked(func(level, _ int64) bool { return level == 0 }))
}

// onlyCategory is the filter categories=5, which misses products that are in further categories.
func onlyCategory(value string, _ time.Time) (test, error) {
	wanted, err := integersIn(value)
	if err != nil || len(wanted) != 1 {
		return nil, fmt.Errorf("%q is not an integer", value)
	}
	return func(o object) bool { return slices.Equal(parseIntegers(o.raw("categories")), wanted) }, nil
}

// tracked is a filter with the values 1 and 0 on the stock of products that track it.
func tracked(low func(level, warning int64) bool) filter {
	return func(value string, _ time.Time) (test, error) {
		if value != "0" && value != "1" {
			return nil, fmt.Errorf("%q is neither 1 nor 0", value)
		}
		return func(o object) bool {
			isLow := o.text("inventory_tracking") != "none" && low(o.integer("inventory_level"), o.integer("inventory_warning_level"))
			return isLow == (value == "1")
		}, nil
	}
}

func inChannels(s *Store, ids []int64, value string) ([]int64, error) {
	wanted, err := integersIn(value)
	return s.productsWith(ids, func(p *product) bool {
		return slices.ContainsFunc(p.channels, func(id int64) bool { return slices.Contains(wanted, id) })
	}), err
}

func withKeyword(s *Store, ids []int64, value string) ([]int64, error) {
	wanted := strings.ToLower(value)
	return s.productsWith(ids, func(p *product) bool {
		brand, _ := s.brands.get(p.fields.integer("brand_id"))
		return slices.ContainsFunc([]string{p.fields.text("name"), p.fields.text("description"), p.fields.text("sku"), brand.text("name")},
			func(part string) bool { return strings.Contains(strings.ToLower(part), wanted) })
	}), nil
}

func (s *Store) productsWith(ids []int64, wanted func(*product) bool) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool {
		p, _ := s.products.get(id)
		return !wanted(p)
	})
}

func (s *Store) productRecords() records {
	return records{ids: s.products.ids, results: &s.products.results, dated: s.products.dated, load: func(id int64) object {
		p, _ := s.products.get(id)
		return p.fields
	}}
}

func listProducts(s *Store, r *request) (answer, *refusal) {
	includes, f := includesOf(r.query, productIncludes...)
	if f != nil {
		return answer{}, f
	}
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	asked := w.limit
	if slices.Contains(includes, "options") || slices.Contains(includes, "modifiers") {
		w.limit = min(w.limit, optionsPage)
	}
	by, f := productListing.sortedInDirection(r.query)
	if f != nil {
		return answer{}, f
	}
	ids, f := s.find(productListing, s.productRecords(), r.query, by)
	if f != nil {
		return answer{}, f
	}
	page := cut(ids, w)
	fields := projectionOf(r.query)
	shown := make([]object, len(page))
	for i, id := range page {
		p, _ := s.products.get(id)
		shown[i] = p.show(fields, includes)
	}
	meta := pagination(r.query, w, len(ids), len(page)).with("total_pages", number(int64((len(ids)+asked-1)/asked)))
	return data(http.StatusOK, list(shown), object{{"pagination", meta.String()}}), nil
}

// show is the product with the fields and the related records that were asked for.
func (p *product) show(fields projection, includes []string) object {
	shown := slices.Clip(fields.apply(p.fields, "id"))
	for _, name := range productIncludes {
		if !slices.Contains(includes, name) {
			continue
		}
		switch name {
		case "channels":
			shown = append(shown, field{name, numbers(p.channels)})
		case "primary_image":
			if images := p.parts()["images"]; len(images) > 0 {
				shown = append(shown, field{name, images[0].without("image_url").with("image_file", images[0].raw("image_url")).String()})
			}
		default:
			shown = append(shown, field{name, list(p.parts()[name])})
		}
	}
	return shown
}

// product returns the product in the path.
func (s *Store) product(r *request) (*product, *refusal) {
	p, ok := s.products.get(r.id("product_id"))
	if !ok {
		return nil, notFound()
	}
	return p, nil
}

func getProduct(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	includes, f := includesOf(r.query, productIncludes...)
	if f != nil {
		return answer{}, f
	}
	return data(http.StatusOK, p.show(projectionOf(r.query), includes).String(), object{}), nil
}

func deleteProduct(s *Store, r *request) (answer, *refusal) {
	s.deleteProduct(r.id("product_id"))
	return noContent(), nil
}

func (s *Store) deleteProduct(id int64) {
	p, exists := s.products.get(id)
	if !exists {
		return
	}
	s.products.remove(id)
	s.emit("store/product/deleted", productEvent(id))
	s.emitVariants("deleted", p)
}

// deletedAtOnce is how many products one deletion by filter takes at most.
const deletedAtOnce = 250

func deleteProducts(s *Store, r *request) (answer, *refusal) {
	ids, f := s.find(productDeletion, s.productRecords(), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	if !filtersAny(productDeletion, r.query) {
		return answer{}, refuse(http.StatusUnprocessableEntity, "A filter is required to delete products.")
	}
	for _, id := range slices.Clone(ids[:min(len(ids), deletedAtOnce)]) {
		s.deleteProduct(id)
	}
	return noContent(), nil
}

// filtersAny reports whether the query chooses among the records at all.
func filtersAny(l listing, query url.Values) bool {
	for name := range query {
		_, narrows := l.narrow[name]
		_, filters := l.filters[name]
		if (narrows || filters) && query.Get(name) != "" {
			return true
		}
	}
	return false
}
