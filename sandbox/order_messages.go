package sandbox

import "time"

// messageListing is searched by prefixes: V2 knows no operators.
var messageListing = listing{
	filters: filters{}.
		prefixed("id", "id", integer).
		prefixed("date_created", "date_created", date).
		on("customer_id", integer, "").
		with("is_flagged", oneOf(fieldFilter("is_flagged", boolean, ""), "true", "false")).
		with("status", oneOf(fieldFilter("status", text, ""), "read", "unread")),
	extra: []string{"page", "limit"},
}

// listMessages answers with what shopper and staff wrote one another about an order.
func listMessages(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	shown := make([]object, len(o.parts().messages))
	for i, message := range o.parts().messages {
		shown[i] = message.with("customer", s.link(r, "/customers/"+message.raw("customer_id")).String())
	}
	return s.answerPart(messageListing, shown, r)
}

// seededMessages are a question of the shopper and the answer of the staff, for one order in seven.
func seededMessages(order object, created time.Time) []object {
	id := order.integer("id")
	if (id-firstOrder)%7 != 2 {
		return nil
	}
	message := func(at int, staff, kind, text, status string, flagged bool, after time.Duration) object {
		return object{
			{"id", number(child(id, childMessage, at))},
			{"order_id", order.raw("id")},
			{"staff_id", staff},
			{"customer_id", order.raw("customer_id")},
			{"type", quote(kind)},
			{"subject", quote("Order " + order.raw("id"))},
			{"message", quote(text)},
			{"status", quote(status)},
			{"is_flagged", boolText(flagged)},
			{"date_created", dateV2(created.Add(after))},
		}
	}
	return []object{
		message(0, "0", "customer", "Can it be here before the spring tide?", "read", true, time.Hour),
		message(1, "1", "merchant", "It sails tomorrow.", "unread", false, 2*time.Hour),
	}
}
