package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// List reads one page of brands.
//
// API: GET /v3/catalog/brands
func (s *BrandsService) List(ctx context.Context, filters BrandQuery, at PageOptions) (Page[Brand], error) {
	return page[Brand](ctx, s.client, brandList(filters), at)
}

// All reads all brands that match, page by page, up to the limit. The API promises no order but that by name, so that brands are paged by
// number: those that are made or deleted meanwhile can be missed, or move others so that they are missed or repeated. Filters with more
// values than fit one request are split over several; that excludes a sort order.
//
// API: GET /v3/catalog/brands
func (s *BrandsService) All(ctx context.Context, filters BrandQuery, opts ListOptions) iter.Seq2[Record[Brand], error] {
	return all[Brand](ctx, s.client, brandList(filters), opts)
}

func brandList(filters BrandQuery) filtered {
	return filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v3/catalog/brands", class: safe, api: "GET /v3/catalog/brands", scope: productsScope},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"id:in"},
		key:        "id",
		sorted:     filters.Sort.IsSet() || filters.Direction.IsSet(),
	}
}

// Create makes a brand. A name that is taken is a [KindConflict] with the existing brand's number as brand_id in its details. When it stays open
// whether the request was executed, the brand is looked up by name. With a [KindPartial] the brand is made, and returned, but something of it
// was not saved; the error says what.
//
// API: POST /v3/catalog/brands
func (s *BrandsService) Create(ctx context.Context, brand BrandCreate) (Record[Brand], error) {
	post := call{method: http.MethodPost, path: "/v3/catalog/brands", class: settle, api: "POST /v3/catalog/brands", scope: productsScope}
	if err := checkBrand(post.api, brand.BrandFields); err != nil {
		return Record[Brand]{}, err
	}
	body, err := encodeBody(brand)
	if err != nil {
		return Record[Brand]{}, requestError(post.api, err)
	}
	post.body = encodedBody(body)
	kept := brand // of the rest, BigCommerce makes addresses of its own
	kept.ImageURL, kept.CustomURL = value.Optional[string]{}, value.Optional[BrandURL]{}
	compared, err := encodeBody(kept)
	if err != nil {
		return Record[Brand]{}, requestError(post.api, err)
	}
	name := brand.Name.Or("")
	created, err := creation[Brand]{
		client: s.client, call: post, kind: "brand", sent: [][]byte{compared}, keys: []string{name}, unique: true, faint: true,
		send: func(ctx context.Context, _ []int) ([]Each[Brand], error) {
			return alone(one[Brand](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Brand], error) {
			found, err := s.named(ctx, name)
			return map[int][]Record[Brand]{0: found}, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return brandNameTaken(refusal, existing) },
	}.single(ctx)
	return created, s.explain(ctx, err, 0, name)
}

// brandPath is what BigCommerce takes for the address of a brand's page.
var brandPath = regexp.MustCompile(`^(/[A-Za-z0-9\-_.]{1,256})*/?$`)

// checkBrand refuses an address that BigCommerce can't give a brand's page.
func checkBrand(api string, brand BrandFields) error {
	address, given := brand.CustomURL.Or(BrandURL{}).URL.Get()
	if given && !brandPath.MatchString(address) {
		return invalid(api, "/custom_url/url", "The address of a brand's page is a path such as /common-good/: letters, digits, dots, dashes and underscores between slashes.")
	}
	return nil
}

// Update changes a brand. A number that no brand has is a [KindNotFound]; a name that another brand has is a [KindConflict] with that one's number
// as brand_id in its details. With a [KindPartial] the brand is changed, and returned, but something of it was not saved; the error says
// what.
//
// API: PUT /v3/catalog/brands/{brand_id}
func (s *BrandsService) Update(ctx context.Context, id int64, brand BrandUpdate) (Record[Brand], error) {
	const api = "PUT /v3/catalog/brands/{brand_id}"
	if changesNothing(brand.BrandFields, brand.Additional) {
		return Record[Brand]{}, invalid(api, "", nothingToChange("brand", id))
	}
	if err := checkBrand(api, brand.BrandFields); err != nil {
		return Record[Brand]{}, err
	}
	changed, err := one[Brand](ctx, s.client, call{
		method: http.MethodPut, path: pathf("/v3/catalog/brands/%d", id), body: brand, class: idempotent, api: api, scope: productsScope,
	})
	return changed, s.explain(ctx, absent(err, noBrand(id)), id, brand.Name.Or(""))
}

// Delete deletes a brand; its products stay, without a brand. A number that no brand has is a [KindNotFound].
//
// API: DELETE /v3/catalog/brands/{brand_id}
func (s *BrandsService) Delete(ctx context.Context, id int64) (Record[Deletion], error) {
	call := call{
		method: http.MethodDelete, path: pathf("/v3/catalog/brands/%d", id), class: idempotent, api: "DELETE /v3/catalog/brands/{brand_id}",
		scope: productsScope,
	}
	answer, err := s.client.do(ctx, call)
	if err != nil {
		return Record[Deletion]{}, absent(err, noBrand(id))
	}
	if err := unfinished(call, answer); err != nil {
		return Record[Deletion]{}, err
	}
	return deletionOf(id), nil
}

func noBrand(id int64) string { return fmt.Sprintf("There is no brand with brand_id %d.", id) }

// named returns the brands that have the name, upper and lower case being the same.
func (s *BrandsService) named(ctx context.Context, name string) ([]Record[Brand], error) {
	if strings.TrimSpace(name) == "" {
		return nil, nil // a blank filter would find all brands
	}
	brands, err := listPage[Brand](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/catalog/brands", query: url.Values{"name": {name}}, class: safe, api: "GET /v3/catalog/brands",
		scope: productsScope,
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(brands.Records, func(brand Record[Brand]) bool {
		return !strings.EqualFold(text(member(brand.JSON(), "name")), strings.TrimSpace(name))
	}), nil
}

// explain finds out which brand a refused one clashes with; BigCommerce doesn't say. When the look-up fails or finds nothing, the refusal stays as it
// is. own is the number of the brand that is changed, 0 for a new one.
func (s *BrandsService) explain(ctx context.Context, err error, own int64, name string) error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) || !mayBeAbout(refusal, "name") {
		return err
	}
	brands, lookupErr := s.named(ctx, name)
	if lookupErr != nil || len(brands) == 0 {
		return err
	}
	if id := idOf(brands[0].JSON(), "id"); id != 0 && id != own {
		return brandNameTaken(refusal, id)
	}
	return err
}

// brandNameTaken is the failure of a brand whose name the existing one has. refusal is BigCommerce's own, if it said so.
func brandNameTaken(refusal *Error, existing int64) *Error {
	message := fmt.Sprintf("A brand with this name already exists (brand_id %d).", existing)
	return conflict(refusal, message, "/name", map[string]any{"brand_id": existing})
}
