package bigcommerce

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductUpserted is a product that was brought about by its SKU.
type ProductUpserted struct {
	Product
	Changed
}

// upsertAPI names an upsert in failures that are found before anything is written.
const upsertAPI = "PUT /v3/catalog/products/{product_id}"

// Upsert changes the product that has the SKU, upper and lower case being the same, or makes it when none has. A product that is as it should be is not written. Name, type, price and
// weight are needed only to make one. A SKU that a variant has is a [KindConflict] with variant_id and product_id in its details: a variant
// is no product. A name that another product has is a [KindConflict], too. With a [KindPartial] the product is saved, and returned, but
// something of it was not; the error says what. What the record doesn't show, such as a brand's name, is always written.
//
// API: GET /v3/catalog/products, POST /v3/catalog/products, PUT /v3/catalog/products/{product_id}
func (s *ProductsService) Upsert(ctx context.Context, product ProductUpdate) (Record[ProductUpserted], error) {
	each, err := s.UpsertEach(ctx, []ProductUpdate{product})
	if err != nil {
		return Record[ProductUpserted]{}, err
	}
	return each[0].Record, each[0].Err
}

// UpsertEach is [ProductsService.Upsert] for several products, and tells of each what became of it, in the order given. They are looked up with one
// request. Those that differ are changed, ten with a request: when BigCommerce refuses it, those at fault are set apart, and the others saved. Those that
// are missing are made, each with a request, which is all that BigCommerce offers; what is not enough to make one is a [KindInvalid], and one or two requests for
// all of these tell which of the SKUs are variants'. No two of the SKUs may be the same, and they must fit one request: see [QueryCapacity]. A SKU with a
// comma can only be upserted by itself. The error is that of the look-up.
//
// API: GET /v3/catalog/products, POST /v3/catalog/products, PUT /v3/catalog/products
func (s *ProductsService) UpsertEach(ctx context.Context, products []ProductUpdate) ([]Each[ProductUpserted], error) {
	if err := checkBatch(upsertAPI, "products", len(products), largestPage); err != nil {
		return nil, err
	}
	upsert := &productUpsert{
		service: s, skus: make([]string, len(products)), changes: make([]ProductChange, len(products)), wanted: make([][]byte, len(products)),
		outcomes: make([]Each[ProductUpserted], len(products)),
	}
	var places []int
	var skus []string
	for place, product := range products {
		if err := upsert.prepare(place, product); err != nil {
			upsert.outcomes[place].Err = err
			continue
		}
		places, skus = append(places, place), append(skus, upsert.skus[place])
	}
	if len(places) == 0 {
		return upsert.outcomes, nil
	}
	search, open := s.searchSKUs(skus)
	if _, err := search.ownSKUs(ctx, open); err != nil {
		return nil, err
	}
	var missing, incomplete, different []int
	for _, place := range places {
		stored := search.found[foldSKU(upsert.skus[place])].JSON()
		switch {
		case stored != nil && upsert.compare(place, NewRecord[Product](stored)):
			different = append(different, place)
		case stored != nil:
		case upsert.isComplete(place):
			missing = append(missing, place)
		default:
			incomplete = append(incomplete, place)
		}
	}
	upsert.write(ctx, missing, different)
	upsert.nameVariants(ctx, search, incomplete)
	return upsert.outcomes, nil
}

// productUpsert is one run of [ProductsService.UpsertEach]. Products are named by their places.
type productUpsert struct {
	service *ProductsService
	skus    []string
	// changes have the number of the product that has the SKU, if there is one, and no SKU: it is the same but for its case. wanted are their fields as they are sent.
	changes  []ProductChange
	wanted   [][]byte
	outcomes []Each[ProductUpserted]
}

// prepare takes the product that is to be at the place, and refuses one that can't be sent.
func (u *productUpsert) prepare(place int, product ProductUpdate) (err error) {
	sku := strings.TrimSpace(product.SKU.Or(""))
	if sku == "" {
		return invalid(upsertAPI, "/sku", "The SKU is blank: it is what tells which product is meant.")
	}
	u.skus[place], product.SKU = sku, value.Optional[string]{}
	if err := checkProduct(upsertAPI, product.ProductWrite); err != nil {
		return err
	}
	u.changes[place].ProductUpdate = product
	if u.wanted[place], err = encodeBody(product); err != nil {
		return requestError(upsertAPI, err)
	}
	return nil
}

// compare reports whether the stored product has to be changed. When it has not, the place has its outcome.
func (u *productUpsert) compare(place int, stored Record[Product]) bool {
	u.changes[place].ID = idOf(stored.JSON(), "id")
	if holds(stored.JSON(), u.wanted[place]) {
		u.take(place, stored, Unchanged, nil)
		return false
	}
	return true
}

// isComplete reports whether the product can be made. When it lacks what that needs, the place has its outcome.
func (u *productUpsert) isComplete(place int) bool {
	product := u.changes[place].ProductWrite
	var faults []FieldError
	for _, field := range []struct {
		name  string
		given bool
	}{{"name", product.Name.IsSet()}, {"type", product.Type.IsSet()}, {"price", product.Price.IsSet()}, {"weight", product.Weight.IsSet()}} {
		if !field.given {
			faults = append(faults, FieldError{
				Path: "/" + field.name, Message: fmt.Sprintf("No product has the SKU %q, and to make it BigCommerce needs its %s.", shorten(u.skus[place], 100), field.name),
			})
		}
	}
	u.outcomes[place].Err = invalidFields(upsertAPI, faults)
	return len(faults) == 0
}

// write makes the missing products and changes the different ones. What a repetition may add again is never at stake with others.
func (u *productUpsert) write(ctx context.Context, missing, different []int) {
	var work []func(context.Context)
	for _, place := range missing {
		work = append(work, func(ctx context.Context) { u.create(ctx, place) })
	}
	unrepeatable := func(place int) bool { return !u.changes[place].Repeatable() }
	for _, place := range different {
		if unrepeatable(place) {
			work = append(work, func(ctx context.Context) { u.change(ctx, []int{place}) })
		}
	}
	for batch := range slices.Chunk(slices.DeleteFunc(different, unrepeatable), maxProducts) {
		work = append(work, func(ctx context.Context) { u.change(ctx, batch) })
	}
	_ = Concurrently(ctx, len(work), upsertsAtOnce, func(ctx context.Context, i int) error { work[i](ctx); return nil }) // each outcome has its failure
}

// create makes the product at the place. One that was made by somebody else meanwhile is changed instead.
func (u *productUpsert) create(ctx context.Context, place int) {
	product := u.changes[place]
	product.SKU = value.Of(u.skus[place])
	made, err := u.service.Create(ctx, ProductCreate{ProductWrite: product.ProductWrite, Additional: product.Additional}, ProductCreateSelection{})
	u.take(place, made, Created, err)
	if !clashesAt(err, "/sku") || isOfVariant(err) {
		return
	}
	stored, lookupErr := u.service.withKey(ctx, productKey{field: "sku", text: u.skus[place]})
	if lookupErr == nil && len(stored) > 0 && u.compare(place, stored[0]) {
		u.change(ctx, []int{place})
	}
}

// change makes the changes at the places with as few requests as possible.
func (u *productUpsert) change(ctx context.Context, places []int) {
	changed := apart(ctx, places, func(ctx context.Context, places []int) ([]Each[Product], error) {
		if len(places) == 1 { // alone, a refusal is explained in full
			change := u.changes[places[0]]
			return alone(u.service.Update(ctx, change.ID, change.ProductUpdate, ProductUpdateSelection{}))
		}
		return u.service.UpdateEach(ctx, chosen(u.changes, places), ProductCreateSelection{})
	}, func(ctx context.Context, err error, places []int) map[int]error {
		return u.service.UpdateClashes(ctx, err, chosen(u.changes, places))
	})
	for i, place := range places {
		u.take(place, changed[i].Record, Updated, changed[i].Err)
	}
}

// take notes what became of a place. The record is the zero record when nothing was saved.
func (u *productUpsert) take(place int, product Record[Product], change Change, err error) {
	u.outcomes[place] = Each[ProductUpserted]{Err: err}
	if product.JSON() != nil {
		u.outcomes[place].Record = withChange[ProductUpserted](product, change)
	}
}

// nameVariants says of the places which variant has a SKU that no product has. When it is none's, or that can't be found out, the failure stays as it is.
func (u *productUpsert) nameVariants(ctx context.Context, search *skuSearch, places []int) {
	skus := make([]string, len(places))
	for i, place := range places {
		skus[i] = foldSKU(u.skus[place])
	}
	owners, err := search.owners(ctx, skus)
	if err != nil {
		return
	}
	for i, place := range places {
		for _, owner := range owners {
			if owner.sku == skus[i] {
				u.outcomes[place].Err = skuOfVariant(nil, "/sku", u.skus[place], owner)
			}
		}
	}
}
