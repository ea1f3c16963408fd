package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// refundsPage is how many refunds are asked for at once. The answers need not say how many there are in all, and how many BigCommerce gives
// at most isn't documented: were it fewer than asked for, the first page would look like the last. It is what all of BigCommerce's lists give by default.
const refundsPage = 50

// List reads one page of the refunds of all orders.
//
// API: GET /v3/orders/payment_actions/refunds
func (s *RefundsService) List(ctx context.Context, filters RefundQuery, at PageOptions) (Page[Refund], error) {
	return page[Refund](ctx, s.client, refundList(filters), at)
}

// All reads all refunds that match, page by page, up to the limit. Filters with more values than fit one request are split over several.
//
// API: GET /v3/orders/payment_actions/refunds
func (s *RefundsService) All(ctx context.Context, filters RefundQuery, opts ListOptions) iter.Seq2[Record[Refund], error] {
	return all[Refund](ctx, s.client, refundList(filters), opts)
}

func refundList(filters RefundQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/orders/payment_actions/refunds", class: safe,
				api: "GET /v3/orders/payment_actions/refunds", scope: ordersScope,
			},
			strategy: offsetV3{},
			pageSize: refundsPage,
		},
		filters:    filters,
		splittable: []string{"order_id:in", "id:in"},
		key:        "id",
	}
}

// Get reads one refund. A number that no refund has is a [KindNotFound].
//
// API: GET /v3/orders/payment_actions/refunds/{refund_id}
func (s *RefundsService) Get(ctx context.Context, id int64) (Record[Refund], error) {
	refund, err := one[Refund](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/orders/payment_actions/refunds/%d", id), class: safe,
		api: "GET /v3/orders/payment_actions/refunds/{refund_id}", scope: ordersScope,
	})
	return refund, absent(err, fmt.Sprintf("There is no refund with refund_id %d.", id))
}

// OfOrder reads the refunds of one order, in the order of their numbers. BigCommerce documents no pages of them, but doesn't say either that all of them
// come at once: when they are as many as a page has by default, they are read from the list of all refunds, which has pages. A number that no order has
// is a [KindNotFound].
//
// API: GET /v3/orders/{order_id}/payment_actions/refunds
func (s *RefundsService) OfOrder(ctx context.Context, orderID int64, filters OrderRefundQuery) ([]Record[Refund], error) {
	found, err := listPage[Refund](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/orders/%d/payment_actions/refunds", orderID), query: filters, class: safe,
		api: "GET /v3/orders/{order_id}/payment_actions/refunds", scope: ordersScope,
	})
	if err != nil || len(found.Records) < refundsPage {
		return found.Records, absent(err, noOrder(orderID))
	}
	return allOf(s.All(ctx, RefundQuery{OrderIDIn: value.List[int64]{orderID}, OrderRefundQuery: filters}, ListOptions{}))
}
