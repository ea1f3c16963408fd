package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"
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
	maps.Copy(values, list.query)
	if err := at.encode(list.call.api, values, list.largest(), list.strategy); err != nil {
		return Page[T]{}, err
	}
	list.call.query = values
	found, err := listPage[T](ctx, c, list.call)
	return found, namingFilters(err)
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
			for record, err := range walk[T](ctx, c, list.listing, opts) {
				if err != nil {
					yield(record, namingFilters(err))
					return
				}
				if !yield(record, nil) {
					return
				}
			}
			return
		}
		list.lazy = opts.Limit > 0 // how much of a part is needed is not known before
		seen := map[string]bool{}
		for _, part := range parts {
			list.call.query = part
			for record, err := range walk[T](ctx, c, list.listing, ListOptions{}) {
				if err != nil {
					yield(Record[T]{}, namingFilters(err))
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
		part := maps.Clone(values)
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

// inputName is the name under which a query parameter is known in query structs: email:in is email_in.
func inputName(parameter string) string { return strings.ReplaceAll(parameter, ":", "_") }

// namingFilters names the filters that a refusal is about as query structs do. Other errors, and nil, stay as they are.
func namingFilters(err error) error {
	var refusal *Error
	if !errors.As(err, &refusal) || len(refusal.Fields) == 0 {
		return err
	}
	named := *refusal
	named.Fields = slices.Clone(refusal.Fields)
	for i, field := range named.Fields {
		named.Fields[i].Path = inputName(field.Path)
	}
	return &named
}
