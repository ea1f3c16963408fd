package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// largestInventoryPage is the largest page of the inventory's lists.
const largestInventoryPage = 1000

var locationListing = listing{
	filters: filters{}.
		on("managed_by_external_source", boolean, "").
		on("storefront_visibility", boolean, "").
		with("location_id:in", fieldFilter("id", integer, "in")).
		with("location_code:in", fieldFilter("code", text, "in")).
		with("type_id:in", fieldFilter("type_id", text, "in")).
		with("is_default", isDefault).
		with("is_active", fieldFilter("enabled", boolean, "")),
	extra:   []string{"page", "limit"},
	largest: largestInventoryPage,
}

func listLocations(s *Store, r *request) (answer, *refusal) {
	return s.listRows(locationListing, s.locations, r, ordering{}, "id")
}

// itemListing are the filters on a variant as an item of the inventory.
var itemListing = listing{
	filters: filters{}.
		on("sku", text, "in").
		on("product_id", integer, "in").
		with("variant_id:in", fieldFilter("id", integer, "in")),
	extra:   []string{"page", "limit", "location_id:in", "location_code:in"},
	largest: largestInventoryPage,
}

// itemOwners narrows the products whose items are looked at.
var itemOwners = map[string]narrower{
	"sku:in":        byKeys(func(s *Store, sku string) (int64, bool) { return s.products.find(s.bySKU, strings.ToLower(sku)) }),
	"variant_id:in": byKeys(variantOwner),
	"product_id:in": idsThat("in"),
}

func listInventoryItems(s *Store, r *request) (answer, *refusal) {
	var wanted []test
	for name, makeTest := range map[string]filter{
		"location_id:in": fieldFilter("id", integer, "in"), "location_code:in": fieldFilter("code", text, "in"),
	} {
		if value := r.query.Get(name); value != "" {
			passes, err := makeTest(value, time.Time{})
			if err != nil {
				return answer{}, badFilter(name, err)
			}
			wanted = append(wanted, passes)
		}
	}
	return s.listVariants(itemListing, itemOwners, r, func(p *product, variant object) object {
		var places []object
		for _, location := range s.locations.all() {
			if !slices.ContainsFunc(wanted, func(passes test) bool { return !passes(location) }) {
				places = append(places, stock(variant, location, s.onHand(variant, location.integer("id"))))
			}
		}
		identity := object{{"sku", variant.raw("sku")}, {"variant_id", variant.raw("id")}, {"product_id", p.fields.raw("id")}}
		if id := variant.raw("sku_id"); id != "null" {
			identity = append(identity, field{"sku_id", id})
		}
		return object{{"identity", identity.String()}, {"locations", list(places)}}
	})
}

// stock tells what of a variant is at a location.
func stock(variant, location object, onHand int64) object {
	inStock := "false"
	if onHand > 0 {
		inStock = "true"
	}
	settings := object{
		{"safety_stock", "0"},
		{"is_in_stock", inStock},
		{"warning_level", variant.raw("inventory_warning_level")},
		{"bin_picking_number", variant.raw("bin_picking_number")},
	}
	return object{
		{"location_id", location.raw("id")},
		{"location_code", location.raw("code")},
		{"location_name", location.raw("label")},
		{"available_to_sell", number(onHand)},
		{"total_inventory_onhand", number(onHand)},
		{"location_enabled", location.raw("enabled")},
		{"settings", settings.String()},
	}
}

// getSummary sums the catalog up.
func getSummary(s *Store, _ *request) (answer, *refusal) {
	return data(http.StatusOK, s.summary().String(), object{}), nil
}

// isDefault is the filter on the location that the catalog's stock levels are those of.
func isDefault(value string, clock time.Time) (test, error) {
	wanted, err := boolean.parse(value, clock)
	return func(o object) bool { return (o.raw("id") == "1") == (wanted.number == 1) }, err
}
