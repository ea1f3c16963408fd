package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
)

// notPayableCode is the vendor's code for an order that can't be paid as it is.
const notPayableCode = 30101

// listPaymentMethods answers with the payment methods of an order or a checkout: one for trial, which takes cards.
func listPaymentMethods(s *Store, r *request) (answer, *refusal) {
	order, checkout := r.query.Get("order_id"), r.query.Get("checkout_id")
	if (order == "") == (checkout == "") {
		return answer{}, refuse(http.StatusUnprocessableEntity, "Either order_id or checkout_id is required.").because("order_id", pathMissing)
	}
	exists := false
	if checkout != "" {
		_, exists = s.carts[checkout]
	} else {
		ids, err := integersIn(order)
		if err != nil || len(ids) != 1 {
			return answer{}, badFilter("order_id", fmt.Errorf("%q is no order id", order))
		}
		_, exists = s.findOrder(ids[0])
	}
	if !exists {
		return answer{}, notFound()
	}
	var instruments []object
	for _, kind := range []string{"VISA", "MASTERCARD", "AMEX"} {
		instruments = append(instruments, object{{"instrument_type", quote(kind)}, {"verification_value_required", "true"}})
	}
	method := object{
		{"id", `"testgateway.card"`},
		{"name", `"Test Payment Provider"`},
		{"stored_instruments", "[]"},
		{"supported_instruments", list(instruments)},
		{"test_mode", "true"},
		{"type", `"card"`},
	}
	return data(http.StatusOK, list([]object{method}), object{}), nil
}

var accessTokenRules = []rule{objectOf("order", integerOf("id", 1, int32Max).must(), flag("is_recurring")).must()}

// createAccessToken answers with a token to pay an order that is Incomplete. Nothing takes it: payments aren't served.
func createAccessToken(s *Store, r *request) (answer, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := invalid(check(accessTokenRules, body, "", false)); f != nil {
		return answer{}, f
	}
	wanted, _ := parseObject([]byte(body.raw("order")))
	order, exists := s.findOrder(wanted.integer("id"))
	if !exists {
		return answer{}, notFound()
	}
	if order.fields.integer("status_id") != 0 {
		f := refuse(http.StatusConflict, "The order can't be paid in its status.").object()
		return jsonAnswer(http.StatusConflict, f.with("code", number(notPayableCode))), nil
	}
	s.issued++
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	token := part(`{"typ":"JWT","alg":"none"}`) + "." + part(object{{"order_id", wanted.raw("id")}, {"iat", number(s.now().Unix())}}.String()) + "." +
		part(uuid("payment access token", s.issued))
	return data(http.StatusCreated, object{{"id", quote(token)}}.String(), object{}), nil
}
