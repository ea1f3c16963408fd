package sandbox

import (
	"encoding/json"
	"fmt"
)

// SetField puts a field into a stored record as it is, also one that the API doesn't have or wouldn't take. The resource is
// "customers", "products", "orders", "categories" or "brands". It fails when there is no such record or the value is no JSON.
func (s *Store) SetField(resource string, id int64, name string, value json.RawMessage) error {
	compact, err := parseArray("[" + string(value) + "]")
	if err != nil || len(compact) != 1 {
		return fmt.Errorf("field %s: not one JSON value", name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	set := func(fields object) object { return fields.with(name, compact[0]) }
	found := false
	switch resource {
	case "customers":
		found = replace(s.customers, id, func(c customer) customer { c.fields = set(c.fields); return c })
	case "products":
		found = replace(s.products, id, func(p product) product { p = *p.clone(); p.fields = set(p.fields); return p })
	case "orders":
		found = replace(s.orders, id, func(o order) order { o.parts(); o.fields = set(o.fields); return o })
	case "categories":
		found = plant(s.categories, id, set)
	case "brands":
		found = plant(s.brands, id, set)
	default:
		return fmt.Errorf("unknown resource %q", resource)
	}
	if !found {
		return fmt.Errorf("%s has no record %d", resource, id)
	}
	return nil
}

// replace stores a changed copy of a row.
func replace[T any](t *table[*T], id int64, change func(T) T) bool {
	row, ok := t.get(id)
	if ok {
		changed := change(*row)
		t.put(id, &changed)
	}
	return ok
}

func plant(t *table[object], id int64, change func(object) object) bool {
	row, ok := t.get(id)
	if ok {
		t.put(id, change(row))
	}
	return ok
}

// IDs returns the ids of all records of a resource in ascending order: "customers", "products", "orders", "categories" or
// "brands"; nil for any other.
func (s *Store) IDs(resource string) []int64 {
	s.settleDue()
	s.mu.RLock()
	defer s.mu.RUnlock()
	var ids []int64
	switch resource {
	case "customers":
		ids = s.customers.ids
	case "products":
		ids = s.products.ids
	case "orders":
		ids = s.orders.ids
	case "categories":
		ids = s.categories.ids
	case "brands":
		ids = s.brands.ids
	}
	return append([]int64(nil), ids...)
}
