package actions

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// mostAssigned is how many assignments are sent in one request of a batch.
const mostAssigned = 500

// assigned is the sequence of the assignments that were made, or of the failure. id is what names the other side of an assignment: category_id.
func assigned[T any](assignments []T, err error, id string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err != nil {
			var none T
			yield(none, unassigned(err, 0, id))
			return
		}
		for _, one := range assignments {
			if !yield(one, nil) {
				return
			}
		}
	}
}

// assigningInBulk is the bulk form of an operation that assigns products: the assignments of several inputs in one request.
func assigningInBulk[In, T any](
	keys func(In) []string, assignmentsOf func(In) []T, assign func(*bigcommerce.ProductsService, context.Context, []T) error, id string,
) registry.Bulk[*bigcommerce.Client, In, T] {
	return registry.Bulk[*bigcommerce.Client, In, T]{
		Size:     lookups,
		Weigh:    func(in In) int { return len(assignmentsOf(in)) },
		Capacity: mostAssigned,
		Keys:     keys,
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []In) ([]registry.BulkOutcome[T], error) {
			var all []T
			outcomes := make([]registry.BulkOutcome[T], len(inputs))
			begins := make([]int, len(inputs))
			for i, in := range inputs {
				begins[i] = len(all)
				outcomes[i].Records = assignmentsOf(in)
				all = append(all, outcomes[i].Records...)
			}
			err := assign(store.Products, ctx, all)
			if !bigcommerce.IsRefusal(err) {
				return outcomes, ofAll(err)
			}
			refusal := &registry.Refusal{Cause: err, Culprits: map[int]error{}}
			for place, one := range bigcommerce.Blamed(err) {
				for i := len(begins) - 1; i >= 0; i-- {
					if place < len(all) && begins[i] <= place {
						refusal.Culprits[i] = pathed(one, place-begins[i], id)
						break
					}
				}
			}
			return nil, refusal
		},
	}
}

// unassigned puts a failure of assignments, the first of which is at this place, into the terms of the input: /3/category_id is /category_ids/3.
func unassigned(err error, begin int, id string) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		for i, field := range failure.Fields {
			first, rest, _ := strings.Cut(strings.TrimPrefix(field.Path, "/"), "/")
			if place, err := strconv.Atoi(first); err == nil && place >= begin {
				failure.Fields[i].Path = assignmentPath(place-begin, rest, id)
			}
		}
	})
}

// pathed puts the failure of one assignment at a place of its input into the input's terms.
func pathed(err error, place int, id string) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		for i, field := range failure.Fields {
			failure.Fields[i].Path = assignmentPath(place, strings.TrimPrefix(field.Path, "/"), id)
		}
	})
}

// assignmentPath points at what of the input an assignment's field came from.
func assignmentPath(place int, field, id string) string {
	if field == "product_id" {
		return "/product_id"
	}
	return "/" + id + "s/" + strconv.Itoa(place)
}
