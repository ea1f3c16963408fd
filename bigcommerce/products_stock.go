package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
)

// UpdateStock sets the stock of a product at the default location. A number that no product has is a [KindNotFound]. A product whose stock is tracked
// at variant level is a [KindConflict]: its own level doesn't count.
//
// API: PUT /v3/catalog/products/{product_id}
func (s *ProductsService) UpdateStock(ctx context.Context, id int64, stock ProductStock) (Record[Product], error) {
	const api = "PUT /v3/catalog/products/{product_id}"
	if err := checkStock(api, stock); err != nil {
		return Record[Product]{}, err
	}
	var change ProductUpdate
	change.ProductStock = stock
	changed, err := s.Update(ctx, id, change, ProductUpdateSelection{})
	if err == nil && tracksVariants(changed) {
		return Record[Product]{}, ofVariants(api, id)
	}
	return changed, err
}

// UpdateStockEach sets the stock of up to ten products with one request, as [ProductsService.UpdateStock] does and [ProductsService.UpdateEach] tells.
// The changes are of nothing but the stock.
//
// API: PUT /v3/catalog/products
func (s *ProductsService) UpdateStockEach(ctx context.Context, changes []ProductChange) ([]Each[Product], error) {
	const api = "PUT /v3/catalog/products"
	var faults []FieldError
	for i, change := range changes {
		faults = append(faults, at(i, checkStock(api, change.ProductStock))...)
	}
	if err := invalidFields(api, faults); err != nil {
		return nil, err
	}
	each, err := s.UpdateEach(ctx, changes, ProductCreateSelection{})
	for i, one := range each {
		if one.Err == nil && tracksVariants(one.Record) {
			each[i] = Each[Product]{Err: ofVariants(api, changes[i].ID)}
		}
	}
	return each, err
}

// checkStock refuses a level that would not count.
func checkStock(api string, stock ProductStock) error {
	if stock.InventoryTracking.Or("") == "variant" {
		return invalid(api, "/inventory_tracking", "Tracked at variant level, a product has no level of its own: set inventory_tracking with update_product and the levels with update_product_variants.")
	}
	return nil
}

func tracksVariants(product Record[Product]) bool {
	return text(member(product.JSON(), "inventory_tracking")) == "variant"
}

func ofVariants(api string, id int64) *Error {
	message := fmt.Sprintf("The stock of the product with product_id %d is tracked at variant level: its own level doesn't count. Set the levels of its variants, or set inventory_tracking to product.", id)
	return &Error{
		Kind: KindConflict, Status: http.StatusOK, Code: "bigcommerce.tracked_by_variant", API: api, Message: message,
		Fields: []FieldError{{Path: "/inventory_level", Message: message}},
	}
}
