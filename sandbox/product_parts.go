package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	mostImages       = 1000 // of a product
	mostCustomFields = 200  // of a product
)

var imageRules = []rule{
	textOf("image_url", 1, 255),
	flag("is_thumbnail"),
	integerOf("sort_order", -int32Max-1, int32Max),
	textOf("description", 0, unbounded),
}

var customFieldRules = []rule{textOf("name", 1, 250).must(), textOf("value", 1, 250).must()}

// listPart answers with the records that belong to a product under a name.
func listPart(name string) func(*Store, *request) (answer, *refusal) {
	return func(s *Store, r *request) (answer, *refusal) {
		p, f := s.product(r)
		if f != nil {
			return answer{}, f
		}
		return s.listObjects(variantListing, p.parts()[name], r.query, projected(projectionOf(r.query)))
	}
}

// getPart answers with one of the records that belong to a product under a name.
func getPart(name, id string) func(*Store, *request) (answer, *refusal) {
	return func(s *Store, r *request) (answer, *refusal) {
		p, f := s.product(r)
		if f != nil {
			return answer{}, f
		}
		at := partAt(p, name, r.id(id))
		if at < 0 {
			return answer{}, notFound()
		}
		return data(http.StatusOK, projectionOf(r.query).apply(p.parts()[name][at], "id").String(), object{}), nil
	}
}

// partAt is the place of a record among those that belong to a product under a name, -1 when there is none.
func partAt(p *product, name string, id int64) int {
	return slices.IndexFunc(p.parts()[name], func(o object) bool { return o.integer("id") == id })
}

// putPart stores a product with other records under a name.
func (s *Store) putPart(old *product, name string, records []object) {
	p := old.clone()
	p.related[name] = records
	s.saveProduct(p)
}

// partBody reads the body of a record that belongs to the product in the path.
func (s *Store) partBody(r *request, rules []rule, partial bool) (*product, object, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return nil, nil, f
	}
	body, f := bodyObject(r.body)
	if f != nil {
		return nil, nil, f
	}
	return p, body, invalid(check(rules, body, "", partial))
}

// createImage adds a picture. What is no web address can't be downloaded.
func createImage(s *Store, r *request) (answer, *refusal) {
	p, body, f := s.partBody(r, imageRules, false)
	if f != nil {
		return answer{}, f
	}
	if body.text("image_url") == "" {
		return answer{}, refuse(http.StatusUnprocessableEntity, "image_url must be present if uploading by url")
	}
	if address, err := url.Parse(body.text("image_url")); err != nil || address.Host == "" || !strings.HasPrefix(address.Scheme, "http") {
		return answer{}, refuse(http.StatusBadRequest, "The requested resource could not be downloaded.")
	}
	images := slices.Clone(p.parts()["images"])
	if len(images) >= mostImages {
		return answer{}, refuse(http.StatusUnprocessableEntity, fmt.Sprintf("A product has at most %d images.", mostImages))
	}
	image := newImage(p.id(), dateV3(s.now())).merged(body.without("id", "product_id", "date_modified")).with("id", number(s.takeChildID()))
	image = image.merged(imageURLs(image))
	if image.raw("is_thumbnail") == "true" || len(images) == 0 {
		for i := range images {
			images[i] = images[i].with("is_thumbnail", "false")
		}
		image = image.with("is_thumbnail", "true")
	}
	s.putPart(p, "images", append(images, image))
	return data(http.StatusOK, image.String(), object{}), nil
}

func createCustomField(s *Store, r *request) (answer, *refusal) {
	p, body, f := s.partBody(r, customFieldRules, false)
	if f != nil {
		return answer{}, f
	}
	fields := slices.Clone(p.parts()["custom_fields"])
	if len(fields) >= mostCustomFields {
		return answer{}, refuse(http.StatusUnprocessableEntity, fmt.Sprintf("A product has at most %d custom fields.", mostCustomFields))
	}
	made := object{{"id", number(s.takeChildID())}, {"name", body.raw("name")}, {"value", body.raw("value")}}
	if f := uniqueField(fields, made); f != nil {
		return answer{}, f
	}
	s.putPart(p, "custom_fields", append(fields, made))
	return data(http.StatusOK, made.String(), object{}), nil
}

// uniqueField refuses a pair of name and value that another field has.
func uniqueField(fields []object, changed object) *refusal {
	for _, other := range fields {
		if other.raw("id") != changed.raw("id") && other.raw("name") == changed.raw("name") && other.raw("value") == changed.raw("value") {
			return refuse(http.StatusUnprocessableEntity, "The custom field already exists.").because("name", "the pair of name and value must be unique")
		}
	}
	return nil
}

func updateCustomField(s *Store, r *request) (answer, *refusal) {
	p, body, f := s.partBody(r, customFieldRules, true)
	if f != nil {
		return answer{}, f
	}
	at := partAt(p, "custom_fields", r.id("custom_field_id"))
	if at < 0 {
		return answer{}, notFound()
	}
	fields := slices.Clone(p.parts()["custom_fields"])
	fields[at] = fields[at].merged(body.without("id"))
	if f := uniqueField(fields, fields[at]); f != nil {
		return answer{}, f
	}
	s.putPart(p, "custom_fields", fields)
	return data(http.StatusOK, fields[at].String(), object{}), nil
}

func deleteCustomField(s *Store, r *request) (answer, *refusal) {
	p, f := s.product(r)
	if f != nil {
		return answer{}, f
	}
	at := partAt(p, "custom_fields", r.id("custom_field_id"))
	if at < 0 {
		return answer{}, notFound()
	}
	s.putPart(p, "custom_fields", slices.Delete(slices.Clone(p.parts()["custom_fields"]), at, at+1))
	return noContent(), nil
}
