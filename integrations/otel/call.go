package otel

import (
	"context"
	"slices"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Attributes that the semantic conventions have no name for.
const (
	methodKey    = attribute.Key("bigcommerce.method")
	operationKey = attribute.Key("bigcommerce.operation")
	effectKey    = attribute.Key("bigcommerce.effect")
	apiKey       = attribute.Key("bigcommerce.api")
	storeKey     = attribute.Key("bigcommerce.store")
	inputsKey    = attribute.Key("bigcommerce.inputs")
	recordsKey   = attribute.Key("bigcommerce.records")
	failedKey    = attribute.Key("bigcommerce.failed")
	codeKey      = attribute.Key("bigcommerce.failure.code")
	stoppedKey   = attribute.Key("bigcommerce.stopped")
	repairedKey  = attribute.Key("bigcommerce.repaired")
)

// call is the connector's observer: a span and the metrics of one call of the engine.
func (t *telemetry) call(ctx context.Context, call registry.Observation) (context.Context, func(registry.Conclusion)) {
	name := string(call.Method)
	common := []attribute.KeyValue{methodKey.String(name)}
	if call.Operation != "" {
		name += " " + call.Operation
		common = append(common, operationKey.String(call.Operation))
	}
	begun := append(slices.Clip(common), storeKey.String(call.Account), inputsKey.Int(call.Inputs))
	if call.Operation != "" {
		begun = append(begun, effectKey.String(string(call.Effect)), apiKey.String(call.API))
	}
	ctx, span := t.tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindInternal), trace.WithAttributes(begun...))
	return ctx, func(end registry.Conclusion) {
		t.conclude(ctx, common, end)
		span.SetAttributes(recordsKey.Int(end.Records))
		if end.Stopped {
			span.SetAttributes(stoppedKey.Bool(true))
		}
		for _, repaired := range end.Repaired {
			span.AddEvent("subscription repaired", trace.WithAttributes(repairedKey.String(repaired)))
		}
		if failure := end.Failure; failure != nil {
			// Its message can name what the input named, and so stays out.
			span.SetAttributes(failed(end), semconv.ErrorTypeKey.String(string(failure.Type)), codeKey.String(failure.Code))
			span.SetStatus(codes.Error, failure.Code)
		}
		span.End()
	}
}

// conclude counts a call that has ended.
func (t *telemetry) conclude(ctx context.Context, common []attribute.KeyValue, end registry.Conclusion) {
	of := metric.WithAttributeSet(attribute.NewSet(common...))
	if end.Records > 0 {
		t.records.Add(ctx, int64(end.Records), of)
	}
	if len(end.Repaired) > 0 {
		t.repairs.Add(ctx, int64(len(end.Repaired)), of)
	}
	for kind, count := range end.Failed {
		t.failures.Add(ctx, int64(count), of, metric.WithAttributes(semconv.ErrorTypeKey.String(string(kind))))
	}
	if end.Failure != nil {
		t.calls.Record(ctx, end.Duration.Seconds(), of, metric.WithAttributes(semconv.ErrorTypeKey.String(string(end.Failure.Type))))
		return
	}
	t.calls.Record(ctx, end.Duration.Seconds(), of)
}

// failed tells how many inputs failed.
func failed(end registry.Conclusion) attribute.KeyValue {
	count := 0
	for _, number := range end.Failed {
		count += number
	}
	return failedKey.Int(count)
}
