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
		if !mayBeAbout(refusal, key.field) && !mayBeAbout(refusal, topField(key.path)) {
			continue
		}
		existing, lookupErr := s.holder(ctx, key)
		switch {
		case lookupErr != nil:
			return err
		case existing.variantID != 0: // of whatever product: it may not have its own variant's either
			return skuOfVariant(refusal, key.path, key.text, existing)
		case existing.productID == 0 || existing.productID == own:
		default:
			return productKeyTaken(refusal, key, existing.productID)
		}
	}
	return err
}

// productKeyTaken is the failure of a product whose key the existing one has. refusal is BigCommerce's own, if it said so.
func productKeyTaken(refusal *Error, key productKey, existing int64) *Error {
	message := fmt.Sprintf("A product with this %s already exists (product_id %d).", key.label, existing)
	return conflict(refusal, message, key.path, map[string]any{"product_id": existing})
}

// skuOfVariant is the failure of a product whose SKU, at the path, the existing variant has. refusal is BigCommerce's own, if it said so.
func skuOfVariant(refusal *Error, path, sku string, existing skuOwner) *Error {
	message := fmt.Sprintf("The SKU %q is that of the variant with variant_id %d of the product with product_id %d.", shorten(sku, 100), existing.variantID, existing.productID)
	return conflict(refusal, message, path, map[string]any{"product_id": existing.productID, "variant_id": existing.variantID})
}

// clashesAt reports whether err is a conflict about this field.
func clashesAt(err error, path string) bool {
	var clash *Error
	return errors.As(err, &clash) && clash.Kind == KindConflict && len(clash.Fields) == 1 && clash.Fields[0].Path == path
}

// isOfVariant reports whether err is a conflict with a variant.
func isOfVariant(err error) bool {
	var clash *Error
	return errors.As(err, &clash) && clash.Details["variant_id"] != nil
}

// holder returns who has the key: a product, or a variant that has the SKU; the zero value when nothing has.
func (s *ProductsService) holder(ctx context.Context, key productKey) (skuOwner, error) {
	products, err := s.withKey(ctx, key, key.field)
	switch {
	case err != nil:
		return skuOwner{}, err
	case len(products) > 0:
		return skuOwner{productID: idOf(products[0].JSON(), "id")}, nil
	case key.field != "sku":
		return skuOwner{}, nil
	}
	return s.client.Variants.owner(ctx, key.text)
}
