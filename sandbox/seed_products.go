package sandbox

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// nameStep walks the names in an order that mixes wares and makes; it shares no factor with their number.
const nameStep = 463

// productNames returns the place of each product of the first round by the slug of its name.
func productNames() map[string]int {
	named := map[string]int{}
	for n := range len(wares) * len(makes) {
		w, name := wareOf(n)
		named[slug(name+" "+w.name)] = n
	}
	return named
}

// wareOf returns what the n-th product is and who makes it.
func wareOf(n int) (ware, string) {
	at := n * nameStep % (len(wares) * len(makes))
	return wares[at%len(wares)], makes[at/len(wares)]
}

// productNamed returns the seeded product whose name has this slug. Names are numbered when all have been used once.
func (g *shop) productNamed(slug string) (int64, bool) {
	name, round, numbered := strings.Cut(strings.Trim(slug, "/"), "-no-")
	n, known := g.named["/"+name+"/"]
	if numbered {
		edition, err := strconv.Atoi(round)
		if err != nil {
			return 0, false
		}
		n += (edition - 1) * len(g.named)
	}
	return int64(firstProduct + n), known
}

// variantCount counts the variants of a seeded product.
func (g *shop) variantCount(id int64) int {
	w, _ := wareOf(int(id - firstProduct))
	count := 1
	for _, option := range w.options {
		count *= len(option.labels)
	}
	return count
}

var seededCategories = shelfIDs()

// product makes a seeded product.
func (g *shop) product(id int64) *product {
	n := int(id - firstProduct)
	w, name := wareOf(n)
	dice := g.dice("product", id)
	created := g.spread(n, g.products, 600)
	name += " " + w.name
	if round := n / len(g.named); round > 0 {
		name = fmt.Sprintf("%s No. %d", name, round+1)
	}
	fields := newProductFields(id, dateV3(created))
	fields.set("name", quote(name))
	fields.set("description", quote("<p>The "+name+" is made to be used: tested on the slipway, signed by the maker & repaired for life.</p>"))
	fields.set("date_modified", dateV3(g.productModified(n, dice)))
	fields.set("categories", numbers(categoriesOf(w, n)))
	fields.set("brand_id", number(firstBrand+int64(dice.IntN(len(brandNames)))))
	fields.set("custom_url", object{{"url", quote(slug(name))}, {"is_customized", "false"}}.String())
	fields.set("sku", quote(skuOf(w, id)))
	if w.digital {
		fields.set("type", `"digital"`)
	}
	if len(w.options) == 0 {
		fields.set("base_variant_id", number(child(id, childVariant, 0)))
	} else {
		fields.set("option_set_id", number(id))
	}
	g.describe(fields, w, dice, created)
	g.price(fields, w, id)
	g.stock(fields, w, dice)
	p := &product{fields: fields, channels: []int64{1}}
	if n%7 == 0 {
		p.channels = []int64{1, 2}
	}
	p.relate = func() related { return g.related(p, w, created) }
	return p
}

// productModified is the first choice of a product's dice.
func (g *shop) productModified(n int, dice *rand.Rand) time.Time {
	return g.after(g.spread(n, g.products, 600), dice, 24*120)
}

// productDates are the dates of a seeded product, told without making it.
func (g *shop) productDates() []*dateIndex[*product] {
	return []*dateIndex[*product]{
		newDateIndex("date_modified", func(p *product) object { return p.fields }, func(id int64) time.Time {
			return g.productModified(int(id-firstProduct), g.dice("product", id))
		}),
	}
}

// skuOf holds the product's id, by which it is found again. Some products have no SKU.
func skuOf(w ware, id int64) string {
	if id%40 == 13 {
		return ""
	}
	return fmt.Sprintf("%s-%06d", w.code, id)
}

// categoriesOf puts a product on its shelf; some are on a second one.
func categoriesOf(w ware, n int) []int64 {
	categories := []int64{seededCategories[w.shelf]}
	if second := seededCategories["Weather"]; n%5 == 0 {
		categories = append(categories, second)
	}
	return categories
}

func (g *shop) describe(fields object, w ware, dice *rand.Rand, created time.Time) {
	fields.set("weight", moneyV3(w.grams/10))
	fields.set("width", number(5+int64(dice.IntN(40))))
	fields.set("depth", number(3+int64(dice.IntN(30))))
	fields.set("height", number(2+int64(dice.IntN(60))))
	fields.set("upc", quote(fmt.Sprintf("%012d", 400_000_000_000+dice.Int64N(99_999_999_999))))
	fields.set("mpn", quote(fmt.Sprintf("%s/%d", w.code, 100+dice.IntN(900))))
	fields.set("search_keywords", quote(strings.ToLower(strings.ReplaceAll(w.name, " ", ", "))))
	fields.set("meta_keywords", `["chandlery",`+quote(strings.ToLower(w.name))+`]`)
	fields.set("warranty", `"Ten years, salt water included."`)
	fields.set("sort_order", number(int64(dice.IntN(20))))
	fields.set("total_sold", number(int64(dice.IntN(400))))
	fields.set("view_count", number(int64(dice.IntN(9_000))))
	if dice.IntN(4) == 0 {
		fields.set("date_last_imported", dateV3(created.Add(time.Hour)))
	}
	if hasReview(fields.integer("id")) {
		fields.set("reviews_count", "1")
		fields.set("reviews_rating_sum", "5")
	}
	switch dice.IntN(20) {
	case 0:
		fields.set("is_visible", "false")
		fields.set("availability", `"disabled"`)
	case 1:
		fields.set("availability", `"preorder"`)
		fields.set("preorder_release_date", dateV3(g.epoch.Add(60*24*time.Hour)))
		fields.set("preorder_message", `"Leaves the workshop on %%DATE%%"`)
	case 2:
		fields.set("condition", `"Refurbished"`)
		fields.set("is_condition_shown", "true")
	case 3, 4:
		fields.set("is_featured", "true")
	case 5:
		fields.set("is_free_shipping", "true")
	}
}

// hasReview reports whether a seeded product was reviewed.
func hasReview(id int64) bool { return id%8 == 3 }

func (g *shop) price(fields object, w ware, id int64) {
	cents, sale := g.cents(w, id)
	fields.set("price", moneyV3(cents))
	fields.set("cost_price", moneyV3(cents*55/100))
	fields.set("retail_price", moneyV3(cents*115/100))
	fields.set("sale_price", moneyV3(sale))
	fields.set("calculated_price", calculatedPrice(fields))
}

// cents is the price of a seeded product and its sale price, 0 for none.
func (g *shop) cents(w ware, id int64) (price, sale int64) {
	dice := g.dice("price", id)
	price = w.cents + int64(dice.IntN(40))*50
	if dice.IntN(6) == 0 {
		sale = price * 85 / 100
	}
	return price, sale
}

// variantCents is what a variant of a seeded product costs. Every third has its own price, the others take the product's.
func (g *shop) variantCents(w ware, id int64, at int) (calculated, own int64) {
	if at%3 == 2 {
		own = 1_000 + (w.cents+id*int64(at))%200*50
		return own, own
	}
	price, sale := g.cents(w, id)
	if sale > 0 {
		return sale, 0
	}
	return price, 0
}

func (g *shop) stock(fields object, w ware, dice *rand.Rand) {
	tracking := pick(dice, []string{"none", "product", "product", "variant"})
	if w.digital {
		tracking = "none"
	}
	if len(w.options) == 0 && tracking == "variant" {
		tracking = "product"
	}
	fields.set("inventory_tracking", quote(tracking))
	if tracking != "none" {
		fields.set("inventory_level", number(int64(dice.IntN(8)*dice.IntN(30))))
		fields.set("inventory_warning_level", "5")
		fields.set("bin_picking_number", quote(fmt.Sprintf("%c%02d", 'A'+dice.IntN(8), dice.IntN(40))))
	}
}

// child is the id of a part of a seeded record: each kind of part has its own range.
func child(id int64, from, at int) int64 { return id*childrenEach + int64(from+at) }

const (
	childVariant = 0
	childSKU     = 10
	childOption  = 20
	childValue   = 22
	childImage   = 40
	childField   = 50
	childRule    = 60
	childVideo   = 70
	childReview  = 72
	childExtra   = 80
)

// related makes what can be included with a product.
func (g *shop) related(p *product, w ware, created time.Time) related {
	id := p.id()
	dice := g.dice("related", id)
	parts := related{}
	for i := range 1 + dice.IntN(3) {
		image := newImage(id, dateV3(created))
		image.set("id", number(child(id, childImage, i)))
		image.set("sort_order", number(int64(i)))
		if i == 0 {
			image.set("is_thumbnail", "true")
			image.set("description", quote(w.name+", seen from the front"))
		}
		parts["images"] = append(parts["images"], image.merged(imageURLs(image)))
	}
	for i, words := range []object{{{"name", `"Made in"`}, {"value", `"Kelpforth"`}}, {{"name", `"Care"`}, {"value", `"Rinse & dry"`}}}[:dice.IntN(3)] {
		parts["custom_fields"] = append(parts["custom_fields"], append(object{{"id", number(child(id, childField, i))}}, words...))
	}
	if dice.IntN(6) == 0 {
		parts["bulk_pricing_rules"] = []object{
			bulkRule(child(id, childRule, 0), 5, 9, "percent", "5"),
			bulkRule(child(id, childRule, 1), 10, 0, "percent", "12.5"),
		}
	}
	if dice.IntN(12) == 0 {
		video := newVideo(id)
		video.set("id", number(child(id, childVideo, 0)))
		video.set("title", `"How to use it"`)
		video.set("video_id", `"z3fRu9pkuXE"`)
		parts["videos"] = []object{video}
	}
	if hasReview(id) {
		parts["reviews"] = []object{review(child(id, childReview, 0), id, created)}
	}
	if dice.IntN(10) == 0 {
		parts["modifiers"] = []object{engraving(child(id, childExtra, 0), id)}
	}
	g.addVariants(parts, p, w)
	return parts
}

func bulkRule(id, least, most int64, kind, amount string) object {
	return object{
		{"id", number(id)}, {"quantity_min", number(least)}, {"quantity_max", number(most)}, {"type", quote(kind)}, {"amount", amount},
	}
}

func review(id, productID int64, created time.Time) object {
	return object{
		{"title", `"Held its line"`},
		{"text", `"Two winters on the pier and still true."`},
		{"status", `"approved"`},
		{"rating", "5"},
		{"email", `"keeper@example.org"`},
		{"name", `"The keeper"`},
		{"date_reviewed", dateV3(created.Add(9 * 24 * time.Hour))},
		{"id", number(id)},
		{"product_id", number(productID)},
		{"date_created", dateV3(created.Add(9 * 24 * time.Hour))},
		{"date_modified", dateV3(created.Add(9 * 24 * time.Hour))},
	}
}

func engraving(id, productID int64) object {
	return object{
		{"id", number(id)},
		{"product_id", number(productID)},
		{"name", quote(fmt.Sprintf("Engraving1700000000-%d", productID))},
		{"display_name", `"Engraving"`},
		{"type", `"text"`},
		{"required", "false"},
		{"sort_order", "1"},
		{"config", `{"default_value":"","text_characters_limited":true,"text_min_length":0,"text_max_length":40}`},
		{"option_values", "[]"},
	}
}

// addVariants gives a seeded product its options and a variant for each combination, or its base variant.
func (g *shop) addVariants(parts related, p *product, w ware) {
	id := p.id()
	if len(w.options) == 0 {
		parts["variants"] = []object{baseVariant(p, newVariantFields(child(id, childVariant, 0), p))}
		return
	}
	combinations := [][]object{nil}
	for i, words := range w.options {
		option := newOption(child(id, childOption, i), id, words.name, words.kind, int64(i))
		values := make([]object, len(words.labels))
		for j, label := range words.labels {
			values[j] = newOptionValue(child(id, childValue+6*i, j), label, int64(j))
		}
		option.set("option_values", list(values))
		parts["options"] = append(parts["options"], option)
		combinations = combined(combinations, option, values)
	}
	for i, values := range combinations {
		parts["variants"] = append(parts["variants"], g.variant(p, w, i, len(combinations), values))
	}
}

// combined adds each value of one more option to each combination.
func combined(combinations [][]object, option object, values []object) [][]object {
	var longer [][]object
	for _, before := range combinations {
		for _, value := range values {
			longer = append(longer, append(slices.Clone(before), object{
				{"id", value.raw("id")},
				{"label", value.raw("label")},
				{"option_id", option.raw("id")},
				{"option_display_name", option.raw("display_name")},
			}))
		}
	}
	return longer
}

// variant makes one of so many variants, which share the stock of the product.
func (g *shop) variant(p *product, w ware, at, of int, values []object) object {
	id := p.id()
	variant := newVariantFields(child(id, childVariant, at), p)
	variant.set("option_values", list(values))
	variant.set("sku_id", number(child(id, childSKU, at)))
	if sku := p.fields.text("sku"); sku != "" {
		variant.set("sku", quote(sku+"-"+initials(values)))
	}
	if _, own := g.variantCents(w, id, at); own > 0 {
		variant.set("price", moneyV3(own))
	}
	if p.fields.text("inventory_tracking") == "variant" {
		level := p.fields.integer("inventory_level")
		share := level / int64(of)
		if at == 0 {
			share += level % int64(of)
		}
		variant.set("inventory_level", number(share))
		variant.set("inventory_warning_level", "2")
	}
	return inherited(variant, p)
}

// initials are the first letters or digits of the values, in which the SKUs of a product's variants differ.
func initials(values []object) string {
	parts := make([]string, len(values))
	for i, value := range values {
		parts[i] = strings.ToUpper(value.text("label")[:2])
	}
	return strings.TrimSpace(strings.Join(parts, "-"))
}
