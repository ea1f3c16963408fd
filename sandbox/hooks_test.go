package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// orderHook is the body of a hook that the store takes.
const orderHook = `{"scope":"store/order/created","destination":"https://example.com/hooks","headers":{"X-Key":"k"}}`

// newHook makes a hook by the API and returns its path.
func newHook(t *testing.T, store http.Handler, body string, headers ...string) string {
	t.Helper()
	got := send(t, store, http.MethodPost, "/v3/hooks", body, headers...)
	require.Equal(t, http.StatusOK, got.status, got.text)
	return fmt.Sprintf("/v3/hooks/%d", got.id(t, "data", "id"))
}

func TestAHookIsMadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := newHook(t, store, orderHook)
	made := get(t, store, path)
	assert.Equal(t, "store/order/created", made.at(t, "data", "scope"))
	assert.Equal(t, true, made.at(t, "data", "is_active"))
	assert.Equal(t, map[string]any{"X-Key": "k"}, made.at(t, "data", "headers"))
	assert.Equal(t, sandbox.DefaultStoreHash, made.at(t, "data", "store_hash"))
	assert.IsType(t, 0.0, made.at(t, "data", "created_at"))

	changed := send(t, store, http.MethodPut, path, `{"is_active":false,"headers":null,"id":7}`)
	require.Equal(t, http.StatusOK, changed.status, changed.text)
	assert.Equal(t, false, changed.at(t, "data", "is_active"))
	assert.Nil(t, changed.at(t, "data", "headers"))
	assert.Equal(t, made.at(t, "data", "id"), changed.at(t, "data", "id"))

	deleted := send(t, store, http.MethodDelete, path, "")
	assert.Equal(t, http.StatusOK, deleted.status)
	assert.Equal(t, changed.body, deleted.body, "the hook that is gone")
	gone := get(t, store, path)
	assert.Equal(t, http.StatusNotFound, gone.status)
	assert.Contains(t, gone.at(t, "title"), "Webhook with id [")
}

func TestHookRules(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	hook := func(destination string) string {
		return `{"scope":"store/order/created","destination":"` + destination + `"}`
	}
	for name, test := range map[string]struct {
		body   string
		status int
		text   string
	}{
		"destination missing":  {`{"scope":"store/order/created"}`, 422, `"errors":{"destination":"error.path.missing."}`},
		"scope missing":        {`{"destination":"https://example.com"}`, 422, `"errors":{"scope":"error.path.missing."}`},
		"not an object":        {`[]`, 422, "error.expected.jsobject"},
		"scope a number":       {`{"scope":1,"destination":"https://example.com"}`, 422, `"scope":"error.expected.jsstring"`},
		"unknown scope":        {`{"scope":"store/order/eaten","destination":"https://example.com"}`, 400, "Input is invalid"},
		"scope in other case":  {`{"scope":"store/order/statusupdated","destination":"https://example.com"}`, 400, ""},
		"is_active a text":     {`{"scope":"store/order/created","destination":"https://example.com/a","is_active":"yes"}`, 422, "error.expected.jsboolean"},
		"headers an array":     {`{"scope":"store/order/created","destination":"https://example.com/b","headers":[]}`, 422, "error.expected.jsobject"},
		"header a number":      {`{"scope":"store/order/created","destination":"https://example.com/c","headers":{"X-A":1}}`, 422, `"headers.X-A":"error.expected.jsstring"`},
		"header not sendable":  {`{"scope":"store/order/created","destination":"https://example.com/d","headers":{"X A":"1"}}`, 422, "headers.X A"},
		"header of two lines":  {`{"scope":"store/order/created","destination":"https://example.com/e","headers":{"X-A":"1\nX-B: 2"}}`, 422, "headers.X-A"},
		"plain http":           {hook("http://example.com/hooks"), 422, "must be an https URL"},
		"other port":           {hook("https://example.com:8443/hooks"), 422, "port 443"},
		"no host":              {hook("/hooks"), 422, "a URL with a host"},
		"port 443":             {hook("https://example.com:443/hooks"), 200, ""},
		"http on this machine": {hook("http://127.0.0.1:4711/hooks"), 200, ""},
		"http on localhost":    {hook("http://localhost:4711/hooks"), 200, ""},
		"http on ::1":          {hook("http://[::1]:4711/hooks"), 200, ""},
		"other scheme":         {hook("ftp://127.0.0.1/hooks"), 422, "must be an https URL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := send(t, store, http.MethodPost, "/v3/hooks", test.body)
			assert.Equal(t, test.status, got.status, got.text)
			assert.Contains(t, got.text, test.text)
		})
	}
}

func TestAnUpdateOfAHookNeedsAField(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := newHook(t, store, orderHook)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, path, `{}`).status)
	assert.Equal(t, http.StatusBadRequest, send(t, store, http.MethodPut, path, `{"scope":"store/nothing"}`).status)
	assert.Equal(t, http.StatusNotFound, send(t, store, http.MethodPut, "/v3/hooks/1", `{"is_active":true}`).status)
}

func TestThereIsOneHookForAScopeAndDestination(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken("other"))
	newHook(t, store, orderHook)
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPost, "/v3/hooks", orderHook).status)
	newHook(t, store, orderHook, "X-Auth-Token: other")
	second := newHook(t, store, `{"scope":"store/order/updated","destination":"https://example.com/hooks"}`)
	assert.Equal(t, http.StatusConflict, send(t, store, http.MethodPut, second, `{"scope":"store/order/created"}`).status)
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, second, `{"scope":"store/order/updated"}`).status)
	assert.Equal(t, "store/order/updated", get(t, store, second).at(t, "data", "scope"))
}

func TestThereAreTenHooksForAScopeAtMost(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	hook := func(i int) string {
		return fmt.Sprintf(`{"scope":"store/order/created","destination":"https://example.com/%d"}`, i)
	}
	for i := range 10 {
		newHook(t, store, hook(i))
	}
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, "/v3/hooks", hook(10)).status)
	newHook(t, store, `{"scope":"store/order/*","destination":"https://example.com/0"}`)
}

func TestTheHookForExceptionsHasADestinationOfItsOwn(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	newHook(t, store, orderHook)
	exceptions := func(destination string) int {
		return send(t, store, http.MethodPost, "/v3/hooks", `{"scope":"store/hook/deliveryException","destination":"`+destination+`"}`).status
	}
	assert.Equal(t, http.StatusUnprocessableEntity, exceptions("https://example.com/hooks"))
	assert.Equal(t, http.StatusOK, exceptions("https://example.com/exceptions"))
	assert.Equal(t, http.StatusConflict, exceptions("https://example.com/more"))
}

func TestHooksAreListedByTheirFilters(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Empty(t, get(t, store, "/v3/hooks").rows(t))
	newHook(t, store, orderHook)
	newHook(t, store, `{"scope":"store/product/*","destination":"https://example.com/hooks","is_active":false}`)
	newHook(t, store, `{"scope":"store/product/*","destination":"https://example.com/other"}`)
	for query, count := range map[string]int{
		"": 3, "?is_active=true": 2, "?is_active=false": 1, "?scope=store/product/*": 2, "?destination=https://example.com/hooks": 2,
		"?scope=store/product/*&is_active=true": 1, "?limit=2": 2, "?limit=2&page=2": 1, "?scope=store/cart/*": 0,
	} {
		assert.Len(t, get(t, store, "/v3/hooks"+query).rows(t), count, query)
	}
	assert.InDelta(t, 3, get(t, store, "/v3/hooks?limit=1").at(t, "meta", "pagination", "total"), 0)
	assert.Equal(t, http.StatusUnprocessableEntity, get(t, store, "/v3/hooks?producer=me").status)
}

func TestAHookIsSeenByItsOwnClientOnly(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithToken("other"))
	path := newHook(t, store, orderHook)
	id := store.PlantHook(sandbox.Hook{Token: "uninstalled app", Scope: "store/order/created", Destination: "https://example.org"})
	for _, hidden := range []struct{ path, token string }{{path, "other"}, {fmt.Sprintf("/v3/hooks/%d", id), sandbox.DefaultToken}} {
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
			got := send(t, store, method, hidden.path, `{"is_active":false}`, "X-Auth-Token: "+hidden.token)
			assert.Equal(t, http.StatusNotFound, got.status, method)
		}
	}
	assert.Len(t, get(t, store, "/v3/hooks").rows(t), 1)
	assert.Empty(t, send(t, store, http.MethodGet, "/v3/hooks", "", "X-Auth-Token: other").rows(t), "a token without any scope may ask")
}

func TestPlantedHooksBreakTheRules(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	planted := sandbox.Hook{Scope: "store/order/created", Destination: "https://example.com/hooks", Headers: map[string]string{"X-Key": "k"}}
	first, second := store.PlantHook(planted), store.PlantHook(planted)
	assert.NotEqual(t, first, second)
	planted.Deactivated = true
	path := fmt.Sprintf("/v3/hooks/%d", store.PlantHook(planted))
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, path, `{"is_active":true}`).status, "it can be repaired")
	store.PlantHook(planted)
	planted.Deactivated, planted.Inactive = false, true
	store.PlantHook(planted)
	assert.Len(t, get(t, store, "/v3/hooks?is_active=true").rows(t), 3)
	assert.Len(t, get(t, store, "/v3/hooks?is_active=false").rows(t), 2)
}

func TestTheOverviewOfHooksTellsTheirStatus(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	path := newHook(t, store, orderHook)
	store.PlantHook(sandbox.Hook{Scope: "store/cart/*", Destination: "https://example.com", Deactivated: true})
	store.PlantHook(sandbox.Hook{Scope: "store/cart/*", Destination: "https://example.com", Inactive: true})
	statuses := func() []any {
		var all []any
		for _, hook := range get(t, store, "/v3/hooks/admin").at(t, "data", "hooks_list").([]any) {
			all = append(all, hook.(map[string]any)["status"])
		}
		return all
	}
	assert.Equal(t, []any{"active", "deactivated", "inactive"}, statuses())
	send(t, store, http.MethodPut, path, `{"is_active":false}`)
	assert.Equal(t, []any{"inactive", "deactivated", "inactive"}, statuses())
	assert.Empty(t, get(t, store, "/v3/hooks/admin?is_active=true").at(t, "data", "hooks_list"))

	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodPut, "/v3/hooks/admin", `{"emails":["ops@example.com"]}`).status)
	assert.Equal(t, []any{"ops@example.com"}, get(t, store, "/v3/hooks/admin").at(t, "data", "emails"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, "/v3/hooks/admin", `{}`).status)
}
