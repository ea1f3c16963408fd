package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func captureOrderPayment() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "capture_order_payment",
		Name:    "Capture an order payment",
		Group:   "Order Payments",
		Summary: "Collects the authorized payment of an order.",
		Description: "BigCommerce asks the payment provider afterwards: the payment_status of the order is capture pending until then, and captured when the money is there. " +
			"get_orders and get_order_transactions tell what came of it. A payment that can't be captured, since it was not authorized or is captured already, is refused " +
			"with BigCommerce's reason. The request is sent once: when its answer is lost, the order's payment_status tells, or the failure is outcome_unknown.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_transactions"),
		Effect:   registry.Update,
		API:      "POST /v3/orders/{order_id}/payment_actions/capture",
		Examples: []registry.Example{{Title: "Collect the money of an order", Input: `{"order_id":110}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) (bigcommerce.Record[bigcommerce.PaymentAction], error) {
		done, err := store.OrderPayments.Capture(ctx, in.OrderID)
		return done, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.PaymentAction]]{Keys: OrderInput.keys})
}
