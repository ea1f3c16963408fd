package sandbox_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestBothPagingBlocksAreOnTheFirstPageOnly(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	first := get(t, store, "/v3/customers?limit=50&sort=date_created:asc")
	assert.Contains(t, first.at(t, "meta"), "pagination")
	assert.Contains(t, first.at(t, "meta"), "cursor_pagination")
	assert.Equal(t, map[string]any{
		"total": 120.0, "count": 50.0, "per_page": 50.0, "current_page": 1.0, "total_pages": 3.0,
		"links": map[string]any{"current": "?sort=date_created%3Aasc&page=1&limit=50", "next": "?sort=date_created%3Aasc&page=2&limit=50"},
	}, first.at(t, "meta", "pagination"))

	second := get(t, store, "/v3/customers?limit=50&page=2")
	assert.Contains(t, second.at(t, "meta"), "pagination")
	assert.NotContains(t, second.at(t, "meta"), "cursor_pagination")
	assert.Equal(t, map[string]any{"previous": "?page=1&limit=50", "current": "?page=2&limit=50", "next": "?page=3&limit=50"},
		second.at(t, "meta", "pagination", "links"))

	cursor := first.at(t, "meta", "cursor_pagination", "end_cursor").(string)
	next := get(t, store, "/v3/customers?limit=50&page=3&sort=date_created:asc&after="+cursor)
	assert.NotContains(t, next.at(t, "meta"), "pagination")
	assert.NotContains(t, next.at(t, "meta", "cursor_pagination"), "total")
	assert.InDelta(t, 151, next.at(t, "data", 0, "id"), 0, "page is ignored beside a cursor")

	beyond := get(t, store, "/v3/customers?page=99")
	assert.Equal(t, http.StatusOK, beyond.status)
	assert.Empty(t, beyond.rows(t))
	assert.NotContains(t, get(t, store, "/v3/catalog/products").at(t, "meta"), "cursor_pagination")
}

func TestCursorsWalkEveryOrderForthAndBack(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, sort := range []string{"", "last_name:asc", "last_name:desc", "date_modified:asc", "date_created:desc"} {
		query := "/v3/customers?limit=%d&sort=" + sort
		all := get(t, store, fmt.Sprintf(query, 250)).column(t, "id")
		require.Len(t, all, 120)

		var forth, back []any
		page := get(t, store, fmt.Sprintf(query, 7))
		for {
			forth = append(forth, page.column(t, "id")...)
			next, more := page.at(t, "meta", "cursor_pagination", "links").(map[string]any)["next"]
			if !more {
				break
			}
			page = get(t, store, "/v3/customers"+next.(string))
		}
		assert.Equal(t, all, forth, sort)
		for {
			back = append(page.column(t, "id"), back...)
			previous, more := page.at(t, "meta", "cursor_pagination", "links").(map[string]any)["previous"]
			if !more {
				break
			}
			page = get(t, store, "/v3/customers"+previous.(string))
		}
		assert.Equal(t, all, back, sort)
	}
}

func TestCursorHoldsItsPlaceWhileRecordsGo(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	first := get(t, store, "/v3/customers?limit=10")
	send(t, store, http.MethodDelete, "/v3/customers?id:in=103,110", "")
	after := first.at(t, "meta", "cursor_pagination", "end_cursor").(string)
	assert.InDelta(t, 111, get(t, store, "/v3/customers?limit=10&after="+after).at(t, "data", 0, "id"), 0)
	assert.InDelta(t, 112, get(t, store, "/v3/customers?limit=10&page=2").at(t, "data", 0, "id"), 1, "offsets shift")
	values, err := url.ParseQuery("after=" + after)
	require.NoError(t, err)
	assert.Equal(t, after, values.Get("after"), "a cursor needs no escaping")
}

func TestOptionsAndModifiersShrinkThePage(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	for _, include := range []string{"options", "modifiers", "images,options"} {
		got := get(t, store, "/v3/catalog/products?limit=250&include="+include)
		assert.Len(t, got.rows(t), 10)
		assert.InDelta(t, 10, got.at(t, "meta", "pagination", "per_page"), 0)
		assert.InDelta(t, 2, got.at(t, "meta", "pagination", "total_pages"), 0, "counted by the limit that was asked for")
	}
	assert.Len(t, get(t, store, "/v3/catalog/products?limit=250&include=variants").rows(t), 250)
}

func TestV2ListsHaveNoEnvelope(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Len(t, get(t, store, "/v2/orders").rows(t), 50)
	assert.Len(t, get(t, store, "/v2/orders?limit=250").rows(t), 240)
	assert.Len(t, get(t, store, "/v2/orders?limit=100&page=3").rows(t), 40)
	empty := get(t, store, "/v2/orders?page=99")
	assert.Equal(t, http.StatusNoContent, empty.status)
	assert.Empty(t, empty.text)
}
