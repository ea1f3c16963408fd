package sandbox_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// dateLists are the lists that can be read in the order of a date, each with its spelling of the bounds, which the customers leave
// out of what they find.
var dateLists = []struct {
	path, sort, lower, upper string
	fields                   []string
	excluded                 bool
}{
	{"/v2/orders", "sort=%s:%s", "min_%s", "max_%s", []string{"date_created", "date_modified"}, false},
	{"/v3/customers", "sort=%s:%s", "%s:min", "%s:max", []string{"date_created", "date_modified"}, true},
	{"/v3/catalog/products", "sort=%s&direction=%s", "%s:min", "%s:max", []string{"date_modified"}, false},
}

type datedRow struct {
	id int64
	at time.Time
}

// datedRows reads all rows in the order of their ids and sorts them by a date.
func datedRows(t *testing.T, store http.Handler, path, field string) []datedRow {
	t.Helper()
	var rows []datedRow
	for page := 1; ; page++ {
		got := get(t, store, fmt.Sprintf("%s?limit=250&page=%d", path, page))
		if got.status == http.StatusNoContent || len(got.rows(t)) == 0 {
			break
		}
		for _, row := range got.rows(t) {
			at, err := time.Parse(time.RFC1123Z, row[field].(string))
			if err != nil {
				at, err = time.Parse(time.RFC3339, row[field].(string))
			}
			require.NoError(t, err)
			rows = append(rows, datedRow{int64(row["id"].(float64)), at})
		}
	}
	slices.SortStableFunc(rows, func(a, b datedRow) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	return rows
}

func idsOf(rows []datedRow) []any {
	var ids []any
	for _, row := range rows {
		ids = append(ids, float64(row.id))
	}
	return ids
}

func between(rows []datedRow, from, to time.Time, excluded bool) []datedRow {
	return slices.DeleteFunc(slices.Clone(rows), func(row datedRow) bool {
		return row.at.Before(from) || row.at.After(to) || excluded && (row.at.Equal(from) || row.at.Equal(to))
	})
}

// everyID reads all pages of a list.
func everyID(t *testing.T, store http.Handler, query string) []any {
	t.Helper()
	var ids []any
	for page := 1; ; page++ {
		got := get(t, store, fmt.Sprintf("%s&limit=100&page=%d", query, page))
		if got.status == http.StatusNoContent || len(got.rows(t)) == 0 {
			return ids
		}
		ids = append(ids, got.column(t, "id")...)
	}
}

func TestListsByDateHoldWhatIsInTheRecordsInTheirOrder(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(700), sandbox.WithCustomers(400), sandbox.WithProducts(400))
	for _, list := range dateLists {
		for _, field := range list.fields {
			rows := datedRows(t, store, list.path, field)
			from, to := rows[len(rows)/3].at, rows[len(rows)*2/3].at
			wanted := between(rows, from, to, list.excluded)
			require.NotEmpty(t, wanted)
			bounds := fmt.Sprintf(list.lower+"=%s&"+list.upper+"=%s", field, from.Format("2006-01-02T15:04:05"), field, to.Format("2006-01-02T15:04:05"))

			up := list.path + "?" + fmt.Sprintf(list.sort, field, "asc")
			down := list.path + "?" + fmt.Sprintf(list.sort, field, "desc")
			assert.Equal(t, idsOf(rows), everyID(t, store, up), up)
			assert.Equal(t, idsOf(wanted), everyID(t, store, up+"&"+bounds), up+"&"+bounds)
			slices.Reverse(rows)
			assert.Equal(t, idsOf(rows), everyID(t, store, down), down)
			byID := slices.SortedFunc(slices.Values(wanted), func(a, b datedRow) int { return cmp.Compare(a.id, b.id) })
			assert.Equal(t, idsOf(byID), everyID(t, store, list.path+"?"+bounds), bounds)
			slices.Reverse(wanted)
			assert.Equal(t, idsOf(wanted), everyID(t, store, down+"&"+bounds), down+"&"+bounds)
		}
	}
}

func TestListsByDateCanBeNarrowedFurther(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(900))
	rows := datedRows(t, store, "/v2/orders", "date_modified")
	from := rows[300].at
	since := "/v2/orders?min_date_modified=" + url.QueryEscape(from.Format(time.RFC1123Z))
	kept := between(rows, from, time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), false)
	above := slices.DeleteFunc(slices.Clone(kept), func(row datedRow) bool { return row.id < 500 })
	assert.Equal(t, idsOf(above), everyID(t, store, since+"&min_id=500&sort=date_modified:asc"))
	slices.SortFunc(above, func(a, b datedRow) int { return cmp.Compare(a.id, b.id) })
	assert.Equal(t, idsOf(above), everyID(t, store, since+"&min_id=500&sort=id:asc"))
	slices.Reverse(above)
	assert.Equal(t, idsOf(above), everyID(t, store, since+"&min_id=500&sort=id:desc"))

	shipped := slices.DeleteFunc(everyID(t, store, "/v2/orders?status_id=2"), func(id any) bool {
		return !slices.Contains(idsOf(kept), id)
	})
	byID := everyID(t, store, since+"&status_id=2")
	assert.Equal(t, shipped, byID)
	byDate := everyID(t, store, since+"&status_id=2&sort=date_modified:asc")
	assert.ElementsMatch(t, shipped, byDate)
	assert.Equal(t, slices.DeleteFunc(idsOf(kept), func(id any) bool { return !slices.Contains(shipped, id) }), byDate)
	assert.ElementsMatch(t, shipped, everyID(t, store, since+"&status_id=2&sort=customer_id:asc"))
	assert.Len(t, get(t, store, since+"&status_id=2&sort=date_modified:asc&limit=3").rows(t), 3)
	assert.Len(t, get(t, store, "/v2/orders?status_id=2&limit=3").rows(t), 3)
	assert.Equal(t, http.StatusBadRequest, get(t, store, "/v2/orders?min_date_modified=yesterday&sort=date_modified:asc").status)
}

func TestListsByDateFollowEveryWrite(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(50), sandbox.WithCustomers(50))
	const byDate = "/v2/orders?sort=date_modified:asc"
	first := everyID(t, store, byDate)
	set := func(id int64, date string) {
		require.NoError(t, store.SetField("orders", id, "date_modified", json.RawMessage(`"`+date+`"`)))
	}
	set(110, "Sat, 01 Jan 2033 00:00:00 +0000")
	set(111, "Sat, 01 Jan 2011 00:00:00 +0000")
	set(112, "Sat, 01 Jan 2033 00:00:00 +0000")
	set(110, "Sat, 01 Jan 2033 00:00:00 +0000")
	moved := everyID(t, store, byDate)
	assert.Len(t, moved, len(first))
	assert.InDelta(t, 111, moved[0], 0)
	assert.Equal(t, []any{110.0, 112.0}, moved[len(moved)-2:])
	assert.Equal(t, []any{110.0, 112.0}, everyID(t, store, byDate+"&min_date_modified=2032-01-01"))

	set(113, "")
	assert.InDelta(t, 113, everyID(t, store, byDate)[0], 0, "what has no date comes first")
	assert.Equal(t, []any{110.0, 112.0}, everyID(t, store, byDate+"&min_date_modified=2032-01-01"))
	set(113, "Sat, 01 Jan 2033 00:00:01 +0000")
	assert.Equal(t, []any{110.0, 112.0, 113.0}, everyID(t, store, byDate+"&min_date_modified=2032-01-01"))

	const changed = "/v3/customers?date_modified:min=2025-09-02&sort=date_modified:asc"
	assert.Empty(t, everyID(t, store, changed))
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, "/v3/customers", `[{"id":120,"notes":"x"},{"id":105,"notes":"x"}]`).status)
	assert.Equal(t, []any{105.0, 120.0}, everyID(t, store, changed))
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/customers?id:in=105,130", "").status)
	assert.Equal(t, []any{120.0}, everyID(t, store, changed))
	assert.Len(t, everyID(t, store, "/v3/customers?sort=date_modified:desc"), 48)
}

func TestPagesByDateCarryTotalsAndCursors(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithCustomers(90))
	all := everyID(t, store, "/v3/customers?sort=date_modified:asc")
	page := get(t, store, "/v3/customers?sort=date_modified:asc&limit=40")
	assert.InDelta(t, 90, page.at(t, "meta", "pagination", "total"), 0)
	next := page.at(t, "meta", "cursor_pagination", "end_cursor").(string)
	assert.Equal(t, all[40:80], get(t, store, "/v3/customers?sort=date_modified:asc&limit=40&after="+next).column(t, "id"))
}

// BenchmarkPolling reads what changed lately in a large store, as a trigger does, with a write between any two reads.
func BenchmarkPolling(b *testing.B) {
	store := sandbox.New(sandbox.WithOrders(100_000), sandbox.WithCustomers(100_000), sandbox.WithProducts(100_000))
	for name, path := range map[string]string{
		"orders by date":    "/v2/orders?min_date_modified=2025-08-20&sort=date_modified:asc&limit=250",
		"all by date":       "/v2/orders?min_date_modified=2020-01-01&sort=date_modified:asc&limit=250",
		"orders by id":      "/v2/orders?min_date_modified=2025-08-31&min_id=150&sort=id:asc&limit=250",
		"customers by date": "/v3/customers?date_modified:min=2025-08-20&sort=date_modified:asc&limit=250",
		"products by date":  "/v3/catalog/products?date_modified:min=2025-08-20&sort=date_modified&limit=250",
	} {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			serve(b, store, "/stores/"+sandbox.DefaultStoreHash+path)
			for i := 0; b.Loop(); i++ {
				at := json.RawMessage(`"` + time.Date(2025, 8, 30, 0, 0, i, 0, time.UTC).Format(time.RFC1123Z) + `"`)
				if err := store.SetField("orders", 200+int64(i%50_000), "date_modified", at); err != nil {
					b.Fatal(err)
				}
				serve(b, store, "/stores/"+sandbox.DefaultStoreHash+path)
			}
		})
	}
}

// BenchmarkOrderWrites changes and creates orders of a large store that is read by date.
func BenchmarkOrderWrites(b *testing.B) {
	store := sandbox.New(sandbox.WithOrders(100_000))
	serve(b, store, "/stores/"+sandbox.DefaultStoreHash+"/v2/orders?sort=date_created:asc&min_date_modified=2025-08-20")
	serve(b, store, "/stores/"+sandbox.DefaultStoreHash+"/v2/orders?sort=date_modified:asc")
	write := func(method, path, body string) {
		request := httptest.NewRequestWithContext(b.Context(), method, "/stores/"+sandbox.DefaultStoreHash+path, strings.NewReader(body))
		for name, value := range map[string]string{"X-Auth-Token": sandbox.DefaultToken, "Accept": "application/json", "Content-Type": "application/json"} {
			request.Header.Set(name, value)
		}
		recorder := httptest.NewRecorder()
		if store.ServeHTTP(recorder, request); recorder.Code != http.StatusOK {
			b.Fatal(recorder.Body.String())
		}
	}
	for i := 0; b.Loop(); i++ {
		write(http.MethodPut, fmt.Sprintf("/v2/orders/%d", 101+i%100_000), `{"status_id":10}`)
		write(http.MethodPost, "/v2/orders", `{`+billing+`,`+customItems+`}`)
	}
}

func TestListsByDateAreReadWhileOrdersChange(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithOrders(300))
	var everyone sync.WaitGroup
	for reader := range 4 {
		everyone.Go(func() {
			for range 20 {
				got := send(t, store, http.MethodGet, "/v2/orders?min_date_modified=2020-01-01&limit=250&sort=date_modified:asc", "")
				if got.status != http.StatusOK || len(got.body.([]any)) != 250 {
					t.Errorf("reader %d: %d", reader, got.status)
				}
			}
		})
	}
	for id := range 40 {
		everyone.Go(func() { send(t, store, http.MethodPut, fmt.Sprintf("/v2/orders/%d", 101+id), `{"staff_notes":"x"}`) })
	}
	everyone.Wait()
	assert.Len(t, everyID(t, store, "/v2/orders?sort=date_modified:asc"), 300)
	assert.Len(t, everyID(t, store, "/v2/orders?min_date_modified=2025-09-02"), 40)
}
