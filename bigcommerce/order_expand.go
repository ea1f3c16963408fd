package bigcommerce

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// expandedOrders is how many orders are expanded side by side; the quota decides how fast.
	expandedOrders = 8
	// expandedBytes bounds the memory of what belongs to them: it is ten times what the largest orders have.
	expandedBytes = 24 << 20
)

// OrderExpand is a sub-resource of an order that [OrdersService.Expand] puts in the place of its link.
type OrderExpand string

// Choices lists the sub-resources that can be put in the place of their links.
func (OrderExpand) Choices() []value.Choice {
	return []value.Choice{
		{Value: "products", Label: "Products"},
		{Value: "shipping_addresses", Label: "Shipping addresses"},
		{Value: "coupons", Label: "Coupons"},
	}
}

// ExpandedOrder is an order of which products, shipping addresses and coupons are lists where they were expanded. Where they were
// not, they are links, which the lists leave out.
type ExpandedOrder struct {
	Order
	Products          Expanded[OrderProduct]         `json:"products,omitzero" jsonschema:"title=Products" jsonschema_description:"The order's products when they were expanded, else a link."`
	ShippingAddresses Expanded[OrderShippingAddress] `json:"shipping_addresses,omitzero" jsonschema:"title=Shipping addresses" jsonschema_description:"The addresses the order ships to when they were expanded, else a link."`
	Coupons           Expanded[OrderCoupon]          `json:"coupons,omitzero" jsonschema:"title=Coupons" jsonschema_description:"The coupons used in the order when they were expanded, else a link."`
}

// Expand fetches what belongs to each of the orders, several orders at a time, and puts it in the place of the link of the same
// name; the rest of the record passes unchanged. The orders keep their sequence. Each expansion costs one request an order (one more
// for every further 250 products). An order that vanishes meanwhile gets empty lists.
func (s *OrdersService) Expand(ctx context.Context, orders iter.Seq2[Record[Order], error], expand ...OrderExpand) iter.Seq2[Record[ExpandedOrder], error] {
	expand = slices.Compact(slices.Sorted(slices.Values(expand)))
	type expanded struct {
		order   Record[ExpandedOrder]
		allowed []allowance
	}
	return func(yield func(Record[ExpandedOrder], error) bool) {
		stock := newStock(expandedBytes)
		fetch := func(ctx context.Context, order Record[Order]) (done expanded, err error) {
			done.allowed = make([]allowance, len(expand))
			for i := range done.allowed {
				done.allowed[i].stock = stock
			}
			done.order, err = s.expand(ctx, order, expand, done.allowed)
			return done, err
		}
		for done, err := range inOrder(ctx, orders, expandedOrders, fetch) {
			if !yield(done.order, err) {
				return
			}
			for i := range done.allowed {
				done.allowed[i].end()
			}
		}
	}
}

// expand puts what belongs to the order in the place of its links. Each part has an allowance of memory.
func (s *OrdersService) expand(ctx context.Context, order Record[Order], expand []OrderExpand, allowed []allowance) (Record[ExpandedOrder], error) {
	id := idOf(order.JSON(), "id")
	parts := make([][]byte, len(expand))
	err := Concurrently(ctx, len(expand), len(expand), func(ctx context.Context, i int) (err error) {
		ctx = allowed[i].in(ctx)
		switch expand[i] {
		case "products":
			parts[i], err = join(s.Products(ctx, id))
		case "shipping_addresses":
			parts[i], err = join(s.ShippingAddresses(ctx, id))
		case "coupons":
			parts[i], err = join(s.Coupons(ctx, id))
		default:
			err = invalid(ordersAPI, "/expand", "An order has nothing called "+string(expand[i])+" to expand.")
		}
		return err
	})
	if err != nil {
		return Record[ExpandedOrder]{}, err
	}
	expanded := []byte(order.JSON())
	for i, name := range expand {
		expanded = withMember(expanded, string(name), parts[i])
	}
	return NewRecord[ExpandedOrder](expanded), nil
}

// join reads all records into one JSON array. The order was just listed: when it isn't found any more there is nothing.
func join[T any](records iter.Seq2[Record[T], error]) ([]byte, error) {
	list := []byte{'['}
	for record, err := range records {
		if errors.Is(err, ErrNotFound) {
			return []byte("[]"), nil
		}
		if err != nil {
			return nil, err
		}
		if len(list) > 1 {
			list = append(list, ',')
		}
		list = append(list, record.JSON()...)
	}
	return append(list, ']'), nil
}

// withMember returns the JSON object with the member's value replaced, or with the member added at the end. All other bytes stay.
func withMember(object []byte, name string, replacement []byte) []byte {
	i := skipBlanks(object, skipBlanks(object, 0)+1)
	first := true
	for i < len(object) && object[i] == '"' {
		end := valueEnd(object, i)
		found := memberName(object[i:end]) == name
		i = skipBlanks(object, skipBlanks(object, end)+1) // past the colon
		end = valueEnd(object, i)
		if found {
			return slices.Concat(object[:i], replacement, object[end:])
		}
		first = false
		if i = skipBlanks(object, end); i < len(object) && object[i] == ',' {
			i = skipBlanks(object, i+1)
		}
	}
	closing := bytes.LastIndexByte(object, '}')
	added := slices.Concat([]byte(`"`+name+`":`), replacement)
	if !first {
		added = append([]byte{','}, added...)
	}
	return slices.Concat(object[:closing], added, object[closing:])
}
