package bigcommerce

import (
	"context"
	"iter"
	"net/http"
)

// List reads one page of the categories of all category trees.
//
// API: GET /v3/catalog/trees/categories
func (s *CategoriesService) List(ctx context.Context, filters CategoryQuery, at PageOptions) (Page[Category], error) {
	return page[Category](ctx, s.client, categoryList(filters), at)
}

// All reads all categories that match, page by page, up to the limit. The API offers no other way than pages by number: categories that
// are created or deleted meanwhile can be missed, or move others so that they are missed or repeated.
//
// API: GET /v3/catalog/trees/categories
func (s *CategoriesService) All(ctx context.Context, filters CategoryQuery, opts ListOptions) iter.Seq2[Record[Category], error] {
	return all[Category](ctx, s.client, categoryList(filters), opts)
}

func categoryList(filters CategoryQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/catalog/trees/categories", class: safe, api: "GET /v3/catalog/trees/categories",
				scope: productsScope,
			},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"category_id:in", "category_uuid:in", "tree_id:in", "parent_id:in"},
		key:        "category_id",
	}
}
