package sandbox

import (
	"strconv"
	"strings"
)

// summary counts and values what the catalog holds.
func (s *Store) summary() object {
	var items, variants int64
	var value, sum, highest, lowest float64
	var oldest, newest string
	sizes := map[int64]int{}
	for _, id := range s.products.ids {
		p, _ := s.products.get(id)
		for _, category := range parseIntegers(p.fields.raw("categories")) {
			sizes[category]++
		}
		created := p.fields.text("date_created")
		if oldest == "" || created < oldest {
			oldest = created
		}
		newest = max(newest, created)
		for _, variant := range p.variants() {
			price, _ := strconv.ParseFloat(variant.raw("calculated_price"), 64)
			level := variant.integer("inventory_level")
			if variants == 0 || price < lowest {
				lowest = price
			}
			variants++
			items += level
			value += price * float64(level)
			sum += price
			highest = max(highest, price)
		}
	}
	largest := object{{"category_id", "0"}}
	for _, category := range s.categories.all() {
		if sizes[category.integer("category_id")] > sizes[largest.integer("category_id")] {
			largest = category
		}
	}
	return object{
		{"inventory_count", number(items)},
		{"inventory_value", amount(value)},
		{"primary_category_id", largest.raw("category_id")},
		{"primary_category_name", quote(largest.text("name"))},
		{"variant_count", number(variants)},
		{"highest_variant_price", amount(highest)},
		{"average_variant_price", amount(sum / float64(max(variants, 1)))},
		{"lowest_variant_price", quote(amount(lowest))},
		{"oldest_variant_date", quote(oldest)},
		{"newest_variant_date", quote(newest)},
	}
}

func amount(n float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(n, 'f', 4, 64), "0"), ".")
}
