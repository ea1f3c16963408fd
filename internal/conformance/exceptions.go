package conformance

import (
	"slices"
	"strings"
)

// Exception is one fault of the official documents: a place where they refuse what the API takes or gives.
type Exception struct {
	// Operation is the violation's operation.
	Operation string
	// Location is the violation's location; a * stands for one array index.
	Location string
	// Reason is a part of the violation's reason.
	Reason string
	// Why proves that the document is wrong, not the request or the response.
	Why string
}

func (e Exception) covers(violation Violation) bool {
	return e.Operation == violation.Operation &&
		sameLocation(e.Location, violation.Location) &&
		strings.Contains(violation.Reason, e.Reason)
}

func sameLocation(pattern, location string) bool {
	return slices.EqualFunc(strings.Split(pattern, "/"), strings.Split(location, "/"), func(wanted, got string) bool {
		return wanted == got || wanted == "*"
	})
}

// exceptions are the faults of the documents that the requests and responses of this project run into. Each is needed:
// the conformance run fails when one no longer applies.
var exceptions = []Exception{}
