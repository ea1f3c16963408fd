package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// FailureType is the class of a failure. It decides how an engine reacts.
type FailureType string

// The classes of failures.
const (
	// InvalidInput: the input, the credential or the call itself must be changed.
	InvalidInput FailureType = "invalid_input"
	// Unauthorized: the credential is not accepted.
	Unauthorized FailureType = "unauthorized"
	// Forbidden: the credential lacks a permission.
	Forbidden FailureType = "forbidden"
	// NotFound: the thing to change, or the parent of what was asked for, does not exist.
	NotFound FailureType = "not_found"
	// Conflict: the change contradicts what the vendor already has, such as a duplicate.
	Conflict FailureType = "conflict"
	// RateLimited: the quota is used up for longer than the caller can wait.
	RateLimited FailureType = "rate_limited"
	// Unavailable: the vendor could not be reached or did not answer properly, and nothing was changed.
	Unavailable FailureType = "unavailable"
	// OutcomeUnknown: a change may or may not have happened.
	OutcomeUnknown FailureType = "outcome_unknown"
	// Partial: something was saved and something not. The saved records come with it.
	Partial FailureType = "partial"
	// DeliveryRefused: a webhook delivery that must not be trusted.
	DeliveryRefused FailureType = "delivery_refused"
	// Canceled: the context of the call ended.
	Canceled FailureType = "canceled"
	// Internal: a fault of the connector.
	Internal FailureType = "internal"
)

// Failure is the one shape of every error that a registry returns. All that it prints is safe to show: it never carries a
// credential or a header. Find it with errors.As; errors.Is and errors.As also reach its cause.
type Failure struct {
	Type FailureType
	// Code is a stable name for the reason, such as "input.invalid" or "bigcommerce.422".
	Code string
	// Message says what happened and what to do, for people.
	Message string
	// Status is the HTTP status that the vendor answered, 0 when there was none.
	Status int
	// Retryable tells whether the same call can succeed later.
	Retryable bool
	// RetryAfter is how long to wait before that, 0 when unknown.
	RetryAfter time.Duration
	// Operation is the code of the operation that failed.
	Operation string
	// Fields are the faults of single input fields.
	Fields []FieldFault
	// Details carries further facts, JSON values only.
	Details map[string]any

	cause error
}

// FieldFault is what is wrong with one input field.
type FieldFault struct {
	// Path is the JSON pointer of the field in the input, "" for the input itself.
	Path string `json:"path"`
	// Message says what is wrong and what is allowed, in the words of the form.
	Message string `json:"message"`
}

// NewFailure returns a failure with the given cause, which may be nil.
func NewFailure(kind FailureType, code, message string, cause error) *Failure {
	return &Failure{Type: kind, Code: code, Message: message, cause: cause}
}

// Error returns the message. It never shows the cause.
func (f *Failure) Error() string { return f.Message }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.cause }

// failureJSON is the shape of a failure in JSON.
type failureJSON struct {
	Type         FailureType    `json:"type"`
	Code         string         `json:"code"`
	Message      string         `json:"message"`
	Status       int            `json:"status"`
	Retryable    bool           `json:"retryable"`
	RetryAfterMS int64          `json:"retry_after_ms"`
	Operation    string         `json:"operation"`
	Fields       []FieldFault   `json:"fields"`
	Details      map[string]any `json:"details"`
}

// MarshalJSON writes the failure with every key, "fields" as [] and "details" as {} when there are none.
func (f *Failure) MarshalJSON() ([]byte, error) {
	shape := failureJSON{
		Type: f.Type, Code: f.Code, Message: f.Message, Status: f.Status, Retryable: f.Retryable,
		RetryAfterMS: f.RetryAfter.Milliseconds(), Operation: f.Operation, Fields: f.Fields, Details: f.Details,
	}
	if shape.Fields == nil {
		shape.Fields = []FieldFault{}
	}
	if shape.Details == nil {
		shape.Details = map[string]any{}
	}
	return encode(shape)
}

// UnmarshalJSON reads what MarshalJSON wrote, so that a failure can travel between processes.
func (f *Failure) UnmarshalJSON(data []byte) error {
	var shape failureJSON
	if err := json.Unmarshal(data, &shape); err != nil {
		return err
	}
	*f = Failure{
		Type: shape.Type, Code: shape.Code, Message: shape.Message, Status: shape.Status, Retryable: shape.Retryable,
		RetryAfter: time.Duration(shape.RetryAfterMS) * time.Millisecond, Operation: shape.Operation,
		Fields: shape.Fields, Details: shape.Details,
	}
	return nil
}

// LogValue returns the failure as a group. Details are left out: they are for programs.
func (f *Failure) LogValue() slog.Value {
	attributes := []slog.Attr{
		slog.String("type", string(f.Type)), slog.String("code", f.Code), slog.String("message", f.Message),
		slog.String("operation", f.Operation), slog.Bool("retryable", f.Retryable),
	}
	if f.Status != 0 {
		attributes = append(attributes, slog.Int("status", f.Status))
	}
	if f.RetryAfter != 0 {
		attributes = append(attributes, slog.Duration("retry_after", f.RetryAfter))
	}
	if len(f.Fields) > 0 {
		attributes = append(attributes, slog.Any("fields", f.Fields))
	}
	return slog.GroupValue(attributes...)
}

// clone returns a copy that can be changed without changing what others hold.
func (f *Failure) clone() *Failure {
	copied := *f
	copied.Fields = slices.Clone(f.Fields)
	copied.Details = maps.Clone(f.Details)
	return &copied
}

// failureOf returns err as a failure of the operation. explain translates the errors of the connector; what it leaves is the
// end of the context or a fault of ours.
func failureOf(err error, operation string, explain func(error, string) *Failure) *Failure {
	var failure *Failure
	if errors.As(err, &failure) {
		failure = failure.clone()
		failure.cause = err
	} else if explain != nil {
		if failure = explain(err, operation); failure != nil {
			failure = failure.clone()
			if failure.cause == nil {
				failure.cause = err
			}
		}
	}
	switch {
	case failure != nil:
	case errors.Is(err, context.DeadlineExceeded):
		failure = NewFailure(Canceled, "context.deadline_exceeded", "The time allowed for the call ran out.", err)
	case errors.Is(err, context.Canceled):
		failure = NewFailure(Canceled, "context.canceled", "The call was canceled before it finished.", err)
	default:
		failure = NewFailure(Internal, "internal.unexpected", "The connector failed unexpectedly. This is a fault of the connector, not of the input.", err)
	}
	if failure.Operation == "" {
		failure.Operation = operation
	}
	return failure
}

// encode returns v as JSON with <, > and & left as they are.
func encode(v any) (json.RawMessage, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}
