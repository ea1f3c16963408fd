package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const (
	// smallPlan is the quota of BigCommerce's small plans, smallWindow its window.
	smallPlan   = 150
	smallWindow = 30 * time.Second
	// singleEvery is how often a single call is made.
	singleEvery = 700 * time.Millisecond
)

// measureSingles makes single calls while an export takes all the quota that it can get, for three windows.
func measureSingles(settings) error {
	address, stop, err := (&serving{products: 200_000, customers: 120, quota: smallPlan, window: smallWindow}).start(context.Background())
	if err != nil {
		return err
	}
	defer stop()
	var mu sync.Mutex
	limited, pages := 0, 0
	engine, err := openEngine(connector.WithBaseURL(address), connector.WithClient(bigcommerce.WithHook(
		func(ctx context.Context, attempt bigcommerce.Attempt) (context.Context, func(bigcommerce.Outcome)) {
			return ctx, func(outcome bigcommerce.Outcome) {
				mu.Lock()
				defer mu.Unlock()
				if outcome.Status == 429 {
					limited++
				}
				if attempt.Path == "/stores/"+sandbox.DefaultStoreHash+"/v3/catalog/products" {
					pages++
				}
			}
		},
	)))
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 3*smallWindow)
	defer cancel()
	var export sync.WaitGroup
	export.Go(func() {
		for _, err := range engine.Stream(ctx, callOf("get_products", `{"return_all":true}`)) {
			if err != nil {
				return // its time is over
			}
		}
	})
	var waits []time.Duration
	ticker := time.NewTicker(singleEvery)
	defer ticker.Stop()
	var calls sync.WaitGroup
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-ticker.C:
			calls.Go(func() {
				started := time.Now()
				if _, err := engine.Invoke(context.Background(), callOf("get_customers", `{"limit":1}`)); err == nil {
					mu.Lock()
					defer mu.Unlock()
					waits = append(waits, time.Since(started))
				}
			})
		}
	}
	export.Wait()
	calls.Wait()
	slices.Sort(waits)
	at := func(share float64) string {
		return waits[min(int(share*float64(len(waits))), len(waits)-1)].Round(time.Millisecond).String()
	}
	printTable("Single calls beside an export that takes all the quota",
		[]string{"single calls", "median", "p95", "longest", "pages of the export", "answers 429"},
		[]string{fmt.Sprint(len(waits)), at(0.5), at(0.95), at(1), fmt.Sprint(pages), fmt.Sprint(limited)},
	)
	return nil
}
