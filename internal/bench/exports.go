package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"runtime/metrics"
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

// export streams all products.
func export(address string, pagesAhead int) (exported, error) {
	var done exported
	var requests atomic.Int64
	engine, err := openEngine(connector.WithBaseURL(address), connector.WithClient(
		bigcommerce.WithPagesAhead(pagesAhead), bigcommerce.WithHook(counting(&requests)),
	))
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
		{products: 10_000}, {products: 10_000, latency: 20 * time.Millisecond}, {products: 10_000, latency: 100 * time.Millisecond},
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
	if _, err := export(address, 0); err != nil { // the first one warms the store up
		return nil, err
	}
	var last exported
	var heaps []uint64
	with := func(pagesAhead int) func() (time.Duration, error) {
		return func() (time.Duration, error) {
			done, err := export(address, pagesAhead)
			if pagesAhead > 0 {
				last = done
				heaps = append(heaps, done.heap)
			}
			return done.took, err
		}
	}
	sequential, ahead, err := alternate(s.runs, with(0), with(16))
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
	for _, changes := range []changes{{updates: 0.05}, {updates: 0.05, deletions: 0.0005}, {updates: 0.05, deletions: 0.05}} {
		row, err := exportWhileItChanges(s, changes)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	printTable("An export of a store that changes meanwhile", rows...)
	return nil
}

// changes are parts of the products that change during an export.
type changes struct{ updates, deletions float64 }

func exportWhileItChanges(s settings, part changes) ([]string, error) {
	ctx := context.Background()
	size := serving{products: s.products, latency: s.latency}
	address, stop, err := size.start(ctx)
	if err != nil {
		return nil, err
	}
	defer stop()
	calm, err := export(address, 16)
	if err != nil {
		return nil, err
	}
	var requests atomic.Int64
	pool, err := bigcommerce.NewPool(bigcommerce.WithBaseURL(address), bigcommerce.WithHook(counting(&requests)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = pool.Close() }()
	reader := pool.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken))
	writing, err := bigcommerce.NewPool(bigcommerce.WithBaseURL(address))
	if err != nil {
		return nil, err
	}
	defer func() { _ = writing.Close() }()
	writer := &writer{client: writing.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken)), deleted: map[int64]bool{}}

	stopped := make(chan struct{})
	var writers sync.WaitGroup
	writers.Go(func() { writer.keepUp(ctx, stopped, &requests, calm.requests, s.products, part) })
	before := make([]int, s.products+1)
	repeated := 0
	started := time.Now()
	for record, err := range reader.Products.All(ctx, bigcommerce.ProductQuery{}, bigcommerce.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		product, err := record.Decode()
		if err != nil {
			return nil, err
		}
		if product.ID <= int64(s.products) {
			if before[product.ID]++; before[product.ID] > 1 {
				repeated++
			}
		}
	}
	took := time.Since(started)
	close(stopped)
	writers.Wait()
	missed := 0
	for id := 1; id <= s.products; id++ {
		if before[id] == 0 && !writer.deleted[int64(id)] {
			missed++
		}
	}
	return []string{
		strconv.Itoa(s.products), strconv.Itoa(writer.updated), strconv.Itoa(writer.created), strconv.Itoa(len(writer.deleted)),
		strconv.Itoa(missed), strconv.Itoa(repeated), strconv.FormatInt(requests.Load(), 10), strconv.FormatInt(calm.requests, 10), seconds(took),
	}, writer.err
}

// writer changes products while they are read.
type writer struct {
	client           *bigcommerce.Client
	updated, created int
	deleted          map[int64]bool
	err              error
}

// keepUp changes the store in step with the export: after each page, its share of what is to change in all.
func (w *writer) keepUp(ctx context.Context, stopped chan struct{}, read *atomic.Int64, pages int64, products int, part changes) {
	random := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // it only chooses products
	do := func(method, path string, body any) {
		if _, err := w.client.Do(ctx, bigcommerce.Request{Method: method, Path: path, Body: body}); err != nil && w.err == nil {
			w.err = err
		}
	}
	for w.err == nil {
		select {
		case <-stopped:
			return
		case <-time.After(time.Millisecond):
		}
		share := min(float64(read.Load())/float64(pages), 1)
		for range 10 {
			path := func() (int64, string) {
				id := 1 + random.Int64N(int64(products))
				return id, fmt.Sprintf("/v3/catalog/products/%d", id)
			}
			if float64(w.updated) < share*part.updates*float64(products) {
				if id, path := path(); !w.deleted[id] {
					do(http.MethodPut, path, map[string]any{"description": strconv.Itoa(w.updated)})
					w.updated++
				}
			}
			if float64(len(w.deleted)) < share*part.deletions*float64(products) {
				id, path := path()
				w.deleted[id] = true
				do(http.MethodDelete, path, nil)
			}
			if float64(w.created) < share*50 {
				w.created++
				do(http.MethodPost, "/v3/catalog/products", map[string]any{
					"name": fmt.Sprintf("New %d", w.created), "type": "physical", "price": 1, "weight": 1,
				})
			}
		}
	}
}
