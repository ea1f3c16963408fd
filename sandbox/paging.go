package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

const (
	defaultLimit = 50
	maxLimit     = 250
)

// window is a page of a list.
type window struct{ page, limit int }

// windowOf reads page and limit. The name of a parameter that can't be read comes back as bad.
func windowOf(query url.Values) (w window, bad string) {
	w = window{page: 1, limit: defaultLimit}
	for _, param := range []struct {
		name string
		into *int
	}{{"page", &w.page}, {"limit", &w.limit}} {
		value := query.Get(param.name)
		if value == "" {
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			return w, param.name
		}
		*param.into = n
	}
	return w, ""
}

// windowV3 reads page and limit for a list with the given largest page, 0 for the usual one.
func windowV3(query url.Values, largest int) (window, *refusal) {
	if largest == 0 {
		largest = maxLimit
	}
	w, bad := windowOf(query)
	if bad != "" {
		return w, badFilter(bad, fmt.Errorf("%q is not a positive integer", query.Get(bad)))
	}
	if w.limit > largest {
		return w, badFilter("limit", fmt.Errorf("must not be greater than %d", largest))
	}
	return w, nil
}

// windowV2 reads page and limit of a V2 list.
func windowV2(query url.Values) (window, *refusal) {
	w, bad := windowOf(query)
	if bad != "" {
		return w, refuse(http.StatusBadRequest, "The field '"+bad+"' is invalid.")
	}
	if w.limit > maxLimit {
		f := refuse(http.StatusRequestEntityTooLarge, "The specified limit exceeds the maximum allowed.")
		f.detail = object{{"max_limit", number(maxLimit)}}
		return w, f
	}
	return w, nil
}

// cut returns the part of a list that the window shows.
func cut[T any](all []T, w window) []T {
	from := min((w.page-1)*w.limit, len(all))
	if from < 0 { // a page number so large that it overflows
		from = len(all)
	}
	return all[from:min(from+w.limit, len(all))]
}

// pagination is meta.pagination of an offset page.
func pagination(query url.Values, w window, total, count int) object {
	pages := (total + w.limit - 1) / w.limit
	links := object{}
	if w.page > 1 {
		links = append(links, field{"previous", quote(pageLink(query, w.page-1, w.limit))})
	}
	links = append(links, field{"current", quote(pageLink(query, w.page, w.limit))})
	if w.page < pages {
		links = append(links, field{"next", quote(pageLink(query, w.page+1, w.limit))})
	}
	return object{
		{"total", number(int64(total))},
		{"count", number(int64(count))},
		{"per_page", number(int64(w.limit))},
		{"current_page", number(int64(w.page))},
		{"total_pages", number(int64(pages))},
		{"links", links.String()},
	}
}

func pageLink(query url.Values, page, limit int) string {
	return linkWith(query, "page="+strconv.Itoa(page)+"&limit="+strconv.Itoa(limit))
}

// linkWith keeps the query's other parameters and changes the paging.
func linkWith(query url.Values, paging string) string {
	rest := url.Values{}
	for name, values := range query {
		if !slices.Contains([]string{"page", "limit", "after", "before"}, name) {
			rest[name] = values
		}
	}
	if len(rest) == 0 {
		return "?" + paging
	}
	return "?" + rest.Encode() + "&" + paging
}

// pageOrCursor cuts the page that the query asks for out of an ordered list that offers both: the first page tells of both, a later one of the way
// it was asked for.
func (s *Store) pageOrCursor(l listing, in records, ids []int64, query url.Values, by ordering, w window) (shown []int64, meta object, f *refusal) {
	byCursor := query.Get("after") != "" || query.Get("before") != ""
	if shown = cut(ids, w); !byCursor {
		meta = append(meta, field{"pagination", pagination(query, w, len(ids), len(shown)).String()})
	}
	if byCursor || w.page == 1 {
		page, cursors, f := s.cursorPage(l, in, ids, query, by, w.limit)
		if f != nil {
			return nil, nil, f
		}
		shown, meta = page, append(meta, field{"cursor_pagination", cursors.String()})
	}
	return shown, meta, nil
}

// cursorPage cuts the page that after or before asks for out of an ordered list, and describes it.
func (s *Store) cursorPage(l listing, in records, ids []int64, query url.Values, by ordering, limit int) ([]int64, object, *refusal) {
	from, to := 0, min(limit, len(ids))
	for _, param := range []string{"after", "before"} {
		if query.Get(param) == "" {
			continue
		}
		at, f := position(l, in, ids, query, param, by)
		if f != nil {
			return nil, nil, f
		}
		if param == "after" {
			from, to = at, min(at+limit, len(ids))
		} else {
			from, to = max(at-limit, 0), at
		}
		break
	}
	page := ids[from:to]
	meta := object{{"count", number(int64(len(page)))}, {"per_page", number(int64(limit))}}
	links := object{}
	size := "limit=" + strconv.Itoa(limit)
	if len(page) > 0 {
		start, end := cursor(in.load(page[0]), page[0], by), cursor(in.load(page[len(page)-1]), page[len(page)-1], by)
		meta = append(meta, field{"start_cursor", quote(start)}, field{"end_cursor", quote(end)})
		if from > 0 {
			links = append(links, field{"previous", quote(linkWith(query, "before="+start+"&"+size))})
		}
		if to < len(ids) {
			links = append(links, field{"next", quote(linkWith(query, "after="+end+"&"+size))})
		}
	}
	return page, append(meta, field{"links", links.String()}), nil
}

// cursor is the opaque place of a record in an ordered list.
func cursor(record object, id int64, by ordering) string {
	place := object{{"id", number(id)}}
	if by.field != "" {
		place = append(place, field{by.field, record.raw(by.field)})
	}
	return base64.RawURLEncoding.EncodeToString(place.appendJSON(nil))
}

// position finds the index behind the cursor for after, and the index of the cursor for before, also when the record that it
// was taken from is gone.
func position(l listing, in records, ids []int64, query url.Values, param string, by ordering) (int, *refusal) {
	refused := badFilter(param, fmt.Errorf("is not a cursor of this list"))
	decoded, err := base64.RawURLEncoding.DecodeString(query.Get(param))
	if err != nil {
		return 0, refused
	}
	place, err := parseObject(decoded)
	if err != nil || place.raw("id") == "" {
		return 0, refused
	}
	wanted := place.integer("id")
	wantedKey := key{}
	if by.field != "" {
		value, ok := place.get(by.field)
		if !ok {
			return 0, refused
		}
		wantedKey = l.sorts[by.field].keyOf(value)
	}
	at, found := slices.BinarySearchFunc(ids, wanted, func(id, wanted int64) int {
		order := 0
		if by.field != "" {
			order = compare(l.sorts[by.field].keyOf(in.load(id).raw(by.field)), wantedKey)
		}
		if order == 0 {
			order = compare(key{number: float64(id)}, key{number: float64(wanted)})
		}
		if by.desc {
			return -order
		}
		return order
	})
	if found && param == "after" {
		at++
	}
	return at, nil
}
