package sandbox

import "net/http"

var brandListing = listing{
	narrow:  byID("id", "", "in", "not_in", "min", "max", "greater", "less"),
	filters: filters{}.on("name", text, "", "like").on("page_title", text, ""),
	sorts:   map[string]kind{"name": text},
	extra:   []string{"page", "limit", "sort", "direction", "include_fields", "exclude_fields"},
}

func newBrand(id int64, name string) object {
	return object{
		{"id", number(id)},
		{"name", quote(name)},
		{"page_title", `""`},
		{"meta_keywords", "[]"},
		{"meta_description", `""`},
		{"search_keywords", `""`},
		{"image_url", `""`},
		{"custom_url", object{{"url", quote(slug(name))}, {"is_customized", "false"}}.String()},
	}
}

func listBrands(s *Store, r *request) (answer, *refusal) {
	by, f := brandListing.sortedInDirection(r.query)
	if f != nil {
		return answer{}, f
	}
	return s.listRows(brandListing, s.brands, r, by, "id")
}

func getBrand(s *Store, r *request) (answer, *refusal) {
	brand, found := s.brands.get(r.id("brand_id"))
	if !found {
		return answer{}, notFound()
	}
	return data(http.StatusOK, projectionOf(r.query).apply(brand, "id").String(), object{}), nil
}
