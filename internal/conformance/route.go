package conformance

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// route is one operation of a document.
type route struct {
	operation   string // the method and the path below /stores/{store_hash}
	method      string
	segments    []string
	document    *openapi3.T
	path        string
	item        *openapi3.PathItem
	declaration *openapi3.Operation
}

// match is the operation that a request calls.
type match struct {
	route
	parameters map[string]string
}

func documentRoutes(document *openapi3.T) []route {
	var routes []route
	for path, item := range document.Paths.Map() {
		full := serverPath(document) + path
		for method, declaration := range item.Operations() {
			routes = append(routes, route{
				operation: method + " " + full, method: method, segments: segments(full),
				document: document, path: path, item: item, declaration: declaration,
			})
		}
	}
	return routes
}

// serverPath returns the part of the document's server address that follows the store: /v2, /v3 or /payments.
func serverPath(document *openapi3.T) string {
	for _, server := range document.Servers {
		if _, path, ok := strings.Cut(server.URL, "/stores/{store_hash}"); ok {
			return strings.TrimSuffix(path, "/")
		}
	}
	return ""
}

// storePath returns the request's path below /stores/{store_hash}, or the whole path when it is not below a store.
func storePath(request *http.Request) string {
	path := request.URL.EscapedPath()
	_, rest, found := strings.Cut(path, "/stores/")
	if !found {
		return path
	}
	_, rest, _ = strings.Cut(rest, "/")
	return "/" + rest
}

// Operations returns every operation of the documents, sorted: "GET /v3/customers".
func (s *Specs) Operations() []string {
	operations := make([]string, 0, len(s.routes))
	for _, route := range s.routes {
		operations = append(operations, route.operation)
	}
	slices.Sort(operations)
	return operations
}

// operation returns the operation of the documents that the request calls, "" when there is none.
func (s *Specs) operation(request *http.Request) string {
	found, _ := s.find(request)
	return found.operation
}

func segments(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// find returns the operation that the request calls. When several paths fit, as /orders/count and /orders/{order_id}, the
// one with the longest literal beginning is meant.
func (s *Specs) find(request *http.Request) (match, bool) {
	wanted := segments(storePath(request))
	var best match
	for _, candidate := range s.routes {
		if candidate.method != request.Method {
			continue
		}
		parameters, ok := candidate.fits(wanted)
		if ok && (best.segments == nil || moreLiteral(candidate.segments, best.segments)) {
			best = match{route: candidate, parameters: parameters}
		}
	}
	return best, best.segments != nil
}

func (r route) fits(wanted []string) (map[string]string, bool) {
	if len(wanted) != len(r.segments) {
		return nil, false
	}
	parameters := map[string]string{}
	for i, segment := range r.segments {
		if !isParameter(segment) {
			if segment != wanted[i] {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(wanted[i])
		if err != nil || value == "" {
			return nil, false
		}
		parameters[strings.Trim(segment, "{}")] = value
	}
	return parameters, true
}

// moreLiteral compares two templates that fit the same path by their first difference.
func moreLiteral(a, b []string) bool {
	for i := range a {
		if isParameter(a[i]) != isParameter(b[i]) {
			return isParameter(b[i])
		}
	}
	return false
}

func isParameter(segment string) bool { return strings.HasPrefix(segment, "{") }

// declared returns the response that the operation declares for the status, nil when there is none.
func (m match) declared(status int) *openapi3.Response {
	reference := m.declaration.Responses.Status(status)
	if reference == nil {
		reference = m.declaration.Responses.Default()
	}
	if reference == nil {
		return nil
	}
	return reference.Value
}

// undeclaredQuery returns the query parameters that the operation does not declare.
func (m match) undeclaredQuery(request *http.Request) []Violation {
	var violations []Violation
	for name := range request.URL.Query() {
		if m.declaresQuery(name) {
			continue
		}
		violations = append(violations, Violation{
			Operation: m.operation, Location: "query " + name, Reason: "the operation has no such query parameter",
		})
	}
	slices.SortFunc(violations, func(a, b Violation) int { return strings.Compare(a.Location, b.Location) })
	return violations
}

func (m match) declaresQuery(name string) bool {
	for _, parameters := range []openapi3.Parameters{m.declaration.Parameters, m.item.Parameters} {
		if parameters.GetByInAndName(openapi3.ParameterInQuery, name) != nil {
			return true
		}
	}
	return false
}
