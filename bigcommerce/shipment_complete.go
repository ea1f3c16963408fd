package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// complete fills in what a shipment leaves open: the address, the items, or both. A shipment with both costs no request; one without needs the
// order's lines, which tell the addresses too.
func (s *ShipmentsService) complete(ctx context.Context, api string, orderID int64, shipment ShipmentCreate) (ShipmentCreate, error) {
	items := shipment.Items.Or(nil)
	address, addressed := shipment.OrderAddressID.Get()
	if addressed && len(items) > 0 {
		return shipment, nil
	}
	order, err := s.linesOf(ctx, orderID)
	if err != nil {
		return shipment, err
	}
	switch {
	case len(items) > 0:
		address, err = order.addressOf(api, items)
	case !addressed:
		address, err = s.onlyAddress(ctx, api, order)
	}
	if err == nil && len(items) == 0 {
		items, err = order.everything(api, address, addressed)
	}
	if err != nil {
		return shipment, err
	}
	shipment.OrderAddressID, shipment.Items = value.Of(address), value.Of(items)
	return shipment, nil
}

// addressOf returns the one address that the items go to, and fails when they can't be shipped there together.
func (l shippedLines) addressOf(api string, items []ShipmentItemCreate) (int64, error) {
	if err := invalidFields(api, l.faults(0, items)); err != nil {
		return 0, err
	}
	address := l.address(items)
	if address == 0 {
		return 0, invalid(api, "/order_address_id", fmt.Sprintf("These items go to several addresses of the order with order_id %d.%s Make a shipment for each.",
			l.orderID, listed(" Its goods go to order_address_id", l.addresses())))
	}
	return address, nil
}

// everything returns what is left to ship to the address, and fails when that is nothing.
func (l shippedLines) everything(api string, address int64, chosen bool) ([]ShipmentItemCreate, error) {
	items, goesThere := l.unshipped(address)
	switch {
	case len(items) > 0:
		return items, nil
	case goesThere && chosen:
		return nil, allShipped(api, "/order_address_id", fmt.Sprintf("Everything that goes to order_address_id %d of the order with order_id %d is shipped already.", address, l.orderID))
	case goesThere:
		return nil, allShipped(api, "/order_id", fmt.Sprintf("Everything of the order with order_id %d is shipped already.", l.orderID))
	default:
		return nil, invalidFields(api, l.faults(address, nil))
	}
}

// allShipped is the failure of a shipment for which nothing is left: what it asks for was done before.
func allShipped(api, path, message string) *Error {
	return &Error{Kind: KindConflict, Code: "bigcommerce.shipped", Message: message, API: api, Fields: []FieldError{{Path: path, Message: message}}}
}

func nothingToShip(api string, orderID int64) *Error {
	return invalid(api, "/order_id", fmt.Sprintf("Nothing of the order with order_id %d is shipped: it is downloaded, sent by email or collected.", orderID))
}

// onlyAddress returns the one address that the goods of an order go to. Of several the caller has to choose.
func (s *ShipmentsService) onlyAddress(ctx context.Context, api string, order shippedLines) (int64, error) {
	switch used := order.addresses(); len(used) {
	case 0:
		return 0, nothingToShip(api, order.orderID)
	case 1:
		return used[0], nil
	}
	var addresses [][]byte
	for record, err := range orderPart[OrderShippingAddress](ctx, s.client, order.orderID, "shipping_addresses") {
		if err != nil {
			return 0, err
		}
		addresses = append(addresses, record.JSON())
	}
	return 0, severalAddresses(api, order.orderID, addresses)
}

// severalAddresses lists the addresses of which the caller has to choose one, for people in the message and for programs in the details.
func severalAddresses(api string, orderID int64, addresses [][]byte) *Error {
	err := invalid(api, "/order_address_id", fmt.Sprintf("The order with order_id %d ships to %d addresses. Choose one of them as order_address_id, and make a shipment for each: %s.",
		orderID, len(addresses), naming(addresses, describeAddress)))
	ids := make([]int64, 0, len(addresses))
	for _, address := range addresses[:min(len(addresses), mostFields)] {
		ids = append(ids, idOf(address, "id"))
	}
	err.Details = map[string]any{"order_address_ids": ids}
	return err
}

// describeAddress calls an address by its number and by what tells people which it is.
func describeAddress(address []byte) string {
	id, name := idOf(address, "id"), strings.TrimSpace(text(member(address, "first_name"))+" "+text(member(address, "last_name")))
	var parts []string
	for _, part := range []string{name, text(member(address, "city"))} {
		if part != "" {
			parts = append(parts, shorten(part, 60))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprint(id)
	}
	return fmt.Sprintf("%d (%s)", id, strings.Join(parts, ", "))
}

// explain finds out what is wrong with a shipment that BigCommerce refused. When the look-up fails or finds nothing, the refusal stays
// as it is.
func (s *ShipmentsService) explain(ctx context.Context, err error, orderID int64, sent ShipmentCreate) error {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest && refusal.Status != http.StatusUnprocessableEntity {
		return absent(err, noOrder(orderID))
	}
	order, lookupErr := s.linesOf(ctx, orderID)
	if lookupErr != nil {
		return namingField(err)
	}
	found := order.faults(sent.OrderAddressID.Or(0), sent.Items.Or(nil))
	if len(found) == 0 {
		return namingField(err)
	}
	explained := *refusal
	explained.Message, explained.Fields = messageOf(found), found[:min(len(found), mostFields)]
	return &explained
}
