package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// information is what the store says about itself.
type information struct {
	storeInformation object
	channels         *table[object]
	locations        *table[object]
	pickupMethods    *table[object]
	priceLists       *table[object]
}

func getStore(s *Store, _ *request) (answer, *refusal) {
	return ok(s.storeInformation.appendJSON(nil)), nil
}

func getTime(s *Store, _ *request) (answer, *refusal) {
	return ok(object{{"time", number(s.now().Unix())}}.appendJSON(nil)), nil
}

var channelListing = listing{
	filters: filters{}.
		on("status", text, "in").
		on("type", text, "in").
		on("platform", text, "in").
		on("date_created", date, "", "min", "max").
		on("date_modified", date, "", "min", "max").
		with("available", available),
	extra: []string{"page", "limit", "include"},
}

func listChannels(s *Store, r *request) (answer, *refusal) {
	return s.listRows(channelListing, s.channels, r, ordering{}, "id")
}

func getChannel(s *Store, r *request) (answer, *refusal) {
	channel, found := s.channels.get(r.id("channel_id"))
	if !found {
		return answer{}, notFound()
	}
	return data(http.StatusOK, channel.String(), object{}), nil
}

// available is the filter on channels that can be used: those with one of these statuses.
func available(value string, clock time.Time) (test, error) {
	wanted, err := boolean.parse(value, clock)
	return func(o object) bool {
		usable := slices.Contains([]string{"prelaunch", "active", "inactive", "connected"}, o.text("status"))
		return usable == (wanted.number == 1)
	}, err
}
