package bigcommerce

import (
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
//   - A DELETE with a filter that is blank, "null", "undefined", a placeholder or, where it names records, 0.
//   - A DELETE that names no single record by its path and has no filter: one without an id in its path, or whose path ends with the name of a list of
//     what a record has. A path of V2 has to end with the id: V2 deletes all that the path means, whatever the query says.
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
		case segment == "0" || isNothing(segment):
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

// isNothing reports whether a text is how templates write that there is nothing.
func isNothing(text string) bool {
	return slices.Contains([]string{"null", "undefined", "nil", "none", "nan"}, strings.ToLower(text))
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
		for _, given := range values {
			if err := checkFilter(call, name, given); err != nil {
				return err
			}
		}
	}
	switch {
	case version == "v2" && !isID(last):
		return invalid(call.api, "/path", "This would delete all of them, whatever the query says. End the path with the id of one.")
	case !listed && !hasFilter(query) && (!slices.ContainsFunc(segments, isID) || isListOfRecord(segments)):
		return invalid(call.api, "/path", "This would delete all of them: end the path with the id of one, or give a filter such as id:in.")
	}
	return nil
}

// isListOfRecord reports whether a path ends with the name of a list, right behind the id of the record that has it, such as pricelists/3/records. What a
// record has one of is no list, brands/7/image, and neither is a currency, records/5/BHS.
func isListOfRecord(segments []string) bool {
	end := len(segments) - 1
	return end > 0 && isID(segments[end-1]) && len(segments[end]) > 3 && strings.HasSuffix(strings.ToLower(segments[end]), "s")
}

// checkFilter refuses a filter of a DELETE that is blank or was not filled in.
func checkFilter(call call, name, given string) error {
	shown := shorten(name, 50)
	if isBlankFilter(given) {
		return invalid(call.api, value.Pointer("query", name), shown+" is blank, which BigCommerce takes for no filter at all: a DELETE needs a value.")
	}
	field, _, _ := strings.Cut(name, ":")
	for one := range strings.SplitSeq(given, ",") {
		one = strings.TrimSpace(one)
		if isNothing(one) || strings.ContainsAny(one, "{}") || one == "0" && strings.HasSuffix(strings.ToLower(field), "id") {
			return invalid(call.api, value.Pointer("query", name), fmt.Sprintf("%s has %q in it, as a template that was not filled in: a DELETE needs a value.", shown, shorten(one, 50)))
		}
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
	raw, _ := body.(encodedBody)
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
		if !slices.Contains([]string{"page", "limit", "after", "before", "sort", "direction", "include", "include_fields", "exclude_fields"}, strings.ToLower(strings.TrimSpace(name))) {
			return true
		}
	}
	return false
}
