package actions

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// APIRequestInput is a call of any endpoint.
type APIRequestInput struct {
	Method    APIMethod                  `json:"method" required:"true" jsonschema:"title=Method" jsonschema_description:"GET reads, POST creates, PUT changes, DELETE deletes."`
	Path      string                     `json:"path" required:"true" jsonschema:"title=Path,example=/v3/catalog/brands/7" jsonschema_description:"Path of the endpoint within the store, from the version on."`
	Query     map[string]json.RawMessage `json:"query,omitzero" jsonschema:"title=Query" jsonschema_description:"Query parameters by their BigCommerce names, such as id:in; a list is joined with commas. Leave blank ones out."`
	Body      json.RawMessage            `json:"body,omitzero" jsonschema:"title=Body" jsonschema_description:"What POST and PUT send, as BigCommerce documents it for the endpoint: an object or an array. It is sent unchanged."`
	Limit     value.Optional[int64]      `json:"limit,omitzero" jsonschema:"title=Limit,minimum=1,maximum=2147483647,example=200" jsonschema_description:"How many records of a list to read in all, over as many pages as that takes. Left out, the one page is read that the query asks for."`
	ReturnAll value.Optional[bool]       `json:"return_all,omitzero" jsonschema:"title=Return all" jsonschema_description:"Whether to read all pages of a list, whatever the limit says."`
}

func apiRequest() registry.Action[*bigcommerce.Client] {
	type output = bigcommerce.Record[bigcommerce.Anything]
	return registry.NewListAction(registry.Spec{
		Code:    "api_request",
		Name:    "Call any endpoint",
		Group:   "Any other endpoint",
		Summary: "Calls an endpoint of BigCommerce's API that has no operation of its own, V2 or V3.",
		Description: "The credential, quota, retries and failures are those of every other operation. The records are those of the list that BigCommerce answers, or the " +
			"one record, without the data and meta around them; what is no object comes as {\"value\": …}, and an empty answer is no record. With limit or return_all a " +
			"list is read page by page; a list that changes meanwhile can miss or repeat records. A POST whose answer is lost is not repeated: the failure is outcome_unknown. " +
			"Refused before anything is sent: a path that is not plainly one of the store, such as one with \"..\", encoded characters, a missing id or a slash at its end; a DELETE " +
			"with a filter that is blank or was not filled in, or with neither the id of one record nor a filter; and a DELETE of orders or of what they have that names no single one. The token needs the OAuth scope of the endpoint.",
		Scopes: registry.Unscoped(),
		Effect: registry.Delete,
		API:    "ANY /{path}",
		Examples: []registry.Example{
			{Title: "Every brand with a word in its name", Input: `{"method":"GET","path":"/v3/catalog/brands","query":{"name:like":"linen"},"return_all":true}`},
			{Title: "A webhook of one's own", Input: `{"method":"POST","path":"/v3/hooks","body":{"scope":"store/order/created","destination":"https://example.com/hook","is_active":true}}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in APIRequestInput) iter.Seq2[output, error] {
		return func(yield func(output, error) bool) {
			request, err := in.request()
			if err != nil {
				yield(output{}, err)
				return
			}
			records := store.Records(ctx, request)
			if in.Limit.IsSet() || in.ReturnAll.Or(false) {
				records = store.AllRecords(ctx, request, Paging{Limit: in.Limit, ReturnAll: in.ReturnAll}.options())
			}
			for record, err := range records {
				if err == nil && in.Method == "GET" {
					err = ctx.Err()
				}
				if !yield(record, in.located(err)) || err != nil {
					return
				}
			}
		}
	}).WithEffectOf(registry.EffectOf[APIRequestInput](func(in APIRequestInput) registry.Effect { return in.Method.effect() })).
		InBulk(registry.Bulk[*bigcommerce.Client, APIRequestInput, output]{
			Keys: func(in APIRequestInput) []string { return key("path", in.Path) },
		})
}
