package actions

import (
	"context"
	"fmt"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// listsMetafields is the input of a list of metafields.
type listsMetafields interface {
	number() int64
	query() bigcommerce.MetafieldQuery
	options() bigcommerce.ListOptions
}

// getMetafields makes the action that lists the metafields of such a record.
func getMetafields[In listsMetafields](owner metafieldOwner) registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    fmt.Sprintf("get_%s_metafields", owner.of),
		Name:    fmt.Sprintf("Get %s metafields", owner.of),
		Group:   owner.group,
		Summary: fmt.Sprintf("Lists the metafields of one %s, all of them or those that match the filters.", owner.of),
		Description: "Metafields are further fields that API accounts give to a record. The token sees its own, and those that others let it read. " +
			"Returns 50 metafields unless a limit or return_all is given.",
		Scopes: registry.AnyOf(owner.scope, owner.scope+"_read_only"),
		Effect: registry.Read,
		API:    "GET " + owner.path,
		Examples: []registry.Example{
			{Title: "One namespace", Input: fmt.Sprintf(`{"%s_id":%d,"namespace":"warehouse"}`, owner.of, owner.example)},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in In) iter.Seq2[bigcommerce.Record[bigcommerce.Metafield], error] {
		return func(yield func(bigcommerce.Record[bigcommerce.Metafield], error) bool) {
			for record, err := range store.Metafields.All(ctx, owner.of, in.number(), in.query(), in.options()) {
				if !yield(record, owner.missing(err)) {
					return
				}
			}
		}
	})
}
