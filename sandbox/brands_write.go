package sandbox

import (
	"net/http"
	"regexp"
	"strings"
)

const mostBrands = 30_000 // of a store

// brandPath is what the address of a brand's page looks like.
var brandPath = regexp.MustCompile(`^(/[A-Za-z0-9\-_.]{1,256})*/?$`)

var brandRules = []rule{
	textOf("name", 1, 255).must(),
	textOf("page_title", 0, 255),
	listOf("meta_keywords", aText, unbounded),
	textOf("meta_description", 0, longText),
	textOf("search_keywords", 0, longText),
	textOf("image_url", 0, unbounded),
	objectOf("custom_url", textOf("url", 1, 1024), flag("is_customized")),
}

// brandRemoval are the filters that choose the brands to delete.
var brandRemoval = listing{filters: filters{}.on("name", text, "").on("page_title", text, "")}

func createBrand(s *Store, r *request) (answer, *refusal) {
	body, f := s.brandBody(r, 0)
	if f != nil {
		return answer{}, f
	}
	if len(s.brands.ids) >= mostBrands {
		return answer{}, refuse(http.StatusUnprocessableEntity, "The store has no room for another brand.")
	}
	id := s.brands.takeID()
	brand := newBrand(id, body.text("name")).merged(brandFields(body))
	s.brands.put(id, brand)
	return data(http.StatusOK, brand.String(), object{}), nil
}

func updateBrand(s *Store, r *request) (answer, *refusal) {
	id := r.id("brand_id")
	current, found := s.brands.get(id)
	if !found {
		return answer{}, notFound()
	}
	body, f := s.brandBody(r, id)
	if f != nil {
		return answer{}, f
	}
	brand := current.merged(brandFields(body))
	s.brands.put(id, brand)
	return data(http.StatusOK, brand.String(), object{}), nil
}

func deleteBrand(s *Store, r *request) (answer, *refusal) {
	id := r.id("brand_id")
	if !s.brands.has(id) {
		return answer{}, notFound()
	}
	s.removeBrands([]int64{id})
	return noContent(), nil
}

// deleteBrands removes the brands with a name.
func deleteBrands(s *Store, r *request) (answer, *refusal) {
	if r.query.Get("name") == "" {
		return answer{}, refuse(http.StatusUnprocessableEntity, "The filter name is required to delete brands.")
	}
	found, f := s.find(brandRemoval, rows(s.brands), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	s.removeBrands(found)
	return noContent(), nil
}

// removeBrands removes brands and leaves their products without one.
func (s *Store) removeBrands(gone []int64) {
	removed := map[int64]bool{}
	for _, id := range gone {
		s.brands.remove(id)
		removed[id] = true
	}
	for _, id := range s.products.ids {
		if p, _ := s.products.get(id); removed[p.fields.integer("brand_id")] {
			p = p.clone()
			p.fields = p.fields.with("brand_id", "0")
			s.products.put(id, p)
		}
	}
}

// brandBody reads and checks the body of a brand. The id is the brand's own, 0 for a new one.
func (s *Store) brandBody(r *request, id int64) (object, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return nil, f
	}
	if f := invalid(check(brandRules, body, "", id != 0)); f != nil {
		return nil, f
	}
	address, _ := parseObject([]byte(body.raw("custom_url")))
	if url := address.text("url"); url != "" && !brandPath.MatchString(url) {
		return nil, invalid(object{{"custom_url.url", quote("the path has characters that are not allowed")}})
	}
	for _, other := range s.brands.all() {
		if other.integer("id") == id {
			continue
		}
		if name := body.text("name"); name != "" && strings.EqualFold(other.text("name"), name) {
			return nil, duplicateOfBrand("name")
		}
		used, _ := parseObject([]byte(other.raw("custom_url")))
		if url := address.text("url"); url != "" && used.text("url") == url {
			return nil, duplicateOfBrand("custom_url")
		}
	}
	return body, nil
}

func duplicateOfBrand(name string) *refusal {
	title := "The brand " + name + " is a duplicate"
	return refuse(http.StatusConflict, title).because(name, title)
}

// brandFields are what a client may write of a brand. A path that is given is a customized one.
func brandFields(body object) object {
	fields := body.without("id")
	if address, err := parseObject([]byte(body.raw("custom_url"))); err == nil && address.text("url") != "" {
		fields = fields.with("custom_url", object{{"url", address.raw("url")}, {"is_customized", "true"}}.String())
	}
	return fields
}
