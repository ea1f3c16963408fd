package otel

import (
	api "go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

// instruments are the metrics of a connector.
type instruments struct {
	// calls and requests take the durations of both in seconds, and so count them.
	calls, requests metric.Float64Histogram
	// quotaWait and backoff take what requests waited before they were sent.
	quotaWait, backoff metric.Float64Histogram
	records, failures  metric.Int64Counter
	retries, repairs   metric.Int64Counter
	quotaLeft          metric.Int64Gauge
	quotaLimit         metric.Int64Gauge
}

var (
	// requestBuckets are those that the semantic conventions advise for HTTP clients, in seconds.
	requestBuckets = metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
	// longBuckets are for what can take minutes: calls that page, and waits for the next window of the quota.
	longBuckets = metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300)
)

// newInstruments makes the metrics. A fault of one is told to OpenTelemetry's own handler, as instrumentations do; that metric is then missing.
func newInstruments(meter metric.Meter) instruments {
	seconds, each := metric.WithUnit("s"), func(what string) metric.InstrumentOption { return metric.WithUnit("{" + what + "}") }
	return instruments{
		calls: checked(meter.Float64Histogram("bigcommerce.call.duration", seconds, longBuckets,
			metric.WithDescription("How long calls of the engine take."))),
		requests: checked(meter.Float64Histogram("http.client.request.duration", seconds, requestBuckets,
			metric.WithDescription("Duration of HTTP client requests."))),
		quotaWait: checked(meter.Float64Histogram("bigcommerce.quota.wait", seconds, longBuckets,
			metric.WithDescription("How long requests wait until the quota and the caps on concurrency let them through."))),
		backoff: checked(meter.Float64Histogram("bigcommerce.retry.backoff", seconds, longBuckets,
			metric.WithDescription("How long requests wait before they are sent again."))),
		records: checked(meter.Int64Counter("bigcommerce.records", each("record"),
			metric.WithDescription("Records that calls of the engine gave."))),
		failures: checked(meter.Int64Counter("bigcommerce.failures", each("failure"),
			metric.WithDescription("Inputs of calls that failed, by the type of the failure."))),
		retries: checked(meter.Int64Counter("bigcommerce.retries", each("request"),
			metric.WithDescription("Requests that were sent again, by what had become of the one before."))),
		repairs: checked(meter.Int64Counter("bigcommerce.subscription.repairs", each("repair"),
			metric.WithDescription("What was wrong with webhooks and was repaired."))),
		quotaLeft: checked(meter.Int64Gauge("bigcommerce.quota.left", each("request"),
			metric.WithDescription("Requests that the store grants in the rest of its window, by its last answer."))),
		quotaLimit: checked(meter.Int64Gauge("bigcommerce.quota.limit", each("request"),
			metric.WithDescription("Requests that the store grants in a window, by its last answer."))),
	}
}

// checked returns the instrument. The API gives one that works, if only by doing nothing, beside an error.
func checked[Instrument any](instrument Instrument, err error) Instrument {
	if err != nil {
		api.Handle(err)
	}
	return instrument
}
