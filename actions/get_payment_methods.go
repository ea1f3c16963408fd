package actions

import (
	"context"
	"iter"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetPaymentMethodsInput says what is to be paid.
type GetPaymentMethodsInput struct {
	bigcommerce.PaymentMethodQuery
}

func getPaymentMethods() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_payment_methods",
		Name:    "Get payment methods",
		Group:   "Payments",
		Summary: "Lists the payment methods that an order or a checkout can be paid with.",
		Description: "Give either order_id or checkout_id; the ID of a checkout is that of its cart. With each payment method come the cards and accounts that the shopper has " +
			"stored. All of them are returned.",
		Scopes: registry.AnyOf("store_payments_methods_read"),
		Effect: registry.Read,
		API:    "GET /v3/payments/methods",
		Examples: []registry.Example{
			{Title: "Of one order", Input: `{"order_id":118}`},
			{Title: "Of a checkout", Input: `{"checkout_id":"8d7a3b1e-4f4e-4a86-9c4b-6f9f3f3a2c11"}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetPaymentMethodsInput) iter.Seq2[bigcommerce.Record[bigcommerce.PaymentMethod], error] {
		methods, err := store.Payments.Methods(ctx, in.PaymentMethodQuery)
		if in.CheckoutID.IsSet() {
			return inOrder(methods, pointingAt("/checkout_id", err))
		}
		return inOrder(methods, pointingAt("/order_id", err))
	}).InBulk(registry.Bulk[*bigcommerce.Client, GetPaymentMethodsInput, bigcommerce.Record[bigcommerce.PaymentMethod]]{
		Keys: func(in GetPaymentMethodsInput) []string {
			if id, given := in.OrderID.Get(); given {
				return key("order", strconv.FormatInt(id, 10))
			}
			return key("checkout", in.CheckoutID.Or(""))
		},
	})
}
