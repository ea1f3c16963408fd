package conformance_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// sweep sends requests to a sandbox store and judges every answer.
type sweep struct {
	t     *testing.T
	specs *conformance.Specs
	store *sandbox.Store
	token string
	// shown are the violations that were reported, without array indices: one line is enough for a whole page of records.
	shown map[string]bool
	count int
}

// judgeSandbox sweeps over everything the sandbox serves: lists with their filters, includes and pages, single records,
// writes, and refusals.
func judgeSandbox(t *testing.T, specs *conformance.Specs) int {
	t.Helper()
	s := &sweep{t: t, specs: specs, store: sandbox.New(), token: sandbox.DefaultToken, shown: map[string]bool{}}
	s.everyServedOperation()
	s.customers()
	s.subscribers()
	s.products()
	s.productParts()
	s.brands()
	s.categories()
	s.orders()
	s.orderWrites()
	s.shipments()
	s.refunds()
	s.settings()
	s.adjustments()
	s.hooks()
	s.carts()
	s.metafields()
	s.refusals()
	return s.count
}

// everyServedOperation calls each operation of the documents once with made-up ids, so that none that the sandbox serves stays
// unjudged.
func (s *sweep) everyServedOperation() {
	for _, operation := range s.specs.Operations() {
		method, path, _ := strings.Cut(operation, " ")
		if strings.HasPrefix(path, "/v") {
			s.send(method, regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1"), "{}")
		}
	}
	s.store = sandbox.New() // some of these were deletions
}

func (s *sweep) refusals() {
	paths := []string{"/v3/customers", "/v3/catalog/products", "/v2/orders", "/v3/catalog/trees/categories"}
	s.token = "wrong"
	for _, path := range paths {
		s.refused(401, "GET", path, "")
	}
	s.store, s.token = sandbox.New(sandbox.WithToken("none")), "none"
	for _, path := range paths {
		s.refused(403, "GET", path, "")
	}
	s.store, s.token = sandbox.New(sandbox.WithQuota(1, time.Minute)), sandbox.DefaultToken
	s.get("/v3/customers")
	for _, path := range paths {
		s.refused(429, "GET", path, "")
	}
	s.store = sandbox.New()
	s.refused(405, "DELETE", "/v3/catalog/summary", "")
	s.refused(405, "PUT", "/v2/orders", "{}")
	s.refused(404, "GET", "/v3/no/such/path", "")
	s.refused(404, "GET", "/v2/no/such/path", "")
	s.refused(400, "POST", "/v3/catalog/products", "{")
	s.refused(422, "GET", "/v3/catalog/products?no_such_filter=1", "")
	s.store = sandbox.New(sandbox.WithEmptyStore())
	for _, path := range paths {
		s.get(path)
	}
}

var arrayIndex = regexp.MustCompile(`/\d+`)

// send sends one request and returns the answer's status and body.
func (s *sweep) send(method, target, body string) (int, string) {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), method, "/stores/"+sandbox.DefaultStoreHash+target, strings.NewReader(body))
	request.Header.Set("X-Auth-Token", s.token)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	return s.judge(request)
}

func (s *sweep) judge(request *http.Request) (int, string) {
	s.t.Helper()
	strange := s.store.Stats().Requests["other"]
	answer := httptest.NewRecorder()
	s.store.ServeHTTP(answer, request)
	if s.store.Stats().Requests["other"] > strange {
		return answer.Code, answer.Body.String() // the sandbox does not serve this operation
	}
	s.count++
	for _, violation := range s.specs.Response(request, answer.Code, answer.Header(), answer.Body.Bytes()) {
		line := arrayIndex.ReplaceAllString(violation.String(), "/*")
		if key, _, _ := strings.Cut(line, " ("); !s.shown[key] {
			s.shown[key] = true
			s.t.Errorf("sandbox: %s %s: %s", request.Method, request.URL.RequestURI(), violation)
		}
	}
	for _, name := range []string{"X-Rate-Limit-Requests-Left", "X-Rate-Limit-Requests-Quota", "X-Rate-Limit-Time-Reset-Ms", "X-Rate-Limit-Time-Window-Ms"} {
		assert.NotEmpty(s.t, answer.Header().Get(name), "%s %s: header %s", request.Method, request.URL, name)
	}
	return answer.Code, answer.Body.String()
}

// get sends a GET that must succeed.
func (s *sweep) get(target string) string {
	s.t.Helper()
	status, body := s.send(http.MethodGet, target, "")
	assert.Contains(s.t, []int{200, 204}, status, "GET %s: %s", target, body)
	return body
}

// write sends a write that must succeed.
func (s *sweep) write(method, target, body string) string {
	s.t.Helper()
	status, answer := s.send(method, target, body)
	assert.Less(s.t, status, 300, "%s %s %s: %s", method, target, body, answer)
	return answer
}

// create sends a POST that must succeed, and returns the id of the record that it made.
func (s *sweep) create(target, body string) string {
	s.t.Helper()
	type record struct {
		ID json.Number `json:"id"`
	}
	var answer struct {
		record        // as V2 answers
		Data   record `json:"data"` // as V3 does
	}
	made := s.write(http.MethodPost, target, body)
	require.NoError(s.t, json.Unmarshal([]byte(made), &answer), made)
	return cmp.Or(answer.ID, answer.Data.ID).String()
}

// refused sends a request that must be answered with the status.
func (s *sweep) refused(status int, method, target, body string) {
	s.t.Helper()
	got, answer := s.send(method, target, body)
	assert.Equal(s.t, status, got, "%s %s %s: %s", method, target, body, answer)
}

// ids returns the values of a field of all records of a list.
func (s *sweep) ids(target, field string) []string {
	s.t.Helper()
	body := s.get(target)
	if body == "" {
		return nil
	}
	var records []map[string]json.RawMessage
	if strings.HasPrefix(body, "{") {
		var page struct {
			Data []map[string]json.RawMessage `json:"data"`
		}
		require.NoError(s.t, json.Unmarshal([]byte(body), &page), target)
		records = page.Data
	} else {
		require.NoError(s.t, json.Unmarshal([]byte(body), &records), target)
	}
	var ids []string
	for _, record := range records {
		ids = append(ids, strings.Trim(string(record[field]), `"`))
	}
	return ids
}

// first returns the first of them.
func (s *sweep) first(target, field string) string {
	s.t.Helper()
	ids := s.ids(target, field)
	require.NotEmpty(s.t, ids, "GET %s", target)
	return ids[0]
}
