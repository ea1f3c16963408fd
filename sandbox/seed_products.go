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
	p := &product{fields: newProductFields(id, dateV3(created)), related: map[string][]object{}, channels: []int64{1}}
	if n%7 == 0 {
		p.channels = []int64{1, 2}
	}
	set := func(name, value string) { setField(p.fields, name, value) }
	set("name", quote(name))
	set("description", quote("<p>The "+name+" is made to be used: tested on the slipway, signed by the maker & repaired for life.</p>"))
	set("date_modified", dateV3(g.after(created, dice, 24*120)))
	set("categories", numbers(categoriesOf(w, n)))
	set("brand_id", number(firstBrand+int64(dice.IntN(len(brandNames)))))
	set("custom_url", object{{"url", quote(slug(name))}, {"is_customized", "false"}}.String())
	if n%40 != 13 {
		set("sku", quote(fmt.Sprintf("%s-%06d", w.code, id)))
	}
	if w.digital {
		set("type", `"digital"`)
	}
	g.describe(set, w, dice, created)
	g.price(set, p, w, dice)
	g.stock(set, w, dice)
	g.addParts(p, w, dice, created)
	g.addVariants(p, w, dice)
	return p
}

// setField changes a field of an object that is being made.
func setField(o object, name, value string) {
	at := slices.IndexFunc(o, func(f field) bool { return f.name == name })
	o[at].value = value
}

// categoriesOf puts a product on its shelf; some are on a second one.
func categoriesOf(w ware, n int) []int64 {
	categories := []int64{seededCategories[w.shelf]}
	if second := seededCategories["Weather"]; n%5 == 0 {
		categories = append(categories, second)
	}
	return categories
}

func (g *shop) describe(set func(name, value string), w ware, dice *rand.Rand, created time.Time) {
	set("weight", moneyV3(w.grams/10))
	set("width", number(5+int64(dice.IntN(40))))
	set("depth", number(3+int64(dice.IntN(30))))
	set("height", number(2+int64(dice.IntN(60))))
	set("upc", quote(fmt.Sprintf("%012d", 400_000_000_000+dice.Int64N(99_999_999_999))))
	set("mpn", quote(fmt.Sprintf("%s/%d", w.code, 100+dice.IntN(900))))
	set("search_keywords", quote(strings.ToLower(strings.ReplaceAll(w.name, " ", ", "))))
	set("meta_keywords", `["chandlery",`+quote(strings.ToLower(w.name))+`]`)
	set("warranty", `"Ten years, salt water included."`)
	set("sort_order", number(int64(dice.IntN(20))))
	set("total_sold", number(int64(dice.IntN(400))))
	set("view_count", number(int64(dice.IntN(9_000))))
	if dice.IntN(4) == 0 {
		set("date_last_imported", dateV3(created.Add(time.Hour)))
	}
	switch dice.IntN(20) {
	case 0:
		set("is_visible", "false")
		set("availability", `"disabled"`)
	case 1:
		set("availability", `"preorder"`)
		set("preorder_release_date", dateV3(g.epoch.Add(60*24*time.Hour)))
		set("preorder_message", `"Leaves the workshop on %%DATE%%"`)
	case 2:
		set("condition", `"Refurbished"`)
		set("is_condition_shown", "true")
	case 3, 4:
		set("is_featured", "true")
	case 5:
		set("is_free_shipping", "true")
	}
}

func (g *shop) price(set func(name, value string), p *product, w ware, dice *rand.Rand) {
	cents := w.cents + int64(dice.IntN(40))*50
	set("price", moneyV3(cents))
	set("cost_price", moneyV3(cents*55/100))
	set("retail_price", moneyV3(cents*115/100))
	if dice.IntN(6) == 0 {
		set("sale_price", moneyV3(cents*85/100))
	}
	set("calculated_price", calculatedPrice(p.fields))
}

func (g *shop) stock(set func(name, value string), w ware, dice *rand.Rand) {
	tracking := pick(dice, []string{"none", "product", "product", "variant"})
	if w.digital {
		tracking = "none"
	}
	if len(w.options) == 0 && tracking == "variant" {
		tracking = "product"
	}
	set("inventory_tracking", quote(tracking))
	if tracking == "product" {
		set("inventory_level", number(int64(dice.IntN(8)*dice.IntN(30))))
	}
	if tracking != "none" {
		set("inventory_warning_level", "5")
		set("bin_picking_number", quote(fmt.Sprintf("%c%02d", 'A'+dice.IntN(8), dice.IntN(40))))
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

// addParts gives a product its images, custom fields and whatever else can be included.
func (g *shop) addParts(p *product, w ware, dice *rand.Rand, created time.Time) {
	id := p.id()
	for i := range 1 + dice.IntN(3) {
		image := newImage(id, dateV3(created))
		image = image.with("id", number(child(id, childImage, i))).with("sort_order", number(int64(i)))
		if i == 0 {
			image = image.with("is_thumbnail", "true").with("description", quote(w.name+", seen from the front"))
		}
		p.related["images"] = append(p.related["images"], image.merged(imageURLs(image)))
	}
	for i, words := range []object{{{"name", `"Made in"`}, {"value", `"Kelpforth"`}}, {{"name", `"Care"`}, {"value", `"Rinse & dry"`}}}[:dice.IntN(3)] {
		p.related["custom_fields"] = append(p.related["custom_fields"], append(object{{"id", number(child(id, childField, i))}}, words...))
	}
	if dice.IntN(6) == 0 {
		p.related["bulk_pricing_rules"] = []object{
			bulkRule(child(id, childRule, 0), 5, 9, "percent", "5"),
			bulkRule(child(id, childRule, 1), 10, 0, "percent", "12.5"),
		}
	}
	if dice.IntN(12) == 0 {
		p.related["videos"] = []object{{
			{"title", quote("How to use it")},
			{"description", `""`},
			{"sort_order", "0"},
			{"type", `"youtube"`},
			{"video_id", `"z3fRu9pkuXE"`},
			{"id", number(child(id, childVideo, 0))},
			{"product_id", number(id)},
			{"length", `"01:42"`},
		}}
	}
	if dice.IntN(8) == 0 {
		setField(p.fields, "reviews_count", "1")
		setField(p.fields, "reviews_rating_sum", "5")
		p.related["reviews"] = []object{review(child(id, childReview, 0), id, created)}
	}
	if dice.IntN(10) == 0 {
		p.related["modifiers"] = []object{engraving(child(id, childExtra, 0), id)}
	}
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
func (g *shop) addVariants(p *product, w ware, dice *rand.Rand) {
	id := p.id()
	if len(w.options) == 0 {
		base := child(id, childVariant, 0)
		p.related["variants"] = []object{baseVariant(p, newVariantFields(base, p))}
		setField(p.fields, "base_variant_id", number(base))
		return
	}
	setField(p.fields, "option_set_id", number(id))
	combinations := [][]object{nil}
	for i, words := range w.options {
		option := newOption(child(id, childOption, i), id, words.name, words.kind, int64(i))
		values := make([]object, len(words.labels))
		var longer [][]object
		for _, before := range combinations {
			for j, label := range words.labels {
				value := newOptionValue(child(id, childValue+6*i, j), label, int64(j))
				values[j] = value
				longer = append(longer, append(slices.Clone(before), object{
					{"id", value.raw("id")},
					{"label", quote(label)},
					{"option_id", option.raw("id")},
					{"option_display_name", quote(words.name)},
				}))
			}
		}
		combinations = longer
		p.related["options"] = append(p.related["options"], option.with("option_values", list(values)))
	}
	total := int64(0)
	for i, values := range combinations {
		variant := g.variant(p, i, values, dice)
		total += variant.integer("inventory_level")
		p.related["variants"] = append(p.related["variants"], variant)
	}
	if p.fields.text("inventory_tracking") == "variant" {
		setField(p.fields, "inventory_level", number(total))
	}
}

// variant makes one variant. Every third has its own price; the others take the product's.
func (g *shop) variant(p *product, at int, values []object, dice *rand.Rand) object {
	id := p.id()
	variant := newVariantFields(child(id, childVariant, at), p)
	setField(variant, "option_values", list(values))
	setField(variant, "sku_id", number(child(id, childSKU, at)))
	if sku := p.fields.text("sku"); sku != "" {
		setField(variant, "sku", quote(sku+"-"+initials(values)))
	}
	if at%3 == 2 {
		setField(variant, "price", moneyV3(int64(1_000+dice.IntN(200)*50)))
	}
	if p.fields.text("inventory_tracking") == "variant" {
		setField(variant, "inventory_level", number(int64(dice.IntN(25))))
		setField(variant, "inventory_warning_level", "2")
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
