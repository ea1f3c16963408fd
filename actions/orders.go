package actions

import (
	"iter"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderInput names an order.
type OrderInput struct {
	OrderID int64 `json:"order_id" required:"true" jsonschema:"title=Order ID,minimum=1,example=118" jsonschema_description:"Number of the order."`
}

// keys name the order, which a batch asks for once however often it is named.
func (in OrderInput) keys() []string { return key("order", strconv.FormatInt(in.OrderID, 10)) }

// OrderExpansion says what to put in the place of an order's links.
type OrderExpansion struct {
	Expand value.List[bigcommerce.OrderExpand] `json:"expand,omitzero" blank:"drop" jsonschema:"title=Expand" jsonschema_description:"What to fetch for each order and put in the place of its link; one more request an order for each."`
}

// ofOrder is the sequence of what belongs to an order; its failures point at the input's order_id.
func ofOrder[T any](records iter.Seq2[bigcommerce.Record[T], error]) iter.Seq2[bigcommerce.Record[T], error] {
	return func(yield func(bigcommerce.Record[T], error) bool) {
		for record, err := range records {
			if !yield(record, pointingAt("/order_id", err)) {
				return
			}
		}
	}
}
