package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// CreatePaymentAccessTokenInput says which order is to be paid.
type CreatePaymentAccessTokenInput struct {
	OrderInput
	bigcommerce.PaymentAccessTokenCreate `omit:"id"`
}

func createPaymentAccessToken() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_payment_access_token",
		Name:    "Create payment access token",
		Group:   "Payments",
		Summary: "Makes a token with which one order can be paid within an hour.",
		Description: "The order must be Incomplete. The token is the record's id: hand it to the page or the service that sends the payment, and to nobody else. It is never logged. " +
			"When its answer is lost, make another one: a token does nothing by itself.",
		Scopes:     registry.AnyOf("store_payments_access_token_create"),
		Effect:     registry.Create,
		NaturalKey: registry.NoNaturalKey,
		API:        "POST /v3/payments/access_tokens",
		Examples: []registry.Example{
			{Title: "For one order", Input: `{"order_id":107}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreatePaymentAccessTokenInput) (bigcommerce.Record[bigcommerce.PaymentAccessToken], error) {
		order := in.PaymentAccessTokenCreate
		order.ID = in.OrderID
		token, err := store.Payments.CreateAccessToken(ctx, order)
		return token, pointingAt("/order_id", err)
	})
}
