package sandbox

import (
	"slices"
	"sync"
)

// table keeps the rows of one resource in the order of their ids. Rows of the seeded shop are made when they are read, from
// nothing but their id, so that a large store costs no memory; rows that were written are kept. A row is never changed in
// place.
type table[T any] struct {
	ids     []int64 // ascending
	written map[int64]T
	seeded  func(id int64) T // makes the row of a seeded id
	nextID  int64
	indexes []*index[T]
	dates   []*dateIndex[T]

	results results
}

// newTable returns a table whose ids first to first+count-1 are seeded.
func newTable[T any](first int64, count int, seeded func(id int64) T, indexes ...*index[T]) *table[T] {
	t := &table[T]{
		ids:     make([]int64, count),
		written: map[int64]T{},
		seeded:  seeded,
		nextID:  first + int64(count),
		indexes: indexes,
	}
	for i := range t.ids {
		t.ids[i] = first + int64(i)
	}
	return t
}

func (t *table[T]) has(id int64) bool {
	_, found := slices.BinarySearch(t.ids, id)
	return found
}

func (t *table[T]) get(id int64) (T, bool) {
	if row, ok := t.written[id]; ok {
		return row, true
	}
	if !t.has(id) {
		var none T
		return none, false
	}
	return t.seeded(id), true
}

// all returns every row in the order of the ids.
func (t *table[T]) all() []T {
	rows := make([]T, len(t.ids))
	for i, id := range t.ids {
		rows[i], _ = t.get(id)
	}
	return rows
}

// takeID returns the id of the next new row.
func (t *table[T]) takeID() int64 {
	t.nextID++
	return t.nextID - 1
}

func (t *table[T]) put(id int64, row T) {
	t.forget(id)
	for _, x := range t.dates {
		x.drop(t, id)
		x.add(id, row)
	}
	if at, found := slices.BinarySearch(t.ids, id); !found {
		t.ids = slices.Insert(t.ids, at, id)
	}
	t.written[id] = row
	for _, x := range t.indexes {
		for _, key := range x.keys(row) {
			x.written[key] = id
		}
	}
	t.results.clear()
}

func (t *table[T]) remove(id int64) {
	t.forget(id)
	for _, x := range t.dates {
		x.drop(t, id)
	}
	if at, found := slices.BinarySearch(t.ids, id); found {
		t.ids = slices.Delete(t.ids, at, at+1)
	}
	delete(t.written, id)
	t.results.clear()
}

// forget takes the keys of a written row out of the indexes.
func (t *table[T]) forget(id int64) {
	row, ok := t.written[id]
	if !ok {
		return
	}
	for _, x := range t.indexes {
		for _, key := range x.keys(row) {
			if x.written[key] == id {
				delete(x.written, key)
			}
		}
	}
}

// index finds the row that carries a key which is unique in the store, such as an e-mail address. The keys of seeded rows are
// not kept: seeded says which row a key would belong to, and that row is asked.
type index[T any] struct {
	keys    func(row T) []string
	written map[string]int64
	seeded  func(key string) (id int64, ok bool)
}

func newIndex[T any](keys func(T) []string, seeded func(string) (int64, bool)) *index[T] {
	return &index[T]{keys: keys, written: map[string]int64{}, seeded: seeded}
}

// find returns the id of the row that carries the key.
func (t *table[T]) find(x *index[T], key string) (int64, bool) {
	if id, ok := x.written[key]; ok {
		return id, true
	}
	id, ok := x.seeded(key)
	if !ok || !t.has(id) {
		return 0, false
	}
	if _, rewritten := t.written[id]; rewritten {
		return 0, false
	}
	return id, slices.Contains(x.keys(t.seeded(id)), key)
}

// results remembers the ids that a query found until the table changes, so that the pages of a list don't search the whole
// table each.
type results struct {
	mu    sync.Mutex
	known map[string][]int64
}

const rememberedResults = 64

func (r *results) get(query string) ([]int64, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	ids, ok := r.known[query]
	return ids, ok
}

func (r *results) put(query string, ids []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= rememberedResults {
		r.known = map[string][]int64{}
	}
	r.known[query] = ids
}

func (r *results) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.known)
}
