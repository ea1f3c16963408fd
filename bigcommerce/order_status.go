package bigcommerce

import (
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// OrderStatus is a status that orders can have. Its number is BigCommerce's and the same in every store; merchants can rename it.
type OrderStatus struct {
	ID                int64                  `json:"id" jsonschema:"title=Status ID" jsonschema_description:"Number of the status, the same in every store."`
	Name              string                 `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the status."`
	SystemLabel       string                 `json:"system_label,omitzero" jsonschema:"title=System label" jsonschema_description:"BigCommerce's own label."`
	CustomLabel       value.Optional[string] `json:"custom_label,omitzero" jsonschema:"title=Custom label" jsonschema_description:"Label that the merchant gave the status, else BigCommerce's."`
	SystemDescription string                 `json:"system_description,omitzero" jsonschema:"title=Description" jsonschema_description:"What the status means."`
	Order             value.Optional[int64]  `json:"order,omitzero" jsonschema:"title=Place" jsonschema_description:"Place of the status in the control panel's list, where BigCommerce tells it."`
}

// OrderCount tells how many orders there are, in all and in each status.
type OrderCount struct {
	Statuses []OrderStatusCount `json:"statuses,omitzero" jsonschema:"title=Statuses" jsonschema_description:"The statuses with the number of orders in each."`
	Count    int64              `json:"count" jsonschema:"title=Count" jsonschema_description:"Number of orders in all."`
}

// OrderStatusCount is a status with the number of orders in it.
type OrderStatusCount struct {
	OrderStatus
	Count     int64 `json:"count" jsonschema:"title=Count" jsonschema_description:"Number of orders in the status."`
	SortOrder int64 `json:"sort_order,omitzero" jsonschema:"title=Sort order" jsonschema_description:"Place of the status in the control panel's list."`
}

// OrderStatusChoice names a status as changes and filters of orders take it: its number as text, BigCommerce's label, or the label that the merchant gave
// it, in upper or lower case. A label of BigCommerce counts before one of a merchant.
type OrderStatusChoice string

// OrderStatusByID names a status by its number.
func OrderStatusByID(id OrderStatusID) OrderStatusChoice {
	return OrderStatusChoice(strconv.FormatInt(int64(id), 10))
}

// Choices lists the statuses with BigCommerce's own labels.
func (OrderStatusChoice) Choices() []value.Choice { return OrderStatusID(0).Choices() }

// AcceptsOthers tells that the merchant's labels are taken too.
func (OrderStatusChoice) AcceptsOthers() {}

// MarshalJSON writes the number of the status. A label of the merchant is written as it is: the services resolve it before they send anything.
func (s OrderStatusChoice) MarshalJSON() ([]byte, error) {
	if id, known := s.id(); known {
		return strconv.AppendInt(nil, int64(id), 10), nil
	}
	if id, err := strconv.ParseInt(strings.TrimSpace(string(s)), 10, 64); err == nil { // a status that is newer than this module
		return strconv.AppendInt(nil, id, 10), nil
	}
	return encodeBody(string(s))
}

// id returns the number of the status when no request is needed to know it.
func (s OrderStatusChoice) id() (OrderStatusID, bool) {
	text := strings.TrimSpace(string(s))
	for _, choice := range s.Choices() {
		id := choice.Value.(int)
		if text == strconv.Itoa(id) || strings.EqualFold(text, choice.Label) {
			return OrderStatusID(id), true
		}
	}
	return 0, false
}
