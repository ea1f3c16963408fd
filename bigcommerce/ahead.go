package bigcommerce

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// defaultPagesAhead is how many pages of one list are fetched ahead at most.
	defaultPagesAhead = 24
	// aheadBytes is how much the pages of one list that are fetched ahead should have together: of large pages there are fewer.
	aheadBytes = 10 << 20
	// mostAheadBytes bounds what they do have: it is not known how large a page is before it has come.
	mostAheadBytes = 14 << 20
	// noticeable is the shortest wait, for a page or for quota, from which the reader draws conclusions.
	noticeable = 10 * time.Millisecond
)

// reader reads the pages of one listing in order, and fetches ahead those that are certain to be needed. How many follows from what it
// sees: one to begin with, four times as many when the caller had to wait for a page, half as many when a page had to wait for quota. One
// goroutine uses it; close ends what it started.
type reader struct {
	ctx      context.Context
	cancel   context.CancelFunc
	client   *Client
	call     call
	strategy strategy
	// limit is how many records are wanted in all, 0 for all; seen counts those of the pages that were delivered.
	limit, seen int64
	// left is how many records are believed to follow those that were delivered, 0 when the answers don't say.
	left int64

	// query is that of the page after the last one delivered; more is set when there is one.
	query url.Values
	more  bool
	// queue holds the pages that come next, in order, as far as they are known. Not all of them have been asked for.
	queue []*fetch
	// spans is set while the pages are read in spans; barred when spans have shown to be too dear for this list, which wasted counts.
	spans  *spans
	wasted int
	barred bool

	// width is how many pages are fetched ahead, most its bound.
	width, most int
	running     sync.WaitGroup
	// stock is the memory that the pages ahead leave one another.
	stock atomic.Int64
}

// fetch is a page that was or will be asked for. done is closed when it has come.
type fetch struct {
	query url.Values
	// more is how many further pages are believed to follow.
	more    int
	started bool
	// allowed is the memory for the page while it is ahead.
	allowed *allowance
	done    chan struct{}
	page    rawPage
	err     error
	// panicked is what a panic below was about: it is the reader's caller that must hear of it.
	panicked any
	// span is set for a page of a span.
	span *spanPage
}

func newReader(ctx context.Context, c *Client, list listing, query url.Values, limit int) *reader {
	ctx, cancel := context.WithCancel(ctx)
	r := &reader{
		ctx: ctx, cancel: cancel, client: c, call: list.call, strategy: list.strategy, limit: int64(limit),
		query: query, more: true, most: c.store.pool.options.pagesAhead,
	}
	if list.lazy || allowanceOf(ctx) != nil { // pages ahead have an allowance of their own
		r.most = 0
	}
	r.width = min(1, r.most)
	r.stock.Store(c.store.pool.options.aheadLimit)
	return r
}

// close ends the fetches under way and waits until they have ended.
func (r *reader) close() {
	r.cancel()
	r.running.Wait()
}

// next returns the next page, or reports that there is none. With an error it returns what came in place of the page.
func (r *reader) next() (page rawPage, ok bool, err error) {
	for {
		f := r.take()
		if f == nil {
			return rawPage{}, false, nil
		}
		if f.panicked != nil {
			panic(f.panicked)
		}
		if f.err != nil && r.divide(f) {
			continue
		}
		if f.err != nil {
			return f.page, true, f.err
		}
		if f.span != nil && !r.stitch(f) {
			continue
		}
		if undecided, ok := r.strategy.(anyPaging); ok {
			r.strategy = undecided.of(&f.page)
		}
		r.seen += int64(f.page.count)
		r.estimate(f)
		if f.span != nil {
			return f.page, true, nil
		}
		r.more = false
		if r.wanted() > 0 {
			if r.more, err = r.strategy.advance(r.query, &f.page, r.seen); err != nil {
				return f.page, true, endless(r.call, err.Error())
			}
		}
		if !r.more {
			r.queue = nil
			return f.page, true, nil
		}
		r.beginSpans(&f.page)
		if r.spans == nil {
			r.foresee(&f.page)
		}
		return f.page, true, nil
	}
}

// estimate notes how many records follow a page. A walk by id counts those behind its page's beginning, a list by number all of them.
func (r *reader) estimate(f *fetch) {
	switch _, numbered := r.strategy.(offsetV3); {
	case f.span != nil || f.page.total < 0:
		r.left = max(r.left-int64(f.page.count), 0)
	case numbered:
		r.left = max(f.page.total-r.seen, 0)
	default:
		r.left = f.page.total - int64(f.page.count)
	}
}

// wanted returns how many more records are wanted: very many when there is no limit.
func (r *reader) wanted() int64 {
	if r.limit == 0 {
		return 1 << 62
	}
	return r.limit - r.seen
}

// take waits for the page that comes next; nil when there is none.
func (r *reader) take() *fetch {
	for {
		var front, end <-chan struct{}
		if len(r.queue) > 0 {
			if !r.queue[0].started {
				r.start(r.queue[0])
			}
			front = r.queue[0].done
		}
		if r.spans != nil && r.spans.end != nil {
			end = r.spans.end.done
		}
		if front == nil && end == nil {
			r.endSpans()
			if !r.more {
				return nil
			}
			f := r.plan(r.query)
			r.read(f)
			return f
		}
		ready, waited := front, time.Duration(0)
		select {
		case <-front:
		default:
			began := time.Now()
			select {
			case <-front:
			case <-end:
				ready = end
			}
			waited = time.Since(began)
		}
		if ready == end {
			if front == nil {
				r.adapt(&r.spans.end.page, waited)
			}
			r.ahead() // the end of a span tells what its other pages are
			continue
		}
		f := r.queue[0]
		r.queue = slices.Delete(r.queue, 0, 1)
		f.allowed.end()
		if f.allowed != nil && errors.Is(f.err, errCrowded) {
			r.width = min(r.width, 1)
			f.allowed = nil
			r.read(f)
		}
		r.adapt(&f.page, waited)
		return f
	}
}

// adapt draws the conclusions from one page: more are fetched ahead when the caller had to wait for it, fewer when it had to wait for
// quota, or is so large that many would fill the memory.
func (r *reader) adapt(page *rawPage, waited time.Duration) {
	switch {
	case page.waited >= noticeable:
		r.width = max(r.width/2, 1)
	case waited >= noticeable:
		r.width *= 4
	}
	if len(page.data) > 0 {
		r.width = min(r.width, max(aheadBytes/len(page.data), 1))
	}
	r.width = min(r.width, r.most)
}

// ahead asks for the pages that come next. It is called when the caller has shown that it goes on.
func (r *reader) ahead() {
	if r.most == 0 || r.wanted() <= 0 {
		return
	}
	if r.spans != nil {
		r.spread()
		return
	}
	if r.more && len(r.queue) == 0 {
		r.queue = append(r.queue, r.plan(maps.Clone(r.query)))
	}
	r.startUpTo(r.width)
}

// foresee plans the pages of a list by number as far as they are known: up to the total, and not beyond what is wanted.
func (r *reader) foresee(page *rawPage) {
	if _, numbered := r.strategy.(offsetV3); !numbered || page.total < 0 {
		return
	}
	left := min(page.total-r.seen, r.wanted())
	known := (left + int64(page.count) - 1) / int64(page.count)
	query := r.query
	if len(r.queue) > 0 {
		query = r.queue[len(r.queue)-1].query
	}
	for int64(len(r.queue)) < min(known, int64(r.width)) {
		query = maps.Clone(query)
		if len(r.queue) > 0 {
			nextNumber(query)
		}
		r.queue = append(r.queue, r.plan(query))
	}
}

// startUpTo asks for the pages of the queue until so many are under way or wait for the caller. It returns how many that are.
func (r *reader) startUpTo(most int) int {
	count := 0
	for _, f := range r.queue {
		if !f.started && count >= most {
			break
		}
		if !f.started {
			r.start(f)
		}
		count++
	}
	return count
}

func (r *reader) plan(query url.Values) *fetch {
	size, _ := strconv.ParseInt(query.Get("limit"), 10, 64)
	return &fetch{query: query, more: int(min(r.left, r.wanted()) / max(size, 1)), done: make(chan struct{})}
}

// start reads a page beside the caller.
func (r *reader) start(f *fetch) {
	f.started = true
	f.allowed = &allowance{stock: &r.stock}
	r.running.Go(func() {
		defer close(f.done)
		defer func() { f.panicked = recover() }()
		r.read(f)
	})
}

func (r *reader) read(f *fetch) {
	call := r.call
	call.query, call.more = f.query, f.more
	ctx := r.ctx
	if f.allowed != nil {
		ctx = f.allowed.in(ctx)
	}
	f.page, f.err = readPage(ctx, r.client, call)
	f.page.size, _ = strconv.Atoi(f.query.Get("limit"))
}

// divide goes on in smaller pages when a page was too large to be read, and reports whether it can.
func (r *reader) divide(f *fetch) bool {
	size, _ := strconv.Atoi(r.query.Get("limit"))
	if !errors.Is(f.err, errTooLarge) || size <= 1 {
		return false
	}
	parts := 4 // a page's place among others by number stays what it is when the page is divided evenly
	for size%parts != 0 && parts < size {
		parts++
	}
	r.barred = true
	r.abandonSpans()
	r.abandon(r.queue...)
	r.queue, r.more, r.width = nil, true, min(r.width, 1)
	r.query.Set("limit", strconv.Itoa(max(size/parts, 1)))
	if number, err := strconv.Atoi(r.query.Get("page")); err == nil {
		r.query.Set("page", strconv.Itoa((number-1)*min(parts, size)+1))
	}
	return true
}

// abandon gives up pages that may have been asked for. What they take of the memory for pages ahead is free when they have come.
func (r *reader) abandon(fetches ...*fetch) {
	for _, f := range fetches {
		if f != nil && f.started {
			r.running.Go(func() {
				<-f.done
				f.allowed.end()
			})
		}
	}
}
