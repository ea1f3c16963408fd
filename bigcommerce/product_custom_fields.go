package bigcommerce

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxCustomFields is how many custom fields a product may have.
const maxCustomFields = 200

// ProductCustomFieldChanged is a custom field of a product that was brought into a state.
type ProductCustomFieldChanged struct {
	ProductCustomField
	Changed
}

// customFieldStep is one thing to be done for a product's custom fields: a stored one, one that is wanted, or both.
type customFieldStep struct {
	stored Record[ProductCustomField]
	wanted *ProductCustomField
	// place is that of the wanted one, -1 when there is none.
	place int
}

// SetCustomFields brings the custom fields of a product into the given state and returns them in the order given, with what was done for each, and those
// that were removed behind. Fields that are as they should be cost no request; each other one takes one: a stored field that is not wanted becomes one that is, the one of the
// same name first, before fields are made or removed. No fields at all remove all. IDs of the given fields are not looked at. A number that no
// product has is a [KindNotFound]. With a [KindPartial] some were brought into their state, and returned, and the error's fields name the others.
//
// API: GET /v3/catalog/products/{product_id}/custom-fields, POST …, PUT …/{custom_field_id}, DELETE …/{custom_field_id}
func (s *ProductsService) SetCustomFields(ctx context.Context, productID int64, wanted []ProductCustomField) ([]Record[ProductCustomFieldChanged], error) {
	if err := checkCustomFields(wanted); err != nil {
		return nil, err
	}
	stored, err := s.customFields(ctx, productID)
	if err != nil {
		return nil, absent(err, noProduct(productID))
	}
	var done []Record[ProductCustomFieldChanged]
	var failed []FieldError
	var first error
	changed := false
	for _, step := range customFieldSteps(stored, wanted) {
		record, change, err := s.setCustomField(ctx, productID, step)
		if err != nil {
			first = cmp.Or(first, err)
			failed = append(failed, step.faults(err)...)
			if !IsRefusal(err) {
				break // what stopped this request would stop the next
			}
			continue
		}
		changed = changed || change != Unchanged
		done = append(done, withChange[ProductCustomFieldChanged](record, change))
	}
	if first == nil {
		return done, nil
	}
	return partlySet(done, changed, first, failed)
}

// customFields reads the custom fields of a product, which fit one page.
func (s *ProductsService) customFields(ctx context.Context, productID int64) ([]Record[ProductCustomField], error) {
	stored, err := listPage[ProductCustomField](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/catalog/products/%d/custom-fields", productID), query: url.Values{"limit": {strconv.Itoa(largestPage)}},
		class: safe, api: customFieldsAPI("GET", ""), scope: productsScope,
	})
	return stored.Records, err
}

// customFieldSteps pairs stored fields with wanted ones in such a way that the fewest requests are needed. The steps are in the order of the wanted ones,
// removals last.
func customFieldSteps(stored []Record[ProductCustomField], wanted []ProductCustomField) []customFieldStep {
	steps := make([]customFieldStep, len(wanted))
	left := slices.Clone(stored)
	pair := func(fits func(field ProductCustomField, stored []byte) bool) {
		for i, field := range wanted {
			if steps[i].stored.JSON() != nil {
				continue
			}
			if at := slices.IndexFunc(left, func(candidate Record[ProductCustomField]) bool { return fits(field, candidate.JSON()) }); at >= 0 {
				steps[i].stored = left[at]
				left = slices.Delete(left, at, at+1)
			}
		}
	}
	pair(isSameCustomField)
	pair(func(field ProductCustomField, stored []byte) bool { return text(member(stored, "name")) == field.Name })
	pair(func(ProductCustomField, []byte) bool { return true })
	for i := range steps {
		steps[i].wanted, steps[i].place = &wanted[i], i
	}
	for _, record := range left {
		steps = append(steps, customFieldStep{stored: record, place: -1})
	}
	return steps
}

func isSameCustomField(field ProductCustomField, stored []byte) bool {
	return text(member(stored, "name")) == field.Name && text(member(stored, "value")) == field.Value
}

// setCustomField does one step.
func (s *ProductsService) setCustomField(ctx context.Context, productID int64, step customFieldStep) (Record[ProductCustomField], Change, error) {
	own := step.stored.JSON()
	id := idOf(own, "id")
	write := call{path: pathf("/v3/catalog/products/%d/custom-fields/%d", productID, id), class: idempotent, scope: productsScope}
	switch {
	case step.wanted == nil:
		write.method, write.api = http.MethodDelete, customFieldsAPI("DELETE", "/{custom_field_id}")
		_, err := s.client.do(ctx, write)
		if errors.Is(err, ErrNotFound) {
			err = nil // it is gone, as it should be
		}
		return step.stored, Removed, err
	case own == nil:
		record, err := s.addCustomField(ctx, productID, *step.wanted)
		return record, Created, err
	case isSameCustomField(*step.wanted, own):
		return step.stored, Unchanged, nil
	}
	write.method, write.api = http.MethodPut, customFieldsAPI("PUT", "/{custom_field_id}")
	write.body = ProductCustomField{Name: step.wanted.Name, Value: step.wanted.Value}
	record, err := one[ProductCustomField](ctx, s.client, write)
	return record, Updated, err
}

// addCustomField makes a custom field. The pair of name and value is unique in a product: when it stays open whether the request was executed, it is looked up.
func (s *ProductsService) addCustomField(ctx context.Context, productID int64, field ProductCustomField) (Record[ProductCustomField], error) {
	field.ID = value.Optional[int64]{}
	sent, err := encodeBody(field)
	post := call{
		method: http.MethodPost, path: pathf("/v3/catalog/products/%d/custom-fields", productID), body: encodedBody(sent), class: settle,
		api: customFieldsAPI("POST", ""), scope: productsScope,
	}
	if err != nil {
		return Record[ProductCustomField]{}, requestError(post.api, err)
	}
	return creation[ProductCustomField]{
		client: s.client, call: post, kind: "custom_field", sent: [][]byte{sent}, keys: []string{fmt.Sprint(productID, " ", string(sent))}, unique: true,
		send: func(ctx context.Context, _ []int) ([]Each[ProductCustomField], error) {
			return alone(one[ProductCustomField](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[ProductCustomField], error) {
			stored, err := s.customFields(ctx, productID)
			return map[int][]Record[ProductCustomField]{0: slices.DeleteFunc(stored, func(record Record[ProductCustomField]) bool {
				return !isSameCustomField(field, record.JSON())
			})}, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error {
			return conflict(refusal, fmt.Sprintf("The product has this custom field already (custom_field_id %d).", existing), "/name", map[string]any{"custom_field_id": existing})
		},
	}.single(ctx)
}

func customFieldsAPI(method, below string) string {
	return method + " /v3/catalog/products/{product_id}/custom-fields" + below
}

// checkCustomFields refuses what BigCommerce refuses: blank names and values, pairs that occur twice, and too many.
func checkCustomFields(fields []ProductCustomField) error {
	api := customFieldsAPI("POST", "")
	if len(fields) > maxCustomFields {
		return invalid(api, "", fmt.Sprintf("A product has at most %d custom fields; got %d.", maxCustomFields, len(fields)))
	}
	var faults []FieldError
	for i, field := range fields {
		if strings.TrimSpace(field.Name) == "" || strings.TrimSpace(field.Value) == "" {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/%d", i), Message: "A custom field needs a name and a value."})
		}
	}
	return invalidFields(api, append(faults, repeatedFields("", fields, strings.ToLower)...))
}

// repeatedFields are the faults of custom fields, at the path, that occur more than once. fold makes those texts the same that count as such.
func repeatedFields(path string, fields []ProductCustomField, fold func(string) string) []FieldError {
	var faults []FieldError
	places := map[[2]string]int{}
	for i, field := range fields {
		pair := [2]string{fold(field.Name), fold(field.Value)}
		if before, twice := places[pair]; twice {
			faults = append(faults, FieldError{Path: fmt.Sprintf("%s/%d", path, i), Message: fmt.Sprintf("The custom field %q with this value is given twice, first at place %d.", shorten(field.Name, 100), before)})
		}
		places[pair] = i
	}
	return faults
}

// faults are what a failure says of the step's field.
func (s customFieldStep) faults(err error) []FieldError {
	if s.place >= 0 {
		return at(s.place, err)
	}
	return []FieldError{{Message: fmt.Sprintf("The field %q was not removed: %s", shorten(text(member(s.stored.JSON(), "name")), 100), wordsOf(err))}}
}

// partlySet is the failure of custom fields of which not all were brought into their state.
func partlySet(done []Record[ProductCustomFieldChanged], changed bool, first error, failed []FieldError) ([]Record[ProductCustomFieldChanged], error) {
	var failure *Error
	if !errors.As(first, &failure) {
		return done, first
	}
	own := *failure
	if IsRefusal(failure) {
		own.Fields = failed[:min(len(failed), mostFields)]
	}
	if !changed {
		return nil, &own // nothing was done
	}
	own.Kind, own.Retryable = KindPartial, false
	own.Message = fmt.Sprintf("Not all custom fields could be set. Sending them again does no harm. The first failure: %s", failure.Message)
	return done, &own
}
