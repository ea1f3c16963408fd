package system

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/race"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// goods are records of one resource that a test makes and changes behind the connector's back.
type goods struct {
	// make returns the request that makes the nth record, change the one that puts a mark on it.
	make   func(n int) (method, path, body string)
	change func(id, mark string) (method, path, body string)
	// mark is the field that carries the mark.
	mark string
}

var customers = goods{
	make: func(n int) (string, string, string) {
		return http.MethodPost, "/v3/customers", fmt.Sprintf(`[{"email":"churn%d@example.com","first_name":"Churn","last_name":"No %d"}]`, n, n)
	},
	change: func(id, mark string) (string, string, string) {
		return http.MethodPut, "/v3/customers", fmt.Sprintf(`[{"id":%s,"notes":%q}]`, id, mark)
	},
	mark: "notes",
}

var products = goods{
	make: func(n int) (string, string, string) {
		return http.MethodPost, "/v3/catalog/products", fmt.Sprintf(`{"name":"Churn %d","type":"physical","price":1,"weight":1}`, n)
	},
	change: func(id, mark string) (string, string, string) {
		return http.MethodPut, "/v3/catalog/products/" + id, fmt.Sprintf(`{"search_keywords":%q}`, mark)
	},
	mark: "search_keywords",
}

var orders = goods{
	make: func(n int) (string, string, string) {
		return http.MethodPost, "/v2/orders", fmt.Sprintf(`{"status_id":11,"billing_address":%s,
			"products":[{"name":"Churn %d","quantity":1,"price_inc_tax":10,"price_ex_tax":9}]}`, billing, n)
	},
	change: func(id, mark string) (string, string, string) {
		return http.MethodPut, "/v2/orders/" + id, fmt.Sprintf(`{"staff_notes":%q}`, mark)
	},
	mark: "staff_notes",
}

const billing = `{"first_name":"Ada","last_name":"Lindqvist","street_1":"1 Loom Lane","city":"Austin","state":"Texas","zip":"78701",
	"country":"United States","country_iso2":"US","email":"ada@example.com"}`

// churn changes a store while an engine polls it.
type churn struct {
	t      *testing.T
	store  *sandbox.Store
	goods  goods
	random *rand.Rand
	made   []string
	// marks are the last marks of the records.
	marks map[string]string
}

// send changes the store and returns the answer's body.
func (c *churn) send(method, path, body string) []byte {
	c.t.Helper()
	request := httptest.NewRequestWithContext(c.t.Context(), method, "/stores/"+sandbox.DefaultStoreHash+path, strings.NewReader(body))
	request.Header.Set("X-Auth-Token", canary)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	c.store.ServeHTTP(answer, request)
	require.Less(c.t, answer.Code, 300, "%s %s: %s", method, path, answer.Body)
	return answer.Body.Bytes()
}

// add makes a record.
func (c *churn) add() string {
	c.t.Helper()
	answer := c.send(c.goods.make(len(c.made)))
	var wrapped struct {
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(answer, &wrapped) == nil && len(wrapped.Data) > 0 {
		answer = wrapped.Data
	}
	answer = []byte(strings.Trim(string(answer), "[]"))
	id := field(c.t, answer, "id")
	c.made = append(c.made, id)
	c.marks[id] = ""
	return id
}

// touch changes a record that was made before.
func (c *churn) touch(n int) {
	c.t.Helper()
	id, mark := c.made[c.random.IntN(len(c.made))], fmt.Sprintf("mark %d", n)
	c.send(c.goods.change(id, mark))
	c.marks[id] = mark
}

// ticks is how often a churn makes a record and changes one: 50 times a second for 20 seconds.
func ticks() int {
	if race.Enabled {
		return 100
	}
	return 1000
}

// run makes 50 and changes 50 records a second, with two bursts of 300 within one second.
func (c *churn) run() {
	for tick := range ticks() {
		c.add()
		c.touch(tick)
		if tick == 50 || tick == 51 {
			for range 150 {
				c.add()
			}
		}
		if tick == 80 {
			for n := range 300 {
				c.touch(10_000 + n)
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// follower polls a trigger as an engine does, and crashes at times after it stored the records and before it stored the cursor.
type follower struct {
	t         *testing.T
	engine    *engine
	operation string
	filters   string
	limit     int
	byTime    string // the record's date that the engine keeps; blank for the cursor
	crashes   *rand.Rand

	cursor json.RawMessage
	// since is what the engine sends as since_from: by time, the date of the newest record as the store wrote it; boundary is the same time.
	since    string
	boundary time.Time
	events   map[string]int
	// repeatable are the events that a crash may bring again.
	repeatable map[string]bool
	records    map[string]json.RawMessage
	polls      int
}

// poll polls once and checks that nothing comes twice. It reports whether anything came or is waiting.
func (f *follower) poll() bool {
	f.t.Helper()
	f.polls++
	call := registry.PollCall{
		Call:   f.engine.call(f.operation, fmt.Sprintf(`{"since_from":%q,"limit":%d%s}`, f.since, f.limit, f.filters)),
		Cursor: f.cursor, ByTime: f.byTime != "",
	}
	batch, err := f.engine.registry.Poll(f.t.Context(), call)
	require.NoError(f.t, err)
	require.Len(f.t, batch.Events, len(batch.Records))
	if f.byTime == "" {
		require.LessOrEqual(f.t, len(batch.Records), f.limit, "the limit is strict")
	}
	crashed := f.crashes != nil && f.crashes.IntN(10) == 0
	fresh := false
	for i, event := range batch.Events {
		again := f.events[event.ID] > 0
		mayRepeat := f.repeatable[event.ID] || f.byTime != "" && event.Time.Equal(f.boundary)
		assert.False(f.t, again && !mayRepeat, "%s came twice", event.ID)
		fresh = fresh || !again
		f.events[event.ID]++
		if crashed {
			f.repeatable[event.ID] = true
		}
		f.records[field(f.t, batch.Records[i], "id")] = batch.Records[i]
	}
	if crashed {
		return true
	}
	f.cursor = batch.Cursor
	if f.byTime != "" {
		f.cursor = nil
		for i, event := range batch.Events {
			if event.Time.After(f.boundary) {
				f.since, f.boundary = unquoted(f.t, batch.Records[i], f.byTime), event.Time
			}
		}
	}
	return batch.More || fresh
}

func TestNothingIsLostInChurn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		operation string
		goods     goods
		date      string
		created   bool // the trigger tells of new records only
	}{
		{"on_customers_updated", customers, "date_modified", false},
		{"on_products_updated", products, "date_modified", false},
		{"on_orders_updated", orders, "date_modified", false},
		{"on_new_customers_created", customers, "date_created", true},
		{"on_new_products_created", products, "date_created", true},
		{"on_new_orders_created", orders, "date_created", true},
	}
	for _, test := range tests {
		for _, byTime := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s by time %t", test.operation, byTime), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					store := newStore()
					writer := &churn{t: t, store: store, goods: test.goods, random: rand.New(rand.NewPCG(1, 2)), marks: map[string]string{}}
					reader := &follower{
						t: t, engine: inMemory(t, store), operation: test.operation, limit: 10, crashes: rand.New(rand.NewPCG(3, 4)),
						since: time.Now().UTC().Format(time.RFC3339), events: map[string]int{}, repeatable: map[string]bool{}, records: map[string]json.RawMessage{},
					}
					if byTime {
						reader.byTime = test.date
					}
					done := make(chan struct{})
					go func() {
						defer close(done)
						writer.run()
					}()
					for writing := true; writing; {
						if busy := reader.poll(); busy {
							time.Sleep(5 * time.Millisecond)
						} else {
							time.Sleep(70 * time.Millisecond)
						}
						select {
						case <-done:
							writing = false
						default:
						}
					}
					time.Sleep(2 * time.Second) // the last second is over
					for reader.poll() {
					}
					reader.verify(writer, test.created)
				})
			})
		}
	}
}

// verify expects every record that was made and, unless only new ones count, the last state of each.
func (f *follower) verify(writer *churn, created bool) {
	f.t.Helper()
	missing, stale := 0, 0
	for _, id := range writer.made {
		record, came := f.records[id]
		switch {
		case !came:
			missing++
		case !created && unquoted(f.t, record, writer.goods.mark) != writer.marks[id]:
			stale++
		}
	}
	assert.Zero(f.t, missing, "records that never came")
	assert.Zero(f.t, stale, "records whose last change never came")
	assert.Len(f.t, writer.made, ticks()+300)
}

// unquoted returns a text field of a record.
func unquoted(t *testing.T, record json.RawMessage, name string) string {
	t.Helper()
	var text string
	require.NoError(t, json.Unmarshal([]byte(field(t, record, name)), &text))
	return text
}

// TestOrdersComeOncePlaced makes orders as Incomplete; most are paid minutes later, some never.
func TestOrdersComeOncePlaced(t *testing.T) {
	t.Parallel()
	for _, byTime := range []bool{false, true} {
		t.Run(fmt.Sprintf("by time %t", byTime), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := newStore()
				writer := &churn{t: t, store: store, goods: orders, random: rand.New(rand.NewPCG(5, 6)), marks: map[string]string{}}
				reader := &follower{
					t: t, engine: inMemory(t, store), operation: "on_new_orders_created", limit: 10,
					since: time.Now().UTC().Format(time.RFC3339), events: map[string]int{}, repeatable: map[string]bool{}, records: map[string]json.RawMessage{},
				}
				if byTime {
					reader.byTime = "date_created"
				}
				writer.goods.make = func(int) (string, string, string) {
					return http.MethodPost, "/v2/orders", `{"status_id":0,"billing_address":` + billing + `,"products":[{"name":"Kite","quantity":1,"price_inc_tax":10,"price_ex_tax":9}]}`
				}
				var paid, unpaid []string
				for n := range 40 {
					writer.add()
					if n%4 == 0 {
						unpaid = append(unpaid, writer.made[n])
					} else {
						paid = append(paid, writer.made[n])
					}
					time.Sleep(5 * time.Second)
					reader.poll()
				}
				assert.Empty(t, reader.records, "no order was placed yet")
				for n, id := range paid {
					writer.send(http.MethodPut, "/v2/orders/"+id, `{"status_id":11}`)
					time.Sleep(2 * time.Second)
					writer.send(http.MethodPut, "/v2/orders/"+id, fmt.Sprintf(`{"staff_notes":"Packed %d"}`, n))
					reader.poll()
				}
				time.Sleep(20 * time.Minute)
				for reader.poll() {
				}
				assert.Empty(t, missingFrom(reader.records, paid), "orders that were paid")
				assert.Len(t, missingFrom(reader.records, unpaid), len(unpaid), "orders that were not")
				before := store.Stats().Total
				assert.False(t, reader.poll())
				assert.Equal(t, 1, store.Stats().Total-before, "nothing new costs one request")
			})
		})
	}
}

func missingFrom(records map[string]json.RawMessage, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, came := records[id]
		return came
	})
}

// TestADrainOfOrdersCostsFewRequests reads 100,000 orders. A page that overlaps the one before by the orders of one second has that many fewer.
func TestADrainOfOrdersCostsFewRequests(t *testing.T) {
	t.Parallel()
	count := 100_000
	if race.Enabled {
		count = 5000
	}
	store := newStore(sandbox.WithOrders(count))
	engine := onLoopback(t, store)
	seen := map[string]bool{}
	shared, most := map[time.Time]int{}, 0
	var cursor json.RawMessage
	for more := true; more; {
		batch, err := engine.registry.Poll(t.Context(), registry.PollCall{
			Call: engine.call("on_orders_updated", `{"since_from":"2000-01-01T00:00:00Z","limit":250}`), Cursor: cursor,
		})
		require.NoError(t, err)
		for _, event := range batch.Events {
			require.False(t, seen[event.ID], event.ID)
			seen[event.ID] = true
			shared[event.Time]++
			most = max(most, shared[event.Time])
		}
		cursor, more = batch.Cursor, batch.More
		require.Less(t, len(cursor), 4096, "the cursor stays small")
	}
	assert.Len(t, seen, count)
	assert.LessOrEqual(t, store.Stats().Total, (count+249-most)/(250-most)+2, "%d orders share a second", most)
}
