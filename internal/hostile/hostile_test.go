// Package hostile holds the connector against a store that means it harm: whatever it answers, the process stays small and gets its failure.
package hostile

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/internal/race"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// bound is what the process may have on its heap at any moment, the store that it talks to included.
const bound = 64 << 20

// limit is the memory limit of the process, as an engine sets it with GOMEMLIMIT: garbage is collected before the heap is as large, so that what
// goes beyond it is in use.
const limit = 32 << 20

func TestMain(m *testing.M) {
	debug.SetMemoryLimit(limit)
	goleak.VerifyTestMain(m)
}

// repeat writes a text until so many bytes are written or nobody reads them.
func repeat(w io.Writer, text string, size int) {
	chunk := []byte(strings.Repeat(text, 32<<10/len(text)+1))
	chunk = chunk[:len(chunk)/len(text)*len(text)]
	for ; size > 0; size -= len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

// around answers with a text, what is repeated, and another text.
func around(status int, before, repeated string, size int, after string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, before)
		repeat(w, repeated, size)
		_, _ = io.WriteString(w, after)
	}
}

// zipWriter compresses what is written.
type zipWriter struct {
	http.ResponseWriter
	zip *gzip.Writer
}

func (w zipWriter) Write(data []byte) (int, error) { return w.zip.Write(data) }

// zipped compresses what the handler answers.
func zipped(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		zip, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		handler(zipWriter{w, zip}, r)
		_ = zip.Close()
	}
}

// raw answers with bytes that needn't be HTTP, and goes on with what more writes.
func raw(text string, more func(w io.Writer)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = connection.Close() }()
		_ = connection.SetDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.WriteString(connection, text); err == nil {
			more(connection)
		}
	}
}

// drip writes a text again and again, slowly, until nobody reads it.
func drip(text string) func(io.Writer) {
	return func(w io.Writer) {
		slowly := time.NewTicker(5 * time.Millisecond)
		defer slowly.Stop()
		for range slowly.C {
			if _, err := io.WriteString(w, text); err != nil {
				return
			}
		}
	}
}

// almost is the size of an answer that is just small enough to be read.
const almost = 15 << 20

// answers are what a store may do to whoever asks it anything.
func answers() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"a body without an end":              around(200, `{"data":[`, `{"id":1},`, 1<<40, ""),
		"a body without an end, zipped":      zipped(around(200, `{"data":["`, "x", 1<<40, "")),
		"blanks without an end, zipped":      zipped(around(200, "", " ", 1<<40, "")),
		"arrays in a million arrays":         around(200, "", "[", 1_000_000, strings.Repeat("]", 1_000_000)),
		"objects in a million objects":       around(200, "", `{"data":`, 8_000_000, "1"+strings.Repeat("}", 1_000_000)),
		"millions of records":                around(200, `{"data":[`, `{},`, almost, `{}]}`),
		"millions of numbers in an array":    around(200, `[`, `1,`, almost, `1]`),
		"a record of millions of fields":     around(200, `{"data":[{`, `"a":1,`, almost, `"id":1}]}`),
		"a record of millions of objects":    around(200, `{"data":[{"id":1,"email":"jane@example.com","variants":[`, `{},`, almost, `{}]}]}`),
		"an id of millions of digits":        around(200, `{"data":[{"id":`, `1`, almost, `}]}`),
		"a total of millions of digits":      around(200, `{"data":[{"id":1}],"meta":{"pagination":{"total":`, `1`, almost, `}}}`),
		"an id of millions of letters":       around(200, `[{"id":"`, `x`, almost, `"}]`),
		"a name of millions of escapes":      around(200, `{"`, `\u0064`, almost, `":[]}`),
		"a cursor of millions of letters":    around(200, `{"data":[{"id":1}],"meta":{"cursor_pagination":{"end_cursor":"`, `x`, almost, `"}}}`),
		"a page that is one record":          around(200, `{"data":[{"id":1,"email":"jane@example.com","notes":"`, `x`, almost, `"}]}`),
		"a title of millions of words":       around(422, `{"title":"`, `a `, almost, `"}`),
		"millions of faults":                 around(422, `{"title":"no","errors":{`, `"a":"b",`, almost, `"c":"d"}}`),
		"a fault with millions of names":     around(422, `{"errors":{"`, `a.`, almost, `":"b"}}`),
		"saved parts without an end":         around(207, `{"data":[`, `{"id":1},`, almost, `{}],"errors":["no"]}`),
		"faults in millions of escapes":      around(207, `{"errors":["`, `\u0061`, almost, `"]}`),
		"a page of HTML without an end":      around(500, `<html><title>`, `x`, 1<<40, ""),
		"a refusal without an end, zipped":   zipped(around(400, `{"title":"`, `x`, 1<<40, "")),
		"a header without an end":            raw("HTTP/1.1 200 OK\r\nX-A: ", func(w io.Writer) { repeat(w, "x", 1<<40) }),
		"headers without an end":             raw("HTTP/1.1 200 OK\r\n", func(w io.Writer) { repeat(w, "X-A: x\r\n", 1<<40) }),
		"hints without an end":               raw("", func(w io.Writer) { repeat(w, "HTTP/1.1 103 Early Hints\r\nX-A: x\r\n\r\n", 1<<40) }),
		"a length that is a lie":             raw("HTTP/1.1 200 OK\r\nContent-Length: 16000000\r\n\r\n[", func(io.Writer) {}),
		"a header that drips":                raw("HTTP/1.1 200 OK\r\n", drip("X-A: x\r\n")),
		"a body that drips":                  raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[", drip(" ")),
		"a chunk that is a lie":              raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n", func(w io.Writer) { repeat(w, " ", 1<<40) }),
		"no HTTP":                            raw("SSH-2.0-x\r\n", func(w io.Writer) { repeat(w, "x", 1<<40) }),
		"orders that have products forever":  orders,
		"large pages that follow small ones": products(500, 60_000),
		"pages that are too large":           products(500, 300_000),
	}
}

// orders is a store whose orders have products without an end.
func orders(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/stores/abc123/v2/orders" {
		_, _ = io.WriteString(w, `[{"id":1}]`)
		return
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	separator := "["
	for i := range 250 {
		_, _ = fmt.Fprintf(w, `%s{"id":%d,"name":"%s"}`, separator, page*250+i, strings.Repeat("x", 4000))
		separator = ","
	}
	_, _ = io.WriteString(w, "]")
}

// products is a store of two thousand products that are small up to an id, and large above.
func products(small, size int) http.HandlerFunc {
	const count = 2000
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		number := func(name string, otherwise int) int {
			if n, err := strconv.Atoi(query.Get(name)); err == nil {
				return n
			}
			return otherwise
		}
		first, last, limit := number("id:greater", 0)+1, min(number("id:max", count), count), number("limit", 50)
		total := max(last-first+1, 0)
		first += (number("page", 1) - 1) * limit
		separator := `{"data":[`
		for id := first; id <= min(first+limit-1, last); id++ {
			_, _ = fmt.Fprintf(w, `%s{"id":%d,"name":"`, separator, id)
			if id > small {
				repeat(w, "x", size)
			}
			_, _ = io.WriteString(w, `"}`)
			separator = ","
		}
		if separator != "," {
			_, _ = io.WriteString(w, separator)
		}
		_, _ = fmt.Fprintf(w, `],"meta":{"pagination":{"total":%d}}}`, total)
	}
}

// highest watches the heap until it is stopped, and returns the most that was on it.
func highest() (stop func() uint64) {
	done, result := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-done:
				result <- most
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-result
	}
}

// TestNoAnswerFillsTheMemory is not parallel: it looks at the memory of the whole process.
func TestNoAnswerFillsTheMemory(t *testing.T) { //nolint:paralleltest // it measures the heap of the process
	for name, answer := range answers() {
		if race.Enabled && !strings.Contains(name, "drips") && !strings.Contains(name, "pages") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			timeout := 5 * time.Second
			if strings.Contains(name, "drips") {
				timeout = 300 * time.Millisecond
			}
			server := httptest.NewServer(answer)
			defer server.Close()
			engine, err := registry.New(connector.New(
				connector.WithBaseURL(server.URL), connector.WithTimeout(timeout), connector.WithClient(bigcommerce.WithRetries(0)),
			))
			require.NoError(t, err)
			defer func() { require.NoError(t, engine.Close()) }()
			stop := highest()
			for _, c := range calls() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				call := registry.Call{
					Connector: connector.Code, Operation: c.operation, Input: json.RawMessage(c.input),
					Credential: json.RawMessage(`{"store_hash":"abc123","api_token":"canary-0123456789"}`),
				}
				for _, err := range engine.Stream(ctx, call) {
					if err == nil {
						continue
					}
					var failure *registry.Failure
					require.ErrorAs(t, err, &failure)
					assert.NotEqual(t, registry.Internal, failure.Type, "%s: %s", c.operation, failure.Message)
					assert.NotEqual(t, registry.Canceled, failure.Type, "%s took too long", c.operation)
					told, err := json.Marshal(failure)
					require.NoError(t, err)
					assert.Less(t, len(told), 128<<10, "%s: a failure is short", c.operation)
				}
				cancel()
			}
			assert.Less(t, stop(), uint64(bound))
		})
	}
}

type operation struct{ operation, input string }

// calls are of operations that read, write, and read beside what they read.
func calls() []operation {
	return []operation{
		{"get_products", `{"return_all":true}`},
		{"get_customers", `{"return_all":true}`},
		{"get_orders", `{"return_all":true,"expand":["products"]}`},
		{"create_customer", `{"email":"jane@example.com","first_name":"Jane","last_name":"Doe"}`},
	}
}
