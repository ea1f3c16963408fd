package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const (
	inventoryBatch  = 2_000
	defaultLocation = 1 // whose stock the catalog shows
)

// shelving is where stock lies that the catalog doesn't show: at other locations than the default one.
type shelving struct {
	levels      map[stockPlace]int64 // that were set; nil until one is
	adjustments int64
}

// stockPlace is where an item lies. The variant is 0 when the product is tracked as a whole.
type stockPlace struct{ location, product, variant int64 }

var adjustmentRules = []rule{
	textOf("reason", 0, unbounded),
	objectsOf("items", inventoryBatch,
		integerOf("location_id", 1, int32Max).must(),
		integerOf("quantity", -int32Max-1, int32Max).must(),
		textOf("sku", 1, 255),
		integerOf("variant_id", 1, int32Max),
		integerOf("product_id", 1, int32Max),
	).must().notEmpty(),
}

// adjustment is what happens to the stock of one item.
type adjustment struct {
	stockPlace
	quantity int64
	level    int64 // that it leads to
}

// adjustAbsolutely sets the stock of all items or of none.
func adjustAbsolutely(s *Store, r *request) (answer, *refusal) { return s.adjust(r, "absolute") }

// adjustRelatively adds to the stock of all items or of none. Stock at a location must have been set before it can be added to.
func adjustRelatively(s *Store, r *request) (answer, *refusal) { return s.adjust(r, "relative") }

func (s *Store) adjust(r *request, method string) (answer, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := invalid(check(adjustmentRules, body, "", false)); f != nil {
		return answer{}, f
	}
	var planned []adjustment
	levels := map[stockPlace]int64{} // as they become: one item may be adjusted twice
	for i, item := range body.objects("items") {
		p, at, why := s.placeOf(item)
		if why == "" {
			why = s.plan(p, at, method, item.integer("quantity"), levels)
		}
		if why != "" {
			return answer{}, refuse(http.StatusUnprocessableEntity, why).because("items."+strconv.Itoa(i), why)
		}
		planned = append(planned, adjustment{stockPlace: at, quantity: item.integer("quantity"), level: levels[at]})
	}
	for _, a := range planned {
		s.shelve(a, method)
	}
	s.adjustments++
	return jsonAnswer(http.StatusOK, object{{"transaction_id", quote(uuid("adjustment", s.adjustments))}}), nil
}

// placeOf finds the item that is adjusted, or tells why it can't be.
func (s *Store) placeOf(item object) (p *product, at stockPlace, why string) {
	var given []string
	for _, name := range []string{"sku", "variant_id", "product_id"} {
		if _, ok := item.get(name); ok {
			given = append(given, name)
		}
	}
	if len(given) != 1 {
		return nil, at, "An item needs one of sku, variant_id and product_id"
	}
	identity := given[0] + " " + item.text(given[0])
	at.location = item.integer("location_id")
	if !s.locations.has(at.location) {
		return nil, at, fmt.Sprintf("There is no location %d", at.location)
	}
	at.product = item.integer("product_id")
	known := true
	switch given[0] {
	case "sku":
		at.product, known = s.products.find(s.bySKU, strings.ToLower(item.text("sku")))
	case "variant_id":
		at.product, known = variantOwner(s, item.raw("variant_id"))
	}
	p, exists := s.products.get(at.product)
	if !known || !exists {
		return nil, at, "There is no item with " + identity
	}
	variant := slices.IndexFunc(p.variants(), func(v object) bool {
		return v.raw("id") == item.raw("variant_id") || given[0] == "sku" && strings.EqualFold(v.text("sku"), item.text("sku"))
	})
	namesVariant := variant >= 0 && !isBase(p.variants()[variant])
	switch tracking := p.fields.text("inventory_tracking"); {
	case tracking == "none":
		return nil, at, "[Item with " + identity + " is not tracked, please set inventory_tracking of the product first]"
	case tracking == "product" && namesVariant:
		return nil, at, "[Item with " + identity + " is tracked by product, please update stock by product id]"
	case tracking == "variant" && variant < 0:
		return nil, at, "[Item with " + identity + " is tracked by variant, please update stock by variant id]"
	case tracking == "variant":
		at.variant = p.variants()[variant].integer("id")
	}
	return p, at, ""
}

// plan works out the level that an adjustment leads to, or tells why it can't be made.
func (s *Store) plan(p *product, at stockPlace, method string, quantity int64, levels map[stockPlace]int64) (why string) {
	level := quantity
	if method == "relative" {
		current, isSet := levels[at]
		if !isSet {
			current, isSet = s.level(p, at)
		}
		if !isSet {
			return fmt.Sprintf("Items with identity: [product_id %d] requires absolute adjustment before relative", at.product)
		}
		level += current
	}
	if level < 0 {
		return fmt.Sprintf("The adjustment of product_id %d leads to a negative level", at.product)
	}
	if level >= RefusedInventoryLevel {
		return fmt.Sprintf("The adjustment of product_id %d leads to more than can be stored", at.product)
	}
	levels[at] = level
	return ""
}

// level is the stock at a place; false when it was never set. The catalog's level counts as set.
func (s *Store) level(p *product, at stockPlace) (int64, bool) {
	if at.location != defaultLocation {
		level, isSet := s.levels[at]
		return level, isSet
	}
	if at.variant == 0 {
		return p.fields.integer("inventory_level"), true
	}
	for _, variant := range p.variants() {
		if variant.integer("id") == at.variant {
			return variant.integer("inventory_level"), true
		}
	}
	return 0, false
}

// onHand is what of a variant lies at a location.
func (s *Store) onHand(variant object, location int64) int64 {
	if location == defaultLocation {
		return variant.integer("inventory_level")
	}
	at := stockPlace{location, variant.integer("product_id"), variant.integer("id")}
	if isBase(variant) {
		at.variant = 0
	}
	return s.levels[at]
}

// shelve makes a planned adjustment and emits its events.
func (s *Store) shelve(a adjustment, method string) {
	if a.location == defaultLocation {
		s.shelveInCatalog(a)
	} else {
		if s.levels == nil {
			s.levels = map[stockPlace]int64{}
		}
		s.levels[a.stockPlace] = a.level
	}
	value := a.level
	if method == "relative" {
		value = a.quantity
	}
	if a.variant == 0 {
		s.emitProductInventory(a.product, method, value)
		return
	}
	p, _ := s.products.get(a.product)
	for _, variant := range p.variants() {
		if variant.integer("id") == a.variant {
			s.emitVariantInventory(variant, method, value)
		}
	}
}

// shelveInCatalog writes a level of the default location, which is the catalog's. A product that is tracked by variant has what
// its variants have together.
func (s *Store) shelveInCatalog(a adjustment) {
	old, _ := s.products.get(a.product)
	p := old.clone()
	variants := slices.Clone(p.variants())
	total := a.level
	if a.variant != 0 {
		total = 0
	}
	for i, variant := range variants {
		if variant.integer("id") == a.variant || a.variant == 0 && isBase(variant) {
			variants[i] = variant.with("inventory_level", number(a.level))
		}
		if a.variant != 0 {
			total += variants[i].integer("inventory_level")
		}
	}
	p.related["variants"] = variants
	p.fields = p.fields.with("inventory_level", number(total))
	s.saveProduct(p)
}

func productEvent(id int64) object { return object{{"type", `"product"`}, {"id", number(id)}} }

func (s *Store) emitProductInventory(id int64, method string, value int64) {
	change := object{{"product_id", number(id)}, {"method", quote(method)}, {"value", number(value)}}
	s.emit("store/product/inventory/updated", append(productEvent(id), field{"inventory", change.String()}))
}

func (s *Store) emitVariantInventory(variant object, method string, value int64) {
	change := object{
		{"product_id", variant.raw("product_id")},
		{"variant_id", variant.raw("id")},
		{"method", quote(method)},
		{"value", number(value)},
	}
	s.emit("store/sku/inventory/updated", object{{"type", `"sku"`}, {"id", variant.raw("sku_id")}, {"inventory", change.String()}})
}

// emitVariants emits an event of the SKUs of a product's variants.
func (s *Store) emitVariants(event string, p *product) {
	for _, variant := range p.variants() {
		s.emitVariant(event, variant)
	}
}
