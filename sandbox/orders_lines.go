package sandbox

import (
	"cmp"
	"slices"
	"strconv"
)

// newLines makes the lines that are bought: each of a product of the catalog, or of a custom product that has nothing but a name
// and a price.
func (s *Store) newLines(items []object, path string) ([]object, *refusal) {
	lines := make([]object, len(items))
	for i, item := range items {
		var f *refusal
		if lines[i], f = s.newItem(item, path+"."+strconv.Itoa(i)+"."); f != nil {
			return nil, f
		}
	}
	return lines, nil
}

func (s *Store) newItem(item object, path string) (object, *refusal) {
	if f := checkItem(item, path); f != nil {
		return nil, f
	}
	if item.integer("quantity") == 0 {
		if _, given := item.get("quantity"); given {
			return nil, invalidV2(path+"quantity", "must be at least 1")
		}
		return nil, missingV2(path + "quantity")
	}
	if _, ofCatalog := item.get("product_id"); ofCatalog {
		return s.catalogLine(item, path)
	}
	return s.customLine(item, path)
}

// checkItem checks what can be told of an item without the store.
func checkItem(item object, path string) *refusal {
	if f := firstV2(check(itemRules, item, path, true)); f != nil {
		return f
	}
	name, named := item.get("name")
	shown, renamed := item.get("name_customer")
	if named && renamed && name != shown {
		return invalidV2(path+"name_customer", "must be the same as name")
	}
	_, exTax := item.get("price_ex_tax")
	_, incTax := item.get("price_inc_tax")
	switch {
	case exTax && !incTax:
		return missingV2(path + "price_inc_tax")
	case incTax && !exTax:
		return missingV2(path + "price_ex_tax")
	}
	if _, wrapped := item.get("wrapping_id"); wrapped {
		for _, cost := range []string{"wrapping_cost_ex_tax", "wrapping_cost_inc_tax"} {
			if _, given := item.get(cost); !given {
				return missingV2(path + cost)
			}
		}
	}
	return nil
}

func (s *Store) catalogLine(item object, path string) (object, *refusal) {
	p, found := s.products.get(item.integer("product_id"))
	if !found {
		return nil, invalidV2(path+"product_id", "there is no product %s", item.raw("product_id"))
	}
	variant, f := boughtVariant(p, item, path)
	if f != nil {
		return nil, f
	}
	brand, _ := s.brands.get(p.fields.integer("brand_id"))
	line := newLine("0", s.takePartID(), p, variant, brand.text("name"))
	exTax := unitsOf(variant.raw("calculated_price"))
	return filledLine(line, item.without("sku"), exTax, exTax+exTax*taxPercent/100), nil
}

// boughtVariant is the variant that an item names by its id or by its options. A product without options has but one.
func boughtVariant(p *product, item object, path string) (object, *refusal) {
	variants := p.variants()
	if id, given := item.get("variant_id"); given {
		for _, variant := range variants {
			if variant.raw("id") == id {
				return variant, nil
			}
		}
		return nil, invalidV2(path+"variant_id", "product %d has no variant %s", p.id(), id)
	}
	chosen := map[string]string{}
	for _, option := range item.objects("product_options") {
		chosen[option.raw("id")] = option.text("value")
	}
	for _, variant := range variants {
		if !slices.ContainsFunc(variant.objects("option_values"), func(value object) bool {
			return chosen[value.raw("option_id")] != value.raw("id")
		}) {
			return variant, nil
		}
	}
	if len(chosen) == 0 {
		return nil, missingV2(path + "product_options")
	}
	return nil, invalidV2(path+"product_options", "product %d has no variant with these options", p.id())
}

func (s *Store) customLine(item object, path string) (object, *refusal) {
	if item.text("name") == "" { // any of the three names stands for the others
		item = item.with("name", quote(cmp.Or(item.text("name_customer"), item.text("name_merchant"))))
	}
	for _, name := range []string{"name", "price_ex_tax", "price_inc_tax"} {
		if value, given := item.get(name); !given || value == `""` {
			return nil, missingV2(path + name)
		}
	}
	if _, given := item.get("variant_id"); given {
		return nil, invalidV2(path+"variant_id", "a custom product has no variants")
	}
	blank := &product{fields: newProductFields(0, `""`)}
	line := newLine("0", s.takePartID(), blank, newVariantFields(0, blank), "")
	return filledLine(line, item, 0, 0), nil
}

// filledLine is a line with what the item says of it, at a price unless the item has its own.
func filledLine(line, item object, exTax, incTax int64) object {
	line = slices.Clone(line)
	if name, given := item.get("name_customer"); given {
		item = item.with("name", name)
	}
	if name, given := item.get("name"); given {
		line.set("name", name)
		line.set("name_customer", name)
	}
	for _, name := range []string{"name_merchant", "sku", "upc", "quantity", "wrapping_id", "wrapping_name", "wrapping_message"} {
		if value, given := item.get(name); given {
			line.set(name, value)
		}
	}
	if _, priced := item.get("price_ex_tax"); priced {
		exTax, incTax = unitsOf(item.raw("price_ex_tax")), unitsOf(item.raw("price_inc_tax"))
	}
	if _, wrapped := item.get("wrapping_cost_ex_tax"); wrapped {
		ex, inc := unitsOf(item.raw("wrapping_cost_ex_tax")), max(unitsOf(item.raw("wrapping_cost_ex_tax")), unitsOf(item.raw("wrapping_cost_inc_tax")))
		setMoney(line, map[string]int64{
			"base_wrapping_cost": ex, "wrapping_cost_ex_tax": ex, "wrapping_cost_inc_tax": inc, "wrapping_cost_tax": inc - ex,
		})
	}
	quantity := line.integer("quantity")
	setMoney(line, map[string]int64{
		"base_price": exTax, "price_ex_tax": exTax, "price_inc_tax": incTax, "price_tax": incTax - exTax,
		"base_total": exTax * quantity, "total_ex_tax": exTax * quantity, "total_inc_tax": incTax * quantity,
		"total_tax": (incTax - exTax) * quantity, "discounted_total_inc_tax": incTax * quantity,
	})
	line.set("applied_discounts", "[]") // a change drops the discounts
	return line
}

func setMoney(o object, amounts map[string]int64) {
	for name, units := range amounts {
		o.set(name, money(units))
	}
}

// changeLines changes the lines that the items name by their id, adds those without one, and removes those whose quantity is to
// be 0. Lines that no item names stay as they are.
func (s *Store) changeLines(o *order, items []object, prefix string) *refusal {
	for i, item := range items {
		path := prefix + strconv.Itoa(i) + "."
		at, f := namedLine(o, item, path)
		if f != nil {
			return f
		}
		quantity, given := item.get("quantity")
		switch {
		case at < 0:
			line, f := s.newItem(item, path)
			if f != nil {
				return f
			}
			o.addLine(line)
		case given && quantity == "0":
			if o.owned.products[at].integer("quantity_shipped") > 0 {
				return invalidV2(path+"quantity", "is on its way already")
			}
			o.owned.products = slices.Delete(o.owned.products, at, at+1)
		default:
			if f := checkItem(item, path); f != nil {
				return f
			}
			line := o.owned.products[at]
			if given && item.integer("quantity") < line.integer("quantity_shipped") {
				return invalidV2(path+"quantity", "%s are on their way already", line.raw("quantity_shipped"))
			}
			o.owned.products[at] = filledLine(line, item, unitsOf(line.raw("price_ex_tax")), unitsOf(line.raw("price_inc_tax")))
		}
	}
	if len(o.owned.products) == 0 {
		return invalidV2("products", "an order has at least one product")
	}
	return nil
}

// namedLine is the place of the line that an item changes, -1 when it adds one. What is removed may also be named by its product.
func namedLine(o *order, item object, path string) (int, *refusal) {
	id, byID := item.get("id")
	product, byProduct := item.get("product_id")
	at := slices.IndexFunc(o.owned.products, func(line object) bool {
		return byID && line.raw("id") == id || !byID && byProduct && line.raw("product_id") == product
	})
	switch {
	case byID && at < 0:
		return -1, invalidV2(path+"id", "the order has no product %s", id)
	case !byID && item.raw("quantity") != "0":
		return -1, nil
	case !byID && at < 0:
		return -1, invalidV2(path+"product_id", "the order has no such product")
	}
	return at, nil
}

// addLine puts a line into the order. What has to be shipped goes to the first shipping address, or to the pickup.
func (o *order) addLine(line object) {
	line = line.with("order_id", o.fields.raw("id"))
	switch {
	case line.text("type") == "digital":
	case len(o.owned.pickups) > 0:
		line = line.with("order_pickup_method_id", o.owned.pickups[0].raw("id"))
	case len(o.owned.shippingAddresses) > 0:
		line = line.with("order_address_id", o.owned.shippingAddresses[0].raw("id"))
	}
	options := line.objects("product_options")
	for i := range options {
		options[i] = options[i].with("order_product_id", line.raw("id"))
	}
	o.owned.products = append(o.owned.products, line.with("product_options", list(options)))
}
