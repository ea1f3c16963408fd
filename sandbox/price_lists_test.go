package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestPriceListsAreListedByNumberAndByCursor(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	first := get(t, store, "/v3/pricelists?limit=2")
	assert.Equal(t, []any{"Wholesale", "Boatyards"}, first.column(t, "name"))
	assert.InDelta(t, 3, first.at(t, "meta", "pagination", "total"), 0)
	after, _ := first.at(t, "meta", "cursor_pagination", "end_cursor").(string)
	assert.Equal(t, []any{"Last season"}, get(t, store, "/v3/pricelists?limit=2&after="+after).column(t, "name"))
	assert.Equal(t, []any{"Last season"}, get(t, store, "/v3/pricelists?limit=2&page=2").column(t, "name"))
	assert.Equal(t, []any{"Boatyards"}, get(t, store, "/v3/pricelists?name:like=yard").column(t, "name"))
	assert.Equal(t, []any{"Last season"}, get(t, store, "/v3/pricelists?id:in=3,9").column(t, "name"))
	assert.Equal(t, "Wholesale", get(t, store, "/v3/pricelists/1").at(t, "data", "name"))
	for path, status := range map[string]int{
		"/v3/pricelists/9": http.StatusNotFound, "/v3/pricelists?colour=red": http.StatusUnprocessableEntity, "/v3/pricelists?limit=251": http.StatusUnprocessableEntity,
		"/v3/pricelists?after=x": http.StatusUnprocessableEntity,
	} {
		assert.Equal(t, status, get(t, store, path).status, path)
	}
	assert.Empty(t, get(t, sandbox.New(sandbox.WithEmptyStore()), "/v3/pricelists").rows(t))
}

func TestPickupMethodsAreFilteredAndSorted(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for query, want := range map[string][]any{
		"":                                    {"Over the counter", "Boathouse locker", "At the lighthouse"},
		"?id:in=3,1":                          {"Over the counter", "At the lighthouse"},
		"?limit=2&page=2":                     {"At the lighthouse"},
		"?sort=name:asc":                      {"At the lighthouse", "Boathouse locker", "Over the counter"},
		"?sort=date_modified:desc&limit=1":    {"At the lighthouse"},
		"?date_created:max=2000-01-01":        nil,
		"?date_created:min=2000-01-01&page=9": nil,
	} {
		assert.Equal(t, want, get(t, store, "/v3/pickup/methods"+query).column(t, "display_name"), query)
	}
	for _, query := range []string{"?sort=location_id", "?name=x", "?limit=0"} {
		assert.Equal(t, http.StatusUnprocessableEntity, get(t, store, "/v3/pickup/methods"+query).status, query)
	}
}
