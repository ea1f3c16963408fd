package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"net/http"
)

// OfProduct reads the variants of a product, page by page, up to the limit. A simple product has one, which stands for the product itself. A
// number that no product has is a [KindNotFound].
//
// API: GET /v3/catalog/products/{product_id}/variants
func (s *VariantsService) OfProduct(ctx context.Context, productID int64, selection FieldSelection, opts ListOptions) iter.Seq2[Record[ProductVariant], error] {
	list := listing{
		call: call{
			method: http.MethodGet, path: pathf("/v3/catalog/products/%d/variants", productID), query: selection, class: safe,
			api: "GET /v3/catalog/products/{product_id}/variants", scope: productsScope,
		},
		strategy: offsetV3{},
	}
	return func(yield func(Record[ProductVariant], error) bool) {
		for record, err := range walk[ProductVariant](ctx, s.client, list, opts) {
			if !yield(record, absent(err, noProduct(productID))) || err != nil {
				return
			}
		}
	}
}

func noProduct(id int64) string { return fmt.Sprintf("There is no product with product_id %d.", id) }
