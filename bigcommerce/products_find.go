package bigcommerce

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// singleLookups is how many SKUs are looked up side by side where they can't be asked for together.
	singleLookups = 8
	// variantOwners is how many products are read at once together with all their variants, of which each may have 600.
	variantOwners = 50
)

// ProductBySKU is a product that was looked up by SKU.
type ProductBySKU struct {
	Product
	Variant *ProductVariant `json:"variant,omitzero" jsonschema:"title=Variant" jsonschema_description:"The variant that has the SKU; absent when it is the SKU of the product itself. Added by the connector."`
}

// FindBySKU looks products up by SKU, upper and lower case being the same, and returns a record for each of the SKUs, in their order; the
// zero record where nothing has it. A SKU may be a product's own or a variant's: the record of the latter has the variant as variant.
//
// The products' own SKUs take one request. The others are looked for in the inventory, with one request again, or one by one when the
// token lacks the scope for that; then the products of the variants are read. A single SKU is never looked for in the inventory. SKUs
// with a comma can only be looked up singly. Several SKUs must fit one request: see [QueryCapacity].
//
// API: GET /v3/catalog/products, GET /v3/inventory/items, GET /v3/catalog/variants
func (s *ProductsService) FindBySKU(ctx context.Context, skus []string) ([]Record[ProductBySKU], error) {
	if err := checkBatch("GET /v3/catalog/products", "SKUs", len(skus), largestPage); err != nil {
		return nil, err
	}
	search, open := s.searchSKUs(skus)
	open, err := search.ownSKUs(ctx, open)
	if err != nil {
		return nil, err
	}
	owners, err := search.owners(ctx, open)
	if err != nil {
		return nil, err
	}
	if err := search.variants(ctx, owners); err != nil {
		return nil, err
	}
	ordered := make([]Record[ProductBySKU], len(skus))
	for i, sku := range skus {
		ordered[i] = search.found[foldSKU(sku)]
	}
	return ordered, nil
}

// FindByID reads up to 250 products by number and returns a record for each of the numbers, in their order; the zero record where no product has it.
// It takes one request, or one for each ten products when options or modifiers are included. The numbers must fit one request: see
// [QueryCapacity].
//
// API: GET /v3/catalog/products
func (s *ProductsService) FindByID(ctx context.Context, ids []int64, selection ProductSelection) ([]Record[Product], error) {
	largest := ProductQuery{ProductSelection: selection}.LargestPage()
	found := make([]Record[Product], 0, len(ids))
	for part := range slices.Chunk(ids, largest) {
		list := productList(ProductQuery{IDIn: part, ProductSelection: selection})
		list.query = nil // the order makes no difference
		products, err := findByID[Product](ctx, s.client, list, part)
		if err != nil {
			return nil, err
		}
		found = append(found, products...)
	}
	return found, nil
}

// foldSKU returns the SKU as SKUs are compared.
func foldSKU(sku string) string { return strings.ToLower(strings.TrimSpace(sku)) }

// skuSearch is one search for the products of some SKUs. SKUs are folded.
type skuSearch struct {
	products *ProductsService
	// several is set when more than one SKU was asked for.
	several bool
	// written are the SKUs as the caller writes them.
	written map[string]string
	found   map[string]Record[ProductBySKU]
}

// searchSKUs begins a search for the SKUs, and returns them folded, each once.
func (s *ProductsService) searchSKUs(skus []string) (search *skuSearch, open []string) {
	search = &skuSearch{products: s, several: len(skus) > 1, written: map[string]string{}, found: map[string]Record[ProductBySKU]{}}
	for _, sku := range skus {
		folded := foldSKU(sku)
		if _, again := search.written[folded]; !again {
			search.written[folded] = strings.TrimSpace(sku)
			open = append(open, folded)
		}
	}
	return search, open
}

// asWritten returns the SKUs as the caller writes them.
func (s *skuSearch) asWritten(skus []string) []string {
	written := make([]string, len(skus))
	for i, sku := range skus {
		written[i] = s.written[sku]
	}
	return written
}

// skuOwner is a variant that has a SKU, which is folded, and its product.
type skuOwner struct {
	sku                  string
	productID, variantID int64
}

// ownSKUs finds the products that have the SKUs themselves, and returns the SKUs that none has.
func (s *skuSearch) ownSKUs(ctx context.Context, skus []string) (open []string, err error) {
	filters := ProductQuery{SKUIn: s.asWritten(skus)}
	if len(skus) == 1 {
		filters = ProductQuery{SKU: value.Of(s.written[skus[0]])}
	}
	products, err := s.list(ctx, filters)
	if err != nil {
		return nil, err
	}
	for _, product := range products {
		sku := foldSKU(text(member(product.JSON(), "sku")))
		if slices.Contains(skus, sku) {
			s.found[sku] = NewRecord[ProductBySKU](product.JSON())
		}
	}
	return slices.DeleteFunc(slices.Clone(skus), func(sku string) bool { return s.found[sku].JSON() != nil }), nil
}

// list reads the products that match, which fit one page.
func (s *skuSearch) list(ctx context.Context, filters ProductQuery) ([]Record[Product], error) {
	list := productList(filters)
	list.query = nil // the order makes no difference
	products, err := page[Product](ctx, s.products.client, list, PageOptions{})
	return products.Records, err
}

// owners finds the variants that have the SKUs.
func (s *skuSearch) owners(ctx context.Context, skus []string) ([]skuOwner, error) {
	if len(skus) == 0 {
		return nil, nil
	}
	if s.several {
		owners, err := s.fromInventory(ctx, skus)
		if !errors.Is(err, ErrForbidden) {
			return owners, err
		}
	}
	each := make([]skuOwner, len(skus))
	err := Concurrently(ctx, len(skus), singleLookups, func(ctx context.Context, i int) (err error) {
		each[i], err = s.products.client.Variants.owner(ctx, s.written[skus[i]])
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(each, func(owner skuOwner) bool { return owner.productID == 0 }), nil
}

// fromInventory finds the variants that have the SKUs among the items of the inventory, which has all.
func (s *skuSearch) fromInventory(ctx context.Context, skus []string) ([]skuOwner, error) {
	items, err := s.products.client.Inventory.List(ctx, InventoryItemQuery{SKUIn: s.asWritten(skus)}, PageOptions{})
	if err != nil {
		return nil, err
	}
	var owners []skuOwner
	for _, item := range items.Records {
		identity := member(item.JSON(), "identity")
		owner := skuOwner{foldSKU(text(member(identity, "sku"))), idOf(identity, "product_id"), idOf(identity, "variant_id")}
		if slices.Contains(skus, owner.sku) && owner.productID > 0 {
			owners = append(owners, owner)
		}
	}
	return owners, nil
}

// variants reads the products of the owners and puts their variants in.
func (s *skuSearch) variants(ctx context.Context, owners []skuOwner) error {
	var ids []int64
	for _, owner := range owners {
		if !slices.Contains(ids, owner.productID) {
			ids = append(ids, owner.productID)
		}
	}
	products := map[int64]Record[Product]{}
	for part := range slices.Chunk(ids, variantOwners) {
		filters := ProductQuery{IDIn: part}
		filters.Include = value.List[ProductInclude]{"variants"}
		read, err := s.list(ctx, filters)
		if err != nil {
			return err
		}
		maps.Copy(products, recordsByID(read, "id"))
	}
	for _, owner := range owners {
		product, ok := products[owner.productID]
		if !ok {
			continue // it was deleted meanwhile
		}
		variant, err := s.variant(ctx, product, owner)
		if err != nil {
			return err
		}
		if variant != nil {
			record := withMember(withoutMember(product.JSON(), "variants"), "variant", variant)
			s.found[owner.sku] = NewRecord[ProductBySKU](record)
		}
	}
	return nil
}

// variant returns the product's variant that has the owner's SKU, nil when it has it no more.
func (s *skuSearch) variant(ctx context.Context, product Record[Product], owner skuOwner) ([]byte, error) {
	for variant := range elements(member(product.JSON(), "variants")) {
		if foldSKU(text(member(variant, "sku"))) == owner.sku {
			return variant, nil
		}
	}
	variant, err := one[ProductVariant](ctx, s.products.client, call{
		method: http.MethodGet, path: pathf("/v3/catalog/products/%d/variants/%d", owner.productID, owner.variantID), class: safe,
		api: "GET /v3/catalog/products/{product_id}/variants/{variant_id}", scope: productsScope,
	})
	if errors.Is(err, ErrNotFound) || err == nil && foldSKU(text(member(variant.JSON(), "sku"))) != owner.sku {
		return nil, nil
	}
	return variant.JSON(), err
}

// withoutMember returns the JSON object without the member. All other bytes stay.
func withoutMember(object []byte, name string) []byte {
	i := skipBlanks(object, skipBlanks(object, 0)+1)
	for i < len(object) && object[i] == '"' {
		start, end := i, valueEnd(object, i)
		found := memberName(object[i:end]) == name
		i = skipBlanks(object, skipBlanks(object, end)+1) // past the colon
		end = valueEnd(object, i)
		next := skipBlanks(object, end)
		more := next < len(object) && object[next] == ','
		if more {
			next = skipBlanks(object, next+1)
		}
		switch {
		case found && more:
			return slices.Concat(object[:start], object[next:])
		case found: // the last one: the comma before it goes as well
			before := strings.TrimRight(string(object[:start]), " \t\r\n")
			return slices.Concat([]byte(strings.TrimSuffix(before, ",")), object[end:])
		}
		i = next
	}
	return object
}
