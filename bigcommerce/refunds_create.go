package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	quotesAPI  = "POST /v3/orders/{order_id}/payment_actions/refund_quotes"
	refundsAPI = "POST /v3/orders/{order_id}/payment_actions/refunds"
)

// Quote tells what a refund would come to and how the money can go back. It changes nothing. An item of type ORDER or TAX may leave its number
// out. When less is left to refund than is asked for, BigCommerce quotes that, with a negative adjustment, or refuses as a [KindInvalid]. A
// number that no order has is a [KindNotFound].
//
// API: POST /v3/orders/{order_id}/payment_actions/refund_quotes
func (s *RefundsService) Quote(ctx context.Context, orderID int64, refund RefundRequest) (Record[RefundQuote], error) {
	var c orderCheck
	refund = refund.ofOrder(&c, orderID)
	if err := invalidFields(quotesAPI, c.faults); err != nil {
		return Record[RefundQuote]{}, err
	}
	return s.quote(ctx, orderID, refund)
}

func (s *RefundsService) quote(ctx context.Context, orderID int64, refund RefundRequest) (Record[RefundQuote], error) {
	quote, err := one[RefundQuote](ctx, s.client, call{
		method: http.MethodPost, path: pathf("/v3/orders/%d/payment_actions/refund_quotes", orderID), body: refund, class: safe,
		api: quotesAPI, scope: ordersScope,
	})
	return quote, absent(err, noOrder(orderID))
}

// Create gives money of an order back and returns the refund. It asks for a quote first, and sends nothing that doesn't fit it: a [KindInvalid] says
// why, with what the quote offers in its details. Without payments the money goes back the way it came, and all that was asked for has to be left to
// refund. The payments are made after the refund: one that is declined at once is a [KindPartial] beside the refund, one that is declined later is
// marked so then. Items that are refunded are not put back in stock. A number that no order has is a [KindNotFound].
//
// Refunds of one order follow one another. When it stays open whether the request was executed, the refund is looked for among the order's; it
// is never sent again.
//
// API: POST /v3/orders/{order_id}/payment_actions/refunds
func (s *RefundsService) Create(ctx context.Context, orderID int64, refund RefundCreate) (Record[Refund], error) {
	var c orderCheck
	refund.RefundRequest = refund.ofOrder(&c, orderID)
	c.checkPayments(refund)
	if err := invalidFields(refundsAPI, c.faults); err != nil {
		return Record[Refund]{}, err
	}
	post := call{
		method: http.MethodPost, path: pathf("/v3/orders/%d/payment_actions/refunds", orderID), class: settle, api: refundsAPI, scope: ordersScope,
	}
	made, err := creation[Refund]{
		client: s.client, call: post, kind: "refund", sent: [][]byte{[]byte("{}")}, keys: []string{fmt.Sprint(orderID)}, made: "created",
		lookalike: func(similar Record[Refund]) error { return lookalikeRefund(orderID, similar) },
		send: func(ctx context.Context, _ []int) ([]Each[Refund], error) {
			complete, err := s.complete(ctx, orderID, refund)
			if err != nil {
				return nil, err
			}
			post.body = complete
			made, err := one[Refund](ctx, s.client, post)
			if err != nil {
				return alone(made, absent(err, noOrder(orderID)))
			}
			return alone(made, declined(made))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Refund], error) {
			found, err := s.like(ctx, orderID, refund)
			return map[int][]Record[Refund]{0: found}, err
		},
	}.single(ctx)
	return made, err
}

// complete returns the refund with its payments, as the quote for it wants them. With an amount of the merchant's own that is the quote for this
// much of the order.
func (s *RefundsService) complete(ctx context.Context, orderID int64, refund RefundCreate) (RefundCreate, error) {
	asked, path := refund.RefundRequest, "/items"
	if asked.TaxAdjustmentAmount.IsSet() {
		path = "/tax_adjustment_amount"
	}
	if override, given := refund.MerchantCalculatedOverride.Get(); given {
		item := RefundItemCreate{RefundItemFields: RefundItemFields{ItemType: refundOrder, ItemID: orderID}, Amount: value.Of(override.TotalAmount)}
		asked, path = RefundRequest{Items: value.Of([]RefundItemCreate{item})}, "/merchant_calculated_override/total_amount"
	}
	record, err := s.quote(ctx, orderID, asked)
	if err != nil {
		return refund, err
	}
	terms, err := termsOf(record, path)
	if err != nil {
		return refund, err
	}
	var payments []RefundPaymentFields
	if wanted := refund.Payments.Or(nil); len(wanted) > 0 {
		payments, err = terms.checked(wanted)
	} else if err = terms.checkAmount(); err == nil {
		payments, err = terms.asItCame(func() (bool, error) { return s.usedStoreCredit(ctx, orderID, terms) })
	}
	if err != nil {
		return refund, err
	}
	complete := make([]RefundPaymentCreate, len(payments))
	for i, payment := range payments {
		complete[i].RefundPaymentFields = payment
	}
	refund.Payments = value.Of(complete)
	return refund, nil
}

// usedStoreCredit reports whether store credit was used for an order. Who may not read orders has to choose.
func (s *RefundsService) usedStoreCredit(ctx context.Context, orderID int64, terms refundTerms) (bool, error) {
	order, err := s.client.Orders.Get(ctx, orderID, OrderSelection{})
	if errors.Is(err, ErrForbidden) {
		return false, terms.refuse("/payments", "It can't be told how the money came without the OAuth scope %q. Choose in payments how it goes back: by %s.",
			scopeName(ordersScope), terms.listed(terms.ways()))
	}
	if err != nil {
		return false, err
	}
	return amountOf(value.Money(text(member(order.JSON(), "store_credit_amount")))).Sign() > 0, nil
}

// declined is the failure of a refund of which a payment was declined at once, nil when none was.
func declined(refund Record[Refund]) error {
	for payment := range elements(member(refund.JSON(), "payments")) {
		if text(member(payment, "is_declined")) != "true" {
			continue
		}
		return &Error{
			Kind: KindPartial, Status: http.StatusCreated, Code: "bigcommerce.declined", API: refundsAPI, Data: refund.JSON(),
			Message: fmt.Sprintf("The refund with refund_id %d was made, but %s declined the payment%s Give the money back another way; a refund of the same again would count twice.",
				idOf(refund.JSON(), "id"), shorten(text(member(payment, "provider_id")), 60), because(shorten(text(member(payment, "declined_message")), 200))),
			Details: map[string]any{"refund_id": idOf(refund.JSON(), "id")},
		}
	}
	return nil
}

// lookalikeRefund is the failure of a repeated call when a refund that looks like its work is there: it may as well be another call's, and
// neither of the two mistakes may be made with money.
func lookalikeRefund(orderID int64, similar Record[Refund]) *Error {
	id := idOf(similar.JSON(), "id")
	return &Error{
		Kind: KindOutcomeUnknown, Status: http.StatusOK, Code: "bigcommerce.similar", API: refundsAPI,
		Message: fmt.Sprintf("It is not known whether this was done: the order with order_id %d has the refund with refund_id %d of the same items, made at %s. "+
			"Look whether that is this one. If it isn't, give the items another reason, by which the two can be told apart.", orderID, id, shorten(text(member(similar.JSON(), "created")), 40)),
		Details: map[string]any{"refund_id": id},
	}
}

// like returns the refunds of an order that are of the same parts of it as the one that is sent, whatever their order.
func (s *RefundsService) like(ctx context.Context, orderID int64, sent RefundCreate) ([]Record[Refund], error) {
	found, err := s.OfOrder(ctx, orderID, OrderRefundQuery{})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(refund Record[Refund]) bool { return !sent.isLike(refund.JSON()) }), nil
}

// isLike reports whether a refund is of the same parts of the order. Of amounts it compares those that were asked for.
func (r RefundCreate) isLike(refund []byte) bool {
	var left []RefundItemCreate
	left = append(left, r.Items.Or(nil)...)
	for item := range elements(member(refund, "items")) {
		i := slices.IndexFunc(left, func(sent RefundItemCreate) bool { return sent.isLike(item) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	total := amountOf(value.Money(text(member(refund, "total_amount"))))
	wanted, given := r.TaxAdjustmentAmount.Get()
	if override, overridden := r.MerchantCalculatedOverride.Get(); overridden {
		wanted, given = override.TotalAmount, true
	}
	return len(left) == 0 && (!given || amountOf(wanted).Cmp(total) == 0)
}

// isLike reports whether an item of a refund is what was sent.
func (i RefundItemCreate) isLike(item []byte) bool {
	amount := amountOf(value.Money(text(member(item, "requested_amount"))))
	return text(member(item, "item_type")) == string(i.ItemType) && idOf(item, "item_id") == i.ItemID &&
		(!i.ItemType.hasQuantity() || idOf(item, "quantity") == i.Quantity) &&
		(i.ItemType.hasQuantity() || amount.Cmp(amountOf(i.Amount.Or(""))) == 0) &&
		sameScalar(i.Reason, text(member(item, "reason")))
}
