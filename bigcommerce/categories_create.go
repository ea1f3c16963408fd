package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxCategories is how many categories one request makes or changes here. BigCommerce documents no bound for them; it takes as many trees.
const maxCategories = 50

// Create makes a category, below its parent or at the top of its tree. A name that a category beside it has is a [KindConflict] with that one's number as
// category_id in its details. When it stays open whether the request was executed, the category is looked up by name and parent.
//
// API: POST /v3/catalog/trees/categories
func (s *CategoriesService) Create(ctx context.Context, category CategoryCreate) (Record[Category], error) {
	categories := []CategoryCreate{category}
	created, err := s.CreateEach(ctx, categories)
	if err != nil {
		if clash, ok := s.CreateClashes(ctx, err, categories)[0]; ok {
			return Record[Category]{}, clash
		}
		return Record[Category]{}, err
	}
	return created[0].Record, created[0].Err
}

// CreateEach makes up to fifty categories and tells of each what became of it, in the order given: BigCommerce makes those that are in order, whatever the
// others. When it stays open whether the request was executed, the categories are looked up by name and parent, and those that are missing are
// made again. The error is that of the whole request; when it [IsRefusal], [Blamed] and [CategoriesService.CreateClashes] tell whose fault
// it is.
//
// API: POST /v3/catalog/trees/categories
func (s *CategoriesService) CreateEach(ctx context.Context, categories []CategoryCreate) ([]Each[Category], error) {
	post := call{
		method: http.MethodPost, path: "/v3/catalog/trees/categories", class: settle, api: "POST /v3/catalog/trees/categories", scope: productsScope,
	}
	if err := checkBatch(post.api, "categories", len(categories), maxCategories); err != nil {
		return nil, err
	}
	if err := checkCategories(post.api, categories); err != nil {
		return nil, err
	}
	sent, err := encodeEach(post.api, categories)
	if err != nil {
		return nil, err
	}
	compared := make([]CategoryCreate, len(categories))
	keys := make([]categoryKey, len(categories))
	names := make([]string, len(categories))
	for i, category := range categories {
		keys[i] = keyOfCategory(category.CategoryFields)
		names[i] = keys[i].String()
		compared[i] = category // of the rest, BigCommerce makes addresses of its own
		compared[i].ImageURL, compared[i].URL = value.Optional[string]{}, value.Optional[CategoryURL]{}
	}
	kept, err := encodeEach(post.api, compared)
	if err != nil {
		return nil, err
	}
	return creation[Category]{
		client: s.client, call: post, kind: "category", id: "category_id", sent: kept, keys: names, unique: true, faint: true,
		send: func(ctx context.Context, places []int) ([]Each[Category], error) {
			post.body = arrayOf(chosen(sent, places))
			created, err := many[Category](ctx, s.client, post)
			if err != nil && !isPartial(err) && !blamesAll(err, len(places)) {
				return nil, err
			}
			return s.createdOf(ctx, created, err, chosen(keys, places)), nil
		},
		find: func(ctx context.Context, places []int) (map[int][]Record[Category], error) {
			each, err := s.like(ctx, chosen(keys, places))
			found := map[int][]Record[Category]{}
			for i, place := range places {
				found[place] = each[i]
			}
			return found, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return categoryNameTaken(refusal, existing) },
	}.run(ctx)
}

// checkCategories refuses categories that have no place.
func checkCategories(api string, categories []CategoryCreate) error {
	var faults []FieldError
	for i, category := range categories {
		if category.ParentID.Or(0) == 0 && category.TreeID.Or(0) == 0 {
			faults = append(faults, FieldError{
				Path: fmt.Sprintf("/%d/tree_id", i), Message: "Give the parent_id of the category above, or the tree_id for a category at the top of a tree.",
			})
		}
	}
	return invalidFields(api, faults)
}

// blamesAll reports whether err is the refusal of so many records because of each of them, which then has a reason of its own, and of nothing else.
func blamesAll(err error, count int) bool {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) || len(Blamed(err)) != count {
		return false
	}
	return !slices.ContainsFunc(refusal.Fields, func(field FieldError) bool {
		_, _, placed := placeIn(field.Path)
		return !placed
	})
}

// createdOf tells what became of each category of a request that was answered with these records and, when not all were saved, this error.
func (s *CategoriesService) createdOf(ctx context.Context, created []Record[Category], partial error, keys []categoryKey) []Each[Category] {
	outcomes := make([]Each[Category], len(keys))
	refused := map[int]error{}
	for i, key := range keys {
		at := slices.IndexFunc(created, key.isOf)
		switch {
		case at >= 0:
			outcomes[i].Record = created[at]
		case partial != nil:
			refused[i] = refusalIn(partial, i)
		default:
			outcomes[i].Err = incomplete("POST /v3/catalog/trees/categories", http.StatusCreated, fmt.Sprintf("BigCommerce accepted the category %q but did not return "+
				"the record. Look for the name before trying again: the category may have been created.", shorten(key.name, 100)))
		}
	}
	maps.Copy(refused, s.clashes(ctx, refused, keys))
	for i, err := range refused {
		outcomes[i].Err = err
	}
	return outcomes
}

// refusalIn is the refusal of one record of a batch of which others were saved.
func refusalIn(partial error, place int) error {
	var all *Error
	if !errors.As(partial, &all) {
		return partial
	}
	if blamed := Blamed(partial); blamed[place] != nil {
		errors.As(blamed[place], &all)
	}
	own := *all
	own.Kind, own.Data = KindInvalid, nil
	body := failureBody{fields: own.Fields}
	if body.duplicate() {
		own.Kind = KindConflict
	}
	own.Message = ownMessage(&own, own.Fields)
	return &own
}

// CreateClashes asks which categories of a refused [CategoriesService.CreateEach] have the name of one beside them. Each is a [KindConflict] with the
// existing category's number as category_id in its details. Empty when that can't be found out.
//
// API: GET /v3/catalog/trees/categories
func (s *CategoriesService) CreateClashes(ctx context.Context, err error, categories []CategoryCreate) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return nil
	}
	bare := refusal.bare()
	refused := map[int]error{}
	keys := make([]categoryKey, len(categories))
	for i, category := range categories {
		keys[i] = keyOfCategory(category.CategoryFields)
		refused[i] = bare
	}
	return s.clashes(ctx, refused, keys)
}

// clashes finds those of the refused categories whose name an existing one beside them has. When a look-up fails, none is found.
func (s *CategoriesService) clashes(ctx context.Context, refused map[int]error, keys []categoryKey) map[int]error {
	var places []int
	for i := range keys {
		var refusal *Error
		if errors.As(refused[i], &refusal) && mayBeAbout(refusal, "name") && strings.TrimSpace(keys[i].name) != "" {
			places = append(places, i)
		}
	}
	found, err := s.like(ctx, chosen(keys, places))
	if err != nil {
		return nil
	}
	clashes := map[int]error{}
	for n, i := range places {
		var refusal *Error
		if !errors.As(refused[i], &refusal) {
			continue
		}
		for _, existing := range found[n] {
			if id := idOf(existing.JSON(), "category_id"); id != keys[i].own {
				clashes[i] = categoryNameTaken(refusal, id)
				break
			}
		}
	}
	return clashes
}

// categoryNameTaken is the failure of a category whose name an existing one beside it has. refusal is BigCommerce's own, if it said so.
func categoryNameTaken(refusal *Error, existing int64) *Error {
	message := fmt.Sprintf("A category with this name already exists at this place (category_id %d).", existing)
	return conflict(refusal, message, "/name", map[string]any{"category_id": existing})
}

// categoryKey is what tells categories apart: the name among those with the same parent or, at the top, in the same tree.
type categoryKey struct {
	name         string
	parent, tree int64
	// own is the category's number, 0 for one that is being made.
	own int64
}

func keyOfCategory(category CategoryFields) categoryKey {
	key := categoryKey{name: category.Name.Or(""), parent: category.ParentID.Or(0)}
	if key.parent == 0 {
		key.tree = category.TreeID.Or(0)
	}
	return key
}

// String returns the key as one text, blank when there is no name.
func (k categoryKey) String() string {
	if strings.TrimSpace(k.name) == "" {
		return ""
	}
	return fmt.Sprintf("%d/%d/%s", k.tree, k.parent, strings.TrimSpace(k.name))
}

// Place names where the category is to stand and its name, which no two categories have in common, upper and lower case being the same; blank when it has no name.
func (c CategoryCreate) Place() string { return keyOfCategory(c.CategoryFields).String() }

// isOf reports whether the category has the key, upper and lower case being the same.
func (k categoryKey) isOf(category Record[Category]) bool {
	raw := category.JSON()
	return strings.EqualFold(strings.TrimSpace(text(member(raw, "name"))), strings.TrimSpace(k.name)) && idOf(raw, "parent_id") == k.parent &&
		(k.tree == 0 || idOf(raw, "tree_id") == k.tree)
}

// like returns the categories that have each of the keys.
func (s *CategoriesService) like(ctx context.Context, keys []categoryKey) ([][]Record[Category], error) {
	found := make([][]Record[Category], len(keys))
	err := Concurrently(ctx, len(keys), singleLookups, func(ctx context.Context, i int) error {
		filters := CategoryQuery{NameFilters: NameFilters{Name: value.Of(keys[i].name)}, ParentIDIn: value.List[int64]{keys[i].parent}}
		if keys[i].tree != 0 {
			filters.TreeIDIn = value.List[int64]{keys[i].tree}
		}
		categories, err := s.List(ctx, filters, PageOptions{})
		for _, category := range categories.Records {
			if keys[i].isOf(category) {
				found[i] = append(found[i], category)
			}
		}
		return err
	})
	return found, err
}
