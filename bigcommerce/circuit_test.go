package bigcommerce

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flappingStore is a store that answers after its latency, unless it is down: then trouble answers.
type flappingStore struct {
	latency time.Duration

	mu       sync.Mutex
	trouble  httpmock.Responder
	requests int
}

func (s *flappingStore) RoundTrip(req *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.requests++
	responder := s.trouble
	s.mu.Unlock()
	if responder == nil {
		responder = answer(200, `{"data":[]}`)
	}
	if err := sleep(req.Context(), s.latency); err != nil {
		return nil, err
	}
	return responder(req)
}

// turn makes the store answer so; nil is as it should. It returns how many requests came since the last turn.
func (s *flappingStore) turn(trouble httpmock.Responder) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := s.requests
	s.trouble, s.requests = trouble, 0
	return requests
}

// troubles are the ways in which a store is down.
func troubles() map[string]httpmock.Responder {
	return map[string]httpmock.Responder{
		"nobody listens":         breaks(&net.OpError{Op: "dial", Err: errors.New("connection refused")}),
		"another's certificate":  breaks(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "api.bigcommerce.com"}),
		"a broken connection":    breaks(io.ErrUnexpectedEOF),
		"no answer":              stalls(),
		"500":                    answer(500, `{}`),
		"502 of a proxy":         answer(502, "<html></html>"),
		"503":                    answer(503, ""),
		"a page of another host": answer(200, "<html>Welcome to the hotel</html>"),
	}
}

// together runs the function in so many goroutines at once and returns what each failed with.
func together(count int, run func(i int) error) []error {
	errs := make([]error, count)
	var group sync.WaitGroup
	for i := range count {
		group.Go(func() { errs[i] = run(i) })
	}
	group.Wait()
	return errs
}

func TestManyCallersCostAStoreThatIsDownFewRequests(t *testing.T) {
	t.Parallel()
	const callers, retries = 256, 4
	for name, trouble := range troubles() {
		for _, worked := range []bool{false, true} {
			t.Run(name+map[bool]string{false: " from the start", true: " after it worked"}[worked], func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					store := &flappingStore{latency: 50 * time.Millisecond}
					client := newClientOn(t, store, WithRetries(retries), WithTimeout(2*time.Second))
					mostRequests := failuresToOpen + retries
					if worked {
						_, err := client.get(t.Context(), "/v3/customers")
						require.NoError(t, err)
					}
					if worked || strings.HasPrefix(name, "a page") { // the first success ends the time of one request in flight
						mostRequests = callers + retries
					}
					store.turn(trouble)
					started := time.Now()
					for range 2 {
						for _, err := range together(callers, func(int) error {
							_, err := client.get(t.Context(), "/v3/customers")
							return err
						}) {
							require.ErrorIs(t, err, ErrUnavailable)
						}
					}
					assert.LessOrEqual(t, store.turn(trouble), mostRequests)
					assert.Less(t, time.Since(started), time.Minute)

					started = time.Now()
					_, err := client.get(t.Context(), "/v3/customers")
					failure := asError(t, err)
					require.Equal(t, KindUnavailable, failure.Kind)
					require.Equal(t, "bigcommerce.circuit_open", failure.Code)
					require.True(t, failure.Retryable)
					require.Positive(t, failure.RetryAfter)
					require.LessOrEqual(t, failure.RetryAfter, longestBackoff)
					require.Contains(t, failure.Message, "nothing was sent")
					require.Zero(t, time.Since(started), "it fails at once")
					require.Zero(t, store.turn(nil), "and asks for nothing")

					time.Sleep(failure.RetryAfter)
					_, err = client.get(t.Context(), "/v3/customers")
					require.NoError(t, err, "the wait that it told was right")
				})
			})
		}
	}
}

func TestNobodyNoticesAShortOutage(t *testing.T) {
	t.Parallel()
	for name, trouble := range troubles() {
		if strings.HasPrefix(name, "another's") { // a certificate is not asked for twice
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &flappingStore{latency: 50 * time.Millisecond}
				client := newClientOn(t, store, WithTimeout(time.Second))
				_, err := client.get(t.Context(), "/v3/customers")
				require.NoError(t, err)
				store.turn(trouble)
				time.AfterFunc(4*time.Second, func() { store.turn(nil) })
				for _, err := range together(60, func(i int) error {
					time.Sleep(time.Duration(i) * 100 * time.Millisecond)
					_, err := client.get(t.Context(), "/v3/customers")
					return err
				}) {
					require.NoError(t, err)
				}
			})
		})
	}
}

func TestAnOperationThatIsBrokenHoldsBackNoOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", customersURL, answer(500, `{}`))
		mock.RegisterResponder("GET", testRoot+"/v3/catalog/products", answer(200, `{"data":[]}`))
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for ctx.Err() == nil {
					_, err := client.get(ctx, "/v3/customers")
					require.Error(t, err)
					_ = sleep(ctx, 100*time.Millisecond)
				}
			})
		}
		for range 600 {
			time.Sleep(time.Second)
			started := time.Now()
			_, err := client.get(t.Context(), "/v3/catalog/products")
			require.NoError(t, err)
			require.Zero(t, time.Since(started))
		}
		cancel()
		group.Wait()
	})
}

func TestFailuresOfSeveralOperationsHoldBackAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t, WithRetries(0))
		mock.RegisterNoResponder(answer(500, `{}`))
		for range failuresToOpen {
			_, err := client.get(t.Context(), "/v3/customers")
			require.Equal(t, "bigcommerce.500", asError(t, err).Code)
		}
		_, err := client.get(t.Context(), "/v3/customers")
		require.Equal(t, "bigcommerce.circuit_open", asError(t, err).Code)
		_, err = client.get(t.Context(), "/v3/catalog/products")
		require.Equal(t, "bigcommerce.500", asError(t, err).Code, "another operation is asked for")
		for _, path := range []string{"/v3/catalog/products", "/v2/orders"} {
			_, err = client.get(t.Context(), path)
			require.Equal(t, "bigcommerce.circuit_open", asError(t, err).Code, "and was no better")
		}
	})
}

func TestEveryAnswerOfAWorkingStoreEndsTheRowOfFailures(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 204, 301, 400, 401, 403, 404, 409, 422, 423, 429, 501, 507} {
		synctest.Test(t, func(t *testing.T) {
			client, mock := newTestClient(t, WithRetries(0))
			ask := func(status, times int) {
				mock.RegisterResponder("GET", customersURL, answer(status, `{"data":[]}`))
				for range times {
					_, _ = client.get(t.Context(), "/v3/customers")
				}
			}
			ask(503, failuresToOpen-1)
			ask(status, 1)
			time.Sleep(time.Minute) // a 429 pauses
			ask(503, failuresToOpen-1)
			ask(200, 1)
			require.Equal(t, 2*failuresToOpen, mock.GetTotalCallCount(), "after %d all were sent", status)
			ask(503, failuresToOpen+1)
			require.Equal(t, 3*failuresToOpen, mock.GetTotalCallCount(), "the last was not sent")
		})
	}
}

func TestCanceledCallsTeachNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &flappingStore{}
		client := newClientOn(t, store, WithRetries(0))
		store.turn(stalls())
		cancelOne := func() error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := client.get(ctx, "/v3/customers")
			return err
		}
		for range 3 * failuresToOpen {
			require.Equal(t, KindCanceled, asError(t, cancelOne()).Kind)
		}
		require.Equal(t, 3*failuresToOpen, store.turn(answer(503, "")))

		for range failuresToOpen {
			_, err := client.get(t.Context(), "/v3/customers")
			require.Equal(t, "bigcommerce.503", asError(t, err).Code)
		}
		time.Sleep(firstBackoff)
		store.turn(stalls())
		require.Equal(t, KindCanceled, asError(t, cancelOne()).Kind, "the probe is canceled")
		_, err := client.get(t.Context(), "/v3/customers")
		require.Equal(t, "bigcommerce.circuit_open", asError(t, err).Code, "the next doesn't follow at once")
		require.LessOrEqual(t, asError(t, err).RetryAfter, firstBackoff, "but the wait has not doubled")
		require.Equal(t, 1, store.turn(nil))
		time.Sleep(firstBackoff)
		_, err = client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
	})
}

func TestAProbeThatHangsHidesNoStoreThatIsBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &flappingStore{}
		client := newClientOn(t, store, WithRetries(0), WithTimeout(10*time.Minute))
		_, err := client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
		store.turn(answer(503, ""))
		for range failuresToOpen {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		store.turn(stalls())
		var group sync.WaitGroup
		defer group.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		time.Sleep(longestBackoff)
		group.Go(func() { _, _ = client.get(ctx, "/v3/customers") })
		synctest.Wait()
		require.Equal(t, 1, store.turn(nil))
		time.Sleep(probeLease)
		_, err = client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
	})
}

// heldGovernor lets requests through until it is told to hold them.
type heldGovernor struct {
	mu   sync.Mutex
	held chan struct{}
}

func (g *heldGovernor) hold() (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = make(chan struct{})
	return sync.OnceFunc(func() { close(g.held) })
}

func (g *heldGovernor) Acquire(ctx context.Context, _ Demand) (func(Answer), error) {
	g.mu.Lock()
	held := g.held
	g.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return func(Answer) {}, nil
}

func TestOneProbeIsSentHoweverManyWaitedForQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store, governor := &flappingStore{}, &heldGovernor{}
		client := newClientOn(t, store, WithRetries(0), WithGovernor(func(StoreKey) Governor { return governor }))
		store.turn(answer(503, ""))
		for range failuresToOpen {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		store.turn(answer(503, ""))
		release := governor.hold()
		var group sync.WaitGroup
		for range 5 {
			time.Sleep(longestBackoff) // the one before has lost its place
			group.Go(func() {
				_, err := client.get(t.Context(), "/v3/customers")
				require.Error(t, err)
			})
			synctest.Wait()
		}
		release()
		group.Wait()
		require.Equal(t, 1, store.turn(nil))
	})
}

func TestAProbeThatPanicsIsNotLost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &flappingStore{}
		client := newClientOn(t, store, WithRetries(0))
		store.turn(answer(503, ""))
		for range failuresToOpen {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		time.Sleep(firstBackoff)
		store.turn(func(*http.Request) (*http.Response, error) { panic("a bug of the transport") })
		require.Panics(t, func() { _, _ = client.get(t.Context(), "/v3/customers") })
		store.turn(nil)
		time.Sleep(firstBackoff)
		_, err := client.get(t.Context(), "/v3/customers")
		require.NoError(t, err)
	})
}

func TestWhoCannotWaitForTheProbeLearnsItAtOnce(t *testing.T) {
	t.Parallel()
	for name, bound := range map[string]struct {
		option   Option
		deadline time.Duration
	}{
		"a deadline":     {WithMaxWait(time.Hour), 100 * time.Millisecond},
		"a longest wait": {WithMaxWait(100 * time.Millisecond), time.Hour},
		"no wait at all": {WithMaxWait(0), time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t, bound.option)
				mock.RegisterResponder("GET", customersURL, breaks(&net.OpError{Op: "dial", Err: errors.New("refused")}))
				ctx, cancel := context.WithTimeout(t.Context(), bound.deadline)
				defer cancel()
				started := time.Now()
				for range failuresToOpen {
					_, err := client.get(ctx, "/v3/customers")
					require.Equal(t, "bigcommerce.unreachable", asError(t, err).Code)
				}
				_, err := client.get(ctx, "/v3/customers")
				require.ErrorIs(t, err, ErrUnavailable)
				require.Equal(t, "bigcommerce.circuit_open", asError(t, err).Code)
				require.Positive(t, asError(t, err).RetryAfter)
				require.Contains(t, asError(t, err).Message, "refused", "it says what was wrong")
				require.Zero(t, time.Since(started))
			})
		})
	}
}

func TestACallThatWaitsForTheProbeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", customersURL, answer(503, ``))
		_, _ = client.get(t.Context(), "/v3/customers")
		ctx, cancel := context.WithCancel(t.Context())
		defer time.AfterFunc(100*time.Millisecond, cancel).Stop()
		started := time.Now()
		_, err := client.get(ctx, "/v3/customers")
		require.Equal(t, KindCanceled, asError(t, err).Kind)
		require.Equal(t, 100*time.Millisecond, time.Since(started))
		require.Equal(t, failuresToOpen, mock.GetTotalCallCount())
	})
}

func TestStoresAndTokensHaveCircuitsOfTheirOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &flappingStore{}
		pool, err := NewPool(WithTransport(store), WithRetries(0))
		require.NoError(t, err)
		defer pool.Close()
		store.turn(answer(503, ``))
		client := pool.Client(testHash, NewToken(testToken))
		for range 2 * failuresToOpen {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		require.Equal(t, failuresToOpen, store.turn(nil))
		for _, other := range []*Client{pool.Client("other1", NewToken(testToken)), pool.Client(testHash, NewToken(testToken+"2"))} {
			_, err := other.get(t.Context(), "/v3/customers")
			require.NoError(t, err)
		}
		_, err = pool.Client(testHash, NewToken(testToken)).get(t.Context(), "/v3/customers")
		require.Equal(t, "bigcommerce.circuit_open", asError(t, err).Code, "every client of the store knows")
	})
}

func TestAWriteThatTheCircuitHeldBackHasChangedNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t, WithRetries(1))
		mock.RegisterNoResponder(answer(503, ``))
		_, err := client.Do(t.Context(), Request{Method: "PUT", Path: "/v3/customers", Body: []int{1}})
		require.ErrorIs(t, err, ErrOutcomeUnknown, "it was sent")
		for range failuresToOpen {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		for _, method := range []string{"POST", "PUT", "DELETE"} {
			before := mock.GetTotalCallCount()
			_, err = client.Do(t.Context(), Request{Method: method, Path: "/v3/customers", Body: []int{1}})
			require.ErrorIs(t, err, ErrUnavailable, method)
			require.Contains(t, asError(t, err).Message, "nothing was sent")
			require.Equal(t, before, mock.GetTotalCallCount())
		}
	})
}

func TestTheLogTellsWhatTheCircuitDid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		client, mock := newTestClient(t, WithRetries(0), WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		trouble := answer(503, ``)
		mock.RegisterResponder("GET", customersURL, answers(trouble, trouble, trouble, trouble, trouble, trouble, answer(200, `{}`)))
		for range failuresToOpen + 1 {
			_, _ = client.get(t.Context(), "/v3/customers")
		}
		time.Sleep(firstBackoff)
		_, _ = client.get(t.Context(), "/v3/customers")
		time.Sleep(2 * firstBackoff)
		for range 2 {
			_, err := client.get(t.Context(), "/v3/customers")
			require.NoError(t, err)
		}
		var told []string
		for line := range strings.Lines(log.String()) {
			_, circuit, _ := strings.Cut(strings.TrimSpace(line), " circuit=")
			told = append(told, circuit)
		}
		require.Equal(t, []string{"closed", "closed", "closed", "closed", "opened", "refused", "probe_failed", "recovered", "closed"}, told)
		require.Regexp(t, `status=0 decision=give_up reason=circuit_open .* circuit=refused`, log.String())
	})
}
