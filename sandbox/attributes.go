package sandbox

var attributeListing = listing{
	filters: filters{}.
		on("name", text, "", "like").
		on("type", text, "").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit"},
}

var attributeValueListing = listing{
	filters: filters{}.
		on("customer_id", integer, "in").
		on("attribute_id", integer, "in").
		on("attribute_value", text, "").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit", "name"},
}

func listAttributes(s *Store, r *request) (answer, *refusal) {
	return s.listObjects(attributeListing, s.attributes.all(), r.query, asTheyAre)
}

// listAttributeValues lists the values of all customers; name is the attribute's.
func listAttributeValues(s *Store, r *request) (answer, *refusal) {
	named := map[string]bool{}
	for _, attribute := range s.attributes.all() {
		named[attribute.raw("id")] = r.query.Get("name") == "" || attribute.text("name") == r.query.Get("name")
	}
	owners, f := s.find(listing{narrow: byID("customer_id", "in"), extra: keysOf(r.query)}, s.customerRecords(), r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	var all []object
	for _, id := range owners {
		c, _ := s.customers.get(id)
		for _, value := range c.attributeValues {
			if named[value.raw("attribute_id")] {
				all = append(all, value)
			}
		}
	}
	return s.listObjects(attributeValueListing, all, r.query, asTheyAre)
}

func (s *Store) takeValueID() int64 { s.nextValue++; return s.nextValue }

func newAttributeValue(id, customerID int64, body object, now string) object {
	return object{
		{"attribute_id", body.raw("attribute_id")},
		{"attribute_value", body.raw("attribute_value")},
		{"customer_id", number(customerID)},
		{"date_created", now},
		{"date_modified", now},
		{"id", number(id)},
	}
}
