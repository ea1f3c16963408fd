package bigcommerce

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// register keeps customers as BigCommerce does: emails are unique. Its clock is ten minutes ahead.
type register struct {
	mu        sync.Mutex
	customers []map[string]any
	posts     int
	// lose tells, by the number of the create, when a create whose answer is lost takes effect: negative is never, and others are answered.
	lose map[int]time.Duration
}

const ahead = 10 * time.Minute

func (r *register) add(email, company string, age time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.insert(map[string]any{"email": email, "company": company}, time.Now().Add(ahead-age))
}

func (r *register) insert(customer map[string]any, made time.Time) bool {
	for _, existing := range r.customers {
		if existing["email"] == customer["email"] {
			return false
		}
	}
	customer["id"], customer["date_created"] = len(r.customers)+1, made.UTC().Format(time.RFC3339)
	r.customers = append(r.customers, customer)
	return true
}

func (r *register) create(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.posts++
	after, lost := r.lose[r.posts]
	save := func() []map[string]any {
		var customers []map[string]any
		if json.Unmarshal(body, &customers) != nil {
			return nil
		}
		for _, customer := range customers {
			for _, existing := range r.customers {
				if existing["email"] == customer["email"] {
					return nil
				}
			}
		}
		for _, customer := range customers {
			r.insert(customer, time.Now().Add(ahead))
		}
		return customers
	}
	switch {
	case !lost:
		if saved := save(); saved != nil {
			return r.answer(req, http.StatusOK, map[string]any{"data": saved})
		}
		return r.answer(req, http.StatusUnprocessableEntity, map[string]any{"status": 422, "title": "Create customers failed."})
	case after == 0:
		save()
	case after > 0:
		time.AfterFunc(after, func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			save()
		})
	}
	return nil, io.ErrUnexpectedEOF
}

func (r *register) find(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := []map[string]any{}
	for email := range strings.SplitSeq(req.URL.Query().Get("email:in"), ",") {
		for _, customer := range r.customers {
			if customer["email"] == email {
				found = append(found, customer)
			}
		}
	}
	return r.answer(req, http.StatusOK, map[string]any{"data": found})
}

func (r *register) answer(req *http.Request, status int, body any) (*http.Response, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return answer(status, string(data), "Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat))(req)
}

func (r *register) open(t *testing.T) *Client {
	t.Helper()
	client, mock := newTestClient(t)
	r.serve(mock)
	return client
}

func (r *register) serve(mock *httpmock.MockTransport) {
	mock.RegisterResponder("POST", customersURL, r.create)
	mock.RegisterResponder("GET", customersURL, r.find)
}

func (r *register) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.customers)
}

func working(email, company string) CustomerCreate {
	customer := named(email)
	customer.Company = value.Of(company)
	return customer
}

func TestAnAmbiguousCreateIsSettledByItsNaturalKey(t *testing.T) {
	t.Parallel()
	const never = -1
	for name, test := range map[string]struct {
		lose  map[int]time.Duration
		there func(*register)
		posts int
		fails error
		id    int64
	}{
		"made":                            {lose: map[int]time.Duration{1: 0}, posts: 1, id: 1},
		"not made":                        {lose: map[int]time.Duration{1: never}, posts: 2, id: 1},
		"made late, before it is sent":    {lose: map[int]time.Duration{1: time.Millisecond}, posts: 2, id: 1},
		"lost three times":                {lose: map[int]time.Duration{1: never, 2: never, 3: never}, posts: 4, id: 1},
		"made by the third":               {lose: map[int]time.Duration{1: never, 2: never, 3: 0}, posts: 3, id: 1},
		"never made":                      {lose: map[int]time.Duration{1: never, 2: never, 3: never, 4: never, 5: never}, posts: 5, fails: ErrOutcomeUnknown},
		"there before, with other fields": {there: func(r *register) { r.add("a@x.com", "Other", time.Hour) }, lose: map[int]time.Duration{1: 0}, posts: 1, fails: ErrConflict},
		"there before, the same":          {there: func(r *register) { r.add("a@x.com", "Loom", time.Minute) }, lose: map[int]time.Duration{1: 0}, posts: 1, fails: ErrConflict},
		"just made with other fields":     {there: func(r *register) { r.add("a@x.com", "Other", 0) }, lose: map[int]time.Duration{1: 0}, posts: 1, fails: ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &register{lose: test.lose}
				if test.there != nil {
					test.there(store)
				}
				client := store.open(t)
				created, err := client.Customers.Create(t.Context(), working("a@x.com", "Loom"))
				time.Sleep(time.Minute)
				assert.Equal(t, test.posts, store.posts)
				if test.fails != nil {
					require.ErrorIs(t, err, test.fails)
					if store.count() > 0 {
						assert.EqualValues(t, 1, asError(t, err).Details["customer_id"])
					}
					return
				}
				require.NoError(t, err)
				assert.Equal(t, test.id, idOf(created.JSON(), "id"))
				assert.Equal(t, 1, store.count())
			})
		})
	}
}

func TestTheWorkOfAnotherCallIsNotTakenForOnesOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &register{lose: map[int]time.Duration{2: 0}}
		client := store.open(t)
		_, err := client.Customers.Create(t.Context(), working("a@x.com", "Loom"))
		require.NoError(t, err)
		_, err = client.ForRepetition().Customers.Create(t.Context(), working("a@x.com", "Loom"))
		require.ErrorIs(t, err, ErrConflict, "the customer is the first call's")
	})
}

func TestARepetitionRecognizesWhatACallMadeThatWasCutOff(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		company string
		age     time.Duration
		fails   bool
	}{
		"an hour ago":        {"Loom", time.Hour, false},
		"too long ago":       {"Loom", 25 * time.Hour, true},
		"with other content": {"Other", time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &register{}
				store.add("b@x.com", test.company, test.age)
				client := store.open(t)
				_, err := client.Customers.Create(t.Context(), working("b@x.com", "Loom"))
				require.ErrorIs(t, err, ErrConflict, "a call that repeats nothing")
				each, err := client.ForRepetition().Customers.CreateEach(t.Context(), []CustomerCreate{working("a@x.com", "Loom"), working("b@x.com", "Loom")})
				if test.fails {
					require.True(t, IsRefusal(err))
					return
				}
				require.NoError(t, err)
				assert.EqualValues(t, 2, idOf(each[0].Record.JSON(), "id"))
				assert.EqualValues(t, 1, idOf(each[1].Record.JSON(), "id"))
			})
		})
	}
}

func TestEachOfALostBatchIsSettledByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &register{lose: map[int]time.Duration{1: -1, 2: 30 * time.Millisecond}}
		store.add("old@x.com", "Loom", time.Hour)
		client := store.open(t)
		each, err := client.Customers.CreateEach(t.Context(), []CustomerCreate{
			working("a@x.com", "Loom"), working("old@x.com", "Loom"), working("no, key@x.com", "Loom"), working("b@x.com", "Loom"),
		})
		require.NoError(t, err)
		assert.NoError(t, each[0].Err)
		require.ErrorIs(t, each[1].Err, ErrConflict)
		assert.Equal(t, "/email", asError(t, each[1].Err).Fields[0].Path)
		require.ErrorIs(t, each[2].Err, ErrOutcomeUnknown, "it can't be looked up")
		assert.NoError(t, each[3].Err)
		assert.Equal(t, 3, store.count())
	})
}

func TestCreatesWithTheSameKeyFollowOneAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &register{lose: map[int]time.Duration{1: -1}}
		client := store.open(t)
		var group sync.WaitGroup
		failures := make(chan error, 8)
		for range 8 {
			group.Go(func() {
				_, err := client.Customers.Create(t.Context(), working("a@x.com", "Loom"))
				failures <- err
			})
		}
		group.Wait()
		close(failures)
		succeeded := 0
		for err := range failures {
			if err == nil {
				succeeded++
			} else {
				require.ErrorIs(t, err, ErrConflict)
			}
		}
		assert.Equal(t, 1, succeeded)
		assert.Empty(t, client.store.creations.gates)
	})
}

func TestACanceledCreateDoesNotLookFurther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &register{lose: map[int]time.Duration{1: -1, 2: -1, 3: -1}}
		client := store.open(t)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		started := time.Now()
		_, err := client.Customers.Create(ctx, working("a@x.com", "Loom"))
		require.ErrorIs(t, err, ErrOutcomeUnknown)
		assert.LessOrEqual(t, time.Since(started), time.Second)
	})
}

func TestWaitingForATurnEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shared := newCreations()
		leave, err := shared.enter(t.Context(), "customer", []string{"b", "a", "A ", ""})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = shared.enter(ctx, "customer", []string{"c", "b"})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		free, err := shared.enter(t.Context(), "product", []string{"b"})
		require.NoError(t, err, "another kind is another key")
		free()
		leave()
		assert.Empty(t, shared.gates)
	})
}

func TestTheLogTellsHowACreateWasSettled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		client, mock := newTestClient(t, WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
		(&register{lose: map[int]time.Duration{1: -1, 2: 0}}).serve(mock)
		_, err := client.Customers.Create(t.Context(), working("secret@x.com", "Loom"))
		require.NoError(t, err)
		assert.Regexp(t, `(?s)level=INFO msg="bigcommerce create settled" store=abc123 api="POST /v3/customers" decision=sent_again .* decision=found`, log.String())
		assert.NotContains(t, log.String(), "secret")
	})
}

func TestALookUpThatFailsLeavesTheCreateUnknown(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t, WithRetries(0))
	mock.RegisterResponder("POST", customersURL, httpmock.NewErrorResponder(errors.New("broken")))
	mock.RegisterResponder("GET", customersURL, answer(http.StatusForbidden, `{}`))
	_, err := client.Customers.Create(t.Context(), named("a@x.com"))
	require.ErrorIs(t, err, ErrOutcomeUnknown)
	assert.Contains(t, asError(t, err).Message, "Looking for it failed, too")
}

func TestAProductIsSettledBySKUOrName(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ sku, filter string }{
		"by SKU":  {"L-1", "sku=L-1"},
		"by name": {"", "name=Loom"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				const address = "https://api.bigcommerce.com/stores/abc123/v3/catalog/products"
				mock.RegisterResponder("POST", address, httpmock.NewErrorResponder(io.ErrUnexpectedEOF))
				mock.RegisterResponderWithQuery("GET", address, test.filter, answer(http.StatusOK,
					fmt.Sprintf(`{"data":[{"id":7,"name":"Loom","sku":%q,"price":19.9,"date_created":%q}]}`, test.sku, time.Now().Format(time.RFC3339))))
				mock.RegisterResponder("GET", address+"/7", answer(http.StatusOK, `{"data":{"id":7,"name":"Loom"}}`))
				var product ProductCreate
				product.Name, product.SKU = value.Of("Loom"), value.Of(test.sku)
				if test.sku == "" {
					product.SKU = value.Optional[string]{}
				}
				created, err := client.Products.Create(t.Context(), product, ProductCreateSelection{IncludeFields: value.List[ProductField]{"name"}})
				require.NoError(t, err)
				assert.JSONEq(t, `{"id":7,"name":"Loom"}`, string(created.JSON()), "narrowed as the answer would have been")
			})
		})
	}
}

func TestARecordReflectsWhatWasSent(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", longestCompared+1)
	for _, test := range []struct {
		sent, stored string
		want         bool
	}{
		{`{"name":" Loom "}`, `{"name":"loom","id":1}`, true},
		{`{"name":"Loom"}`, `{"name":"Room"}`, false},
		{`{"price":19.90}`, `{"price":"19.9000"}`, true},
		{`{"price":19.91}`, `{"price":"19.9000"}`, false},
		{`{"price":1}`, `{"price":"free"}`, false},
		{`{"flag":true}`, `{"flag":1}`, true},
		{`{"flag":false}`, `{"flag":0}`, true},
		{`{"flag":true}`, `{"flag":false}`, false},
		{`{"password":"secret"}`, `{}`, true},
		{`{"note":null}`, `{"note":"x"}`, true},
		{`{"list":[1]}`, `{"list":[2]}`, true},
		{`{"a":{"b":1}}`, `{"a":{"b":2}}`, false},
		{`{"a":{"b":1}}`, `{"a":"x"}`, true},
		{`{"text":"` + long + `"}`, `{"text":"cleaned"}`, true},
		{`{"date":"2026-07-15T10:30:00Z"}`, `{"date":"Wed, 15 Jul 2026 10:30:00 +0000"}`, true},
	} {
		assert.Equal(t, test.want, reflects([]byte(test.sent), []byte(test.stored)), "%s %s", test.sent, test.stored)
	}
}

func TestOneWrongDateDoesNotMoveTheStoresClock(t *testing.T) {
	t.Parallel()
	var c clock
	assert.Zero(t, c.offset())
	now := time.Date(2026, 7, 15, 10, 30, 0, 0, time.UTC)
	date := func(offset time.Duration) http.Header {
		return http.Header{"Date": {now.Add(offset).Format(http.TimeFormat)}}
	}
	for _, offset := range []time.Duration{3 * time.Second, time.Hour, 3 * time.Second, -time.Hour, 3 * time.Second} {
		c.learn(date(offset), now)
	}
	c.learn(http.Header{"Date": {"yesterday"}}, now)
	assert.Equal(t, 3*time.Second, c.offset())
}
