package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// deliver hands a delivery of a number to the receiver and returns the status of the answer.
func (r *receiver) deliver(t *testing.T, number int64) int {
	t.Helper()
	recorder := httptest.NewRecorder()
	r.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/hook", strings.NewReader(strconv.FormatInt(number, 10))))
	return recorder.Code
}

// grown returns the plants that notices tell of.
func grown(notices []registry.Notice) ([]registry.Occurrence[plant], error) {
	var found []registry.Occurrence[plant]
	for _, notice := range notices {
		id, err := strconv.ParseInt(string(notice.Data), 10, 64)
		if err != nil {
			return nil, err
		}
		found = append(found, growing(id))
	}
	return found, nil
}

func TestAFetchThatMayPassIsTriedAgainAndAnotherOneIsDropped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		failures := []error{
			passing("down", 0), passing("down", 0), passing("limited", time.Minute), nil,
			registry.NewFailure(registry.Forbidden, "forbidden", "The token may not.", nil), nil,
		}
		var fetched []string
		var out bytes.Buffer
		r := receiverOf(t, &out, func(notices []registry.Notice) ([]registry.Occurrence[plant], error) {
			failure := failures[len(fetched)]
			fetched = append(fetched, fmt.Sprintf("%s after %s", notices[0].Data, time.Since(began)))
			if failure != nil {
				return nil, failure
			}
			return grown(notices)
		})
		ended := make(chan error, 1)
		go func() { ended <- r.fetchAll(t.Context()) }()
		for number := range int64(3) {
			assert.Equal(t, http.StatusOK, r.deliver(t, number), "it is acknowledged, whatever becomes of the fetch")
			require.True(t, wait(t.Context(), time.Hour)) // of the bubble's time
		}
		close(r.ending)
		require.NoError(t, <-ended)

		assert.Equal(t, []string{"0 after 0s", "0 after 1s", "0 after 3s", "0 after 1m3s", "1 after 1h0m0s", "2 after 2h0m0s"}, fetched)
		printed := out.String()
		assert.Contains(t, printed, `"plant:0"`)
		assert.NotContains(t, printed, `"plant:1"`)
		assert.Contains(t, printed, "1 notice acknowledged and then not fetched")
		assert.Contains(t, printed, `"plant:2"`)
	})
}

func TestDeliveriesThatWaitAreFetchedTogetherAndAFullQueuePutsThemOff(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var together []int
	r := receiverOf(t, &out, func(notices []registry.Notice) ([]registry.Occurrence[plant], error) {
		together = append(together, len(notices))
		return grown(notices)
	})
	for number := range int64(waitingNotices) {
		require.Equal(t, http.StatusOK, r.deliver(t, number))
	}
	assert.Equal(t, http.StatusServiceUnavailable, r.deliver(t, waitingNotices))
	assert.Contains(t, out.String(), "listen.too_many")

	close(r.ending)
	require.NoError(t, r.fetchAll(t.Context()), "what was acknowledged is fetched at the end")
	assert.Len(t, together, waitingNotices/fetchedAtOnce)
	assert.Equal(t, waitingNotices, strings.Count(out.String(), `{"event":`))
	assert.NotContains(t, out.String(), fmt.Sprintf(`"plant:%d"`, waitingNotices))
}

func TestEventsThatCanNotBePrintedEndTheFetching(t *testing.T) {
	t.Parallel()
	r := receiverOf(t, brokenPipe{}, grown)
	require.Equal(t, http.StatusOK, r.deliver(t, 1))
	require.Error(t, r.fetchAll(t.Context()))
}

func TestWebhooksAreLookedAfterWhileItListens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		r := receiverOf(t, &out, grown)
		ctx, cancel := context.WithTimeout(t.Context(), 2*lookedAfterEvery+time.Minute)
		defer cancel()
		r.lookAfter(ctx)
		assert.Equal(t, "Repaired 1.\nRepaired 2.\n", out.String())
	})
}
