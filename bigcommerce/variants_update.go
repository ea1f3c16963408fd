package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// maxVariants is how many variants one request may change.
const maxVariants = 50

// Update changes variants, 50 a request, and returns those that were saved, in the order given. When a request is refused because of some of its variants,
// the others are sent again without them. With a [KindPartial] some were saved and returned and the others were not: the fields of the error name
// those by their places, as in /3/price. When none was saved the error is that of the first one, with the fields of all: a [KindNotFound] for a number that no
// variant has, a [KindConflict] with product_id and variant_id in its details for a SKU that is taken.
//
// API: PUT /v3/catalog/variants
func (s *VariantsService) Update(ctx context.Context, changes []ProductVariantChange) ([]Record[ProductVariant], error) {
	saved, failures := s.UpdateLists(ctx, [][]ProductVariantChange{changes})
	return saved[0], failures[0]
}

// UpdateLists is [VariantsService.Update] for several lists of changes, which share requests, and returns for each list what that does; the error is nil where all were
// saved. No variant may be in two lists.
//
// API: PUT /v3/catalog/variants
func (s *VariantsService) UpdateLists(ctx context.Context, lists [][]ProductVariantChange) (saved [][]Record[ProductVariant], failures []error) {
	saved, failures = make([][]Record[ProductVariant], len(lists)), make([]error, len(lists))
	var all []ProductVariantChange
	for i, changes := range lists {
		if failures[i] = checkVariantChanges("PUT /v3/catalog/variants", changes); failures[i] == nil {
			all = append(all, changes...)
		}
	}
	outcomes := make([]Each[ProductVariant], 0, len(all))
	var stopped error
	for part := range slices.Chunk(all, maxVariants) {
		each := apart(ctx, part, s.UpdateEach, nil)
		s.explainEach(ctx, part, each)
		outcomes = append(outcomes, each...)
		if stopped = each[0].Err; stopped != nil && !IsRefusal(stopped) && !slices.ContainsFunc(each, isSaved) {
			break // what stopped this request would stop the next
		}
	}
	for i, changes := range lists {
		switch own := min(len(changes), len(outcomes)); {
		case failures[i] != nil:
		case own == 0:
			failures[i] = stopped
		default:
			saved[i], failures[i] = savedVariants(changes, outcomes[:own])
			outcomes = outcomes[own:]
		}
	}
	return saved, failures
}

// explainEach finds out why BigCommerce refuses variants: those that it refuses for their number alone, or with a 404, are not there; a SKU that it refuses may be
// taken, which is looked up for a few of them.
func (s *VariantsService) explainEach(ctx context.Context, changes []ProductVariantChange, each []Each[ProductVariant]) {
	lookups := 0
	for i, outcome := range each {
		var refusal *Error
		if !errors.As(outcome.Err, &refusal) || !IsRefusal(refusal) {
			continue
		}
		sku := strings.TrimSpace(changes[i].SKU.Or(""))
		switch {
		case refusal.Status == http.StatusNotFound, len(refusal.Fields) == 1 && refusal.Fields[0].Path == "/id":
			unknown := notFound(refusal, fmt.Sprintf("There is no variant with variant_id %d.", changes[i].ID))
			unknown.Fields = []FieldError{{Path: "/id", Message: unknown.Message}}
			each[i].Err = unknown
		case sku != "" && lookups < maxClashes:
			lookups++
			each[i].Err = s.explain(ctx, refusal, changes[i].ID, sku)
		}
	}
}

// UpdateEach changes up to 50 variants with one request, all or none, and tells of each what became of it, in the order given. The error is that
// of the whole request; when it [IsRefusal], [Blamed] tells whose fault it is, if BigCommerce says so.
//
// API: PUT /v3/catalog/variants
func (s *VariantsService) UpdateEach(ctx context.Context, changes []ProductVariantChange) ([]Each[ProductVariant], error) {
	const api = "PUT /v3/catalog/variants"
	if err := checkBatch(api, "variants", len(changes), maxVariants); err != nil {
		return nil, err
	}
	if err := checkVariantChanges(api, changes); err != nil {
		return nil, err
	}
	changed, err := many[ProductVariant](ctx, s.client, call{
		method: http.MethodPut, path: "/v3/catalog/variants", body: changes, class: idempotent, api: api, scope: productsScope,
	})
	if err != nil && !isPartial(err) {
		return nil, err
	}
	byID := recordsByID(changed, "id")
	outcomes := make([]Each[ProductVariant], len(changes))
	for i, change := range changes {
		outcomes[i].Record = byID[change.ID]
		switch {
		case outcomes[i].Record.JSON() != nil:
		case err != nil:
			outcomes[i].Err = err
		default:
			outcomes[i].Err = changeNotReturned(api, fmt.Sprintf("the variant with variant_id %d", change.ID))
		}
	}
	return outcomes, nil
}

// checkVariantChanges refuses changes that name no variant, the same one twice, or nothing to change.
func checkVariantChanges(api string, changes []ProductVariantChange) error {
	if len(changes) == 0 {
		return invalid(api, "", "No variants to change were given.")
	}
	var faults []FieldError
	places := map[int64]int{}
	for i, change := range changes {
		if change.ID <= 0 {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/%d/id", i), Message: fmt.Sprintf("A variant's number is 1 or higher; got %d.", change.ID)})
			continue
		}
		if _, twice := places[change.ID]; twice {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/%d/id", i), Message: fmt.Sprintf("The variant with variant_id %d is given twice.", change.ID)})
		}
		places[change.ID] = i
		if changesNothing(change.ProductVariantFields, change.Additional) {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/%d", i), Message: nothingToChange("variant", change.ID)})
		}
	}
	return invalidFields(api, faults)
}

func isSaved(outcome Each[ProductVariant]) bool { return outcome.Record.JSON() != nil }

// savedVariants returns the records that were saved, and what became of the others as one failure. Outcomes that are missing were not tried.
func savedVariants(changes []ProductVariantChange, outcomes []Each[ProductVariant]) ([]Record[ProductVariant], error) {
	var saved []Record[ProductVariant]
	var first *Error
	var fields []FieldError
	var lost []int64
	for i, change := range changes {
		if i < len(outcomes) && outcomes[i].Err == nil {
			saved = append(saved, outcomes[i].Record)
			continue
		}
		lost = append(lost, change.ID)
		var failure *Error
		switch {
		case i >= len(outcomes):
			fields = append(fields, FieldError{Path: fmt.Sprintf("/%d", i), Message: "It was not tried."})
			continue
		case !errors.As(outcomes[i].Err, &failure):
			return saved, outcomes[i].Err
		case first == nil:
			first = failure
		}
		fields = append(fields, at(i, failure)...)
	}
	switch {
	case first == nil:
		return saved, nil
	case len(saved) == 0 && !IsRefusal(first):
		return nil, first
	}
	failure := *first
	failure.Fields = fields[:min(len(fields), mostFields)]
	if len(saved) > 0 {
		failure.Kind, failure.Retryable = KindPartial, false
		failure.Message = fmt.Sprintf("%d of %d variants were saved; not those with variant_id %s. The first of them: %s", len(saved), len(changes), naming(lost, decimal), first.Message)
	}
	return saved, &failure
}
