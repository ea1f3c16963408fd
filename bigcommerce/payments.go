package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// PaymentMethod is a way in which an order or a checkout can be paid, as the V3 API returns it.
type PaymentMethod struct {
	ID                   string              `json:"id" jsonschema:"title=Payment method ID" jsonschema_description:"Identifier of the payment method, such as authorizenet.card."`
	Name                 string              `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the payment method."`
	Type                 string              `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of payment method, such as card."`
	TestMode             bool                `json:"test_mode,omitzero" jsonschema:"title=Test mode" jsonschema_description:"Whether payments are only made for trial."`
	SupportedInstruments []PaymentInstrument `json:"supported_instruments,omitzero" jsonschema:"title=Supported instruments" jsonschema_description:"What can be paid with."`
	StoredInstruments    []StoredInstrument  `json:"stored_instruments,omitzero" jsonschema:"title=Stored instruments" jsonschema_description:"Cards and accounts that the shopper has stored."`
}

// PaymentInstrument is a kind of card that a payment method takes.
type PaymentInstrument struct {
	InstrumentType            string `json:"instrument_type,omitzero" jsonschema:"title=Instrument type" jsonschema_description:"Kind of card, such as VISA, or STORED_CARD."`
	VerificationValueRequired bool   `json:"verification_value_required,omitzero" jsonschema:"title=Verification value required" jsonschema_description:"Whether the card's verification value must be given."`
}

// StoredInstrument is a card or an account that a shopper has stored.
type StoredInstrument struct {
	Type                       string `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"What is stored, such as stored_card."`
	Token                      string `json:"token,omitzero" jsonschema:"title=Token" jsonschema_description:"Text that stands for it in a payment."`
	Brand                      string `json:"brand,omitzero" jsonschema:"title=Brand" jsonschema_description:"Brand of the card."`
	ExpiryMonth                int64  `json:"expiry_month,omitzero" jsonschema:"title=Expiry month" jsonschema_description:"Month in which the card expires."`
	ExpiryYear                 int64  `json:"expiry_year,omitzero" jsonschema:"title=Expiry year" jsonschema_description:"Year in which the card expires."`
	IssuerIdentificationNumber string `json:"issuer_identification_number,omitzero" jsonschema:"title=Issuer" jsonschema_description:"First six digits of the card, which tell who issued it."`
	Last4                      string `json:"last_4,omitzero" jsonschema:"title=Last four digits" jsonschema_description:"Last four digits of the card."`
	IsDefault                  bool   `json:"is_default,omitzero" jsonschema:"title=Default" jsonschema_description:"Whether it is used unless another is chosen."`
}

// PaymentAccessToken is the leave to pay one order.
type PaymentAccessToken struct {
	ID string `json:"id" secret:"true" jsonschema:"title=Payment access token" jsonschema_description:"Text that a payment of the order is authorized with, for one hour. Keep it secret."`
}

// PaymentAccessTokenCreate says which order a token is for.
type PaymentAccessTokenCreate struct {
	ID          int64                `json:"id"`
	IsRecurring value.Optional[bool] `json:"is_recurring,omitzero" jsonschema:"title=Recurring" jsonschema_description:"Whether the order is one of a subscription, which the payment gateway is told."`
}

// PaymentMethodQuery says what is to be paid: an order or a checkout.
type PaymentMethodQuery struct {
	OrderID    value.Optional[int64]  `json:"order_id,omitzero" url:"order_id,omitempty" jsonschema:"title=Order ID,minimum=1,example=118" jsonschema_description:"Order that is to be paid. Leave it out for a checkout."`
	CheckoutID value.Optional[string] `json:"checkout_id,omitzero" url:"checkout_id,omitempty" jsonschema:"title=Checkout ID,example=8d7a3b1e-4f4e-4a86-9c4b-6f9f3f3a2c11" jsonschema_description:"Checkout that is to be paid, which has the ID of its cart. Leave it out for an order."`
}

// Methods reads the payment methods that an order or a checkout can be paid with; one of the two must be given. One that doesn't exist is a
// [KindNotFound].
//
// API: GET /v3/payments/methods
func (s *PaymentsService) Methods(ctx context.Context, paid PaymentMethodQuery) ([]Record[PaymentMethod], error) {
	const api = "GET /v3/payments/methods"
	orderID, ofOrder := paid.OrderID.Get()
	checkoutID, ofCheckout := paid.CheckoutID.Get()
	switch {
	case ofOrder && ofCheckout:
		return nil, invalid(api, "/checkout_id", "Either an order or a checkout is paid: give order_id or checkout_id, not both.")
	case !ofOrder && !ofCheckout:
		return nil, invalid(api, "/order_id", "Say what is paid: give order_id or checkout_id.")
	case ofOrder && orderID < 1:
		return nil, invalid(api, "/order_id", "The number of an order is 1 or higher.")
	}
	query, err := encodeFilters(api, paid)
	if err != nil {
		return nil, err
	}
	found, err := listPage[PaymentMethod](ctx, s.client, call{
		method: http.MethodGet, path: "/v3/payments/methods", query: query, class: safe, api: api, scope: "store_payments_methods_read",
	})
	missing := noOrder(orderID)
	if ofCheckout {
		missing = fmt.Sprintf("There is no checkout with checkout_id %q.", shorten(checkoutID, 60))
	}
	return found.Records, absent(err, missing)
}

// CreateAccessToken makes a token with which one payment of an order can be made within an hour. The order must be Incomplete. A number that no order has
// is a [KindNotFound]. The token is a secret, and is never logged.
//
// API: POST /v3/payments/access_tokens
func (s *PaymentsService) CreateAccessToken(ctx context.Context, order PaymentAccessTokenCreate) (Record[PaymentAccessToken], error) {
	const api = "POST /v3/payments/access_tokens"
	if order.ID < 1 {
		return Record[PaymentAccessToken]{}, invalid(api, "/order_id", "The number of an order is 1 or higher.")
	}
	token, err := one[PaymentAccessToken](ctx, s.client, call{
		method: http.MethodPost, path: "/v3/payments/access_tokens", body: map[string]PaymentAccessTokenCreate{"order": order}, class: never, api: api,
		scope: "store_payments_access_token_create",
	})
	return token, notPayable(absent(err, noOrder(order.ID)), order.ID)
}

// notPayableCode is BigCommerce's code for an order that can't be paid as it is.
const notPayableCode = "30101"

// notPayable says of an order that can't be paid what it lacks.
func notPayable(err error, orderID int64) error {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Details["code"] != notPayableCode {
		return err
	}
	failure := *refusal
	failure.Kind = KindConflict
	failure.Message = fmt.Sprintf("The order with order_id %d can't be paid: only an order with the status Incomplete (0) can.", orderID)
	failure.Fields = []FieldError{{Path: "/order_id", Message: failure.Message}}
	return &failure
}
