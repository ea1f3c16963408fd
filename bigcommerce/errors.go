package bigcommerce

import (
	"encoding/json"
	"errors"
	"time"
)

// Kind is the class of a failure: what the caller can do about it.
type Kind string

// The kinds of failures. Their texts are stable.
const (
	// KindInvalid is a request that must be changed: 400, 413, 415, 422.
	KindInvalid Kind = "invalid_input"
	// KindUnauthorized is a token or store hash that is wrong.
	KindUnauthorized Kind = "unauthorized"
	// KindForbidden is an OAuth scope or a feature that is missing.
	KindForbidden Kind = "forbidden"
	// KindNotFound is a record that doesn't exist.
	KindNotFound Kind = "not_found"
	// KindConflict is a clash with what is stored, such as a duplicate email or SKU.
	KindConflict Kind = "conflict"
	// KindRateLimited is quota that takes longer than the caller can wait.
	KindRateLimited Kind = "rate_limited"
	// KindUnavailable is a store that can't be reached or doesn't answer properly; nothing was changed.
	KindUnavailable Kind = "unavailable"
	// KindOutcomeUnknown is a write that may or may not have happened.
	KindOutcomeUnknown Kind = "outcome_unknown"
	// KindPartial is a write of which a part was saved.
	KindPartial Kind = "partial"
	// KindCanceled is a context that ended.
	KindCanceled Kind = "canceled"
	// KindDeliveryRefused is a webhook delivery that is not what it should be; nothing of it may be believed.
	KindDeliveryRefused Kind = "delivery_refused"
	// KindInternal is a fault of this package or its use.
	KindInternal Kind = "internal"
)

// The sentinels for errors.Is, one per kind of failure.
var (
	ErrInvalid         = errors.New("invalid input")
	ErrUnauthorized    = errors.New("unauthorized")
	ErrForbidden       = errors.New("forbidden")
	ErrNotFound        = errors.New("not found")
	ErrConflict        = errors.New("conflict")
	ErrRateLimited     = errors.New("rate limited")
	ErrUnavailable     = errors.New("unavailable")
	ErrOutcomeUnknown  = errors.New("outcome unknown")
	ErrPartial         = errors.New("partly saved")
	ErrDeliveryRefused = errors.New("delivery refused")
)

// FieldError is a fault of one field.
type FieldError struct {
	// Path is a JSON pointer into the body that was sent, such as /0/addresses/1/city.
	Path string
	// Message says what is wrong with it.
	Message string
}

// Error is every failure of this package. Its texts are bounded and never contain the token.
type Error struct {
	Kind Kind
	// Status is the HTTP status, 0 when no answer came.
	Status int
	// Code is stable and machine-readable: "bigcommerce.422", "bigcommerce.timeout", "delivery.secret_wrong".
	Code string
	// Message says what went wrong and what to do next.
	Message string
	// Fields are the faults that name a field.
	Fields []FieldError
	// Details is what else the store said.
	Details map[string]any
	// RetryAfter is how long to wait before another try; 0 when unknown.
	RetryAfter time.Duration
	// Retryable reports whether the same call may succeed later without a change.
	Retryable bool
	// API names the operation: "POST /v3/customers".
	API string
	// RequestID is the store's id of the request, for BigCommerce's support.
	RequestID string
	// Data is what was saved, as the store sent it, when the kind is KindPartial.
	Data json.RawMessage

	cause error
}

// Error returns the message with the operation in front.
func (e *Error) Error() string {
	if e.API == "" {
		return e.Message
	}
	return e.API + ": " + e.Message
}

// Unwrap returns the cause, if there is one: a context's error, for example.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether target is the sentinel of the error's kind.
func (e *Error) Is(target error) bool {
	switch e.Kind {
	case KindInvalid:
		return target == ErrInvalid
	case KindUnauthorized:
		return target == ErrUnauthorized
	case KindForbidden:
		return target == ErrForbidden
	case KindNotFound:
		return target == ErrNotFound
	case KindConflict:
		return target == ErrConflict
	case KindRateLimited:
		return target == ErrRateLimited
	case KindUnavailable:
		return target == ErrUnavailable
	case KindOutcomeUnknown:
		return target == ErrOutcomeUnknown
	case KindPartial:
		return target == ErrPartial
	case KindDeliveryRefused:
		return target == ErrDeliveryRefused
	default:
		return false
	}
}

// textLimit bounds, in runes, what is repeated of a text that came from outside.
const textLimit = 500

// shorten cuts a text to at most limit runes.
func shorten(text string, limit int) string {
	runes := 0
	for i := range text {
		if runes == limit {
			return text[:i] + "…"
		}
		runes++
	}
	return text
}
