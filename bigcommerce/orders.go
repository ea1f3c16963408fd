package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ordersScope is the OAuth scope of orders and what belongs to them.
const ordersScope = "store_v2_orders"

const ordersAPI = "GET /v2/orders"

// List reads one page of orders. A label that no status has is a [KindInvalid] which lists those that there are.
//
// API: GET /v2/orders
func (s *OrdersService) List(ctx context.Context, filters OrderQuery, at PageOptions) (Page[Order], error) {
	if err := s.resolve(ctx, ordersAPI, &filters.StatusID); err != nil {
		return Page[Order]{}, err
	}
	list := orderList(filters)
	if !filters.Sort.IsSet() {
		list.query.Del("sort") // the API's own order is by number, too
	}
	return page[Order](ctx, s.client, list, at)
}

// All reads all orders that match, page by page, up to the limit. Sorted by number, which is the default, they are walked upwards: an
// order that is created or changed meanwhile is neither missed nor repeated. In any other order they are paged by page number, which
// can miss or repeat orders that change meanwhile. A label that no status has is a [KindInvalid] which lists those that there are.
//
// API: GET /v2/orders
func (s *OrdersService) All(ctx context.Context, filters OrderQuery, opts ListOptions) iter.Seq2[Record[Order], error] {
	return func(yield func(Record[Order], error) bool) {
		if err := s.resolve(ctx, ordersAPI, &filters.StatusID); err != nil {
			yield(Record[Order]{}, err)
			return
		}
		all[Order](ctx, s.client, orderList(filters), opts)(yield)
	}
}

func orderList(filters OrderQuery) filtered {
	list := filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v2/orders", class: safe, api: ordersAPI, scope: ordersScope},
			strategy: pageV2{},
			query:    filters.structure(),
		},
		filters: filters,
		key:     "id",
	}
	if field, direction, _ := strings.Cut(string(filters.Sort.Or("id")), ":"); field == "id" && direction != "desc" {
		list.strategy = byID{field: "id", greaterParam: "min_id", inclusive: true}
		list.query.Set("sort", "id:asc")
	}
	return list
}

// structure asks for consignments in the one form that BigCommerce supports.
func (o OrderSelection) structure() url.Values {
	for _, included := range o.Include {
		if strings.HasPrefix(string(included), "consignments") {
			return url.Values{"consignment_structure": {"object"}}
		}
	}
	return url.Values{}
}

// encode returns the query that asks for the sub-resources.
func (o OrderSelection) encode(api string) (url.Values, error) {
	query, err := encodeFilters(api, o)
	if err != nil {
		return nil, err
	}
	maps.Copy(query, o.structure())
	return query, nil
}

// Get reads one order. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}
func (s *OrdersService) Get(ctx context.Context, id int64, options OrderSelection) (Record[Order], error) {
	const api = "GET /v2/orders/{order_id}"
	query, err := options.encode(api)
	if err != nil {
		return Record[Order]{}, err
	}
	order, err := one[Order](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v2/orders/%d", id), query: query, class: safe, api: api, scope: ordersScope,
	})
	return order, absent(err, noOrder(id))
}

// GetExpanded reads one order and puts what expand names in the place of its links, as [OrdersService.Expand] does. A number that no order has is
// a [KindNotFound].
//
// API: GET /v2/orders/{order_id}
func (s *OrdersService) GetExpanded(ctx context.Context, id int64, options OrderSelection, expand ...OrderExpand) (Record[ExpandedOrder], error) {
	order, err := s.Get(ctx, id, options)
	if err != nil {
		return Record[ExpandedOrder]{}, err
	}
	found := func(yield func(Record[Order], error) bool) { yield(order, nil) }
	for expanded, err := range s.Expand(ctx, found, expand...) {
		return expanded, err
	}
	return Record[ExpandedOrder]{}, s.client.faultError(&exchange{call: call{api: "GET /v2/orders/{order_id}", class: safe}}, canceled(ctx.Err(), false))
}

// Create makes an order and returns it. Include names what of it is returned in place of links. BigCommerce sends no mail about it, and takes any
// number of orders with one external_order_id. Products that are not for sale, or not in stock, are a [KindInvalid] with BigCommerce's reason.
// When it stays open whether the request was executed, the order is looked up by its external_order_id; it is never sent again.
//
// API: POST /v2/orders
func (s *OrdersService) Create(ctx context.Context, order OrderCreate, include ...OrderInclude) (Record[Order], error) {
	const api = "POST /v2/orders"
	if err := checkOrderCreate(api, order); err != nil {
		return Record[Order]{}, err
	}
	if err := s.resolve(ctx, api, &order.StatusID); err != nil {
		return Record[Order]{}, err
	}
	query, err := OrderSelection{Include: include}.encode(api)
	if err != nil {
		return Record[Order]{}, err
	}
	sent, err := encodeBody(order)
	if err != nil {
		return Record[Order]{}, requestError(api, err)
	}
	post := call{method: http.MethodPost, path: "/v2/orders", query: query, body: encodedBody(sent), class: settle, api: api, scope: ordersScope}
	made := "date_created"
	if !order.DateCreated.IsZero() {
		made = "date_modified" // the other one is the caller's
	}
	id := strings.TrimSpace(order.ExternalOrderID.Or(""))
	created, err := creation[Order]{
		client: s.client, call: post, kind: "order", sent: [][]byte{sent}, keys: []string{id}, made: made,
		send: func(ctx context.Context, _ []int) ([]Each[Order], error) {
			return alone(one[Order](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Order], error) {
			found, err := s.byExternalOrderID(ctx, id, include...)
			return map[int][]Record[Order]{0: found}, err
		},
	}.single(ctx)
	return created, namingField(err)
}

// Update changes an order and returns it, with links to what belongs to it. A number that no order has is a [KindNotFound]; what BigCommerce
// refuses is a [KindInvalid] that names the field. When it stays open whether the request was executed, it is sent again, unless lines or fees are
// added or lines are removed: then the error is a [KindOutcomeUnknown]. BigCommerce takes the discounts of changed lines away.
//
// API: PUT /v2/orders/{order_id}
func (s *OrdersService) Update(ctx context.Context, id int64, order OrderUpdate) (Record[Order], error) {
	const api = "PUT /v2/orders/{order_id}"
	if err := checkOrderUpdate(api, id, order); err != nil {
		return Record[Order]{}, err
	}
	if err := s.resolve(ctx, api, &order.StatusID); err != nil {
		return Record[Order]{}, err
	}
	changed, err := one[Order](ctx, s.client, call{
		method: http.MethodPut, path: pathf("/v2/orders/%d", id), body: order, class: order.class(), api: api, scope: ordersScope,
	})
	return changed, namingField(absent(err, noOrder(id)))
}

// Archive hides an order as the control panel does; it can still be read by its number, and [OrdersService.Update] brings it back. A number that no
// order has is a [KindNotFound].
//
// API: DELETE /v2/orders/{order_id}
func (s *OrdersService) Archive(ctx context.Context, id int64) (Record[Deletion], error) {
	const api = "DELETE /v2/orders/{order_id}"
	if id < 1 {
		return Record[Deletion]{}, invalid(api, "/order_id", "Say which order is archived: its number is 1 or higher.")
	}
	_, err := s.client.do(ctx, call{
		method: http.MethodDelete, path: pathf("/v2/orders/%d", id), class: idempotent, api: api, scope: ordersScope,
	})
	if err != nil {
		return Record[Deletion]{}, absent(err, noOrder(id))
	}
	return deletionOf(id), nil
}

// Count counts the orders that match, in all and in each status. Its sort order and what it includes have no meaning. A label that no status has is a
// [KindInvalid] which lists those that there are.
//
// API: GET /v2/orders/count
func (s *OrdersService) Count(ctx context.Context, filters OrderQuery) (Record[OrderCount], error) {
	const api = "GET /v2/orders/count"
	if err := s.resolve(ctx, api, &filters.StatusID); err != nil {
		return Record[OrderCount]{}, err
	}
	filters.Sort, filters.OrderSelection = value.Optional[OrderSort]{}, OrderSelection{}
	query, err := encodeFilters(api, filters)
	if err != nil {
		return Record[OrderCount]{}, err
	}
	return one[OrderCount](ctx, s.client, call{
		method: http.MethodGet, path: "/v2/orders/count", query: query, class: safe, api: api, scope: ordersScope,
	})
}

// byExternalOrderID returns the orders that have the number in another system, the newest first; BigCommerce lets several share
// one. They are at most as many as a page has. A blank number finds none.
func (s *OrdersService) byExternalOrderID(ctx context.Context, id string, include ...OrderInclude) ([]Record[Order], error) {
	if strings.TrimSpace(id) == "" {
		return nil, nil
	}
	found, err := s.List(ctx, OrderQuery{
		ExternalOrderID: value.Of(id), Sort: value.Of[OrderSort]("id:desc"), OrderSelection: OrderSelection{Include: include},
	}, PageOptions{})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found.Records, func(order Record[Order]) bool {
		return text(member(order.JSON(), "external_order_id")) != id // not what was asked for
	}), nil
}

// Products reads all lines of an order, also those beyond the first page. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/products
func (s *OrdersService) Products(ctx context.Context, orderID int64) iter.Seq2[Record[OrderProduct], error] {
	return orderPart[OrderProduct](ctx, s.client, orderID, "products")
}

// ShippingAddresses reads all addresses that an order ships to. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/shipping_addresses
func (s *OrdersService) ShippingAddresses(ctx context.Context, orderID int64) iter.Seq2[Record[OrderShippingAddress], error] {
	return orderPart[OrderShippingAddress](ctx, s.client, orderID, "shipping_addresses")
}

// Coupons reads all coupons used in an order. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/coupons
func (s *OrdersService) Coupons(ctx context.Context, orderID int64) iter.Seq2[Record[OrderCoupon], error] {
	return orderPart[OrderCoupon](ctx, s.client, orderID, "coupons")
}

// Taxes reads all taxes of an order: their sums, or with details those of each line. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/taxes
func (s *OrdersService) Taxes(ctx context.Context, orderID int64, options OrderTaxOptions) iter.Seq2[Record[OrderTax], error] {
	return filteredPart[OrderTax](ctx, s.client, orderID, "taxes", options)
}

// Messages reads all messages about an order that match. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/messages
func (s *OrdersService) Messages(ctx context.Context, orderID int64, filters OrderMessageQuery) iter.Seq2[Record[OrderMessage], error] {
	return filteredPart[OrderMessage](ctx, s.client, orderID, "messages", filters)
}

// filteredPart reads all pages of what belongs to an order and matches the filters.
func filteredPart[T any](ctx context.Context, c *Client, orderID int64, part string, filters any) iter.Seq2[Record[T], error] {
	list := orderListing(orderID, part)
	query, err := encodeFilters(list.call.api, filters)
	if err != nil {
		return func(yield func(Record[T], error) bool) { yield(Record[T]{}, err) }
	}
	list.query = query
	return ofOrder[T](ctx, c, orderID, list)
}

// orderPart reads all pages of what belongs to an order.
func orderPart[T any](ctx context.Context, c *Client, orderID int64, part string) iter.Seq2[Record[T], error] {
	return ofOrder[T](ctx, c, orderID, orderListing(orderID, part))
}

func orderListing(orderID int64, part string) listing {
	return listing{
		call: call{
			method: http.MethodGet, path: pathf("/v2/orders/%d/"+part, orderID), class: safe, api: "GET /v2/orders/{order_id}/" + part,
			scope: ordersScope,
		},
		strategy: pageV2{},
	}
}

// ofOrder reads all pages of a list below an order.
func ofOrder[T any](ctx context.Context, c *Client, orderID int64, list listing) iter.Seq2[Record[T], error] {
	return func(yield func(Record[T], error) bool) {
		for record, err := range walk[T](ctx, c, list, ListOptions{}) {
			if !yield(record, absent(err, noOrder(orderID))) || err != nil {
				return
			}
		}
	}
}

func noOrder(id int64) string { return fmt.Sprintf("There is no order with order_id %d.", id) }
