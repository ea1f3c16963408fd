package sandbox

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// dated is one row of a date index.
type dated struct {
	at int64 // seconds since 1970
	id int64
}

func (d dated) compare(other dated) int {
	return cmp.Or(cmp.Compare(d.at, other.at), cmp.Compare(d.id, other.id))
}

// dateIndex keeps the ids of a table ordered by one of its dates and, where that is the same, by id, so that what changed since
// some moment is found without looking at every row. It is made when it is first asked for, and kept up to date from then on.
type dateIndex[T any] struct {
	field  string
	date   func(row T) string             // the JSON text of the date of a row
	seeded func(id int64) (seconds int64) // the date of a seeded row, without making the row

	mu      sync.Mutex
	built   bool
	entries []dated
	unread  map[int64]bool // rows whose date is blank or none: while there are any, the index is of no use
}

func newDateIndex[T any](field string, fields func(row T) object, seeded func(id int64) time.Time) *dateIndex[T] {
	return &dateIndex[T]{
		field:  field,
		date:   func(row T) string { return fields(row).raw(field) },
		seeded: func(id int64) int64 { return seeded(id).Unix() },
		unread: map[int64]bool{},
	}
}

// dated returns the rows in the order of one of their dates; false when the table can't tell.
func (t *table[T]) dated(field string) ([]dated, bool) {
	for _, x := range t.dates {
		if x.field == field {
			x.mu.Lock()
			defer x.mu.Unlock()
			x.build(t)
			return x.entries, len(x.unread) == 0
		}
	}
	return nil, false
}

// build orders all rows, once.
func (x *dateIndex[T]) build(t *table[T]) {
	if x.built {
		return
	}
	x.built = true
	x.entries = make([]dated, 0, len(t.ids))
	for _, id := range t.ids {
		row, written := t.written[id]
		switch at, ok := x.read(row, written); {
		case !written:
			x.entries = append(x.entries, dated{x.seeded(id), id})
		case ok:
			x.entries = append(x.entries, dated{at, id})
		default:
			x.unread[id] = true
		}
	}
	slices.SortFunc(x.entries, dated.compare)
}

// read returns the date of a written row; false when it can't be read.
func (x *dateIndex[T]) read(row T, written bool) (int64, bool) {
	if !written {
		return 0, false
	}
	at, err := parseDate(unquote(x.date(row)), time.Time{})
	return at.Unix(), err == nil
}

// add puts a row that was just written into the index.
func (x *dateIndex[T]) add(id int64, row T) {
	if !x.built {
		return
	}
	at, ok := x.read(row, true)
	if !ok {
		x.unread[id] = true
		return
	}
	entry := dated{at, id}
	place, _ := slices.BinarySearchFunc(x.entries, entry, dated.compare)
	x.entries = slices.Insert(x.entries, place, entry)
}

// drop takes a row out of the index before it is written or removed.
func (x *dateIndex[T]) drop(t *table[T], id int64) {
	if !x.built || !t.has(id) {
		return
	}
	row, written := t.written[id]
	at, ok := x.read(row, written)
	switch {
	case !written:
		at = x.seeded(id)
	case !ok:
		delete(x.unread, id)
		return
	}
	if place, found := slices.BinarySearchFunc(x.entries, dated{at, id}, dated.compare); found {
		x.entries = slices.Delete(x.entries, place, place+1)
	}
}

// dateBound is a parameter that narrows a resource by a date.
type dateBound struct {
	field    string
	lower    bool
	excluded bool // the parameter's own value
}

// suffixedBounds are the parameters date_created:min and date_created:max of V3.
func suffixedBounds(excluded bool, fields ...string) map[string]dateBound {
	bounds := map[string]dateBound{}
	for _, name := range fields {
		bounds[name+":min"] = dateBound{name, true, excluded}
		bounds[name+":max"] = dateBound{name, false, excluded}
	}
	return bounds
}

// prefixedBounds are the parameters min_date_created and max_date_created of V2.
func prefixedBounds(fields ...string) map[string]dateBound {
	bounds := map[string]dateBound{}
	for _, name := range fields {
		bounds["min_"+name] = dateBound{name, true, false}
		bounds["max_"+name] = dateBound{name, false, false}
	}
	return bounds
}

// span is a stretch of time, both ends included.
type span struct{ from, to int64 }

var always = span{math.MinInt64, math.MaxInt64}

// narrowed is the span with a bound set at a moment.
func (s span) narrowed(bound dateBound, at int64) span {
	switch {
	case bound.lower && bound.excluded:
		at++
		fallthrough
	case bound.lower:
		s.from = max(s.from, at)
	case bound.excluded:
		at--
		fallthrough
	default:
		s.to = min(s.to, at)
	}
	return s
}

// within cuts the rows of a span out of all rows.
func within(entries []dated, s span) []dated {
	from, _ := slices.BinarySearchFunc(entries, s.from, func(d dated, at int64) int { return cmp.Compare(d.at, at) })
	to := len(entries)
	if s.to < math.MaxInt64 {
		to, _ = slices.BinarySearchFunc(entries, s.to+1, func(d dated, at int64) int { return cmp.Compare(d.at, at) })
	}
	return entries[from:max(from, to)]
}

// stretch is the part of a date index that holds all rows that a query can find.
type stretch struct {
	entries []dated
	covered map[string]bool // the parameters that it answers
	ordered bool            // it is in the order that the list is to have
}

// stretch looks for an index that answers a query: that of the date to sort by or else of a date to narrow by.
func (l listing) stretch(in records, query url.Values, by ordering, clock time.Time) (stretch, bool) {
	if in.dated == nil {
		return stretch{}, false
	}
	wanted := by.field
	if _, known := in.dated(wanted); wanted == "" || !known {
		wanted = l.narrowingDate(query)
	}
	entries, known := in.dated(wanted)
	if wanted == "" || !known {
		return stretch{}, false
	}
	s, covered := always, map[string]bool{}
	for name, bound := range l.dates {
		value := query.Get(name)
		if value == "" || bound.field != wanted {
			continue
		}
		at, err := date.parse(value, clock)
		if err != nil {
			return stretch{}, false // the filter itself will refuse it
		}
		s, covered[name] = s.narrowed(bound, int64(at.number)), true
	}
	return stretch{entries: within(entries, s), covered: covered, ordered: wanted == by.field}, true
}

// narrowingDate is a date that the query narrows by, "" for none.
func (l listing) narrowingDate(query url.Values) string {
	var names []string
	for name, bound := range l.dates {
		if query.Get(name) != "" {
			names = append(names, bound.field)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.SortFunc(names, strings.Compare)
	return names[len(names)-1] // date_modified rather than date_created
}

// ids are the rows of the stretch in its order, or backwards, that are among the given ids (ascending), and pass; as many as
// are enough, 0 for all.
func (s stretch) ids(among []int64, all, backwards bool, enough int, passes func(id int64) bool) []int64 {
	found := make([]int64, 0, min(len(s.entries), max(enough, 16)))
	for i := range s.entries {
		entry := s.entries[i]
		if backwards {
			entry = s.entries[len(s.entries)-1-i]
		}
		if !all {
			if _, member := slices.BinarySearch(among, entry.id); !member {
				continue
			}
		}
		if !passes(entry.id) {
			continue
		}
		if found = append(found, entry.id); len(found) == enough {
			break
		}
	}
	return found
}
