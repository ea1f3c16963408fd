package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/appseconnect/bigcommerce-connector/internal/race"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// moment is where a call is when its context ends.
type moment string

const (
	inHeader    moment = "waiting for the answer"
	inBody      moment = "reading the answer"
	afterAnswer moment = "having read the answer"
	inBackOff   moment = "in back-off"
	limited     moment = "waiting after a 429"
	forQuota    moment = "waiting for quota"
)

// interrupted is a store on which the context of a call ends around one of its requests.
type interrupted struct {
	base   http.RoundTripper
	at     int
	moment moment
	cancel context.CancelFunc

	mu    sync.Mutex
	seen  int
	ended time.Time // zero before the end
	late  int       // requests that came after the end
	// open counts the writes whose outcome the connector can't know, done those that it knows took effect.
	open, done int
	// parts counts the writes that were answered 422, of which a part may have been saved.
	parts int
	// looked tells that a read was answered while a write was open, which may have settled it.
	looked bool
}

func (s *interrupted) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = time.Now()
	s.cancel()
}

func (s *interrupted) endAfter(delay time.Duration) { time.AfterFunc(delay, s.end) }

// RoundTrip answers one request.
func (s *interrupted) RoundTrip(request *http.Request) (*http.Response, error) {
	s.mu.Lock()
	number := s.seen
	s.seen++
	if !s.ended.IsZero() {
		s.late++
	}
	s.mu.Unlock()
	if number != s.at {
		response, err := s.base.RoundTrip(request)
		s.note(request, response, err != nil)
		return response, err
	}
	ctx := request.Context()
	switch s.moment {
	case inHeader:
		s.endAfter(time.Second)
		<-ctx.Done()
		s.note(request, nil, true)
		return nil, ctx.Err()
	case inBackOff:
		s.endAfter(10 * time.Millisecond)
		s.note(request, nil, true)
		return page(http.StatusServiceUnavailable, "").answer(request)
	case limited:
		s.endAfter(time.Second)
		return Response{Status: http.StatusTooManyRequests, Header: http.Header{"X-Retry-After": {"7"}}}.answer(request)
	}
	response, err := s.base.RoundTrip(request)
	if err != nil {
		s.note(request, nil, true)
		return nil, err
	}
	switch s.moment {
	case inBody:
		s.endAfter(time.Second)
		s.note(request, response, response.StatusCode < 300)
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(io.LimitReader(response.Body, 5), stalled{ctx}), response.Body}
	case afterAnswer:
		s.note(request, response, false)
		s.end()
	case forQuota:
		s.note(request, response, false)
		s.endAfter(time.Second)
		response.Header.Set("X-Rate-Limit-Time-Reset-Ms", "30000")
		response.Header.Set("X-Rate-Limit-Time-Window-Ms", "30000")
		response.Header.Set("X-Rate-Limit-Requests-Quota", "150")
		response.Header.Set("X-Rate-Limit-Requests-Left", "0")
	}
	return response, nil
}

// stalled is a body of which nothing more comes.
type stalled struct{ ctx context.Context }

func (s stalled) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

// note books what the connector learns about a write.
func (s *interrupted) note(request *http.Request, response *http.Response, torn bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case !writes(request):
		s.looked = s.looked || s.open > 0 && !torn && response.StatusCode < 300
	case torn || response.StatusCode >= 500 && response.StatusCode != http.StatusInsufficientStorage:
		s.open++
	case leavesOpen(request, response):
		s.parts++
	case response.StatusCode < 300, s.open > 0 && request.Method == http.MethodDelete && response.StatusCode == http.StatusNotFound:
		s.done++
		s.open = 0 // a repetition that is answered settles the attempts before it
	case response.StatusCode == http.StatusUnprocessableEntity:
		s.parts++
	}
}

// leavesOpen reports whether a write was answered with success and without a record, or with 207: what became of it is for the connector to say.
func leavesOpen(request *http.Request, response *http.Response) bool {
	if request.Method == http.MethodDelete || response.StatusCode >= 300 {
		return false
	}
	body, err := io.ReadAll(response.Body)
	response.Body = io.NopCloser(bytes.NewReader(body))
	var answer struct {
		Data json.RawMessage `json:"data"`
		ID   json.RawMessage `json:"id"`
	}
	if err != nil || json.Unmarshal(body, &answer) != nil {
		return false
	}
	return response.StatusCode == http.StatusMultiStatus || len(answer.ID) == 0 && (len(answer.Data) == 0 || string(compact(answer.Data)) == "[]")
}

// TestEveryOperationEndsWithItsContext plays every archive as often as there are moments in it at which the context can end. The bubble
// ends when all goroutines have.
func TestEveryOperationEndsWithItsContext(t *testing.T) {
	t.Parallel()
	for _, one := range loadCases(t) {
		t.Run(one.Operation+"/"+one.Name, func(t *testing.T) {
			t.Parallel()
			for at := range one.Exchanges {
				for _, moment := range []moment{inHeader, inBody, afterAnswer, inBackOff, limited, forQuota} {
					for _, mode := range interruptedModes() {
						assertEndsWithContext(t, one, mode, at, moment)
					}
				}
			}
		})
	}
}

// interruptedModes are the ways in which calls are interrupted. Under the race detector, which takes many times as long, it is one.
func interruptedModes() []Mode {
	if race.Enabled {
		return []Mode{Invoke}
	}
	return []Mode{Invoke, Stream, Receive, Batch}
}

func assertEndsWithContext(t *testing.T, one Case, mode Mode, at int, moment moment) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		engine := open(t)
		trigger := engine.triggers[one.Operation]
		if mode == Batch && trigger || mode == Receive && len(one.Deliveries) != 1 {
			return
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		store := &interrupted{base: NewPlayer(one.Exchanges), at: at, moment: moment, cancel: cancel}
		outcome := engine.Run(ctx, mode, one, store)
		name := fmt.Sprintf("%s, request %d, %s", mode, at+1, moment)

		store.mu.Lock()
		defer store.mu.Unlock()
		assert.Zero(t, store.late, "%s: requests after the end", name)
		if !store.ended.IsZero() {
			assert.Zero(t, time.Since(store.ended), "%s: it went on", name)
		}
		assertNoToken(t, outcome, name)
		if store.open+store.done > 0 && isWhole(one, outcome) {
			return // it was not kept from anything: a write in doubt was settled by the look-ups that follow
		}
		failure := outcome.Failure
		if failure == nil {
			assert.NoError(t, outcome.Err, name)
			if !store.looked {
				assert.Zero(t, store.open, "%s: it may have changed something", name)
			}
			return
		}
		text := string(encode(failure))
		switch failure.Type {
		case registry.NotFound:
			assert.JSONEq(t, string(one.Failure), text, name)
		case registry.OutcomeUnknown:
			assert.Positive(t, store.open+store.done+store.parts, "%s: nothing is unknown: %s", name, text)
			assert.Regexp(t, "not known whether|may or may not|to see whether|may have been", failure.Message, name)
		case registry.Partial:
			assert.Positive(t, store.done+store.parts, "%s: nothing was saved: %s", name, text)
		default:
			if bytes.Equal(compact([]byte(text)), compact(one.Failure)) {
				break // it is what the archive says in the end: a write that BigCommerce accepts may change nothing
			}
			if failure.Type == registry.Conflict && store.looked {
				break // the write in doubt was settled: somebody else has the key
			}
			assert.Zero(t, store.open, "%s: it may have changed something: %s", name, text)
			assert.Zero(t, store.done, "%s: it has changed something: %s", name, text)
		}
		if failure.Type == registry.Canceled {
			assert.False(t, failure.Retryable, "%s: %s", name, text)
			assert.ErrorIs(t, outcome.Err, context.Canceled, name)
			if slices.ContainsFunc(one.Exchanges, func(exchange Exchange) bool { return !asks(exchange.Request.Method, exchange.Request.Path) }) {
				assert.Contains(t, failure.Message, "changed nothing", name)
			}
		}
	})
}

// isWhole reports whether the outcome is the one that the archive has without any interruption.
func isWhole(one Case, outcome Outcome) bool {
	if outcome.Failure != nil {
		return len(one.Failure) > 0 && bytes.Equal(compact(one.Failure), compact(encode(outcome.Failure)))
	}
	return len(one.Output) > 0 && bytes.Equal(compact(one.Output), compact(encode(outcome.Records)))
}
