package conformance

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRequest(t *testing.T) {
	t.Parallel()
	specs := loadShop(t)
	tests := map[string]struct {
		method, path, body string
		want               []string
	}{
		"a request that keeps the rules": {
			method: "POST", path: "/v3/baskets", body: `{"name":"Ada","lines":[{"sku":"A-1"}],"notes":{"any":1}}`,
		},
		"a path that no document has": {
			method: "GET", path: "/v3/carts",
			want: []string{"GET /v3/carts: operation: no official document has this path and method"},
		},
		"a method that the path does not have": {
			method: "DELETE", path: "/v3/baskets",
			want: []string{"DELETE /v3/baskets: operation: no official document has this path and method"},
		},
		"a query parameter that the operation does not have": {
			method: "GET", path: "/v3/baskets?id:in=1,2&colour=red",
			want: []string{"GET /v3/baskets: query colour: the operation has no such query parameter"},
		},
		"a query parameter of the wrong type": {
			method: "GET", path: "/v3/baskets?id:in=1,two",
			want: []string{"GET /v3/baskets: query id:in: "},
		},
		"a path parameter of the wrong type": {
			method: "GET", path: "/v3/baskets/two", want: []string{"GET /v3/baskets/{basket_id}: path basket_id: "},
		},
		"a literal path wins over a parameter": {method: "GET", path: "/v3/baskets/count"},
		"every fault of a body": {
			method: "POST", path: "/v3/baskets", body: `{"name":"Adelaide","id":1,"color":"red","lines":[{"sku":7},{"qty":1}]}`,
			want: []string{
				"POST /v3/baskets: body /name: maximum string length is 5 (Adelaide)",
				"POST /v3/baskets: body /id: readOnly",
				"POST /v3/baskets: body /lines/0/sku: value must be a string (7)",
				"POST /v3/baskets: body /color: the schema has no such property",
				"POST /v3/baskets: body /lines/1/qty: the schema has no such property",
			},
		},
		"no alternative fits": {
			method: "POST", path: "/v3/baskets", body: `{"name":"Ada","owner":{}}`,
			want: []string{`body /owner: doesn't match any schema from "anyOf"; alternative 1: /email property "email" is missing`},
		},
		"a body where one is required": {method: "POST", path: "/v3/baskets", want: []string{"body: "}},
		"a body where none belongs": {
			method: "GET", path: "/v3/baskets/count", body: `{}`, want: []string{"body: "},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := shopRequest(t, test.method, test.path)
			assertViolations(t, test.want, specs.Request(request, []byte(test.body)))
		})
	}
}

func TestRequestWithoutToken(t *testing.T) {
	t.Parallel()
	request := shopRequest(t, "GET", "/v3/baskets")
	request.Header.Del("X-Auth-Token")
	assertViolations(t, []string{"header X-Auth-Token"}, loadShop(t).Request(request, nil))
}

func TestResponse(t *testing.T) {
	t.Parallel()
	specs := loadShop(t)
	tests := map[string]struct {
		method, path, body string
		status             int
		want               []string
	}{
		"a response that keeps the rules": {
			method: "GET", path: "/v3/baskets", status: 200, body: `{"data":[{"id":1,"name":"Ada"}]}`,
		},
		"a fault deep inside": {
			method: "GET", path: "/v3/baskets", status: 200, body: `{"data":[{"id":1,"name":"Ada"},{"id":"2","name":"Bo","age":3}]}`,
			want: []string{
				"response 200 /data/1/id: value must be an integer (2)",
				"response 200 /data/1/age: the schema has no such property",
			},
		},
		"a success that is not declared": {
			method: "GET", path: "/v3/baskets", status: 206, body: `{}`, want: []string{"response status: 206 is not declared"},
		},
		"an error that the whole API has": {
			method: "GET", path: "/v3/baskets", status: 429, body: `{"status":429,"title":"Too many requests","type":"about:blank"}`,
		},
		"an error of the wrong shape": {
			method: "GET", path: "/v3/baskets", status: 404, body: `[{"status":404,"message":"No."}]`,
			want: []string{"response 404: not a V3 error"},
		},
		"an error on a path that no document has": {
			method: "GET", path: "/v2/carts", status: 404, body: `[{"status":404,"message":"No."}]`,
		},
		"a gateway's error": {method: "GET", path: "/v3/baskets", status: 502, body: `<html>`},
		"a body where none is declared": {
			method: "POST", path: "/v3/baskets", status: 204, body: `{}`, want: []string{"response 204: the operation declares no body"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Content-Type": {"application/json"}}
			got := specs.Response(shopRequest(t, test.method, test.path), test.status, header, []byte(test.body))
			assertViolations(t, test.want, got)
		})
	}
}

func TestLoadNamesAnEmptyFolder(t *testing.T) {
	t.Parallel()
	_, err := Load(t.TempDir())
	assert.ErrorContains(t, err, "no OpenAPI file")
}

func TestExceptionCoversOneOperationPlaceAndReason(t *testing.T) {
	t.Parallel()
	exception := Exception{Operation: "POST /v3/baskets", Location: "body /lines/*/sku", Reason: "must be a string"}
	violation := Violation{Operation: "POST /v3/baskets", Location: "body /lines/17/sku", Reason: "value must be a string (7)"}
	assert.True(t, exception.covers(violation))

	elsewhere := violation
	elsewhere.Location = "body /lines/17/name"
	assert.False(t, exception.covers(elsewhere))
	otherwise := violation
	otherwise.Reason = "is too long"
	assert.False(t, exception.covers(otherwise))
}

func TestRecorderPassesRequestsOnAndJudgesThem(t *testing.T) {
	t.Parallel()
	var received string
	recorder := &Recorder{Specs: loadShop(t), Responses: true, Next: transportFunc(func(r *http.Request) (*http.Response, error) {
		received = r.URL.RawQuery
		answer := httptest.NewRecorder()
		answer.Header().Set("Content-Type", "application/json")
		_, _ = answer.WriteString(`{"data":{}}`)
		return answer.Result(), nil
	})}
	response, err := recorder.RoundTrip(shopRequest(t, "GET", "/v3/baskets?colour=red"))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, "colour=red", received)
	assert.Equal(t, 1, recorder.Requests())
	assertViolations(t, []string{"query colour", "response 200 /data: value must be an array"}, recorder.Violations())
}

func TestHandlerReportsWhatItsResponsesViolate(t *testing.T) {
	t.Parallel()
	var violations []Violation
	handler := loadShop(t).Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	}), func(found []Violation) { violations = append(violations, found...) })
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, shopRequest(t, "GET", "/v3/baskets"))
	assert.Equal(t, http.StatusTeapot, answer.Code)
	assertViolations(t, []string{"response status: 418 is not declared"}, violations)
}

type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func loadShop(t *testing.T) *Specs {
	t.Helper()
	specs, err := Load("testdata/shop")
	require.NoError(t, err)
	return specs
}

func shopRequest(t *testing.T, method, path string) *http.Request {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "https://api.example.com/stores/abc123"+path, nil)
	request.Header.Set("X-Auth-Token", "invented")
	request.Header.Set("Content-Type", "application/json")
	return request
}

// assertViolations compares by a part of the text, in any order.
func assertViolations(t *testing.T, want []string, got []Violation) {
	t.Helper()
	if !assert.Len(t, got, len(want), "violations: %v", got) {
		return
	}
	for _, part := range want {
		found := false
		for _, violation := range got {
			found = found || strings.Contains(violation.String(), part)
		}
		assert.True(t, found, "no violation reads %q in %v", part, got)
	}
}
