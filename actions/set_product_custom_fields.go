package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// SetProductCustomFieldsInput are the custom fields that a product should have.
type SetProductCustomFieldsInput struct {
	ProductInput
	CustomFields value.Optional[[]ProductCustomFieldInput] `json:"custom_fields,omitzero" jsonschema:"title=Custom fields,maxItems=200" jsonschema_description:"All custom fields that the product should have; others are removed. Required; null removes all." clear:"list"`
}

// ProductCustomFieldInput is a custom field as it should be.
type ProductCustomFieldInput struct {
	bigcommerce.ProductCustomField `omit:"id"`
}

func setProductCustomFields() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "set_product_custom_fields",
		Name:    "Set product custom fields",
		Group:   "Products",
		Summary: "Gives a product exactly these custom fields: makes, changes and removes as few as possible.",
		Description: "Give all the fields that the product should have: those that it has besides are removed. Fields that are as they should be cost no request, each other one takes one. Several fields may share a name; a " +
			"pair of name and value occurs once. The records are the fields in the order given, then those that were removed; change tells what was done for each: created, updated, unchanged or removed. To remove all, give null. " +
			"When some fail, the others come back together with a failure of type partial; sending all again does no harm.",
		Scopes: registry.AnyOf("store_v2_products"),
		Effect: registry.Update,
		API:    "PUT /v3/catalog/products/{product_id}/custom-fields/{custom_field_id}",
		Examples: []registry.Example{
			{Title: "Two fields", Input: `{"product_id":111,"custom_fields":[{"name":"Material","value":"Linen"},{"name":"Origin","value":"Vadstena"}]}`},
			{Title: "None", Input: `{"product_id":111,"custom_fields":null}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in SetProductCustomFieldsInput) iter.Seq2[bigcommerce.Record[bigcommerce.ProductCustomFieldChanged], error] {
		given, ok := in.CustomFields.Get()
		if !ok {
			return inOrder[bigcommerce.ProductCustomFieldChanged](nil, noCustomFields())
		}
		fields := make([]bigcommerce.ProductCustomField, len(given))
		for i, field := range given {
			fields[i] = field.ProductCustomField
		}
		set, err := store.Products.SetCustomFields(ctx, in.ProductID, fields)
		return inOrder(set, noProduct(below("/custom_fields", err)))
	}).InBulk(registry.Bulk[*bigcommerce.Client, SetProductCustomFieldsInput, bigcommerce.Record[bigcommerce.ProductCustomFieldChanged]]{
		Keys: func(in SetProductCustomFieldsInput) []string { return in.keys() },
	})
}

func noCustomFields() error {
	const message = "Give the custom fields that the product should have. To remove all of them, give null."
	return &bigcommerce.Error{
		Kind: bigcommerce.KindInvalid, Code: "bigcommerce.request", Message: message, Fields: []bigcommerce.FieldError{{Path: "/custom_fields", Message: message}},
	}
}
