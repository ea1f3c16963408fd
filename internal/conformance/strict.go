package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// undeclaredInBody returns the properties of the request's body that its schema does not declare.
func (m match) undeclaredInBody(body []byte) []Violation {
	if m.declaration.RequestBody == nil {
		return nil
	}
	return m.undeclaredProperties("body", m.declaration.RequestBody.Value.Content.Get("application/json"), body)
}

// undeclaredInResponse returns the properties of a response that its schema does not declare, and a body where none is
// declared.
func (m match) undeclaredInResponse(status int, header http.Header, body []byte) []Violation {
	place := fmt.Sprintf("response %d", status)
	content := m.declared(status).Content
	if len(content) == 0 && len(body) > 0 && status < http.StatusBadRequest {
		return []Violation{{Operation: m.operation, Location: place, Reason: "the operation declares no body"}}
	}
	violations := m.undeclaredProperties(place, content.Get(header.Get("Content-Type")), body)
	if status < http.StatusBadRequest {
		return violations
	}
	return slices.DeleteFunc(violations, func(violation Violation) bool {
		return slices.Contains(errorProperties, strings.TrimPrefix(violation.Location, place+" "))
	})
}

// errorProperties are those that the vendor documents for all V3 errors; not every operation's schema repeats them.
var errorProperties = []string{"/errors", "/detail", "/instance"}

func (m match) undeclaredProperties(place string, media *openapi3.MediaType, body []byte) []Violation {
	var value any
	if media == nil || media.Schema == nil || json.Unmarshal(body, &value) != nil {
		return nil
	}
	var violations []Violation
	for _, path := range undeclared(nil, expand(media.Schema.Value), value) {
		violations = append(violations, Violation{
			Operation: m.operation, Location: place + " " + path, Reason: "the schema has no such property",
		})
	}
	return violations
}

// undeclared returns the JSON pointers of the properties that none of the schemas declares. A schema without any property
// is open: the documents use it for free-form objects.
func undeclared(path []string, schemas []*openapi3.Schema, decoded any) []string {
	var found []string
	switch decoded := decoded.(type) {
	case map[string]any:
		if isOpen(schemas) {
			return nil
		}
		for _, name := range slices.Sorted(maps.Keys(decoded)) {
			var next []*openapi3.Schema
			declared := false
			for _, schema := range schemas {
				if property := schema.Properties[name]; property != nil {
					declared = true
					next = append(next, expand(property.Value)...)
				}
			}
			below := append(slices.Clone(path), name)
			if !declared {
				found = append(found, value.Pointer(below...))
				continue
			}
			found = append(found, undeclared(below, next, decoded[name])...)
		}
	case []any:
		var items []*openapi3.Schema
		for _, schema := range schemas {
			if schema.Items != nil {
				items = append(items, expand(schema.Items.Value)...)
			}
		}
		for i, item := range decoded {
			found = append(found, undeclared(append(slices.Clone(path), strconv.Itoa(i)), items, item)...)
		}
	}
	return found
}

func isOpen(schemas []*openapi3.Schema) bool {
	named := false
	for _, schema := range schemas {
		additional := schema.AdditionalProperties
		if additional.Schema != nil || (additional.Has != nil && *additional.Has) {
			return true
		}
		named = named || len(schema.Properties) > 0
	}
	return !named
}

// expand returns the schema and all the schemas that it is composed of.
func expand(schema *openapi3.Schema) []*openapi3.Schema {
	schemas := []*openapi3.Schema{schema}
	for _, parts := range []openapi3.SchemaRefs{schema.AllOf, schema.AnyOf, schema.OneOf} {
		for _, part := range parts {
			schemas = append(schemas, expand(part.Value)...)
		}
	}
	return schemas
}

// commonStatuses are the error statuses that the vendor documents for the whole API, beside those that a document lists for
// one operation.
var commonStatuses = []int{400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 423, 429, 500, 501, 502, 503, 504, 507}

// undeclaredStatus judges a response whose status the operation does not declare.
func undeclaredStatus(operation string, status int, body []byte) []Violation {
	if !slices.Contains(commonStatuses, status) {
		return []Violation{{Operation: operation, Location: "response status", Reason: fmt.Sprintf("%d is not declared", status)}}
	}
	if status >= http.StatusInternalServerError {
		return nil // a gateway answers as it likes
	}
	if reason := errorBodyFault(operation, body); reason != "" {
		return []Violation{{Operation: operation, Location: fmt.Sprintf("response %d", status), Reason: reason}}
	}
	return nil
}

// errorBodyFault says what keeps the body from being an error of the API's version: an array in V2, an object in V3.
func errorBodyFault(operation string, body []byte) string {
	if strings.Contains(operation, " /v2/") {
		var faults []struct {
			Message string `json:"message"`
		}
		if json.Unmarshal(body, &faults) != nil || len(faults) == 0 || faults[0].Message == "" {
			return "not a V2 error: an array of objects with status and message"
		}
		return ""
	}
	var fault struct {
		Status int    `json:"status"`
		Title  string `json:"title"`
		Type   string `json:"type"`
	}
	if json.Unmarshal(body, &fault) != nil || fault.Status == 0 || fault.Title == "" || fault.Type == "" {
		return "not a V3 error: an object with status, title and type"
	}
	return ""
}
