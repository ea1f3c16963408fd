package bigcommerce

import (
	"bytes"
	"cmp"
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

const (
	// largestPage is the most records that the API gives on one page, unless an endpoint says otherwise.
	largestPage = 250
	// mostRecords bounds how many records are looked for in one answer, whatever was asked for: each takes memory, however small it is.
	mostRecords = 10_000
	// longestCursor is how long the cursor of a page may be: it becomes a part of an address.
	longestCursor = 2048
)

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
	// lazy is set when no page may be asked for before the caller needs it.
	lazy bool
}

// lookAhead is after how many records of a page, beyond the first, the reader is asked again what it can fetch ahead.
const lookAhead = 50

// walk reads the listing page by page, and fetches pages ahead once the caller goes beyond the first record. Each record has memory of its own, unless it is most of its page: keeping one keeps no page.
func walk[T any](ctx context.Context, c *Client, list listing, opts ListOptions) iter.Seq2[Record[T], error] {
	return func(yield func(Record[T], error) bool) {
		var none Record[T]
		query, err := list.firstQuery(opts)
		if err != nil {
			yield(none, requestError(list.call.api, err))
			return
		}
		list.call.bulk = list.call.bulk || opts.Limit == 0 || opts.Limit > list.largest()
		reader := newReader(ctx, c, list, query, opts.Limit)
		defer reader.close()
		seed := maphash.MakeSeed()
		var previous uint64
		seen := 0
		for number := 1; ; number++ {
			page, ok, err := reader.next()
			switch {
			case !ok:
				return
			case err != nil && number > 1 && isV2(list.call) && page.status == http.StatusNotFound:
				return // V2 may say so of a page past the end
			case err != nil:
				yield(none, err)
				return
			}
			hash := maphash.Bytes(seed, page.data)
			if number > 1 && page.count > 0 && hash == previous {
				yield(none, endless(list.call, "two pages in a row are the same"))
				return
			}
			previous = hash
			for i, raw := range page.records {
				// A caller that takes one record and stops costs one request. The later calls start what has become known meanwhile.
				if i%lookAhead == 1 {
					reader.ahead()
				}
				if len(raw) < len(page.data)/2 {
					raw = bytes.Clone(raw)
				}
				if !yield(NewRecord[T](raw), nil) {
					return
				}
				if seen++; seen == opts.Limit {
					return
				}
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
	nextNumber(query)
	return page.count >= page.size, nil
}

// offsetV3 pages by number; the answer carries totals.
type offsetV3 struct{}

func (offsetV3) advance(query url.Values, page *rawPage, seen int64) (bool, error) {
	if page.count == 0 || page.total >= 0 && seen >= page.total || page.total < 0 && page.count < page.size {
		return false, nil
	}
	nextNumber(query)
	return true, nil
}

// nextNumber asks for the page behind.
func nextNumber(query url.Values) {
	number, _ := strconv.Atoi(query.Get("page"))
	query.Set("page", strconv.Itoa(max(number, 1)+1))
}

// cursorV3 pages by opaque cursor.
type cursorV3 struct{}

func (cursorV3) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	if page.after == "" || page.count == 0 || page.last || !page.linked && page.count < page.size {
		return false, nil
	}
	if len(page.after) > longestCursor {
		return false, fmt.Errorf("a cursor has %d bytes", len(page.after))
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
	// upToParam is the filter for the highest id, such as id:max, where the list can be read in spans; see spans.
	upToParam string
}

func (s byID) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	last := int64(0)
	if from, err := strconv.ParseInt(query.Get(s.greaterParam), 10, 64); err == nil {
		last = from
		if s.inclusive {
			last--
		}
	}
	for _, raw := range page.records {
		id, ok := s.idOf(raw)
		if !ok {
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

// idOf returns the id of a record.
func (s byID) idOf(record []byte) (int64, bool) {
	text := bytes.Trim(firstMember(record, s.field), `"`)
	if len(text) > longestNumber {
		return 0, false
	}
	id, err := strconv.ParseInt(string(text), 10, 64)
	return id, err == nil
}

// anyPaging leaves it to the first page how the others follow; see of.
type anyPaging struct{}

func (anyPaging) advance(query url.Values, page *rawPage, seen int64) (bool, error) {
	return anyPaging{}.of(page).advance(query, page, seen)
}

// of returns the strategy that the page tells.
func (anyPaging) of(page *rawPage) strategy {
	switch {
	case page.v2:
		return pageV2{}
	case page.linked || page.after != "":
		return cursorV3{}
	case page.total >= 0:
		return offsetV3{}
	default:
		return unpaged{}
	}
}

// unpaged is for V3 answers that say nothing about pages: they have everything, unless it is exactly what was asked for.
type unpaged struct{}

func (unpaged) advance(query url.Values, page *rawPage, _ int64) (bool, error) {
	if page.count == 0 || page.count != page.size {
		return false, nil
	}
	nextNumber(query)
	return true, nil
}

// rawPage is one page as it came.
type rawPage struct {
	status int
	// data is the array of records.
	data []byte
	// records are the elements of data, count how many there are.
	records [][]byte
	count   int
	// total counts the records of all pages that match the page's query, -1 when the answer doesn't say.
	total int64
	// size is the number of records that was asked for.
	size int
	// waited is how long the request waited for quota.
	waited time.Duration
	// after is the cursor of the next page; linked says that the answer has links, last that none of them leads on.
	after        string
	linked, last bool
	// v2 tells that the page is one of V2, where that isn't known beforehand.
	v2 bool
	// header is that of the answer.
	header http.Header
}

// readPage reads a page: a V2 array, a V3 object with data, or nothing.
func readPage(ctx context.Context, c *Client, call call) (rawPage, error) {
	answer, err := c.do(ctx, call)
	page := rawPage{status: answer.status, header: answer.header, total: -1, waited: answer.waited}
	if err != nil {
		return page, err
	}
	if call.any {
		return page, page.readAnything(call, answer)
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
		page.readEnvelope(answer.body)
	}
	if !startsWith(page.data, '[') {
		return page, missingSuccess(call, answer.status, "it has no list of records")
	}
	if !page.split() {
		return page, missingSuccess(call, answer.status, tooMany)
	}
	return page, nil
}

// readAnything reads an answer of which nothing is known: a page of a list, or a record that is all there is.
func (p *rawPage) readAnything(call call, answer response) error {
	p.v2 = isV2(call)
	if answer.status == http.StatusNoContent {
		return nil
	}
	if len(answer.body) == 0 {
		return missingSuccess(call, answer.status, "it is empty")
	}
	if !p.v2 {
		p.readEnvelope(answer.body)
	}
	list := false
	if p.records, list = unwrapped(p.v2, answer.body); len(p.records) > mostRecords {
		return missingSuccess(call, answer.status, tooMany)
	}
	p.count = len(p.records)
	if p.data == nil {
		p.data = answer.body
	}
	if !list { // whatever was asked for, nothing follows
		p.v2, p.linked, p.after, p.total = false, false, "", int64(p.count)
	}
	return nil
}

// tooMany says what is wrong with an answer of more than mostRecords.
const tooMany = "it has more records than any page of BigCommerce"

// split finds the records of the page, once for all who look at them, and reports whether they are as many as a page may have.
func (p *rawPage) split() bool {
	for raw := range elements(p.data) {
		if len(p.records) == mostRecords {
			return false
		}
		p.records = append(p.records, raw)
	}
	p.count = len(p.records)
	return true
}

// readEnvelope finds the records and what is said about them in a V3 answer.
func (p *rawPage) readEnvelope(body []byte) {
	var meta []byte
	for quoted, value := range quotedMembers(body) {
		switch {
		case isNamed(quoted, "data"):
			p.data = value
		case isNamed(quoted, "meta"):
			meta = value
		}
	}
	p.readMeta(meta)
}

// readMeta reads what V3 says about the other pages, as far as it does: meta may lack anything.
func (p *rawPage) readMeta(meta []byte) {
	var total int64
	if found := member(member(meta, "pagination"), "total"); len(found) <= longestNumber && json.Unmarshal(found, &total) == nil && total >= 0 {
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
	return Page[T]{Records: recordsOf[T](page), Total: page.total, After: after, Date: dateOf(page.header)}, nil
}

// recordsOf returns the records of a page.
func recordsOf[T any](page rawPage) []Record[T] {
	found := make([]Record[T], len(page.records))
	for i, raw := range page.records {
		found[i] = NewRecord[T](raw)
	}
	return found
}

// allOf reads a list to its end; a list that breaks off is none.
func allOf[T any](records iter.Seq2[Record[T], error]) ([]Record[T], error) {
	found := []Record[T]{}
	for record, err := range records {
		if err != nil {
			return []Record[T]{}, err
		}
		found = append(found, record)
	}
	return found, nil
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
	page := rawPage{data: data}
	if !page.split() {
		return nil, cmp.Or(err, error(missingSuccess(call, answer.status, tooMany)))
	}
	return recordsOf[T](page), err
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
