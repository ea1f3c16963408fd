package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kind is how the values of a field are read and compared.
type kind int

const (
	text    kind = iota // without regard to case
	integer             // JSON number or numeric string
	decimal
	boolean
	date // RFC 3339 or RFC 2822
)

// key is a value in comparable form.
type key struct {
	number float64
	text   string
}

func compare(a, b key) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text))
}

// keyOf reads the JSON text of a record's field; what can't be read sorts first.
func (k kind) keyOf(value string) key {
	if value == "null" || value == "" {
		return key{}
	}
	read, err := k.parse(unquote(value), time.Time{})
	if err != nil {
		return key{}
	}
	return read
}

// parse reads the text of a query parameter. A date without time of day is taken at the time of day of the clock that is given,
// midnight without one.
func (k kind) parse(value string, clock time.Time) (key, error) {
	switch k {
	case integer:
		n, err := strconv.ParseInt(value, 10, 64)
		return key{number: float64(n)}, err
	case decimal:
		n, err := strconv.ParseFloat(value, 64)
		return key{number: n}, err
	case boolean:
		b, err := strconv.ParseBool(value)
		if b {
			return key{number: 1}, err
		}
		return key{}, err
	case date:
		t, err := parseDate(value, clock)
		return key{number: float64(t.Unix())}, err
	default:
		return key{text: strings.ToLower(value)}, nil
	}
}

var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05",
	time.RFC1123Z, "Mon, _2 Jan 2006 15:04:05 -0700", time.RFC1123,
}

func parseDate(value string, clock time.Time) (time.Time, error) {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, value); err == nil {
			return t.UTC(), nil
		}
	}
	day, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a date", value)
	}
	if !clock.IsZero() {
		day = day.Add(clock.Sub(clock.Truncate(24 * time.Hour)))
	}
	return day, nil
}

// test reports whether a record passes.
type test func(object) bool

// filter makes a test of the value of a query parameter. The clock is the store's.
type filter func(value string, clock time.Time) (test, error)

// filters are the filters of a resource by query parameter.
type filters map[string]filter

// on adds filters on a field: the operators "" (equal), in, not_in, not, min, max, greater, less, like, and after and before,
// which are spelled min and max but leave their own value out.
func (f filters) on(name string, k kind, operators ...string) filters {
	for _, operator := range operators {
		param := name
		switch operator {
		case "":
		case "after":
			param += ":min"
		case "before":
			param += ":max"
		default:
			param += ":" + operator
		}
		f[param] = fieldFilter(name, k, operator)
	}
	return f
}

// prefixed adds the filters of the V2 API: min_{name} and max_{name}.
func (f filters) prefixed(name, field string, k kind) filters {
	f["min_"+name] = fieldFilter(field, k, "min")
	f["max_"+name] = fieldFilter(field, k, "max")
	return f
}

// with adds a filter that is no comparison of one field.
func (f filters) with(param string, special filter) filters {
	f[param] = special
	return f
}

func fieldFilter(name string, k kind, operator string) filter {
	return func(value string, clock time.Time) (test, error) {
		if k != date || operator == "" {
			clock = time.Time{}
		}
		match, err := matcher(k, operator, value, clock)
		if err != nil {
			return nil, err
		}
		return func(o object) bool {
			given := o.raw(name)
			if k == date && unquote(given) == "" {
				return operator == "not" || operator == "not_in"
			}
			return match(k.keyOf(given))
		}, nil
	}
}

func matcher(k kind, operator, value string, clock time.Time) (func(key) bool, error) {
	switch operator {
	case "in", "not_in":
		wanted, err := keys(k, value)
		if err != nil {
			return nil, err
		}
		return func(given key) bool {
			_, found := slices.BinarySearchFunc(wanted, given, compare)
			return found == (operator == "in")
		}, nil
	case "like":
		parts := strings.Split(strings.ToLower(value), ",")
		return func(given key) bool {
			return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(given.text, part) })
		}, nil
	}
	wanted, err := k.parse(value, clock)
	if err != nil {
		return nil, err
	}
	if day := 24 * time.Hour; k == date && operator == "" && len(value) == len(time.DateOnly) {
		return func(given key) bool {
			return given.number >= wanted.number && given.number < wanted.number+day.Seconds()
		}, nil
	}
	return func(given key) bool {
		order := compare(given, wanted)
		switch operator {
		case "min":
			return order >= 0
		case "max":
			return order <= 0
		case "greater", "after":
			return order > 0
		case "less", "before":
			return order < 0
		case "not":
			return order != 0
		default:
			return order == 0
		}
	}, nil
}

// keys reads a comma-separated list, sorted.
func keys(k kind, value string) ([]key, error) {
	var all []key
	for part := range strings.SplitSeq(value, ",") {
		one, err := k.parse(strings.TrimSpace(part), time.Time{})
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	slices.SortFunc(all, compare)
	return all, nil
}

// joined compares several text fields as one, with spaces between them.
func joined(operator string, fields ...string) filter {
	return func(value string, _ time.Time) (test, error) {
		match, err := matcher(text, operator, value, time.Time{})
		return func(o object) bool {
			parts := make([]string, len(fields))
			for i, name := range fields {
				parts[i] = o.text(name)
			}
			return match(key{text: strings.ToLower(strings.Join(parts, " "))})
		}, err
	}
}

// oneOf restricts a filter to the values that the API knows.
func oneOf(f filter, allowed ...string) filter {
	return func(value string, clock time.Time) (test, error) {
		if !slices.Contains(allowed, value) {
			return nil, fmt.Errorf("%q is none of %s", value, strings.Join(allowed, ", "))
		}
		return f(value, clock)
	}
}

// integersIn reads a comma-separated list of integers.
func integersIn(value string) ([]int64, error) {
	var all []int64
	for part := range strings.SplitSeq(value, ",") {
		n, err := strconv.ParseInt(strings.TrimSpace(part), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not an integer", part)
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// badFilter is the refusal of a parameter's value.
func badFilter(param string, err error) *refusal {
	if syntax := (*strconv.NumError)(nil); errors.As(err, &syntax) {
		err = fmt.Errorf("%q is not valid", syntax.Num)
	}
	return refuse(http.StatusUnprocessableEntity, "The filter "+param+" has an invalid value.").because(param, err.Error())
}

// unknownFilters is the refusal of parameters that the resource doesn't have.
func unknownFilters(names []string) *refusal {
	return refuse(http.StatusUnprocessableEntity, "The filter(s): "+strings.Join(names, ", ")+" are not valid filter parameter(s).")
}
