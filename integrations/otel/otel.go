// Package otel lets OpenTelemetry see what the BigCommerce connector does: a span for every call of the engine with a span for every request below it, and
// metrics of calls, requests, waits and the quota that is left.
//
//	engine, err := registry.New(connector.New(otel.Options(tracerProvider, meterProvider)...))
//
// docs/observability.md of the connector lists the names and attributes. None of them holds an input, a record, a query, a message or a secret, and no
// trace context is sent to BigCommerce.
package otel

import (
	"strings"

	api "go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	connector "github.com/appseconnect/bigcommerce-connector"
)

// Scope is the name of the instrumentation scope of all spans and metrics.
const Scope = "github.com/appseconnect/bigcommerce-connector/integrations/otel"

// Options returns the options of [connector.New] with which the connector reports to the providers. A provider that is nil stands for the global
// one of OpenTelemetry.
func Options(tracers trace.TracerProvider, meters metric.MeterProvider) []connector.Option {
	if tracers == nil {
		tracers = api.GetTracerProvider()
	}
	if meters == nil {
		meters = api.GetMeterProvider()
	}
	telemetry := &telemetry{
		tracer:      tracers.Tracer(Scope, trace.WithInstrumentationVersion(connector.Version)),
		instruments: newInstruments(meters.Meter(Scope, metric.WithInstrumentationVersion(connector.Version))),
	}
	return []connector.Option{connector.WithObserver(telemetry.call), connector.WithHook(telemetry.attempt)}
}

// telemetry observes one connector.
type telemetry struct {
	tracer trace.Tracer
	instruments
}

// templateOf returns the path of an operation of the API, with a name in place of every number: "GET /v2/orders/17" is "/v2/orders/{id}". Names
// of spans and the attributes of metrics must not grow with the store.
func templateOf(operation string) string {
	_, path, _ := strings.Cut(operation, " ")
	if !strings.ContainsAny(path, "0123456789") {
		return path
	}
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if i > 1 && strings.ContainsAny(segment, "0123456789") { // the first one is the version
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}
