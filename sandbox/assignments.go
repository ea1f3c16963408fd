package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

// assignmentBatch is how many assignments one request may make; the vendor documents no bound.
const assignmentBatch = 10_000

// assignable is what products can be assigned to.
type assignable struct {
	id     string // names it in an assignment, such as category_id
	exists func(s *Store, id int64) bool
	of     func(p *product) []int64
	// assign sets those of a product.
	assign func(p *product, ids []int64)
}

var toCategories = assignable{
	id:     "category_id",
	exists: func(s *Store, id int64) bool { return s.categories.has(id) },
	of:     func(p *product) []int64 { return parseIntegers(p.fields.raw("categories")) },
	assign: func(p *product, ids []int64) { p.fields = p.fields.with("categories", numbers(ids)) },
}

var toChannels = assignable{
	id:     "channel_id",
	exists: func(s *Store, id int64) bool { return s.channels.has(id) },
	of:     func(p *product) []int64 { return p.channels },
	assign: func(p *product, ids []int64) { p.channels = ids },
}

// chooses reports whether the query has one of the filters on assignments.
func (a assignable) chooses(r *request) bool {
	return r.query.Get("product_id:in") != "" || r.query.Get(a.id+":in") != ""
}

// chosen are the assignments that the query asks for.
func (a assignable) chosen(s *Store, r *request) ([]object, *refusal) {
	l := listing{filters: filters{}.on("product_id", integer, "in").on(a.id, integer, "in"), extra: []string{"page", "limit"}}
	var all []object
	for _, id := range s.products.ids {
		p, _ := s.products.get(id)
		for _, to := range a.of(p) {
			all = append(all, object{{"product_id", number(id)}, {a.id, number(to)}})
		}
	}
	return s.findObjects(l, all, r.query, ordering{})
}

func (a assignable) list(s *Store, r *request) (answer, *refusal) {
	w, f := windowV3(r.query, 0)
	if f != nil {
		return answer{}, f
	}
	found, f := a.chosen(s, r)
	if f != nil {
		return answer{}, f
	}
	shown := cut(found, w)
	return data(http.StatusOK, list(shown), object{{"pagination", pagination(r.query, w, len(found), len(shown)).String()}}), nil
}

// put makes all assignments of the array or, when one is at fault, none. Those that exist stay.
func (a assignable) put(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, assignmentBatch, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	rules := []rule{integerOf("product_id", 1, int32Max).must(), integerOf(a.id, 1, int32Max).must()}
	var errors object
	for i, body := range bodies {
		faults := check(rules, body, batchPath(i), false)
		if len(faults) == 0 && !s.products.has(body.integer("product_id")) {
			faults = append(faults, field{batchPath(i) + "product_id", quote("no product " + body.raw("product_id"))})
		}
		if len(faults) == 0 && !a.exists(s, body.integer(a.id)) {
			faults = append(faults, field{batchPath(i) + a.id, quote(fmt.Sprintf("%s %s doesn't exist", a.id, body.raw(a.id)))})
		}
		errors = append(errors, faults...)
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	for _, body := range bodies {
		old, _ := s.products.get(body.integer("product_id"))
		if to := body.integer(a.id); !slices.Contains(a.of(old), to) {
			a.store(s, old, append(slices.Clone(a.of(old)), to))
		}
	}
	return noContent(), nil
}

func (a assignable) remove(s *Store, r *request) (answer, *refusal) {
	if !a.chooses(r) {
		return answer{}, refuse(http.StatusUnprocessableEntity, "A filter is required to delete assignments.")
	}
	found, f := a.chosen(s, r)
	if f != nil {
		return answer{}, f
	}
	for _, one := range found {
		old, _ := s.products.get(one.integer("product_id"))
		a.store(s, old, slices.DeleteFunc(slices.Clone(a.of(old)), func(id int64) bool { return id == one.integer(a.id) }))
	}
	return noContent(), nil
}

func (a assignable) store(s *Store, old *product, ids []int64) {
	p := old.clone()
	a.assign(p, ids)
	s.saveProduct(p)
}
