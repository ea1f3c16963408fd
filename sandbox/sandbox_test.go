package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// reply is an answer of the store with its body decoded.
type reply struct {
	status int
	header http.Header
	text   string
	body   any
}

// send sends a request as a well-behaved client does. A header given as "Name: value" replaces a usual one, "Name:" removes it.
func send(t *testing.T, store http.Handler, method, path, body string, headers ...string) reply {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	if strings.HasPrefix(path, "/v") {
		request.URL.Path = "/stores/" + sandbox.DefaultStoreHash + request.URL.Path
	}
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ":")
		if request.Header.Del(name); value != "" {
			request.Header.Set(name, strings.TrimSpace(value))
		}
	}
	recorder := httptest.NewRecorder()
	store.ServeHTTP(recorder, request)
	got := reply{status: recorder.Code, header: recorder.Result().Header, text: recorder.Body.String()}
	if got.text != "" {
		_ = json.Unmarshal([]byte(got.text), &got.body)
	}
	return got
}

func get(t *testing.T, store http.Handler, path string) reply {
	t.Helper()
	return send(t, store, http.MethodGet, path, "")
}

// at walks into the decoded body: a string is a key, an int an index.
func (r reply) at(t *testing.T, path ...any) any {
	t.Helper()
	value := r.body
	for _, step := range path {
		switch step := step.(type) {
		case string:
			require.IsType(t, map[string]any{}, value, "%v in %s", path, r.text)
			value = value.(map[string]any)[step]
		case int:
			require.IsType(t, []any{}, value, "%v in %s", path, r.text)
			require.Greater(t, len(value.([]any)), step, "%v in %s", path, r.text)
			value = value.([]any)[step]
		}
	}
	return value
}

// rows are the records of a list: data in V3, the body itself in V2.
func (r reply) rows(t *testing.T) []map[string]any {
	t.Helper()
	list, ok := r.body.([]any)
	if !ok {
		list, ok = r.at(t, "data").([]any)
		require.True(t, ok, r.text)
	}
	rows := make([]map[string]any, len(list))
	for i, row := range list {
		rows[i] = row.(map[string]any)
	}
	return rows
}

// column is one field of all rows.
func (r reply) column(t *testing.T, name string) []any {
	t.Helper()
	var values []any
	for _, row := range r.rows(t) {
		values = append(values, row[name])
	}
	return values
}

func (r reply) id(t *testing.T, path ...any) int64 {
	t.Helper()
	return int64(r.at(t, path...).(float64))
}

// serve answers a GET for a benchmark.
func serve(b *testing.B, store http.Handler, path string) {
	b.Helper()
	request := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	request.Header.Set("Accept", "application/json")
	recorder := httptest.NewRecorder()
	if store.ServeHTTP(recorder, request); recorder.Code != http.StatusOK {
		b.Fatal(recorder.Body.String())
	}
}
