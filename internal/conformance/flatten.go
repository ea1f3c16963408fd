package conformance

import (
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// flatten turns the library's tree of errors into one violation for each fault. The place is where the error was found:
// empty, "body", "query email:in", "response 200".
func flatten(operation, place string, err error) []Violation {
	if err == nil {
		return nil
	}
	if several, ok := err.(openapi3.MultiError); ok { //nolint:errorlint // errors.As would pick one error out of the list
		var violations []Violation
		for _, one := range several {
			violations = append(violations, flatten(operation, place, one)...)
		}
		return violations
	}
	fault := Violation{Operation: operation, Location: place, Reason: oneLine(err)}
	switch err := err.(type) { //nolint:errorlint // each level of the tree is looked at by itself
	case *openapi3filter.SecurityRequirementsError:
		fault.Location = "header X-Auth-Token"
		return []Violation{fault}
	case *openapi3filter.RequestError:
		if err.Parameter != nil {
			place = err.Parameter.In + " " + err.Parameter.Name
		} else {
			place = "body"
		}
		if err.Err != nil && isSchemaFault(err.Err) {
			return flatten(operation, place, err.Err)
		}
		fault.Location = place
	case *openapi3filter.ResponseError:
		if err.Err != nil && isSchemaFault(err.Err) {
			return flatten(operation, place, err.Err)
		}
	case *openapi3.SchemaError:
		if all := allOfFaults(err); all != nil {
			return flatten(operation, place, all)
		}
		fault.Location = strings.TrimSpace(place + " " + value.Pointer(err.JSONPointer()...))
		fault.Reason = reason(err)
	}
	return []Violation{fault}
}

func isSchemaFault(err error) bool {
	var fault *openapi3.SchemaError
	return errors.As(err, &fault)
}

// allOfFaults returns the faults of the parts when all of them had to match, nil for any other error. The parts already know
// their whole path.
func allOfFaults(err *openapi3.SchemaError) error {
	if err.SchemaField != "allOf" || err.Origin == nil {
		return nil
	}
	parts := errors.Unwrap(err.Origin)
	if parts == nil {
		return nil
	}
	return errors.Unwrap(parts)
}

// reason says what a schema finds wrong with a value, and shows a scalar value.
func reason(err *openapi3.SchemaError) string {
	var text strings.Builder
	text.WriteString(err.Reason)
	switch err.Value.(type) {
	case string, float64, bool, int64:
		fmt.Fprintf(&text, " (%v)", err.Value)
	}
	for _, alternatives := range []openapi3.SchemaRefs{err.Schema.AnyOf, err.Schema.OneOf} {
		for i, alternative := range alternatives {
			if fault := alternative.Value.VisitJSON(err.Value, openapi3.MultiErrors()); fault != nil {
				fmt.Fprintf(&text, "; alternative %d:", i+1)
				for _, violation := range flatten("", "", fault) {
					text.WriteString(" " + strings.TrimSpace(violation.Location+" "+violation.Reason))
				}
			}
		}
	}
	return text.String()
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
