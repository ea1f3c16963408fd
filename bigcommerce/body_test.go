package bigcommerce

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// withBodyLimit bounds answers.
func withBodyLimit(bytes int) Option {
	return func(o *options) error { o.bodyLimit = bytes; return nil }
}

func TestAListWhosePagesAreTooLargeIsReadInSmallerOnes(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		for what, from := range map[string]int{"from the first page": 0, "from a later page": 6} {
			t.Run(name+" "+what, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := newShelf(250 * 12)
					s.travel = 100 * time.Millisecond
					s.change = func(s *shelf) {
						if len(s.queries) > from {
							s.size = 1000
						}
					}
					found, err := read(t.Context(), serve(t, s, withBodyLimit(60_000)), shelfListing(strategy), ListOptions{}, nil)
					require.NoError(t, err)
					require.True(t, slices.Equal(s.ids, found), "%d of %d", len(found), len(s.ids))
				})
			})
		}
	}
}

func TestARecordThatIsTooLargeIsNamedWithoutEnd(t *testing.T) {
	t.Parallel()
	s := newShelf(1000)
	s.size = 100_000
	found, err := read(t.Context(), serve(t, s, withBodyLimit(60_000)), productListing(), ListOptions{}, nil)
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "larger than 58 KiB")
	require.Empty(t, found)
	require.LessOrEqual(t, len(s.queries), 5)
}

func TestPagesAheadThatFindNoRoomAreReadInTheirTurn(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newShelf(250 * 60)
				s.travel = 100 * time.Millisecond
				s.size = 100 // pages of 32 KiB
				client := serve(t, s, func(o *options) error { o.aheadLimit = 150_000; return nil })
				found, err := read(t.Context(), client, shelfListing(strategy), ListOptions{}, nil)
				require.NoError(t, err)
				require.True(t, slices.Equal(s.ids, found), "%d of %d", len(found), len(s.ids))
				require.LessOrEqual(t, len(s.queries), 120, "a page is asked for twice at most")
			})
		})
	}
}

func TestABodyIsReadWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for _, length := range []int{0, 1, leastRoom - 1, leastRoom, leastRoom + 1, firstRoom, firstRoom + 1, 1_000_000} {
		sent := bytes.Repeat([]byte("x"), length)
		for _, announced := range []int64{-1, int64(length)} {
			for _, body := range []io.Reader{bytes.NewReader(sent), iotest.HalfReader(bytes.NewReader(sent)), iotest.DataErrReader(bytes.NewReader(sent))} {
				shared := &allowance{stock: newStock(4_000_000)}
				answered := &http.Response{Body: io.NopCloser(body), ContentLength: announced}
				got, err := readBody(answered, 1_000_000, shared)
				require.NoError(t, err)
				require.Equal(t, string(sent), string(got))
				require.LessOrEqual(t, cap(got), len(got)+slack+8)
				shared.end()
				require.Equal(t, int64(4_000_000), shared.stock.Load())
			}
		}
	}
	for name, answered := range map[string]*http.Response{
		"streamed":  {Body: io.NopCloser(strings.NewReader(strings.Repeat("x", 1001))), ContentLength: -1},
		"announced": {Body: io.NopCloser(strings.NewReader("")), ContentLength: 1001},
	} {
		shared := &allowance{stock: newStock(1 << 20)}
		_, err := readBody(answered, 1000, shared)
		require.ErrorIs(t, err, errTooLarge, name)
		require.Equal(t, int64(1<<20), shared.stock.Load(), name)
	}
	shared := &allowance{stock: newStock(10_000)}
	_, err := readBody(&http.Response{Body: io.NopCloser(strings.NewReader(strings.Repeat("x", 9000))), ContentLength: -1}, 1<<20, shared)
	require.ErrorIs(t, err, errCrowded, "there would be 8 KiB and 8 KiB more")
	require.Equal(t, int64(10_000), shared.stock.Load())
}

func TestDoBoundsAnAnswerAsItIsTold(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", customersURL, answer(200, `{"data":["`+strings.Repeat("x", 3000)+`"]}`))
	_, err := client.Do(t.Context(), Request{Path: "/v3/customers", MaxBytes: 2 << 10})
	require.ErrorContains(t, err, "larger than 2 KiB")
	_, err = client.Do(t.Context(), Request{Path: "/v3/customers", MaxBytes: 4 << 10})
	require.NoError(t, err)
}

func TestRecordsThatAreTooManyOrTooManifoldAreRefused(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterNoResponder(answer(200, `{"data":[`+strings.Repeat("{},", mostRecords)+`{}]}`))
	_, err := read(t.Context(), client, productListing(), ListOptions{}, nil)
	require.ErrorContains(t, err, "more records than any page")
	_, err = many[thing](t.Context(), client, call{method: "PUT", path: "/v3/customers", class: idempotent})
	require.ErrorContains(t, err, "more records than any page")

	mock.RegisterNoResponder(answer(200, `{"data":[{"id":1}],"meta":{"cursor_pagination":{"end_cursor":"`+strings.Repeat("x", longestCursor+1)+`"}}}`))
	_, err = read(t.Context(), client, shelfListing(cursorV3{}), ListOptions{Limit: 500}, nil)
	require.NoError(t, err, "a short page without links is the last one")
	mock.RegisterNoResponder(answer(200, `{"data":[{"id":1}],"meta":{"cursor_pagination":{"links":{"next":"x"},"end_cursor":"`+strings.Repeat("x", longestCursor+1)+`"}}}`))
	_, err = read(t.Context(), client, shelfListing(cursorV3{}), ListOptions{}, nil)
	require.ErrorContains(t, err, "a cursor has 2049 bytes")

	largest, err := NewRecord[Product](json.RawMessage(`{"id":1,"variants":[` + strings.Repeat(`{"id":1,"sku":"a","option_values":[{"id":1},{"id":2},{"id":3}]},`, 599) + `{}]}`)).Decode()
	require.NoError(t, err)
	require.Len(t, largest.Variants, 600)
	_, err = NewRecord[Product](json.RawMessage(`{"variants":[` + strings.Repeat(`{},`, mostObjects) + `{}]}`)).Decode()
	require.ErrorContains(t, err, "more parts than any record")
	_, err = NewRecord[Product](json.RawMessage(`{"categories":[` + strings.Repeat(`1,`, mostParts+1) + `1]}`)).Decode()
	require.ErrorContains(t, err, "more parts than any record")
}

func TestAnOrderIsNotExpandedWithoutEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		var body strings.Builder
		separator := "["
		for i := range int64(250) {
			id := number64(req.URL.Query().Get("page"), 1)*250 + i
			_, _ = fmt.Fprintf(&body, `%s{"id":%d,"name":"%s"}`, separator, id, strings.Repeat("x", 4000))
			separator = ","
		}
		return answer(200, body.String()+"]")(req)
	}), WithGovernor(func(StoreKey) Governor { return openGovernor{} }))
	orders := func(yield func(Record[Order], error) bool) { yield(NewRecord[Order](json.RawMessage(`{"id":1}`)), nil) }
	for _, err := range client.Orders.Expand(ctx, orders, "products") {
		require.ErrorIs(t, err, ErrUnavailable)
		require.Equal(t, "bigcommerce.crowded", asError(t, err).Code)
	}
}
