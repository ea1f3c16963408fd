package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductUpserted is a product that was brought about by its SKU.
type ProductUpserted struct {
	Product
	Changed
}

// Upsert changes the product that has the SKU, or makes it when none has. A product that is as it should be is not written. Name, type, price and
// weight are needed only to make one. A SKU that a variant has is a [KindConflict] with variant_id and product_id in its details: a variant
// is no product. A name that another product has is a [KindConflict], too. With a [KindPartial] the product is saved, and returned, but
// something of it was not; the error says what. What the record doesn't show, such as a brand's name, is always written.
//
// API: GET /v3/catalog/products, POST /v3/catalog/products, PUT /v3/catalog/products/{product_id}
func (s *ProductsService) Upsert(ctx context.Context, product ProductUpdate) (Record[ProductUpserted], error) {
	const api = "PUT /v3/catalog/products/{product_id}"
	sku := strings.TrimSpace(product.SKU.Or(""))
	if sku == "" {
		return Record[ProductUpserted]{}, invalid(api, "/sku", "The SKU is blank: it is what tells which product is meant.")
	}
	product.SKU = value.Of(sku)
	if err := checkProduct(api, product.ProductWrite); err != nil {
		return Record[ProductUpserted]{}, err
	}
	wanted, err := encodeBody(product)
	if err != nil {
		return Record[ProductUpserted]{}, requestError(api, err)
	}
	own := productKey{field: "sku", text: sku}
	stored, err := s.withKey(ctx, own)
	if err != nil {
		return Record[ProductUpserted]{}, err
	}
	if len(stored) == 0 {
		if err := checkComplete(api, sku, product.ProductWrite); err != nil {
			return Record[ProductUpserted]{}, s.ofVariant(ctx, err, sku)
		}
		made, err := s.Create(ctx, ProductCreate{ProductWrite: product.ProductWrite, Additional: product.Additional}, ProductCreateSelection{})
		if !clashesAt(err, "/sku") {
			return changedProduct(made, Created, err)
		}
		var lookupErr error
		if stored, lookupErr = s.withKey(ctx, own); lookupErr != nil {
			return Record[ProductUpserted]{}, err
		}
		if len(stored) == 0 { // else somebody else made it meanwhile
			return Record[ProductUpserted]{}, s.ofVariant(ctx, err, sku)
		}
	}
	if holds(stored[0].JSON(), wanted) {
		return changedProduct(stored[0], Unchanged, nil)
	}
	changed, err := s.Update(ctx, idOf(stored[0].JSON(), "id"), product, ProductUpdateSelection{})
	return changedProduct(changed, Updated, err)
}

// checkComplete refuses a product that has to be made and lacks what that needs.
func checkComplete(api, sku string, product ProductWrite) error {
	var faults []FieldError
	for _, field := range []struct {
		name  string
		given bool
	}{{"name", product.Name.IsSet()}, {"type", product.Type.IsSet()}, {"price", product.Price.IsSet()}, {"weight", product.Weight.IsSet()}} {
		if !field.given {
			faults = append(faults, FieldError{
				Path: "/" + field.name, Message: fmt.Sprintf("No product has the SKU %q, and to make it BigCommerce needs its %s.", shorten(sku, 100), field.name),
			})
		}
	}
	return invalidFields(api, faults)
}

// changedProduct is the record of what was done for a product, the zero record when nothing was saved.
func changedProduct(product Record[Product], change Change, err error) (Record[ProductUpserted], error) {
	if product.JSON() == nil {
		return Record[ProductUpserted]{}, err
	}
	return withChange[ProductUpserted](product, change), err
}

// clashesAt reports whether err is a conflict about this field.
func clashesAt(err error, path string) bool {
	var clash *Error
	return errors.As(err, &clash) && clash.Kind == KindConflict && len(clash.Fields) == 1 && clash.Fields[0].Path == path
}

// ofVariant says of which variant a SKU is that no product has itself. When it is none's, or that can't be found out, the refusal stays as it is.
func (s *ProductsService) ofVariant(ctx context.Context, err error, sku string) error {
	found, lookupErr := s.client.Variants.withSKU(ctx, sku, "product_id", "sku")
	var refusal *Error
	if lookupErr != nil || len(found) == 0 || !errors.As(err, &refusal) {
		return err
	}
	if refusal.Status == 0 {
		refusal = nil // nothing was sent that BigCommerce could refuse
	}
	productID, variantID := idOf(found[0].JSON(), "product_id"), idOf(found[0].JSON(), "id")
	message := fmt.Sprintf("The SKU %q is that of the variant with variant_id %d of the product with product_id %d, not of a product.",
		shorten(sku, 100), variantID, productID)
	return conflict(refusal, message, "/sku", map[string]any{"product_id": productID, "variant_id": variantID})
}
