package triggers

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/internal/inprocess"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// clientOf returns a client of a sandbox store.
func clientOf(t *testing.T, store *sandbox.Store) *bigcommerce.Client {
	t.Helper()
	pool, err := bigcommerce.NewPool(bigcommerce.WithTransport(inprocess.Transport{Handler: store}))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, pool.Close()) })
	return pool.Client(sandbox.DefaultStoreHash, bigcommerce.NewToken(sandbox.DefaultToken))
}

// order makes an order and returns its number.
func order(t *testing.T, store *sandbox.Store, fields string) int64 {
	t.Helper()
	body := `{"billing_address":{"first_name":"Ada","last_name":"Lindqvist","street_1":"1 Loom Lane","city":"Austin","state":"Texas","zip":"78701",
		"country":"United States","country_iso2":"US","email":"ada@example.com"},"products":[{"name":"Kite","quantity":1,"price_inc_tax":10,"price_ex_tax":9}]` + fields + `}`
	answer := write(t, store, http.MethodPost, "/v2/orders", body)
	var made struct {
		ID int64 `json:"id"`
	}
	require.NoError(t, json.Unmarshal(answer, &made))
	return made.ID
}

func write(t *testing.T, store *sandbox.Store, method, path, body string) []byte {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "/stores/"+sandbox.DefaultStoreHash+path, strings.NewReader(body))
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	store.ServeHTTP(answer, request)
	require.Less(t, answer.Code, 300, "%s %s: %s", method, path, answer.Body)
	return answer.Body.Bytes()
}

func since(at time.Time) Start {
	return Start{SinceFrom: value.Of(value.Date{Time: at}), Limit: value.Of(int64(250))}
}

func TestTheFirstNewProductIsFoundWithFewRequests(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithProducts(3000))
	client := clientOf(t, store)
	made := map[int64]time.Time{}
	for record, err := range client.Products.All(t.Context(), bigcommerce.ProductQuery{}, bigcommerce.ListOptions{}) {
		require.NoError(t, err)
		product, err := rowOf(record, dateCreated)
		require.NoError(t, err)
		made[product.id] = product.time()
	}
	random := rand.New(rand.NewPCG(1, 1))
	var all []time.Time
	for _, at := range made {
		all = append(all, at)
	}
	for range 30 {
		from := all[random.IntN(len(all))]
		before := store.Stats().Total
		cursor, err := newProducts{client, bigcommerce.ProductQuery{}}.begin(t.Context(), since(from), false)
		require.NoError(t, err)
		assert.LessOrEqual(t, store.Stats().Total-before, 14)
		for id, at := range made {
			assert.Equal(t, !at.Before(from), id > cursor.After, "product %d, made at %s, begins at %s", id, at, from)
		}
	}
}

func TestNewProductsOfAnEmptyStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore())
		products := newProducts{clientOf(t, store), bigcommerce.ProductQuery{}}
		_, cursor, more, err := products.poll(t.Context(), Start{}, registry.Position[productCursor]{})
		require.NoError(t, err)
		assert.False(t, more)
		write(t, store, http.MethodPost, "/v3/catalog/products", `{"name":"Kite","type":"physical","price":1,"weight":1}`)
		rows, cursor, _, err := products.poll(t.Context(), Start{}, registry.Position[productCursor]{Cursor: &cursor})
		require.NoError(t, err)
		assert.Empty(t, rows, "the second is not over")
		time.Sleep(time.Second)
		rows, _, _, err = products.poll(t.Context(), Start{}, registry.Position[productCursor]{Cursor: &cursor})
		require.NoError(t, err)
		assert.Len(t, rows, 1)
	})
}

// ordersReader polls new orders from one cursor to the next.
type ordersReader struct {
	t      *testing.T
	orders newOrders
	start  Start
	cursor *orderCursor
}

func (r *ordersReader) poll() []int64 {
	r.t.Helper()
	var found []int64
	for more := true; more; {
		rows, cursor, again, err := r.orders.poll(r.t.Context(), r.start, registry.Position[orderCursor]{Cursor: r.cursor})
		require.NoError(r.t, err)
		text, err := json.Marshal(cursor)
		require.NoError(r.t, err)
		var stored orderCursor
		require.NoError(r.t, json.Unmarshal(text, &stored))
		require.NoError(r.t, stored.Validate())
		for _, row := range rows {
			found = append(found, row.id)
		}
		r.cursor, more = &stored, again
	}
	return found
}

func TestOrdersThatAreIncompleteAtTheBeginningAreWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore())
		old := order(t, store, `,"status_id":0`)
		time.Sleep(8 * 24 * time.Hour)
		recent, placed := order(t, store, `,"status_id":0`), order(t, store, ``)
		time.Sleep(time.Hour)
		reader := ordersReader{t: t, orders: newOrders{clientOf(t, store), bigcommerce.OrderQuery{}, NewOrderFilters{}.matches}}
		require.Empty(t, reader.poll())
		time.Sleep(time.Minute)
		for _, id := range []int64{old, recent, placed} {
			write(t, store, http.MethodPut, fmt.Sprintf("/v2/orders/%d", id), `{"status_id":11}`)
		}
		time.Sleep(time.Second)
		assert.Equal(t, []int64{recent}, reader.poll(), "one was given up, one was placed before")
		assert.Empty(t, reader.poll())
	})
}

func TestImportedOrdersDoNotHideNewOnes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore())
		order(t, store, ``)
		time.Sleep(time.Hour)
		begin := time.Now()
		first := order(t, store, ``)
		old := order(t, store, `,"date_created":"Sun, 05 Mar 1995 21:40:11 +0000"`)
		coming := order(t, store, `,"date_created":"Tue, 05 Mar 2019 21:40:11 +0000"`)
		last := order(t, store, ``)
		time.Sleep(time.Minute)
		reader := ordersReader{t: t, orders: newOrders{clientOf(t, store), bigcommerce.OrderQuery{}, NewOrderFilters{}.matches}, start: since(begin)}
		assert.Equal(t, []int64{first, old, coming, last}, reader.poll())
		assert.Empty(t, reader.poll())
	})
}

func TestFiltersApplyWhenAnOrderIsPlaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore())
		filters := NewOrderFilters{
			OrderFilters: bigcommerce.OrderFilters{PaymentMethod: value.Of("Cash"), Email: value.Of("ADA@example.com")},
			MinTotal:     value.Of(value.Money("5")),
		}
		reader := ordersReader{t: t, orders: newOrders{clientOf(t, store), filters.query(), filters.matches}}
		require.Empty(t, reader.poll())
		waiting, other := order(t, store, `,"status_id":0`), order(t, store, `,"status_id":0`)
		order(t, store, `,"payment_method":"Card"`)
		time.Sleep(time.Minute)
		require.Empty(t, reader.poll())
		write(t, store, http.MethodPut, fmt.Sprintf("/v2/orders/%d", waiting), `{"status_id":11,"payment_method":"Cash"}`)
		write(t, store, http.MethodPut, fmt.Sprintf("/v2/orders/%d", other), `{"status_id":11,"payment_method":"Card"}`)
		time.Sleep(time.Second)
		assert.Equal(t, []int64{waiting}, reader.poll())
	})
}

func TestOrdersWaitForSevenDays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore())
		reader := ordersReader{t: t, orders: newOrders{clientOf(t, store), bigcommerce.OrderQuery{}, NewOrderFilters{}.matches}}
		require.Empty(t, reader.poll())
		early, late := order(t, store, `,"status_id":0`), order(t, store, `,"status_id":0`)
		time.Sleep(time.Minute)
		require.Empty(t, reader.poll())
		assert.Equal(t, numbers{early, late}, reader.cursor.Waiting)
		time.Sleep(6 * 24 * time.Hour)
		require.Empty(t, reader.poll())
		write(t, store, http.MethodPut, fmt.Sprintf("/v2/orders/%d", early), `{"status_id":11}`)
		time.Sleep(time.Second)
		assert.Equal(t, []int64{early}, reader.poll())
		time.Sleep(2 * 24 * time.Hour)
		require.Empty(t, reader.poll())
		assert.Empty(t, reader.cursor.Waiting, "the cursor forgets it")
	})
}

func TestACursorWaitsForSoManyOrdersOnly(t *testing.T) {
	t.Parallel()
	cursor := orderCursor{}
	for id := range int64(mostWaiting + 500) {
		cursor.note(id+1, placedOrder{DateCreated: value.Date{Time: second(1_700_000_000)}})
	}
	cursor.forget(1_700_000_100)
	require.Len(t, cursor.Waiting, mostWaiting)
	assert.Equal(t, int64(501), cursor.Waiting[0], "the newest count")
	assert.NoError(t, cursor.Validate())
	text, err := json.Marshal(cursor)
	require.NoError(t, err)
	assert.Less(t, len(text), 8<<10)
}

func TestOrderCursorsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for name, cursor := range map[string]orderCursor{
		"a number below zero":           {Last: -1},
		"a second out of range":         {Since: latestSecond + 1},
		"waiting orders out of order":   {Last: 9, Waiting: numbers{5, 4}, Made: numbers{1, 1}},
		"a waiting order without time":  {Last: 9, Waiting: numbers{5}},
		"a waiting order that is ahead": {Last: 4, Waiting: numbers{5}, Made: numbers{1}},
		"a round out of range":          {Round: &orderRound{Behind: -1}},
		"a dated position out of range": {Dated: &datedCursor{At: latestSecond + 1}},
	} {
		assert.Error(t, cursor.Validate(), name)
	}
	assert.Error(t, productCursor{After: -1}.Validate())
}
