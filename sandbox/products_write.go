package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// RefusedInventoryLevel is an inventory level that the inventory service of the sandbox refuses. A product that is written
// with it is saved without it and answered 207, so that a partial success can be tried out.
const RefusedInventoryLevel = 2_147_483_647

const (
	productBatch = 10
	tooManyItems = "The request payload is too large. The maximum items allowed in the array is 10."
)

// unstoredFields are those of a product's body that don't become the product's fields.
var unstoredFields = []string{
	"id", "date_created", "date_modified", "calculated_price", "base_variant_id", "option_set_id", "option_set_display",
	"reviews_rating_sum", "reviews_count", "total_sold", "primary_image", "parent_relations", "channels", "options", "modifiers",
	"reviews", "brand_name", "custom_url", "custom_fields", "bulk_pricing_rules", "images", "videos", "variants",
}

func createProduct(s *Store, r *request) (answer, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := invalid(checkProduct(body, "", false)); f != nil {
		return answer{}, f
	}
	if f := s.productConflict(body, 0); f != nil {
		return answer{}, f
	}
	id, now := s.products.takeID(), dateV3(s.now())
	p := &product{fields: newProductFields(id, now), related: related{}, channels: []int64{1}}
	refused := s.writeProduct(p, body)
	s.addVariants(p, body.objects("variants"))
	s.products.put(id, p)
	s.emit("store/product/created", productEvent(id))
	s.emitVariants("created", p)
	var echoed []string
	for _, name := range []string{"bulk_pricing_rules", "custom_fields", "images", "videos"} {
		if _, given := body.get(name); given {
			echoed = append(echoed, name)
		}
	}
	shown := p.show(projectionOf(r.query), echoed)
	if refused {
		return written(refused, list([]object{shown})), nil // an array, other than in success
	}
	return written(refused, shown.String()), nil
}

func updateProduct(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	includes, f := includesOf(r.query, productIncludes...)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := invalid(checkProductUpdate(body, "")); f != nil {
		return answer{}, f
	}
	if f := s.productConflict(body, p.id()); f != nil {
		return answer{}, f
	}
	updated, refused := s.updateProduct(p, body)
	return written(refused, updated.show(projectionOf(r.query), includes).String()), nil
}

// updateProducts changes all products of the array or, when one is at fault, none.
func updateProducts(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, productBatch, tooManyItems)
	if f != nil {
		return answer{}, f
	}
	var errors object
	for i, body := range bodies {
		errors = append(errors, check(idRule, body, batchPath(i), false)...)
		errors = append(errors, checkProductUpdate(body, batchPath(i))...)
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	for _, body := range bodies {
		if !s.products.has(body.integer("id")) {
			return answer{}, notFound()
		}
		if f := s.productConflict(body, body.integer("id")); f != nil {
			return answer{}, f
		}
	}
	if f := conflictWithin(bodies); f != nil {
		return answer{}, f
	}
	shown := make([]object, len(bodies))
	anyRefused := false
	for i, body := range bodies {
		p, _ := s.products.get(body.integer("id"))
		updated, refused := s.updateProduct(p, body)
		shown[i] = updated.show(projectionOf(r.query), nil)
		anyRefused = anyRefused || refused
	}
	return written(anyRefused, list(shown)), nil
}

// conflictWithin refuses a batch that gives one name or SKU to two products.
func conflictWithin(bodies []object) *refusal {
	for _, name := range []string{"name", "sku"} {
		seen := map[string]bool{}
		for _, body := range bodies {
			value := strings.ToLower(body.text(name))
			if value != "" && seen[value] {
				return duplicate(name)
			}
			seen[value] = true
		}
	}
	return nil
}

// checkProduct checks the fields of a product and its parts: a pair of name and value occurs once, and fixed prices are for two pieces or more.
func checkProduct(body object, prefix string, partial bool) object {
	errors := check(productRules, body, prefix, partial)
	fields := body.objects("custom_fields")
	for i, one := range fields {
		if slices.ContainsFunc(fields[:i], func(other object) bool {
			return other.raw("name") == one.raw("name") && other.raw("value") == one.raw("value")
		}) {
			errors = append(errors, field{fmt.Sprintf("%scustom_fields.%d", prefix, i), quote("the pair of name and value must be unique")})
		}
	}
	for i, rule := range body.objects("bulk_pricing_rules") {
		if rule.text("type") == "fixed" && rule.integer("quantity_min") < 2 {
			errors = append(errors, field{fmt.Sprintf("%sbulk_pricing_rules.%d.quantity_min", prefix, i), quote("must be 2 or more for fixed prices")})
		}
	}
	return errors
}

func checkProductUpdate(body object, prefix string) object {
	errors := checkProduct(body, prefix, true)
	if _, given := body.get("variants"); given {
		errors = append(errors, field{prefix + "variants", quote("can't be updated with the product")})
	}
	return errors
}

// written answers with the saved products; 207 when their inventory was refused.
func written(refused bool, saved string) answer {
	if refused {
		why := refuse(http.StatusMultiStatus, "The product was saved, but its inventory could not be updated.").
			because("inventory_level", fmt.Sprintf("%d can't be stored", RefusedInventoryLevel))
		return jsonAnswer(http.StatusMultiStatus, object{{"data", saved}, {"errors", why.object().String()}, {"meta", "{}"}})
	}
	return data(http.StatusOK, saved, object{})
}

func duplicate(name string) *refusal {
	title := "The product " + name + " is a duplicate"
	return refuse(http.StatusConflict, title).because(name, title)
}

// productConflict checks a body against the rest of the store. The id is the product's own, 0 for a new one.
func (s *Store) productConflict(body object, id int64) *refusal {
	taken := func(x *index[*product], key string) bool {
		owner, ok := s.products.find(x, strings.ToLower(key))
		return ok && owner != id
	}
	if name, given := body.get("name"); given && taken(s.byName, unquote(name)) {
		return duplicate("name")
	}
	skus := map[string]bool{}
	for _, o := range append([]object{body}, body.objects("variants")...) {
		sku := strings.ToLower(o.text("sku"))
		if sku != "" && (skus[sku] || taken(s.bySKU, sku)) {
			return duplicate("sku")
		}
		skus[sku] = true
	}
	if p, exists := s.products.get(id); exists && s.takenByVariant(p, body) {
		return duplicate("sku")
	}
	address, _ := parseObject([]byte(body.raw("custom_url")))
	if url := address.text("url"); url != "" && taken(s.byURL, url) {
		title := "The product custom_url is a duplicate"
		return refuse(http.StatusConflict, title).because("custom_url", title)
	}
	for _, category := range parseIntegers(body.raw("categories")) {
		if !s.categories.has(category) {
			return refuse(http.StatusConflict, "A category of the product doesn't exist.").
				because("categories", "no category "+number(category))
		}
	}
	if brand := body.integer("brand_id"); brand != 0 && !s.brands.has(brand) {
		return refuse(http.StatusConflict, "The brand of the product doesn't exist.").because("brand_id", "no brand "+number(brand))
	}
	return nil
}

// takenByVariant reports whether a product's new SKU is that of one of its own variants with options.
func (s *Store) takenByVariant(p *product, body object) bool {
	sku := body.text("sku")
	return sku != "" && slices.ContainsFunc(p.variants(), func(variant object) bool {
		return !isBase(variant) && strings.EqualFold(variant.text("sku"), sku)
	})
}

// saveProduct stores a product that was changed.
func (s *Store) saveProduct(p *product) {
	p.fields = p.fields.with("date_modified", dateV3(s.now()))
	s.products.put(p.id(), p)
	s.emit("store/product/updated", productEvent(p.id()))
}

func (s *Store) updateProduct(old *product, body object) (updated *product, refused bool) {
	p := old.clone()
	refused = s.writeProduct(p, body)
	variants := slices.Clone(p.variants())
	for i, variant := range variants {
		if isBase(variant) {
			variants[i] = baseVariant(p, variant)
		} else {
			variants[i] = inherited(variant, p)
		}
	}
	s.putVariants(p, variants)
	if level := p.fields.integer("inventory_level"); level != old.fields.integer("inventory_level") {
		s.emitProductInventory(p.id(), "absolute", level)
	}
	return p, refused
}

// writeProduct puts a body into a product. It reports whether its inventory level was refused.
func (s *Store) writeProduct(p *product, body object) (refused bool) {
	id := p.id()
	stored := body.without(unstoredFields...)
	if refused = body.integer("inventory_level") == RefusedInventoryLevel; refused {
		stored = stored.without("inventory_level")
	}
	p.fields = p.fields.merged(stored)
	if name := body.text("brand_name"); name != "" {
		p.fields = p.fields.with("brand_id", number(s.brandNamed(name)))
	}
	p.fields = p.fields.
		with("calculated_price", calculatedPrice(p.fields)).
		with("custom_url", s.customURL(p, body).String())
	for _, name := range []string{"custom_fields", "bulk_pricing_rules"} {
		s.writeRelated(p, body, name, nil)
	}
	s.writeRelated(p, body, "videos", func(video object) object {
		return object{
			{"title", `""`},
			{"description", `""`},
			{"sort_order", "0"},
			{"type", `"youtube"`},
			{"video_id", `""`},
			{"id", "0"},
			{"product_id", number(id)},
			{"length", `"00:00"`},
		}.merged(video)
	})
	now := dateV3(s.now())
	s.writeRelated(p, body, "images", func(image object) object { return newImage(id, now).merged(image).merged(imageURLs(image)) })
	return refused
}

// writeRelated replaces the related records that a body names. Those that bring their id keep it.
func (s *Store) writeRelated(p *product, body object, name string, complete func(object) object) {
	if _, given := body.get(name); !given {
		return
	}
	records := body.objects(name)
	for i, record := range records {
		if record.integer("id") == 0 {
			record = append(object{{"id", number(s.takeChildID())}}, record.without("id")...)
		}
		if complete != nil {
			record = complete(record)
		}
		records[i] = record
	}
	p.related[name] = records
}

func (s *Store) takeChildID() int64 { s.nextChild++; return s.nextChild }

// calculatedPrice is the sale price when there is one.
func calculatedPrice(fields object) string {
	sale := fields.raw("sale_price")
	if n, err := strconv.ParseFloat(sale, 64); err == nil && n > 0 {
		return sale
	}
	return fields.raw("price")
}

// customURL is the product's address: the one that was given, otherwise one made of the name when there is none yet.
func (s *Store) customURL(p *product, body object) object {
	current, _ := parseObject([]byte(p.fields.raw("custom_url")))
	given, _ := parseObject([]byte(body.raw("custom_url")))
	if given.text("url") != "" {
		return object{{"url", given.raw("url")}, {"is_customized", "true"}}
	}
	if current.text("url") != "" {
		return current
	}
	url := slug(p.fields.text("name"))
	if _, taken := s.products.find(s.byURL, url); taken {
		url += p.fields.raw("id") + "/"
	}
	return object{{"url", quote(url)}, {"is_customized", "false"}}
}

// brandNamed returns the id of a brand, which is created when the store has none of that name.
func (s *Store) brandNamed(name string) int64 {
	for _, brand := range s.brands.all() {
		if strings.EqualFold(brand.text("name"), name) {
			return brand.integer("id")
		}
	}
	id := s.brands.takeID()
	s.brands.put(id, newBrand(id, name))
	return id
}
