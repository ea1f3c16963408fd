package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

var treeListing = listing{
	narrow:  byID("id", "in"),
	filters: filters{}.with("channel_id:in", anyOf("channels")),
	extra:   []string{"page", "limit"},
}

var categoryListing = listing{
	narrow: byID("category_id", "in", "not_in"),
	filters: filters{}.
		on("category_uuid", text, "in", "not_in").
		on("tree_id", integer, "in", "not_in").
		on("parent_id", integer, "in", "not_in").
		on("name", text, "", "like").
		on("page_title", text, "", "like").
		on("is_visible", boolean, "").
		with("keyword", joined("like", "name", "description")),
	extra: []string{"page", "limit", "include_fields", "exclude_fields"},
}

// categoryDeletion are the filters that choose the categories to delete.
var categoryDeletion = listing{
	narrow:  byID("category_id", "in"),
	filters: filters{}.on("category_uuid", text, "in").on("tree_id", integer, "in").on("parent_id", integer, "in"),
}

func listTrees(s *Store, r *request) (answer, *refusal) {
	return s.listRows(treeListing, s.trees, r, ordering{}, "id")
}

func listCategories(s *Store, r *request) (answer, *refusal) {
	return s.listRows(categoryListing, s.categories, r, ordering{}, "category_id")
}

// getTree answers with the categories of a tree, each with its children, down to a depth.
func getTree(s *Store, r *request) (answer, *refusal) {
	id := r.id("tree_id")
	if !s.trees.has(id) {
		return answer{}, notFound()
	}
	depth := deepest
	if value := r.query.Get("depth"); value != "" {
		n, err := strconv.Atoi(value)
		if err != nil {
			return answer{}, badFilter("depth", err)
		}
		depth = n
	}
	return data(http.StatusOK, list(s.branch(id, 0, 0, depth, nil)), object{}), nil
}

func (s *Store) branch(tree, parent int64, level, depth int, path []int64) []object {
	if level > depth {
		return nil
	}
	var nodes []object
	for _, category := range s.categories.all() {
		if category.integer("tree_id") != tree || category.integer("parent_id") != parent {
			continue
		}
		id := category.integer("category_id")
		address, _ := parseObject([]byte(category.raw("url")))
		nodes = append(nodes, object{
			{"id", number(id)},
			{"parent_id", number(parent)},
			{"depth", number(int64(level))},
			{"path", numbers(path)},
			{"name", category.raw("name")},
			{"is_visible", category.raw("is_visible")},
			{"url", address.raw("path")},
			{"children", list(s.branch(tree, id, level+1, depth, append(slices.Clone(path), id)))},
		})
	}
	return nodes
}

// anyOf is a filter on an array of integers: it passes when one of them is wanted.
func anyOf(name string) filter {
	return func(value string, _ time.Time) (test, error) {
		wanted, err := integersIn(value)
		return func(o object) bool {
			return slices.ContainsFunc(parseIntegers(o.raw(name)), func(id int64) bool { return slices.Contains(wanted, id) })
		}, err
	}
}
