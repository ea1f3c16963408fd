package otel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	api "go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/integrations/otel"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// canary is the token of every store here, and part of what inputs name. No span and no metric may show it.
const canary = "canary-5d90b7"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is an engine that reports to a recorder of spans and a reader of metrics.
type rig struct {
	store    *sandbox.Store
	engine   *registry.Registry
	recorder *tracetest.SpanRecorder
	tracers  *trace.TracerProvider
	reader   *metric.ManualReader
}

func newRig(t *testing.T, options ...sandbox.Option) *rig {
	t.Helper()
	store := sandbox.New(append(options, sandbox.WithToken(canary, sandbox.Scopes()...))...)
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	r := &rig{store: store, recorder: tracetest.NewSpanRecorder(), reader: metric.NewManualReader()}
	r.tracers = trace.NewTracerProvider(trace.WithSpanProcessor(r.recorder))
	meters := metric.NewMeterProvider(metric.WithReader(r.reader))
	engine, err := registry.New(connector.New(append(otel.Options(r.tracers, meters), connector.WithBaseURL(server.URL))...))
	require.NoError(t, err)
	r.engine = engine
	t.Cleanup(func() {
		require.NoError(t, engine.Close())
		for _, span := range r.recorder.Ended() {
			assert.NotContains(t, fmt.Sprintf("%+v", tracetest.SpanStubFromReadOnlySpan(span)), canary, "the span %s", span.Name())
		}
		assert.NotContains(t, fmt.Sprintf("%+v", r.metrics(t)), canary, "the metrics")
		assert.Len(t, r.recorder.Ended(), len(r.recorder.Started()), "every span has ended")
	})
	return r
}

func callOf(operation, input string) registry.Call {
	return registry.Call{
		Connector: connector.Code, Operation: operation, Input: json.RawMessage(input),
		Credential: json.RawMessage(fmt.Sprintf(`{"store_hash": %q, "api_token": %q}`, sandbox.DefaultStoreHash, canary)),
	}
}

// spans returns the spans that have ended, in the order of their beginnings.
func (r *rig) spans() []trace.ReadOnlySpan {
	ended := map[api.SpanID]trace.ReadOnlySpan{}
	for _, span := range r.recorder.Ended() {
		ended[span.SpanContext().SpanID()] = span
	}
	var spans []trace.ReadOnlySpan
	for _, span := range r.recorder.Started() {
		if span, ok := ended[span.SpanContext().SpanID()]; ok {
			spans = append(spans, span)
		}
	}
	return spans
}

// metrics returns what was measured, by name.
func (r *rig) metrics(t *testing.T) map[string]metricdata.Aggregation {
	t.Helper()
	var collected metricdata.ResourceMetrics
	require.NoError(t, r.reader.Collect(context.WithoutCancel(t.Context()), &collected))
	measured := map[string]metricdata.Aggregation{}
	for _, scope := range collected.ScopeMetrics {
		assert.Equal(t, otel.Scope, scope.Scope.Name)
		for _, m := range scope.Metrics {
			measured[m.Name] = m.Data
		}
	}
	return measured
}

// of returns the attributes as plain values.
func of(attributes []attribute.KeyValue) map[string]any {
	values := map[string]any{}
	for _, a := range attributes {
		values[string(a.Key)] = a.Value.AsInterface()
	}
	return values
}

// numbers returns the points of a counter or gauge, or the counts of a histogram, by one attribute.
func numbers(t *testing.T, data metricdata.Aggregation, by string) map[string]int64 {
	t.Helper()
	counted := map[string]int64{}
	add := func(set attribute.Set, number int64) {
		value, _ := set.Value(attribute.Key(by))
		counted[value.String()] += number
	}
	switch data := data.(type) {
	case metricdata.Sum[int64]:
		for _, point := range data.DataPoints {
			add(point.Attributes, point.Value)
		}
	case metricdata.Gauge[int64]:
		for _, point := range data.DataPoints {
			add(point.Attributes, point.Value)
		}
	case metricdata.Histogram[float64]:
		for _, point := range data.DataPoints {
			add(point.Attributes, int64(point.Count))
		}
	default:
		require.Fail(t, "no such metric", "%T", data)
	}
	return counted
}

func TestTheSpanOfARequestLiesInThatOfItsCallAndThatInTheEngines(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, outer := r.tracers.Tracer("engine").Start(t.Context(), "node")
	_, err := r.engine.Invoke(ctx, callOf("get_customers", `{"limit": 3, "name_like": "`+canary+`"}`))
	require.NoError(t, err)
	outer.End()

	spans := r.spans()
	require.Len(t, spans, 3)
	call, request := spans[1], spans[2]
	assert.Equal(t, "invoke get_customers", call.Name())
	assert.Equal(t, api.SpanKindInternal, call.SpanKind())
	assert.Equal(t, spans[0].SpanContext().SpanID(), call.Parent().SpanID())
	assert.Equal(t, map[string]any{
		"bigcommerce.method": "invoke", "bigcommerce.operation": "get_customers", "bigcommerce.effect": "read", "bigcommerce.api": "GET /v3/customers",
		"bigcommerce.store": sandbox.DefaultStoreHash, "bigcommerce.inputs": int64(1), "bigcommerce.records": int64(0),
	}, of(call.Attributes()))
	assert.Equal(t, codes.Unset, call.Status().Code)

	assert.Equal(t, "GET /v3/customers", request.Name())
	assert.Equal(t, api.SpanKindClient, request.SpanKind())
	assert.Equal(t, call.SpanContext().SpanID(), request.Parent().SpanID())
	attributes := of(request.Attributes())
	assert.Subset(t, attributes, map[string]any{
		"http.request.method": "GET", "http.response.status_code": int64(200), "server.address": "127.0.0.1", "url.template": "/v3/customers",
		"bigcommerce.store": sandbox.DefaultStoreHash,
	})
	assert.Contains(t, attributes, "bigcommerce.quota.wait")
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+/stores/`+sandbox.DefaultStoreHash+`/v3/customers$`, attributes["url.full"], "without the query")
	assert.Positive(t, attributes["server.port"])
	assert.Positive(t, attributes["bigcommerce.quota.left"])
	assert.NotEmpty(t, attributes["bigcommerce.request_id"])
	assert.NotContains(t, attributes, "http.request.resend_count")
	assert.NotContains(t, attributes, "error.type")
}

func TestARequestThatIsRepeatedHasASpanForEachTry(t *testing.T) {
	t.Parallel()
	r := newRig(t, sandbox.WithFault(sandbox.Fault{PathPattern: "/v3/customers", Times: 1, Status: 503}))
	_, err := r.engine.Invoke(t.Context(), callOf("get_customers", `{"limit": 3}`))
	require.NoError(t, err)

	spans := r.spans()
	require.Len(t, spans, 3)
	first, second := of(spans[1].Attributes()), of(spans[2].Attributes())
	assert.Subset(t, first, map[string]any{"http.response.status_code": int64(503), "error.type": "503"})
	assert.Equal(t, codes.Error, spans[1].Status().Code)
	assert.Subset(t, second, map[string]any{"http.response.status_code": int64(200), "http.request.resend_count": int64(1), "bigcommerce.retry.reason": "503"})
	assert.Positive(t, second["bigcommerce.retry.backoff"])
	assert.Equal(t, codes.Unset, spans[0].Status().Code, "the call went well")

	measured := r.metrics(t)
	assert.Equal(t, map[string]int64{"503": 1}, numbers(t, measured["bigcommerce.retries"], "bigcommerce.retry.reason"))
	assert.Equal(t, map[string]int64{"/v3/customers": 1}, numbers(t, measured["bigcommerce.retry.backoff"], "url.template"))
	assert.Equal(t, map[string]int64{"503": 1, "200": 1}, numbers(t, measured["http.client.request.duration"], "http.response.status_code"))
	assert.Equal(t, map[string]int64{"/v3/customers": 2}, numbers(t, measured["bigcommerce.quota.wait"], "url.template"))
}

func TestAFailureIsToldByTypeAndCodeAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	customer := `{"email": "` + canary + `@example.com", "first_name": "Jane", "last_name": "Doe"}`
	_, err := r.engine.Invoke(t.Context(), callOf("create_customer", customer))
	require.NoError(t, err)
	_, err = r.engine.Invoke(t.Context(), callOf("create_customer", customer))
	require.ErrorContains(t, err, "already exists")

	var failed []trace.ReadOnlySpan
	for _, span := range r.spans() {
		if span.Name() == "invoke create_customer" && span.Status().Code == codes.Error {
			failed = append(failed, span)
		}
	}
	require.Len(t, failed, 1)
	assert.Subset(t, of(failed[0].Attributes()), map[string]any{
		"error.type": "conflict", "bigcommerce.failure.code": "bigcommerce.422", "bigcommerce.failed": int64(1), "bigcommerce.records": int64(0),
	})
	measured := r.metrics(t)
	assert.Equal(t, map[string]int64{"conflict": 1}, numbers(t, measured["bigcommerce.failures"], "error.type"))
	assert.Equal(t, map[string]int64{"create_customer": 2}, numbers(t, measured["bigcommerce.call.duration"], "bigcommerce.operation"))
	assert.Equal(t, map[string]int64{"create_customer": 1}, numbers(t, measured["bigcommerce.records"], "bigcommerce.operation"))
}

func TestTheFailuresOfABatchAreCounted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	good := `{"email": "a@example.com", "first_name": "A", "last_name": "B"}`
	outcomes := r.engine.InvokeBatch(t.Context(), callOf("create_customer", ""), []json.RawMessage{
		json.RawMessage(good), json.RawMessage(`{"email": "` + canary + `"}`), json.RawMessage(`{}`),
	})
	require.NoError(t, outcomes[0].Err)
	call := r.spans()[0]
	assert.Equal(t, "invoke_batch create_customer", call.Name())
	assert.Subset(t, of(call.Attributes()), map[string]any{
		"bigcommerce.inputs": int64(3), "bigcommerce.records": int64(1), "bigcommerce.failed": int64(2), "error.type": "invalid_input",
	})
	assert.Equal(t, map[string]int64{"invalid_input": 2}, numbers(t, r.metrics(t)["bigcommerce.failures"], "error.type"))
}

func TestTheQuotaThatIsLeftIsSeen(t *testing.T) {
	t.Parallel()
	r := newRig(t, sandbox.WithQuota(150, time.Hour))
	for range 4 {
		_, err := r.engine.Invoke(t.Context(), callOf("get_customers", `{"limit": 1}`))
		require.NoError(t, err)
	}
	measured := r.metrics(t)
	assert.Equal(t, map[string]int64{sandbox.DefaultStoreHash: 146}, numbers(t, measured["bigcommerce.quota.left"], "bigcommerce.store"))
	assert.Equal(t, map[string]int64{sandbox.DefaultStoreHash: 150}, numbers(t, measured["bigcommerce.quota.limit"], "bigcommerce.store"))
}

func TestThePagesOfAStreamAreItsChildren(t *testing.T) {
	t.Parallel()
	r := newRig(t, sandbox.WithProducts(600))
	count := 0
	for _, err := range r.engine.Stream(t.Context(), callOf("get_products", `{"return_all": true}`)) {
		require.NoError(t, err)
		count++
	}
	spans := r.spans()
	assert.Equal(t, "stream get_products", spans[0].Name())
	assert.Subset(t, of(spans[0].Attributes()), map[string]any{"bigcommerce.records": int64(count)})
	require.Greater(t, len(spans), 2)
	for _, span := range spans[1:] {
		assert.Equal(t, spans[0].SpanContext().SpanID(), span.Parent().SpanID(), span.Name())
	}
}

func TestTheOtherCallsOfAnEngineHaveSpansToo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	call := callOf("on_new_orders_created", "")
	const destination = "https://engine.example.com/hooks/7"
	_, err := r.engine.Check(t.Context(), connector.Code, call.Credential)
	require.NoError(t, err)
	_, err = r.engine.Poll(t.Context(), registry.PollCall{Call: call})
	require.NoError(t, err)
	subscription, err := r.engine.Subscribe(t.Context(), call, destination, nil)
	require.NoError(t, err)
	require.NoError(t, r.engine.Unsubscribe(t.Context(), call, subscription))
	subscription, err = r.engine.Subscribe(t.Context(), call, destination, subscription)
	require.NoError(t, err)
	_, err = r.engine.Receive(t.Context(), call, subscription, registry.Delivery{Body: []byte(`{}`)})
	require.Error(t, err)

	var names []string
	var repairs int
	for _, span := range r.spans() {
		if span.SpanKind() == api.SpanKindInternal {
			names = append(names, span.Name())
			repairs += len(span.Events())
		}
	}
	assert.Equal(t, []string{
		"check", "poll on_new_orders_created", "subscribe on_new_orders_created", "unsubscribe on_new_orders_created",
		"subscribe on_new_orders_created", "receive on_new_orders_created",
	}, names)
	assert.Positive(t, repairs)
	measured := r.metrics(t)
	assert.Equal(t, int64(repairs), numbers(t, measured["bigcommerce.subscription.repairs"], "bigcommerce.method")["subscribe"])
	assert.Equal(t, map[string]int64{"delivery_refused": 1}, numbers(t, measured["bigcommerce.failures"], "error.type"))
	for template := range numbers(t, measured["http.client.request.duration"], "url.template") {
		assert.NotRegexp(t, `/\d+(/|$)`, template, "the attributes of metrics don't grow with the store")
	}
}

func TestTheGlobalProvidersAreTheDefault(t *testing.T) {
	t.Parallel()
	options := otel.Options(nil, nil) // the global providers, which do nothing here
	require.Len(t, options, 2)
	engine, err := registry.New(connector.New(options...))
	require.NoError(t, err)
	require.NoError(t, engine.Close())
}
