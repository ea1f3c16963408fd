package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const (
	pressedQuota  = 150
	pressedWindow = 3 * time.Second
)

// measureGovernor presses a store with a quota as hard as the governor lets it.
func measureGovernor(s settings) error {
	rows := [][]string{{"callers", "another app takes", "quota used", "answers 429", "answers"}}
	for _, callers := range []int{1, 2, 8, 64, 256} {
		row, err := press(s, callers, 0)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	row, err := press(s, 64, 0.3)
	if err != nil {
		return err
	}
	printTable(fmt.Sprintf("The governor: a quota of %d requests in %v", pressedQuota, pressedWindow), append(rows, row)...)
	return nil
}

// windowCounter counts the answers of each of the store's windows, which it tells apart by when they end.
type windowCounter struct {
	next    http.RoundTripper
	mu      sync.Mutex
	windows map[int64]int
	began   time.Time
	limited int
	all     int
}

// RoundTrip implements [http.RoundTripper].
func (c *windowCounter) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := c.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all++
	if response.StatusCode == http.StatusTooManyRequests {
		c.limited++
		return response, nil
	}
	reset, _ := strconv.Atoi(response.Header.Get("X-Rate-Limit-Time-Reset-Ms"))
	end := time.Since(c.began) + time.Duration(reset)*time.Millisecond
	c.windows[int64((end+pressedWindow/2)/pressedWindow)]++
	return response, nil
}

// used returns which part of the quota was used in the windows that were pressed from beginning to end.
func (c *windowCounter) used(others map[int64]int) float64 {
	first, last := int64(1)<<62, int64(0)
	for window := range c.windows {
		first, last = min(first, window), max(last, window)
	}
	ours, left := 0, 0
	for window, count := range c.windows {
		if window != first && window != last {
			ours += count
			left += pressedQuota - others[window]
		}
	}
	return float64(ours) / float64(max(left, 1))
}

func press(s settings, callers int, share float64) ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.duration)
	defer cancel()
	size := serving{products: 100, quota: pressedQuota, window: pressedWindow, latency: 5 * time.Millisecond}
	address, stop, err := size.start(context.Background())
	if err != nil {
		return nil, err
	}
	defer stop()
	transport := &http.Transport{MaxIdleConnsPerHost: 256}
	defer transport.CloseIdleConnections()
	began := time.Now()
	ours := &windowCounter{next: transport, windows: map[int64]int{}, began: began}
	others := &windowCounter{next: transport, windows: map[int64]int{}, began: began}
	pool, err := bigcommerce.NewPool(bigcommerce.WithBaseURL(address), bigcommerce.WithTransport(ours))
	if err != nil {
		return nil, err
	}
	defer func() { _ = pool.Close() }()
	client := pool.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken))
	failed := make(chan error, callers+1)
	var group sync.WaitGroup
	if share > 0 {
		group.Go(func() { disturb(ctx, others, address, share) })
	}
	for range callers {
		group.Go(func() {
			for ctx.Err() == nil {
				if _, err := client.Do(context.Background(), bigcommerce.Request{Method: http.MethodGet, Path: "/v3/catalog/brands", Query: map[string][]string{"limit": {"1"}}}); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	group.Wait()
	select {
	case err := <-failed:
		return nil, err
	default:
	}
	return []string{
		strconv.Itoa(callers), fmt.Sprintf("%.0f %%", 100*share), fmt.Sprintf("%.1f %%", 100*ours.used(others.windows)),
		strconv.Itoa(ours.limited), strconv.Itoa(ours.all),
	}, nil
}

// disturb is another app that uses a share of the quota at random times, without looking at it.
func disturb(ctx context.Context, counter *windowCounter, address string, share float64) {
	random := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // it only spreads requests
	pause := float64(pressedWindow) / pressedQuota / share
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Duration(2 * pause * random.Float64())):
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/stores/"+sandbox.DefaultStoreHash+"/v3/catalog/brands?limit=1", nil)
		if err != nil {
			return
		}
		request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
		response, err := counter.RoundTrip(request)
		if err != nil {
			return
		}
		_ = response.Body.Close()
	}
}
