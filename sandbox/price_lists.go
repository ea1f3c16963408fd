package sandbox

import (
	"net/http"
	"time"
)

var priceListListing = listing{
	narrow: byID("id", "in"),
	filters: filters{}.
		on("name", text, "", "like").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit", "after", "before"},
}

// listPriceLists: like customers, they are paged by number and by cursor.
func listPriceLists(s *Store, r *request) (answer, *refusal) {
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	in := rows(s.priceLists)
	ids, f := s.find(priceListListing, in, r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	page, meta, f := s.pageOrCursor(priceListListing, in, ids, r.query, ordering{}, w)
	if f != nil {
		return answer{}, f
	}
	if meta.raw("pagination") != "" { // the document has no links in it
		meta = meta.with("pagination", pagination(r.query, w, len(ids), len(page)).without("links").String())
	}
	shown := make([]object, len(page))
	for i, id := range page {
		shown[i] = in.load(id)
	}
	return data(http.StatusOK, list(shown), meta), nil
}

func getPriceList(s *Store, r *request) (answer, *refusal) {
	found, exists := s.priceLists.get(r.id("price_list_id"))
	if !exists {
		return answer{}, notFound()
	}
	return data(http.StatusOK, found.String(), object{}), nil
}

func (s *Store) seedPriceLists(empty bool, opened time.Time) {
	s.priceLists = newTable(1, 0, noRow)
	if empty {
		return
	}
	s.priceLists.put(1, newPriceList(1, "Wholesale", true, opened))
	s.priceLists.put(2, newPriceList(2, "Boatyards", true, opened.Add(60*24*time.Hour)))
	s.priceLists.put(3, newPriceList(3, "Last season", false, opened.Add(90*24*time.Hour)))
}

func newPriceList(id int64, name string, active bool, created time.Time) object {
	return object{
		{"id", number(id)},
		{"name", quote(name)},
		{"active", boolText(active)},
		{"date_created", dateV3(created)},
		{"date_modified", dateV3(created)},
	}
}
