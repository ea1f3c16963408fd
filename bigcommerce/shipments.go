package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// All reads all shipments of an order. A number that no order has is a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/shipments
func (s *ShipmentsService) All(ctx context.Context, orderID int64) iter.Seq2[Record[Shipment], error] {
	return orderPart[Shipment](ctx, s.client, orderID, "shipments")
}

// Get reads one shipment of an order. Numbers that no order or none of its shipments has are a [KindNotFound].
//
// API: GET /v2/orders/{order_id}/shipments/{shipment_id}
func (s *ShipmentsService) Get(ctx context.Context, orderID, shipmentID int64) (Record[Shipment], error) {
	shipment, err := one[Shipment](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v2/orders/%d/shipments/%d", orderID, shipmentID), class: safe,
		api: "GET /v2/orders/{order_id}/shipments/{shipment_id}", scope: ordersScope,
	})
	return shipment, absent(err, noShipment(orderID, shipmentID))
}

func noShipment(orderID, shipmentID int64) string {
	return fmt.Sprintf("There is no shipment with shipment_id %d in the order with order_id %d.", shipmentID, orderID)
}

// Create makes a shipment of an order and returns it. What it leaves out is found in the order: without items it has everything that goes
// to the address and is not shipped yet; without an address it goes to the one of its items, or to the only one of the order. When nothing is
// left to ship it is a [KindConflict], when the order has several addresses a [KindInvalid] that lists them. A number that no order has is a
// [KindNotFound]. When it stays open whether the request was executed, the shipment is looked for by its tracking number and items; it is never
// sent again. BigCommerce mails the shopper if the store is set up so, and moves the order to Shipped or Partially Shipped.
//
// API: POST /v2/orders/{order_id}/shipments
func (s *ShipmentsService) Create(ctx context.Context, orderID int64, shipment ShipmentCreate) (Record[Shipment], error) {
	const api = "POST /v2/orders/{order_id}/shipments"
	if err := checkShipmentCreate(api, shipment); err != nil {
		return Record[Shipment]{}, err
	}
	known, err := encodeBody(struct { // of the rest, BigCommerce changes some, such as a carrier that it doesn't know
		OrderAddressID value.Optional[int64] `json:"order_address_id,omitzero"`
	}{shipment.OrderAddressID})
	if err != nil {
		return Record[Shipment]{}, requestError(api, err)
	}
	post := call{method: http.MethodPost, path: pathf("/v2/orders/%d/shipments", orderID), class: settle, api: api, scope: ordersScope}
	posted := false
	created, err := creation[Shipment]{
		client: s.client, call: post, kind: "shipment", sent: [][]byte{known}, keys: []string{fmt.Sprint(orderID)}, made: "date_created",
		faint: shipment.TrackingNumber.Or("") == "",
		send: func(ctx context.Context, _ []int) ([]Each[Shipment], error) {
			if shipment, err = s.complete(ctx, api, orderID, shipment); err != nil {
				return nil, beforehand(err)
			}
			post.body, posted = shipment, true
			return alone(one[Shipment](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Shipment], error) {
			found, err := s.like(ctx, orderID, shipment)
			return map[int][]Record[Shipment]{0: found}, err
		},
	}.single(ctx)
	if !posted {
		return created, absent(err, noOrder(orderID))
	}
	return created, s.explain(ctx, err, orderID, shipment)
}

// Update changes a shipment of an order, all but its items, and returns it. Numbers that no order or none of its shipments has are a
// [KindNotFound].
//
// API: PUT /v2/orders/{order_id}/shipments/{shipment_id}
func (s *ShipmentsService) Update(ctx context.Context, orderID, shipmentID int64, shipment ShipmentUpdate) (Record[Shipment], error) {
	const api = "PUT /v2/orders/{order_id}/shipments/{shipment_id}"
	if err := checkShipmentUpdate(api, shipmentID, shipment); err != nil {
		return Record[Shipment]{}, err
	}
	changed, err := one[Shipment](ctx, s.client, call{
		method: http.MethodPut, path: pathf("/v2/orders/%d/shipments/%d", orderID, shipmentID), body: shipment, class: idempotent,
		api: api, scope: ordersScope,
	})
	return changed, namingField(absent(err, noShipment(orderID, shipmentID)))
}

// like returns the shipments of an order that have the tracking number of the one that is sent and its items, whatever their order, or any
// items when it leaves them open.
func (s *ShipmentsService) like(ctx context.Context, orderID int64, sent ShipmentCreate) ([]Record[Shipment], error) {
	wanted := map[int64]int64{}
	for _, item := range sent.Items.Or(nil) {
		wanted[item.OrderProductID] += item.Quantity
	}
	var alike []Record[Shipment]
	for record, err := range s.All(ctx, orderID) {
		if err != nil {
			return nil, err
		}
		if text(member(record.JSON(), "tracking_number")) != sent.TrackingNumber.Or("") {
			continue
		}
		items := map[int64]int64{}
		for item := range elements(member(record.JSON(), "items")) {
			items[idOf(item, "order_product_id")] += idOf(item, "quantity")
		}
		if len(wanted) == 0 || maps.Equal(items, wanted) {
			alike = append(alike, record)
		}
	}
	return alike, nil
}
