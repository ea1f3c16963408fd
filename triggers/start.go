package triggers

import (
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// defaultLimit is how many records a poll yields when the input doesn't say.
	defaultLimit = 50
	// largestPage is the most records that BigCommerce gives on one page, and the most that a poll yields.
	largestPage = 250
)

// Start is embedded in the input of every trigger that is polled: where it begins, and how much a poll yields. Webhooks have no use
// for it.
type Start struct {
	SinceFrom value.Optional[value.Date] `json:"since_from,omitzero" jsonschema:"title=Since" jsonschema_description:"Where the first poll begins: with what happened at this time or later; with what happens from now on when left out."`
	Limit     value.Optional[int64]      `json:"limit,omitzero" jsonschema:"title=Limit,minimum=1,maximum=250,default=50,example=100" jsonschema_description:"How many records a poll returns at most; 50 when left out."`
}

func (s Start) limit() int { return int(s.Limit.Or(defaultLimit)) }

// since returns the second that the first poll begins with, false for now. A poll by time can't begin now: the engine would have
// nothing to continue with until something happens, and what happens in between would be lost.
func (s Start) since(byTime bool) (int64, bool, error) {
	if since, ok := s.SinceFrom.Get(); ok && !since.IsZero() {
		return since.Unix(), true, nil
	}
	if !byTime {
		return 0, false, nil
	}
	const message = "Since is required when a trigger is polled by time: give the date of the newest record that you have, or the time to begin at."
	failure := registry.NewFailure(registry.InvalidInput, "input.invalid", message, nil)
	failure.Fields = []registry.FieldFault{{Path: "/since_from", Message: message}}
	return 0, false, failure
}

// settledBefore returns the second from which on a page is not final yet: the one in which the store answered, by its own clock. This
// machine's clock stands in for a store that doesn't tell the time.
func settledBefore(date time.Time) int64 {
	if date.IsZero() {
		date = time.Now()
	}
	return date.Unix()
}
