package sandbox

import "time"

var pickupMethodListing = listing{
	narrow: byID("id", "in"),
	filters: filters{}.
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	sorts: map[string]kind{"date_modified": date, "name": text},
	extra: []string{"page", "limit", "sort"},
}

// listPickupMethods lists the ways to collect an order. What they are sorted by as name is their display_name.
func listPickupMethods(s *Store, r *request) (answer, *refusal) {
	by, f := pickupMethodListing.sortedBy(r.query)
	if f != nil {
		return answer{}, f
	}
	sorted := pickupMethodListing
	if by.field == "name" {
		by.field, sorted.sorts = "display_name", map[string]kind{"display_name": text}
	}
	return s.listRows(sorted, s.pickupMethods, r, by, "id")
}

// seedPickupMethods lets orders be collected where the stock lies.
func (s *Store) seedPickupMethods(empty bool, opened time.Time) {
	s.pickupMethods = newTable(1, 0, noRow)
	if empty {
		return
	}
	s.pickupMethods.put(1, newPickupMethod(1, 1, "Over the counter", "Ring the bell at the slipway.", opened))
	s.pickupMethods.put(2, newPickupMethod(2, 1, "Boathouse locker", "The code comes by email.", opened.Add(30*24*time.Hour)))
	s.pickupMethods.put(3, newPickupMethod(3, 2, "At the lighthouse", "Ask the keeper.", opened.Add(150*24*time.Hour)))
}

func newPickupMethod(id, locationID int64, name, instructions string, created time.Time) object {
	return object{
		{"id", number(id)},
		{"location_id", number(locationID)},
		{"display_name", quote(name)},
		{"collection_instructions", quote(instructions)},
		{"collection_time_description", `"Monday to Saturday, 8:00 to 17:30"`},
		{"date_created", dateV3(created)},
		{"date_modified", dateV3(created)},
	}
}
