package sandbox

import (
	"net/http"
	"time"
)

// Mishaps returns faults of every kind that together hit this share of all requests, reads and writes alike, and the same share of all
// deliveries of webhooks. Each of them is as frequent as the others. A rate of 0 or less returns none, one above 1 counts as 1.
//
// Writes that fail were done, were not done, or are done later. The faults are mild enough for tests in real time: 2 seconds is the longest
// wait that they cause or claim, and [Store.Settle] puts an end to what is done later.
//
//	store := sandbox.New(sandbox.WithFault(sandbox.Mishaps(0.15)...), sandbox.WithFaultSeed(42))
func Mishaps(rate float64) []Fault {
	if rate <= 0 {
		return nil
	}
	requests := []Fault{
		{Drop: true},
		{Drop: true, Commit: true},
		{Status: http.StatusBadGateway, Body: htmlPage, ContentType: htmlType},
		{Status: http.StatusInternalServerError, Commit: true, Body: `{"status":500,"title":"Internal Server Error"}`},
		{CommitAfter: 2 * time.Second},
		{CommitAfter: time.Second, Status: http.StatusGatewayTimeout},
		{HeaderDelay: 100 * time.Millisecond},
		{BodyDelay: 100 * time.Millisecond},
		{Truncate: true},
		{Body: htmlPage, ContentType: htmlType},
		{EmptyBody: true},
		{ContentType: plainType},
		{Status: http.StatusTooManyRequests, NoRateLimitHeaders: true, Body: limitedBody},
		{NoRateLimitHeaders: true},
		{Headers: map[string]string{headerLeft: "0", headerReset: "2000"}},
		{Headers: map[string]string{headerLeft: "50000"}},
		{Headers: map[string]string{headerLeft: "-5", headerReset: "-1", headerQuota: "many", headerWindow: "99999999999999999999"}},
		{ClockSkew: 3 * time.Hour},
		{ClockSkew: -3 * time.Hour},
	}
	rate = min(rate, 1)
	deliveries := []Fault{{Copies: 2}, {LoseDelivery: true}, {DeliverAfter: time.Second}}
	share(requests, rate)
	share(deliveries, rate)
	return append(requests, deliveries...)
}

// share divides the rate among the faults.
func share(faults []Fault, rate float64) {
	for i := range faults {
		faults[i].Rate = rate / float64(len(faults))
	}
}
