package sandbox_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestALateCommitIsVisibleAfterItsTimeAndDatedThen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithFault(sandbox.Fault{Method: http.MethodPost, CommitAfter: time.Minute, Status: http.StatusGatewayTimeout, Times: 1}))
		start := time.Now()
		assert.Equal(t, http.StatusGatewayTimeout, send(t, store, http.MethodPost, "/v3/customers", created).status)
		time.Sleep(time.Minute - 1)
		assert.False(t, saved(t, store))
		time.Sleep(time.Hour)
		found := get(t, store, lateCustomer).rows(t)
		require.Len(t, found, 1)
		assert.Equal(t, start.Add(time.Minute).UTC().Format(time.RFC3339), found[0]["date_created"], "as if somebody had looked at once")
		assert.Equal(t, 1, store.Stats().Faults["late_commit"])
	})
}

func TestLateCommitsFollowTheClockOfTheStore(t *testing.T) {
	t.Parallel()
	clock := newClock()
	store := sandbox.New(sandbox.WithClock(clock.now), sandbox.WithFault(sandbox.Fault{Method: http.MethodPost, CommitAfter: time.Minute}))
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { send(t, store, http.MethodPost, "/v3/customers", created) })
	assert.False(t, saved(t, store))
	clock.tick()
	assert.True(t, saved(t, store))
}

func TestLateCommitsHappenInTheOrderOfTheirTimes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithEmptyStore(), sandbox.WithFault(
			sandbox.Fault{Times: 1, CommitAfter: 3 * time.Minute, Status: 504},
			sandbox.Fault{Nth: 2, Times: 1, CommitAfter: time.Minute, Status: 504},
			sandbox.Fault{Nth: 3, Times: 2, CommitAfter: 2 * time.Minute, Status: 504},
		))
		for n := range 4 {
			assert.Equal(t, 504, send(t, store, http.MethodPost, "/v3/customers", customer(n)).status)
		}
		assert.Equal(t, 200, send(t, store, http.MethodPost, "/v3/customers", customer(4)).status)
		time.Sleep(150 * time.Second)
		assert.Equal(t, 200, send(t, store, http.MethodPost, "/v3/customers", customer(5)).status, "a write comes after what was due before it")
		time.Sleep(time.Hour)
		assert.Len(t, store.IDs("customers"), 6)
		assert.Equal(t, []any{"n4@example.com", "n1@example.com", "n2@example.com", "n3@example.com", "n5@example.com", "n0@example.com"},
			get(t, store, "/v3/customers").column(t, "email"))
	})
}

func customer(n int) string {
	return fmt.Sprintf(`[{"email":"n%d@example.com","first_name":"N","last_name":"Late"}]`, n)
}

func TestSettleMakesAllLateCommitsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithFault(sandbox.Fault{CommitAfter: 24 * time.Hour, Status: 504, Times: 3}))
		send(t, store, http.MethodPost, "/v3/customers", created)
		send(t, store, http.MethodPost, "/v3/customers", `[{"email":"broken"`)
		assert.Equal(t, 504, get(t, store, "/v3/customers").status, "a read only fails")
		assert.False(t, saved(t, store))
		assert.Equal(t, 1, store.Settle(), "what is no JSON never takes effect")
		assert.True(t, saved(t, store))
		assert.Equal(t, time.Now().UTC().Format(time.RFC3339), get(t, store, lateCustomer).rows(t)[0]["date_created"], "no later than now")
		assert.Zero(t, store.Settle())
	})
}

func TestALateCommitThatIsRefusedChangesNothing(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithEmptyStore(), sandbox.WithFault(sandbox.Fault{CommitAfter: time.Hour, Status: 504, Times: 1}))
	send(t, store, http.MethodPost, "/v3/customers", created)
	assert.Equal(t, 200, send(t, store, http.MethodPost, "/v3/customers", created).status, "repeated before the first one is saved")
	store.Settle()
	assert.Len(t, store.IDs("customers"), 1, "the email was taken meanwhile")
}

func TestTheEventOfALateCommitIsSentOnTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		to := &receiver{}
		store := sandbox.New(sandbox.WithDeliveryTransport(to), sandbox.WithFault(
			sandbox.Fault{PathPattern: "/v3/customers", CommitAfter: 10 * time.Minute, Status: 504, Times: 2}))
		newHook(t, store, `{"scope":"store/customer/created","destination":"`+destination+`"}`)
		ctx, cancel := context.WithCancel(t.Context())
		var delivering sync.WaitGroup
		for range 2 {
			delivering.Go(func() { _ = store.Deliver(ctx) })
		}
		defer delivering.Wait()
		defer cancel()
		synctest.Wait()
		start := time.Now()
		send(t, store, http.MethodPost, "/v3/customers", customer(1))
		time.Sleep(10*time.Minute + time.Second)
		synctest.Wait()
		require.Len(t, to.got, 1, "though nobody looked")
		assert.Equal(t, start.Add(10*time.Minute), to.start)
		assert.Equal(t, to.start.Unix(), to.got[0].CreatedAt)
	})
}

func TestTooManyLateCommitsHappenAtOnce(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithEmptyStore(), sandbox.WithFault(sandbox.Fault{CommitAfter: time.Hour, Status: 504}))
	for n := range 10_003 {
		send(t, store, http.MethodPost, "/v3/customers", customer(n))
	}
	assert.Len(t, store.IDs("customers"), 3)
	assert.Equal(t, 10_000, store.Settle())
}
