package bigcommerce

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Create makes a product. A SKU or name that is taken is a [KindConflict] with the existing product's number as product_id in its
// details. With a [KindPartial] the product is made, and returned, but something of it was not saved; the error says what. When it stays open whether
// the request was executed, the product is looked up by SKU, or by name when it has none.
//
// API: POST /v3/catalog/products
func (s *ProductsService) Create(ctx context.Context, product ProductCreate, options ProductCreateSelection) (Record[Product], error) {
	post := call{method: http.MethodPost, path: "/v3/catalog/products", query: options, class: settle, api: "POST /v3/catalog/products", scope: productsScope}
	if err := checkProduct(post.api, product.ProductWrite); err != nil {
		return Record[Product]{}, err
	}
	sent, err := encodeBody(product)
	if err != nil {
		return Record[Product]{}, requestError(post.api, err)
	}
	post.body = encodedBody(sent)
	keys := productKeysOf(product.ProductWrite, product.Variants.Or(nil))
	natural := productKey{}
	if len(keys) > 0 {
		natural = keys[0] // the SKU, else the name
	}
	looked := false
	created, err := creation[Product]{
		client: s.client, call: post, kind: "product", sent: [][]byte{sent}, keys: []string{natural.text}, unique: true, made: "date_created",
		send: func(ctx context.Context, _ []int) ([]Each[Product], error) {
			return alone(one[Product](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Product], error) {
			looked = true
			found, err := s.withKey(ctx, natural)
			return map[int][]Record[Product]{0: found}, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return productKeyTaken(refusal, natural, existing) },
	}.single(ctx)
	if looked && err == nil && len(options.IncludeFields) > 0 {
		return s.Get(ctx, idOf(created.JSON(), "id"), ProductSelection{ProductUpdateSelection: ProductUpdateSelection{ProductCreateSelection: options}})
	}
	return created, s.explain(ctx, err, 0, keys)
}

// withKey returns the products that have the key themselves. fields, that of the key among them, narrow what is returned.
func (s *ProductsService) withKey(ctx context.Context, key productKey, fields ...string) ([]Record[Product], error) {
	query := url.Values{key.field: {key.text}}
	if len(fields) > 0 {
		query.Set("include_fields", strings.Join(fields, ","))
	}
	products, err := listPage[Product](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/products", query: query, class: safe, api: "GET /v3/catalog/products", scope: productsScope,
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(products.Records, func(product Record[Product]) bool {
		return !strings.EqualFold(text(member(product.JSON(), key.field)), strings.TrimSpace(key.text))
	}), nil
}
