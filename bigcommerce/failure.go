package bigcommerce

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// whereTokens is where a merchant finds and changes API accounts.
const whereTokens = "in the control panel under Settings, API, Store-level API accounts"

// correctInput ends the message of a refusal that is about the input as far as is known.
const correctInput = " Correct the input and send it again."

// changedNothing is told of a write that was canceled before it was sent.
const changedNothing = " The request changed nothing."

// statusError makes the error of an answer that is not a success.
func (c *Client) statusError(exchange *exchange, status int, body []byte) *Error {
	call := exchange.call
	var said failureBody
	if len(body) <= largestFailure || status == http.StatusMultiStatus || status == http.StatusUnprocessableEntity {
		said = parseFailure(body)
	} else {
		said.note = "too long to read"
	}
	e := &Error{
		Status:    status,
		Code:      fmt.Sprintf("bigcommerce.%d", status),
		Fields:    said.fields,
		Details:   said.details,
		API:       call.api,
		RequestID: exchange.requestID(),
	}
	upstream := sentence(said)
	switch {
	case savedPart(status, said):
		e.Kind, e.Data = KindPartial, said.data
		e.Message = "A part was saved and a part was refused" + because(upstream) + " Correct what was refused and send only that again."
	case status == http.StatusUnauthorized:
		e.Kind = KindUnauthorized
		e.Message = fmt.Sprintf("BigCommerce refused the API token: either the token is wrong or was revoked, or the store hash %q is not the "+
			"store that the token belongs to. Compare both %s.", c.store.key.Hash, whereTokens)
	case status == http.StatusForbidden:
		e.Kind = KindForbidden
		e.Message = missingScope(call) + saying(upstream)
	case status == http.StatusNotFound:
		e.Kind = KindNotFound
		e.Message = "BigCommerce has no such record" + because(upstream) + " Check the id: the record may have been deleted."
	case status == http.StatusMethodNotAllowed || status == http.StatusNotAcceptable || status == http.StatusNotImplemented:
		e.Kind = KindInvalid
		e.Message = fmt.Sprintf("This address does not take %s requests%s Check method and path.", call.method, because(upstream))
	case status == http.StatusConflict, status == http.StatusUnprocessableEntity && said.duplicate():
		e.Kind = KindConflict
		e.Message = "The request clashes with what the store has" + because(upstream) + " Change the value, or update the record that has it."
	case status == http.StatusRequestEntityTooLarge:
		e.Kind = KindInvalid
		e.Message = "The request has more records than BigCommerce takes at once" + because(upstream) + " Send fewer, or ask for smaller pages."
	case status == http.StatusUnsupportedMediaType:
		e.Kind = KindInvalid
		e.Message = "BigCommerce does not take a body of this kind here" + because(upstream) + " Send JSON."
	case status == http.StatusLocked:
		e.Kind, e.Retryable = KindConflict, true
		e.Message = "The record is locked by another change" + because(upstream) + " Try again in a moment."
	case status == http.StatusTooManyRequests:
		e.Kind, e.Retryable = KindRateLimited, true
		e.Message = rateLimited(exchange.retryAfter)
	case status == http.StatusInsufficientStorage:
		e.Kind = KindUnavailable
		e.Message = "The store's plan has no room for another record of this kind" + because(upstream) + " Delete some, or upgrade the plan."
	case isAmbiguous(status):
		e.Kind, e.Retryable = KindUnavailable, true
		e.Message = serverTrouble(status) + because(upstream) + " Try again later."
	case status >= 500:
		e.Kind = KindUnavailable
		e.Message = serverTrouble(status) + because(upstream)
	default:
		e.Kind = KindInvalid
		e.Message = "BigCommerce refused the request" + because(upstream) + correctInput
	}
	if e.Retryable {
		e.RetryAfter = exchange.retryAfter
	}
	return exchange.settled(e, isAmbiguous(status))
}

// faultError makes the error of a call that got no usable answer.
func (c *Client) faultError(exchange *exchange, f *fault) *Error {
	e := &Error{
		Kind:      KindUnavailable,
		Status:    f.status,
		Code:      "bigcommerce." + string(f.reason),
		API:       exchange.call.api,
		RequestID: exchange.requestID(),
		Retryable: true,
		cause:     c.cause(f.err),
	}
	why := sentenceOf(c.store.token.redact(f.Error()))
	switch f.reason {
	case dialed:
		e.Message = "BigCommerce can't be reached: " + why + ". Check the network, then try again."
		e.RetryAfter = exchange.retryAfter
	case insecure:
		e.Message = "The server could not prove that it is BigCommerce, so nothing was sent: " + why + ". Check the base URL and the machine's certificates."
		e.Retryable = false
	case lost:
		e.Message = "The connection to BigCommerce broke before the answer came: " + why + ". Try again."
	case timedOut:
		e.Message = "BigCommerce did not answer in time. Try again later."
	case unreadable:
		e.Message = "BigCommerce's answer can't be read: " + why + ". Try again later."
	case oversized, crowded:
		e.Message = "BigCommerce's answer is too large: " + why + ". Ask for fewer records or fewer fields."
		e.Retryable = false
	case redirected:
		e.Message = "BigCommerce sent the request elsewhere: " + why + ". Check the base URL and the path."
		e.Retryable = false
	case opened:
		e.Message, e.RetryAfter = circuitOpen(why, f.wait, exchange.attempt > 1), f.wait
	case queued:
		e.Kind, e.RetryAfter = KindRateLimited, f.wait
		e.Message = rateLimited(f.wait)
	case ungoverned:
		e.Kind = KindUnavailable
		e.Message = "The quota could not be asked for, so nothing was sent: " + why + ". Try again later."
	case ended:
		e.Kind, e.Retryable = KindCanceled, false
		e.Message = "The call was canceled."
		if errors.Is(f.err, context.DeadlineExceeded) {
			e.Code, e.Message = "bigcommerce.deadline_exceeded", "The time for the call is over."
		}
	}
	sent := f.sent && f.reason != redirected
	return exchange.settled(e, sent)
}

// settled turns the failure of a write into "outcome unknown" when it may have happened: ambiguous says that of the last attempt, the
// exchange of those before, whose outcome only a definite answer settles.
func (e *exchange) settled(failure *Error, ambiguous bool) *Error {
	switch failure.Kind {
	case KindUnavailable, KindRateLimited, KindCanceled:
	default:
		return failure
	}
	if e.call.class == safe || !ambiguous && !e.ambiguous {
		if failure.Kind == KindCanceled && e.call.class != safe {
			failure.Message += changedNothing
		}
		return failure
	}
	failure.Kind = KindOutcomeUnknown
	if e.call.class == idempotent {
		failure.Retryable = true
		failure.Message = "The change may or may not have been made; making it again does no harm. " + failure.Message
		return failure
	}
	failure.Retryable, failure.RetryAfter = false, 0
	failure.Message = "It is not known whether this was done: look the record up before sending it again. " + withoutAdvice(failure.Message)
	return failure
}

// withoutAdvice cuts the advice to try again, which is wrong for a write that may have happened.
func withoutAdvice(message string) string {
	for _, advice := range []string{" Try again later.", " Try again."} {
		message = strings.TrimSuffix(message, advice)
	}
	return message
}

// requestError is the error of a call that can't be sent as it is.
func requestError(api string, err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		e.API = api
		return e
	}
	return &Error{Kind: KindInvalid, Code: "bigcommerce.request", Message: "The request can't be sent: " + shorten(err.Error(), textLimit) + ".", API: api, cause: err}
}

// missingSuccess is the error of an answer that says it is a success and lacks what it should carry.
func missingSuccess(call call, status int, what string) *Error {
	e := &Error{
		Kind: KindUnavailable, Status: status, Code: "bigcommerce." + string(unreadable), API: call.api, Retryable: true,
		Message: "BigCommerce's answer can't be read: " + what + ". Try again later.",
	}
	return (&exchange{call: call}).settled(e, true)
}

// cause returns what an error unwraps to: the original, unless its text has the token in it.
func (c *Client) cause(err error) error {
	if err == nil {
		return nil
	}
	if text := err.Error(); c.store.token.redact(text) != text {
		return errors.New(c.store.token.redact(text))
	}
	return err
}

// sentence sums up what a body says: its text and its first fields, "" when it says nothing.
func sentence(said failureBody) string {
	parts := said.texts
	if len(said.fields) > 0 {
		parts = slices.DeleteFunc(slices.Clone(parts), said.ofField) // BigCommerce tends to say it twice
		var fields []string
		for _, field := range said.fields[:min(len(said.fields), 3)] {
			fields = append(fields, strings.TrimSpace(fieldName(field.Path)+" "+strings.TrimRight(field.Message, ". ")))
		}
		if more := len(said.fields) - len(fields); more > 0 {
			fields = append(fields, fmt.Sprintf("and %d more", more))
		}
		parts = append(parts[:min(len(parts), 2):min(len(parts), 2)], strings.Join(fields, "; "))
	}
	if len(parts) == 0 && said.note != "" {
		return "the answer is " + said.note
	}
	for i := range parts {
		parts[i] = strings.TrimRight(parts[i], ". ")
	}
	return shorten(strings.Join(parts, ": "), textLimit)
}

// ofField reports whether the text is what is said of a field, too.
func (b failureBody) ofField(text string) bool {
	return slices.ContainsFunc(b.fields, func(field FieldError) bool {
		return strings.EqualFold(strings.TrimRight(field.Message, ". "), strings.TrimRight(text, ". "))
	})
}

// fieldName returns what a pointer leads to: the name alone reads better in a sentence than the way there.
func fieldName(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	if strings.Trim(name, "0123456789") == "" {
		return ""
	}
	return name
}

// because ends a clause with a reason, if there is one.
func because(upstream string) string {
	if upstream == "" {
		return "."
	}
	return ": " + upstream + "."
}

// saying adds what BigCommerce itself says.
func saying(upstream string) string {
	if upstream == "" {
		return ""
	}
	return " BigCommerce says: " + upstream + "."
}

func rateLimited(wait time.Duration) string {
	if wait <= 0 {
		return "The store's quota of requests is used up. Try again later."
	}
	seconds := int64((wait + time.Second - 1) / time.Second)
	return fmt.Sprintf("The store's quota of requests is used up, longer than this call can wait. Try again in %d s.", seconds)
}

func circuitOpen(why string, wait time.Duration, again bool) string {
	what := "nothing was sent"
	if again {
		what = "it was not sent again"
	}
	seconds := int64((wait + time.Second - 1) / time.Second)
	return fmt.Sprintf("The store does not work at the moment, so %s: %s. Try again in %d s.", what, why, seconds)
}

func serverTrouble(status int) string {
	name := cmp.Or(http.StatusText(status), "unknown status")
	switch status {
	case http.StatusServiceUnavailable:
		return fmt.Sprintf("The store is under maintenance, suspended, or overloaded (%d %s)", status, name)
	case http.StatusGatewayTimeout, http.StatusRequestTimeout, 499:
		return fmt.Sprintf("BigCommerce did not answer in time (%d %s)", status, cmp.Or(http.StatusText(status), "closed"))
	default:
		return fmt.Sprintf("BigCommerce has a fault of its own (%d %s)", status, name)
	}
}
