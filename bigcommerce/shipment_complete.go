package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// complete fills in what a shipment leaves open: the address, the items, or both. A shipment with both costs no request.
func (s *ShipmentsService) complete(ctx context.Context, api string, orderID int64, shipment ShipmentCreate) (ShipmentCreate, error) {
	items := shipment.Items.Or(nil)
	address, addressed := shipment.OrderAddressID.Get()
	if addressed && len(items) > 0 {
		return shipment, nil
	}
	if !addressed && len(items) == 0 {
		only, err := s.onlyAddress(ctx, api, orderID)
		if err != nil {
			return shipment, err
		}
		address = only
	}
	order, err := s.linesOf(ctx, orderID)
	if err != nil {
		return shipment, err
	}
	if len(items) == 0 {
		if items, err = order.everything(api, address, addressed); err != nil {
			return shipment, err
		}
	} else {
		if err := invalidFields(api, order.faults(0, items)); err != nil {
			return shipment, err
		}
		if address = order.address(items); address == 0 {
			return shipment, invalid(api, "/order_address_id", fmt.Sprintf("These items go to several addresses of the order with order_id %d.%s Make a shipment for each.",
				orderID, listed(" Its goods go to order_address_id", order.addresses())))
		}
	}
	shipment.OrderAddressID, shipment.Items = value.Of(address), value.Of(items)
	return shipment, nil
}

// everything returns what is left to ship to the address, and fails when that is nothing.
func (l shippedLines) everything(api string, address int64, chosen bool) ([]ShipmentItemCreate, error) {
	items, goesThere := l.unshipped(address)
	switch {
	case len(items) > 0:
		return items, nil
	case goesThere && chosen:
		return nil, allShipped(api, fmt.Sprintf("Everything that goes to order_address_id %d of the order with order_id %d is shipped already.", address, l.orderID))
	case goesThere:
		return nil, allShipped(api, fmt.Sprintf("Everything of the order with order_id %d is shipped already.", l.orderID))
	case chosen:
		return nil, invalidFields(api, l.faults(address, nil))
	default:
		return nil, nothingToShip(api, l.orderID)
	}
}

// allShipped is the failure of a shipment for which nothing is left: what it asks for was done before.
func allShipped(api, message string) *Error {
	return &Error{Kind: KindConflict, Code: "bigcommerce.shipped", Message: message, API: api}
}

func nothingToShip(api string, orderID int64) *Error {
	return invalid(api, "/order_id", fmt.Sprintf("Nothing of the order with order_id %d is shipped: it is downloaded, sent by email or collected.", orderID))
}

// onlyAddress returns the one address that an order ships to. Of several the caller has to choose.
func (s *ShipmentsService) onlyAddress(ctx context.Context, api string, orderID int64) (int64, error) {
	var addresses [][]byte
	for record, err := range orderPart[OrderShippingAddress](ctx, s.client, orderID, "shipping_addresses") {
		if err != nil {
			return 0, err
		}
		addresses = append(addresses, record.JSON())
	}
	switch len(addresses) {
	case 0:
		return 0, nothingToShip(api, orderID)
	case 1:
		return idOf(addresses[0], "id"), nil
	}
	return 0, severalAddresses(api, orderID, addresses)
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
