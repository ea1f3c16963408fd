package triggers

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// DeletedResource is a kind of record whose removal BigCommerce tells of.
type DeletedResource string

// Choices lists the kinds of records.
func (DeletedResource) Choices() []value.Choice {
	return []value.Choice{
		{Value: "customer", Label: "Customers"},
		{Value: "product", Label: "Products"},
		{Value: "order", Label: "Orders"},
		{Value: "category", Label: "Categories"},
	}
}

// deletedScopes are the scopes of the kinds of records.
var deletedScopes = []struct {
	resource DeletedResource
	scope    string
}{
	{"customer", "store/customer/deleted"},
	{"product", "store/product/deleted"},
	{"order", "store/order/archived"},
	{"category", "store/category/deleted"},
}

// OnRecordsDeletedInput says which removals a workflow starts with.
type OnRecordsDeletedInput struct {
	Resources value.List[DeletedResource] `json:"resources,omitzero" blank:"drop" jsonschema:"title=Resources" jsonschema_description:"Kinds of records whose removal counts; all of them when left out."`
}

// scopes returns what is subscribed to.
func (in OnRecordsDeletedInput) scopes() []string {
	var scopes []string
	for _, deleted := range deletedScopes {
		if len(in.Resources) == 0 || slices.Contains(in.Resources, deleted.resource) {
			scopes = append(scopes, deleted.scope)
		}
	}
	return scopes
}

// DeletedRecord is what BigCommerce tells of a record that was deleted, or of an order that was archived.
type DeletedRecord struct {
	Scope     string          `json:"scope" jsonschema:"title=Scope" jsonschema_description:"BigCommerce's name of the event, such as store/product/deleted; added by the connector."`
	CreatedAt json.RawMessage `json:"created_at,omitzero" jsonschema:"title=Created at" jsonschema_description:"When it happened, in Unix seconds, null when BigCommerce doesn't say; added by the connector."`
	Type      string          `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of the record."`
	ID        int64           `json:"id,omitzero" jsonschema:"title=ID" jsonschema_description:"Number that the record had."`
}

func onRecordsDeleted() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[DeletedRecord]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_records_deleted",
		Name:    "Records deleted or archived",
		Group:   "Store",
		Summary: "Starts with each customer, product or category that is deleted and each order that is archived.",
		Description: "The record is what BigCommerce tells: the type and the id of what is gone. Its other fields can't be fetched any more. " +
			"BigCommerce keeps no list of deleted records, so this trigger is delivered by webhook only.",
		Scopes: registry.Unscoped(),
		Effect: registry.Read,
		API:    "POST /v3/hooks",
		Examples: []registry.Example{
			{Title: "Products and categories", Input: `{"resources":["product","category"]}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnRecordsDeletedInput, output]{},
		hooks[OnRecordsDeletedInput, output]{
			scopes:    OnRecordsDeletedInput{}.scopes(),
			scopesFor: func(in OnRecordsDeletedInput) ([]string, error) { return in.scopes(), nil },
			fetch: func(_ context.Context, _ *bigcommerce.Client, _ OnRecordsDeletedInput, deliveries []told) ([]occurrence, error) {
				occurrences := make([]occurrence, 0, len(deliveries))
				for _, delivered := range deliveries {
					resource, kind := subjectOf(delivered.Scope)
					occurrences = append(occurrences, occurrence{
						Event:  delivered.event(resource, delivered.subject(), kind),
						Record: delivered.payload(),
					})
				}
				return occurrences, nil
			},
		}.form(),
	)
}

// payload returns what a delivery tells as a record: its data with the scope and the time in front. Data that is a list, which no documented
// delivery has here, is kept as it is.
func (t told) payload() bigcommerce.Record[DeletedRecord] {
	told := []field{{"scope", quoted(t.Scope)}, {"created_at", t.createdAt()}}
	if !strings.HasPrefix(t.Data, "{") {
		return withFields[DeletedRecord](json.RawMessage("{}"), append(told, field{"data", t.Data})...)
	}
	return withFields[DeletedRecord](json.RawMessage(t.Data), told...)
}

// createdAt is the time of a delivery in Unix seconds, null when it doesn't say.
func (t told) createdAt() string {
	if t.CreatedAt == 0 {
		return "null"
	}
	return strconv.FormatInt(t.CreatedAt, 10)
}
