package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// shippedLines are the lines of an order as a shipment sees them.
type shippedLines struct {
	orderID int64
	lines   []OrderProduct
}

// maxNamed is how many lines or addresses a message names.
const maxNamed = 10

// linesOf reads the lines of an order.
func (s *ShipmentsService) linesOf(ctx context.Context, orderID int64) (shippedLines, error) {
	lines, err := decoded(orderPart[OrderProduct](ctx, s.client, orderID, "products"))
	return shippedLines{orderID, lines}, err
}

// decoded reads all records into their structs.
func decoded[T any](records iter.Seq2[Record[T], error]) ([]T, error) {
	var all []T
	for record, err := range records {
		if err != nil {
			return nil, err
		}
		read, err := record.Decode()
		if err != nil {
			return nil, &Error{Kind: KindUnavailable, Code: "bigcommerce." + string(unreadable), Message: "BigCommerce's answer can't be read: " + err.Error() + ".", cause: err}
		}
		all = append(all, read)
	}
	return all, nil
}

// unshipped returns what is left to ship to the address, and whether anything goes there at all.
func (l shippedLines) unshipped(address int64) (items []ShipmentItemCreate, goesThere bool) {
	for _, line := range l.lines {
		if !isShipped(line) || line.OrderAddressID != address {
			continue
		}
		goesThere = true
		if left := leftOf(line); left > 0 {
			items = append(items, ShipmentItemCreate{ShipmentItemFields{OrderProductID: line.ID, Quantity: left}})
		}
	}
	return items, goesThere
}

// isShipped tells lines that go to an address from those that are downloaded, mailed or collected.
func isShipped(line OrderProduct) bool {
	return line.OrderAddressID > 0 && line.Type != "digital" && line.Type != "giftcertificate"
}

func leftOf(line OrderProduct) int64 { return max(line.Quantity.Or(0)-line.QuantityShipped, 0) }

// find returns the line with the order_product_id.
func (l shippedLines) find(id int64) (OrderProduct, bool) {
	i := slices.IndexFunc(l.lines, func(line OrderProduct) bool { return line.ID == id })
	if i < 0 {
		return OrderProduct{}, false
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
			only = line.OrderAddressID
		case line.OrderAddressID != only:
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
		case address > 0 && line.OrderAddressID != address && !elsewhere:
			c.add(itemPath(i, "order_product_id"), "%s goes to order_address_id %d, not to %d. A shipment goes to one address.", nameOf(line), line.OrderAddressID, address)
		}
		shipped[line.ID] += item.Quantity
		switch left := leftOf(line); {
		case shipped[line.ID] <= left:
		case left == 0:
			c.add(itemPath(i, "quantity"), "%s is shipped already, all of it.", nameOf(line))
		default:
			c.add(itemPath(i, "quantity"), "Only %d of %s left to ship, not %d.", left, nameOf(line)+isOrAre(left), shipped[line.ID])
		}
	}
	return c.faults
}

// unknown says which line may be meant by a number that none has.
func (l shippedLines) unknown(id int64) string {
	var meant []int64
	for _, line := range l.lines {
		if line.ProductID.Or(0) == id {
			meant = append(meant, line.ID)
		}
	}
	if len(meant) > 0 {
		return fmt.Sprintf("%d is a product_id. Give the number of the order's line in its place:%s.", id, strings.TrimSuffix(listed(" order_product_id", meant), "."))
	}
	lines := make([]int64, len(l.lines))
	for i, line := range l.lines {
		lines[i] = line.ID
	}
	return fmt.Sprintf("The order with order_id %d has no line with order_product_id %d.%s", l.orderID, id, listed(" Its lines are order_product_id", lines))
}

// addresses returns the addresses that lines of the order go to.
func (l shippedLines) addresses() []int64 {
	var addresses []int64
	for _, line := range l.lines {
		if isShipped(line) && !slices.Contains(addresses, line.OrderAddressID) {
			addresses = append(addresses, line.OrderAddressID)
		}
	}
	return addresses
}

// nameOf calls a line by its name and number.
func nameOf(line OrderProduct) string {
	return fmt.Sprintf("%q (order_product_id %d)", shorten(line.Name.Or(""), 60), line.ID)
}

func isOrAre(count int64) string {
	if count == 1 {
		return " is"
	}
	return " are"
}

func reachedBy(line OrderProduct) string {
	switch {
	case line.Type == "digital":
		return "is downloaded"
	case line.Type == "giftcertificate":
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
	texts := make([]string, 0, maxNamed)
	for _, number := range numbers[:min(len(numbers), maxNamed)] {
		texts = append(texts, strconv.FormatInt(number, 10))
	}
	if more := len(numbers) - len(texts); more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return begin + " " + strings.Join(texts, ", ") + "."
}

func itemPath(i int, field string) string { return fmt.Sprintf("/items/%d/%s", i, field) }
