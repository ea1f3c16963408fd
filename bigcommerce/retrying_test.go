package bigcommerce

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
)

const customersURL = testRoot + "/v3/customers"

func TestReadsAreRepeatedUntilTheyWork(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]httpmock.Responder{
		"a dropped connection": breaks(io.ErrUnexpectedEOF),
		"HTML":                 answer(200, "<html><title>Oops</title></html>"),
		"a torn answer":        answer(200, `{"data":[{"id":1`),
		"a bad gateway":        answer(502, "<html></html>"),
		"a locked record":      answer(423, `{}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				mock.RegisterResponder("GET", customersURL, answers(failure, failure, answer(200, `{"data":[]}`)))
				started := time.Now()
				got, err := client.get(t.Context(), "/v3/customers")
				require.NoError(t, err)
				require.Equal(t, `{"data":[]}`, string(got.Body))
				require.Equal(t, 3, mock.GetTotalCallCount())
				require.InDelta(t, 2250*time.Millisecond, time.Since(started), float64(750*time.Millisecond), "two waits with jitter")
			})
		})
	}
}

func TestWritesAreRepeatedWithTheirBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		var bodies []string
		reply := answers(answer(429, `{}`), breaks(&net.OpError{Op: "dial", Err: errors.New("refused")}), answer(200, `{"data":[]}`))
		mock.RegisterResponder("POST", customersURL, func(req *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(req.Body)
			require.NoError(t, err)
			bodies = append(bodies, string(body))
			return reply(req)
		})
		_, err := client.Do(t.Context(), Request{Method: "POST", Path: "/v3/customers", Body: []int{1}})
		require.NoError(t, err)
		require.Equal(t, []string{"[1]", "[1]", "[1]"}, bodies)
	})
}

func TestACreateIsNotRepeatedAfterAnAmbiguousFailure(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]httpmock.Responder{
		"dropped connection":  breaks(io.ErrUnexpectedEOF),
		"500":                 answer(500, `{"title":"Internal"}`),
		"502":                 answer(502, "<html></html>"),
		"503":                 answer(503, ""),
		"504":                 answer(504, ""),
		"unreadable success":  answer(200, `{"data":`),
		"HTML success":        answer(200, `<html></html>`),
		"attempt's own timer": stalls(),
	} {
		for _, class := range []retryClass{settle, never} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					client, mock := newTestClient(t)
					mock.RegisterResponder("POST", customersURL, failure)
					_, err := client.do(t.Context(), call{method: "POST", path: "/v3/customers", body: []int{1}, class: class, api: "POST /v3/customers"})
					e := asError(t, err)
					require.ErrorIs(t, err, ErrOutcomeUnknown)
					require.False(t, e.Retryable)
					require.Contains(t, e.Message, "look the record up")
					require.NotContains(t, e.Message, "Try again")
					require.Equal(t, 1, mock.GetTotalCallCount())
				})
			})
		}
	}
}

// stalls returns a responder that never answers.
func stalls() httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
}

func TestARepeatableWriteThatNeverGotAnAnswerMayHaveHappened(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t, WithRetries(2))
		mock.RegisterResponder("PUT", customersURL, answer(500, ``))
		_, err := client.Do(t.Context(), Request{Method: "PUT", Path: "/v3/customers", Body: []int{1}})
		require.ErrorIs(t, err, ErrOutcomeUnknown)
		require.True(t, asError(t, err).Retryable, "making it again does no harm")
		require.Equal(t, 3, mock.GetTotalCallCount())
	})
}

func TestADeleteWhoseAnswerWasLostSucceeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("DELETE", testRoot+"/v3/catalog/products/7", answers(breaks(io.EOF), answer(404, `{}`)))
		got, err := client.Do(t.Context(), Request{Method: "DELETE", Path: "/v3/catalog/products/7"})
		require.NoError(t, err)
		require.Equal(t, 204, got.Status)
		require.Empty(t, got.Body)
	})
}

func TestAWaitBeyondTheDeadlineFailsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", customersURL, answer(429, `{}`, quotaHeaders(0, 20_000)...))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		started := time.Now()
		_, err := client.get(ctx, "/v3/customers")
		e := asError(t, err)
		require.ErrorIs(t, err, ErrRateLimited)
		require.Equal(t, 20*time.Second, e.RetryAfter)
		require.True(t, e.Retryable)
		require.Contains(t, e.Message, "20 s")
		require.Zero(t, time.Since(started))

		started = time.Now()
		_, err = client.get(ctx, "/v3/customers")
		require.ErrorIs(t, err, ErrRateLimited, "the governor knows by now")
		require.InDelta(t, 20*time.Second, asError(t, err).RetryAfter, float64(10*time.Millisecond))
		require.Zero(t, time.Since(started))
		require.Equal(t, 1, mock.GetTotalCallCount())
	})
}

func TestTheTotalWaitIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t, WithMaxWait(5*time.Second), WithRetries(100))
		mock.RegisterResponder("GET", customersURL, answer(503, ``))
		started := time.Now()
		_, err := client.get(t.Context(), "/v3/customers")
		require.ErrorIs(t, err, ErrUnavailable)
		require.Positive(t, asError(t, err).RetryAfter)
		require.LessOrEqual(t, time.Since(started), 5*time.Second)
		require.Less(t, mock.GetTotalCallCount(), 8)
	})
}

func TestWithoutWaitingOnlyWhatIsFreeIsUsed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newQuotaStore(2, 30*time.Second)
		client := newClientOn(t, store, WithMaxWait(0))
		for range 2 {
			_, err := client.get(t.Context(), "/v3/customers")
			require.NoError(t, err)
		}
		started := time.Now()
		_, err := client.get(t.Context(), "/v3/customers")
		require.ErrorIs(t, err, ErrRateLimited)
		require.InDelta(t, 30*time.Second, asError(t, err).RetryAfter, float64(10*time.Millisecond))
		require.Zero(t, time.Since(started))
	})
}

func TestACanceledCallEndsAtOnceAndSaysWhetherItWasSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterResponder("GET", customersURL, stalls())
		mock.RegisterResponder("POST", customersURL, stalls())
		for _, method := range []string{"GET", "POST"} {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			started := time.Now()
			_, err := client.Do(ctx, Request{Method: method, Path: "/v3/customers"})
			cancel()
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, 3*time.Second, time.Since(started))
			want := KindCanceled
			if method == "POST" {
				want = KindOutcomeUnknown
			}
			require.Equal(t, want, asError(t, err).Kind)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := client.Do(ctx, Request{Method: "POST", Path: "/v3/customers"})
		require.Equal(t, KindCanceled, asError(t, err).Kind, "nothing was sent")
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 2, mock.GetTotalCallCount())
	})
}
