package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const created = `[{"email":"late@example.com","first_name":"Late","last_name":"Commit"}]`

func TestFaultHitsTheNthRequestsItMatches(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithFault(sandbox.Fault{
		Method: http.MethodGet, PathPattern: "/v3/catalog/products/*", Nth: 2, Times: 2,
		Status: http.StatusBadGateway, Body: "<html>bad gateway</html>", ContentType: "text/html", NoRateLimitHeaders: true,
	}))
	var statuses []int
	for range 5 {
		get(t, store, "/v3/catalog/products")
		statuses = append(statuses, get(t, store, "/v3/catalog/products/101").status)
	}
	assert.Equal(t, []int{200, 502, 502, 200, 200}, statuses)

	store.AddFault(sandbox.Fault{Status: http.StatusTooManyRequests, NoRateLimitHeaders: true})
	got := get(t, store, "/v2/time")
	assert.Equal(t, http.StatusTooManyRequests, got.status)
	assert.Empty(t, got.header.Get("X-Rate-Limit-Requests-Left"))
	store.ClearFaults()
	assert.Equal(t, http.StatusOK, get(t, store, "/v2/time").status)
}

func TestFaultComesBeforeOrAfterTheCommit(t *testing.T) {
	t.Parallel()
	for _, commit := range []bool{false, true} {
		store := sandbox.New(sandbox.WithFault(sandbox.Fault{Method: http.MethodPost, Times: 1, Drop: true, Commit: commit}))
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { send(t, store, http.MethodPost, "/v3/customers", created) })
		found := get(t, store, "/v3/customers?email:in=late@example.com").rows(t)
		assert.Equal(t, commit, len(found) == 1)

		store = sandbox.New(sandbox.WithFault(sandbox.Fault{Method: http.MethodPost, Times: 1, Status: 500, Commit: commit}))
		assert.Equal(t, 500, send(t, store, http.MethodPost, "/v3/customers", created).status)
		found = get(t, store, "/v3/customers?email:in=late@example.com").rows(t)
		assert.Equal(t, commit, len(found) == 1)
	}
}

func TestFaultMayOnlyTakeTheHeadersAway(t *testing.T) {
	t.Parallel()
	got := get(t, sandbox.New(sandbox.WithFault(sandbox.Fault{NoRateLimitHeaders: true})), "/v3/customers?limit=1")
	assert.Equal(t, http.StatusOK, got.status)
	assert.Len(t, got.rows(t), 1)
	assert.Empty(t, got.header.Get("X-Rate-Limit-Requests-Left"))
}
