package conformance

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Fields are the names that a document declares for one operation, to see which of them a typed client has.
type Fields struct {
	// Query are the query parameters.
	Query []string
	// Body are the JSON pointers of the properties that may be sent, with * for any array index: "/*/addresses/*/city".
	// Properties that are read-only are left out.
	Body []string
	// Response are the JSON pointers of the properties of a successful response, write-only ones left out.
	Response []string
}

// Fields returns what the documents declare for the operation, such as "PUT /v3/customers". It reports false when none has it.
func (s *Specs) Fields(operation string) (Fields, bool) {
	i := slices.IndexFunc(s.routes, func(route route) bool { return sameOperation(route.operation, operation) })
	if i < 0 {
		return Fields{}, false
	}
	declaration := s.routes[i].declaration
	var fields Fields
	for _, parameters := range []openapi3.Parameters{declaration.Parameters, s.routes[i].item.Parameters} {
		for _, parameter := range parameters {
			if parameter.Value.In == openapi3.ParameterInQuery {
				fields.Query = append(fields.Query, parameter.Value.Name)
			}
		}
	}
	slices.Sort(fields.Query)
	if declaration.RequestBody != nil {
		media := declaration.RequestBody.Value.Content.Get("application/json")
		fields.Body = pointers(media, func(schema *openapi3.Schema) bool { return schema.ReadOnly })
	}
	if response := declaration.Responses.Status(http.StatusOK); response != nil {
		media := response.Value.Content.Get("application/json")
		fields.Response = pointers(media, func(schema *openapi3.Schema) bool { return schema.WriteOnly })
	}
	return fields, true
}

// sameOperation compares two operations without the names of their path parameters.
func sameOperation(a, b string) bool {
	return slices.EqualFunc(strings.Split(a, "/"), strings.Split(b, "/"), func(a, b string) bool {
		return a == b || (isParameter(a) && isParameter(b))
	})
}

func pointers(media *openapi3.MediaType, leftOut func(*openapi3.Schema) bool) []string {
	if media == nil || media.Schema == nil {
		return nil
	}
	found := map[string]bool{}
	collect(found, "", expand(media.Schema.Value), leftOut, 0)
	return slices.Sorted(maps.Keys(found))
}

// maxDepth bounds schemas that contain themselves.
const maxDepth = 12

func collect(found map[string]bool, pointer string, schemas []*openapi3.Schema, leftOut func(*openapi3.Schema) bool, depth int) {
	if depth > maxDepth {
		return
	}
	for _, schema := range schemas {
		if schema.Items != nil {
			collect(found, pointer+"/*", expand(schema.Items.Value), leftOut, depth+1)
		}
		for name, property := range schema.Properties {
			if leftOut(property.Value) {
				continue
			}
			found[pointer+"/"+name] = true
			collect(found, pointer+"/"+name, expand(property.Value), leftOut, depth+1)
		}
	}
}
