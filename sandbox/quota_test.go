package sandbox_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestQuotaCountsInFixedWindows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithQuota(3, 30*time.Second))
		for left := 2; left >= 0; left-- {
			got := get(t, store, "/v2/time")
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, string(rune('0'+left)), got.header.Get("X-Rate-Limit-Requests-Left"))
			assert.Equal(t, "3", got.header.Get("X-Rate-Limit-Requests-Quota"))
			assert.Equal(t, "30000", got.header.Get("X-Rate-Limit-Time-Window-Ms"))
			assert.Empty(t, got.header.Get("X-Retry-After"))
		}
		time.Sleep(10*time.Second + 500*time.Millisecond)
		got := get(t, store, "/v3/customers")
		assert.Equal(t, http.StatusTooManyRequests, got.status)
		assert.JSONEq(t, `{"status":429,"title":"Too many requests","type":"https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes","errors":{}}`, got.text)
		assert.Equal(t, "19500", got.header.Get("X-Rate-Limit-Time-Reset-Ms"))
		assert.Equal(t, "20", got.header.Get("X-Retry-After"))
		assert.Equal(t, "0", got.header.Get("X-Rate-Limit-Requests-Left"))

		time.Sleep(19*time.Second + 500*time.Millisecond)
		got = get(t, store, "/v2/time")
		assert.Equal(t, http.StatusOK, got.status, "the next window")
		assert.Equal(t, "30000", got.header.Get("X-Rate-Limit-Time-Reset-Ms"))

		time.Sleep(75 * time.Second)
		assert.Equal(t, "15000", get(t, store, "/v2/time").header.Get("X-Rate-Limit-Time-Reset-Ms"), "windows stay in step over idle time")
		assert.Equal(t, 1, store.Stats().Limited)
	})
}

func TestWithoutQuotaHeadersTellOfALargeOne(t *testing.T) {
	t.Parallel()
	got := get(t, sandbox.New(), "/v2/time")
	assert.Equal(t, "1000000", got.header.Get("X-Rate-Limit-Requests-Quota"))
	assert.Equal(t, "999999", got.header.Get("X-Rate-Limit-Requests-Left"))
}

func TestWrongTokenUsesUpNoQuota(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithQuota(1, time.Minute))
	assert.Equal(t, http.StatusUnauthorized, send(t, store, http.MethodGet, "/v2/time", "", "X-Auth-Token: nope").status)
	assert.Equal(t, http.StatusOK, get(t, store, "/v2/time").status)
}

func TestCrowdedEndpointAnswers429WithoutHeaders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithLatency(time.Second))
		answers := make([]reply, 5)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = send(t, store, http.MethodPut, "/v3/customers", `[{"id":101,"notes":"x"}]`) })
		}
		all.Wait()
		refused := 0
		for _, got := range answers {
			if got.status == http.StatusOK {
				continue
			}
			refused++
			assert.Equal(t, http.StatusTooManyRequests, got.status)
			for name := range got.header {
				assert.NotContains(t, name, "Rate-Limit")
				assert.NotContains(t, name, "Retry-After")
			}
		}
		assert.Equal(t, 2, refused, "three may run at once")
		stats := store.Stats()
		assert.Equal(t, 2, stats.Crowded)
		assert.Equal(t, 3, stats.MaxConcurrent)
		assert.Equal(t, 3, stats.MaxConcurrentByRoute["PUT /v3/customers"])
		assert.Equal(t, 5, stats.Requests["PUT /v3/customers"])
		assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, "/v3/customers", `[{"id":101,"notes":"x"}]`).status)
	})
}

func TestLatencyDelaysReadsTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New(sandbox.WithLatency(time.Second))
		began := time.Now()
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { assert.Equal(t, http.StatusOK, get(t, store, "/v2/orders").status) })
		}
		all.Wait()
		assert.Equal(t, time.Second, time.Since(began))
	})
}
