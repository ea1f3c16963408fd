package bigcommerce

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// shippedLines are the lines of an order as a shipment sees them.
type shippedLines struct {
	orderID int64
	lines   []shippedLine
}

// shippedLine is what a shipment has to know of a line; what else is in the record may be as it likes.
type shippedLine struct {
	id, productID, addressID int64
	name, kind               string
	quantity, shipped        int64
}

// linesOf reads the lines of an order.
func (s *ShipmentsService) linesOf(ctx context.Context, orderID int64) (shippedLines, error) {
	order := shippedLines{orderID: orderID}
	for record, err := range orderPart[OrderProduct](ctx, s.client, orderID, "products") {
		if err != nil {
			return shippedLines{}, err
		}
		line := record.JSON()
		order.lines = append(order.lines, shippedLine{
			id: idOf(line, "id"), productID: idOf(line, "product_id"), addressID: idOf(line, "order_address_id"),
			name: text(member(line, "name")), kind: text(member(line, "type")),
			quantity: idOf(line, "quantity"), shipped: idOf(line, "quantity_shipped"),
		})
	}
	return order, nil
}

// unshipped returns what is left to ship to the address, and whether anything goes there at all.
func (l shippedLines) unshipped(address int64) (items []ShipmentItemCreate, goesThere bool) {
	for _, line := range l.lines {
		if !isShipped(line) || line.addressID != address {
			continue
		}
		goesThere = true
		if left := leftOf(line); left > 0 {
			items = append(items, ShipmentItemCreate{ShipmentItemFields{OrderProductID: line.id, Quantity: left}})
		}
	}
	return items, goesThere
}

// isShipped tells lines that go to an address from those that are downloaded, mailed or collected.
func isShipped(line shippedLine) bool {
	return line.addressID > 0 && line.kind != "digital" && line.kind != "giftcertificate"
}

func leftOf(line shippedLine) int64 { return max(line.quantity-line.shipped, 0) }

// find returns the line with the order_product_id.
func (l shippedLines) find(id int64) (shippedLine, bool) {
	i := slices.IndexFunc(l.lines, func(line shippedLine) bool { return line.id == id })
	if i < 0 {
		return shippedLine{}, false
	}
	return l.lines[i], true
}

// address returns the one address that the items go to; 0 when they go to several.
func (l shippedLines) address(items []ShipmentItemCreate) int64 {
	var only int64
	for _, item := range items {
		line, _ := l.find(item.OrderProductID)
		switch {
		case only == 0:
			only = line.addressID
		case line.addressID != only:
			return 0
		}
	}
	return only
}

// faults returns what is wrong with a shipment of the order; address is 0 when none was given.
func (l shippedLines) faults(address int64, items []ShipmentItemCreate) []FieldError {
	var c orderCheck
	addresses := l.addresses()
	elsewhere := address > 0 && !slices.Contains(addresses, address)
	if elsewhere {
		c.add("/order_address_id", "Nothing of the order with order_id %d goes to order_address_id %d.%s", l.orderID, address, listed(" Its goods go to order_address_id", addresses))
	}
	shipped := map[int64]int64{}
	for i, item := range items {
		line, found := l.find(item.OrderProductID)
		switch {
		case !found:
			c.add(itemPath(i, "order_product_id"), "%s", l.unknown(item.OrderProductID))
			continue
		case !isShipped(line):
			c.add(itemPath(i, "order_product_id"), "%s is not shipped: it %s. Leave it out.", nameOf(line), reachedBy(line))
			continue
		case address > 0 && line.addressID != address && !elsewhere:
			c.add(itemPath(i, "order_product_id"), "%s goes to order_address_id %d, not to %d. A shipment goes to one address.", nameOf(line), line.addressID, address)
		}
		shipped[line.id] += item.Quantity
		switch left := leftOf(line); {
		case shipped[line.id] <= left:
		case left == 0:
			c.add(itemPath(i, "quantity"), "%s is shipped already, all of it.", nameOf(line))
		default:
			c.add(itemPath(i, "quantity"), "Only %d of %s left to ship, not %d.", left, nameOf(line)+isOrAre(left), shipped[line.id])
		}
	}
	return c.faults
}

// unknown says which line may be meant by a number that none has.
func (l shippedLines) unknown(id int64) string {
	var meant []int64
	for _, line := range l.lines {
		if line.productID == id {
			meant = append(meant, line.id)
		}
	}
	if len(meant) > 0 {
		return fmt.Sprintf("%d is a product_id. Give the number of the order's line in its place:%s.", id, strings.TrimSuffix(listed(" order_product_id", meant), "."))
	}
	lines := make([]int64, len(l.lines))
	for i, line := range l.lines {
		lines[i] = line.id
	}
	return fmt.Sprintf("The order with order_id %d has no line with order_product_id %d.%s", l.orderID, id, listed(" Its lines are order_product_id", lines))
}

// addresses returns the addresses that lines of the order go to.
func (l shippedLines) addresses() []int64 {
	var addresses []int64
	for _, line := range l.lines {
		if isShipped(line) && !slices.Contains(addresses, line.addressID) {
			addresses = append(addresses, line.addressID)
		}
	}
	return addresses
}

// nameOf calls a line by its name and number.
func nameOf(line shippedLine) string {
	if line.name == "" {
		return fmt.Sprintf("order_product_id %d", line.id)
	}
	return fmt.Sprintf("%q (order_product_id %d)", shorten(line.name, 60), line.id)
}

func isOrAre(count int64) string {
	if count == 1 {
		return " is"
	}
	return " are"
}

func reachedBy(line shippedLine) string {
	switch line.kind {
	case "digital":
		return "is downloaded"
	case "giftcertificate":
		return "is sent by email"
	default:
		return "is collected"
	}
}

// listed is a sentence that ends with the numbers; blank when there are none.
func listed(begin string, numbers []int64) string {
	if len(numbers) == 0 {
		return ""
	}
	return begin + " " + naming(numbers, decimal) + "."
}

func itemPath(i int, field string) string { return fmt.Sprintf("/items/%d/%s", i, field) }
