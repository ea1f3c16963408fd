package otel

import (
	"context"
	"net"
	"slices"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// Attributes of requests that the semantic conventions have no name for. Waits are in seconds.
const (
	quotaWaitKey  = attribute.Key("bigcommerce.quota.wait")
	quotaLeftKey  = attribute.Key("bigcommerce.quota.left")
	quotaLimitKey = attribute.Key("bigcommerce.quota.limit")
	quotaResetKey = attribute.Key("bigcommerce.quota.reset")
	backoffKey    = attribute.Key("bigcommerce.retry.backoff")
	repeatsKey    = attribute.Key("bigcommerce.retry.reason")
	requestIDKey  = attribute.Key("bigcommerce.request_id")
	bytesKey      = attribute.Key("bigcommerce.response.bytes")
)

// attempt is the client's hook: a span and the metrics of one request, by the conventions for HTTP clients.
func (t *telemetry) attempt(ctx context.Context, attempt bigcommerce.Attempt) (context.Context, func(bigcommerce.Outcome)) {
	template := templateOf(attempt.API)
	common := append(serverOf(attempt), semconv.HTTPRequestMethodKey.String(attempt.Method), semconv.URLTemplate(template))
	begun := append(slices.Clip(common),
		semconv.URLFull(attempt.Scheme+"://"+attempt.Host+attempt.Path),
		storeKey.String(string(attempt.Store)),
		quotaWaitKey.Float64(attempt.QuotaWait.Seconds()),
	)
	if attempt.Number > 1 {
		begun = append(begun, semconv.HTTPRequestResendCount(attempt.Number-1),
			backoffKey.Float64(attempt.Backoff.Seconds()), repeatsKey.String(attempt.Repeats))
		t.retries.Add(ctx, 1, metric.WithAttributes(semconv.URLTemplate(template),
			semconv.HTTPRequestMethodKey.String(attempt.Method), repeatsKey.String(attempt.Repeats)))
	}
	ctx, span := t.tracer.Start(ctx, attempt.Method+" "+template, trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(begun...))

	waited := metric.WithAttributes(semconv.HTTPRequestMethodKey.String(attempt.Method), semconv.URLTemplate(template))
	t.quotaWait.Record(ctx, attempt.QuotaWait.Seconds(), waited)
	if attempt.Number > 1 {
		t.backoff.Record(ctx, attempt.Backoff.Seconds(), waited)
	}
	return ctx, func(outcome bigcommerce.Outcome) {
		answered := answerOf(outcome)
		t.requests.Record(ctx, outcome.Duration.Seconds(), metric.WithAttributes(append(common, answered...)...))
		span.SetAttributes(answered...)
		span.SetAttributes(bytesKey.Int(outcome.Bytes))
		if outcome.RequestID != "" {
			span.SetAttributes(requestIDKey.String(outcome.RequestID))
		}
		if quota := outcome.Quota; quota.Known {
			span.SetAttributes(quotaLeftKey.Int(quota.Left), quotaLimitKey.Int(quota.Limit), quotaResetKey.Float64(quota.Reset.Seconds()))
			of := metric.WithAttributes(storeKey.String(string(attempt.Store)))
			t.quotaLeft.Record(ctx, int64(quota.Left), of)
			t.quotaLimit.Record(ctx, int64(quota.Limit), of)
		}
		if kind := errorType(outcome); kind != "" {
			span.SetStatus(codes.Error, kind)
		}
		span.End()
	}
}

// serverOf returns where the request goes.
func serverOf(attempt bigcommerce.Attempt) []attribute.KeyValue {
	host, port, err := net.SplitHostPort(attempt.Host)
	number, _ := strconv.Atoi(port)
	if err != nil || number == 0 {
		host, number = attempt.Host, 443
		if attempt.Scheme == "http" {
			number = 80
		}
	}
	return []attribute.KeyValue{semconv.ServerAddress(host), semconv.ServerPort(number)}
}

// answerOf returns what is known of the answer.
func answerOf(outcome bigcommerce.Outcome) []attribute.KeyValue {
	var answered []attribute.KeyValue
	if outcome.Status != 0 {
		answered = append(answered, semconv.HTTPResponseStatusCode(outcome.Status))
	}
	if kind := errorType(outcome); kind != "" {
		answered = append(answered, semconv.ErrorTypeKey.String(kind))
	}
	return answered
}

// errorType returns the fault, or the status of a refusal; "" for a good answer.
func errorType(outcome bigcommerce.Outcome) string {
	switch {
	case outcome.Fault != "":
		return outcome.Fault
	case outcome.Status >= 400:
		return strconv.Itoa(outcome.Status)
	default:
		return ""
	}
}
