package actions

import (
	"context"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// deleting makes the action that deletes records by number, many with one request. number is the one that an input names at the path, and each
// deletes the records with such numbers.
func deleting[In any](
	spec registry.Spec, path string, number func(In) int64,
	each func(ctx context.Context, store *bigcommerce.Client, ids []int64) ([]bigcommerce.Each[bigcommerce.Deletion], error),
) registry.Action[*bigcommerce.Client] {
	type output = bigcommerce.Record[bigcommerce.Deletion]
	missing := func(err error) error { return pointingAt(path, err) }
	text := func(in In) string { return strconv.FormatInt(number(in), 10) }
	return registry.NewAction(spec, func(ctx context.Context, store *bigcommerce.Client, in In) (output, error) {
		deleted, err := theOne(each(ctx, store, []int64{number(in)}))
		return deleted, missing(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, In, output]{
		Size:     lookups,
		Weigh:    func(in In) int { return bigcommerce.QueryWidth(text(in)) },
		Capacity: bigcommerce.QueryCapacity,
		Keys:     func(in In) []string { return key("id", text(in)) },
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []In) ([]registry.BulkOutcome[output], error) {
			deleted, err := each(ctx, store, numbersOf(inputs, number))
			return inBulk(deleted, err, missing, nil)
		},
	})
}
