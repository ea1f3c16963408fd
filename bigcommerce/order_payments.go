package bigcommerce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const transactionsScope = "store_v2_transactions"

// PaymentAction is what was done to the payment of an order. It is made by the connector, with whatever BigCommerce answers besides.
type PaymentAction struct {
	OrderID       int64  `json:"order_id" jsonschema:"title=Order ID" jsonschema_description:"Order whose payment it is. Added by the connector."`
	PaymentStatus string `json:"payment_status" jsonschema:"title=Payment status" jsonschema_description:"State of the payment: capture pending or void pending until the payment provider is done, which the order's payment_status tells later. Added by the connector."`
}

// Transactions reads the transactions of an order. BigCommerce's document has no parameters for pages of them; what it says of the answer tells that 50 come
// unless limit asks for more, and users report that page is passed over. So they are asked for as one page, as large as it can be. Should there be more,
// and the next page bring the same again, that is a [KindUnavailable] in place of a part of them. A number that no order has is a [KindNotFound].
//
// API: GET /v3/orders/{order_id}/transactions
func (s *OrderPaymentsService) Transactions(ctx context.Context, orderID int64) ([]Record[Transaction], error) {
	found, err := allOf(walk[Transaction](ctx, s.client, listing{
		call: call{
			method: http.MethodGet, path: pathf("/v3/orders/%d/transactions", orderID), class: safe, api: "GET /v3/orders/{order_id}/transactions",
			scope: transactionsScope,
		},
		strategy: unpaged{}, // what the answer says of pages is not to be relied on
	}, ListOptions{}))
	return found, absent(err, noOrder(orderID))
}

// Capture collects the authorized payment of an order. BigCommerce asks the payment provider afterwards: the payment is pending until then. A
// payment that can't be captured is a [KindInvalid] with BigCommerce's reason, a number that no order has a [KindNotFound]. It is sent once: when it
// stays open whether it was executed, the order's payment_status tells, or the failure is a [KindOutcomeUnknown].
//
// API: POST /v3/orders/{order_id}/payment_actions/capture
func (s *OrderPaymentsService) Capture(ctx context.Context, orderID int64) (Record[PaymentAction], error) {
	return s.act(ctx, orderID, "capture", "capture pending", "captured")
}

// Void cancels the authorized payment of an order before it is captured. BigCommerce asks the payment provider afterwards: the payment is pending
// until then. A payment that can't be voided is a [KindInvalid] with BigCommerce's reason, a number that no order has a [KindNotFound]. It is sent
// once: when it stays open whether it was executed, the order's payment_status tells, or the failure is a [KindOutcomeUnknown].
//
// API: POST /v3/orders/{order_id}/payment_actions/void
func (s *OrderPaymentsService) Void(ctx context.Context, orderID int64) (Record[PaymentAction], error) {
	return s.act(ctx, orderID, "void", "void pending", "void")
}

// act does one thing at a time to the payment of an order. pending is the state that it leads to, and done the one that follows.
func (s *OrderPaymentsService) act(ctx context.Context, orderID int64, action, pending, done string) (Record[PaymentAction], error) {
	post := call{
		method: http.MethodPost, path: pathf("/v3/orders/%d/payment_actions/"+action, orderID), class: never,
		api: "POST /v3/orders/{order_id}/payment_actions/" + action, scope: ordersScope,
	}
	leave, err := s.client.store.creations.enter(ctx, "payment", []string{strconv.FormatInt(orderID, 10)})
	if err != nil {
		return Record[PaymentAction]{}, s.client.faultError(&exchange{call: post}, canceled(err, false))
	}
	defer leave()
	answer, err := s.client.do(ctx, post)
	if err == nil && answer.status == http.StatusOK && !startsWith(answer.body, '{') {
		err = missingSuccess(post, answer.status, "it has no record")
	}
	if err == nil {
		return paymentAction(orderID, pending, answer.body), nil
	}
	if errors.Is(err, ErrOutcomeUnknown) {
		return s.settle(ctx, orderID, err, pending, done)
	}
	return Record[PaymentAction]{}, notActedUpon(absent(err, noOrder(orderID)), orderID, done)
}

// notActedUpon says of a payment that was refused what it has to be like, since there is nothing in the input to correct but the order. Other errors
// stay as they are.
func notActedUpon(err error, orderID int64, done string) error {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return err
	}
	reason, refused := strings.CutSuffix(refusal.Message, correctInput)
	if !refused {
		return err
	}
	failure := *refusal
	failure.Message = fmt.Sprintf("%s Only a payment that is authorized can become %s: look at the payment_status of the order with order_id %d.", reason, done, orderID)
	if len(failure.Fields) == 0 {
		failure.Fields = []FieldError{{Path: "/order_id", Message: failure.Message}}
	}
	return &failure
}

// settle finds out by the order whether an action on its payment took effect whose answer was lost. An order that shows nothing yet may do so
// later.
func (s *OrderPaymentsService) settle(ctx context.Context, orderID int64, doubt error, states ...string) (Record[PaymentAction], error) {
	order, err := s.client.Orders.Get(ctx, orderID, OrderSelection{})
	state := text(member(order.JSON(), "payment_status"))
	if err == nil && slices.Contains(states, state) {
		return paymentAction(orderID, state, nil), nil
	}
	var failure *Error
	if !errors.As(doubt, &failure) {
		return Record[PaymentAction]{}, doubt
	}
	unsettled := *failure
	if err != nil {
		unsettled.Message += " Looking at the order failed, too: " + wordsOf(err)
	} else {
		unsettled.Message += fmt.Sprintf(" The payment_status of the order with order_id %d is %q now: look again later.", orderID, shorten(state, 40))
	}
	return Record[PaymentAction]{}, &unsettled
}

// paymentAction puts the order and the state of its payment in front of what BigCommerce answered.
func paymentAction(orderID int64, state string, answer []byte) Record[PaymentAction] {
	if data := member(answer, "data"); startsWith(data, '{') {
		answer = data
	}
	quoted, _ := json.Marshal(state) // a text always encodes
	record := fmt.Appendf(nil, `{"order_id":%d,"payment_status":%s`, orderID, quoted)
	for name, value := range members(answer) {
		if !slices.Contains([]string{"order_id", "payment_status", "data", "meta"}, name) {
			key, _ := json.Marshal(name)
			record = append(append(append(append(record, ','), key...), ':'), value...)
		}
	}
	return NewRecord[PaymentAction](append(record, '}'))
}
