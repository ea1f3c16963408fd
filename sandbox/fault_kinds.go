package sandbox

import (
	"mime"
	"net/http"
)

// The kinds of faults, as files and statistics name them.
const (
	kindReset             = "reset"
	kindStatus            = "status"
	kindLateCommit        = "late_commit"
	kindSlowHeader        = "slow_header"
	kindSlowBody          = "slow_body"
	kindTruncatedBody     = "truncated_body"
	kindHTMLBody          = "html_body"
	kindEmptyBody         = "empty_body"
	kindWrongContentType  = "wrong_content_type"
	kindTooManyRequests   = "too_many_requests"
	kindNoRateLimit       = "no_rate_limit_headers"
	kindRateLimit         = "rate_limit_headers"
	kindClockSkew         = "clock_skew"
	kindDuplicateDelivery = "duplicate_delivery"
	kindLostDelivery      = "lost_delivery"
	kindLateDelivery      = "late_delivery"
	kindOther             = "other" // what only Go code can ask for
)

const (
	htmlType    = "text/html"
	htmlPage    = "<html><head><title>We'll be right back</title></head><body><h1>We'll be right back</h1></body></html>"
	plainType   = "text/plain"
	limitedBody = `{"status":429,"title":"Too many requests","type":"` + statusCodes + `"}`
)

// Kind names what goes wrong as files of faults do, such as "late_commit"; see [ParseFaults]. A fault that combines several is named
// after the one that hides the others; what no file can say is "other".
func (f Fault) Kind() string {
	html, _, _ := mime.ParseMediaType(f.ContentType)
	switch {
	case f.LoseDelivery:
		return kindLostDelivery
	case f.DeliverAfter > 0:
		return kindLateDelivery
	case f.ofDeliveries():
		return kindDuplicateDelivery
	case f.CommitAfter > 0:
		return kindLateCommit
	case f.Drop:
		return kindReset
	case f.HeaderDelay > 0:
		return kindSlowHeader
	case f.BodyDelay > 0:
		return kindSlowBody
	case f.Truncate:
		return kindTruncatedBody
	case html == htmlType && f.Body != "":
		return kindHTMLBody
	case f.Status == http.StatusTooManyRequests && f.NoRateLimitHeaders:
		return kindTooManyRequests
	case f.Status != 0:
		return kindStatus
	case f.EmptyBody:
		return kindEmptyBody
	case f.ContentType != "" && f.Body == "":
		return kindWrongContentType
	case f.NoRateLimitHeaders:
		return kindNoRateLimit
	case f.claimsRateLimit():
		return kindRateLimit
	case f.ClockSkew != 0:
		return kindClockSkew
	default:
		return kindOther
	}
}

// claimsRateLimit reports whether the fault writes a rate-limit header.
func (f Fault) claimsRateLimit() bool {
	for name := range f.Headers {
		switch http.CanonicalHeaderKey(name) {
		case headerQuota, headerLeft, headerWindow, headerReset, headerRetry:
			return true
		}
	}
	return false
}

// faultKind is what a file may say of a kind besides what all rules may.
type faultKind struct {
	ofDeliveries bool
	needs        []string     // fields that have to be there
	takes        []string     // fields that may be there
	begin        func(*Fault) // what the name alone says
}

// faultKinds are the kinds that a file may name.
func faultKinds() map[string]faultKind {
	return map[string]faultKind{
		kindReset:         {takes: []string{"commit"}, begin: func(f *Fault) { f.Drop = true }},
		kindStatus:        {needs: []string{"status"}, takes: []string{"commit", "body", "content_type"}},
		kindLateCommit:    {needs: []string{"commit_after"}, takes: []string{"status", "body", "content_type"}},
		kindSlowHeader:    {needs: []string{"header_delay"}},
		kindSlowBody:      {needs: []string{"body_delay"}},
		kindTruncatedBody: {begin: func(f *Fault) { f.Truncate = true }},
		kindHTMLBody: {takes: []string{"status", "commit"}, begin: func(f *Fault) {
			f.Body, f.ContentType = htmlPage, htmlType
		}},
		kindEmptyBody:        {begin: func(f *Fault) { f.EmptyBody = true }},
		kindWrongContentType: {takes: []string{"content_type"}, begin: func(f *Fault) { f.ContentType = plainType }},
		kindTooManyRequests: {begin: func(f *Fault) {
			f.Status, f.Body, f.NoRateLimitHeaders = http.StatusTooManyRequests, limitedBody, true
		}},
		kindNoRateLimit:       {begin: func(f *Fault) { f.NoRateLimitHeaders = true }},
		kindRateLimit:         {takes: []string{"quota", "left", "window_ms", "reset_ms", "retry_after"}},
		kindClockSkew:         {needs: []string{"clock_skew"}},
		kindDuplicateDelivery: {ofDeliveries: true, takes: []string{"copies"}, begin: func(f *Fault) { f.Copies = 2 }},
		kindLostDelivery:      {ofDeliveries: true, begin: func(f *Fault) { f.LoseDelivery = true }},
		kindLateDelivery:      {ofDeliveries: true, needs: []string{"deliver_after"}},
	}
}

// fields are all that a rule of the kind may say.
func (k faultKind) fields() []string {
	fields := []string{"kind", "method", "path"}
	if k.ofDeliveries {
		fields = []string{"kind", "scope"}
	}
	fields = append(fields, "nth", "times", "rate")
	fields = append(fields, k.needs...)
	return append(fields, k.takes...)
}
