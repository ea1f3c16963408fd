package actions

import (
	"context"
	"fmt"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// setsMetafield is the input that sets a metafield.
type setsMetafield interface {
	number() int64
	fields() bigcommerce.MetafieldFields
}

// metafieldInput is a metafield as it should be, whoever has it.
type metafieldInput struct {
	bigcommerce.MetafieldFields `required:"namespace,key,value"`
}

func (in metafieldInput) fields() bigcommerce.MetafieldFields { return in.MetafieldFields }

// setMetafield makes the action that sets a metafield of such a record.
func setMetafield[In setsMetafield](owner metafieldOwner) registry.Action[*bigcommerce.Client] {
	type output = bigcommerce.Record[bigcommerce.SetMetafield]
	setOf := func(in In) bigcommerce.MetafieldSet {
		return bigcommerce.MetafieldSet{ResourceID: in.number(), MetafieldFields: in.fields()}
	}
	return registry.NewAction(registry.Spec{
		Code:    fmt.Sprintf("set_%s_metafield", owner.of),
		Name:    fmt.Sprintf("Set %s metafield", owner.of),
		Group:   owner.group,
		Summary: fmt.Sprintf("Makes a metafield of one %s, or changes the one with the same namespace and key.", owner.of),
		Description: "The metafield is found by its namespace and key, written exactly so. When it is as it should be, nothing is written; change tells what was done. Permissions and a description that are " +
			"left out stay as they are; those of a new metafield are for this API account only. A metafield of another API account can be changed only when that one lets others write it.",
		Scopes: registry.AnyOf(owner.scope),
		Effect: registry.Update,
		API:    "POST " + owner.path,
		Examples: []registry.Example{
			{Title: "A note for one's own use", Input: fmt.Sprintf(`{"%s_id":%d,"namespace":"warehouse","key":"shelf","value":"4HG"}`, owner.of, owner.example)},
			{Title: "For the storefront", Input: fmt.Sprintf(`{"%s_id":%d,"namespace":"care","key":"wash","value":"30","permission_set":"read_and_sf_access","description":"Degrees Celsius"}`, owner.of, owner.example)},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in In) (output, error) {
		set, err := store.Metafields.Set(ctx, owner.of, setOf(in))
		return set, owner.missing(err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, In, output]{
		Size: 50,
		Keys: func(in In) []string {
			fields := in.fields()
			return key("metafield", strconv.FormatInt(in.number(), 10)+" "+strconv.Quote(fields.Namespace.Or(""))+" "+strconv.Quote(fields.Key.Or("")))
		},
		Run: func(ctx context.Context, store *bigcommerce.Client, inputs []In) ([]registry.BulkOutcome[output], error) {
			sets := make([]bigcommerce.MetafieldSet, len(inputs))
			for i, in := range inputs {
				sets[i] = setOf(in)
			}
			each, err := store.Metafields.SetEach(ctx, owner.of, sets)
			return inBulk(each, err, owner.missing, nil)
		},
	})
}
