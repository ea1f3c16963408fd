package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// refundListing searches the refunds of all orders. Both of its dates are included.
var refundListing = listing{
	narrow: byID("id", "in"),
	filters: filters{}.
		on("order_id", integer, "in").
		on("created", date, "min", "max").
		with("transaction_id", paidBackBy),
	dates: suffixedBounds(false, "created"),
	extra: []string{"page", "limit"},
}

// paidBackBy is the filter on the transaction of one of the payments.
func paidBackBy(value string, _ time.Time) (test, error) {
	return func(o object) bool {
		return slices.ContainsFunc(o.objects("payments"), func(payment object) bool {
			return strings.EqualFold(payment.text("transaction_id"), value)
		})
	}, nil
}

// listRefunds answers with the refunds of all orders in the order of their ids.
func listRefunds(s *Store, r *request) (answer, *refusal) {
	return s.listRows(refundListing, s.refunds, r, ordering{}, "id")
}

// listOrderRefunds answers with all refunds of one order.
func listOrderRefunds(s *Store, r *request) (answer, *refusal) {
	o, found := s.findOrder(r.id("order_id"))
	if !found {
		return answer{}, notFound()
	}
	l := listing{filters: filters{}.with("transaction_id", paidBackBy)}
	refunds, f := s.findObjects(l, s.refundsOf(o), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	return data(http.StatusOK, list(refunds), object{}), nil
}

// getRefund answers with one refund, of which it tells less than the lists and the amounts of the items as text.
func getRefund(s *Store, r *request) (answer, *refusal) {
	refund, found := s.refunds.get(r.id("refund_id"))
	if !found {
		return answer{}, notFound()
	}
	items, payments := refund.objects("items"), refund.objects("payments")
	for i, item := range items {
		items[i] = item.without("adjustments").with("requested_amount", quote(item.raw("requested_amount")))
	}
	for i, payment := range payments {
		payments[i] = payment.without("transaction_id")
	}
	return data(http.StatusOK, refund.with("items", list(items)).with("payments", list(payments)).String(), object{}), nil
}
