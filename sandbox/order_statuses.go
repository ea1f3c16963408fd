package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

// orderStatus is one of the fixed statuses of an order. Merchants may rename the label, never the id.
type orderStatus struct {
	id          int
	label       string
	description string
	payment     string // payment_status of the seeded orders in it
	shipped     bool   // all of it is on its way
}

var orderStatuses = []orderStatus{
	{0, "Incomplete", "The shopper reached the payment page and did not finish.", "", false},
	{1, "Pending", "The shopper began to pay and the payment is not confirmed.", "pending", false},
	{2, "Shipped", "All items are on their way, receipt is not confirmed.", "captured", true},
	{3, "Partially Shipped", "Some items are on their way.", "captured", false},
	{4, "Refunded", "The whole order was paid back.", "refunded", true},
	{5, "Cancelled", "The order was called off.", "void", false},
	{6, "Declined", "The payment was refused.", "declined", false},
	{7, "Awaiting Payment", "The order was placed and is to be paid.", "authorized", false},
	{8, "Awaiting Pickup", "The order is packed and waits to be collected.", "captured", false},
	{9, "Awaiting Shipment", "The order is packed and waits for the carrier.", "captured", false},
	{10, "Completed", "The order reached the shopper, nothing is left to do.", "captured", true},
	{11, "Awaiting Fulfillment", "The order is paid and is to be packed.", "captured", false},
	{12, "Manual Verification Required", "Someone has to look at the order before it goes on.", "held for review", false},
	{13, "Disputed", "The shopper asked the bank to take the payment back.", "captured", true},
	{14, "Partially Refunded", "A part of the order was paid back.", "partially refunded", true},
}

// showStatus shows a status with the label that the merchant gave it.
func (s *Store) showStatus(status orderStatus) object {
	label, renamed := s.labels[int64(status.id)]
	if !renamed {
		label = status.label
	}
	return object{
		{"id", number(int64(status.id))},
		{"name", quote(status.label)},
		{"system_label", quote(status.label)},
		{"custom_label", quote(label)},
		{"system_description", quote(status.description)},
	}
}

// isPaid reports whether money has moved for the orders in the status.
func (status orderStatus) isPaid() bool {
	return slices.Contains([]string{"captured", "refunded", "partially refunded"}, status.payment)
}

func listOrderStatuses(s *Store, _ *request) (answer, *refusal) {
	var shown []object
	for _, status := range orderStatuses {
		shown = append(shown, s.showStatus(status))
	}
	return answerV2(shown), nil
}

func getOrderStatus(s *Store, r *request) (answer, *refusal) {
	for _, status := range orderStatuses {
		if number(int64(status.id)) == r.PathValue("status_id") {
			return ok(s.showStatus(status).appendJSON(nil)), nil
		}
	}
	return answer{}, refuse(http.StatusNotFound, titleNotFoundV2)
}

// RenameOrderStatus gives an order status another label, as a merchant does in the control panel. The number, and what BigCommerce calls the
// status, stay. It fails when there is no such status.
func (s *Store) RenameOrderStatus(id int64, label string) error {
	if id < 0 || id >= int64(len(orderStatuses)) {
		return fmt.Errorf("there is no order status %d", id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.labels == nil {
		s.labels = map[int64]string{}
	}
	s.labels[id] = label
	return nil
}
