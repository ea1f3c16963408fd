package sandbox

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// listing is how a resource can be searched.
type listing struct {
	narrow  map[string]narrower  // parameters that are answered without looking at each record
	filters filters              // parameters that look at each record
	sorts   map[string]kind      // fields that can be sorted by
	dates   map[string]dateBound // those of the filters that an index of dates can answer
	extra   []string             // parameters that choose no records: paging, includes
	largest int                  // page; 0 for the usual maximum
	clocked bool                 // a date filter without time of day is taken at the present time of day
}

// narrower keeps those ids (ascending) that a parameter's value allows.
type narrower func(s *Store, ids []int64, value string) ([]int64, error)

// ordering is what a list is sorted by; the zero ordering is by id.
type ordering struct {
	field string
	desc  bool
}

// records are what a listing searches.
type records struct {
	ids     []int64
	load    func(id int64) object
	results *results                           // nil when not worth remembering
	dated   func(field string) ([]dated, bool) // the ids in the order of a date; nil when there is no such index
	enough  int                                // ids that are needed from the front of what is found; 0 for all
}

// rows are all rows of a table.
func rows(t *table[object]) records {
	return records{ids: t.ids, load: func(id int64) object { o, _ := t.get(id); return o }}
}

// front are the records when no more is needed than what the window shows. Only the first page is worth a search of its own:
// for later ones the whole list is found, and remembered.
func (in records) front(w window) records {
	if w.page == 1 {
		in.enough = w.limit
	}
	return in
}

// find returns the ids of the records that the query asks for, in order. Blank parameters are ignored, as the API does.
func (s *Store) find(l listing, in records, query url.Values, by ordering) ([]int64, *refusal) {
	asked, f := s.ask(l, in, query)
	if f != nil {
		return nil, f
	}
	if len(asked.tests) == 0 && by == (ordering{}) {
		return asked.ids, nil
	}
	search := func() []int64 {
		return sorted(filtered(asked.ids, in.load, asked.passes(), 0), in.load, l.sorts[by.field], by)
	}
	// A row of an index is looked at in a small part of the time that it takes to make a record.
	if stretch, ok := l.stretch(in, query, by, asked.clock); ok && len(stretch.entries)/rowsPerRecord <= len(asked.ids) {
		tests := asked.passes(slices.Collect(maps.Keys(stretch.covered))...)
		search = func() []int64 { return asked.along(stretch, tests, l, in, by) }
		if len(tests) == 0 && (stretch.ordered || by.field == "") || stretch.ordered && in.enough > 0 {
			return search(), nil
		}
	} else if by == (ordering{}) && in.enough > 0 {
		return filtered(asked.ids, in.load, asked.passes(), in.enough), nil
	}
	question := asked.question(by)
	if asked.remember {
		if known, ok := in.results.get(question); ok {
			return known, nil
		}
	}
	found := search()
	if asked.remember {
		in.results.put(question, found)
	}
	return found, nil
}

// rowsPerRecord is how many rows of a date index are looked at in the time in which one record is made.
const rowsPerRecord = 64

// asked is what a query asks for.
type asked struct {
	ids      []int64 // that its narrowing parameters leave over, ascending
	tests    map[string]test
	searched []string
	clock    time.Time
	remember bool
}

// ask reads a query.
func (s *Store) ask(l listing, in records, query url.Values) (asked, *refusal) {
	a := asked{ids: in.ids, tests: map[string]test{}, remember: in.results != nil}
	var unknown []string
	if l.clocked {
		a.clock = s.now()
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		value := query.Get(name)
		narrow, special := l.narrow[name]
		makeTest, known := l.filters[name]
		switch {
		case !special && !known:
			if !slices.Contains(l.extra, name) {
				unknown = append(unknown, name)
			}
			continue
		case value == "":
			continue
		case special:
			narrowed, err := narrow(s, a.ids, value)
			if err != nil {
				return a, badFilter(name, err)
			}
			a.ids = narrowed
		default:
			passes, err := makeTest(value, a.clock)
			if err != nil {
				return a, badFilter(name, err)
			}
			a.tests[name] = passes
			a.remember = a.remember && (!l.clocked || len(value) != len(time.DateOnly))
		}
		a.searched = append(a.searched, name+"="+value)
	}
	if len(unknown) > 0 {
		return a, unknownFilters(unknown)
	}
	return a, nil
}

// question is the query as a key of what is remembered.
func (a asked) question(by ordering) string {
	searched := slices.Clone(a.searched)
	if by.desc {
		searched = append(searched, "desc")
	}
	return strings.Join(append(searched, by.field), "\n")
}

// passes are the tests but for those of the parameters that are answered already.
func (a asked) passes(answered ...string) []test {
	var tests []test
	for _, name := range slices.Sorted(maps.Keys(a.tests)) {
		if !slices.Contains(answered, name) {
			tests = append(tests, a.tests[name])
		}
	}
	return tests
}

// along finds what passes the tests among the rows of a stretch of a date index.
func (a asked) along(s stretch, tests []test, l listing, in records, by ordering) []int64 {
	enough := in.enough
	if !s.ordered {
		enough = 0
	}
	found := s.ids(a.ids, len(a.ids) == len(in.ids), s.ordered && by.desc, enough, func(id int64) bool {
		return len(tests) == 0 || passesAll(tests, in.load(id))
	})
	if s.ordered {
		return found
	}
	slices.Sort(found)
	return sorted(found, in.load, l.sorts[by.field], by)
}

// filtered keeps the ids whose records pass; as many as are enough, 0 for all.
func filtered(ids []int64, load func(int64) object, tests []test, enough int) []int64 {
	if len(tests) == 0 {
		return ids
	}
	found := []int64{}
	for _, id := range ids {
		if !passesAll(tests, load(id)) {
			continue
		}
		if found = append(found, id); len(found) == enough {
			break
		}
	}
	return found
}

func passesAll(tests []test, record object) bool {
	return !slices.ContainsFunc(tests, func(passes test) bool { return !passes(record) })
}

// sorted orders by a field and, where it is the same, by id.
func sorted(ids []int64, load func(int64) object, k kind, by ordering) []int64 {
	ids = slices.Clone(ids)
	if by.field != "" {
		type entry struct {
			key key
			id  int64
		}
		entries := make([]entry, len(ids))
		for i, id := range ids {
			entries[i] = entry{k.keyOf(load(id).raw(by.field)), id}
		}
		slices.SortStableFunc(entries, func(a, b entry) int { return compare(a.key, b.key) })
		for i, one := range entries {
			ids[i] = one.id
		}
	}
	if by.desc {
		slices.Reverse(ids)
	}
	return ids
}

// sortedBy reads sort=field:direction. V2 also takes the field alone.
func (l listing) sortedBy(query url.Values) (ordering, *refusal) {
	value := query.Get("sort")
	if value == "" {
		return ordering{}, nil
	}
	name, direction, _ := strings.Cut(value, ":")
	return l.order(value, name, direction)
}

// sortedInDirection reads sort=field&direction=desc.
func (l listing) sortedInDirection(query url.Values) (ordering, *refusal) {
	name := query.Get("sort")
	return l.order(name, name, query.Get("direction"))
}

func (l listing) order(given, name, direction string) (ordering, *refusal) {
	_, known := l.sorts[name]
	if !known && name != "" || !slices.Contains([]string{"", "asc", "desc"}, direction) {
		return ordering{}, refuse(http.StatusUnprocessableEntity, "The sort parameters are invalid.").
			because("sort", quote(given)+" can't be sorted by")
	}
	if name == "id" {
		name = ""
	}
	return ordering{field: name, desc: direction == "desc"}, nil
}

// byID are the operators on the id of a resource, answered without looking at records.
func byID(param string, operators ...string) map[string]narrower {
	all := map[string]narrower{}
	for _, operator := range operators {
		all[strings.TrimSuffix(param+":"+operator, ":")] = idsThat(operator)
	}
	return all
}

// idsThat narrows by an operator on the id.
func idsThat(operator string) narrower {
	return func(_ *Store, ids []int64, value string) ([]int64, error) {
		wanted, err := integersIn(value)
		if err != nil {
			return nil, err
		}
		return keepIDs(ids, operator, wanted), nil
	}
}

// keepIDs applies an operator to ascending ids. There is always something wanted.
func keepIDs(ids []int64, operator string, wanted []int64) []int64 {
	from, found := slices.BinarySearch(ids, wanted[0])
	behind := from
	if found {
		behind++
	}
	switch operator {
	case "min":
		return ids[from:]
	case "greater":
		return ids[behind:]
	case "max":
		return ids[:behind]
	case "less":
		return ids[:from]
	case "not_in":
		return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool {
			_, found := slices.BinarySearch(wanted, id)
			return found
		})
	default:
		return common(ids, wanted)
	}
}

// common are those of the wanted ids that are among the others.
func common(ids, wanted []int64) []int64 {
	return slices.DeleteFunc(wanted, func(id int64) bool {
		_, found := slices.BinarySearch(ids, id)
		return !found
	})
}

// lookup finds the one record that carries a key.
type lookup func(s *Store, key string) (id int64, ok bool)

// byKey narrows to the record that carries the key.
func byKey(find lookup) narrower {
	return func(s *Store, ids []int64, value string) ([]int64, error) {
		id, ok := find(s, value)
		if !ok {
			return nil, nil
		}
		return common(ids, []int64{id}), nil
	}
}

// byKeys narrows to the records that carry the comma-separated keys.
func byKeys(find lookup) narrower {
	return func(s *Store, ids []int64, value string) ([]int64, error) {
		var wanted []int64
		for key := range strings.SplitSeq(value, ",") {
			if id, ok := find(s, strings.TrimSpace(key)); ok {
				wanted = append(wanted, id)
			}
		}
		slices.Sort(wanted)
		return common(ids, slices.Compact(wanted)), nil
	}
}

// listObjects answers with a page of a V3 list of objects that are at hand.
func (s *Store) listObjects(l listing, all []object, query url.Values, show func([]object) []object) (answer, *refusal) {
	w, f := windowV3(query, l.largest)
	if f != nil {
		return answer{}, f
	}
	found, f := s.findObjects(l, all, query, ordering{})
	if f != nil {
		return answer{}, f
	}
	shown := cut(found, w)
	meta := object{{"pagination", pagination(query, w, len(found), len(shown)).String()}}
	return data(http.StatusOK, list(show(shown)), meta), nil
}

// findObjects searches objects that are at hand.
func (s *Store) findObjects(l listing, all []object, query url.Values, by ordering) ([]object, *refusal) {
	in := records{ids: make([]int64, len(all)), load: func(at int64) object { return all[at] }}
	for i := range in.ids {
		in.ids[i] = int64(i)
	}
	places, f := s.find(l, in, query, by)
	if f != nil {
		return nil, f
	}
	found := make([]object, len(places))
	for i, at := range places {
		found[i] = all[at]
	}
	return found, nil
}

// asTheyAre shows objects unchanged.
func asTheyAre(objects []object) []object { return objects }

// keysOf are the names of all parameters of a query.
func keysOf(query url.Values) []string { return slices.Collect(maps.Keys(query)) }

// merge puts maps together.
func merge[V any](all ...map[string]V) map[string]V {
	merged := map[string]V{}
	for _, one := range all {
		maps.Copy(merged, one)
	}
	return merged
}

// listRows answers with a page of a V3 list of a table of plain objects.
func (s *Store) listRows(l listing, t *table[object], r *request, by ordering, id string) (answer, *refusal) {
	w, f := windowV3(r.query, l.largest)
	if f != nil {
		return answer{}, f
	}
	in := rows(t)
	in.results, in.dated = &t.results, t.dated
	ids, f := s.find(l, in, r.query, by)
	if f != nil {
		return answer{}, f
	}
	page := cut(ids, w)
	fields := projectionOf(r.query)
	shown := make([]object, len(page))
	for i, at := range page {
		shown[i] = fields.apply(in.load(at), id)
	}
	return data(http.StatusOK, list(shown), object{{"pagination", pagination(r.query, w, len(ids), len(page)).String()}}), nil
}
