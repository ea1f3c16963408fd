// Package inprocess is what tests of several packages share: a store without a network, and a log that many goroutines write.
package inprocess

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing/iotest"
)

// Transport calls a handler directly, so that a store can be used in a synctest bubble, where time stands still while a network is waited for. A
// handler that aborts drops the connection.
type Transport struct{ Handler http.Handler }

// RoundTrip implements [http.RoundTripper].
func (t Transport) RoundTrip(request *http.Request) (response *http.Response, err error) {
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	defer func() {
		if reason := recover(); reason != nil {
			if fault, ok := reason.(error); !ok || !errors.Is(fault, http.ErrAbortHandler) {
				panic(reason)
			}
			response, err = nil, io.ErrUnexpectedEOF
		}
	}()
	received := request.Clone(request.Context())
	if received.Body == nil {
		received.Body = http.NoBody
	}
	recorded := httptest.NewRecorder()
	t.Handler.ServeHTTP(recorded, received)
	response = recorded.Result()
	response.Request = request
	if written := int64(recorded.Body.Len()); request.Method != http.MethodHead && response.ContentLength > written {
		response.Body = io.NopCloser(io.MultiReader(response.Body, iotest.ErrReader(io.ErrUnexpectedEOF))) // as over a network
	}
	return response, nil
}
