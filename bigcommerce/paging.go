package bigcommerce

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// largestPage is the most records that the API gives on one page, unless an endpoint says otherwise.
const largestPage = 250

// strategy says how the pages of a list follow one another: pageV2{}, offsetV3{}, cursorV3{} or byID{…}.
type strategy interface {
	// advance sets the query of the page that follows page, or reports that page is the last. seen counts the records so far, those of
	// page included.
	advance(query url.Values, page *rawPage, seen int64) (more bool, err error)
}

// listing is a list that spans pages.
type listing struct {
	call     call
	strategy strategy
	// pageSize is the most records that the API gives on one page; 0 is 250.
	pageSize int
	// query is added to the call's own query and wins over it.
	query url.Values
}

// walk reads the listing page by page. Each record has memory of its own: keeping one keeps no page.
func walk[T any](ctx context.Context, c *Client, list listing, opts ListOptions) iter.Seq2[Record[T], error] {
	return func(yield func(Record[T], error) bool) {
		var none Record[T]
		query, err := list.firstQuery(opts)
		if err != nil {
			yield(none, requestError(list.call.api, err))
			return
		}
		next := list.call
		next.query = query
		next.bulk = list.call.bulk || opts.Limit == 0 || opts.Limit > list.largest()
		seed := maphash.MakeSeed()
		var previous uint64
		seen := int64(0)
		for number := 1; ; number++ {
			page, err := readPage(ctx, c, next)
			if err != nil {
				if number > 1 && isV2(next) && page.status == http.StatusNotFound {
					return // V2 may say so of a page past the end
				}
				yield(none, err)
				return
			}
			page.size, _ = strconv.Atoi(query.Get("limit"))
			if hash := maphash.Bytes(seed, page.data); number > 1 && page.count > 0 && hash == previous {
				yield(none, endless(list.call, "two pages in a row are the same"))
				return
			} else {
				previous = hash
			}
			more := false
			if wanted := int64(opts.Limit) - seen; opts.Limit == 0 || int64(page.count) < wanted {
				if more, err = list.strategy.advance(query, &page, seen+int64(page.count)); err != nil {
					yield(none, endless(list.call, err.Error()))
					return
				}
			}
			for raw := range elements(page.data) {
				if !yield(NewRecord[T](bytes.Clone(raw)), nil) {
					return
				}
				if seen++; seen == int64(opts.Limit) {
					return
				}
			}
			if !more {
				return
			}
		}
	}
}

func (l listing) largest() int {
	if l.pageSize > 0 {
		return l.pageSize
	}
	return largestPage
}

// firstQuery returns the query of the first page. The page size is the smallest that takes no more requests.
func (l listing) firstQuery(opts ListOptions) (url.Values, error) {
	own, err := queryValues(l.call.query)
	if err != nil {
		return nil, err
	}
	query := maps.Clone(own)
	maps.Copy(query, l.query)
	for _, name := range []string{"page", "after", "before"} {
		query.Del(name)
	}
	size := l.largest()
	if opts.Limit < 0 {
		return nil, fmt.Errorf("the limit %d must not be negative", opts.Limit)
	}
	if opts.Limit > 0 {
		pages := (opts.Limit + size - 1) / size
		size = (opts.Limit + pages - 1) / pages
	}
	query.Set("limit", strconv.Itoa(size))
	return query, nil
}

// pageV2 pages by number; the last page is short or empty.
type pageV2 struct{}

func (pageV2) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	return page.count >= page.size, nextNumber(query)
}

// offsetV3 pages by number; the answer carries totals.
type offsetV3 struct{}

func (offsetV3) advance(query url.Values, page *rawPage, seen int64) (bool, error) {
	if page.count == 0 || page.total >= 0 && seen >= page.total || page.total < 0 && page.count < page.size {
		return false, nil
	}
	return true, nextNumber(query)
}

func nextNumber(query url.Values) error {
	number, _ := strconv.Atoi(query.Get("page"))
	query.Set("page", strconv.Itoa(max(number, 1)+1))
	return nil
}

// cursorV3 pages by opaque cursor.
type cursorV3 struct{}

func (cursorV3) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	if page.after == "" || page.count == 0 || page.last || !page.linked && page.count < page.size {
		return false, nil
	}
	if page.after == query.Get("after") {
		return false, fmt.Errorf("the cursor %q leads to itself", shorten(page.after, 100))
	}
	query.Set("after", page.after)
	return true, nil
}

// byID walks upwards by id, so that a record that is created or updated meanwhile is neither hidden nor repeated. The
// listing's query must sort by that field, ascending.
type byID struct {
	// field is the id's name in the record.
	field string
	// greaterParam is the filter for the next page, such as id:greater or min_id.
	greaterParam string
	// inclusive is set when the filter means "at least" (min_id) rather than "greater than".
	inclusive bool
}

func (s byID) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	last := int64(0)
	if from, err := strconv.ParseInt(query.Get(s.greaterParam), 10, 64); err == nil {
		last = from
		if s.inclusive {
			last--
		}
	}
	for raw := range elements(page.data) {
		id, err := strconv.ParseInt(strings.Trim(string(member(raw, s.field)), `"`), 10, 64)
		if err != nil {
			return false, fmt.Errorf("a record has no %s", s.field)
		}
		if id <= last {
			return false, fmt.Errorf("the records are not in the order of %s that was asked for: %d follows %d", s.field, id, last)
		}
		last = id
	}
	if page.count == 0 || page.total >= 0 && int64(page.count) >= page.total || page.total < 0 && page.count < page.size {
		return false, nil
	}
	if s.inclusive {
		last++
	}
	query.Set(s.greaterParam, strconv.FormatInt(last, 10))
	return true, nil
}

// rawPage is one page that has not been split yet.
type rawPage struct {
	status int
	// data is the array of records.
	data  []byte
	count int
	// total counts the records of all pages that match the page's query, -1 when the answer doesn't say.
	total int64
	// size is the number of records that was asked for.
	size int
	// after is the cursor of the next page; linked says that the answer has links, last that none of them leads on.
	after        string
	linked, last bool
	// date is the store's clock when it answered, zero when the answer doesn't say.
	date time.Time
}

// readPage reads a page: a V2 array, a V3 object with data, or nothing.
func readPage(ctx context.Context, c *Client, call call) (rawPage, error) {
	answer, err := c.do(ctx, call)
	page := rawPage{status: answer.status, total: -1, date: dateOf(answer.header)}
	if err != nil {
		return page, err
	}
	if isV2(call) {
		if answer.status == http.StatusNoContent || isNull(bytes.TrimSpace(answer.body)) {
			return page, nil
		}
		page.data = answer.body
	} else {
		if answer.status == http.StatusNoContent { // some V3 lists answer so when they are empty
			return page, nil
		}
		page.data = member(answer.body, "data")
		page.readMeta(member(answer.body, "meta"))
	}
	if !startsWith(page.data, '[') {
		return page, missingSuccess(call, answer.status, "it has no list of records")
	}
	for range elements(page.data) {
		page.count++
	}
	return page, nil
}

// readMeta reads what V3 says about the other pages, as far as it does: meta may lack anything.
func (p *rawPage) readMeta(meta []byte) {
	var total int64
	if json.Unmarshal(member(member(meta, "pagination"), "total"), &total) == nil && total >= 0 {
		p.total = total
	}
	cursor := member(meta, "cursor_pagination")
	p.after = text(member(cursor, "end_cursor"))
	if links := member(cursor, "links"); startsWith(links, '{') {
		p.linked = true
		p.last = text(member(links, "next")) == ""
	}
}

// listPage reads one page: a V2 array, a V3 object with data, or nothing (204).
func listPage[T any](ctx context.Context, c *Client, call call) (Page[T], error) {
	page, err := readPage(ctx, c, call)
	if err != nil {
		return Page[T]{Records: []Record[T]{}, Total: -1}, err
	}
	after := page.after
	if page.last {
		after = ""
	}
	return Page[T]{Records: records[T](page.data, page.count), Total: page.total, After: after, Date: page.date}, nil
}

// one reads one record: a bare V2 object, or the data of a V3 object. With a KindPartial error the saved record is returned too.
func one[T any](ctx context.Context, c *Client, call call) (Record[T], error) {
	answer, err := c.do(ctx, call)
	if err != nil && len(answer.body) == 0 {
		return Record[T]{}, err
	}
	data := answer.body
	if !isV2(call) {
		data = member(data, "data")
	}
	if startsWith(data, '[') { // a part that was saved comes as a list of one
		for element := range elements(data) {
			data = element
			break
		}
	}
	switch {
	case err != nil && (!isPartial(err) || !startsWith(data, '{')):
		return Record[T]{}, err
	case !startsWith(data, '{'):
		return Record[T]{}, missingSuccess(call, answer.status, "it has no record")
	default:
		return NewRecord[T](data), err
	}
}

// many reads the records of a V3 data array, as batch writes answer. With a KindPartial error the saved records are returned too.
func many[T any](ctx context.Context, c *Client, call call) ([]Record[T], error) {
	answer, err := c.do(ctx, call)
	if err != nil && !isPartial(err) {
		return nil, err
	}
	data := member(answer.body, "data")
	if err == nil && !startsWith(data, '[') {
		return nil, missingSuccess(call, answer.status, "it has no list of records")
	}
	return records[T](data, 0), err
}

// records splits an array into records that share its memory.
func records[T any](data []byte, count int) []Record[T] {
	found := make([]Record[T], 0, count)
	for raw := range elements(data) {
		found = append(found, NewRecord[T](raw))
	}
	return found
}

func isV2(call call) bool { return strings.HasPrefix(call.path, "/v2/") }

func isPartial(err error) bool {
	var e *Error
	return err != nil && errors.As(err, &e) && e.Kind == KindPartial
}

// endless is the error of a list whose pages don't lead to an end.
func endless(call call, why string) *Error {
	return &Error{
		Kind: KindUnavailable, Code: "bigcommerce.paging", API: call.api,
		Message: "The list was ended because it would not come to an end: " + why + ".",
	}
}
