package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Adjust sets or adds to the stock of up to 2,000 items, all or none; BigCommerce queues the change and shows it a little later. A refusal
// points at the items that BigCommerce names. An absolute adjustment is repeated when its answer is lost, since it sets the same stock again. A relative
// one never is: it would be added twice, so that a lost answer is a [KindOutcomeUnknown]. With a [KindPartial] something was changed and something
// not; the error says what.
//
// API: PUT /v3/inventory/adjustments/absolute, POST /v3/inventory/adjustments/relative
func (s *InventoryService) Adjust(ctx context.Context, method InventoryMethod, adjustment InventoryAdjustment) (Record[InventoryTransaction], error) {
	var send call
	switch method {
	case Absolute:
		send = call{method: http.MethodPut, path: "/v3/inventory/adjustments/absolute", class: idempotent, api: "PUT /v3/inventory/adjustments/absolute"}
	case Relative:
		send = call{method: http.MethodPost, path: "/v3/inventory/adjustments/relative", class: never, api: "POST /v3/inventory/adjustments/relative"}
	default:
		return Record[InventoryTransaction]{}, invalid("", "/method", fmt.Sprintf("The method is absolute or relative, not %q.", shorten(string(method), 100)))
	}
	send.body, send.scope = adjustment, inventoryScope
	if err := checkAdjustment(send.api, method, adjustment.Items); err != nil {
		return Record[InventoryTransaction]{}, err
	}
	answer, err := s.client.do(ctx, send)
	if err != nil && !isPartial(err) {
		return Record[InventoryTransaction]{}, explainAdjustment(err, adjustment.Items)
	}
	transaction := answer.body
	if data := member(transaction, "data"); startsWith(data, '{') {
		transaction = data
	}
	named := startsWith(member(transaction, "transaction_id"), '"')
	switch {
	case named:
		return NewRecord[InventoryTransaction](withoutMember(transaction, "errors")), err // the error says what was not saved
	case err != nil:
		return Record[InventoryTransaction]{}, err
	default:
		return Record[InventoryTransaction]{}, missingSuccess(send, answer.status, "it has no transaction_id")
	}
}

// explainAdjustment points at the items that a refusal names in its text alone, and says what to do where that text doesn't.
func explainAdjustment(err error, items []InventoryAdjustmentItem) error {
	var refusal *Error
	if !errors.As(err, &refusal) || !IsRefusal(refusal) || refusal.Status == 0 {
		return err
	}
	explained := *refusal
	if len(refusal.Fields) == 0 {
		for _, i := range refusedItems(refusal.Message, items) {
			explained.Fields = append(explained.Fields, FieldError{
				Path: fmt.Sprintf("/items/%d", i), Message: fmt.Sprintf("BigCommerce refuses %s at location_id %d.", items[i].Identity(), items[i].LocationID),
			})
		}
	}
	if strings.Contains(strings.ToLower(refusal.Message), "requires absolute adjustment") {
		explained.Message += " Stock that was never set at a location can't be added to: set it once with the method absolute."
	}
	return &explained
}

// BlamedItems returns the parts of a refused adjustment that the refusal names items of, each with its own error, whose fields point into the part. firsts are the
// places at which the parts begin. Empty when the refusal names none.
func BlamedItems(err error, firsts []int) map[int]error { return blamedParts(err, "/items", firsts) }
