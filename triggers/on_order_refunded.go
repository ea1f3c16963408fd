package triggers

import (
	"context"
	"strconv"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// refundsPage is how many refunds a page has at most. BigCommerce documents no more.
const refundsPage = 50

// OnOrderRefundedInput says which refunds a workflow starts with.
type OnOrderRefundedInput struct {
	OrderIDIn value.List[int64] `json:"order_id_in,omitzero" jsonschema:"title=Order IDs" jsonschema_description:"Only refunds of these orders."`
	Start
}

func onOrderRefunded() registry.Trigger[*bigcommerce.Client] {
	type occurrence = registry.Occurrence[bigcommerce.Record[bigcommerce.Refund]]
	event := func(row row[bigcommerce.Refund]) registry.Event { return creation("refund", row.id, row.time()) }
	return registry.NewTrigger(registry.Spec{
		Code:    "on_order_refunded",
		Name:    "New order refunds",
		Group:   "Orders",
		Summary: "Starts with each refund of an order.",
		Description: "The record is the refund, with its items and payments. BigCommerce makes the payments after the refund: one that the payment provider " +
			"declines is marked so later, without another event.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only", "store_v2_transactions", "store_v2_transactions_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/orders/payment_actions/refunds",
		Examples: []registry.Example{
			{Title: "From a day on", Input: `{"since_from":"2026-01-31T00:00:00Z"}`},
		},
	},
		polling(
			func(store *bigcommerce.Client, in OnOrderRefundedInput) dated[bigcommerce.Refund] {
				return refundsByDate(store, bigcommerce.RefundQuery{OrderIDIn: in.OrderIDIn})
			},
			func(in OnOrderRefundedInput) Start { return in.Start },
			func(_ context.Context, _ *bigcommerce.Client, _ OnOrderRefundedInput, rows []row[bigcommerce.Refund]) ([]occurrence, error) {
				return asTheyAre(rows, event), nil
			},
		),
		hooks[OnOrderRefundedInput, bigcommerce.Record[bigcommerce.Refund]]{
			scopes: []string{"store/order/refund/created"},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnOrderRefundedInput, deliveries []told) ([]occurrence, error) {
				read := inChunks(created, refundsPage, func(ctx context.Context, ids []int64) (bigcommerce.Page[bigcommerce.Refund], error) {
					return store.Refunds.List(ctx, bigcommerce.RefundQuery{IDIn: ids, OrderIDIn: in.OrderIDIn}, bigcommerce.PageOptions{})
				})
				rows, err := read.once(ctx, distinct(deliveries, refundOf))
				return asTheyAre(rows, event), err
			},
		}.form(),
	)
}

// refundsByDate lists refunds in the order in which they were made, which is that of their numbers: a refund never changes its date.
func refundsByDate(store *bigcommerce.Client, filters bigcommerce.RefundQuery) dated[bigcommerce.Refund] {
	return dated[bigcommerce.Refund]{
		date:    created,
		largest: refundsPage,
		from: func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Refund], error) {
			query := filters
			query.CreatedMin = value.Of(value.Date{Time: since})
			return store.Refunds.List(ctx, query, bigcommerce.PageOptions{Limit: size})
		},
		within: func(ctx context.Context, at time.Time, place string, size int) (bigcommerce.Page[bigcommerce.Refund], string, error) {
			query := filters
			query.CreatedMin = value.Of(value.Date{Time: at})
			query.CreatedMax = value.Of(value.Date{Time: at.Add(time.Second)})
			number := int(placeID(place)) + 1
			page, err := store.Refunds.List(ctx, query, bigcommerce.PageOptions{Limit: size, Page: number})
			if err != nil || len(page.Records) < size {
				return page, "", err
			}
			return page, strconv.Itoa(number), nil
		},
	}
}

// refundOf returns the number of the refund that a delivery tells of.
func refundOf(delivered told) int64 {
	var data struct {
		Refund struct {
			ID int64 `json:"refund_id"`
		} `json:"refund"`
	}
	delivered.read(&data)
	return data.Refund.ID
}
