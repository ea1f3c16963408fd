package sandbox

import "strings"

// shelf is a category of the seeded shop with those below it.
type shelf struct {
	name    string
	shelves []shelf
}

// shelves are the categories of the seeded shop, a chandlery for people who watch the sea and the sky.
var shelves = []shelf{
	{"Navigation", []shelf{
		{"Compasses", []shelf{
			{"Hand Compasses", nil},
			{"Deck Compasses", []shelf{{"Gimballed Compasses", nil}, {"Binnacles", nil}}},
		}},
		{"Sextants", []shelf{{"Travel Sextants", nil}, {"Sextant Cases", nil}}},
		{"Charts", []shelf{{"Coastal Charts", nil}, {"Star Charts", nil}, {"Printable Charts", nil}}},
	}},
	{"Lighting", []shelf{
		{"Lanterns", []shelf{{"Storm Lanterns", nil}, {"Table Lanterns", nil}}},
		{"Signal Lamps", nil},
	}},
	{"Ropework", []shelf{
		{"Lines", []shelf{{"Mooring Lines", nil}, {"Heaving Lines", nil}}},
		{"Fittings", []shelf{{"Cleats", nil}, {"Shackles", nil}}},
	}},
	{"Weather", []shelf{{"Barometers", nil}, {"Tide Clocks", nil}, {"Rain Gauges", nil}}},
	{"Clothing", []shelf{{"Oilskins", nil}, {"Jumpers", nil}, {"Caps & Gloves", nil}}},
	{"Library", []shelf{{"Almanacs", nil}, {"Manuals", []shelf{{"Printed Manuals", nil}, {"E-Manuals", nil}}}}},
}

const (
	defaultTree   = 1
	secondTree    = 2
	firstCategory = 21
	firstBrand    = 31
)

var brandNames = []string{
	"Aldersund", "Brinewick", "Corran & Daughters", "Dunmarrow", "Eiderdown Works", "Fathomline",
	"Gullstone", "Haverlock", "Isbister Brass", "Jorund", "Kelpforth", "Lathe & Ley",
}

func (s *Store) seedCatalog(empty bool) {
	g := s.shop
	s.byName = newIndex((*product).nameKeys, func(name string) (int64, bool) { return g.productNamed(slug(name)) })
	s.bySKU = newIndex((*product).skuKeys, embedded)
	s.byURL = newIndex((*product).urlKeys, g.productNamed)
	s.byVariant = newIndex((*product).variantKeys, ownerOf)
	s.products = newTable(firstProduct, g.products, g.product, s.byName, s.bySKU, s.byURL, s.byVariant)
	s.products.dates = s.shop.productDates()
	s.nextChild = int64(firstProduct+g.products) * childrenEach

	s.trees = newTable(defaultTree, 0, noRow)
	s.trees.put(defaultTree, object{{"id", number(defaultTree)}, {"name", quote("Default catalog tree")}, {"channels", "[1]"}})
	s.brands = newTable(firstBrand, 0, noRow)
	s.categories = newTable(firstCategory, 0, noRow)
	if empty {
		return
	}
	s.trees.put(secondTree, object{{"id", number(secondTree)}, {"name", quote("Quayside kiosk")}, {"channels", "[2]"}})
	for _, name := range brandNames {
		id := s.brands.takeID()
		s.brands.put(id, newBrand(id, name).
			with("page_title", quote(name+" at Tidewrack Instruments")).
			with("meta_keywords", `["`+strings.ToLower(name)+`","chandlery"]`))
	}
	s.fill(defaultTree, 0, "", shelves)
	s.fill(secondTree, 0, "/kiosk", []shelf{{"Postcards", nil}, {"Souvenirs", []shelf{{"Model Boats", nil}}}})
}

// noRow is the maker of a table without seeded rows.
func noRow(int64) object { return nil }

// fill creates the categories of a level and those below.
func (s *Store) fill(tree, parent int64, path string, level []shelf) {
	for i, one := range level {
		id := s.categories.takeID()
		below := path + strings.TrimSuffix(slug(one.name), "/")
		s.categories.put(id, newCategory(id, tree, parent, one.name, below+"/").
			with("description", quote("<p>"+one.name+" for every coast and every sky.</p>")).
			with("sort_order", number(int64(i))).
			with("page_title", quote(one.name)).
			with("views", number(id*7%113)))
		s.fill(tree, id, below, one.shelves)
	}
}

// shelfIDs are the ids that the seeded categories of the default tree get, by name.
func shelfIDs() map[string]int64 {
	ids := map[string]int64{}
	next := int64(firstCategory)
	var walk func([]shelf)
	walk = func(level []shelf) {
		for _, one := range level {
			ids[one.name] = next
			next++
			walk(one.shelves)
		}
	}
	walk(shelves)
	return ids
}
