package bigcommerce

import (
	"slices"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Change is what an operation that brings a record about, or into a state, had to do for it.
type Change string

// The changes.
const (
	// Created is for a record that was not there.
	Created Change = "created"
	// Updated is for a record that was different.
	Updated Change = "updated"
	// Unchanged is for a record that was as it should be: nothing was written.
	Unchanged Change = "unchanged"
	// Removed is for a record that should not be there.
	Removed Change = "removed"
)

// Choices lists the changes.
func (Change) Choices() []value.Choice {
	return []value.Choice{{Value: Created, Label: "Created"}, {Value: Updated, Label: "Updated"}, {Value: Unchanged, Label: "Unchanged"}, {Value: Removed, Label: "Removed"}}
}

// Changed is the field that the connector adds to a record of which it says what it did for it.
type Changed struct {
	Change Change `json:"change" jsonschema:"title=Change" jsonschema_description:"Whether the record was created, updated, left unchanged because it was as it should be, or removed. Added by the connector."`
}

// withChange returns the record with what was done for it. U is T with [Changed] embedded.
func withChange[U, T any](record Record[T], change Change) Record[U] {
	return NewRecord[U](withMember(record.JSON(), "change", []byte(`"`+change+`"`)))
}

// holds reports whether a stored record has all that is to be written, so that writing it would change nothing. A field that the record doesn't
// show has to be written. Lists are the same when they have the same elements, whatever their order.
func holds(stored, wanted []byte) bool {
	switch {
	case startsWith(wanted, '{'):
		if !startsWith(stored, '{') {
			return false
		}
		for name, value := range members(wanted) {
			got := member(stored, name)
			if got == nil || !holds(got, value) && !sameMoment(name, got, value) {
				return false
			}
		}
		return true
	case startsWith(wanted, '['):
		return startsWith(stored, '[') && holdsAll(stored, wanted)
	case isNull(wanted):
		return isNull(stored) || text(stored) == ""
	case startsWith(stored, '{'), startsWith(stored, '['):
		return false
	case isNull(stored):
		return text(wanted) == ""
	case startsWith(wanted, '"') && startsWith(stored, '"'):
		return text(wanted) == text(stored)
	default:
		return sameScalar(text(wanted), text(stored))
	}
}

// sameMoment reports whether a member with the name of a date says the same moment: BigCommerce writes the offset +00:00 where it was sent Z.
func sameMoment(name string, stored, wanted []byte) bool {
	if !strings.HasPrefix(name, "date_") && !strings.HasSuffix(name, "_date") {
		return false
	}
	a, errStored := time.Parse(time.RFC3339, text(stored))
	b, errWanted := time.Parse(time.RFC3339, text(wanted))
	return errStored == nil && errWanted == nil && a.Equal(b)
}

// holdsAll reports whether each element that is wanted has one of its own among the stored ones, and none is left.
func holdsAll(stored, wanted []byte) bool {
	var left [][]byte
	for element := range elements(stored) {
		left = append(left, element)
	}
	for element := range elements(wanted) {
		i := slices.IndexFunc(left, func(candidate []byte) bool { return holds(candidate, element) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return len(left) == 0
}
