package bigcommerce

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	// spanPages is how many pages a span has at most.
	spanPages = 24
	// spanWidth is how many pages the reader must want ahead before it reads in spans: below, one page after the other is as fast.
	spanWidth = 4
)

// spans reads a list that is walked by id several pages at a time. A walk by id learns from each page where the next one begins; a span
// breaks this chain without giving its guarantee up:
//
//   - A span begins after an id, the anchor. Its last page is read first, as page number k of the records after the anchor. Its last id
//     bounds the span, and the next one begins there, so that nothing depends on the records between being counted right.
//   - The pages before it are read by number, all at once, among the records between these two ids. New records have higher ids and existing
//     ones keep theirs: the records of a span can only become fewer. While their total is the same, they are the same, and the
//     pages fit one another.
//   - Where the totals of two neighbours differ, a record was deleted between the two requests, and moved others over the page's
//     edge. Then what lies between the last id of the one and the first id of the other is asked for, which costs one request more, or
//     what both have is dropped.
//
// This holds as long as nothing but creation and deletion changes which records match: see [lasting].
type spans struct {
	by byID
	// anchor is the id after which the next span begins; left is how many records are believed to follow.
	anchor, left int64
	// end is the last page of the next span while it is read; pages is how many the span has.
	end   *fetch
	pages int64

	// last is the id of the last record delivered, total the span's records when its page was read; closed is set when the gap after it
	// has been read.
	last, total int64
	closed      bool
	// cut is set when no further span may begin: the walk goes on from the last record.
	cut bool
}

// spanPage is what sets a page of a span apart.
type spanPage struct {
	// opens is set for the first page, which follows the span before whatever happened.
	opens bool
	// total is how many records the span had when its last page was read; 0 for the other pages, whose answers say so.
	total int64
	// upTo is the last id of a gap, 0 for a page that is none.
	upTo int64
}

// lasting reports whether nothing but creation and deletion can change which records match the query.
func lasting(query url.Values) bool {
	for name := range query {
		switch name {
		case "limit", "sort", "direction", "include", "include_fields", "exclude_fields":
		default:
			if name != "id" && !strings.HasPrefix(name, "id:") {
				return false
			}
		}
	}
	return true
}

// beginSpans goes over to spans after a page of a walk by id, when that is worthwhile.
func (r *reader) beginSpans(page *rawPage) {
	by, ok := r.strategy.(byID)
	if !ok || by.upToParam == "" || !r.affordable(0) || r.width < spanWidth || page.total < 0 || page.count < page.size || !lasting(r.query) {
		return
	}
	left := min(page.total-int64(page.count), r.wanted())
	if left <= int64(page.size)*(spanWidth-1) {
		return
	}
	anchor, _ := strconv.ParseInt(r.query.Get(by.greaterParam), 10, 64)
	r.spans = &spans{by: by, anchor: anchor, last: anchor, left: left}
}

// endSpans goes back to the walk from page to page, for what the spans have left.
func (r *reader) endSpans() {
	if r.spans == nil {
		return
	}
	r.more = r.spans.left > 0 && r.wanted() > 0
	r.query.Set(r.spans.by.greaterParam, strconv.FormatInt(max(r.spans.anchor, r.spans.last), 10))
	r.spans = nil
}

// abandonSpans goes back to the walk from page to page, for all that follows the last record.
func (r *reader) abandonSpans() {
	if r.spans == nil {
		return
	}
	r.abandon(r.spans.end)
	r.spans.end, r.spans.anchor, r.spans.left = nil, 0, 1
	r.endSpans()
}

// spread asks for the pages of spans, and for the end of the next span once all of the last are asked for.
func (r *reader) spread() {
	s := r.spans
	if s.end != nil {
		select {
		case <-s.end.done:
			r.expand()
		default:
		}
	}
	// The end comes on top of the width: the pages of the next span can't be asked for without it.
	if r.startUpTo(r.width) < len(r.queue) || s.end != nil || s.left <= 0 || s.cut || !r.affordable(budget) {
		return
	}
	size, _ := strconv.ParseInt(r.query.Get("limit"), 10, 64)
	s.pages = min((s.left+size-1)/size, int64(max(r.width, spanWidth)), spanPages)
	s.end = r.plan(s.between(r.query, s.anchor, 0, s.pages))
	r.start(s.end)
}

// between returns the query of a page among the records with ids after one and up to another; 0 is no bound.
func (s *spans) between(base url.Values, after, upTo, number int64) url.Values {
	query := maps.Clone(base)
	query.Set(s.by.greaterParam, strconv.FormatInt(after, 10))
	if upTo > 0 {
		query.Set(s.by.upToParam, strconv.FormatInt(upTo, 10))
	}
	if number > 1 {
		query.Set("page", strconv.FormatInt(number, 10))
	}
	return query
}

// expand plans the pages of the span whose end has come.
func (r *reader) expand() {
	s := r.spans
	end := s.end
	s.end = nil
	if errors.Is(end.err, errCrowded) || errors.Is(end.err, errTooLarge) { // one page after the other takes less memory
		r.abandon(end)
		r.wasted++
		r.barred = true
		return
	}
	if end.err != nil || end.panicked != nil {
		r.queue = append(r.queue, end)
		s.left = 0
		return
	}
	first, last, err := s.by.ends(&end.page)
	if err != nil || first <= s.anchor { // so many were deleted that the span would be empty
		r.abandon(end)
		r.wasted++
		r.barred = true
		return
	}
	size := int64(end.page.size)
	if first <= s.anchor+(s.pages-1)*size { // there can't be so many records before it: the store pays no heed to the page beside an id
		r.barred = true
		if first > s.anchor+1 {
			r.abandon(end)
			r.wasted++
			return
		}
		s.pages = 1 // it is the page that comes next
	}
	for number := int64(1); number < s.pages; number++ {
		f := r.plan(s.between(r.query, s.anchor, last, number))
		f.span = &spanPage{opens: number == 1}
		r.queue = append(r.queue, f)
	}
	total := (s.pages-1)*size + int64(end.page.count)
	end.span = &spanPage{opens: s.pages == 1, total: total}
	r.queue = append(r.queue, end)
	s.anchor = last
	s.left -= total
	if following := end.page.total - total; end.page.total >= 0 && (r.limit == 0 || following < s.left) {
		s.left = following
	}
}

// stitch reports whether a page of a span can be delivered now: it follows the last one without a gap. Otherwise it has put what comes
// before it at the head of the queue.
func (r *reader) stitch(f *fetch) bool {
	s := r.spans
	total := f.page.total
	if f.span.total > 0 {
		total = f.span.total
	}
	first, last, err := s.by.ends(&f.page)
	repeated := !f.span.opens && !s.closed && total == s.total && f.page.count > 0 && first <= s.last
	if err != nil || repeated {
		// The store doesn't page as it should: one page after the other finds out more.
		r.barred = true
		r.abandon(r.queue...)
		r.queue = nil
		r.abandonSpans()
		return false
	}
	switch {
	case f.span.upTo > 0:
		s.closed = f.page.count == 0 || total >= 0 && int64(f.page.count) >= total
	case f.page.count > 0 && !f.span.opens && !s.closed && total != s.total && first > s.last+1:
		r.queue = slices.Insert(r.queue, 0, f)
		r.fill(first - 1)
		if r.wasted++; !r.affordable(budget) {
			r.cutSpans()
		}
		return false
	default:
		s.total, s.closed = total, false
	}
	if first <= s.last && f.page.count > 0 {
		s.by.trim(&f.page, s.last)
	}
	if f.page.count == 0 {
		if f.span.upTo == 0 {
			r.wasted++
		}
		return false
	}
	s.last = last
	if f.span.upTo > 0 && !s.closed {
		r.fill(f.span.upTo)
	}
	return true
}

// budget is how many requests spans may waste before it counts how many pages were read.
const budget = 4

// affordable reports whether spans have wasted no more than so many requests and one for every 25 pages.
func (r *reader) affordable(allowed int) bool {
	size, _ := strconv.ParseInt(r.query.Get("limit"), 10, 64)
	return !r.barred && int64(r.wasted) <= int64(allowed)+r.seen/(25*size)
}

// cutSpans ends the reading in spans with the pages that were asked for: too much is being deleted.
func (r *reader) cutSpans() {
	asked := slices.IndexFunc(r.queue, func(f *fetch) bool { return !f.started && f.span.upTo == 0 })
	if asked < 0 {
		return
	}
	r.queue = r.queue[:asked]
	r.spans.cut = true
	r.abandon(r.spans.end)
	r.spans.end, r.spans.anchor, r.spans.left = nil, 0, 1
}

// fill puts the gap after the last record before all that is planned.
func (r *reader) fill(upTo int64) {
	f := r.plan(r.spans.between(r.query, r.spans.last, upTo, 1))
	f.span = &spanPage{upTo: upTo}
	r.queue = slices.Insert(r.queue, 0, f)
}

// ends returns the first and the last id of a page, whose records must be in order; 0 for an empty page.
func (s byID) ends(page *rawPage) (first, last int64, err error) {
	for _, raw := range page.records {
		id, ok := s.idOf(raw)
		if !ok || id <= last {
			return 0, 0, errors.New("the records are out of order")
		}
		if first == 0 {
			first = id
		}
		last = id
	}
	return first, last, nil
}

// trim takes the records up to an id off a page: it was read before a deletion that the page before it has seen.
func (s byID) trim(page *rawPage, upTo int64) {
	kept := slices.IndexFunc(page.records, func(raw []byte) bool {
		id, _ := s.idOf(raw)
		return id > upTo
	})
	if kept < 0 {
		kept = page.count
	}
	page.records = page.records[kept:]
	page.count = len(page.records)
}
