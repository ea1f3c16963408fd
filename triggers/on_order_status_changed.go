package triggers

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// OnOrderStatusChangedInput says which changes of status a workflow starts with.
type OnOrderStatusChangedInput struct {
	FromStatusID value.List[bigcommerce.OrderStatusID] `json:"from_status_id,omitzero" jsonschema:"title=From status" jsonschema_description:"Only orders that were in one of these statuses, by number or by BigCommerce's label." options:"order_status"`
	ToStatusID   value.List[bigcommerce.OrderStatusID] `json:"to_status_id,omitzero" jsonschema:"title=To status" jsonschema_description:"Only orders that come into one of these statuses, by number or by BigCommerce's label." options:"order_status"`
	ChannelID    value.Optional[int64]                 `json:"channel_id,omitzero" jsonschema:"title=Channel" jsonschema_description:"Only orders of this channel." options:"channel"`
	bigcommerce.OrderSelection
	OrderExpansion
}

// StatusChangedOrder is an order with the two statuses of one change in front, which need not be the last one.
type StatusChangedOrder struct {
	PreviousStatusID bigcommerce.OrderStatusID `json:"previous_status_id" jsonschema:"title=Previous status" jsonschema_description:"Number of the status that the order left; added by the connector."`
	NewStatusID      bigcommerce.OrderStatusID `json:"new_status_id" jsonschema:"title=New status" jsonschema_description:"Number of the status that the order came into; added by the connector."`
	bigcommerce.ExpandedOrder
}

// statusChange is the change of status that a delivery tells of.
type statusChange struct {
	Previous bigcommerce.OrderStatusID `json:"previous_status_id"`
	New      bigcommerce.OrderStatusID `json:"new_status_id"`
}

// status returns the change of status that a delivery tells of, false when it tells of none.
func (t told) status() (statusChange, bool) {
	var data struct {
		Status *statusChange `json:"status"`
	}
	if !t.read(&data) || data.Status == nil {
		return statusChange{}, false
	}
	return *data.Status, true
}

func onOrderStatusChanged() registry.Trigger[*bigcommerce.Client] {
	type (
		output     = bigcommerce.Record[StatusChangedOrder]
		occurrence = registry.Occurrence[output]
	)
	return registry.NewTrigger(registry.Spec{
		Code:    "on_order_status_changed",
		Name:    "Order status changed",
		Group:   "Orders",
		Summary: "Starts with each change of an order's status.",
		Description: "The record is the order as it is when it is fetched, with two fields in front: previous_status_id and new_status_id, those of the change. " +
			"BigCommerce keeps no list of changes, so this trigger is delivered by webhook only.",
		Scopes: registry.AnyOf("store_v2_orders", "store_v2_orders_read_only"),
		Effect: registry.Read,
		API:    "GET /v2/orders",
		Examples: []registry.Example{
			{Title: "Shipped orders", Input: `{"to_status_id":[2],"expand":["shipping_addresses"]}`},
		},
	},
		registry.Polling[*bigcommerce.Client, OnOrderStatusChangedInput, output]{},
		hooks[OnOrderStatusChangedInput, output]{
			scopes: []string{"store/order/statusUpdated"},
			concerns: func(in OnOrderStatusChangedInput, delivered told) bool {
				status, known := delivered.status()
				return known && among(in.FromStatusID, status.Previous) && among(in.ToStatusID, status.New)
			},
			fetch: func(ctx context.Context, store *bigcommerce.Client, in OnOrderStatusChangedInput, deliveries []told) ([]occurrence, error) {
				query := bigcommerce.OrderQuery{OrderFilters: bigcommerce.OrderFilters{ChannelID: in.ChannelID}, OrderSelection: in.OrderSelection}
				rows, err := ordersFor(store, query, dateModified).once(ctx, ids(deliveries))
				if err != nil {
					return nil, err
				}
				orders, err := expanded(ctx, store, rows, in.Expand, orderUpdated)
				if err != nil {
					return nil, err
				}
				found := make(map[int64]bigcommerce.Record[bigcommerce.ExpandedOrder], len(rows))
				for i, row := range rows {
					found[row.id] = orders[i].Record
				}
				var changes []occurrence
				for _, delivered := range deliveries {
					order, ok := found[delivered.number()]
					status, known := delivered.status()
					if !ok || !known {
						continue
					}
					changes = append(changes, occurrence{
						Event:  delivered.event("order", delivered.subject(), fmt.Sprintf("status_%d", status.New)),
						Record: withFields[StatusChangedOrder](order.JSON(), field{"previous_status_id", strconv.FormatInt(int64(status.Previous), 10)}, field{"new_status_id", strconv.FormatInt(int64(status.New), 10)}),
					})
				}
				return changes, nil
			},
		}.form(),
	)
}

// among reports whether the status is one of those; none means any.
func among(statuses []bigcommerce.OrderStatusID, status bigcommerce.OrderStatusID) bool {
	return len(statuses) == 0 || slices.Contains(statuses, status)
}
