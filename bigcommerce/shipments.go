package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"net/http"
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
	return shipment, absent(err, fmt.Sprintf("There is no shipment with shipment_id %d in the order with order_id %d.", shipmentID, orderID))
}
