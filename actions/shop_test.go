package actions_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// exchange is a request that is expected and the store's answer to it.
type exchange struct {
	// request is the method and what follows the store's address: "GET /v3/customers?limit=50".
	request string
	// body is the expected body, blank for none.
	body string
	// status is the answer's, 200 when left out.
	status int
	answer string
}

// shop is a store that takes exactly the expected requests, in any order.
type shop struct {
	t        *testing.T
	client   *bigcommerce.Client
	mu       sync.Mutex
	expected []exchange
	got      []string
}

func newShop(t *testing.T, expected ...exchange) *shop {
	t.Helper()
	s := &shop{t: t, expected: expected}
	mock := httpmock.NewMockTransport()
	mock.RegisterNoResponder(s.answer)
	pool, err := bigcommerce.NewPool(bigcommerce.WithTransport(mock), bigcommerce.WithRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, pool.Close()) })
	s.client = pool.Client("abc123", bigcommerce.NewToken("canary-7f3a9c51"))
	return s
}

func (s *shop) answer(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	request := req.Method + " " + strings.TrimPrefix(req.URL.RequestURI(), "/stores/abc123")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, request)
	exact := slices.ContainsFunc(s.expected, func(e exchange) bool { return e.request == request && e.body == string(body) })
	for _, e := range s.expected {
		if e.request == request && (e.body == string(body) || !exact) {
			assert.Equal(s.t, e.body, string(body), "body of %s", request)
			status := cmp.Or(e.status, http.StatusOK)
			resp := httpmock.NewStringResponse(status, e.answer)
			resp.Header.Set("Content-Type", "application/json")
			resp.Request = req
			return resp, nil
		}
	}
	assert.Fail(s.t, "unexpected request", request+" "+string(body))
	return nil, errors.New("unexpected request")
}

// run runs the action and returns its records and what ended it. The requests must have been the expected ones, once each.
func (s *shop) run(operation, input string) ([]string, error) {
	s.t.Helper()
	records, err := collect(s.t, s.client, operation, input)
	wanted := make([]string, 0, len(s.expected))
	for _, e := range s.expected {
		wanted = append(wanted, e.request)
	}
	slices.Sort(wanted)
	slices.Sort(s.got)
	assert.Equal(s.t, wanted, append([]string{}, s.got...), "the requests")
	return records, err
}

func collect(t *testing.T, client *bigcommerce.Client, operation, input string) ([]string, error) {
	t.Helper()
	all := actions.All()
	i := slices.IndexFunc(all, func(action registry.Action[*bigcommerce.Client]) bool { return action.Spec().Code == operation })
	require.GreaterOrEqual(t, i, 0, "no action %s", operation)
	var records []string
	for record, err := range all[i].Run(t.Context(), client, json.RawMessage(input)) {
		if err != nil {
			return records, err
		}
		records = append(records, string(record))
	}
	return records, nil
}

// scenario is one run of an action against a shop.
type scenario struct {
	name, operation, input string
	exchanges              []exchange
	records                []string
	// kind and the rest describe the failure; blank when there is none.
	kind    string
	message string
	fields  []string
	details map[string]any
}

func (c scenario) test(t *testing.T) {
	t.Parallel()
	records, err := newShop(t, c.exchanges...).run(c.operation, c.input)
	assert.Equal(t, c.records, records)
	if c.kind == "" {
		require.NoError(t, err)
		return
	}
	kind, message, fields, details := described(t, err)
	assert.Equal(t, c.kind, kind)
	assert.Contains(t, message, c.message)
	assert.Equal(t, c.fields, fields)
	for name, value := range c.details {
		assert.Equal(t, value, details[name], name)
	}
	assert.NotContains(t, err.Error(), "canary")
}

// described returns what a failure says, whether the registry or the client found it.
func described(t *testing.T, err error) (kind, message string, fields []string, details map[string]any) {
	t.Helper()
	var refusal *bigcommerce.Error
	if errors.As(err, &refusal) {
		for _, field := range refusal.Fields {
			fields = append(fields, field.Path)
		}
		return string(refusal.Kind), refusal.Message, fields, refusal.Details
	}
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	for _, field := range failure.Fields {
		fields = append(fields, field.Path)
	}
	return string(failure.Type), failure.Message, fields, failure.Details
}
