package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func (in UpdateProductVariantsInput) changes() []bigcommerce.ProductVariantChange {
	changes := make([]bigcommerce.ProductVariantChange, len(in.Variants))
	for i, variant := range in.Variants {
		changes[i] = bigcommerce.ProductVariantChange{ID: variant.VariantID, ProductVariantUpdate: variant.ProductVariantUpdate}
	}
	return changes
}

func variantsUnchanged(err error) error {
	return advising("variant_id", "Change that one, or choose another SKU.", belowNumbered("/variants", "variant_id", err))
}

// variantsTogether changes the variants of several inputs with one request. Those that BigCommerce refuses fail in the inputs that have them.
func variantsTogether(
	ctx context.Context, store *bigcommerce.Client, inputs []UpdateProductVariantsInput,
) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.ProductVariant]], error) {
	lists := make([][]bigcommerce.ProductVariantChange, len(inputs))
	for i, in := range inputs {
		lists[i] = in.changes()
	}
	changed, failures := store.Variants.UpdateLists(ctx, lists)
	outcomes := make([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.ProductVariant]], len(inputs))
	for i := range outcomes {
		outcomes[i].Records, outcomes[i].Err = changed[i], variantsUnchanged(failures[i])
	}
	return outcomes, nil
}
