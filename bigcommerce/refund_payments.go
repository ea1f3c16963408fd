package bigcommerce

import (
	"cmp"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// The payment providers that BigCommerce offers whichever way an order was paid.
const (
	storeCredit  = "storecredit"
	outsideStore = "custom"
)

// longestQuoted bounds, in bytes, what failures repeat of a quote's field.
const longestQuoted = 10_000

// refundTerms are what a quote says of a refund: what it comes to, and how the money can go back.
type refundTerms struct {
	quote RefundQuote
	total *big.Rat
	// raw is the quote as BigCommerce sent it.
	raw []byte
	// asked is the path of the field that says how much is refunded.
	asked string
}

func termsOf(record Record[RefundQuote], asked string) (refundTerms, error) {
	quote, err := record.Decode()
	if err != nil {
		return refundTerms{}, missingSuccess(call{class: safe, api: quotesAPI}, http.StatusCreated, err.Error())
	}
	t := refundTerms{quote: quote, total: amountOf(quote.TotalRefundAmount), raw: record.JSON(), asked: asked}
	if t.total.Sign() <= 0 {
		return t, t.refuse(asked, "Nothing of this is left to refund.")
	}
	if len(quote.RefundMethods) == 0 {
		return t, t.refuse("/payments", "BigCommerce offers no way to give this money back.")
	}
	return t, nil
}

// refuse is the failure of a refund that doesn't fit its quote. Nothing was sent but the question for the quote.
func (t refundTerms) refuse(path, format string, args ...any) *Error {
	err := invalid(refundsAPI, path, fmt.Sprintf(format, args...))
	err.Code, err.Details = "bigcommerce.refund_quote", map[string]any{}
	for _, name := range []string{"total_refund_amount", "adjustment", "refund_methods"} {
		var read any
		if said := member(t.raw, name); len(said) < longestQuoted && decodeNumbers(said, &read) == nil {
			err.Details[name] = read
		}
	}
	return err
}

// ways are the ways in which all of the money can go back.
func (t refundTerms) ways() [][]RefundMethod {
	return slices.DeleteFunc(slices.Clone(t.quote.RefundMethods), func(way []RefundMethod) bool {
		sum := new(big.Rat)
		for _, method := range way {
			sum.Add(sum, amountOf(method.Amount.Or("")))
		}
		return sum.Cmp(t.total) != 0
	})
}

// checkAmount refuses to give back less than was asked for: the caller doesn't know of it.
func (t refundTerms) checkAmount() error {
	adjustment := amountOf(t.quote.Adjustment)
	if adjustment.Sign() >= 0 {
		return nil
	}
	asked := new(big.Rat).Sub(t.total, adjustment)
	return t.refuse(t.asked, "This comes to %s, of which only %s is left to refund. Ask for less, or give payments that come to %[2]s.", moneyOf(asked), moneyOf(t.total))
}

// checked returns the payments that the caller wants, with what they leave open filled in from the quote.
func (t refundTerms) checked(wanted []RefundPaymentCreate) ([]RefundPaymentFields, error) {
	c, payments := orderCheck{}, make([]RefundPaymentFields, len(wanted))
	sum, open := new(big.Rat), -1
	for i, payment := range wanted {
		payments[i] = payment.RefundPaymentFields
		method, most, offered := t.offer(payment.ProviderID)
		if !offered {
			c.add(paymentPath(i, "provider_id"), "The money can't go back by %q. It can by %s.", shorten(payment.ProviderID, 60), t.listed(t.quote.RefundMethods))
			continue
		}
		if !payment.Offline.IsSet() {
			payments[i].Offline = method.Offline
		} else if method.Offline.Or(false) && !payment.Offline.Or(true) {
			c.add(paymentPath(i, "offline"), "By %s money can only be given back offline%s Set offline to true and pay the customer yourself.", payment.ProviderID, because(strings.TrimRight(shorten(method.OfflineReason, 200), ". ")))
		}
		amount, given := payment.Amount.Get()
		if !given {
			open = i
			continue
		}
		sum.Add(sum, amountOf(amount))
		if amountOf(amount).Cmp(most) > 0 {
			c.add(paymentPath(i, "amount"), "By %s no more than %s can go back, not %s.", payment.ProviderID, moneyOf(most), amount)
		}
	}
	if len(c.faults) > 0 {
		err := t.refuse("", "%s", messageOf(c.faults))
		err.Fields = c.faults[:min(len(c.faults), mostFields)]
		return nil, err
	}
	left := new(big.Rat).Sub(t.total, sum)
	switch {
	case open >= 0 && left.Sign() <= 0:
		return nil, t.refuse(paymentPath(open, "amount"), "The other payments come to %s, which leaves nothing of the refund of %s.", moneyOf(sum), moneyOf(t.total))
	case open >= 0:
		payments[open].Amount = value.Of(moneyOf(left))
	case left.Sign() != 0:
		return nil, t.refuse("/payments", "The payments come to %s, the refund to %s. They have to be the same.", moneyOf(sum), moneyOf(t.total))
	}
	return payments, nil
}

// offer returns what the quote says of a payment provider, and the most that can go back by it.
func (t refundTerms) offer(provider string) (found RefundMethod, most *big.Rat, offered bool) {
	most = new(big.Rat)
	for _, way := range t.quote.RefundMethods {
		for _, method := range way {
			if amount := amountOf(method.Amount.Or("")); method.ProviderID == provider && (!offered || amount.Cmp(most) > 0) {
				found, most, offered = method, amount, true
			}
		}
	}
	return found, most, offered
}

// asItCame returns the way in which the money goes back as it came: by the payment provider that took it. Store credit and money outside of the
// store are offered for other orders too: when they are all that is offered, the order tells, whose store credit is asked for.
func (t refundTerms) asItCame(usedStoreCredit func() (bool, error)) ([]RefundPaymentFields, error) {
	ways := t.ways()
	switch len(ways) {
	case 0:
		return nil, t.refuse("/payments", "None of the ways that BigCommerce offers gives back all of the %s. Choose in payments how it goes back: by %s.", moneyOf(t.total), t.listed(t.quote.RefundMethods))
	case 1:
		return paymentsOf(ways[0]), nil
	}
	var paid [][]RefundMethod
	for _, way := range ways {
		if slices.ContainsFunc(way, func(method RefundMethod) bool {
			return method.ProviderID != storeCredit && method.ProviderID != outsideStore
		}) {
			paid = append(paid, way)
		}
	}
	if len(paid) > 0 { // what the provider can do itself goes before what the merchant has to
		return paymentsOf(slices.MinFunc(paid, func(a, b []RefundMethod) int { return cmp.Compare(byHand(a), byHand(b)) })), nil
	}
	credited, err := usedStoreCredit()
	if err != nil {
		return nil, err
	}
	provider := outsideStore
	if credited {
		provider = storeCredit
	}
	for _, way := range ways {
		if len(way) == 1 && way[0].ProviderID == provider {
			return paymentsOf(way), nil
		}
	}
	return nil, t.refuse("/payments", "It can't be told how the money came. Choose in payments how it goes back: by %s.", t.listed(ways))
}

// byHand counts the payments that the merchant has to make.
func byHand(way []RefundMethod) int {
	count := 0
	for _, method := range way {
		if method.Offline.Or(false) {
			count++
		}
	}
	return count
}

func paymentsOf(way []RefundMethod) []RefundPaymentFields {
	payments := make([]RefundPaymentFields, len(way))
	for i, method := range way {
		payments[i] = method.RefundPaymentFields
	}
	return payments
}

// listed names ways for people: "storecredit (10.00), bankdeposit (8.00) with storecredit (2.00)".
func (refundTerms) listed(ways [][]RefundMethod) string {
	return naming(ways, func(way []RefundMethod) string {
		var parts []string
		for _, method := range way[:min(len(way), maxNamed)] {
			parts = append(parts, fmt.Sprintf("%s (%s)", shorten(method.ProviderID, 60), method.Amount.Or("0")))
		}
		return strings.Join(parts, " with ")
	})
}
