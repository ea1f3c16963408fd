package bigcommerce

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// clockSlack is by how much a record may seem older than the attempt that made it: dates have whole seconds, and the store's clock is
	// known from answers that travelled.
	clockSlack = 5 * time.Second
	// repetitionHorizon is how far back the work of a call is recognized that was cut off, when it is repeated.
	repetitionHorizon = 24 * time.Hour
	// longestCompared is the longest text, in bytes, by which a record is compared with what was sent. Longer ones are often rewritten.
	longestCompared = 255
)

// others are records with the key of one that is being made, by number: those that are certainly somebody else's, and those of which that is
// not certain.
type others struct{ foreign, unclear []int64 }

// judge tells which of the found records were made by this creation.
func (s *settling[T]) judge(place int, found []Record[T]) (own []Record[T], rest others) {
	started := s.started.Add(s.client.store.clock.offset())
	for _, record := range found {
		raw := record.JSON()
		id := idOf(raw, "id")
		made, err := value.ParseDate(text(member(raw, s.made)))
		dated := err == nil
		alike := reflects(s.sent[place], raw)
		switch {
		case s.client.store.creations.claimed(s.kind, id):
			rest.foreign = append(rest.foreign, id)
		case s.made == "" && s.unique && alike:
			own = append(own, record) // there is no date to go by; there can't be a second one, and this one is what is wanted
		case dated && alike && made.After(started.Add(-s.horizon())):
			own = append(own, record)
		case dated && made.Before(started.Add(-clockSlack)):
			rest.foreign = append(rest.foreign, id)
		default:
			rest.unclear = append(rest.unclear, id)
		}
	}
	return own, rest
}

// horizon is how much older than this call the work is that counts as its own.
func (s *settling[T]) horizon() time.Duration {
	if s.recognizes() {
		return repetitionHorizon
	}
	return clockSlack
}

// reflects reports whether a stored record has what was sent, as far as the record shows it and lists and long texts apart.
func reflects(sent, stored []byte) bool {
	for name, want := range members(sent) {
		got := member(stored, name)
		switch {
		case isNull(got), isNull(want), startsWith(want, '['), startsWith(got, '['):
		case startsWith(want, '{') != startsWith(got, '{'):
		case startsWith(want, '{'):
			if !reflects(want, got) {
				return false
			}
		case !sameScalar(text(want), text(got)):
			return false
		}
	}
	return true
}

// sameScalar compares two values as BigCommerce does, which turns numbers into texts and flags into numbers, and trims.
func sameScalar(want, got string) bool {
	want, got = strings.TrimSpace(want), strings.TrimSpace(got)
	if len(want) > longestCompared || strings.EqualFold(want, got) {
		return true
	}
	if a, err := strconv.ParseFloat(want, 64); err == nil {
		b, err := strconv.ParseFloat(got, 64)
		return err == nil && a == b
	}
	if flags := []string{"false", "0", ""}; slices.Contains(flags, strings.ToLower(want)) {
		return slices.Contains(flags, strings.ToLower(got))
	}
	if strings.EqualFold(want, "true") {
		return got == "1"
	}
	a, errWant := value.ParseDate(want)
	b, errGot := value.ParseDate(got)
	return errWant == nil && errGot == nil && a.Equal(b)
}
