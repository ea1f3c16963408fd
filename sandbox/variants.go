package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// variantRules are the demands on a variant that is made with its product: its option values go by their names.
var variantRules = append(slices.Clone(variantFieldRules),
	textOf("sku", 0, 255),
	objectsOf("option_values", unbounded, textOf("option_display_name", 1, 255).must(), textOf("label", 1, 255).must()).must().notEmpty(),
)

var variantFieldRules = []rule{
	numberOf("price", 0, unbounded).orNull(),
	numberOf("cost_price", 0, unbounded).orNull(),
	numberOf("sale_price", 0, unbounded).orNull(),
	numberOf("retail_price", 0, unbounded).orNull(),
	numberOf("weight", 0, largeSize).orNull(),
	numberOf("width", 0, largeSize).orNull(),
	numberOf("height", 0, largeSize).orNull(),
	numberOf("depth", 0, largeSize).orNull(),
	numberOf("fixed_cost_shipping_price", 0, unbounded).orNull(),
	flag("is_free_shipping"),
	flag("purchasing_disabled"),
	textOf("purchasing_disabled_message", 0, 255),
	textOf("upc", 0, 14),
	textOf("gtin", 0, 14),
	textOf("mpn", 0, unbounded),
	integerOf("inventory_level", 0, int32Max),
	integerOf("inventory_warning_level", 0, int32Max),
	textOf("image_url", 0, unbounded),
	textOf("bin_picking_number", 0, 255),
}

// newVariantFields are the fields of a variant that takes everything from its product: null means the product's value.
func newVariantFields(id int64, p *product) object {
	return object{
		{"id", number(id)},
		{"product_id", p.fields.raw("id")},
		{"sku", `""`},
		{"sku_id", "null"},
		{"price", "null"},
		{"calculated_price", p.fields.raw("calculated_price")},
		{"sale_price", "null"},
		{"retail_price", "null"},
		{"weight", "null"},
		{"calculated_weight", p.fields.raw("weight")},
		{"width", "null"},
		{"height", "null"},
		{"depth", "null"},
		{"is_free_shipping", "false"},
		{"fixed_cost_shipping_price", "null"},
		{"purchasing_disabled", "false"},
		{"purchasing_disabled_message", `""`},
		{"image_url", `""`},
		{"cost_price", "null"},
		{"upc", `""`},
		{"mpn", `""`},
		{"gtin", `""`},
		{"inventory_level", "0"},
		{"inventory_warning_level", "0"},
		{"bin_picking_number", `""`},
		{"option_values", "[]"},
	}
}

// isBase reports whether a variant is the hidden one of a product without options.
func isBase(variant object) bool { return variant.raw("option_values") == "[]" }

// baseVariant is the hidden variant of a simple product. It shows the product's own values.
func baseVariant(p *product, variant object) object {
	variant = slices.Clone(variant)
	for _, name := range []string{
		"sku", "price", "sale_price", "retail_price", "weight", "width", "height", "depth", "is_free_shipping", "cost_price",
		"fixed_cost_shipping_price", "upc", "mpn", "gtin", "inventory_level", "inventory_warning_level", "bin_picking_number",
	} {
		variant.set(name, p.fields.raw(name))
	}
	variant.set("calculated_price", p.fields.raw("calculated_price"))
	variant.set("calculated_weight", p.fields.raw("weight"))
	return variant
}

// addVariants gives a new product its variants, and the options that they imply; without any, its base variant.
func (s *Store) addVariants(p *product, bodies []object) {
	if len(bodies) == 0 {
		id := s.takeChildID()
		p.related["variants"] = []object{baseVariant(p, newVariantFields(id, p))}
		p.fields = p.fields.with("base_variant_id", number(id))
		return
	}
	options := impliedOptions{store: s, product: p}
	var variants []object
	for _, body := range bodies {
		id := s.takeChildID()
		variant := newVariantFields(id, p).
			merged(body.without("id", "product_id", "option_values", "sku_id")).
			with("sku_id", number(s.takeChildID())).
			with("option_values", list(options.values(body.objects("option_values"))))
		variants = append(variants, inherited(variant, p))
	}
	p.related["variants"] = variants
	p.related["options"] = options.all
	p.fields = p.fields.with("option_set_id", p.fields.raw("id"))
	if p.fields.text("inventory_tracking") == "variant" {
		var level int64
		for _, variant := range variants {
			level += variant.integer("inventory_level")
		}
		p.fields = p.fields.with("inventory_level", number(level))
	}
}

// inherited fills in what is calculated from the variant's own value or, where that is null, from the product's.
func inherited(variant object, p *product) object {
	weight := variant.raw("weight")
	if weight == "null" {
		weight = p.fields.raw("weight")
	}
	price := p.fields.raw("calculated_price")
	if own := calculatedPrice(variant); own != "null" {
		price = own
	}
	variant = slices.Clone(variant)
	variant.set("calculated_price", price)
	variant.set("calculated_weight", weight)
	return variant
}

// impliedOptions are the options that the values of new variants create.
type impliedOptions struct {
	store   *Store
	product *product
	all     []object
}

// values turns {option_display_name, label} into the values of a stored variant.
func (o *impliedOptions) values(wanted []object) []object {
	values := make([]object, len(wanted))
	for i, one := range wanted {
		at := o.option(one.text("option_display_name"))
		values[i] = object{
			{"id", number(o.value(at, one.text("label")))},
			{"label", one.raw("label")},
			{"option_id", o.all[at].raw("id")},
			{"option_display_name", o.all[at].raw("display_name")},
		}
	}
	return values
}

func (o *impliedOptions) option(name string) int {
	at := slices.IndexFunc(o.all, func(option object) bool { return strings.EqualFold(option.text("display_name"), name) })
	if at < 0 {
		at = len(o.all)
		o.all = append(o.all, newOption(o.store.takeChildID(), o.product.id(), name, "radio_buttons", int64(at)))
	}
	return at
}

func (o *impliedOptions) value(at int, label string) int64 {
	values := o.all[at].objects("option_values")
	for _, value := range values {
		if value.text("label") == label {
			return value.integer("id")
		}
	}
	id := o.store.takeChildID()
	o.all[at] = o.all[at].with("option_values", list(append(values, newOptionValue(id, label, int64(len(values))))))
	return id
}

func newOption(id, productID int64, name, kind string, sortOrder int64) object {
	return object{
		{"id", number(id)},
		{"product_id", number(productID)},
		{"display_name", quote(name)},
		{"type", quote(kind)},
		{"config", "{}"},
		{"sort_order", number(sortOrder)},
		{"option_values", "[]"},
	}
}

func newOptionValue(id int64, label string, sortOrder int64) object {
	return object{
		{"id", number(id)},
		{"label", quote(label)},
		{"sort_order", number(sortOrder)},
		{"value_data", "null"},
		{"is_default", "false"},
	}
}

var variantListing = listing{extra: []string{"page", "limit", "include_fields", "exclude_fields"}}

func listProductVariants(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	return s.listObjects(variantListing, p.variants(), r.query, projected(projectionOf(r.query)))
}

func projected(fields projection) func([]object) []object {
	return func(objects []object) []object {
		shown := make([]object, len(objects))
		for i, o := range objects {
			shown[i] = fields.apply(o, "id")
		}
		return shown
	}
}

func getProductVariant(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	for _, variant := range p.variants() {
		if variant.integer("id") == r.id("variant_id") {
			return data(http.StatusOK, projectionOf(r.query).apply(variant, "id").String(), object{}), nil
		}
	}
	return answer{}, notFound()
}

// variantOwners narrows the products whose variants are looked at.
var variantOwners = map[string]narrower{
	"id":            byKey(variantOwner),
	"sku":           byKey(func(s *Store, sku string) (int64, bool) { return s.products.find(s.bySKU, strings.ToLower(sku)) }),
	"product_id:in": idsThat("in"),
}

func variantOwner(s *Store, id string) (int64, bool) { return s.products.find(s.byVariant, id) }

var allVariantsListing = listing{
	filters: filters{}.on("id", integer, "").on("sku", text, "").on("upc", text, "").on("product_id", integer, "in"),
	extra:   variantListing.extra,
}

// unlistedVariantFields are shown with one product's variants, not in the list of all.
var unlistedVariantFields = []string{"image_url", "mpn", "gtin", "calculated_weight"}

func listVariants(s *Store, r *request) (answer, *refusal) {
	return s.listVariants(allVariantsListing, variantOwners, r, func(_ *product, variant object) object {
		return projectionOf(r.query).apply(variant.without(unlistedVariantFields...), "id")
	})
}

// listVariants answers with a page of the variants of all products. It makes only the products that it shows, unless a filter
// has to look at each variant.
func (s *Store) listVariants(l listing, owners map[string]narrower, r *request, show func(*product, object) object) (answer, *refusal) {
	w, f := windowV3(r.query, l.largest)
	if f != nil {
		return answer{}, f
	}
	products, f := s.find(listing{narrow: owners, extra: keysOf(r.query)}, s.productRecords(), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	if _, f := s.findObjects(l, nil, r.query, ordering{}); f != nil {
		return answer{}, f
	}
	looks := filtersAny(l, r.query)
	var shown []object
	total, from := 0, (w.page-1)*w.limit
	for _, id := range products {
		if count := s.variantCount(id); !looks && (total+count <= from || len(shown) == w.limit) {
			total += count
			continue
		}
		p, _ := s.products.get(id)
		variants, _ := s.findObjects(l, p.variants(), r.query, ordering{})
		for _, variant := range variants {
			if total >= from && len(shown) < w.limit {
				shown = append(shown, show(p, variant))
			}
			total++
		}
	}
	return data(http.StatusOK, list(shown), object{{"pagination", pagination(r.query, w, total, len(shown)).String()}}), nil
}

// variantCount counts a product's variants without making the product when it is a seeded one.
func (s *Store) variantCount(id int64) int {
	if p, ok := s.products.written[id]; ok {
		return len(p.variants())
	}
	return s.shop.variantCount(id)
}
