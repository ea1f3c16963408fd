package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// productsScope is the OAuth scope of everything in the catalog.
const productsScope = "store_v2_products"

// List reads one page of products.
//
// API: GET /v3/catalog/products
func (s *ProductsService) List(ctx context.Context, filters ProductQuery, at PageOptions) (Page[Product], error) {
	list := productList(filters)
	if !filters.Sort.IsSet() && !filters.Direction.IsSet() {
		list.query = nil // the API's own order is by number, too
	}
	return page[Product](ctx, s.client, list, at)
}

// All reads all products that match, page by page, up to the limit. Sorted by number, which is the default, they are walked upwards:
// a product that is created or changed meanwhile is neither missed nor repeated. In any other order they are paged by page number, which can
// miss or repeat products that change meanwhile. Filters with more values than fit one request are split over several; that
// excludes a sort order.
//
// API: GET /v3/catalog/products
func (s *ProductsService) All(ctx context.Context, filters ProductQuery, opts ListOptions) iter.Seq2[Record[Product], error] {
	return all[Product](ctx, s.client, productList(filters), opts)
}

func productList(filters ProductQuery) filtered {
	filters.IncludeFields = requestable(filters.IncludeFields)
	list := filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/catalog/products", class: safe, api: "GET /v3/catalog/products", scope: productsScope,
			},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"id:in", "sku:in", "inventory_level:in", "channel_id:in"},
		key:        "id",
		sorted:     filters.Sort.Or("id") != "id" || filters.Direction.Or("asc") != "asc",
	}
	if !list.sorted {
		list.strategy = byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}
		list.query = url.Values{"sort": {"id"}, "direction": {"asc"}}
	}
	list.pageSize = filters.LargestPage()
	return list
}

// requestable returns the fields without the ID, which always comes along and can't be asked for. When nothing else is wanted the
// name is asked for, because no field at all would mean every field.
func requestable(fields value.List[ProductField]) value.List[ProductField] {
	if !slices.Contains(fields, "id") {
		return fields
	}
	others := slices.DeleteFunc(slices.Clone(fields), func(field ProductField) bool { return field == "id" })
	if len(others) == 0 {
		return value.List[ProductField]{"name"}
	}
	return others
}

// Get reads one product. A number that no product has is a [KindNotFound].
//
// API: GET /v3/catalog/products/{product_id}
func (s *ProductsService) Get(ctx context.Context, id int64, options ProductSelection) (Record[Product], error) {
	product, err := one[Product](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/catalog/products/%d", id), query: options, class: safe,
		api: "GET /v3/catalog/products/{product_id}", scope: productsScope,
	})
	return product, absent(err, noProduct(id))
}

// Update changes a product. Lists that are given, such as categories, replace the stored ones. A number that no product has is a
// [KindNotFound]; a SKU or name that another product has is a [KindConflict] with that one's number as product_id in its details. With
// a [KindPartial] the product is changed, and returned, but something of it was not saved; the error says what.
//
// API: PUT /v3/catalog/products/{product_id}
func (s *ProductsService) Update(ctx context.Context, id int64, product ProductUpdate, options ProductUpdateSelection) (Record[Product], error) {
	const api = "PUT /v3/catalog/products/{product_id}"
	if changesNothing(product.ProductWrite, product.Additional) {
		return Record[Product]{}, invalid(api, "", nothingToChange("product", id))
	}
	if err := checkProduct(api, product.ProductWrite); err != nil {
		return Record[Product]{}, err
	}
	changed, err := one[Product](ctx, s.client, call{
		method: http.MethodPut, path: pathf("/v3/catalog/products/%d", id), query: options, body: product, class: product.class(), api: api,
		scope: productsScope,
	})
	err = absent(err, noProduct(id))
	return changed, s.explain(ctx, err, id, productKeysOf(product.ProductWrite, nil))
}

// class tells updates that set fields from those that may add to a list, which a repetition would add again.
func (p ProductUpdate) class() retryClass {
	if p.CustomFields.IsSet() || p.BulkPricingRules.IsSet() || p.Images.IsSet() || p.Videos.IsSet() || len(p.AdditionalFields) > 0 {
		return never
	}
	return idempotent
}

// checkProduct refuses what BigCommerce is known to refuse: fields that exclude or contradict one another.
func checkProduct(api string, product ProductWrite) error {
	var faults []FieldError
	if product.BrandID.IsSet() && product.BrandName.IsSet() {
		faults = append(faults, FieldError{Path: "/brand_name", Message: "Give either brand_id or brand_name, not both."})
	}
	if hidden, _ := product.IsPriceHidden.Get(); hidden && product.Availability.Or("disabled") != "disabled" {
		faults = append(faults, FieldError{
			Path:    "/is_price_hidden",
			Message: "The price can be hidden only while availability is disabled.",
		})
	}
	if most := product.OrderQuantityMaximum.Or(0); most > 0 && product.OrderQuantityMinimum.Or(0) > most {
		faults = append(faults, FieldError{
			Path:    "/order_quantity_minimum",
			Message: fmt.Sprintf("The minimum order quantity is above the maximum of %d.", most),
		})
	}
	faults = append(faults, repeatedFields("/custom_fields", product.CustomFields.Or(nil), strings.TrimSpace)...)
	for i, rule := range product.BulkPricingRules.Or(nil) {
		if rule.Type == "fixed" && rule.QuantityMin < 2 {
			faults = append(faults, FieldError{
				Path:    fmt.Sprintf("/bulk_pricing_rules/%d/quantity_min", i),
				Message: "A fixed price begins at 2 pieces or more: for one piece, set the price of the product.",
			})
		}
		if rule.QuantityMax > 0 && rule.QuantityMax < rule.QuantityMin {
			faults = append(faults, FieldError{
				Path:    fmt.Sprintf("/bulk_pricing_rules/%d/quantity_max", i),
				Message: fmt.Sprintf("The rule ends at %d pieces but starts at %d; 0 means no upper end.", rule.QuantityMax, rule.QuantityMin),
			})
		}
	}
	return invalidFields(api, faults)
}
