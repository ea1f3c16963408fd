package sandbox

import "net/http"

var groupListing = listing{
	filters: filters{}.
		on("name", text, "", "like").
		on("is_default", boolean, "").
		on("is_group_for_guests", boolean, "").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max"),
	extra: []string{"page", "limit"},
}

func listGroups(s *Store, r *request) (answer, *refusal) {
	w, f := windowV2(r.query)
	if f != nil {
		return answer{}, f
	}
	found, f := s.findObjects(groupListing, s.groups.all(), r.query, ordering{})
	if f != nil {
		return answer{}, refuseV2(f)
	}
	return answerV2(cut(found, w)), nil
}

func getGroup(s *Store, r *request) (answer, *refusal) {
	group, found := s.groups.get(r.id("customer_group_id"))
	if !found {
		return answer{}, refuse(http.StatusNotFound, titleNotFoundV2)
	}
	return ok(group.appendJSON(nil)), nil
}

func countGroups(s *Store, _ *request) (answer, *refusal) {
	return ok(object{{"count", number(int64(len(s.groups.ids)))}}.appendJSON(nil)), nil
}
