package triggers

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// shelf is a list of records that change while they are read. Records that share a second come in another order every time.
type shelf struct {
	random   *rand.Rand
	clock    int64
	at       map[int64]int64 // the second of each record's last change
	history  map[int64][]int64
	requests int
	largest  int
	// before runs before each answer.
	before func()
}

func newShelf(seed uint64) *shelf {
	return &shelf{random: rand.New(rand.NewPCG(seed, 7)), clock: 1_700_000_000, at: map[int64]int64{}, history: map[int64][]int64{}, largest: largestPage}
}

// touch makes or changes a record now.
func (s *shelf) touch(id int64) {
	if history := s.history[id]; len(history) == 0 || history[len(history)-1] != s.clock {
		s.history[id] = append(history, s.clock)
	}
	s.at[id] = s.clock
}

func (s *shelf) page(ids []int64, size int) bigcommerce.Page[bigcommerce.Customer] {
	page := bigcommerce.Page[bigcommerce.Customer]{Date: second(s.clock)}
	for _, id := range ids[:min(size, len(ids))] {
		record := fmt.Sprintf(`{"id":%d,"date_modified":%q}`, id, second(s.at[id]).Format(time.RFC3339))
		page.Records = append(page.Records, bigcommerce.NewRecord[bigcommerce.Customer](json.RawMessage(record)))
	}
	return page
}

func (s *shelf) list() dated[bigcommerce.Customer] {
	answer := func(keep func(id, at int64) bool) []int64 {
		s.requests++
		if s.before != nil {
			s.before()
		}
		var ids []int64
		for id, at := range s.at {
			if keep(id, at) {
				ids = append(ids, id)
			}
		}
		return ids
	}
	return dated[bigcommerce.Customer]{
		date:    dateModified,
		largest: s.largest,
		from: func(_ context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Customer], error) {
			ids := answer(func(_, at int64) bool { return at >= since.Unix() })
			s.random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			slices.SortStableFunc(ids, func(a, b int64) int { return int(s.at[a] - s.at[b]) })
			return s.page(ids, size), nil
		},
		within: func(_ context.Context, at time.Time, place string, size int) (bigcommerce.Page[bigcommerce.Customer], string, error) {
			ids := answer(func(id, second int64) bool {
				return second >= at.Unix() && second <= at.Unix()+1 && id > placeID(place)
			})
			slices.Sort(ids)
			return placeBehind(s.page(ids, size), size, nil)
		},
	}
}

// reader polls a shelf as an engine does.
type reader struct {
	t      *testing.T
	shelf  *shelf
	limit  int
	byTime bool
	cursor *datedCursor
	since  int64
	seen   map[string]int
	last   map[int64]int64
}

func newReader(t *testing.T, shelf *shelf, limit int, byTime bool) *reader {
	return &reader{t: t, shelf: shelf, limit: limit, byTime: byTime, since: shelf.clock, seen: map[string]int{}, last: map[int64]int64{}}
}

// poll polls once and reports whether there is more.
func (r *reader) poll() bool {
	r.t.Helper()
	start := Start{SinceFrom: value.Of(value.Date{Time: second(r.since)}), Limit: value.Of(int64(r.limit))}
	position := registry.Position[datedCursor]{Cursor: r.cursor, ByTime: r.byTime}
	read, err := r.shelf.list().poll(r.t.Context(), start, position)
	require.NoError(r.t, err)
	if !r.byTime {
		require.LessOrEqual(r.t, len(read.rows), r.limit, "the limit is strict")
		text, err := json.Marshal(read.cursor)
		require.NoError(r.t, err)
		stored, err := decoded(text)
		require.NoError(r.t, err, "%s", text)
		r.cursor = &stored
	}
	for i, row := range read.rows {
		key := strconv.FormatInt(row.id, 10) + "@" + strconv.FormatInt(row.at, 10)
		if r.byTime {
			require.True(r.t, r.seen[key] == 0 || row.at == r.since, "a repeat outside of the boundary second: %s", key)
		} else {
			require.Zero(r.t, r.seen[key], "a repeat: %s", key)
		}
		if i > 0 {
			require.GreaterOrEqual(r.t, row.at, read.rows[i-1].at)
		}
		require.Less(r.t, row.at, r.shelf.clock, "a second that is not over")
		r.seen[key]++
		r.last[row.id] = max(r.last[row.id], row.at)
	}
	if r.byTime && len(read.rows) > 0 {
		r.since = read.rows[len(read.rows)-1].at
	}
	return read.more
}

func decoded(text []byte) (datedCursor, error) {
	var cursor datedCursor
	if err := json.Unmarshal(text, &cursor); err != nil {
		return cursor, err
	}
	return cursor, cursor.Validate()
}

// TestPollsNeitherMissNorRepeat changes records at random, also between the requests of a poll, and expects the final state of each.
func TestPollsNeitherMissNorRepeat(t *testing.T) {
	t.Parallel()
	for _, byTime := range []bool{false, true} {
		for seed := range uint64(60) {
			t.Run(fmt.Sprintf("by time %t, seed %d", byTime, seed), func(t *testing.T) {
				t.Parallel()
				shelf := newShelf(seed)
				shelf.largest = 5 + shelf.random.IntN(20)
				reader := newReader(t, shelf, 1+shelf.random.IntN(12), byTime)
				churn := func() {
					for range shelf.random.IntN(4) {
						shelf.touch(1 + shelf.random.Int64N(80))
					}
					if shelf.random.IntN(3) == 0 {
						shelf.clock++
					}
				}
				shelf.before = churn
				for range 80 {
					if shelf.random.IntN(15) == 0 { // a burst within one second
						for range 60 {
							shelf.touch(1 + shelf.random.Int64N(200))
						}
					}
					churn()
					reader.poll()
				}
				shelf.before, shelf.clock = nil, shelf.clock+2
				for polls := 0; reader.poll(); polls++ {
					require.Less(t, polls, 1000, "it comes to an end")
				}
				assert.Equal(t, shelf.at, reader.last, "the final state of every record")
			})
		}
	}
}

// TestASecondFullOfRecordsIsReadWhole has far more records in one second than a page has.
func TestASecondFullOfRecordsIsReadWhole(t *testing.T) {
	t.Parallel()
	for _, byTime := range []bool{false, true} {
		for _, limit := range []int{1, 10, 249, 250} {
			t.Run(fmt.Sprintf("by time %t, limit %d", byTime, limit), func(t *testing.T) {
				t.Parallel()
				shelf := newShelf(3)
				reader := newReader(t, shelf, limit, byTime)
				for id := range int64(1000) {
					shelf.touch(id + 1)
				}
				shelf.clock += 2
				for polls := 0; reader.poll(); polls++ {
					require.Less(t, polls, 2000, "it comes to an end")
				}
				assert.Equal(t, shelf.at, reader.last)
				before := shelf.requests
				assert.False(t, reader.poll())
				if !byTime {
					assert.Equal(t, 1, shelf.requests-before, "nothing new costs one request")
				}
			})
		}
	}
}

// TestDrainsCostFewRequests counts the requests of reading 5,000 records of which up to 20 share a second.
func TestDrainsCostFewRequests(t *testing.T) {
	t.Parallel()
	shelf := newShelf(11)
	reader := newReader(t, shelf, 250, false)
	for id := int64(1); id <= 5000; shelf.clock++ {
		for range 1 + shelf.random.IntN(20) {
			if id <= 5000 {
				shelf.touch(id)
				id++
			}
		}
	}
	shelf.clock++
	for reader.poll() {
	}
	assert.Len(t, reader.last, 5000)
	assert.LessOrEqual(t, shelf.requests, (5000+229)/230+2)
}

func TestTheFirstPollBeginsNow(t *testing.T) {
	t.Parallel()
	shelf := newShelf(1)
	shelf.touch(1)
	shelf.clock += 5
	read, err := shelf.list().poll(t.Context(), Start{}, registry.Position[datedCursor]{})
	require.NoError(t, err)
	assert.Empty(t, read.rows, "what happened before doesn't come")
	assert.Equal(t, 1, shelf.requests)
	shelf.touch(2) // within the second of the first poll
	shelf.clock++
	read, err = shelf.list().poll(t.Context(), Start{}, registry.Position[datedCursor]{Cursor: &read.cursor})
	require.NoError(t, err)
	require.Len(t, read.rows, 1)
	assert.Equal(t, int64(2), read.rows[0].id)
}

func TestPollsByTimeNeedABeginning(t *testing.T) {
	t.Parallel()
	shelf := newShelf(1)
	_, err := shelf.list().poll(t.Context(), Start{}, registry.Position[datedCursor]{ByTime: true})
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Equal(t, "/since_from", failure.Fields[0].Path)
	assert.Zero(t, shelf.requests)
}

func TestAListOutOfOrderIsNotBelieved(t *testing.T) {
	t.Parallel()
	shelf := newShelf(1)
	shelf.touch(1)
	shelf.clock++
	shelf.touch(2)
	shelf.clock++
	list := shelf.list()
	list.from = func(context.Context, time.Time, int) (bigcommerce.Page[bigcommerce.Customer], error) {
		return shelf.page([]int64{2, 1}, 10), nil
	}
	_, err := list.poll(t.Context(), Start{SinceFrom: value.Of(value.Date{Time: second(1)})}, registry.Position[datedCursor]{})
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "trigger.out_of_order", failure.Code)
	assert.True(t, failure.Retryable)
}

func TestCursorsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for name, cursor := range map[string]datedCursor{
		"a second out of range": {At: latestSecond + 1},
		"numbers out of order":  {At: 1, Done: numbers{2, 1}},
		"a number twice":        {At: 1, Done: numbers{2, 2}},
		"a number below one":    {At: 1, Done: numbers{0}},
	} {
		assert.Error(t, cursor.Validate(), name)
	}
	assert.NoError(t, datedCursor{At: 1, Done: numbers{1, 5, 9}}.Validate())
}
