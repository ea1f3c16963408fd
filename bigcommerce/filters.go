package bigcommerce

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"
)

// maxFilters is how long the filters of one request may be, in characters of the query string. It leaves room for the address
// and the paging in the about 2,000 characters that a URL may have.
const maxFilters = 1800

// filtered is a list with filters: a listing whose long lists of values are split over several requests.
type filtered struct {
	listing
	// filters is the query struct.
	filters any
	// splittable are the list filters of which a record must match any one value, so that the records of a long list are
	// those of its parts.
	splittable []string
	// key is the field that tells records apart.
	key string
	// sorted is set when the caller wants an order that parts can't keep.
	sorted bool
}

// page reads one page of the list.
func page[T any](ctx context.Context, c *Client, list filtered, at PageOptions) (Page[T], error) {
	values, err := encodeFilters(list.call.api, list.filters)
	if err != nil {
		return Page[T]{}, err
	}
	if len(encodeQuery(values)) > maxFilters {
		return Page[T]{}, tooLong(list.call.api, values, "Read all pages at once: that splits the list over several requests.")
	}
	for name, sent := range list.query {
		values[name] = sent
	}
	if err := at.encode(list.call.api, values, list.largest(), list.strategy); err != nil {
		return Page[T]{}, err
	}
	list.call.query = values
	return listPage[T](ctx, c, list.call)
}

// all reads every page of the list.
func all[T any](ctx context.Context, c *Client, list filtered, opts ListOptions) iter.Seq2[Record[T], error] {
	return func(yield func(Record[T], error) bool) {
		parts, err := list.parts()
		if err != nil {
			yield(Record[T]{}, err)
			return
		}
		if len(parts) == 1 {
			list.call.query = parts[0]
			walk[T](ctx, c, list.listing, opts)(yield)
			return
		}
		seen := map[string]bool{}
		for _, part := range parts {
			list.call.query = part
			for record, err := range walk[T](ctx, c, list.listing, ListOptions{}) {
				if err != nil {
					yield(Record[T]{}, err)
					return
				}
				id := string(member(record.JSON(), list.key))
				if seen[id] {
					continue
				}
				seen[id] = true
				if !yield(record, nil) || len(seen) == opts.Limit {
					return
				}
			}
		}
	}
}

// parts returns the queries that together ask for the whole list.
func (f filtered) parts() ([]url.Values, error) {
	values, err := encodeFilters(f.call.api, f.filters)
	if err != nil {
		return nil, err
	}
	parts, ok := split(values, f.splittable)
	if !ok {
		return nil, tooLong(f.call.api, values, "Ask for fewer values at a time.")
	}
	if len(parts) > 1 && f.sorted {
		return nil, tooLong(f.call.api, values, "Leave the sort order out, so that the list can be split over several requests.")
	}
	return parts, nil
}

// split divides the longest list of values until every query is short enough. It reports false when none is left to divide.
func split(values url.Values, splittable []string) ([]url.Values, bool) {
	length := len(encodeQuery(values))
	if length <= maxFilters {
		return []url.Values{values}, true
	}
	var longest string
	for _, name := range splittable {
		if strings.Contains(values.Get(name), ",") && len(values.Get(name)) > len(values.Get(longest)) {
			longest = name
		}
	}
	if longest == "" {
		return nil, false
	}
	items := strings.Split(values.Get(longest), ",")
	count := len(items)
	// When other lists are long as well, this one gets half the room and they are divided next.
	room := max(maxFilters-(length-len(escaped(values.Get(longest)))), maxFilters/2)
	var parts []url.Values
	for len(items) > 0 {
		n := fitting(items, room)
		if n == count {
			n /= 2
		}
		part := cloneValues(values)
		part.Set(longest, strings.Join(items[:n], ","))
		items = items[n:]
		shorter, ok := split(part, splittable)
		if !ok {
			return nil, false
		}
		parts = append(parts, shorter...)
	}
	return parts, true
}

// fitting returns how many of the items fit the room when they are joined and escaped; at least one.
func fitting(items []string, room int) int {
	for i, item := range items {
		room -= len(escaped(item))
		if room < 0 {
			return max(i, 1)
		}
		room -= len(",")
	}
	return len(items)
}

// escaped is a value as it stands in the query.
func escaped(text string) string { return encodeQuery(url.Values{"": {text}})[len("="):] }

func cloneValues(values url.Values) url.Values {
	clone := make(url.Values, len(values))
	for name, list := range values {
		clone[name] = slices.Clone(list)
	}
	return clone
}

// tooLong is the failure of filters that no request can carry.
func tooLong(api string, values url.Values, advice string) *Error {
	var longest string
	for name := range values {
		if len(values.Get(name)) > len(values.Get(longest)) {
			longest = name
		}
	}
	field := inputName(longest)
	return invalid(api, "/"+field, fmt.Sprintf("%s is too long for one request: the filters have %d characters and BigCommerce takes about %d. %s",
		field, len(encodeQuery(values)), maxFilters, advice))
}

// encodeFilters turns a query struct into the query. It refuses what the API would misread: blank values, which it takes for
// no filter at all, and commas, which separate the values of a list.
func encodeFilters(api string, filters any) (url.Values, error) {
	if err := invalidFields(api, checkFilters(reflect.ValueOf(filters))); err != nil {
		return nil, err
	}
	values, err := query.Values(filters)
	if err != nil {
		fault := invalid(api, "", "The filters can't be sent: "+err.Error()+".")
		fault.cause = err
		return nil, fault
	}
	maps.DeleteFunc(values, func(_ string, sent []string) bool { return sent[0] == "" }) // flags that are off, dates that are unset
	return values, nil
}

// checkFilters returns the faults in the texts of a query struct.
func checkFilters(filters reflect.Value) []FieldError {
	var faults []FieldError
	for i := range filters.NumField() {
		field, v := filters.Type().Field(i), filters.Field(i)
		if field.Anonymous {
			faults = append(faults, checkFilters(v)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String {
			for i := range v.Len() {
				text := v.Index(i).String()
				path := "/" + name + "/" + strconv.Itoa(i)
				if strings.TrimSpace(text) == "" {
					faults = append(faults, FieldError{Path: path, Message: name + " has a blank value: leave it out."})
				}
				if strings.Contains(text, ",") {
					faults = append(faults, FieldError{Path: path, Message: fmt.Sprintf(
						"%s has the value %q with a comma. BigCommerce separates values with commas, so it can't be asked for.", name, shorten(text, 100))})
				}
			}
			continue
		}
		if text, ok := v.Interface().(interface{ Get() (string, bool) }); ok {
			if text, set := text.Get(); set && strings.TrimSpace(text) == "" {
				faults = append(faults, FieldError{Path: "/" + name, Message: name + " is blank: leave it out, or give a value."})
			}
		}
	}
	return faults
}

// inputName is the name under which a query parameter is known in query structs: email:in is email_in.
func inputName(parameter string) string { return strings.ReplaceAll(parameter, ":", "_") }
