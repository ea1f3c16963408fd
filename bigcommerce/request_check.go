package bigcommerce

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Check refuses a request that can do harm by a slip, such as one of a template whose id is blank. Every fault is a [KindInvalid] that names the path, the
// query or the body:
//
//   - A path that is not plainly one of the store: it begins with /v2/ or /v3/, and its segments have letters, digits, and -._~ only. Nothing is
//     encoded, no segment is blank, "..", "0", "null" or "undefined", and none follows the last slash.
//   - A GET or DELETE with a body, except the list of numbers that the DELETE of many metafields takes.
//   - A DELETE with a blank filter, or with neither an id in its path nor a filter. A path of V2 has to end with the id: V2 deletes all that the path means, whatever the
//     query says.
//   - A DELETE of orders, or of what orders have, that does not end with the id of one.
//
// [Client.Records] and [Client.AllRecords] check by themselves; [Client.Do] only checks that the path stays in the store.
func (r Request) Check() error {
	_, err := r.checked()
	return err
}

// checked returns the request as a call, after its check.
func (r Request) checked() (call, error) {
	call, err := r.call()
	if err != nil {
		return call, err
	}
	if reason := plainPath(call.path); reason != "" {
		return call, invalid(call.api, "/path", fmt.Sprintf("The path %q can't be called: %s. Write it from the version on, such as /v3/catalog/brands/7.", shorten(call.path, 100), reason))
	}
	query := call.query.(url.Values)
	switch call.method {
	case http.MethodGet, http.MethodHead:
		if call.body != nil {
			return call, invalid(call.api, "/body", "A GET has no body: leave it out, and put filters into query.")
		}
	case http.MethodDelete:
		return call, checkDelete(call, query)
	}
	return call, nil
}

// plainPath returns why a path is not plainly one of the store, "" when it is.
func plainPath(path string) string {
	rest, ok := strings.CutPrefix(path, "/v2/")
	if !ok {
		rest, ok = strings.CutPrefix(path, "/v3/")
	}
	if !ok {
		return "it does not begin with /v2/ or /v3/"
	}
	segments := strings.Split(rest, "/")
	for i, segment := range segments {
		switch {
		case segment == "" && i == len(segments)-1:
			return "it ends with a slash, behind which an id may be missing"
		case segment == "":
			return "something is missing between two of its slashes, such as an id"
		case segment == "." || segment == "..":
			return fmt.Sprintf("it has a segment %q", segment)
		case slices.Contains([]string{"0", "null", "undefined", "nil", "none", "nan"}, strings.ToLower(segment)):
			return fmt.Sprintf("%q is no id", segment)
		case strings.ContainsAny(segment, "{}"):
			return fmt.Sprintf("%q is a placeholder that was not filled in", shorten(segment, 50))
		case strings.Contains(segment, "%"):
			return "encoded characters are not taken"
		case strings.ContainsFunc(segment, isNotPlain):
			return fmt.Sprintf("%q has characters other than letters, digits and -._~", shorten(segment, 50))
		}
	}
	return ""
}

func isNotPlain(r rune) bool {
	return !strings.ContainsRune("-._~", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// checkDelete refuses a DELETE that could take more than is meant.
func checkDelete(call call, query url.Values) error {
	version, rest, _ := strings.Cut(strings.TrimPrefix(call.path, "/"), "/")
	segments := strings.Split(withoutFormat(rest), "/")
	last := segments[len(segments)-1]
	listed := listsIDs(last, call.body)
	switch {
	case call.body != nil && !listed:
		return invalid(call.api, "/body", "A DELETE takes no body: put the id into the path, or a filter into query.")
	case strings.EqualFold(segments[0], "orders") && !isID(last):
		return invalid(call.api, "/path", "Orders, and what they have, are deleted only one by one: this would take all of them. End the path with the id of one.")
	}
	for name, values := range query {
		if slices.ContainsFunc(values, isBlankFilter) {
			return invalid(call.api, value.Pointer("query", name), fmt.Sprintf("%s is blank, which BigCommerce takes for no filter at all: a DELETE needs a value.", shorten(name, 50)))
		}
	}
	switch {
	case version == "v2" && !isID(last):
		return invalid(call.api, "/path", "This would delete all of them, whatever the query says. End the path with the id of one.")
	case !slices.ContainsFunc(segments, isID) && !listed && !hasFilter(query):
		return invalid(call.api, "/path", "This would delete all of them: end the path with the id of one, or give a filter such as id:in.")
	}
	return nil
}

// withoutFormat cuts what names a format: /orders.json means /orders.
func withoutFormat(path string) string {
	for _, format := range []string{".json", ".xml"} {
		if len(path) > len(format) && strings.EqualFold(path[len(path)-len(format):], format) {
			return path[:len(path)-len(format)]
		}
	}
	return path
}

// isID reports whether a segment names one record: a number, a UUID, or another text of eight characters or more that has a digit.
func isID(segment string) bool {
	digits := strings.ContainsAny(segment, "123456789")
	return digits && (strings.Trim(segment, "0123456789") == "" || len(segment) >= 8)
}

// listsIDs reports whether a body lists the metafields to delete, as only their endpoints take it.
func listsIDs(last string, body any) bool {
	raw, _ := body.(json.RawMessage)
	if last != "metafields" || !startsWith(raw, '[') {
		return false
	}
	count := 0
	for element := range elements(raw) {
		if !isID(text(element)) {
			return false
		}
		count++
	}
	return count > 0
}

// isBlankFilter reports whether a filter has no value: nothing but blanks and commas.
func isBlankFilter(value string) bool { return strings.Trim(value, ", \t\r\n") == "" }

// hasFilter reports whether a query chooses records. Parameters that shape the answer don't.
func hasFilter(query url.Values) bool {
	for name := range query {
		if !slices.Contains([]string{"page", "limit", "after", "before", "sort", "direction", "include", "include_fields", "exclude_fields"}, name) {
			return true
		}
	}
	return false
}
