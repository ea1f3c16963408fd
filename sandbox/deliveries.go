package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

const (
	deliveriesAtOnce = 8
	deliveryTimeout  = 10 * time.Second
	answerRead       = 64 << 10 // bytes of an answer that are read before the connection is given up
)

// What the headers of an answer may measure; see [answerFault].
const (
	answerHeaders     = 64
	answerHeaderName  = 64
	answerHeaderValue = 8 << 10
)

// retrySchedule are the vendor's delays before a failed delivery is tried again; they sum up to 48 hours.
func retrySchedule() []time.Duration {
	var delays []time.Duration
	for _, seconds := range []int{60, 180, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 50_400, 86_400} {
		delays = append(delays, time.Duration(seconds)*time.Second)
	}
	return delays
}

// Deliver sends the events of the store to its webhooks, and repeats what failed, until the context ends; then it returns the
// context's error. What is not sent by then stays queued for the next call. [Store.Serve] delivers by itself. Writes that a [Fault]
// put off take effect on time while it runs, so that their events are sent; otherwise they do when somebody looks.
//
// An answer 2xx within 10 seconds is a success; redirects are not followed. Only servers on this machine are called: a
// delivery to any other host fails without being sent.
func (s *Store) Deliver(ctx context.Context) error {
	transport := s.transport
	if transport == nil {
		own := &http.Transport{MaxIdleConnsPerHost: deliveriesAtOnce} // without a proxy
		defer own.CloseIdleConnections()
		transport = own
	}
	var sending sync.WaitGroup
	defer sending.Wait()
	sending.Go(func() { s.settleOnTime(ctx) })
	slots := make(chan struct{}, deliveriesAtOnce)
	for {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		d, ok := s.outbox.take(ctx)
		if !ok {
			return ctx.Err()
		}
		sending.Go(func() {
			defer func() { <-slots }()
			s.deliver(ctx, transport, d)
		})
	}
}

// post queues a delivery of an event that is due at once, unless a fault has it otherwise.
func (s *Store) post(scope string, d delivery) {
	copies := s.copies
	d.due = time.Now()
	if struck, hit := s.strikeDelivery(scope); hit {
		if struck.LoseDelivery {
			return
		}
		copies *= max(struck.Copies, 1)
		d.due = d.due.Add(max(struck.DeliverAfter, 0))
	}
	for range copies {
		s.queue(d)
	}
}

func (s *Store) queue(d delivery) {
	if s.outbox.put(d) {
		s.counters.change(func(stats *Stats) { stats.DeliveriesDropped++ })
	}
}

// deliver makes one attempt. A hook that is gone or not active gets nothing any more.
func (s *Store) deliver(ctx context.Context, transport http.RoundTripper, d delivery) {
	s.mu.RLock()
	h, exists := s.hooks.get(d.hook)
	s.mu.RUnlock()
	if !exists || !h.active() {
		s.counters.change(func(stats *Stats) { stats.DeliveriesDropped++ })
		return
	}
	err := s.attempt(ctx, transport, h, d)
	if ctx.Err() != nil && err != nil {
		s.queue(d)
		return
	}
	s.logger.LogAttrs(ctx, slog.LevelDebug, "delivery",
		slog.Int64("hook", d.hook), slog.String("message", d.message), slog.Int("failed_before", d.attempts), slog.Any("error", err))
	if err != nil {
		s.deliveryFailed(h, d, err)
		return
	}
	s.counters.change(func(stats *Stats) { stats.Delivered++ })
}

// attempt sends a delivery and judges the answer.
func (s *Store) attempt(ctx context.Context, transport http.RoundTripper, h hook, d delivery) error {
	destination, err := url.Parse(h.fields.text("destination"))
	if err != nil || !isLoopback(destination.Hostname()) {
		return errors.New("the destination is not on this machine")
	}
	domain := domainOf(h, destination)
	if s.blocklist.blocks(domain) {
		return errBlocked
	}
	ctx, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, destination.String(), bytes.NewReader(d.body))
	if err != nil {
		return err
	}
	s.sign(request.Header, h, d)
	response, err := transport.RoundTrip(request)
	if err == nil {
		_, _ = io.CopyN(io.Discard, response.Body, answerRead) // what can't be read doesn't matter
		_ = response.Body.Close()
		err = answerFault(response)
	}
	if err == nil || !errors.Is(err, context.Canceled) {
		s.blocklist.score(domain, err)
	}
	return err
}

// sign writes the headers of a delivery: the hook's own ones and those of Standard Webhooks.
func (s *Store) sign(header http.Header, h hook, d delivery) {
	own, _ := parseObject([]byte(h.fields.raw("headers")))
	for _, f := range own {
		header.Set(f.name, unquote(f.value))
	}
	header.Set("Content-Type", jsonType)
	header.Set("User-Agent", "BigCommerce-Sandbox-Webhooks")
	if s.clientSecret == "" {
		return
	}
	at := strconv.FormatInt(s.clock().Unix(), 10)
	header.Set("Webhook-Id", d.message)
	header.Set("Webhook-Timestamp", at)
	header.Set("Webhook-Signature", signature(s.clientSecret, d.message, at, d.body))
}

// signature is the Standard Webhooks signature whose key are the bytes of the client secret.
func signature(secret, id, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, body) // a hash never fails to write
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// answerFault tells why an answer is no success. Large headers make a failure of any answer.
func answerFault(response *http.Response) error {
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("answered %d", response.StatusCode)
	}
	count := 0
	for name, values := range response.Header {
		for _, value := range values {
			if count++; len(name) > answerHeaderName || len(value) > answerHeaderValue || count > answerHeaders {
				return errors.New("answered with too many or too large headers")
			}
		}
	}
	return nil
}

// deliveryFailed queues the next attempt or, after the last one, deactivates the hook.
func (s *Store) deliveryFailed(h hook, d delivery, why error) {
	s.counters.change(func(stats *Stats) { stats.DeliveriesFailed++ })
	if d.attempts < len(s.retries) {
		d.due = time.Now().Add(s.retries[d.attempts])
		d.attempts++
		s.queue(d)
		s.warn(h, why)
		return
	}
	s.deactivate(d.hook)
}

// deactivate switches a hook off.
func (s *Store) deactivate(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, exists := s.hooks.get(id)
	if !exists || !h.active() {
		return
	}
	h.deactivated = true
	h.fields = h.fields.with("is_active", "false").with("updated_at", number(s.now().Unix()))
	s.hooks.put(id, h)
	s.counters.change(func(stats *Stats) { stats.HooksDeactivated++ })
	s.except(h, codeDeactivated, "The webhook was deactivated because its deliveries failed.")
}
