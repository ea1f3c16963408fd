package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// streamed are the sizes of the streams that are compared: memory must not grow with them.
var streamed = []int{10_000, 100_000, 1_000_000}

// measureStream streams catalogs of any size, and compares that with a bare loop that reads the pages one after the other and splits them.
func measureStream(s settings) error {
	rows := [][]string{{"products", "bare loop", "Stream, one page after the other", "against the loop", "Stream", "against the loop", "heap growth"}}
	for _, products := range streamed {
		runs := s.runs
		if products > 100_000 {
			runs = min(runs, 1) // it takes a minute
		}
		row, err := compareStreams(products, runs)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	printTable("Streams", rows...)
	return nil
}

func compareStreams(products, runs int) ([]string, error) {
	address, stop, err := (&serving{products: products}).start(context.Background())
	if err != nil {
		return nil, err
	}
	defer stop()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	loop := func() (time.Duration, error) {
		started := time.Now()
		err := eachPage(transport, address, products, func(body []byte) error {
			var page struct {
				Data []json.RawMessage `json:"data"`
			}
			return json.Unmarshal(body, &page)
		})
		return time.Since(started), err
	}
	var heaps []uint64
	stream := func(options ...bigcommerce.Option) func() (time.Duration, error) {
		return func() (time.Duration, error) {
			done, err := export(address, options...)
			if err == nil && done.records != products {
				err = fmt.Errorf("%d of %d products came", done.records, products)
			}
			heaps = append(heaps, done.heap)
			return done.took, err
		}
	}
	bare, sequential, err := alternate(runs, loop, stream(bigcommerce.WithPagesAhead(0)))
	if err != nil {
		return nil, err
	}
	heaps = nil
	again, ahead, err := alternate(runs, loop, stream())
	if err != nil {
		return nil, err
	}
	return []string{
		fmt.Sprint(products), seconds(bare), seconds(sequential), ratio(sequential.Seconds(), bare.Seconds()), seconds(ahead), ratio(ahead.Seconds(), again.Seconds()),
		mebibytes(median(heaps)),
	}, nil
}
