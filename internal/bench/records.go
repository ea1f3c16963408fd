package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const cannedProducts = 10_000

// measureRecords compares what a stream costs for each record, without a network, with bare loops over the same pages.
func measureRecords(s settings) error {
	transport := newCanned(sandbox.New(sandbox.WithProducts(cannedProducts)))
	engine, err := openEngine(connector.WithTransport(transport), connector.WithClient(bigcommerce.WithPagesAhead(0)))
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	stream := func() error {
		for _, err := range engine.Stream(context.Background(), callOf("get_products", `{"return_all":true}`)) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	split := func() error {
		return eachPage(transport, "http://127.0.0.1", cannedProducts, func(body []byte) error {
			var page struct {
				Data []json.RawMessage `json:"data"`
			}
			return json.Unmarshal(body, &page)
		})
	}
	decode := func() error {
		return eachPage(transport, "http://127.0.0.1", cannedProducts, func(body []byte) error {
			var page struct {
				Data []bigcommerce.Product `json:"data"`
			}
			return json.Unmarshal(body, &page)
		})
	}
	rows := [][]string{{"what", "ns/record", "allocs/record", "against a bare loop"}}
	var bare float64
	var times [3][]float64
	var allocs [3]float64
	for range s.runs {
		for i, work := range []func() error{split, stream, decode} {
			if err := work(); err != nil { // warm
				return err
			}
			took, allocated, err := perRecord(work)
			if err != nil {
				return err
			}
			times[i] = append(times[i], took)
			allocs[i] = allocated
		}
	}
	for i, name := range []string{"a bare loop: read the pages, split them with encoding/json", "Stream", "read the pages, decode into structs"} {
		took := median(times[i])
		if i == 0 {
			bare = took
		}
		rows = append(rows, []string{name, fmt.Sprintf("%.0f", took), fmt.Sprintf("%.2f", allocs[i]), ratio(took, bare)})
	}
	printTable("For each record of an export", rows...)
	return nil
}

// perRecord returns nanoseconds and allocations for each record.
func perRecord(work func() error) (took, allocs float64, err error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	started := time.Now()
	const rounds = 5
	for range rounds {
		if err := work(); err != nil {
			return 0, 0, err
		}
	}
	elapsed := time.Since(started)
	runtime.ReadMemStats(&after)
	return float64(elapsed.Nanoseconds()) / rounds / cannedProducts, float64(after.Mallocs-before.Mallocs) / rounds / cannedProducts, nil
}

// eachPage reads all pages of so many products by number.
func eachPage(transport http.RoundTripper, address string, products int, use func([]byte) error) error {
	for number := range products / 250 {
		page := address + "/stores/" + sandbox.DefaultStoreHash + "/v3/catalog/products?limit=250&page=" + strconv.Itoa(number+1)
		request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, page, nil)
		if err != nil {
			return err
		}
		request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
		response, err := transport.RoundTrip(request)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil {
			return err
		}
		if err := use(body); err != nil {
			return err
		}
	}
	return nil
}
