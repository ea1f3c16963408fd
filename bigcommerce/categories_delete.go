package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// Delete deletes a category with all that are below it; their products stay in the catalog. BigCommerce goes on with that after it has answered. A number
// that no category has is a [KindNotFound].
//
// API: DELETE /v3/catalog/trees/categories
func (s *CategoriesService) Delete(ctx context.Context, id int64) (Record[Deletion], error) {
	remove := deleteCategories()
	if id < 1 { // a filter that BigCommerce ignores must not delete them all
		return Record[Deletion]{}, invalid(remove.api, "/category_id", fmt.Sprintf("A category's number is 1 or higher; got %d.", id))
	}
	remove.query = url.Values{"category_id:in": {strconv.FormatInt(id, 10)}}
	answer, err := s.client.do(ctx, remove)
	if err != nil {
		return Record[Deletion]{}, absent(err, noCategory(id))
	}
	if err := unfinished(remove, answer); err != nil {
		return Record[Deletion]{}, err
	}
	if text(member(member(answer.body, "meta"), "total")) == "0" && !answer.unsettled {
		return Record[Deletion]{}, notFound(&Error{Status: answer.status, Code: "bigcommerce.not_found", API: remove.api}, noCategory(id))
	}
	return deletionOf(id), nil
}

// DeleteEach deletes up to 250 categories as [CategoriesService.Delete] does, with two requests, and tells of each what became of it, in the order given: how
// many BigCommerce deleted doesn't tell which of them were there. One that is below another of them is deleted like it. The numbers must fit one
// request: see [QueryCapacity]. A single number takes one request.
//
// API: DELETE /v3/catalog/trees/categories, GET /v3/catalog/trees/categories
func (s *CategoriesService) DeleteEach(ctx context.Context, ids []int64) ([]Each[Deletion], error) {
	if len(ids) == 1 {
		deleted, err := s.Delete(ctx, ids[0])
		return []Each[Deletion]{{Record: deleted, Err: err}}, nil
	}
	return deleteByID(ctx, s.client, deleteCategories(), "category", "category_id:in", ids, func(ctx context.Context, ids []int64) ([]Record[Category], error) {
		filters := CategoryQuery{CategoryIDIn: ids}
		filters.IncludeFields = []string{"name"}
		return findByID[Category](ctx, s.client, categoryList(filters), ids)
	})
}

func deleteCategories() call {
	return call{
		method: http.MethodDelete, path: "/v3/catalog/trees/categories", class: idempotent, api: "DELETE /v3/catalog/trees/categories", scope: productsScope,
	}
}
