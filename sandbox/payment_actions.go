package sandbox

import (
	"net/http"
	"time"
)

// The states of a payment that actions on it tell apart.
const (
	paymentAuthorized     = "authorized"
	paymentCapturePending = "capture pending"
	paymentCaptured       = "captured"
	paymentVoidPending    = "void pending"
	paymentVoid           = "void"
)

// gatewayDelay is how long the payment gateway takes for what was asked of it.
const gatewayDelay = 2 * time.Second

// paymentAction is what can be done to a payment that is authorized. The gateway does it some time after the API has answered.
type paymentAction struct{ event, pending, done string }

func capturePayment(s *Store, r *request) (answer, *refusal) {
	return s.actOnPayment(r, paymentAction{"capture", paymentCapturePending, paymentCaptured})
}

func voidPayment(s *Store, r *request) (answer, *refusal) {
	return s.actOnPayment(r, paymentAction{"void", paymentVoidPending, paymentVoid})
}

// actOnPayment has the gateway capture or void the payment of an order.
func (s *Store) actOnPayment(r *request, action paymentAction) (answer, *refusal) {
	o, found := s.findOrder(r.id("order_id"))
	if !found {
		return answer{}, notFound()
	}
	if state := o.fields.text("payment_status"); state != paymentAuthorized {
		return answer{}, refuse(http.StatusUnprocessableEntity, "The payment can't be changed in this way.").
			because("payment_status", "must be "+paymentAuthorized+", not "+quote(state))
	}
	s.setPayment(o, action.pending, "")
	finish := operation{handle: func(s *Store, r *request) (answer, *refusal) { return s.finishPayment(r, action) }}
	if !s.putOff(r, finish, s.now().Add(gatewayDelay)) {
		return s.finishPayment(r, action)
	}
	return jsonAnswer(http.StatusCreated, object{}), nil
}

// finishPayment is what the gateway did: it leaves a transaction.
func (s *Store) finishPayment(r *request, action paymentAction) (answer, *refusal) {
	if o, found := s.findOrder(r.id("order_id")); found && o.fields.text("payment_status") == action.pending {
		s.setPayment(o, action.done, action.event)
	}
	return jsonAnswer(http.StatusCreated, object{}), nil
}

// setPayment changes the state of a payment, with a transaction for the event when there is one.
func (s *Store) setPayment(before *order, state, event string) {
	now, after := s.now(), before.clone()
	after.fields.set("payment_status", quote(state))
	if event != "" {
		id := after.fields.integer("id")
		transaction := newTransaction(id, s.takePartID(), event, now, after.fields)
		for _, earlier := range after.owned.transactions {
			if earlier.text("event") == "authorization" {
				transaction = transaction.with("reference_transaction_id", earlier.raw("id"))
			}
		}
		after.owned.transactions = append(after.owned.transactions, transaction)
		s.emit("store/order/transaction/created", object{
			{"type", `"transaction"`},
			{"order_id", quote(number(id))},
			{"transaction_id", quote(transaction.raw("id"))},
			{"transaction_status", transaction.raw("status")},
			{"transaction_type", transaction.raw("event")},
			{"result", `"success"`},
			{"platform_transaction_id", quote(transaction.raw("id"))},
			{"provider_transaction_id", transaction.raw("gateway_transaction_id")},
		})
	}
	s.saveOrder(before, after)
}
