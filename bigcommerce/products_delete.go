package bigcommerce

import (
	"context"
	"net/http"
)

// Delete deletes a product with its variants, images and all else that belongs to it. A number that no product has is a [KindNotFound]. Two
// requests: BigCommerce doesn't tell whether there was such a product.
//
// API: DELETE /v3/catalog/products, GET /v3/catalog/products
func (s *ProductsService) Delete(ctx context.Context, id int64) (Record[Deletion], error) {
	each, err := s.DeleteEach(ctx, []int64{id})
	if err != nil {
		return Record[Deletion]{}, err
	}
	return each[0].Record, each[0].Err
}

// DeleteEach deletes up to 250 products as [ProductsService.Delete] does, with two requests, and tells of each what became of it, in the order given.
// The numbers must fit one request: see [QueryCapacity].
//
// API: DELETE /v3/catalog/products, GET /v3/catalog/products
func (s *ProductsService) DeleteEach(ctx context.Context, ids []int64) ([]Each[Deletion], error) {
	remove := call{method: http.MethodDelete, path: "/v3/catalog/products", class: idempotent, api: "DELETE /v3/catalog/products", scope: productsScope}
	return deleteByID(ctx, s.client, remove, "product", "id:in", ids, func(ctx context.Context, ids []int64) ([]Record[Product], error) {
		nothingElse := ProductSelection{}
		nothingElse.IncludeFields = []ProductField{"name"}
		return s.FindByID(ctx, ids, nothingElse)
	})
}
