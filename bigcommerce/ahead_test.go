package bigcommerce

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// productListing is the list of things as products are listed: by id, in spans.
func productListing() listing {
	return shelfListing(byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"})
}

// read collects the ids of a list; it stops when stop says so.
func read(ctx context.Context, client *Client, list listing, opts ListOptions, stop func(found []int64) bool) (found []int64, err error) {
	for record, failed := range walk[thing](ctx, client, list, opts) {
		if failed != nil {
			return found, failed
		}
		found = append(found, idOf(record.JSON(), "id"))
		if stop != nil && stop(found) {
			return found, nil
		}
	}
	return found, nil
}

func TestPagesAheadCutTheWaitAndCostNoRequest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		strategy strategy
		// atMost is the longest that 40 pages of 100 ms may take.
		atMost time.Duration
	}{
		{"by id", byID{field: "id", greaterParam: "id:greater", upToParam: "id:max"}, 900 * time.Millisecond},
		{"by number", offsetV3{}, 800 * time.Millisecond},
		{"by cursor", cursorV3{}, 4 * time.Second},
		{"V2 by id", byID{field: "id", greaterParam: "min_id", inclusive: true}, 4 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newShelf(9_999)
				s.travel = 100 * time.Millisecond
				started := time.Now()
				found, err := read(t.Context(), serve(t, s), shelfListing(test.strategy), ListOptions{}, nil)
				require.NoError(t, err)
				require.True(t, slices.Equal(s.ids, found), "got %d", len(found))
				require.Len(t, s.queries, 40)
				require.LessOrEqual(t, time.Since(started), test.atMost)
				require.LessOrEqual(t, s.most, defaultPagesAhead+1)
			})
		})
	}
}

func TestTheNextPageIsFetchedWhileTheCallerWorks(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(1000)
			s.travel = time.Second
			started := time.Now()
			_, err := read(t.Context(), serve(t, s), shelfListing(strategy), ListOptions{}, func(found []int64) bool {
				if len(found)%250 == 100 {
					pause(t.Context(), time.Second)
				}
				return false
			})
			require.NoError(t, err)
			require.Equal(t, 5*time.Second, time.Since(started), "%s: one page, then four seconds of work", name)
		})
	}
}

func TestNothingIsFetchedAheadForACallerThatTakesOneRecord(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(1000)
			_, err := read(t.Context(), serve(t, s), shelfListing(strategy), ListOptions{}, func([]int64) bool {
				pause(t.Context(), time.Minute)
				return true
			})
			require.NoError(t, err)
			require.Len(t, s.queries, 1, name)
		})
	}
}

func TestNothingIsFetchedBeyondTheLimit(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		synctest.Test(t, func(t *testing.T) {
			for _, pages := range []int{4, 7, 12, 30} {
				s := newShelf(10_000)
				s.travel = 100 * time.Millisecond
				found, err := read(t.Context(), serve(t, s), shelfListing(strategy), ListOptions{Limit: pages * 250}, nil)
				require.NoError(t, err)
				require.True(t, slices.Equal(s.ids[:pages*250], found), name)
				require.Len(t, s.queries, pages, name)
			}
		})
	}
}

func TestNothingIsFetchedAheadWhenThatIsSwitchedOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(1000)
		client := newClientOn(t, roundTrip(s.respond), WithPagesAhead(0))
		found, err := read(t.Context(), client, productListing(), ListOptions{}, func(found []int64) bool {
			pause(t.Context(), time.Minute)
			synctest.Wait()
			require.Len(t, s.queries, (len(found)+249)/250)
			return false
		})
		require.NoError(t, err)
		require.Len(t, found, 1000)
		require.Equal(t, 1, s.most)
	})
}

func TestACallerThatStopsLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		for _, records := range []int{2, 251, 3000, 5001} {
			synctest.Test(t, func(t *testing.T) { // fails when a goroutine is left behind
				s := newShelf(6_000)
				s.travel = time.Hour
				client := newClientOn(t, roundTrip(s.respond), WithTimeout(2*time.Hour))
				_, err := read(t.Context(), client, shelfListing(strategy), ListOptions{}, func(found []int64) bool { return len(found) == records })
				require.NoError(t, err)
				require.Zero(t, s.inFlight, name)
			})
		}
	}
}

func TestASlowCallerHoldsABoundedNumberOfPages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(20_000)
		s.travel = 100 * time.Millisecond
		found, err := read(t.Context(), serve(t, s), productListing(), ListOptions{}, func(found []int64) bool {
			if len(found)%1000 == 500 {
				pause(t.Context(), time.Minute)
				require.LessOrEqual(t, s.seen(func() int { return len(s.queries) }), len(found)/250+1+defaultPagesAhead)
			}
			return false
		})
		require.NoError(t, err)
		require.Len(t, found, 20_000)
		require.Len(t, s.queries, 80)
	})
}

func TestLargePagesAreFetchedFewerAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(250 * 8)
		s.travel = 100 * time.Millisecond
		s.size = aheadBytes / 250 / 3
		_, err := read(t.Context(), serve(t, s), shelfListing(offsetV3{}), ListOptions{}, nil)
		require.NoError(t, err)
		require.LessOrEqual(t, s.most, 3)
	})
}

// slowGovernor lets a request through after a while, and counts those that wait.
type slowGovernor struct {
	mu            sync.Mutex
	waiting, most int
	wait          time.Duration
}

func (g *slowGovernor) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting += n
	g.most = max(g.most, g.waiting)
}

func (g *slowGovernor) Acquire(ctx context.Context, _ Demand) (func(Answer), error) {
	g.add(1)
	defer g.add(-1)
	pause(ctx, g.wait)
	return func(Answer) {}, ctx.Err()
}

func TestPagesThatWaitForQuotaAreFetchedOneAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(10_000)
		s.travel = 100 * time.Millisecond
		governor := &slowGovernor{wait: time.Second}
		client := newClientOn(t, roundTrip(s.respond), WithGovernor(func(StoreKey) Governor { return governor }))
		found, err := read(t.Context(), client, productListing(), ListOptions{}, nil)
		require.NoError(t, err)
		require.Len(t, found, 10_000)
		require.Equal(t, 1, governor.most)
	})
}

func TestAWaitForQuotaThatIsNotNoticedChangesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(10_000)
		s.travel = 100 * time.Millisecond
		client := newClientOn(t, roundTrip(s.respond), WithGovernor(func(StoreKey) Governor { return &slowGovernor{wait: 10 * time.Microsecond} }))
		started := time.Now()
		_, err := read(t.Context(), client, productListing(), ListOptions{}, nil)
		require.NoError(t, err)
		require.Less(t, time.Since(started), time.Second)
	})
}

func TestAListWhoseMatchesMayChangeIsReadOnePageAfterTheOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(10_000)
		s.travel = 100 * time.Millisecond
		list := productListing()
		list.call.query = url.Values{"is_visible": {"true"}}
		found, err := read(t.Context(), serve(t, s), list, ListOptions{}, nil)
		require.NoError(t, err)
		require.Len(t, found, 10_000)
		require.Equal(t, 1, s.most)
	})
}

func TestSpansNeitherMissNorRepeatWhileTheStoreChanges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				random, pace := seeded(seed), seeded(seed)
				s := newShelf(0)
				for id := int64(1); len(s.ids) < 8_000; id += 1 + random.Int64N(1+int64(seed%4)) {
					s.ids = append(s.ids, id)
				}
				before := slices.Clone(s.ids)
				s.travel = 100 * time.Millisecond
				deletions, created := 0, 0
				s.change = func(s *shelf) {
					s.ids = append(s.ids, s.ids[len(s.ids)-1]+1)
					created++
					if random.Uint64N(20) < seed {
						from := random.IntN(len(s.ids) - 300)
						count := 1 + random.IntN(1+int(seed*seed))
						s.ids = slices.Delete(s.ids, from, min(from+count, len(s.ids)))
						deletions++
					}
				}
				found, err := read(t.Context(), serve(t, s), productListing(), ListOptions{}, func([]int64) bool {
					if pace.IntN(2000) == 0 {
						pause(t.Context(), time.Duration(pace.IntN(300))*time.Millisecond)
					}
					return false
				})
				require.NoError(t, err)
				require.True(t, slices.IsSorted(found))
				require.Len(t, slices.Compact(slices.Clone(found)), len(found), "none is repeated")
				read := map[int64]bool{}
				for _, id := range found {
					read[id] = true
				}
				for _, id := range s.ids {
					if id <= before[len(before)-1] {
						require.True(t, read[id], "%d was there all the time", id)
					}
				}
				require.LessOrEqual(t, len(s.queries), (8_000+created)/250+1+min(spanPages*deletions, 5+2+spanPages), "%d deletions", deletions)
			})
		})
	}
}

func emptyBeyondTheFirst(query url.Values) {
	if query.Has("page") {
		query.Set("page", "9999")
	}
}

func TestSpansGiveWayToAStoreThatPagesOddly(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(query url.Values)
		// sparse leaves ids out, extra is how many requests the oddity may cost.
		sparse bool
		extra  int
	}{
		"it ignores the page beside an id":               {change: func(query url.Values) { query.Del("page") }},
		"it ignores the page beside an id, of few":       {change: func(query url.Values) { query.Del("page") }, sparse: true, extra: spanPages + budget},
		"it ignores the highest id":                      {change: func(query url.Values) { query.Del("id:max") }},
		"it ignores the highest id, of few":              {change: func(query url.Values) { query.Del("id:max") }, sparse: true, extra: spanPages + budget},
		"it finds nothing beyond the first page":         {change: emptyBeyondTheFirst, extra: 1},
		"it finds nothing beyond the first page, of few": {change: emptyBeyondTheFirst, sparse: true, extra: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newShelf(9_999)
				for i := range s.ids {
					if test.sparse {
						s.ids[i] *= 50
					}
				}
				s.travel = 100 * time.Millisecond
				client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
					query := req.URL.Query()
					test.change(query)
					req.URL.RawQuery = query.Encode()
					return s.respond(req)
				}))
				found, err := read(t.Context(), client, productListing(), ListOptions{}, nil)
				require.NoError(t, err)
				require.True(t, slices.Equal(s.ids, found), "got %d", len(found))
				require.LessOrEqual(t, len(s.queries), 40+test.extra)
			})
		})
	}
}

func TestAFailureOfAPageAheadComesInItsTurn(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(10_000)
			s.travel = 100 * time.Millisecond
			client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
				resp, err := s.respond(req)
				if s.seen(func() int { return len(s.queries) }) >= 20 {
					return answer(403, `{"title":"no"}`)(req)
				}
				return resp, err
			}))
			found, err := read(t.Context(), client, shelfListing(strategy), ListOptions{}, nil)
			require.ErrorIs(t, err, ErrForbidden, name)
			require.True(t, slices.Equal(s.ids[:len(found)], found), name)
			require.LessOrEqual(t, len(found), 19*250, name)
			require.Zero(t, len(found)%250, name)
		})
	}
}

func TestAFailureAmongDeletionsComesInItsTurn(t *testing.T) {
	t.Parallel()
	for last := range 40 {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(10_000)
			s.travel = 100 * time.Millisecond
			s.change = func(s *shelf) {
				from := len(s.ids) * (len(s.queries) % 10) / 10
				s.ids = slices.Delete(s.ids, from, from+1)
			}
			client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
				resp, err := s.respond(req)
				if s.seen(func() int { return len(s.queries) }) >= last {
					return answer(403, `{"title":"no"}`)(req)
				}
				return resp, err
			}))
			found, err := read(t.Context(), client, productListing(), ListOptions{}, nil)
			require.ErrorIs(t, err, ErrForbidden)
			require.True(t, slices.IsSorted(found))
		})
	}
}

func TestAPanicOfAPageAheadReachesTheCaller(t *testing.T) {
	t.Parallel()
	s := newShelf(1000)
	client := newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		if s.seen(func() int { return len(s.queries) }) == 2 {
			panic("broken transport")
		}
		return s.respond(req)
	}))
	require.PanicsWithValue(t, "broken transport", func() {
		_, _ = read(t.Context(), client, productListing(), ListOptions{}, nil)
	})
}

func TestAWalkEndsWithItsContext(t *testing.T) {
	t.Parallel()
	for name, strategy := range strategies() {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(10_000)
			s.travel = 100 * time.Millisecond
			ctx, cancel := context.WithTimeout(t.Context(), 450*time.Millisecond)
			defer cancel()
			started := time.Now()
			_, err := read(ctx, serve(t, s), shelfListing(strategy), ListOptions{}, nil)
			require.ErrorIs(t, err, context.DeadlineExceeded, name)
			require.Equal(t, 450*time.Millisecond, time.Since(started), name)
		})
	}
}
