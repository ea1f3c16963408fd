package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func voidOrderPayment() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "void_order_payment",
		Name:    "Void an order payment",
		Group:   "Order Payments",
		Summary: "Cancels the authorized payment of an order before it is captured.",
		Description: "BigCommerce asks the payment provider afterwards: the payment_status of the order is void pending until then. get_orders and get_order_transactions tell what " +
			"came of it. A payment that was captured can't be voided: refund it. The request is sent once: when its answer is lost, the order's payment_status tells, or the " +
			"failure is outcome_unknown.",
		Scopes:   registry.AnyOf("store_v2_orders", "store_v2_transactions"),
		Effect:   registry.Update,
		API:      "POST /v3/orders/{order_id}/payment_actions/void",
		Examples: []registry.Example{{Title: "Release the money that was reserved for an order", Input: `{"order_id":110}`}},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) (bigcommerce.Record[bigcommerce.PaymentAction], error) {
		done, err := store.OrderPayments.Void(ctx, in.OrderID)
		return done, pointingAt("/order_id", err)
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, bigcommerce.Record[bigcommerce.PaymentAction]]{Keys: OrderInput.keys})
}
