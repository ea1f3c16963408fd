package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// exported is what one export has cost.
type exported struct {
	took     time.Duration
	records  int
	requests int64
	heap     uint64
}

// export streams all products. options are more of the client's, for what is compared.
func export(address string, options ...bigcommerce.Option) (exported, error) {
	var done exported
	var requests atomic.Int64
	engine, err := openEngine(connector.WithBaseURL(address), connector.WithClient(append(options, bigcommerce.WithHook(counting(&requests)))...))
	if err != nil {
		return done, err
	}
	defer func() { _ = engine.Close() }()
	heap := watchHeap()
	started := time.Now()
	for _, err := range engine.Stream(context.Background(), callOf("get_products", `{"return_all":true}`)) {
		if err != nil {
			heap()
			return done, err
		}
		done.records++
	}
	done.took, done.requests, done.heap = time.Since(started), requests.Load(), heap()
	return done, nil
}

// counting returns a hook that counts attempts.
func counting(requests *atomic.Int64) bigcommerce.Hook {
	return func(ctx context.Context, _ bigcommerce.Attempt) (context.Context, func(bigcommerce.Outcome)) {
		requests.Add(1)
		return ctx, func(bigcommerce.Outcome) {}
	}
}

// watchHeap samples the heap and returns a function that ends it and returns by how much the heap grew at most. What is garbage but
// not collected yet counts.
func watchHeap() func() uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	before := sample[0].Value.Uint64()
	highest := before
	stop := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		ticker := time.NewTicker(5 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				metrics.Read(sample)
				highest = max(highest, sample[0].Value.Uint64())
			}
		}
	})
	return func() uint64 {
		close(stop)
		watch.Wait()
		return highest - before
	}
}

// measureExports compares exports that fetch pages ahead with those that don't.
func measureExports(s settings) error {
	rows := [][]string{{"products", "latency", "one page after the other", "pages ahead", "faster", "requests", "heap growth", "products/s"}}
	for _, size := range []serving{
		{products: 10_000},
		{products: 10_000, latency: 20 * time.Millisecond},
		{products: 10_000, latency: 100 * time.Millisecond},
		{products: s.products, latency: s.latency},
	} {
		row, err := compareExports(s, size)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	printTable("Exports of products", rows...)
	return nil
}

func compareExports(s settings, size serving) ([]string, error) {
	address, stop, err := size.start(context.Background())
	if err != nil {
		return nil, err
	}
	defer stop()
	if _, err := export(address, bigcommerce.WithPagesAhead(0)); err != nil { // the first one warms the store up
		return nil, err
	}
	var last exported
	var heaps []uint64
	oneByOne := func() (time.Duration, error) {
		done, err := export(address, bigcommerce.WithPagesAhead(0))
		return done.took, err
	}
	fetchedAhead := func() (time.Duration, error) {
		done, err := export(address)
		last = done
		heaps = append(heaps, done.heap)
		return done.took, err
	}
	sequential, ahead, err := alternate(s.runs, oneByOne, fetchedAhead)
	if err != nil {
		return nil, err
	}
	return []string{
		strconv.Itoa(last.records), size.latency.String(), seconds(sequential), seconds(ahead), ratio(sequential.Seconds(), ahead.Seconds()),
		strconv.FormatInt(last.requests, 10), mebibytes(median(heaps)), fmt.Sprintf("%.0f", float64(last.records)/ahead.Seconds()),
	}, nil
}

// measureChanges exports a store that changes meanwhile, and looks for products that were missed or repeated.
func measureChanges(s settings) error {
	rows := [][]string{{"products", "updated", "created", "deleted", "missed", "repeated", "requests", "pages", "took"}}
	for _, changes := range []changes{{}, {updates: 0.05, creations: 0.001}, {updates: 0.05, deletions: 0.0001}, {updates: 0.04, deletions: 0.01}} {
		row, err := exportWhileItChanges(s, changes)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	printTable("An export of a store that changes meanwhile", rows...)
	return nil
}

// inMemory calls a handler after a while, without a network: the writer must be able to change much while the reader waits.
type inMemory struct {
	handler http.Handler
	latency time.Duration
}

// RoundTrip implements [http.RoundTripper].
func (m inMemory) RoundTrip(request *http.Request) (*http.Response, error) {
	time.Sleep(m.latency)
	if request.Body == nil {
		request.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	m.handler.ServeHTTP(answer, request)
	return answer.Result(), nil
}

// changes are parts of the products that change during an export.
type changes struct{ updates, creations, deletions float64 }

func exportWhileItChanges(s settings, part changes) ([]string, error) {
	ctx := context.Background()
	store := sandbox.New(sandbox.WithProducts(s.products))
	var requests atomic.Int64
	pool, err := bigcommerce.NewPool(bigcommerce.WithTransport(inMemory{store, s.latency}), bigcommerce.WithHook(counting(&requests)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = pool.Close() }()
	reader := pool.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken))
	writing, err := bigcommerce.NewPool(bigcommerce.WithTransport(inMemory{store, 0}))
	if err != nil {
		return nil, err
	}
	defer func() { _ = writing.Close() }()
	writer := &writer{client: writing.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken)), deleted: map[int64]bool{}}

	before, err := countProducts(ctx, reader)
	if err != nil {
		return nil, err
	}
	for id := range before {
		writer.ids = append(writer.ids, id)
	}
	slices.Sort(writer.ids)
	pages := requests.Swap(0)

	stopped := make(chan struct{})
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() { writer.keepUp(ctx, stopped, &requests, pages, part) })
	}
	started := time.Now()
	found, err := countProducts(ctx, reader)
	took := time.Since(started)
	close(stopped)
	writers.Wait()
	if err != nil {
		return nil, err
	}
	missed, repeated := 0, 0
	for id := range before {
		if found[id] == 0 && !writer.deleted[id] {
			missed++
		}
	}
	for _, count := range found {
		repeated += count - 1
	}
	return []string{
		strconv.Itoa(len(before)), strconv.Itoa(writer.updated), strconv.Itoa(writer.created), strconv.Itoa(len(writer.deleted)),
		strconv.Itoa(missed), strconv.Itoa(repeated), strconv.FormatInt(requests.Load(), 10), strconv.FormatInt(pages, 10), seconds(took),
	}, writer.err
}

// countProducts reads all products and counts how often each came.
func countProducts(ctx context.Context, client *bigcommerce.Client) (map[int64]int, error) {
	found := map[int64]int{}
	for record, err := range client.Products.All(ctx, bigcommerce.ProductQuery{}, bigcommerce.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		var product struct {
			ID int64 `json:"id"`
		}
		if err := json.Unmarshal(record.JSON(), &product); err != nil {
			return nil, err
		}
		found[product.ID]++
	}
	return found, nil
}

// writer changes products while they are read.
type writer struct {
	client *bigcommerce.Client
	ids    []int64

	mu               sync.Mutex
	updated, created int
	deleted          map[int64]bool
	err              error
}

// keepUp changes the store in step with the export: after each page, its share of what is to change in all.
func (w *writer) keepUp(ctx context.Context, stopped chan struct{}, read *atomic.Int64, pages int64, part changes) {
	for {
		select {
		case <-stopped:
			return
		default:
		}
		request, due := w.next(min(float64(read.Load())/float64(pages), 1), part)
		if !due {
			time.Sleep(time.Millisecond)
			continue
		}
		if _, err := w.client.Do(ctx, request); err != nil && !errors.Is(err, bigcommerce.ErrNotFound) {
			w.mu.Lock()
			w.err = err
			w.mu.Unlock()
			return
		}
	}
}

// next returns the next change, once it is due.
func (w *writer) next(share float64, part changes) (request bigcommerce.Request, due bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	share *= float64(len(w.ids))
	id := w.ids[rand.IntN(len(w.ids))] //nolint:gosec // it only chooses products
	path := fmt.Sprintf("/v3/catalog/products/%d", id)
	switch {
	case float64(len(w.deleted)) < share*part.deletions:
		w.deleted[id] = true
		return bigcommerce.Request{Method: http.MethodDelete, Path: path}, true
	case float64(w.updated) < share*part.updates:
		w.updated++
		return bigcommerce.Request{Method: http.MethodPut, Path: path, Body: map[string]any{"description": strconv.Itoa(w.updated)}}, true
	case float64(w.created) < share*part.creations:
		w.created++
		return bigcommerce.Request{Method: http.MethodPost, Path: "/v3/catalog/products", Body: map[string]any{
			"name": fmt.Sprintf("New %d", w.created), "type": "physical", "price": 1, "weight": 1,
		}}, true
	default:
		return request, false
	}
}
