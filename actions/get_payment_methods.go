package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func getPaymentMethods() registry.Action[*bigcommerce.Client] {
	type output = bigcommerce.Record[bigcommerce.PaymentMethod]
	return registry.NewListAction(registry.Spec{
		Code:        "get_payment_methods",
		Name:        "Get payment methods",
		Group:       "Payments",
		Summary:     "Lists the payment methods that one order can be paid with.",
		Description: "With each come the cards and accounts that the shopper has stored. All of them are returned.",
		Scopes:      registry.AnyOf("store_payments_methods_read"),
		Effect:      registry.Read,
		API:         "GET /v3/payments/methods",
		Examples: []registry.Example{
			{Title: "Of one order", Input: `{"order_id":118}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in OrderInput) iter.Seq2[output, error] {
		return func(yield func(output, error) bool) {
			methods, err := store.Payments.Methods(ctx, in.OrderID)
			if err != nil {
				yield(output{}, pointingAt("/order_id", err))
				return
			}
			for _, method := range methods {
				if !yield(method, nil) {
					return
				}
			}
		}
	}).InBulk(registry.Bulk[*bigcommerce.Client, OrderInput, output]{Keys: OrderInput.keys})
}
