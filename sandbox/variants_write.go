package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const (
	mostVariants = 600 // of a product
	variantBatch = 50
)

// newVariantRules are the demands on a variant that is made after its product: its option values go by their numbers.
var newVariantRules = append(slices.Clone(variantFieldRules),
	textOf("sku", 1, 255).must(),
	objectsOf("option_values", unbounded, integerOf("id", 1, int32Max).must(), integerOf("option_id", 1, int32Max).must()).must().notEmpty(),
)

// changedVariantRules are the demands on a variant that is changed.
var changedVariantRules = append(slices.Clone(variantFieldRules), textOf("sku", 1, 255), integerOf("id", 1, int32Max).must())

// unwrittenVariantFields are those of a variant's body that the store sets itself.
var unwrittenVariantFields = []string{"id", "product_id", "sku_id", "option_values", "calculated_price", "calculated_weight"}

func createVariant(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := invalid(check(newVariantRules, body, "", false)); f != nil {
		return answer{}, f
	}
	values, why := chosenValues(p, body.objects("option_values"))
	if why != "" {
		return answer{}, refuse(http.StatusUnprocessableEntity, titleInvalid).because("option_values", why)
	}
	if _, taken := s.products.find(s.bySKU, strings.ToLower(body.text("sku"))); taken {
		return answer{}, duplicate("sku")
	}
	variant, refused := s.createVariant(p, body, values)
	return writtenVariants(refused, variant.String()), nil
}

// chosenValues finds the option values that make a variant, or tells why they can't: one value of each option, and no variant that has them already.
func chosenValues(p *product, wanted []object) (values []object, why string) {
	options := p.parts()["options"]
	if len(options) == 0 {
		return nil, "the product has no options"
	}
	if len(p.variants()) >= mostVariants {
		return nil, fmt.Sprintf("a product has at most %d variants", mostVariants)
	}
	for _, option := range options {
		at := slices.IndexFunc(wanted, func(o object) bool { return o.raw("option_id") == option.raw("id") })
		if at < 0 {
			return nil, "a value of option " + option.raw("id") + " is missing"
		}
		labels := option.objects("option_values")
		label := slices.IndexFunc(labels, func(o object) bool { return o.raw("id") == wanted[at].raw("id") })
		if label < 0 {
			return nil, "option " + option.raw("id") + " has no value " + wanted[at].raw("id")
		}
		values = append(values, object{
			{"id", labels[label].raw("id")},
			{"label", labels[label].raw("label")},
			{"option_id", option.raw("id")},
			{"option_display_name", option.raw("display_name")},
		})
	}
	if len(wanted) != len(options) {
		return nil, "there are more values than options"
	}
	for _, variant := range p.variants() {
		if slices.Equal(idKeys(variant.objects("option_values")), idKeys(values)) {
			return nil, "variant " + variant.raw("id") + " has these option values"
		}
	}
	return values, ""
}

// createVariant adds a variant to a product. A base variant, which stood for the product without variants, goes.
func (s *Store) createVariant(old *product, body object, values []object) (variant object, refused bool) {
	p := old.clone()
	stored, refused := storable(body)
	variant = inherited(newVariantFields(s.takeChildID(), p).
		merged(stored.without(unwrittenVariantFields...)).
		with("sku_id", number(s.takeChildID())).
		with("option_values", list(values)), p)
	kept := slices.DeleteFunc(slices.Clone(p.variants()), isBase)
	p.fields = p.fields.with("base_variant_id", "null").with("option_set_id", p.fields.raw("id"))
	s.putVariants(p, append(kept, variant))
	s.emitVariant("created", variant)
	return variant, refused
}

// storable is a body without the level that the inventory service refuses, and whether it had it.
func storable(body object) (object, bool) {
	if body.integer("inventory_level") != RefusedInventoryLevel {
		return body, false
	}
	return body.without("inventory_level"), true
}

// putVariants stores a product with its variants. One that tracks its stock by variant has what its variants have together.
func (s *Store) putVariants(p *product, variants []object) {
	p.related["variants"] = variants
	if p.fields.text("inventory_tracking") == "variant" {
		var level int64
		for _, variant := range variants {
			level += variant.integer("inventory_level")
		}
		p.fields = p.fields.with("inventory_level", number(level))
	}
	s.saveProduct(p)
}

// emitVariant emits an event of a variant's SKU. The base variant of a simple product has none of its own.
func (s *Store) emitVariant(event string, variant object) {
	if id := variant.raw("sku_id"); id != "null" {
		owner := object{{"product_id", variant.raw("product_id")}, {"variant_id", variant.raw("id")}}
		s.emit("store/sku/"+event, object{{"type", `"sku"`}, {"id", id}, {"sku", owner.String()}})
	}
}

// writtenVariants answers with what was saved; 207 when its stock was refused.
func writtenVariants(refused bool, saved string) answer {
	if !refused {
		return data(http.StatusOK, saved, object{})
	}
	why := refuse(http.StatusMultiStatus, "The variant was saved, but its inventory could not be updated.").
		because("inventory_level", fmt.Sprintf("%d can't be stored", RefusedInventoryLevel))
	return jsonAnswer(http.StatusMultiStatus, object{{"data", saved}, {"errors", why.object().String()}, {"meta", "{}"}})
}

// updateVariants changes all variants of the array or, when one is at fault, none.
func updateVariants(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, variantBatch, "The request payload is too large. The maximum items allowed in the array is 50.")
	if f != nil && f.status == http.StatusUnprocessableEntity {
		return batchRefused(f), nil
	}
	if f != nil {
		return answer{}, f
	}
	var errors object
	skus := map[string]bool{}
	for i, body := range bodies {
		faults := check(changedVariantRules, body, batchPath(i), false)
		if len(faults) == 0 {
			faults = s.variantFault(body, batchPath(i))
		}
		if sku := strings.ToLower(body.text("sku")); sku != "" {
			if skus[sku] {
				faults = append(faults, field{batchPath(i) + "sku", quote("is given to two variants")})
			}
			skus[sku] = true
		}
		if body.integer("inventory_level") == RefusedInventoryLevel {
			faults = append(faults, field{batchPath(i) + "inventory_level", quote(strconv.Itoa(RefusedInventoryLevel) + " can't be stored")})
		}
		errors = append(errors, faults...)
	}
	if f := invalid(errors); f != nil {
		return batchRefused(f), nil
	}
	shown := make([]object, len(bodies))
	for i, body := range bodies {
		shown[i] = s.updateVariant(body).without(unlistedVariantFields...)
	}
	return data(http.StatusOK, list(shown), object{}), nil
}

// batchRefused is a refusal in the shape that only batches of variants have.
func batchRefused(f *refusal) answer {
	return jsonAnswer(f.status, object{{"batch_errors", list([]object{f.object()})}})
}

// variantFault tells what keeps a variant from being changed.
func (s *Store) variantFault(body object, prefix string) object {
	id, known := variantOwner(s, body.raw("id"))
	if !known {
		return object{{prefix + "id", quote("no variant " + body.raw("id"))}}
	}
	sku := body.text("sku")
	owner, taken := s.products.find(s.bySKU, strings.ToLower(sku))
	if sku == "" || !taken {
		return nil
	}
	p, _ := s.products.get(id)
	if owner != id || slices.ContainsFunc(p.variants(), func(variant object) bool {
		return variant.raw("id") != body.raw("id") && strings.EqualFold(variant.text("sku"), sku)
	}) {
		return object{{prefix + "sku", quote("The product sku is a duplicate")}}
	}
	return nil
}

// updateVariant changes one variant. The base variant of a simple product is the product itself.
func (s *Store) updateVariant(body object) object {
	id, _ := variantOwner(s, body.raw("id"))
	old, _ := s.products.get(id)
	p := old.clone()
	variants := slices.Clone(p.variants())
	at := slices.IndexFunc(variants, func(variant object) bool { return variant.raw("id") == body.raw("id") })
	before := variants[at]
	written := body.without(unwrittenVariantFields...)
	if isBase(before) {
		var own object
		for _, f := range written {
			if _, has := p.fields.get(f.name); has && f.value != "null" {
				own = append(own, f)
			}
		}
		p.fields = p.fields.merged(own)
		p.fields = p.fields.with("calculated_price", calculatedPrice(p.fields))
		variants[at] = baseVariant(p, before.merged(written))
	} else {
		variants[at] = inherited(before.merged(written), p)
	}
	s.putVariants(p, variants)
	s.emitVariant("updated", variants[at])
	if level := variants[at].integer("inventory_level"); level != before.integer("inventory_level") {
		if isBase(before) {
			s.emitProductInventory(id, "absolute", level)
		} else {
			s.emitVariantInventory(variants[at], "absolute", level)
		}
	}
	return variants[at]
}
