package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

var subscriberListing = listing{
	narrow: byID("id", "", "in"),
	filters: filters{}.
		on("email", text, "").
		on("first_name", text, "").
		on("last_name", text, "").
		on("source", text, "").
		on("order_id", integer, "").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit"},
}

var subscriberRules = []rule{
	textOf("email", 3, 255).must(),
	textOf("first_name", 0, 255),
	textOf("last_name", 0, 255),
	textOf("source", 0, 255),
	integerOf("order_id", 1, int32Max).orNull(),
	integerOf("channel_id", 1, int32Max),
	listOf("consents", aText, unbounded),
}

func noKey(string) (int64, bool) { return 0, false }

func newSubscriber(id int64, now string) object {
	return object{
		{"id", number(id)},
		{"email", `""`},
		{"first_name", `""`},
		{"last_name", `""`},
		{"source", `"custom"`},
		{"order_id", "null"},
		{"channel_id", "1"},
		{"consents", `["marketing_newsletter"]`},
		{"date_modified", now},
		{"date_created", now},
	}
}

// seedSubscribers has some of the first customers sign up.
func (s *Store) seedSubscribers() {
	for _, id := range s.customers.ids[:min(len(s.customers.ids), 48)] {
		if id%4 != 0 {
			continue
		}
		customer, _ := s.customers.get(id)
		own := s.subscribers.takeID()
		s.subscribers.put(own, newSubscriber(own, customer.fields.raw("date_created")).
			with("email", customer.fields.raw("email")).
			with("first_name", customer.fields.raw("first_name")).
			with("last_name", customer.fields.raw("last_name")).
			with("source", `"storefront"`))
	}
}

func listSubscribers(s *Store, r *request) (answer, *refusal) {
	return s.listRows(subscriberListing, s.subscribers, r, ordering{}, "id")
}

func getSubscriber(s *Store, r *request) (answer, *refusal) {
	subscriber, found := s.subscribers.get(r.id("subscriber_id"))
	if !found {
		return answer{}, notFound()
	}
	return data(http.StatusOK, subscriber.String(), object{}), nil
}

func createSubscriber(s *Store, r *request) (answer, *refusal) {
	body, f := s.subscriberBody(r, 0)
	if f != nil {
		return answer{}, f
	}
	id := s.subscribers.takeID()
	subscriber := newSubscriber(id, dateV3(s.now())).merged(body)
	s.subscribers.put(id, subscriber)
	s.emit("store/subscriber/created", subscriberEvent(id))
	return data(http.StatusOK, subscriber.String(), object{}), nil
}

func updateSubscriber(s *Store, r *request) (answer, *refusal) {
	id := r.id("subscriber_id")
	subscriber, found := s.subscribers.get(id)
	if !found {
		return answer{}, notFound()
	}
	body, f := s.subscriberBody(r, id)
	if f != nil {
		return answer{}, f
	}
	subscriber = subscriber.merged(body).with("date_modified", dateV3(s.now()))
	s.subscribers.put(id, subscriber)
	s.emit("store/subscriber/updated", subscriberEvent(id))
	return data(http.StatusOK, subscriber.String(), object{}), nil
}

// subscriberBody reads what a subscriber is to be; an id of 0 is that of a new one.
func (s *Store) subscriberBody(r *request, id int64) (object, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return nil, f
	}
	errors := check(subscriberRules, body, "", id > 0)
	if email, given := body.get("email"); given && email[0] == '"' && !strings.Contains(email, "@") {
		errors = append(errors, field{"email", quote("must be an e-mail address")})
	}
	for _, consent := range unquoteAll(body.raw("consents")) {
		if !slices.Contains([]string{"marketing_newsletter", "abandoned_cart"}, consent) {
			errors = append(errors, field{"consents", quote("no such consent: " + consent)})
		}
	}
	if f := invalid(errors); f != nil {
		return nil, f
	}
	if owner, taken := s.subscribers.find(s.bySubscriber, strings.ToLower(body.text("email"))); taken && owner != id {
		return nil, refuse(http.StatusConflict, "The subscriber is in conflict with another one.").because("email", "Email already in use")
	}
	return body.without("id", "date_created", "date_modified"), nil
}

// unquoteAll returns the texts of an array.
func unquoteAll(value string) []string {
	elements, _ := parseArray(value)
	for i := range elements {
		elements[i] = unquote(elements[i])
	}
	return elements
}

// deleteSubscribers removes the subscribers that match: all of them when there is no filter.
func deleteSubscribers(s *Store, r *request) (answer, *refusal) {
	ids, f := s.find(subscriberListing, rows(s.subscribers), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	for _, id := range slices.Clone(ids) {
		s.subscribers.remove(id)
		s.emit("store/subscriber/deleted", subscriberEvent(id))
	}
	return noContent(), nil
}

func deleteSubscriber(s *Store, r *request) (answer, *refusal) {
	if id := r.id("subscriber_id"); s.subscribers.has(id) {
		s.subscribers.remove(id)
		s.emit("store/subscriber/deleted", subscriberEvent(id))
	}
	return noContent(), nil
}

func subscriberEvent(id int64) object { return object{{"type", `"subscriber"`}, {"id", number(id)}} }
