package contract

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// failureClass is what BigCommerce, or something on the way to it, may answer to any operation.
type failureClass struct {
	name     string
	response Response
	// read, create and update are what it means for an operation of that effect.
	read, create, update registry.FailureType
	// repeated says that a read tries again, and that it succeeds when the second answer is the right one.
	repeated bool
	// parent limits the class to operations that name a record in their path.
	parent bool
}

const (
	invalid        = registry.InvalidInput
	unavailable    = registry.Unavailable
	outcomeUnknown = registry.OutcomeUnknown
)

// byNumber are the look-ups that name in their path the record that they look for.
var byNumber = []string{"get_order"}

// withoutBody is the class of a success that says nothing.
const withoutBody = "success without a body"

// failureClasses are the failures that are the same for every operation. V2 and V3 word them differently.
func failureClasses(v2 bool) []failureClass {
	same := func(name string, status int, kind registry.FailureType) failureClass {
		return failureClass{name: name, response: apiError(v2, status), read: kind, create: kind, update: kind}
	}
	ambiguous := func(name string, response Response) failureClass {
		return failureClass{
			name: name, response: response, repeated: true,
			read: unavailable, create: outcomeUnknown, update: outcomeUnknown,
		}
	}
	html := "<html><head><title>Bad Gateway</title></head><body>nginx " + Token + "</body></html>"
	notFound := same("not found", 404, registry.NotFound)
	notFound.parent = true
	classes := []failureClass{
		same("wrong token", 401, registry.Unauthorized),
		same("missing scope", 403, registry.Forbidden),
		notFound,
		same("too large", 413, invalid),
		same("wrong content type", 415, invalid),
		same("bad request", 400, invalid),
		same("several faults", 422, invalid),
		ambiguous("server fault", apiError(v2, 500)),
		ambiguous("gateway fault in HTML", page(502, html)),
		ambiguous("gateway timeout", page(504, html)),
		ambiguous("dropped connection", Response{Dropped: true}),
		ambiguous("truncated body", cutResponse()),
		ambiguous("success that is HTML", page(200, html)),
		ambiguous("success that is half JSON", Response{Status: 200, Body: []byte(`{"data":[{"id":1},`)}),
	}
	empty := ambiguous(withoutBody, Response{Status: 200}) // an empty list is [] or 204
	empty.repeated = v2                                    // what V3 writes is not asked for again
	return append(classes, empty)
}

func TestFailureClasses(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		for _, class := range failureClasses(stage.isV2()) {
			if class.parent && (!strings.Contains(stage.API, "{") || stage.form != "") {
				continue // to a trigger, a record that isn't found is one that is gone
			}
			if class.parent && slices.Contains(byNumber, stage.Code) || class.name == withoutBody && stage.Effect == registry.Delete {
				continue // a look-up that finds nothing has no records, and a delete is answered with nothing
			}
			store := &alwaysStore{response: class.response}
			outcome := stage.runSuccess(t, store)
			if !assert.NotNil(t, outcome.Failure, "%s: it did not fail", class.name) {
				continue
			}
			failure := outcome.Failure
			assert.Equal(t, stage.wanted(class), failure.Type, "%s: %s", class.name, encode(failure))
			assert.Equal(t, stage.Code, failure.Operation, class.name)
			assert.NotEmpty(t, failure.Message, class.name)
			assert.NotEmpty(t, failure.Code, class.name)
			assert.NotContains(t, failure.Message, "<html>", class.name)
			assert.LessOrEqual(t, len(failure.Message), 1000, "%s: the message is bounded", class.name)
			if class.response.Status >= http.StatusBadRequest {
				assert.Equal(t, class.response.Status, failure.Status, class.name)
			}
			switch {
			case stage.Effect != registry.Read:
				assert.LessOrEqual(t, store.count(writes), maxWrites(stage.operation, class), "%s: requests", class.name)
			case class.repeated:
				assert.Greater(t, store.count(all), 1, "%s: a read tries again", class.name)
				assert.True(t, failure.Retryable, class.name)
			case !failure.Retryable:
				assert.Equal(t, 1, store.count(all), "%s: the same request can't succeed", class.name)
			}
			assertNoToken(t, outcome, class.name)
		}
	})
}

// maxWrites is how often a write may be sent: a create once, a delete and an update that sets the same values again a few times.
func maxWrites(operation operation, class failureClass) int {
	if class.repeated && operation.Effect != registry.Create {
		return 10
	}
	return 1
}

func TestReadsSucceedOnTheSecondTry(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		if stage.Effect != registry.Read {
			return
		}
		for _, class := range failureClasses(stage.isV2()) {
			if class.repeated {
				stage.assertSucceedsAfter(t, class.name, class.response, 0)
			}
		}
	})
}

func TestRateLimitIsWaitedOut(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		told := apiError(stage.isV2(), http.StatusTooManyRequests)
		told.Header = http.Header{}
		told.Header.Set("X-Rate-Limit-Time-Reset-Ms", "5000")
		told.Header.Set("X-Rate-Limit-Time-Window-Ms", "30000")
		told.Header.Set("X-Rate-Limit-Requests-Quota", "150")
		told.Header.Set("X-Rate-Limit-Requests-Left", "0")
		stage.assertSucceedsAfter(t, "429 with the window's headers", told, 5*time.Second)

		seconds := apiError(stage.isV2(), http.StatusTooManyRequests)
		seconds.Header = http.Header{"X-Retry-After": {"7"}}
		stage.assertSucceedsAfter(t, "429 with X-Retry-After", seconds, 7*time.Second)

		stage.assertSucceedsAfter(t, "429 without headers", apiError(stage.isV2(), http.StatusTooManyRequests), time.Millisecond)
		stage.assertSucceedsAfter(t, "429 in HTML", page(http.StatusTooManyRequests, "<html>Slow down</html>"), time.Millisecond)
	})
}

func TestRateLimitThatNeverEndsIsReported(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		store := &alwaysStore{response: apiError(stage.isV2(), http.StatusTooManyRequests)}
		outcome := stage.runSuccess(t, store)
		require.NotNil(t, outcome.Failure)
		assert.Equal(t, registry.RateLimited, outcome.Failure.Type)
		assert.True(t, outcome.Failure.Retryable)
		assert.LessOrEqual(t, store.count(all), 50, "it does not hammer the store")
	})
}

func TestRedirectsAreNeverFollowed(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		for _, status := range []int{301, 302, 303, 307, 308} {
			header := http.Header{"Location": {"https://elsewhere.example.com/stores/contract1/v3/customers"}}
			store := &alwaysStore{response: Response{Status: status, Header: header}}
			outcome := stage.runSuccess(t, store)
			require.NotNil(t, outcome.Failure, "%d", status)
			for _, request := range store.requests {
				assert.Equal(t, "api.bigcommerce.com", request.URL.Host, "%d was followed", status)
			}
			assertNoToken(t, outcome, status)
		}
	})
}

func TestSeveralFaultsOfTheStoreAreNamed(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		if stage.isV2() {
			return // V2 names no fields
		}
		outcome := stage.runSuccess(t, &alwaysStore{response: apiError(false, http.StatusUnprocessableEntity)})
		require.NotNil(t, outcome.Failure)
		assert.Len(t, outcome.Failure.Fields, 2, "%s", encode(outcome.Failure))
		for _, field := range outcome.Failure.Fields {
			assert.True(t, strings.HasPrefix(field.Path, "/"), "%q is no JSON pointer", field.Path)
			assert.NotEmpty(t, field.Message)
		}
	})
}

func TestMissingScopeIsNamedInTheControlPanelsWords(t *testing.T) {
	t.Parallel()
	groups := map[string]string{
		"store_v2_customers": "Customers", "store_v2_products": "Products", "store_v2_orders": "Orders",
		"store_inventory": "Store inventory", "store_cart": "Carts", "store_locations": "Store locations", "store_v2_information": "Information & settings",
		"store_channel_settings": "Channel settings", "store_payments_methods_read": "Get payment methods",
		"store_payments_access_token_create": "Create payments",
	}
	onSendingStage(t, func(t *testing.T, stage stage) {
		outcome := stage.runSuccess(t, &alwaysStore{response: apiError(stage.isV2(), http.StatusForbidden)})
		require.NotNil(t, outcome.Failure)
		if stage.API == anyEndpoint {
			assert.Contains(t, outcome.Failure.Message, groups["store_v2_products"], "the archive reads brands")
			return
		}
		require.NotEmpty(t, stage.Scopes)
		assert.Contains(t, outcome.Failure.Message, groups[stage.Scopes[0]])
	})
}

func TestAPanicIsAnInternalFailure(t *testing.T) {
	t.Parallel()
	onSendingStage(t, func(t *testing.T, stage stage) {
		outcome := stage.runSuccess(t, panickingTransport{})
		require.NotNil(t, outcome.Failure)
		assert.Equal(t, registry.Internal, outcome.Failure.Type)
		assertNoToken(t, outcome, "panic")
	})
}

type panickingTransport struct{}

func (panickingTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	panic("a bug that knows " + request.Header.Get("X-Auth-Token"))
}

// wanted returns what the class means for the operation.
func (o operation) wanted(class failureClass) registry.FailureType {
	switch {
	case o.looksFirst():
		return class.read
	case o.Effect == registry.Create:
		return class.create
	default:
		return class.update
	}
}

// looksFirst reports whether the operation reads before it writes, or only reads: what fails at once has changed nothing.
func (o operation) looksFirst() bool {
	return o.Effect == registry.Read || len(o.success.Exchanges) > 0 && asks(o.success.Exchanges[0].Request.Method, o.success.Exchanges[0].Request.Path)
}

// asks reports whether a request changes nothing.
func asks(method, path string) bool {
	return method == http.MethodGet || method == http.MethodPost && strings.HasSuffix(path, "/refund_quotes")
}

func (o operation) isV2() bool { return strings.Contains(o.API, "/v2/") }

// assertSucceedsAfter plays the success archive with one answer in front of it.
func (s stage) assertSucceedsAfter(t *testing.T, name string, response Response, wait time.Duration) {
	t.Helper()
	first := Exchange{Request: s.success.Exchanges[0].Request, Response: response}
	player := NewPlayer(append([]Exchange{first}, s.success.Exchanges...))
	outcome := s.engine.Play(t.Context(), Invoke, s.success, player)
	assertAsArchived(t, s.success, outcome, name)
	assert.GreaterOrEqual(t, outcome.Elapsed, wait, "%s: the wait", name)
}

// alwaysStore answers every request alike.
type alwaysStore struct {
	response Response

	mu       sync.Mutex
	requests []*http.Request
}

func (s *alwaysStore) RoundTrip(request *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, request)
	return s.response.answer(request)
}

func all(*http.Request) bool { return true }

func writes(request *http.Request) bool { return !asks(request.Method, request.URL.Path) }

func (s *alwaysStore) count(which func(*http.Request) bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := 0
	for _, request := range s.requests {
		if which(request) {
			count++
		}
	}
	return count
}

// apiError returns an error in the API version's own shape. It echoes the token, as a careless server might.
func apiError(v2 bool, status int) Response {
	text := fmt.Sprintf("%s (X-Auth-Token: %s)", http.StatusText(status), Token)
	if v2 {
		return Response{Status: status, Body: fmt.Appendf(nil, `[{"status":%d,"message":%q}]`, status, text)}
	}
	return Response{Status: status, Body: fmt.Appendf(nil,
		`{"status":%d,"title":%q,"type":"about:blank","errors":{"name":"must be text","0.limit":"error.expected.jsnumber"}}`, status, text)}
}

func page(status int, html string) Response {
	return Response{Status: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(html)}
}

// cutResponse is a success whose connection ends in the middle of the body.
func cutResponse() Response {
	return Response{Status: 200, Cut: true, Body: []byte(`{"data":[{"id":1,"name":"The connection ends about here"}],"meta":{}}`)}
}
