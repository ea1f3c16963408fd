package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// adjustTogether makes the adjustments of several inputs with one request, which BigCommerce makes all or none of.
func adjustTogether(
	ctx context.Context, store *bigcommerce.Client, inputs []AdjustInventoryInput,
) ([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.InventoryTransaction]], error) {
	together := inputs[0].InventoryAdjustment
	together.Items = nil
	firsts := make([]int, len(inputs))
	for i, in := range inputs {
		firsts[i] = len(together.Items)
		together.Items = append(together.Items, in.Items...)
	}
	transaction, err := store.Inventory.Adjust(ctx, inputs[0].Method, together)
	if bigcommerce.IsRefusal(err) {
		return nil, &registry.Refusal{Cause: err, Culprits: bigcommerce.BlamedItems(err, firsts)}
	}
	if err != nil && transaction.JSON() == nil {
		return nil, ofAll(err)
	}
	outcomes := make([]registry.BulkOutcome[bigcommerce.Record[bigcommerce.InventoryTransaction]], len(inputs))
	blamed := bigcommerce.BlamedItems(err, firsts)
	for i := range outcomes {
		outcomes[i].Records = []bigcommerce.Record[bigcommerce.InventoryTransaction]{transaction}
		if outcomes[i].Err = blamed[i]; len(blamed) == 0 {
			outcomes[i].Err = err
		}
	}
	return outcomes, nil
}
