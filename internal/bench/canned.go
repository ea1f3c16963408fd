package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// canned answers each address as a handler did when it was first asked: what remains to be measured is the connector.
type canned struct {
	handler http.Handler
	mu      sync.Mutex
	answers map[string]*httptest.ResponseRecorder
}

func newCanned(handler http.Handler) *canned {
	return &canned{handler: handler, answers: map[string]*httptest.ResponseRecorder{}}
}

// RoundTrip implements [http.RoundTripper].
func (c *canned) RoundTrip(request *http.Request) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	answer, ok := c.answers[request.URL.RequestURI()]
	if !ok {
		answer = httptest.NewRecorder()
		c.handler.ServeHTTP(answer, request)
		c.answers[request.URL.RequestURI()] = answer
	}
	body := answer.Body.Bytes()
	return &http.Response{
		StatusCode: answer.Code, Header: answer.Header(), ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: request,
	}, nil
}

// openEngine returns a registry with the connector.
func openEngine(options ...connector.Option) (*registry.Registry, error) {
	return registry.New(connector.New(options...))
}

// credential opens the sandbox's store. An engine has it at hand as JSON, so that writing it is no part of a call.
const credential = `{"store_hash":"` + sandbox.DefaultStoreHash + `","api_token":"` + sandbox.DefaultToken + `"}`

// callOf returns a call of the sandbox's store.
func callOf(operation, input string) registry.Call {
	return registry.Call{Connector: connector.Code, Operation: operation, Credential: json.RawMessage(credential), Input: json.RawMessage(input)}
}
