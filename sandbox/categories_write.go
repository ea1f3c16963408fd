package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	deepest        = 8      // levels of categories
	mostCategories = 16_000 // categories of a store
	categoryBatch  = maxLimit
)

var categoryRules = []rule{
	textOf("name", 1, 50).must(),
	integerOf("parent_id", 0, int32Max),
	integerOf("tree_id", 1, int32Max),
	objectOf("url", textOf("path", 1, 255), flag("is_customized")),
	textOf("description", 0, longText),
	integerOf("views", 0, int32Max),
	integerOf("sort_order", -int32Max-1, int32Max),
	textOf("page_title", 0, unbounded),
	listOf("meta_keywords", aText, unbounded),
	textOf("meta_description", 0, longText),
	textOf("layout_file", 0, 50),
	textOf("image_url", 0, unbounded),
	flag("is_visible"),
	textOf("search_keywords", 0, 255),
	choice("default_product_sort", "use_store_settings", "featured", "newest", "best_selling", "alpha_asc", "alpha_desc",
		"avg_customer_review", "price_asc", "price_desc"),
}

func newCategory(id, tree, parent int64, name, path string) object {
	return object{
		{"category_id", number(id)},
		{"category_uuid", quote(uuid("category", id))},
		{"tree_id", number(tree)},
		{"parent_id", number(parent)},
		{"name", quote(name)},
		{"description", `""`},
		{"views", "0"},
		{"sort_order", "0"},
		{"page_title", `""`},
		{"meta_keywords", "[]"},
		{"meta_description", `""`},
		{"layout_file", `"category.html"`},
		{"image_url", `""`},
		{"is_visible", "true"},
		{"search_keywords", `""`},
		{"default_product_sort", `"use_store_settings"`},
		{"url", object{{"path", quote(path)}, {"is_customized", "false"}}.String()},
	}
}

// createCategories saves those categories of the array that are in order: 201 for all, 207 for some, 422 for none.
func createCategories(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, categoryBatch, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	var errors object
	var created []object
	for i, body := range bodies {
		faults := check(categoryRules, body, batchPath(i), false)
		if len(faults) == 0 {
			faults = s.categoryFault(body, batchPath(i), 0)
		}
		if len(faults) > 0 {
			errors = append(errors, faults...)
			continue
		}
		created = append(created, s.createCategory(body))
	}
	return batchAnswer(http.StatusCreated, list(created), errors, len(bodies), len(created)), nil
}

// batchAnswer tells how much of a batch was done. Without data the envelope has none.
func batchAnswer(status int, saved string, errors object, total, success int) answer {
	body := object{}
	if success > 0 && saved != "" {
		body = append(body, field{"data", saved})
	}
	if len(errors) > 0 {
		status = http.StatusMultiStatus
		if success == 0 {
			status = http.StatusUnprocessableEntity
		}
		why := &refusal{status: status, title: "Some categories could not be saved.", errors: errors}
		body = append(body, field{"errors", why.object().String()})
	}
	counts := object{
		{"total", number(int64(total))},
		{"success", number(int64(success))},
		{"failed", number(int64(total - success))},
	}
	return jsonAnswer(status, append(body, field{"meta", counts.String()}))
}

// categoryFault checks the place and the name of a category. The id is the category's own, 0 for a new one.
func (s *Store) categoryFault(body object, prefix string, id int64) object {
	refused := func(name, format string, values ...any) object {
		return object{{prefix + name, quote(fmt.Sprintf(format, values...))}}
	}
	tree, parent := body.integer("tree_id"), body.integer("parent_id")
	above, exists := s.categories.get(parent)
	switch {
	case parent != 0 && !exists:
		return refused("parent_id", "no category %d", parent)
	case parent == 0 && tree == 0:
		return refused("tree_id", "tree_id or parent_id is required")
	case parent == 0 && !s.trees.has(tree):
		return refused("tree_id", "no category tree %d", tree)
	case parent != 0 && tree != 0 && above.integer("tree_id") != tree:
		return refused("tree_id", "the parent is in category tree %s", above.raw("tree_id"))
	case s.depth(parent) >= deepest:
		return refused("parent_id", "categories can be nested %d levels deep", deepest)
	case id != 0 && s.isAbove(id, parent):
		return refused("parent_id", "a category can't be below itself")
	case id == 0 && len(s.categories.ids) >= mostCategories:
		return refused("name", "a store has at most %d categories", mostCategories)
	}
	for _, other := range s.categories.all() {
		if other.integer("category_id") != id && other.integer("parent_id") == parent &&
			(parent != 0 || other.integer("tree_id") == tree) && strings.EqualFold(other.text("name"), body.text("name")) {
			return refused("name", "the name is used by category %s beside it", other.raw("category_id"))
		}
	}
	return nil
}

// depth counts the levels from a category to the root.
func (s *Store) depth(id int64) int {
	levels := 0
	for ; id != 0 && levels <= deepest; levels++ {
		category, _ := s.categories.get(id)
		id = category.integer("parent_id")
	}
	return levels
}

// isAbove reports whether a category is the other one or above it.
func (s *Store) isAbove(id, other int64) bool {
	for level := 0; other != 0 && level <= deepest; level++ {
		if other == id {
			return true
		}
		category, _ := s.categories.get(other)
		other = category.integer("parent_id")
	}
	return false
}

// categoryFields are what a client may write of a category. A path that is given is a customized one.
func categoryFields(body object) object {
	fields := body.without("category_id", "category_uuid")
	if address, err := parseObject([]byte(body.raw("url"))); err == nil {
		fields = fields.with("url", address.with("is_customized", "true").String())
	}
	return fields
}

func (s *Store) createCategory(body object) object {
	id, tree, parent := s.categories.takeID(), body.integer("tree_id"), body.integer("parent_id")
	path := slug(body.text("name"))
	if above, exists := s.categories.get(parent); exists {
		tree = above.integer("tree_id")
		address, _ := parseObject([]byte(above.raw("url")))
		path = strings.TrimSuffix(address.text("path"), "/") + path
	}
	category := newCategory(id, tree, parent, "", path).merged(categoryFields(body).without("tree_id", "parent_id"))
	s.categories.put(id, category)
	s.emit("store/category/created", categoryEvent(id))
	return category
}

func categoryEvent(id int64) object { return object{{"type", `"category"`}, {"id", number(id)}} }

// updateCategories changes those categories of the array that are in order. It never answers with data.
func updateCategories(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, categoryBatch, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	var errors object
	updated := 0
	for i, body := range bodies {
		id := body.integer("category_id")
		current, exists := s.categories.get(id)
		faults := check(categoryRules, body, batchPath(i), true)
		if !exists {
			faults = append(faults, field{batchPath(i) + "category_id", quote("no category " + number(id))})
		}
		next := current.merged(categoryFields(body))
		if len(faults) == 0 {
			faults = s.categoryFault(next, batchPath(i), id)
		}
		if len(faults) > 0 {
			errors = append(errors, faults...)
			continue
		}
		s.categories.put(id, next)
		s.emit("store/category/updated", categoryEvent(id))
		updated++
	}
	return batchAnswer(http.StatusOK, "", errors, len(bodies), updated), nil
}

// deleteCategories removes categories with all that are below them, and takes products out of them.
func deleteCategories(s *Store, r *request) (answer, *refusal) {
	if !filtersAny(categoryDeletion, r.query) {
		return answer{}, refuse(http.StatusUnprocessableEntity, "A filter is required to delete categories.")
	}
	found, f := s.find(categoryDeletion, rows(s.categories), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	gone := slices.DeleteFunc(slices.Clone(s.categories.ids), func(id int64) bool {
		return !slices.ContainsFunc(found, func(top int64) bool { return s.isAbove(top, id) })
	})
	for _, id := range gone {
		s.categories.remove(id)
		s.emit("store/category/deleted", categoryEvent(id))
	}
	s.leaveCategories(gone)
	return batchAnswer(http.StatusAccepted, "", nil, len(gone), len(gone)), nil
}

func (s *Store) leaveCategories(gone []int64) {
	isGone := func(id int64) bool { return slices.Contains(gone, id) }
	for _, id := range s.products.ids {
		p, _ := s.products.get(id)
		if categories := parseIntegers(p.fields.raw("categories")); slices.ContainsFunc(categories, isGone) {
			p = p.clone()
			p.fields = p.fields.with("categories", numbers(slices.DeleteFunc(categories, isGone)))
			s.products.put(id, p)
		}
	}
}
