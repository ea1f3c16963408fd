package bigcommerce

import (
	"context"
	"errors"
	"fmt"
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
	products, err := s.withKey(ctx, key, key.field)
	switch {
	case err != nil:
		return 0, err
	case len(products) > 0:
		return idOf(products[0].JSON(), "id"), nil
	case key.field != "sku":
		return 0, nil
	}
	variants, err := s.client.Variants.withSKU(ctx, key.text, "product_id", "sku")
	if err != nil || len(variants) == 0 {
		return 0, err
	}
	return idOf(variants[0].JSON(), "product_id"), nil
}
