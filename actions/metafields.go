package actions

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// metafieldOwner is a kind of record with metafields, as the operations on them describe it.
type metafieldOwner struct {
	of bigcommerce.MetafieldOwner
	// group is the heading of its operations, path that of the API, scope its OAuth scope, and example the number of one.
	group, path, scope string
	example            int64
}

func customerMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.CustomerMetafields, "Customers", "/v3/customers/{customer_id}/metafields", "store_v2_customers", 681}
}

func productMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.ProductMetafields, "Products", "/v3/catalog/products/{product_id}/metafields", "store_v2_products", 77}
}

func orderMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.OrderMetafields, "Orders", "/v3/orders/{order_id}/metafields", "store_v2_orders", 118}
}

// customerKey, productKey and orderKey name the record whose metafields are meant.
type (
	customerKey struct {
		CustomerID int64 `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=681" jsonschema_description:"Number of the customer who has the metafield."`
	}
	productKey struct {
		ProductID int64 `json:"product_id" required:"true" jsonschema:"title=Product ID,minimum=1,example=77" jsonschema_description:"Number of the product that has the metafield."`
	}
	orderKey struct {
		OrderID int64 `json:"order_id" required:"true" jsonschema:"title=Order ID,minimum=1,example=118" jsonschema_description:"Number of the order that has the metafield."`
	}
)

func (k customerKey) number() int64 { return k.CustomerID }
func (k productKey) number() int64  { return k.ProductID }
func (k orderKey) number() int64    { return k.OrderID }

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

// missing points at the number of a record that doesn't exist.
func (o metafieldOwner) missing(err error) error {
	return pointingAt(fmt.Sprintf("/%s_id", o.of), err)
}
