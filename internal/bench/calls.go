package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// callsPerRun is how many calls one measurement makes.
const callsPerRun = 2000

// cost is what one call costs the process.
type cost struct {
	cpu    float64 // microseconds
	allocs float64
	bytes  float64
}

// costOf makes calls one after the other.
func costOf(call func() error) (cost, error) {
	for range 50 {
		if err := call(); err != nil {
			return cost{}, err
		}
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpu := cpuTime()
	for range callsPerRun {
		if err := call(); err != nil {
			return cost{}, err
		}
	}
	used := cpuTime() - cpu
	runtime.ReadMemStats(&after)
	return cost{
		cpu:    float64(used.Microseconds()) / callsPerRun,
		allocs: float64(after.Mallocs-before.Mallocs) / callsPerRun,
		bytes:  float64(after.TotalAlloc-before.TotalAlloc) / callsPerRun,
	}, nil
}

// cpuTime is what this process has used so far, in user and system mode.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// measureCalls compares single calls with those of a client written by hand: net/http and encoding/json, decoding into a full struct.
func measureCalls(s settings) error {
	store := serving{products: 100, customers: 1000}
	address, stop, err := store.start(context.Background())
	if err != nil {
		return err
	}
	defer stop()
	engine, err := openEngine(connector.WithBaseURL(address))
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	hand := &handWritten{root: address + "/stores/" + sandbox.DefaultStoreHash, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	defer hand.client.CloseIdleConnections()
	email, err := hand.anyEmail()
	if err != nil {
		return err
	}
	invoke := func(operation, input string) error {
		result, err := engine.Invoke(context.Background(), callOf(operation, input))
		if err == nil && len(result.Records) != 1 {
			err = fmt.Errorf("%s gave %d records", operation, len(result.Records))
		}
		return err
	}
	var number atomic.Int64
	newEmail := func() string { return "bench" + strconv.FormatInt(number.Add(1), 10) + "@example.com" }
	rows := [][]string{{"call", "by hand", "connector", "CPU time", "allocations by hand", "connector", "allocations"}}
	for _, pair := range []struct {
		name            string
		byHand, through func() error
	}{
		{
			"`get_customer_by_email`",
			func() error { return hand.do(http.MethodGet, "/v3/customers?email:in="+email, nil) },
			func() error { return invoke("get_customer_by_email", `{"email":"`+email+`"}`) },
		},
		{
			"`create_customer`",
			func() error {
				return hand.do(http.MethodPost, "/v3/customers", []map[string]string{{"email": newEmail(), "first_name": "Ada", "last_name": "Lovelace"}})
			},
			func() error {
				return invoke("create_customer", `{"email":"`+newEmail()+`","first_name":"Ada","last_name":"Lovelace"}`)
			},
		},
	} {
		var byHand, through []cost
		for range s.runs {
			a, err := costOf(pair.byHand)
			if err != nil {
				return err
			}
			b, err := costOf(pair.through)
			if err != nil {
				return err
			}
			byHand, through = append(byHand, a), append(through, b)
		}
		cpuA, cpuB := medianOf(byHand, cost.cpuTime), medianOf(through, cost.cpuTime)
		allocsA, allocsB := medianOf(byHand, cost.allocations), medianOf(through, cost.allocations)
		rows = append(rows, []string{
			pair.name, fmt.Sprintf("%.0f µs", cpuA), fmt.Sprintf("%.0f µs", cpuB), ratio(cpuB, cpuA),
			fmt.Sprintf("%.0f", allocsA), fmt.Sprintf("%.0f", allocsB), ratio(allocsB, allocsA),
		})
	}
	printTable("One call: CPU time (getrusage) and allocations, against a client written by hand", rows...)
	return nil
}

func (c cost) cpuTime() float64     { return c.cpu }
func (c cost) allocations() float64 { return c.allocs }

func medianOf(costs []cost, of func(cost) float64) float64 {
	values := make([]float64, 0, len(costs))
	for _, c := range costs {
		values = append(values, of(c))
	}
	return median(values)
}

// handWritten is the client that somebody would write for one purpose.
type handWritten struct {
	root   string
	client *http.Client
}

// customers is the answer, in full.
type customers struct {
	Data []bigcommerce.Customer `json:"data"`
	Meta struct {
		Pagination struct {
			Total int `json:"total"`
		} `json:"pagination"`
	} `json:"meta"`
}

func (h *handWritten) do(method, path string, body any) error {
	_, err := h.read(method, path, body)
	return err
}

func (h *handWritten) read(method, path string, body any) (customers, error) {
	var found customers
	var sent io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return found, err
		}
		sent = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(context.Background(), method, h.root+path, sent)
	if err != nil {
		return found, err
	}
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	response, err := h.client.Do(request)
	if err != nil {
		return found, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return found, fmt.Errorf("%s %s: %s", method, path, response.Status)
	}
	err = json.NewDecoder(response.Body).Decode(&found)
	if err == nil && len(found.Data) != 1 {
		err = fmt.Errorf("%s %s: %d records", method, path, len(found.Data))
	}
	return found, err
}

func (h *handWritten) anyEmail() (string, error) {
	found, err := h.read(http.MethodGet, "/v3/customers?limit=1", nil)
	if err != nil {
		return "", err
	}
	return found.Data[0].Email.Or(""), nil
}
