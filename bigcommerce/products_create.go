package bigcommerce

import (
	"context"
	"fmt"
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
	if err := checkNewProduct(post.api, product); err != nil {
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

// checkNewProduct refuses what BigCommerce is known to refuse of a product that is made.
func checkNewProduct(api string, product ProductCreate) error {
	if err := checkProduct(api, product.ProductWrite); err != nil {
		return err
	}
	var faults []FieldError
	if hidden, _ := product.IsPriceHidden.Get(); hidden && !product.Availability.IsSet() {
		faults = append(faults, FieldError{
			Path: "/is_price_hidden", Message: "The price can be hidden only while availability is disabled: a new product is available unless availability says otherwise.",
		})
	}
	first := map[string]string{} // who has a SKU
	if sku := foldSKU(product.SKU.Or("")); sku != "" {
		first[sku] = "the product itself"
	}
	for i, variant := range product.Variants.Or(nil) {
		sku := foldSKU(variant.SKU.Or(""))
		owner, taken := first[sku]
		switch {
		case sku == "":
		case taken:
			faults = append(faults, FieldError{
				Path:    fmt.Sprintf("/variants/%d/sku", i),
				Message: fmt.Sprintf("The SKU %q is given twice, first to %s: a SKU is unique over all products and variants, upper and lower case being the same.", shorten(variant.SKU.Or(""), 100), owner),
			})
		default:
			first[sku] = fmt.Sprintf("variant %d", i)
		}
	}
	return invalidFields(api, faults)
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
