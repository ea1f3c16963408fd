package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Create makes a variant of a product. Option values that are given by name are looked up among the product's options, with a request more. A number
// that no product has is a [KindNotFound]. A SKU that is taken is a [KindConflict] with product_id and variant_id of what has it in its details. With
// a [KindPartial] the variant is made, and returned, but its stock was not saved. When it stays open whether the request was executed, the variant is
// looked up by SKU.
//
// API: POST /v3/catalog/products/{product_id}/variants
func (s *VariantsService) Create(ctx context.Context, productID int64, variant ProductVariantAddition) (Record[ProductVariant], error) {
	post := call{
		method: http.MethodPost, path: pathf("/v3/catalog/products/%d/variants", productID), class: settle,
		api: "POST /v3/catalog/products/{product_id}/variants", scope: productsScope,
	}
	if err := checkChoices(post.api, variant.OptionValues); err != nil {
		return Record[ProductVariant]{}, err
	}
	variant, err := s.numbered(ctx, post.api, productID, variant)
	if err != nil {
		return Record[ProductVariant]{}, absent(err, noProduct(productID))
	}
	body, err := encodeBody(variant)
	if err != nil {
		return Record[ProductVariant]{}, requestError(post.api, err)
	}
	post.body = encodedBody(body)
	sku := strings.TrimSpace(variant.SKU.Or(""))
	created, err := creation[ProductVariant]{
		client: s.client, call: post, kind: "variant", keys: []string{sku}, unique: true,
		sent: [][]byte{withMember(body, "product_id", []byte(strconv.FormatInt(productID, 10)))},
		send: func(ctx context.Context, _ []int) ([]Each[ProductVariant], error) {
			return alone(one[ProductVariant](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[ProductVariant], error) {
			found, err := s.withSKU(ctx, sku)
			return map[int][]Record[ProductVariant]{0: found}, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return variantSKUTaken(refusal, 0, existing) },
	}.single(ctx)
	return created, s.explain(ctx, absent(err, noProduct(productID)), 0, sku)
}

// withSKU returns the variants that have the SKU, among all of the store's. fields, the SKU among them, narrow what is returned.
func (s *VariantsService) withSKU(ctx context.Context, sku string, fields ...string) ([]Record[ProductVariant], error) {
	query := url.Values{"sku": {sku}}
	if len(fields) > 0 {
		query.Set("include_fields", strings.Join(fields, ","))
	}
	variants, err := listPage[ProductVariant](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/variants", query: query, class: safe, api: "GET /v3/catalog/variants", scope: productsScope,
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(variants.Records, func(variant Record[ProductVariant]) bool {
		return foldSKU(text(member(variant.JSON(), "sku"))) != foldSKU(sku)
	}), nil
}

// owner returns the variant that has the SKU; the zero owner when none has.
func (s *VariantsService) owner(ctx context.Context, sku string) (skuOwner, error) {
	found, err := s.withSKU(ctx, sku, "product_id", "sku")
	if err != nil || len(found) == 0 {
		return skuOwner{}, err
	}
	return skuOwner{foldSKU(sku), idOf(found[0].JSON(), "product_id"), idOf(found[0].JSON(), "id")}, nil
}

// explain finds out what has the SKU of a variant that was refused. When the look-up fails or finds nothing, the refusal stays as it is. own is
// the number of the variant that is changed, 0 for a new one.
func (s *VariantsService) explain(ctx context.Context, err error, own int64, sku string) error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) || refusal.Kind == KindPartial || !mayBeAbout(refusal, "sku") || sku == "" {
		return err
	}
	existing, lookupErr := s.owner(ctx, sku)
	if lookupErr != nil || existing.variantID == 0 || existing.variantID == own {
		return err
	}
	return variantSKUTaken(refusal, existing.productID, existing.variantID)
}

// variantSKUTaken is the failure of a variant whose SKU the existing one has; the number of its product is 0 when it isn't known.
func variantSKUTaken(refusal *Error, productID, existing int64) *Error {
	details := map[string]any{"variant_id": existing}
	of := ""
	if productID > 0 {
		details["product_id"] = productID
		of = fmt.Sprintf(" of the product with product_id %d", productID)
	}
	return conflict(refusal, fmt.Sprintf("The SKU is taken: the variant with variant_id %d%s has it.", existing, of), "/sku", details)
}
