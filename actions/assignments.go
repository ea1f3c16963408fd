package actions

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// mostAssigned is how many assignments are sent in one request of a batch.
const mostAssigned = 500

// assigns is the input of an operation that assigns a product to things of a kind.
type assigns[T any] interface {
	product() int64
	keys() []string
	assignments() []T
}

// assigning makes the action that assigns products to things of a kind, of which id is the number in an assignment: category_id. The input has them in a
// field in the plural. assign sends assignments, all or none.
func assigning[In assigns[T], T any](
	spec registry.Spec, id string, assign func(*bigcommerce.ProductsService, context.Context, []T) error,
) registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(spec, func(ctx context.Context, store *bigcommerce.Client, in In) iter.Seq2[T, error] {
		return func(yield func(T, error) bool) {
			assignments := in.assignments()
			if err := assign(store.Products, ctx, assignments); err != nil {
				var none T
				yield(none, unassigned(err, in.product(), id))
				return
			}
			for _, one := range assignments {
				if !yield(one, nil) {
					return
				}
			}
		}
	}).InBulk(registry.Bulk[*bigcommerce.Client, In, T]{
		Size:     lookups,
		Weigh:    func(in In) int { return len(in.assignments()) },
		Capacity: mostAssigned,
		Keys:     func(in In) []string { return in.keys() },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []In) ([]registry.BulkOutcome[T], error) {
			var all []T
			outcomes := make([]registry.BulkOutcome[T], len(inputs))
			firsts := make([]int, len(inputs))
			for i, in := range inputs {
				firsts[i] = len(all)
				outcomes[i].Records = in.assignments()
				all = append(all, outcomes[i].Records...)
			}
			err := assign(store.Products, ctx, all)
			if !bigcommerce.IsRefusal(err) {
				return outcomes, ofAll(err)
			}
			culprits := bigcommerce.BlamedParts(err, firsts)
			for i, blamed := range culprits {
				culprits[i] = unassigned(blamed, inputs[i].product(), id)
			}
			return nil, &registry.Refusal{Cause: err, Culprits: culprits}
		},
	})
}

// unassigned puts a failure of a product's assignments into the terms of the input: /3/category_id is /category_ids/3 there. A product that BigCommerce
// refuses for its number alone is not there.
func unassigned(err error, product int64, id string) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		fields := failure.Fields
		for i, field := range fields {
			place, name, placed := strings.Cut(strings.TrimPrefix(field.Path, "/"), "/")
			switch {
			case !placed:
			case name == "product_id":
				fields[i].Path = "/product_id"
			default:
				fields[i].Path = fmt.Sprintf("/%ss/%s", id, place)
			}
		}
		ofOther := func(field bigcommerce.FieldError) bool { return field.Path != "/product_id" }
		if len(fields) > 0 && bigcommerce.IsRefusal(failure) && !slices.ContainsFunc(fields, ofOther) {
			failure.Kind, failure.Message = bigcommerce.KindNotFound, fmt.Sprintf("There is no product with product_id %d.", product)
			failure.Fields = []bigcommerce.FieldError{{Path: "/product_id", Message: failure.Message}}
		}
	})
}
