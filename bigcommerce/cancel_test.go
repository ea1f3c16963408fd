package bigcommerce

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAWriteSaysWhetherItMayHaveHappened cancels one write on real connections, step by step.
func TestAWriteSaysWhetherItMayHaveHappened(t *testing.T) {
	t.Parallel()
	write := Request{Method: "POST", Path: "/v3/customers", Body: []int{1}}

	t.Run("no connection yet", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		client, requests := newWire(t, func(http.ResponseWriter, *http.Request) {})
		client.store.pool.own.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			cancel()
			<-ctx.Done()
			return nil, ctx.Err()
		}
		_, err := client.Do(ctx, write)
		require.Equal(t, KindCanceled, asError(t, err).Kind)
		require.Equal(t, "bigcommerce.canceled", asError(t, err).Code)
		require.Equal(t, "The call was canceled. The request changed nothing.", asError(t, err).Message)
		require.Zero(t, requests.Load())
	})
	for name, partial := range map[string]string{
		"no answer yet":     "",
		"inside the header": "HTTP/1.1 200 OK\r\nContent-",
		"inside the body":   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"data\":[",
		"inside a 502":      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 100\r\n\r\n<html>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			client, requests := newWire(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				connection, buffer, err := w.(http.Hijacker).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer connection.Close()
				_, _ = buffer.WriteString(partial)
				_ = buffer.Flush()
				cancel()
				_, _ = connection.Read(make([]byte, 1)) // until the client hangs up
			})
			_, err := client.Do(ctx, write)
			failure := asError(t, err)
			require.Equal(t, KindOutcomeUnknown, failure.Kind)
			require.False(t, failure.Retryable)
			require.Contains(t, failure.Message, "It is not known whether this was done")
			require.NotContains(t, failure.Message, "changed nothing")
			require.Equal(t, int64(1), requests.Load())
		})
	}
}

func TestTheEndOfTimeHasACodeOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newTestClient(t)
		mock.RegisterNoResponder(stalls())
		for method, kind := range map[string]Kind{"GET": KindCanceled, "POST": KindOutcomeUnknown, "PUT": KindOutcomeUnknown} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			_, err := client.Do(ctx, Request{Method: method, Path: "/v3/customers", Body: []int{1}})
			cancel()
			require.Equal(t, kind, asError(t, err).Kind, method)
			require.Equal(t, "bigcommerce.deadline_exceeded", asError(t, err).Code)
			require.Contains(t, asError(t, err).Message, "The time for the call is over.")
			require.NotContains(t, asError(t, err).Message, "changed nothing")
			require.ErrorIs(t, err, context.DeadlineExceeded)
		}
	})
}

// TestWhoWaitsInTheConnectorHasSentNothing cancels a write while others keep it from being sent.
func TestWhoWaitsInTheConnectorHasSentNothing(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{
		"in the quota's line": "/v3/catalog/brands",     // the answer to the first request is awaited
		"for a family's slot": "/v3/catalog/products/1", // and has the slots besides
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newTestClient(t)
				mock.RegisterNoResponder(stalls())
				others, end := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() {
					defer close(done)
					together(20, func(int) error {
						_, err := client.Do(others, Request{Method: "PUT", Path: path, Body: []int{1}})
						return err
					})
				}()
				synctest.Wait()
				sent := mock.GetTotalCallCount()
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(3*time.Second, cancel)
				started := time.Now()
				_, err := client.Do(ctx, Request{Method: "PUT", Path: path, Body: []int{1}})
				require.Equal(t, KindCanceled, asError(t, err).Kind)
				require.Contains(t, asError(t, err).Message, "changed nothing")
				require.Equal(t, 3*time.Second, time.Since(started))
				require.Equal(t, sent, mock.GetTotalCallCount())
				end()
				<-done
			})
		})
	}
}
