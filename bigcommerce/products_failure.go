package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxClashes is how many keys of a refused product are looked up.
const maxClashes = 10

// productKey is something of a product that no other product may have.
type productKey struct {
	// field is the filter that finds it, label what people call it; path points to it in the body.
	field, label, path, text string
}

// productKeysOf returns the keys of a product that is written, the SKUs first.
func productKeysOf(product ProductWrite, variants []ProductVariantCreate) []productKey {
	var keys []productKey
	add := func(key productKey) {
		if strings.TrimSpace(key.text) != "" {
			keys = append(keys, key)
		}
	}
	add(productKey{"sku", "SKU", "/sku", product.SKU.Or("")})
	add(productKey{"name", "name", "/name", product.Name.Or("")})
	for i, variant := range variants {
		add(productKey{"sku", "SKU", fmt.Sprintf("/variants/%d/sku", i), variant.SKU.Or("")})
	}
	return keys[:min(len(keys), maxClashes)]
}

// explain finds out which product a refused one clashes with; BigCommerce doesn't say. When a look-up fails or finds nothing, the
// refusal stays as it is. own is the number of the product that is changed, 0 for a new one.
func (s *ProductsService) explain(ctx context.Context, err error, own int64, keys []productKey) error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return err
	}
	for _, key := range keys {
		id, lookupErr := s.holder(ctx, key)
		if lookupErr != nil {
			return err
		}
		if id == 0 || id == own {
			continue
		}
		return productKeyTaken(refusal, key, id)
	}
	return err
}

// productKeyTaken is the failure of a product whose key the existing one has. refusal is BigCommerce's own, if it said so.
func productKeyTaken(refusal *Error, key productKey, existing int64) *Error {
	message := fmt.Sprintf("A product with this %s already exists (product_id %d).", key.label, existing)
	return conflict(refusal, message, key.path, map[string]any{"product_id": existing})
}

// holder returns the number of the product that has the key, 0 when there is none.
func (s *ProductsService) holder(ctx context.Context, key productKey) (int64, error) {
	filters := url.Values{key.field: {key.text}, "include_fields": {key.field}}
	products, err := listPage[Product](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/products", query: filters, class: safe, api: "GET /v3/catalog/products",
		scope: productsScope,
	})
	if err != nil {
		return 0, err
	}
	for _, product := range products.Records {
		if strings.EqualFold(text(member(product.JSON(), key.field)), key.text) {
			return idOf(product.JSON(), "id"), nil
		}
	}
	if key.field != "sku" {
		return 0, nil
	}
	filters.Set("include_fields", "product_id,sku")
	variants, err := listPage[ProductVariant](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/variants", query: filters, class: safe, api: "GET /v3/catalog/variants",
		scope: productsScope,
	})
	if err != nil {
		return 0, err
	}
	for _, variant := range variants.Records {
		if strings.EqualFold(text(member(variant.JSON(), "sku")), key.text) {
			return idOf(variant.JSON(), "product_id"), nil
		}
	}
	return 0, nil
}
